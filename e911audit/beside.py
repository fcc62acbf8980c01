"""Work that processes beside this one share: a worker that dies costs time and no answer."""

from collections.abc import Callable
from concurrent.futures import BrokenExecutor, Executor, Future
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
