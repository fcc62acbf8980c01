"""The receipts of an import: how each sheet ended, and what was found, guessed, dropped, or may be missing."""

from collections import Counter, defaultdict
from collections.abc import Iterator

from sqlalchemy import Connection, or_, select

from e911audit.intake.rows import RowIntake
from e911audit.model.tables import Row, Sheet, Source
from e911audit.sheets import Table
from e911audit.values import RowState
from e911audit.views.result import SheetReceipt, SourceReceipt

CUT_OFF = (500, 1_000)
"""Rows at which exports of telephone systems are cut off without a word: PowerShell and portals page by them."""
LEFT = {RowState.REJECTED: "Rejected", RowState.IGNORED: "Ignored", RowState.LOADED: "Cell left blank"}
"""What is said of a row, or of a cell of a loaded one, that was not taken."""
NAMED = 6
"""Columns that a note names; more are counted."""


def notes_of(table: Table, body: RowIntake) -> Iterator[str]:
    """Yield the notes of one table of a sheet, each a sentence without full stop."""
    yield from table.notes
    if table.hidden:
        yield "hidden sheet, loaded all the same"
    yield from _about_columns(body)
    yield from _about_secrets(body)
    yield from body.damage.values()
    rows = body.counts[RowState.LOADED] + body.counts[RowState.REJECTED]
    if rows in CUT_OFF:
        yield f"exactly {rows:,} rows: this export may be cut off"


def _about_columns(body: RowIntake) -> Iterator[str]:
    fit = body.fit
    labels = {found.name: next(iter(found.headers), found.name) for found in fit.profile.fields}
    for name, column in sorted(fit.guessed.items(), key=lambda entry: entry[1]):
        yield f"{body.letter(column)} '{fit.label(column)}' was read as {labels[name]}"
    unseen = [
        fit.label(reading.columns[found.name][0])
        for reading in fit.readings
        for found in reading.fields.values()
        if found.unseen and found.name in reading.columns
    ]
    if unseen:
        yield f"headers that no real export has shown us yet, matched by synonyms: {_list(unseen)}"
    if left := body.not_understood():
        yield f"columns not understood: {_list(left)}"


def _about_secrets(body: RowIntake) -> Iterator[str]:
    for column, cells in sorted(body.secrets.items()):
        yield f"{body.letter(column)} '{body.fit.label(column)}': {cells:,} PINs or passwords dropped, not stored"
    if body.said_secrets:
        told = _list(body.said_secrets)
        yield f"PINs or passwords dropped from the text of {len(body.said_secrets):,} other cells, not stored: {told}"


def _list(names: list[str]) -> str:
    names = [*dict.fromkeys(names)]
    more = f" and {len(names) - NAMED} more" if len(names) > NAMED else ""
    return ", ".join(names[:NAMED]) + more


def receipts(connection: Connection) -> tuple[SourceReceipt, ...]:
    """The receipts of all that a store holds, by path."""
    sheets: dict[int, list[SheetReceipt]] = defaultdict(list)
    for row in connection.execute(select(Sheet).order_by(Sheet.c.position, Sheet.c.id)):
        sheets[row.source_id].append(
            SheetReceipt(
                name=row.name,
                profile=row.profile,
                state=row.state,
                reason=row.reason,
                rows=row.rows,
                loaded=row.loaded,
                ignored=row.ignored,
                rejected=row.rejected,
                complaints=row.complaints,
                not_understood=tuple(row.not_understood),
                secrets=tuple(row.secrets),
                exported_on=row.exported_on,
                notes=tuple(row.notes),
            )
        )
    sources = connection.execute(select(Source).order_by(Source.c.path))
    return tuple(SourceReceipt(path=row.path, sha256=row.sha256, sheets=tuple(sheets[row.id])) for row in sources)


def rows_left(connection: Connection, most: int) -> Iterator[str]:
    """Yield the first rows of each sheet that were rejected, ignored, or loaded without a cell that could not be read.

    Each with file, sheet, cell and reason.
    """
    query = select(Source.c.path, Sheet.c.name, Row.c.number, Row.c.state, Row.c.reason, Sheet.c.id)
    query = query.join_from(Row, Sheet, Sheet.c.id == Row.c.sheet_id).join(Source)
    left = query.where(or_(Row.c.state != RowState.LOADED, Row.c.reason != ""))
    told = Counter[tuple[int, str]]()
    where = dict[tuple[int, str], str]()
    in_order = left.order_by(Source.c.path, Sheet.c.position, Sheet.c.id, Row.c.state.desc(), Row.c.number)
    for path, sheet, number, state, reason, id_ in connection.execute(in_order):
        told[id_, state] += 1
        where[id_, state] = f"{path} {sheet}".strip()
        if told[id_, state] <= most:
            cited = f"row {number}: {reason}" if state == RowState.IGNORED else reason
            yield f"{LEFT[RowState(state)]}: {where[id_, state]} {cited}"
    for (id_, state), rows in told.items():
        if rows > most:
            yield f"{LEFT[RowState(state)]}: {where[id_, state]}, {rows - most:,} more rows"
