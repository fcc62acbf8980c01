"""One sheet into a store: matched to a profile, its rows loaded, its receipt left."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import chain, islice
from typing import Any

from sqlalchemy import update

from e911audit.intake import exchange
from e911audit.intake.cells import Unread, day, plain
from e911audit.intake.columns import DERIVED
from e911audit.intake.fit import Match
from e911audit.intake.header import HEADER_SEARCHED
from e911audit.intake.held import Held
from e911audit.intake.inventory import Inventory
from e911audit.intake.match import known_headers, match, match_headers, nearest
from e911audit.intake.profile import Profile
from e911audit.intake.receipt import notes_of
from e911audit.intake.rows import RowIntake
from e911audit.intake.secrets import name_without_secret
from e911audit.intake.sources import FoundFile, date_in_name, date_in_title
from e911audit.model.tables import Sheet
from e911audit.sheets import Table, letter
from e911audit.values import SheetState

CHUNK = 5_000
"""Rows that are in memory at once."""
BEHIND_BLANK = 3
"""Rows behind a blank one in which the header of a further table is looked for: a title may stand above it."""
IN_CLEAR = "secret"
"""What stands among a sheet's fields for its first column of PINs or passwords, so that a finding can cite it."""
KNOWN_HEADERS = 2
"""Cells of a row that must be headers of some profile before it is taken for the header of a further table."""
FILE_MARKS = ("UHL", "UTL")
"""How the header and the trailer record of a NENA file begin."""

Progress = Callable[[str, int], None]
"""Told the label of what is being read and how many rows of it have been."""
Numbered = tuple[int, list[str]]
"""A row and its number, from 1."""


@dataclass(frozen=True)
class Found:
    """A table of a sheet: how it is read, the rows above its header, and all that follows."""

    fit: Match
    above: list[Numbered]
    rows: Iterator[Numbered]


class SheetIntake:
    """What loads one sheet after another."""

    def __init__(self, held: Held, inventory: Inventory, profiles: tuple[Profile, ...], progress: Progress) -> None:
        self.held = held
        self.inventory = inventory
        self.profiles = profiles
        self.progress = progress

    def load(self, source: int, file: FoundFile, table: Table) -> None:
        """Match the sheet, load its rows, leave its receipt: one for each table that stands on it."""
        OneSheet(self, source, file, table).load()


class OneSheet:
    """The load of one sheet."""

    def __init__(self, intake: SheetIntake, source: int, file: FoundFile, table: Table) -> None:
        self.intake = intake
        self.source = source
        self.file = file
        self.table = replace(table, name=name_without_secret(table.name))
        self.name = f"{self.table.name} {file.name}"

    def load(self) -> None:
        """Load every table of the sheet."""
        rows = enumerate(self.table.rows, 1)
        head = list(islice(rows, HEADER_SEARCHED + 20))
        fit, refusal = self._match([row for _, row in head])
        if fit is None:
            self._refuse(refusal, chain(head, rows))
            return
        header = max(fit.header, -1)
        found: Found | None = Found(fit, head[: max(header, 0)], chain(head[header + 1 :], rows))
        while found:
            found = self._load(found)

    def _match(self, rows: list[list[str]]) -> tuple[Match | None, str]:
        if self.table.fault:
            return None, self.table.fault
        if self.table.headers:
            fit = match_headers(self.table.headers, self.name, self.intake.profiles)
            return fit, "" if fit else nearest([[*self.table.headers]], self.intake.profiles)
        if not any(cell.strip() for row in rows for cell in row):
            return None, "empty"
        fit = match(rows, self.name, self.intake.profiles, self.table.merged)
        return fit, "" if fit else nearest(rows, self.intake.profiles)

    def _refuse(self, reason: str, rows: Iterator[Numbered]) -> None:
        state = SheetState.UNREADABLE if self.table.fault else SheetState.IGNORED
        seen = sum(1 for _, row in rows if any(map(str.strip, row)))
        self._add(state=state, reason=reason, rows=seen, ignored=seen, notes=[*self.table.notes])

    def _load(self, found: Found) -> Found | None:
        """Load one table; the next one, where another header follows."""
        fit = found.fit
        body = RowIntake(self.intake.inventory, self._open(fit), fit, self.table.letters)
        body.ignore(found.above, "above the header")
        further = None
        for chunk in _chunks(found.rows):
            end, further = self._further(chunk, found) if fit.header >= 0 else (len(chunk), None)
            body.take(self._records(chunk[:end], body))
            self.intake.progress(self.file.label, chunk[-1][0])
            if further:
                break
        self._close(body, [row for _, row in found.above])
        return further

    def _records(self, chunk: list[Numbered], body: RowIntake) -> list[Numbered]:
        """The rows that are records; in a file of fixed width, lines of another sort are rows of one cell."""
        if not self.table.headers:
            return chunk
        others = [(number, row) for number, row in chunk if len(row) == 1]
        marks = [(number, row) for number, row in others if row[0].startswith(FILE_MARKS)]
        body.ignore(marks, "the file's own header or trailer")
        body.reject([entry for entry in others if entry not in marks], "a line of another length than its records")
        return [entry for entry in chunk if len(entry[1]) != 1]

    def _further(self, chunk: list[Numbered], found: Found) -> tuple[int, Found | None]:
        """Where in a chunk the next table begins, and that table; the chunk's length and None without one."""
        blank = [place for place, (_, row) in enumerate(chunk) if not any(map(str.strip, row))]
        known = known_headers(self.intake.profiles)
        for place in blank:
            for at in range(place + 1, min(place + 1 + BEHIND_BLANK, len(chunk))):
                row = chunk[at][1]
                if sum(plain(cell) in known for cell in row) < KNOWN_HEADERS:
                    continue
                fit = match([row], self.name, self.intake.profiles)
                if fit and fit.headers != found.fit.headers:
                    fit = Match(**{**fit.__dict__, "header": chunk[at][0] - 1})
                    return place, Found(fit, chunk[place:at], chain(chunk[at + 1 :], found.rows))
        return len(chunk), None

    def _open(self, fit: Match) -> int:
        return self._add(
            state=SheetState.LOADED,
            profile=fit.profile.name,
            loads=fit.profile.loads,
            header_row=fit.header + 1,
            columns=_letters(fit, self.table.letters) | exchange.letters_of(self.table.tally),
            headers=[*fit.headers] if fit.header >= 0 or self.table.headers else [],
            not_understood=[fit.label(column) for column in fit.not_understood],
        )

    def _add(self, **facts: Any) -> int:
        return self.intake.held.add_sheet(
            source_id=self.source, name=self.table.name, position=self.table.position, **facts
        )

    def _close(self, body: RowIntake, titles: list[list[str]]) -> None:
        counts = {str(state): count for state, count in body.counts.items()}
        state = SheetState.LOADED if counts["loaded"] else SheetState.IGNORED
        reason = body.fit.reason
        if not counts["loaded"]:
            reason = f"no row could be loaded ({reason})" if counts["rejected"] else "no data rows below the header"
        told = body.exported_on or _title_date(titles)
        self.intake.held.connection.execute(
            update(Sheet)
            .where(Sheet.c.id == body.sheet)
            .values(
                state=state,
                reason=reason,
                rows=sum(counts.values()),
                complaints=body.complaints,
                exported_on=date.fromisoformat(told) if told else date_in_name(self.file.name),
                not_understood=body.not_understood(),
                secrets=[body.fit.label(column) for column in sorted(body.secrets)],
                secret_cells=body.secrets.total() + len(body.said_secrets),
                notes=[*notes_of(self.table, body)],
                **counts,
            )
        )
        if self.table.tally:
            exchange.tell_file(self.intake.inventory, body.sheet, self.table.tally, loaded=bool(counts["loaded"]))


def _title_date(titles: list[list[str]]) -> str | None:
    try:
        return day(date_in_title(titles) or "")
    except Unread:
        return None


def _letters(fit: Match, named: Sequence[str]) -> dict[str, str]:
    """Field -> the letters of its column; fields of further records stand under their table."""

    def told(column: int) -> str:
        return named[column] if column < len(named) else letter(column)

    first = told(min(fit.columns.values()))
    letters = {IN_CLEAR: told(fit.secrets[0])} if fit.secrets else {}
    for place, reading in enumerate(fit.readings):
        table = reading.block.loads
        own = {name: told(reading.columns[name][0]) if name in reading.columns else first for name in reading.fields}
        for name, sources in DERIVED.get(table, {}).items():
            source = next((own[source] for source in sources if source in own), None)
            if source:
                own.setdefault(name, source)
        for name, column in own.items():
            key = f"{table}.{name}" if place else name
            letters[key] = f"{letters[key]}|{column}" if key in letters else column
    return letters


def _chunks(rows: Iterator[Numbered]) -> Iterator[list[Numbered]]:
    while chunk := list(islice(rows, CHUNK)):
        yield chunk
