"""The inventory as corrections ask for it: records by name, each with its place, its row and its cell."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from functools import cached_property
from string import ascii_uppercase

from sqlalchemy import Connection, RowMapping, func, literal, select

from e911audit.intake.guide import read_guide
from e911audit.model.origin import split_cells
from e911audit.model.tables import INVENTORY, Address, Row, Sheet, Source
from e911audit.places.msag import Guide
from e911audit.places.place import Place, Written
from e911audit.places.resolve import resolve_one
from e911audit.telling.cells import Whereabouts
from e911audit.values import Severity, Status
from e911audit.views.correction import Texts
from e911audit.views.result import Cell, Finding, Result

Record = RowMapping
"""One record of the inventory, by column; ``table`` says of which table it is."""
NAMES = ("code", "name", "e164", "identifier")
"""Columns with the name that people use; the first that a table has. See also ``name_of``."""
HARMLESS = frozenset(("LOC-032",))
"""Findings that leave a location's address as sure as it is: that only a 911 database has not confirmed it yet, which
a record sent to that database asks for."""


class Book:
    """The records of a store beside the findings of a run; tables are read when they are first asked for."""

    def __init__(self, connection: Connection, result: Result) -> None:
        self.connection = connection
        self.as_of = result.as_of
        self.where = Whereabouts(connection)
        self.sheets = {row["id"]: row for row in connection.execute(select(Sheet)).mappings()}
        self.tables: dict[str, list[Record]] = {}
        self.indexes: dict[tuple[str, str], dict[str, list[Record]]] = {}
        self.places: dict[str, Place] = {}
        self.sent: dict[str, dict[str, str]] = {}
        """Number -> its 911 record as earlier corrections have changed it; the next one goes on from there."""
        self.faults: dict[tuple[str, str], set[str]] = defaultdict(set)
        """Record -> rules with an open blocker or major finding on it: nothing is proved by such a record."""
        for finding in result.findings:
            if finding.status == Status.OPEN and finding.severity.rank <= Severity.MAJOR.rank:
                self.faults[finding.subject_kind, finding.subject].add(finding.rule)

    def all(self, kind: str) -> list[Record]:
        """Every record of a table, in the order of files, sheets and rows; those that repeat another are left out."""
        if kind not in self.tables:
            table = INVENTORY[kind]
            found = (
                select(literal(kind).label("table"), table)
                .join(Sheet, Sheet.c.id == table.c.sheet_id)
                .join(Source, Source.c.id == Sheet.c.source_id)
                .order_by(Source.c.path, Sheet.c.position, table.c.row, table.c.id)
            )
            if "repeats" in table.c:
                found = found.where(~table.c.repeats)
            self.tables[kind] = [*self.connection.execute(found).mappings()]
        return self.tables[kind]

    def by(self, kind: str, column: str, value: str | None) -> list[Record]:
        """The records of a table whose column holds this value; a blank finds none."""
        if (kind, column) not in self.indexes:
            index: dict[str, list[Record]] = defaultdict(list)
            for record in self.all(kind):
                index[record[column]].append(record)
            self.indexes[kind, column] = index
        return self.indexes[kind, column].get(value, []) if value else []

    def rows(self, kind: str, record: Record) -> int:
        """How many rows tell a location or site of this name, those that repeat it too."""
        table = INVENTORY[kind]
        same = select(func.count()).select_from(table).where(func.lower(table.c.code) == record["code"].lower())
        return self.connection.scalar(same) or 0

    def one(self, finding: Finding) -> Record | None:
        """The only record of a finding's subject, None where there are several or none."""
        kind = finding.subject_kind
        if kind not in INVENTORY:
            return None
        name = next(column for column in NAMES if column in INVENTORY[kind].c)
        found = self.by(kind, name, finding.subject)
        return found[0] if len(found) == 1 else None

    def cited(self, kind: str, finding: Finding) -> list[Record]:
        """The records of a table in whose rows a finding's cells lie: one finding may stand for many."""
        rows = {(cell.path, cell.sheet, cell.cell.lstrip(ascii_uppercase)) for cell in finding.cells}
        sheets = {id_: (sheet.path, sheet.name) for id_, sheet in self.where.sheets.items()}
        return [record for record in self.all(kind) if (*sheets[record["sheet_id"]], str(record["row"])) in rows]

    def named_sheets(self, name: str) -> frozenset[int]:
        """The sheets that findings call so: the file's name and, in a workbook, the sheet's."""
        names = select(Sheet.c.id, func.rtrim(Source.c.name + literal(" ") + Sheet.c.name)).join(Source)
        return frozenset(id_ for id_, called in self.connection.execute(names) if called == name)

    def clean(self, kind: str, name: str, but: str = "") -> bool:
        """Whether no open blocker or major finding speaks against a record, ``but`` those of one rule."""
        return not self.faults.get((kind, name), set()) - HARMLESS - {but}

    def written(self, address: int | None) -> Written:
        """An address as its columns gave it; all blank where there is none."""
        return Written(*split_cells(self.addresses[address])) if address else Written()

    @cached_property
    def addresses(self) -> dict[int, str]:
        """Address id -> its text."""
        return dict(self.connection.execute(select(Address.c.id, Address.c.text)).all())

    def place(self, written: Written) -> Place:
        """What a written address means, with its doubts one by one."""
        key = "\x1f".join(written)
        if key not in self.places:
            self.places[key] = resolve_one(written)
        return self.places[key]

    @cached_property
    def guide(self) -> Guide | None:
        """The street guide, None where none was loaded."""
        return read_guide(self.connection)

    def profile(self, record: Record) -> str:
        """The profile that read the record's sheet."""
        return str(self.sheets[record["sheet_id"]]["profile"])

    def column(self, record: Record, field: str) -> str | None:
        """What the record's sheet calls the column of a field, None where it has none."""
        sheet = self.sheets[record["sheet_id"]]
        name = field if sheet["loads"] == record["table"] else f"{record['table']}.{field}"
        return name if name in sheet["columns"] else None

    def cell(self, record: Record, fields: Sequence[str]) -> Cell:
        """The cell of the first of these fields that the record's sheet has, else of the record."""
        columns = [column for field in fields if (column := self.column(record, field))]
        return self.where.cell(record["sheet_id"], record["row"], columns)

    def row(self, record: Record) -> Texts:
        """The record's row as it was written, by header; of headers that stand twice the first counts."""
        headers = self.sheets[record["sheet_id"]]["headers"]
        cells = self.connection.scalar(
            select(Row.c.cells).where(Row.c.sheet_id == record["sheet_id"], Row.c.number == record["row"])
        )
        return dict(reversed([*_pairs(headers, split_cells(cells or ""))]))


def _pairs(headers: Sequence[str], cells: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Header and text, column by column; a header without a cell has a blank one."""
    for place, header in enumerate(headers):
        if header.strip():
            yield header.strip(), cells[place] if place < len(cells) else ""
