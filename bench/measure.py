"""Run one command and say what it took: python bench/measure.py LOG COMMAND... prints JSON; stderr goes to LOG.

A process of its own, because on Linux a child's peak memory is never less than that of the process it was forked from.
The peak is that of the largest single process; CPU time includes the children that the command waited for.
"""

import json
import os
import sys
import time


def main(log: str, command: list[str]) -> None:
    start = time.perf_counter()
    redirect = [
        (os.POSIX_SPAWN_OPEN, 1, os.devnull, os.O_WRONLY, 0),
        (os.POSIX_SPAWN_OPEN, 2, log, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o644),
    ]
    child = os.posix_spawnp(command[0], command, os.environ, file_actions=redirect)
    _, status, used = os.wait4(child, 0)
    unit = 1 if sys.platform == "darwin" else 1024
    print(
        json.dumps(
            {
                "code": os.waitstatus_to_exitcode(status),
                "wall": time.perf_counter() - start,
                "cpu": used.ru_utime + used.ru_stime,
                "peak": used.ru_maxrss * unit / 1e6,
            }
        )
    )


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2:])
