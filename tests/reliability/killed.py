"""Runs of the real command that end when they want to, or by kill -9 after so much work.

Run as a program it imports e911audit once and runs each command in a fork of itself: starting Python anew 600 times
would take longer than what is tested. It reads one JSON list a line (folder, words, processor seconds after which to
kill, or null) and answers one: exit code, processor seconds used, names of processes that outlived it.
"""

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

PATIENCE = 30
"""Seconds within which the helpers of a killed command must have ended."""
MODULES = (
    "e911audit.api e911audit.cli.app e911audit.reports.excel e911audit.reports.html e911audit.reports.review "
    "e911audit.judging.review_apply e911audit.judging.signoff e911audit.reports.signoff.html e911audit.reports.signoff.pdf"
)


class Commands:
    """The program beside the tests."""

    def __init__(self) -> None:
        env = os.environ | {"PYTHONPATH": str(Path(__file__).parents[2])}
        self.process = subprocess.Popen(
            [sys.executable, __file__], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=env
        )

    def run(self, folder, *words, kill_after=None):
        """Run a command in a folder: exit code (-9 where it was killed), processor seconds, what outlived it."""
        self.process.stdin.write(json.dumps([str(folder), [str(word) for word in words], kill_after]) + "\n")
        self.process.stdin.flush()
        return json.loads(self.process.stdout.readline())

    def close(self):
        self.process.stdin.close()
        self.process.wait()


def serve():
    for module in MODULES.split():
        __import__(module)
    answers = os.fdopen(os.dup(1), "w")
    for line in sys.stdin:
        folder, words, kill_after = json.loads(line)
        child = os.fork()
        if not child:
            _command(folder, words)
        print(json.dumps(_watch(child, kill_after)), file=answers, flush=True)


def _command(folder, words):
    """Become the command; never returns."""
    nothing = os.open(os.devnull, os.O_RDWR)
    for stream in (0, 1, 2):
        os.dup2(nothing, stream)
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
        import atexit

        atexit._run_exitfuncs()
        os._exit(code)


def _watch(child, kill_after):
    import psutil

    clock = (~child << 3) | 2  # the processor clock of another process (Linux, clock_getcpuclockid)
    helpers = []
    while os.waitid(os.P_PID, child, os.WEXITED | os.WNOHANG | os.WNOWAIT) is None:
        if kill_after is not None and time.clock_gettime(clock) >= kill_after:
            helpers = psutil.Process(child).children(recursive=True)
            os.kill(child, signal.SIGKILL)
            break
        time.sleep(0.001)
    _, status, used = os.wait4(child, 0)
    until = time.monotonic() + PATIENCE
    while (alive := [one for one in helpers if _runs(one)]) and time.monotonic() < until:
        time.sleep(0.01)
    return os.waitstatus_to_exitcode(status), used.ru_utime + used.ru_stime, [_name(one) for one in alive]


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
