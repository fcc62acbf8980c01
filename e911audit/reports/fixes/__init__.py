"""Corrections in the files that the systems of origin take: one module for each format.

A format is a module with ``NAMES``, the files that it may write, and ``files``, which yields those that have something
in them. Nothing here applies anything; what a file holds is a proposal, and where its format allows it says so first.
"""

from collections.abc import Iterator
from contextlib import suppress
from importlib import import_module
from pathlib import Path

from e911audit.errors import CannotWrite
from e911audit.reports import REASONS, placed
from e911audit.views.correction import Corrections

FORMATS = tuple(
    f"e911audit.reports.fixes.{name}" for name in ("listing", "teams_script", "teams_list", "wiremap", "freepbx", "ali")
)
"""Modules of the formats, in the order in which their files are told."""


def write(corrections: Corrections, folder: Path) -> list[Path]:
    """Write every file that has something in it and return them; CannotWrite where the folder cannot be used.

    What an earlier run left in the folder and this one has no corrections for is removed, lest it be sent.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as failure:
        reason = REASONS.get(failure.errno, failure.strerror or "the system refused")
        raise CannotWrite(f"The folder {folder} cannot be made: {reason}.") from failure
    written = []
    for path, data in _files(corrections, folder):
        with placed(path) as part:
            part.write_bytes(data)
        written.append(path)
    for left in {folder / name for module in FORMATS for name in import_module(module).NAMES} - {*written}:
        with suppress(OSError):
            left.unlink(missing_ok=True)
    return written


def _files(corrections: Corrections, folder: Path) -> Iterator[tuple[Path, bytes]]:
    for module in FORMATS:
        for name, data in import_module(module).files(corrections):
            yield folder / name, data
