"""One sheet into a store: matched to a profile, its rows loaded, its receipt left."""

from collections.abc import Callable, Iterator
from datetime import date
from itertools import chain, islice
from typing import Any

from sqlalchemy import update

from e911audit.intake.cells import Unread, day
from e911audit.intake.columns import DERIVED
from e911audit.intake.held import Held
from e911audit.intake.inventory import Inventory
from e911audit.intake.match import HEADER_SEARCHED, Match, match, nearest
from e911audit.intake.profile import profiles
from e911audit.intake.rows import RowIntake
from e911audit.intake.sources import FoundFile, date_in_name, date_in_title
from e911audit.model.tables import Sheet
from e911audit.sheets import Table, letter
from e911audit.values import SheetState

CHUNK = 5_000
"""Rows that are in memory at once."""

Progress = Callable[[str, int], None]
"""Told the label of what is being read and how many rows of it have been."""


class SheetIntake:
    """The load of one sheet."""

    def __init__(self, held: Held, inventory: Inventory, source: int, file: FoundFile, table: Table) -> None:
        self.held = held
        self.inventory = inventory
        self.source = source
        self.file = file
        self.table = table

    def load(self, progress: Progress) -> None:
        """Match the sheet, load its rows, leave its receipt."""
        rows = enumerate(self.table.rows, 1)
        head = list(islice(rows, HEADER_SEARCHED + 20))
        fit, refusal = self._match([row for _, row in head])
        if fit is None:
            self._refuse(refusal, chain(head, rows))
            return
        header = head[fit.header][1]
        body = RowIntake(self.inventory, self._open(fit, header), fit, header)
        body.ignore(head[: fit.header], "above the header")
        for chunk in _chunks(chain(head[fit.header + 1 :], rows)):
            body.take(chunk)
            progress(self.file.label, chunk[-1][0])
        self._close(body, [row for _, row in head[: fit.header]])

    def _match(self, rows: list[list[str]]) -> tuple[Match | None, str]:
        if self.table.fault:
            return None, self.table.fault
        if not any(cell.strip() for row in rows for cell in row):
            return None, "empty"
        fit = match(rows, f"{self.table.name} {self.file.name}", profiles())
        return fit, "" if fit else nearest(rows, profiles())

    def _refuse(self, reason: str, rows: Iterator[tuple[int, list[str]]]) -> None:
        state = SheetState.UNREADABLE if self.table.fault else SheetState.IGNORED
        seen = sum(1 for _, row in rows if any(map(str.strip, row)))
        self._add(state=state, reason=reason, rows=seen, ignored=seen)

    def _open(self, fit: Match, header: list[str]) -> int:
        return self._add(
            state=SheetState.LOADED,
            profile=fit.profile.name,
            loads=fit.profile.loads,
            header_row=fit.header + 1,
            columns=_letters(fit),
            not_understood=[header[column].strip() for column in fit.not_understood],
            secrets=[header[column].strip() for column in fit.secrets],
        )

    def _add(self, **facts: Any) -> int:
        return self.held.add_sheet(source_id=self.source, name=self.table.name, position=self.table.position, **facts)

    def _close(self, body: RowIntake, titles: list[list[str]]) -> None:
        counts = {str(state): count for state, count in body.counts.items()}
        state = SheetState.LOADED if counts["loaded"] else SheetState.IGNORED
        reason = "; ".join(filter(None, (body.fit.reason, *self.table.notes, "hidden" * self.table.hidden)))
        if not counts["loaded"]:
            reason = f"no row could be loaded ({reason})" if counts["rejected"] else "no data rows below the header"
        told = body.exported_on or _title_date(titles)
        self.held.connection.execute(
            update(Sheet)
            .where(Sheet.c.id == body.sheet)
            .values(
                state=state,
                reason=reason,
                rows=sum(counts.values()),
                complaints=body.complaints,
                exported_on=date.fromisoformat(told) if told else date_in_name(self.file.name),
                not_understood=body.not_understood(),
                **counts,
            )
        )


def _title_date(titles: list[list[str]]) -> str | None:
    try:
        return day(date_in_title(titles) or "")
    except Unread:
        return None


def _letters(fit: Match) -> dict[str, str]:
    letters = {name: letter(column) for name, column in fit.columns.items()}
    for name, sources in DERIVED.get(fit.profile.loads, {}).items():
        source = next((letters[source] for source in sources if source in letters), None)
        if source:
            letters.setdefault(name, source)
    return letters


def _chunks(rows: Iterator[tuple[int, list[str]]]) -> Iterator[list[tuple[int, list[str]]]]:
    while chunk := list(islice(rows, CHUNK)):
        yield chunk
