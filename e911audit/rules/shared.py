"""Selects that several rules share: computed once for a run into temporary tables, with the indexes that joins need."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Column, Connection, Index, MetaData, Table, Text, insert
from sqlalchemy.sql.selectable import SelectBase
from sqlalchemy.types import NullType


@dataclass(frozen=True)
class Shared:
    """A temporary table and the select that fills it."""

    table: Table
    query: SelectBase


SHARED: list[Shared] = []
"""In the order in which they are computed: a later one may read an earlier one."""


def shared(name: str, query: SelectBase, *, index: str = "") -> Table:
    """A table with the rows of this select, computed once for all rules of a run; ``index`` names its joined column."""
    columns: list[Column[Any]] = [
        Column(column.key or "", Text() if isinstance(column.type, NullType) else column.type)
        for column in query.selected_columns
    ]
    table = Table(name, MetaData(), *columns, prefixes=["TEMPORARY"])
    if index:
        Index(f"{name}_{index}", table.c[index])
    SHARED.append(Shared(table, query))
    return table


@contextmanager
def computed(connection: Connection) -> Iterator[None]:
    """Compute every shared select; the tables are gone afterwards."""
    for entry in SHARED:
        entry.table.create(connection)
        connection.execute(insert(entry.table).from_select([column.name for column in entry.table.c], entry.query))
    try:
        yield
    finally:
        for entry in reversed(SHARED):
            entry.table.drop(connection)
