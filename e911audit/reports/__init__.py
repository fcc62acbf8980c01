"""Reports: a result in, a file out. Nothing here can query or judge.

A format is a module with ``write(result, path)``; it is imported only when it is asked for, so that a command which
writes no workbook does not pay for loading openpyxl.
"""

import errno
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from importlib import import_module
from pathlib import Path
from typing import NamedTuple, TypeVar

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


class Kind(NamedTuple):
    """A kind of report: what its file holds, in words, and the endings that it may have."""

    what: str
    endings: tuple[str, ...]


KINDS = {
    "exceptions": Kind("the exceptions", tuple(FORMATS)),
    "calendar": Kind("the dates of the cutover", (".xlsx", ".ics")),
    "call_plan": Kind("the plan of test calls", (".xlsx",)),
    "clean_list": Kind("a list of addresses", (".xlsx", ".csv")),
    "costs": Kind("what the lines cost", (".xlsx",)),
    "discovery": Kind("the sheet for tracing lines", (".xlsx",)),
    "drift": Kind("what changed between two runs", (".xlsx", PAGE, ".md", ".json")),
    "frameworks": Kind("which laws each site meets", (".xlsx", ".md")),
    "letters": Kind("letters beside the carriers' records", (".xlsx", ".csv", ".md", ".json")),
    "owed": Kind("the proofs owed after a cutover", (".xlsx", ".md", ".json")),
    "rejections": Kind("what carriers sent back", (".xlsx", ".md")),
    "review": Kind("what became of the reviews", (".xlsx", ".md", ".csv", ".json")),
    "roll_up": Kind("the roll-up of all customers", (".xlsx", PAGE, ".md", ".json")),
    "scope": Kind("who owns what at each site", (".xlsx", PAGE)),
}
"""The exceptions, and the module of each further report -> its kind."""

View = TypeVar("View")

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


def check_ending(path: Path, kind: str = "exceptions") -> str:
    """The ending of a report's file, in small letters; CannotWrite where its kind has no such file.

    Cheap: ask before any work.
    """
    ending = path.suffix.lower()
    what, endings = KINDS[kind]
    if ending not in endings:
        *most, last = endings
        known = f"{', '.join(most)} or {last}" if most else last
        raise CannotWrite(f"{path} cannot hold {what}.", advice=f"Use a name that ends in {known}.")
    return ending


def write(result: Result, path: Path | str, drift: Drift | None = None) -> None:
    """Write the report whose format the ending of ``path`` picks; CannotWrite where it cannot be written.

    A comparison with an earlier run becomes part of a page (.html) and of no other format.
    """
    module = import_module(FORMATS[check_ending(Path(path))])
    with placed(Path(path)) as part:
        if drift and part.suffix.lower() == PAGE:
            module.write(result, part, drift)
        else:
            module.write(result, part)


def write_as(kind: str, writers: Mapping[str, Callable[[View, Path], None]], view: View, path: Path) -> None:
    """Write a further report with the writer that the ending of ``path`` picks; CannotWrite leaves an older file."""
    writer = writers[check_ending(path, kind)]
    with placed(path) as part:
        writer(view, part)


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
