"""What the receipt of a sheet tells beside its counts: what was found, guessed, dropped, and may be missing."""

from collections.abc import Iterator

from e911audit.intake.rows import RowIntake
from e911audit.sheets import Table
from e911audit.values import RowState

CUT_OFF = (500, 1_000)
"""Rows at which exports of telephone systems are cut off without a word: PowerShell and portals page by them."""
NAMED = 6
"""Columns that a note names; more are counted."""


def notes_of(table: Table, body: RowIntake) -> Iterator[str]:
    """Yield the notes of one table of a sheet, each a sentence without full stop."""
    yield from table.notes
    if table.hidden:
        yield "hidden sheet, loaded all the same"
    yield from _about_columns(body)
    yield from _about_secrets(body)
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
        yield f"{body.said_secrets:,} PINs or passwords dropped from the text of other cells, not stored"


def _list(names: list[str]) -> str:
    names = [*dict.fromkeys(names)]
    more = f" and {len(names) - NAMED} more" if len(names) > NAMED else ""
    return ", ".join(names[:NAMED]) + more
