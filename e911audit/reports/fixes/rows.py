"""Rows of delimited text that a spreadsheet program opens without running any of it."""

import csv
import io
from collections.abc import Iterable, Sequence

from e911audit.reports.clean_list.text import neutral
from e911audit.views.correction import Correction, Corrections


def note(corrections: Corrections) -> str:
    """The sentence with which every file begins, where its format allows one."""
    return (
        f"Proposed by e911audit {corrections.version} on the data of {corrections.as_of}. "
        "Nothing has been applied: check every row first."
    )


def answers(correction: Correction) -> str:
    """What a field was and which finding the change answers, in one line."""
    was = f"was '{correction.was}'" if correction.was else "was blank"
    return f"{correction.field} {was}, becomes '{correction.becomes}' ({correction.finding})"


def delimited(rows: Iterable[Sequence[str]]) -> bytes:
    """Return rows for people, in UTF-8 with the mark by which Excel knows it."""
    return _text([map(neutral, row) for row in rows]).encode("utf-8-sig", errors="replace")


def imported(rows: Iterable[Sequence[str]]) -> bytes:
    """Return rows for a system, in UTF-8 without a mark, which some would take for a part of the first header."""
    return _text([map(neutral, row) for row in rows]).encode("utf-8", errors="replace")


def _text(rows: Iterable[Iterable[str]]) -> str:
    file = io.StringIO()
    csv.writer(file).writerows(rows)
    return file.getvalue()
