"""Processes beside this one that share its work: one that dies costs time and no answer."""

import os
from collections.abc import Callable
from concurrent.futures import BrokenExecutor, Executor, Future, ProcessPoolExecutor
from multiprocessing import get_context, parent_process
from threading import Thread
from typing import TypeVar

Answer = TypeVar("Answer")


class Workers(ProcessPoolExecutor):
    """So many processes of our own, which end with this one, even where it is killed; OSError where they cannot be.

    They start fresh, since a program with threads must not be forked.
    """

    def __init__(self, count: int) -> None:
        super().__init__(count, mp_context=get_context("spawn"), initializer=_end_with_parent)
        self.count = count


def ask(executor: Executor, task: Callable[..., Answer], *about: object) -> "Future[Answer]":
    """Give a worker a task; where one has died over an earlier task, the answer is a BrokenExecutor, too."""
    try:
        return executor.submit(task, *about)
    except BrokenExecutor as fault:
        broken: Future[Answer] = Future()
        broken.set_exception(fault)
        return broken


def _end_with_parent() -> None:
    """Without it a worker would wait for work forever."""
    Thread(target=_await_parent, daemon=True).start()


def _await_parent() -> None:
    if parent := parent_process():
        parent.join()
        os._exit(1)
