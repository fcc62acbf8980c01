"""The exception workbook. Only this folder may import openpyxl."""

from collections.abc import Callable, Sequence
from contextlib import suppress
from datetime import datetime, time
from functools import partial
from pathlib import Path
from typing import Any

from openpyxl import Workbook
from openpyxl.writer.excel import ExcelWriter

from e911audit.reports.excel import summary, table
from e911audit.reports.excel.archive import Archive
from e911audit.reports.excel.content import clean
from e911audit.reports.excel.leads import Index, index
from e911audit.reports.excel.rows import Rows
from e911audit.reports.excel.sheets import PLANS
from e911audit.reports.excel.table import Dated, Plan
from e911audit.views.result import Result

TITLE = "E911 migration audit: exceptions"
NOWHERE = Index()


def write(result: Result, path: Path) -> None:
    """Write the workbook; equal results written into one folder give equal bytes.

    openpyxl's own ``save`` would put the present time into the file, so its writer is called without it.
    """
    leads = index(result)
    write_sheets(result, path, TITLE, PLANS, partial(summary.add, index=leads), leads)


Drawn = Callable[[Any, Any], Rows]
"""Adds a sheet of its own making to a workbook, about a subject; its rows are kept apart."""


def write_sheets(  # noqa: PLR0913, PLR0917  (the last two are the exception workbook's own)
    subject: Dated,
    path: Path,
    title: str,
    plans: Sequence[Plan | Drawn],
    first: Callable[[Any, Any], None] | None = None,
    leads: Index = NOWHERE,
) -> None:
    """Write a workbook with a sheet for each plan, behind the one that ``first`` adds; ``leads`` are its own links."""
    archive: Any = Archive(path)  # first, as a folder that takes no file should cost no work
    book = Workbook(write_only=True)
    try:
        _describe(book, subject, title)
        if first:
            first(book, subject)
        rows = None
        for number, plan in enumerate(plans, len(book.worksheets) + 1):
            place = table.Place(path.parent, leads)
            rows = table.add(book, plan, subject, place, rows) if isinstance(plan, Plan) else plan(book, subject)
            archive.rows[f"xl/worksheets/sheet{number}.xml"] = rows
        ExcelWriter(book, archive).write_data()
    finally:
        _close(book)
        archive.close()


def _close(book: Any) -> None:
    """Close the sheets that a failure left open; each would complain on stderr when it is thrown away."""
    for sheet in book.worksheets:
        if not sheet.closed:
            with suppress(Exception):  # the failure that led here is the one to tell
                sheet.close()


def _describe(book: Any, result: Dated, title: str) -> None:
    """The properties of the document; its date is that of the audit."""
    moment = datetime.combine(result.as_of, time())
    facts = book.properties
    facts.title = title
    facts.subject = f"As of {result.as_of.isoformat()}"
    facts.creator = facts.lastModifiedBy = clean(f"e911audit {result.version}")
    facts.category, facts.keywords = "E911 audit", "E911, 911, VoIP migration, exceptions"
    facts.language = "en-US"
    facts.created = facts.modified = moment
