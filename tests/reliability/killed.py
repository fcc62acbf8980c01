"""Runs of the real command that end when they want to, or by kill -9 after so much work.

Run as a program it imports e911audit once and runs each command in a fork of itself: starting Python anew 600 times
would take longer than what is tested. It reads one JSON list a line (folder, words, processor seconds after which to
kill or null, most bytes that a file may have or null) and answers one (``Ended``).
"""

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import NamedTuple

PATIENCE = 30
"""Seconds within which the helpers of a killed command must have ended."""
MODULES = (
    "e911audit.api e911audit.cli.app e911audit.reports.excel e911audit.reports.html e911audit.reports.review "
    "e911audit.reviewing.apply e911audit.telling.signoff e911audit.reports.signoff.html e911audit.reports.signoff.pdf"
)


class Ended(NamedTuple):
    """How a command ended."""

    code: int
    """-9 where it was killed."""
    took: float
    """Processor seconds, without those of its helpers."""
    outlived: list[str]
    """The processes that it began and that were still there long after it was killed."""
    told: str
    """Its stderr."""


class Commands:
    """The program beside the tests."""

    def __init__(self) -> None:
        env = os.environ | {"PYTHONPATH": str(Path(__file__).parents[2])}
        self.process = subprocess.Popen(
            [sys.executable, __file__], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=env
        )

    def run(self, folder, *words, kill_after=None, room=None):
        """Run a command in a folder; kill it after so many processor seconds, let no file grow over so many bytes."""
        question = [str(folder), [str(word) for word in words], kill_after, room]
        self.process.stdin.write(json.dumps(question) + "\n")
        self.process.stdin.flush()
        return Ended(*json.loads(self.process.stdout.readline()))

    def close(self):
        self.process.stdin.close()
        self.process.wait()


def serve():
    for module in MODULES.split():
        __import__(module)
    answers = os.fdopen(os.dup(1), "w")
    for line in sys.stdin:
        folder, words, kill_after, room = json.loads(line)
        ours, theirs = os.pipe()  # a file would have to obey the limit, too
        child = os.fork()
        if not child:
            _command(folder, words, room, theirs)
        os.close(theirs)
        ended = _watch(child, kill_after)
        os.set_blocking(ours, False)
        with os.fdopen(ours, "rb") as stderr:
            told = (stderr.read() or b"").decode()
        print(json.dumps([*ended, told]), file=answers, flush=True)


def _command(folder, words, room, told):
    """Become the command; never returns."""
    nothing = os.open(os.devnull, os.O_RDWR)
    for stream, place in enumerate((nothing, nothing, told)):
        os.dup2(place, stream)
    if room is not None:
        import resource

        resource.setrlimit(resource.RLIMIT_FSIZE, (room, resource.RLIM_INFINITY))
    os.chdir(folder)
    os.environ["TMPDIR"] = str(Path(folder) / "tmp")
    sys.argv = ["e911audit", *words]
    from e911audit.__main__ import main

    code = 99
    try:
        main()
    except SystemExit as stop:
        code = stop.code or 0
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
        import atexit
        import threading

        threading._shutdown()  # in the order in which Python itself ends
        atexit._run_exitfuncs()
        os._exit(code)


def _watch(child, kill_after):
    import psutil

    clock = (~child << 3) | 2  # the processor clock of another process (Linux, clock_getcpuclockid)
    helpers, took = [], 0.0
    while os.waitid(os.P_PID, child, os.WEXITED | os.WNOHANG | os.WNOWAIT) is None:
        took = max(took, time.clock_gettime(clock))  # its own: what its helpers took is no moment of it
        if kill_after is not None and took >= kill_after:
            helpers = psutil.Process(child).children(recursive=True)
            os.kill(child, signal.SIGKILL)
            break
        time.sleep(0.001)
    _, status = os.waitpid(child, 0)
    until = time.monotonic() + PATIENCE
    while (alive := [one for one in helpers if _runs(one)]) and time.monotonic() < until:
        time.sleep(0.01)
    return os.waitstatus_to_exitcode(status), took, [_name(one) for one in alive]


def _runs(process):
    import psutil

    try:
        return process.status() != psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return False


def _name(process):
    return " ".join(process.cmdline())


if __name__ == "__main__":
    serve()
