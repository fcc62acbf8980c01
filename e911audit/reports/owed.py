"""The proofs owed after a cutover, as a workbook (.xlsx), a page (.md) or for programs (.json)."""

import json
from collections.abc import Iterable, Iterator
from operator import attrgetter
from pathlib import Path

from e911audit.reports import write_as
from e911audit.reports.markdown import plain, table
from e911audit.views.owed import AfterCutover, Owed, Standing

TITLE = "E911 migration audit: proofs owed after the cutover"
NOTHING = "Nothing is owed: no site, changed life-safety line, port or circuit is known to the store."


def write(after: AfterCutover, path: Path) -> None:
    """Write the list in the format that the ending picks."""
    write_as("owed", WRITERS, after, path)


def told(after: AfterCutover) -> str:
    """The list in one line: how many proofs stand how."""
    counts = ", ".join(f"{after.count(standing):,} {standing}" for standing in Standing)
    return f"{len(after.owed):,} proofs owed after the cutover of {after.cutover}, as of {after.as_of}: {counts}."


def lines(after: AfterCutover) -> Iterator[str]:
    """What is not there yet, one line for each proof."""
    for one in worst_first(after):
        if one.standing != Standing.THERE:
            who = " ".join(dict.fromkeys((one.site or "no site", one.subject)))
            yield f"{one.standing}: {who}, {one.what} ({one.due}): {one.told}; {one.cell}"


def worst_first(after: AfterCutover) -> list[Owed]:
    """The proofs, those that stand worst on top."""
    return sorted(after.owed, key=lambda one: list(Standing).index(one.standing))


def _workbook(after: AfterCutover, path: Path) -> None:
    from e911audit.reports.excel import write_sheets
    from e911audit.reports.excel.table import Column, Plan

    columns = (
        Column("Standing", 12, attrgetter("standing"), "word"),
        Column("Site", 12, attrgetter("site"), "id"),
        Column("Subject", 22, attrgetter("subject"), "id"),
        Column("Proof", 28, attrgetter("what")),
        Column("Due", 28, attrgetter("due")),
        Column("What Is There", 50, attrgetter("told")),
        Column("Source", 50, lambda one: (one.cell,), "source"),
    )
    write_sheets(after, path, TITLE, (Plan("Proofs Owed", worst_first, columns, NOTHING),))


def _page(after: AfterCutover, path: Path) -> None:
    path.write_text("\n".join(_lines(after)) + "\n", encoding="utf-8", newline="\n")


def _lines(after: AfterCutover) -> Iterator[str]:
    yield "# Proofs owed after the cutover"
    yield ""
    yield plain(told(after))
    if not after.owed:
        yield f"\n{NOTHING}"
        return
    rows: Iterable[tuple[object, ...]] = (
        (one.standing, one.site, one.subject, one.what, one.due, one.told, one.cell) for one in worst_first(after)
    )
    yield from table(("Standing", "Site", "Subject", "Proof", "Due", "What is there", "Source"), rows, len(after.owed))


def _json(after: AfterCutover, path: Path) -> None:
    document = {
        "format": 1,
        "program": {"name": "e911audit", "version": after.version},
        "as_of": after.as_of.isoformat(),
        "cutover": after.cutover.isoformat(),
        "counts": {str(standing): after.count(standing) for standing in Standing},
        "owed": [
            {"standing": str(one.standing), "site": one.site, "subject": one.subject, "proof": one.what}
            | {"due": one.due, "told": one.told}
            | {"cell": {"path": one.cell.path, "sheet": one.cell.sheet, "cell": one.cell.cell}}
            for one in after.owed
        ],
    }
    text = json.dumps(document, ensure_ascii=False, indent=1)
    path.write_text(text + "\n", encoding="utf-8", errors="backslashreplace", newline="\n")


WRITERS = {".xlsx": _workbook, ".md": _page, ".json": _json}
"""Ending of the file -> what writes it."""
