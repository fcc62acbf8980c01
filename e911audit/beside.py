"""Work that processes beside this one share: a worker that dies costs time and no answer."""

import os
from collections.abc import Callable
from concurrent.futures import BrokenExecutor, Executor, Future
from multiprocessing import parent_process
from threading import Thread
from typing import Generic, TypeVar

Answer = TypeVar("Answer")


class Errand(Generic[Answer]):
    """One task given to an executor, for which this process stands in where no worker does it."""

    def __init__(self, executor: Executor, task: Callable[..., Answer], *about: object) -> None:
        self.future: Future[Answer] | None = None
        try:
            self.future = executor.submit(task, *about)
        except BrokenExecutor:  # a worker died over an earlier task
            self.future = None

    def ours(self) -> bool:
        """Whether it is for this process: no worker has begun it, or one died over it; waits for one that is at it."""
        return self.future is None or self.future.cancel() or isinstance(self.future.exception(), BrokenExecutor)

    def answer(self) -> Answer:
        """What the worker answered, or its error; only where the errand is not ``ours``."""
        if self.future is None:
            raise LookupError("No worker was asked.")
        return self.future.result()


def end_with_parent() -> None:
    """End a worker as soon as the program that started it has ended, even by a kill; it would wait for work forever."""
    Thread(target=_await_parent, daemon=True).start()


def _await_parent() -> None:
    if parent := parent_process():
        parent.join()
        os._exit(1)
