"""Rows for a system that imports them: no formula runs, every number is text."""

import csv
import io
from collections.abc import Iterable, Sequence
from pathlib import Path

from e911audit.reports.clean_list.text import neutral


def write_rows(path: Path, rows: Iterable[Sequence[str]]) -> None:
    """Write UTF-8 without a mark, which some importers would take for a part of the first header."""
    file = io.StringIO()
    csv.writer(file).writerows([neutral(text) for text in row] for row in rows)
    path.write_bytes(file.getvalue().encode("utf-8", errors="replace"))
