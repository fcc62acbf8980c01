"""Files into a store: every sheet ends loaded, ignored or unreadable, every row loaded, ignored or rejected."""

import re
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Executor
from dataclasses import dataclass, field
from datetime import date
from itertools import chain, islice, zip_longest
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, delete, insert, select, update

from e911audit.errors import NoInput, UnreadableFile
from e911audit.intake.addresses import AddressBook
from e911audit.intake.cells import Unread, day
from e911audit.intake.columns import DERIVED, KEYS, Columns, convert, shape
from e911audit.intake.link import link
from e911audit.intake.match import HEADER_SEARCHED, Match, match, nearest
from e911audit.intake.profile import ADDRESS_PARTS, Profile, profiles
from e911audit.intake.sources import FoundFile, date_in_name, date_in_title, find_files, series
from e911audit.model.origin import join_cells
from e911audit.model.tables import INVENTORY, Row, Sheet, Source
from e911audit.sheets import OTHER_SPREADSHEETS, READERS, Table, letter, read
from e911audit.store.store import Store, add, next_id
from e911audit.values import RowState, SheetState

CHUNK = 5_000
"""Rows that are in memory at once."""
TOTALS = re.compile(r"^\W*(?:grand |sub ?)?total", re.IGNORECASE)
OUR_REPORT = {"Summary", "Blockers", "Must Survive", "Not Judged"}
"""Sheets of our own exception workbook, which is no input."""

TWIN = "the same bytes as "
NEWER = "replaced by the newer export "
"""How the reasons begin for which a file was set aside; it is read once the other file is gone."""

Progress = Callable[[str, int], None]
"""Told the label of what is being read and how many rows of it have been."""


def silent(_label: str, _rows: int) -> None:
    """Tell nobody."""
    return


@dataclass
class Receipt:
    """What one load did, in sentences; ``changed`` is False where the store already held everything."""

    changed: bool = False
    notes: list[str] = field(default_factory=list)


def load(
    store: Store,
    paths: Sequence[Path],
    *,
    only: bool = False,
    executor: Executor | None = None,
    progress: Progress = silent,
) -> Receipt:
    """Load every spreadsheet under the paths in one transaction; the same file twice changes nothing.

    With ``only`` the store holds exactly these files afterwards: what came from others is removed, and the receipt says so.
    NoInput where nothing could be read.
    """
    files = find_files(paths)
    with store.work() as connection:
        receipt = Receipt()
        intake = Intake(connection, receipt, progress, AddressBook(connection, executor))
        digests = {file.label: file.sha256() for file in files}
        intake.clear(digests, only=only)
        for file in files:
            intake.take(file, digests[file.label])
        if not connection.scalar(select(Sheet.c.id).where(Sheet.c.state == SheetState.LOADED).limit(1)):
            raise NoInput(_nothing_read(connection))
        if receipt.changed:
            intake.addresses.resolve()
            if intake.dropped:
                intake.addresses.forget_unused()
            link(connection)
        return receipt


def _nothing_read(connection: Connection) -> str:
    reasons = connection.execute(
        select(Source.c.path, Sheet.c.name, Sheet.c.reason).join(Sheet).order_by(Sheet.c.id).limit(3)
    )
    told = "; ".join(f"{path} {name}: {reason}".replace(" :", ":") for path, name, reason in reasons)
    return f"No sheet could be loaded ({told})."


class Intake:
    """One load into one store."""

    def __init__(self, connection: Connection, receipt: Receipt, progress: Progress, addresses: AddressBook) -> None:
        self.connection = connection
        self.receipt = receipt
        self.progress = progress
        self.addresses = addresses
        self.next = {name: next_id(connection, table) for name, table in INVENTORY.items()}
        self.sheets = next_id(connection, Sheet)
        self.sources = next_id(connection, Source)
        self.outdated = set[str]()
        self.dropped = False

    def clear(self, digests: dict[str, str], *, only: bool) -> None:
        """Remove the sources whose bytes have changed and, with ``only``, those that are not among these labels."""
        for source, path, digest in self.connection.execute(select(Source.c.id, Source.c.path, Source.c.sha256)).all():
            if path in digests and digests[path] != digest:
                self.outdated.add(path)
            elif path in digests or not only:
                continue
            else:
                self.receipt.notes.append(f"{path} is no longer under the audited paths: its rows were removed.")
            self.drop(source)
            self.receipt.changed = True

    def take(self, file: FoundFile, digest: str) -> None:
        """Load one file, unless the store holds it already."""
        refusal = self._twin(file, digest) or self._newer_export(file)
        before = self.connection.scalar(select(Source.c.id).where(Source.c.path == file.label))
        if before is not None:
            if refusal == self._refusal(before):
                return
            self.drop(before)
        self.receipt.changed = True
        source = self.sources
        self.sources += 1
        size = file.path.stat().st_size
        self.connection.execute(
            insert(Source).values(id=source, path=file.label, name=file.path.name, sha256=digest, bytes=size, note="")
        )
        if refusal:
            self._refuse(source, SheetState.IGNORED, refusal)
            return
        self._read(file, source)
        loaded = self._loaded(source)
        if loaded:
            self._replace_older(file)
        if file.label in self.outdated:
            told = (
                "its rows replace the older ones"
                if loaded
                else "nothing in it could be loaded, and its older rows are gone"
            )
            self.receipt.notes.append(f"{file.label} has changed: {told}.")

    def _read(self, file: FoundFile, source: int) -> None:
        if file.path.suffix.lower() not in (*READERS, *OTHER_SPREADSHEETS):
            return self._refuse(source, SheetState.IGNORED, f"no spreadsheet (its ending is '{file.path.suffix}')")
        try:
            names = []
            for table in read(file.path):
                names.append(table.name)
                SheetIntake(self, source, file, table).load()
            if set(names) >= OUR_REPORT:
                self.drop(source, keep=True)
                self._refuse(source, SheetState.IGNORED, "a report of this program, not an export")
        except UnreadableFile as fault:
            self.drop(source, keep=True)
            self._refuse(source, SheetState.UNREADABLE, str(fault))
        return None

    def _refuse(self, source: int, state: SheetState, reason: str) -> None:
        self.add_sheet(source_id=source, name="", position=0, state=state, reason=reason)

    def add_sheet(self, **facts: Any) -> int:
        """Store a sheet's receipt and return its id."""
        blank: dict[str, Any] = {
            "columns": {},
            "not_understood": [],
            "secrets": [],
            "reason": "",
            "profile": "",
            "loads": "",
        }
        counts = {"header_row": 0, "rows": 0, "loaded": 0, "ignored": 0, "rejected": 0, "complaints": 0}
        self.connection.execute(insert(Sheet).values({**blank, **counts, "id": self.sheets, **facts}))
        self.sheets += 1
        return self.sheets - 1

    def _refusal(self, source: int) -> str:
        """In favour of what a source was not read, empty where it was."""
        set_aside = Sheet.c.reason.startswith(TWIN) | Sheet.c.reason.startswith(NEWER)
        return self.connection.scalar(select(Sheet.c.reason).where(Sheet.c.source_id == source, set_aside)) or ""

    def _loaded(self, source: int) -> bool:
        loaded = select(Sheet.c.id).where(Sheet.c.source_id == source, Sheet.c.state == SheetState.LOADED)
        return self.connection.scalar(loaded.limit(1)) is not None

    def _twin(self, file: FoundFile, digest: str) -> str:
        """Why a file is not read whose bytes were read under another name."""
        same = (
            select(Source.c.id, Source.c.path)
            .where(Source.c.sha256 == digest, Source.c.path != file.label)
            .order_by(Source.c.id)
        )
        read = (path for id_, path in self.connection.execute(same).all() if not self._refusal(id_)) if digest else ()
        return next((f"{TWIN}{path}" for path in read), "")

    def _series(self, file: FoundFile) -> Iterator[tuple[date, str, int]]:
        """The other exports of the same thing: date, path and id."""
        for id_, path in self.connection.execute(
            select(Source.c.id, Source.c.path).where(Source.c.path != file.label)
        ).all():
            day_ = date_in_name(Path(path).name)
            if day_ is not None and series(path) == series(file.label):
                yield day_, path, id_

    def _newer_export(self, file: FoundFile) -> str:
        """Why a file is not read of which a newer export was loaded."""
        mine = date_in_name(file.path.name)
        newer = [(day_, path) for day_, path, id_ in self._series(file) if mine and day_ > mine and self._loaded(id_)]
        return f"{NEWER}{max(newer)[1]}" if newer else ""

    def _replace_older(self, file: FoundFile) -> None:
        mine = date_in_name(file.path.name)
        for day_, path, id_ in self._series(file):
            if mine and day_ < mine and self._refusal(id_)[: len(TWIN)] != TWIN:
                if self._loaded(id_):
                    self.receipt.notes.append(f"{file.label} replaces the older export {path}.")
                self.drop(id_, keep=True)
                self._refuse(id_, SheetState.IGNORED, f"{NEWER}{file.label}")

    def drop(self, source: int, *, keep: bool = False) -> None:
        """Remove what came from a source; with ``keep`` the source itself stays."""
        self.dropped = True
        sheets = select(Sheet.c.id).where(Sheet.c.source_id == source)
        for table in (*INVENTORY.values(), Row):
            self.connection.execute(delete(table).where(table.c.sheet_id.in_(sheets)))
        self.connection.execute(delete(Sheet).where(Sheet.c.source_id == source))
        if not keep:
            self.connection.execute(delete(Source).where(Source.c.id == source))


class SheetIntake:
    """The load of one sheet."""

    def __init__(self, intake: Intake, source: int, file: FoundFile, table: Table) -> None:
        self.intake = intake
        self.source = source
        self.file = file
        self.table = table
        self.counts = dict.fromkeys(RowState, 0)
        self.complaints = 0
        self.dates: list[str | None] = [None, None]
        """When the sheet was exported, by a column of its own and by a title row."""

    def load(self) -> None:
        """Match the sheet, load its rows, leave its receipt."""
        rows = enumerate(self.table.rows, 1)
        head = list(islice(rows, HEADER_SEARCHED + 20))
        fit, refusal = self._match([row for _, row in head])
        if fit is None:
            state = SheetState.UNREADABLE if self.table.fault else SheetState.IGNORED
            seen = sum(1 for _, row in chain(head, rows) if any(map(str.strip, row)))
            self._add_sheet(state=state, reason=refusal, rows=seen, ignored=seen)
            return
        header = head[fit.header][1]
        self.dates[1] = self._title_date([row for _, row in head[: fit.header]])
        sheet = self._add_sheet(
            state=SheetState.LOADED,
            profile=fit.profile.name,
            loads=fit.profile.loads,
            header_row=fit.header + 1,
            columns=_letters(fit),
            not_understood=[header[column].strip() for column in fit.not_understood],
            secrets=[header[column].strip() for column in fit.secrets],
        )
        body = RowIntake(self, sheet, fit, header)
        body.ignore(head[: fit.header], "above the header")
        for chunk in _chunks(chain(head[fit.header + 1 :], rows)):
            body.take(chunk)
            self.intake.progress(self.file.label, chunk[-1][0])
        self._close(sheet, fit, body.not_understood())

    def _match(self, rows: list[list[str]]) -> tuple[Match | None, str]:
        if self.table.fault:
            return None, self.table.fault
        if not any(cell.strip() for row in rows for cell in row):
            return None, "empty"
        fit = match(rows, f"{self.table.name} {self.file.path.name}", profiles())
        return fit, "" if fit else nearest(rows, profiles())

    def _add_sheet(self, **facts: Any) -> int:
        return self.intake.add_sheet(source_id=self.source, name=self.table.name, position=self.table.position, **facts)

    def _close(self, sheet: int, fit: Match, not_understood: list[str]) -> None:
        counts = {str(state): count for state, count in self.counts.items()}
        state, reason = (
            SheetState.LOADED,
            "; ".join(filter(None, (fit.reason, self.table.note, "hidden" * self.table.hidden))),
        )
        if not counts["loaded"]:
            state, reason = (
                SheetState.IGNORED,
                f"no row could be loaded ({reason})" if counts["rejected"] else "no data rows below the header",
            )
        found = next(filter(None, self.dates), None) or date_in_name(self.file.path.name)
        self.intake.connection.execute(
            update(Sheet)
            .where(Sheet.c.id == sheet)
            .values(
                state=state,
                reason=reason,
                rows=sum(counts.values()),
                complaints=self.complaints,
                exported_on=date.fromisoformat(found) if isinstance(found, str) else found,
                not_understood=not_understood,
                **counts,
            )
        )

    @staticmethod
    def _title_date(titles: list[list[str]]) -> str | None:
        try:
            return day(date_in_title(titles) or "")
        except Unread:
            return None


class RowIntake:
    """The rows of one sheet, a chunk at a time."""

    def __init__(self, sheet_intake: SheetIntake, sheet: int, fit: Match, header: list[str]) -> None:
        self.of = sheet_intake
        self.sheet = sheet
        self.fit = fit
        self.header = [cell.strip() for cell in header]
        self.bare = _bare(header)
        self.profile: Profile = fit.profile
        self.fields = {found.name: found for found in fit.profile.fields if found.name in fit.columns}
        self.column = min(fit.columns.values())
        self.filled = set[int]()

    def not_understood(self) -> list[str]:
        """Headers of columns that no field took although they hold values."""
        return [self.header[column] for column in self.fit.not_understood if column in self.filled]

    def ignore(self, rows: list[tuple[int, list[str]]], reason: str) -> None:
        """Keep rows that are no data."""
        self._keep([(number, RowState.IGNORED, reason, row) for number, row in rows if any(map(str.strip, row))])

    def take(self, chunk: list[tuple[int, list[str]]]) -> None:
        """Load a chunk of rows."""
        chunk = [(number, row) for number, row in chunk if any(row) and any(map(str.strip, row))]
        again = {number for number, row in chunk if self._is_header(row)}
        if again:
            self.ignore([(number, row) for number, row in chunk if number in again], "the header repeated")
            chunk = [(number, row) for number, row in chunk if number not in again]
        if not chunk:
            return
        numbers, rows = [number for number, _ in chunk], [row for _, row in chunk]
        self._blank_secrets(rows)
        texts = self._texts(rows)
        columns, faults = self._convert(texts)
        positions = shape(self.profile.loads, columns, texts.get("e164", ()))
        key = columns[KEYS[self.profile.loads]]
        at = positions if positions is not None else range(len(rows))
        missing = {position for position, value in zip(at, key, strict=True) if value is None}
        self._store(columns, [number for number in map(numbers.__getitem__, at)], key)
        self._keep(self._verdicts(numbers, rows, faults, missing))

    def _is_header(self, row: list[str]) -> bool:
        first = self.header[self.column]
        return len(row) > self.column and row[self.column].strip() == first and _bare(row) == self.bare

    def _blank_secrets(self, rows: list[list[str]]) -> None:
        for column in self.fit.secrets:
            for row in rows:
                if column < len(row):
                    row[column] = ""

    def _texts(self, rows: list[list[str]]) -> dict[str, Sequence[str]]:
        by_column = list(zip_longest(*rows, fillvalue=""))
        for column in self.fit.not_understood:
            if column < len(by_column) and column not in self.filled and any(map(str.strip, by_column[column])):
                self.filled.add(column)
        blank = ("",) * len(rows)
        return {
            name: by_column[column] if (column := self.fit.columns[name]) < len(by_column) else blank
            for name in self.fields
        }

    def _convert(self, texts: dict[str, Sequence[str]]) -> tuple[Columns, dict[int, list[str]]]:
        columns: Columns = {}
        faults: dict[int, list[str]] = {}
        for name, found in self.fields.items():
            columns[name], bad = convert(texts[name], found.read)
            for position, reason in bad.items():
                faults.setdefault(position, []).append(f"{letter(self.fit.columns[name])}{{row}}: {reason}")
        dates = columns.pop("exported_on", None)
        if dates and self.of.dates[0] is None:
            self.of.dates[0] = next(filter(None, dates), None)
        return columns, faults

    def _store(self, columns: Columns, rows: list[int], key: list[Any]) -> None:
        table = INVENTORY[self.profile.loads]
        intake = self.of.intake
        parts = tuple(part for part in ADDRESS_PARTS if part in columns)
        known = set(table.c.keys())
        if parts and "address_id" in known:
            columns["address_id"] = intake.addresses.ids_of(parts, zip(*(columns[part] for part in parts), strict=True))
        names = [name for name in columns if name in known]
        first = intake.next[self.profile.loads]
        records = [
            (first + position, self.sheet, *values)
            for position, values in enumerate(
                values
                for value, *values in zip(key, rows, *(columns[name] for name in names), strict=True)
                if value is not None
            )
        ]
        intake.next[self.profile.loads] += len(records)
        extra = {"repeats": False} if "repeats" in known else {}
        add(
            intake.connection,
            table,
            ("id", "sheet_id", "row", *names, *extra),
            [(*record, *extra.values()) for record in records] if extra else records,
        )

    def _verdicts(
        self, numbers: list[int], rows: list[list[str]], faults: dict[int, list[str]], missing: set[int]
    ) -> Iterator[tuple[int, RowState, str, list[str]]]:
        for position, (number, row) in enumerate(zip(numbers, rows, strict=True)):
            if position not in missing and position not in faults:
                yield number, RowState.LOADED, "", row
                continue
            reason = "; ".join(faults.get(position, ())).replace("{row}", str(number))
            if position not in missing:
                self.of.complaints += len(faults[position])
                yield number, RowState.LOADED, reason, row
            elif TOTALS.match(next(filter(None, map(str.strip, row)), "")):
                yield number, RowState.IGNORED, "a totals row", row
            else:
                yield number, RowState.REJECTED, reason or self._lacks(number), row

    def _lacks(self, number: int) -> str:
        wanted = self.profile.must[0].split(" or ")
        cells = [f"{letter(self.fit.columns[name])}{number}" for name in wanted if name in self.fit.columns]
        return f"{' and '.join(cells)}: blank, so nothing says what this row is about"

    def _keep(self, verdicts: Any) -> None:
        kept = []
        for number, state, reason, row in verdicts:
            self.of.counts[state] += 1
            kept.append((self.sheet, number, str(state), reason, join_cells(row)))
        add(self.of.intake.connection, Row, ("sheet_id", "number", "state", "reason", "cells"), kept)


def _letters(fit: Match) -> dict[str, str]:
    letters = {name: letter(column) for name, column in fit.columns.items()}
    for name, sources in DERIVED.get(fit.profile.loads, {}).items():
        source = next((letters[source] for source in sources if source in letters), None)
        if source:
            letters.setdefault(name, source)
    return letters


def _bare(row: list[str]) -> list[str]:
    """The cells without blanks around them and blank cells behind them."""
    cells = [cell.strip() for cell in row]
    while cells and not cells[-1]:
        cells.pop()
    return cells


def _chunks(rows: Iterator[tuple[int, list[str]]]) -> Iterator[list[tuple[int, list[str]]]]:
    while chunk := list(islice(rows, CHUNK)):
        yield chunk
