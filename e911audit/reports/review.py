"""What became of the entries of reviewed workbooks, as a workbook, a page, a list or for programs."""

import json
from operator import attrgetter
from pathlib import Path

from e911audit.reports import write_as
from e911audit.reports.fixes.rows import delimited
from e911audit.reports.markdown import plain, table
from e911audit.views.review import plain as one_line
from e911audit.views.reviewed import Account, Entry

TITLE = "E911 migration audit: what became of the reviews"
NOTHING = "Nothing was entered in these workbooks, and nothing of theirs was changed."
HEADERS = ("Outcome", "Finding", "Column", "Entered", "Before", "Why", "File", "Sheet", "Cell")


def write(account: Account, path: Path) -> None:
    """Write the account; CannotWrite for another ending than .xlsx, .md, .csv and .json."""
    write_as("review", WRITERS, account, path)


def told(account: Account) -> str:
    """The account in one line: how many entries of each outcome."""
    words = ", ".join(f"{count:,} {outcome}" for outcome, count in account.counts.items() if count)
    head = "Dry run, nothing was kept: " if account.dry_run else ""
    return f"{head}{words or 'nothing was entered'}."


def line(entry: Entry) -> str:
    """One entry in one line, which ends in its place."""
    value = f" '{entry.value}'" if entry.value else ""
    about = " ".join(filter(None, (entry.finding, entry.column)))
    return one_line(" ".join(filter(None, (f"{entry.outcome}: {about}{value}.", entry.why, str(entry.cell)))))


def _row(entry: Entry) -> tuple[str, ...]:
    cell = entry.cell
    return (
        *(entry.outcome, entry.finding, entry.column, entry.value, entry.before, entry.why),
        *(cell.path, cell.sheet, cell.cell),
    )


def _workbook(account: Account, path: Path) -> None:
    from e911audit.reports.excel import write_sheets
    from e911audit.reports.excel.table import TABLOID, Column, Plan

    columns = (
        Column("Outcome", 16, attrgetter("outcome"), "word"),
        Column("Finding", 24, attrgetter("finding"), "id"),
        Column("Column", 14, attrgetter("column")),
        Column("Entered", 30, attrgetter("value"), "id"),
        Column("Before", 24, attrgetter("before"), "id"),
        Column("Why", 60, attrgetter("why")),
        Column("Source", 40, lambda entry: (entry.cell,), "source"),
    )
    plans = (
        Plan("Left", attrgetter("left"), columns, "Everything that was entered was applied.", paper=TABLOID),
        Plan("All", attrgetter("entries"), columns, NOTHING, paper=TABLOID),
    )
    write_sheets(account, path, TITLE, plans)


def _page(account: Account, path: Path) -> None:
    lines = ["# What became of the reviews", "", plain(told(account))]
    if account.entries:
        lines += ["", *table(HEADERS, [_row(entry) for entry in account.entries])]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8", errors="replace", newline="\n")


def _list(account: Account, path: Path) -> None:
    path.write_bytes(delimited([HEADERS, *map(_row, account.entries)]))


def _json(account: Account, path: Path) -> None:
    document = {
        "format": 1,
        "as_of": account.as_of.isoformat(),
        "books": account.books,
        "dry_run": account.dry_run,
        "counts": {str(outcome): count for outcome, count in account.counts.items()},
        "entries": [
            {
                "outcome": str(entry.outcome),
                "finding": entry.finding,
                "column": entry.column,
                "value": entry.value,
                "before": entry.before,
                "why": entry.why,
                "cell": {"path": entry.cell.path, "sheet": entry.cell.sheet, "cell": entry.cell.cell},
            }
            for entry in account.entries
        ],
    }
    text = json.dumps(document, ensure_ascii=False, indent=1)
    path.write_text(text + "\n", encoding="utf-8", errors="backslashreplace", newline="\n")


WRITERS = {".xlsx": _workbook, ".md": _page, ".csv": _list, ".json": _json}
"""Ending of the file -> what writes it."""
