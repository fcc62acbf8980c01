"""A PostgreSQL server of our own on loopback, started by an ordinary account, for the length of some tests."""

import os
import shutil
import socket
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

ACCOUNT = "postgres"
"""The server refuses to run for root; its Debian package brings this account."""


def programs() -> Path | None:
    """The folder of the server's programs, None where there is none."""
    told = shutil.which("pg_config")
    folder = (
        subprocess.run([told, "--bindir"], capture_output=True, text=True, check=True).stdout.strip() if told else ""
    )
    found = [Path(folder), *(Path(one).parent for one in [shutil.which("initdb")] if one)]
    found += sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)
    return next((one for one in found if (one / "initdb").exists()), None)


@contextmanager
def running() -> Iterator[str]:
    """The address of a running server; the tests are skipped where none is installed."""
    home = programs()
    if home is None:
        pytest.skip("no PostgreSQL server is installed")
    with TemporaryDirectory() as folder:  # not pytest's own, which it closes to other accounts
        as_root = {"user": ACCOUNT} if os.getuid() == 0 else {}
        if as_root:
            try:
                shutil.chown(folder, ACCOUNT)
            except LookupError:
                pytest.skip(f"there is no account {ACCOUNT}, and the server does not run for root")
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            port = probe.getsockname()[1]

        def run(program: str, *words: str) -> None:
            command = [home / program, *words]
            done = subprocess.run(command, check=False, capture_output=True, text=True, cwd=folder, **as_root)
            assert done.returncode == 0, done.stderr

        run("initdb", "-D", f"{folder}/data", "-A", "trust", "-U", ACCOUNT)
        options = f"-p {port} -c listen_addresses=127.0.0.1 -c unix_socket_directories='' -c fsync=off"
        run("pg_ctl", "-D", f"{folder}/data", "-l", f"{folder}/log", "-o", options, "-w", "start")
        try:
            yield f"postgresql+psycopg://{ACCOUNT}@127.0.0.1:{port}/postgres"
        finally:
            run("pg_ctl", "-D", f"{folder}/data", "-m", "fast", "-w", "stop")
