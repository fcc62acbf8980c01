"""A Dask cluster: the one at an address, or worker processes of this machine for as long as they are needed."""

import logging
from collections.abc import Iterator
from concurrent.futures import Executor
from contextlib import contextmanager
from tempfile import TemporaryDirectory
from typing import Any

from e911audit.errors import E911AuditError

DEATHS = 3
"""Workers that may die over one task before it counts as failed."""
WAIT = 10
"""Seconds to find the scheduler."""


@contextmanager
def cluster(scheduler: str, workers: int) -> Iterator[Any]:
    """A client of the cluster at this address; of one of our own on loopback without, which leaves nothing behind.

    E911AuditError where there is no Dask, or no scheduler.
    """
    try:
        import dask
        import distributed
    except ModuleNotFoundError:
        raise E911AuditError(
            "Dask is not installed, which shares work among processes.",
            advice="Install it with: pip install 'e911audit[fleet]'.",
        ) from None
    logging.getLogger("distributed").setLevel(logging.CRITICAL)  # what went wrong is told once, in the answers
    settings = {"distributed.scheduler.allowed-failures": DEATHS - 1}
    with dask.config.set(settings), TemporaryDirectory() as folder:
        if scheduler:
            with _connected(distributed.Client, scheduler) as client:
                yield client
            return
        own: dict[str, Any] = {"host": "127.0.0.1", "dashboard_address": None, "local_directory": folder}
        made: Any = distributed.LocalCluster
        asked: Any = distributed.Client
        with made(n_workers=workers, threads_per_worker=1, **own) as local, asked(local) as client:
            yield client


@contextmanager
def executor(scheduler: str) -> Iterator[Executor]:
    """The cluster at this address as an Executor, for one customer who is too large for one machine."""
    with cluster(scheduler, 0) as client:
        yield client.get_executor()


def _connected(client: Any, scheduler: str) -> Any:
    try:
        return client(scheduler, timeout=f"{WAIT}s")
    except (OSError, ValueError) as fault:
        raise E911AuditError(
            f"There is no Dask scheduler at {scheduler} ({type(fault).__name__}).",
            advice="Start one with 'dask scheduler', or leave out --scheduler to work on this machine.",
        ) from None
