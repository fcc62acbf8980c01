"""A file that is written whole or not at all, and what a writer that was killed left behind.

While a part is written its writer holds it: locked on POSIX systems, open on Windows, where an open file cannot be
removed. So the next writer in that folder can tell the part of one that is gone from the part of one at work.
"""

import os
import secrets
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO

try:
    import fcntl
except ImportError:  # Windows
    fcntl = None  # type: ignore[assignment]

PART = ".e911audit-"
"""How the name of a part begins; folders are never searched for exports under such a name."""


@contextmanager
def whole(target: Path) -> Iterator[Path]:
    """A path to write to, beside the target; it becomes the target, with the older one's mode, once it is whole.

    Removes parts in the folder that belong to nobody any more. A failure (OSError of the system, or whatever the writer
    raised) leaves an older target as it was and no part of the new one.
    """
    _sweep(target.parent)
    part = target.with_name(f"{PART}{secrets.token_hex(4)}{target.suffix}")
    try:
        with part.open("xb") as holder:
            _hold(holder)
            yield part
        if target.exists():
            shutil.copymode(target, part)
        part.replace(target)
    finally:
        with suppress(OSError):
            part.unlink(missing_ok=True)


def _hold(file: BinaryIO) -> None:
    """Mark a part as one at work; BlockingIOError where another process does."""
    if fcntl:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)


def _sweep(folder: Path) -> None:
    """Remove the parts of writers that were killed; what cannot be looked at or removed stays."""
    for part in folder.glob(f"{PART}*"):
        with suppress(OSError):
            if os.name == "nt":
                part.unlink()
                continue
            with part.open("rb") as file:
                _hold(file)
                part.unlink()
