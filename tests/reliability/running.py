"""Command lines in this process: what they answer, whether they hang, and whether they leave their input alone."""

import io
import signal
import sys
from contextlib import chdir, contextmanager, redirect_stderr, redirect_stdout
from pathlib import Path
from time import perf_counter
from typing import NamedTuple
from unittest.mock import patch

from e911audit.__main__ import main

HANG_SECONDS = 60
"""After so long a command is given up: machines are shared, and an honest one takes a hundredth of it."""
WRONG = ("Error: ", "WRONG  ")
"""How a line begins that says what is wrong; the second one is doctor's."""
EXITS = {0, 1, 2, 3, 4}


class Hang(BaseException):
    """A command went on for too long; no ``except Exception`` of the program takes it for its own."""


class Answer(NamedTuple):
    """What one command line did."""

    code: int
    out: str
    err: str
    seconds: float


@contextmanager
def guard():
    """Raise Hang in the block where it takes too long."""

    def stop(_signal, _frame):
        raise Hang

    before = signal.signal(signal.SIGALRM, stop)
    signal.alarm(HANG_SECONDS)
    try:
        yield
    finally:
        signal.alarm(0)
        signal.signal(signal.SIGALRM, before)


def answer_of(words, here: Path) -> Answer:
    """Run a command line in a folder."""
    out, err = io.StringIO(), io.StringIO()
    start, code = perf_counter(), 0
    argv = patch.object(sys, "argv", ["e911audit", *map(str, words)])
    with chdir(here), argv, redirect_stdout(out), redirect_stderr(err), guard():
        try:
            main()
        except SystemExit as stop:
            code = int(stop.code or 0)
    return Answer(code, out.getvalue(), err.getvalue(), perf_counter() - start)


def faults_of(answer: Answer) -> list[str]:
    """Everything about an answer that no input may bring about."""
    found = []
    said = f"{answer.out}{answer.err}"
    if answer.code not in EXITS:
        found.append(f"exit code {answer.code}")
    found += [word for word in ("Traceback", "nobody foresaw") if word in said]
    errors = [line for line in said.splitlines() if line.startswith(WRONG)]
    if answer.code in {2, 3} and len(errors) != 1 and "Usage:" not in answer.err:
        found.append(f"{len(errors)} errors with exit code {answer.code}")
    found += [f"no name or no remedy: {line}" for line in errors if not _whole(line)]
    return found


def _whole(line: str) -> bool:
    sentence, bracket, rest = line.partition(" [")
    name, _, advice = rest.rpartition("] ") if "] " in rest else ("", "", "")
    return bool(sentence.strip() and bracket and name and advice.endswith("."))
