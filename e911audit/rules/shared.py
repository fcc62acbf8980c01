"""Selects that several rules share: computed once for a run into temporary tables, with the indexes that joins need."""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from datetime import date
from functools import cache
from typing import Any

from sqlalchemy import ClauseElement, Column, Connection, Index, MetaData, Table, Text, insert, select
from sqlalchemy.schema import CreateTable
from sqlalchemy.sql import visitors
from sqlalchemy.sql.selectable import SelectBase
from sqlalchemy.types import NullType

from e911audit.store.store import add, gauge

SHARED: dict[Table, SelectBase] = {}
"""Temporary table -> the select that fills it."""


def shared(name: str, query: SelectBase, *, index: str = "") -> Table:
    """A table with the rows of this select, computed once for all rules of a run; ``index`` names its joined column."""
    if name in {table.name for table in SHARED}:
        raise ValueError(f"Two shared selects are called '{name}'.")
    columns: list[Column[Any]] = [
        Column(column.key or "", Text() if isinstance(column.type, NullType) else column.type)
        for column in query.selected_columns
    ]
    table = Table(name, MetaData(), *columns, prefixes=["TEMPORARY"])
    if index:
        Index(f"{name}_{index}", table.c[index])
    SHARED[table] = query
    return table


def _named(statement: ClauseElement) -> list[Table]:
    """The shared tables that a statement names."""
    return [part for part in visitors.iterate(statement) if isinstance(part, Table) and part in SHARED]


_named_lasting = cache(_named)


class Computed:
    """The shared selects that a connection holds as tables; each is computed when a statement first needs it."""

    def __init__(self, connection: Connection, dates: Mapping[str, date | None]) -> None:
        self.connection = connection
        self.dates = dates
        """The dates of the run that selects may ask for."""
        self.held: list[Table] = []

    def need(self, statement: ClauseElement) -> None:
        """Compute what this statement reads, and what that reads in its turn."""
        self.hold(_named(statement))

    def need_lasting(self, statement: ClauseElement) -> None:
        """The same for a statement that lives as long as the program, which is looked through once."""
        self.hold(_named_lasting(statement))

    def hold(self, tables: Iterable[Table]) -> None:
        """Compute these tables, and what they read."""
        for table in tables:
            if table not in self.held:
                query = SHARED[table]
                self.need_lasting(query)
                names = [column.name for column in table.c]
                self.connection.execute(CreateTable(table))
                self.connection.execute(insert(table).from_select(names, query), self.dates)
                for index in table.indexes:
                    index.create(self.connection)
                gauge(self.connection, table)
                self.held.append(table)

    def fill(self, table: Table, rows: list[dict[str, Any]]) -> None:
        """Add rows that no select can give to a shared table; all have the same columns in the same order."""
        self.need(select(table))
        if rows:
            add(self.connection, table, [*rows[0]], [tuple(row.values()) for row in rows])

    def drop(self) -> None:
        """Forget the tables."""
        for table in reversed(self.held):
            table.drop(self.connection)


@contextmanager
def computed(connection: Connection, dates: Mapping[str, date | None]) -> Iterator[Computed]:
    """Shared selects for the length of a judgement; after a failure they go with its transaction."""
    tables = Computed(connection, dates)
    yield tables
    tables.drop()
