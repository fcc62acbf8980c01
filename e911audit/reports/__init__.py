"""Reports: a result in, a file out. Nothing here can query or judge.

A format is a module with ``write(result, path)``; it is imported only when it is asked for, so that a command which
writes no workbook does not pay for loading openpyxl.
"""

import errno
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module
from pathlib import Path

from e911audit.errors import CannotWrite
from e911audit.views.drift import Drift
from e911audit.views.result import Result
from e911audit.whole_file import whole

PAGE = ".html"

FORMATS: dict[str, str] = {
    ".xlsx": "e911audit.reports.excel",
    PAGE: "e911audit.reports.html",
    ".json": "e911audit.reports.findings_json",
    ".md": "e911audit.reports.markdown",
}
"""Ending of the output file -> module that writes it."""

REASONS: dict[int | None, str] = {
    errno.EACCES: "it is open in another program, or you may not write there",
    errno.EPERM: "it is open in another program, or you may not write there",
    errno.ENOENT: "its folder does not exist",
    errno.ENOTDIR: "its folder is a file",
    errno.EISDIR: "a folder has this name",
    errno.ENOSPC: "the disk is full",
    errno.EROFS: "the disk can only be read",
    errno.ENAMETOOLONG: "its name is too long",
}
"""What a failure of the operating system means to someone who wants a report."""

ADVICE: dict[int | None, str] = {
    errno.ENOENT: "Make the folder first, or choose another place with --output.",
    errno.ENOTDIR: "Choose another place with --output.",
    errno.EISDIR: "Choose another name with --output.",
    errno.ENOSPC: "Make room, or choose another place with --output.",
    errno.EROFS: "Choose another place with --output.",
    errno.ENAMETOOLONG: "Choose a shorter name with --output.",
}


def check_ending(path: Path) -> str:
    """The module that writes this file; CannotWrite for an ending that no format has. Cheap: ask before auditing."""
    module = FORMATS.get(path.suffix.lower())
    if module is None:
        ending = f"ends in {path.suffix}" if path.suffix else "has no ending"
        raise CannotWrite(
            f"The report {path} {ending}, which is no report format.",
            advice=f"Use one of {', '.join(FORMATS)}.",
        )
    return module


def write(result: Result, path: Path | str, drift: Drift | None = None) -> None:
    """Write the report whose format the ending of ``path`` picks; CannotWrite where it cannot be written.

    A comparison with an earlier run becomes part of a page (.html) and of no other format.
    """
    module = import_module(check_ending(Path(path)))
    with placed(Path(path)) as part:
        if drift and part.suffix.lower() == PAGE:
            module.write(result, part, drift)
        else:
            module.write(result, part)


@contextmanager
def placed(target: Path) -> Iterator[Path]:
    """A path to write a file to, beside its place; it is moved there once it is whole.

    A failure raises CannotWrite, leaves an older file as it was and no part of the new one.
    """
    try:
        with whole(target) as part:
            yield part
    except OSError as failure:
        reason = REASONS.get(failure.errno, failure.strerror or "the system refused")
        raise CannotWrite(
            f"The report {target} cannot be written: {reason}.", advice=ADVICE.get(failure.errno, "")
        ) from failure
