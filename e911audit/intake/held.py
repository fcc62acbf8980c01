"""What a store holds of the files: sources with their sheets, and which file stands for which other."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, delete, insert, select

from e911audit.intake.secrets import name_without_secret
from e911audit.intake.sources import FoundFile, date_in_name, series
from e911audit.model.tables import INVENTORY, Row, Sheet, Source
from e911audit.store.store import next_id
from e911audit.values import SheetState

TWIN = "the same bytes as "
NEWER = "replaced by the newer export "
"""How the reasons begin for which a file was set aside; it is read once the other file is gone."""
BLANK_SHEET: dict[str, Any] = {
    "columns": {},
    "headers": [],
    "not_understood": [],
    "secrets": [],
    "secret_cells": 0,
    "notes": [],
    "reason": "",
    "profile": "",
    "loads": "",
    "header_row": 0,
    "rows": 0,
    "loaded": 0,
    "ignored": 0,
    "rejected": 0,
    "complaints": 0,
}


class Held:
    """The sources and sheets of one store, during one load; ``dropped`` tells whether any have been removed."""

    def __init__(self, connection: Connection, read_by: str = "") -> None:
        self.connection = connection
        self.read_by = read_by
        self.next_source = next_id(connection, Source)
        self.next_sheet = next_id(connection, Sheet)
        self.dropped = False

    def add_source(self, file: FoundFile, digest: str) -> int:
        """Store a source and return its id."""
        source = self.next_source
        self.next_source += 1
        self.connection.execute(
            insert(Source).values(
                id=source,
                path=file.label,
                name=file.name,
                sha256=digest,
                bytes=file.size(),
                read_by=self.read_by,
                note="",
            )
        )
        return source

    def add_sheet(self, **facts: Any) -> int:
        """Store a sheet's receipt and return its id."""
        sheet = self.next_sheet
        self.next_sheet += 1
        self.connection.execute(insert(Sheet).values({**BLANK_SHEET, "id": sheet, **facts}))
        return sheet

    def refuse(self, source: int, state: SheetState, reason: str) -> None:
        """Say why nothing of a source is read."""
        self.add_sheet(source_id=source, name="", position=0, state=state, reason=name_without_secret(reason))

    def drop(self, source: int, *, keep: bool = False) -> None:
        """Remove what came from a source; with ``keep`` the source itself stays."""
        self.dropped = True
        sheets = select(Sheet.c.id).where(Sheet.c.source_id == source)
        for table in (*INVENTORY.values(), Row):
            self.connection.execute(delete(table).where(table.c.sheet_id.in_(sheets)))
        self.connection.execute(delete(Sheet).where(Sheet.c.source_id == source))
        if not keep:
            self.connection.execute(delete(Source).where(Source.c.id == source))

    def loaded(self, source: int) -> bool:
        """Whether rows of this source were loaded."""
        loaded = select(Sheet.c.id).where(Sheet.c.source_id == source, Sheet.c.loaded > 0)
        return self.connection.scalar(loaded.limit(1)) is not None

    def refusal(self, source: int) -> str:
        """In favour of what a source was not read, empty where it was."""
        set_aside = Sheet.c.reason.startswith(TWIN) | Sheet.c.reason.startswith(NEWER)
        return self.connection.scalar(select(Sheet.c.reason).where(Sheet.c.source_id == source, set_aside)) or ""

    def better(self, file: FoundFile, digest: str) -> str:
        """Why another file stands for this one, which is then not read; empty where none does."""
        return self._twin(file, digest) or self._newer_export(file)

    def older_exports(self, file: FoundFile) -> Iterator[tuple[str, int]]:
        """The older exports that a file replaces: path and id."""
        mine = date_in_name(file.name)
        for day, path, source in self._series(file):
            if mine and day < mine and not self.refusal(source).startswith(TWIN):
                yield path, source

    def _twin(self, file: FoundFile, digest: str) -> str:
        """Why a file is not read whose bytes were read under another name."""
        same = (
            select(Source.c.id, Source.c.path)
            .where(Source.c.sha256 == digest, Source.c.path != file.label)
            .order_by(Source.c.id)
        )
        read = (path for id_, path in self.connection.execute(same).all() if not self.refusal(id_)) if digest else ()
        return next((f"{TWIN}{path}" for path in read), "")

    def _newer_export(self, file: FoundFile) -> str:
        """Why a file is not read of which a newer export was loaded."""
        mine = date_in_name(file.name)
        newer = [(day, path) for day, path, source in self._series(file) if mine and day > mine and self.loaded(source)]
        return f"{NEWER}{max(newer)[1]}" if newer else ""

    def _series(self, file: FoundFile) -> Iterator[tuple[date, str, int]]:
        """The other exports of the same thing: date, path and id."""
        others = select(Source.c.id, Source.c.path).where(Source.c.path != file.label)
        for source, path in self.connection.execute(others).all():
            day = date_in_name(Path(path).name)
            if day is not None and series(path) == series(file.label):
                yield day, path, source
