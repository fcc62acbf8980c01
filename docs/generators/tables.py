"""Every table of a store and its columns."""

import sys
from collections.abc import Iterator
from typing import Any

from sqlalchemy import Column
from sqlmodel import SQLModel

from docs.generators.docstrings import attribute_docstrings
from docs.generators.markdown import code, page, reason, table
from e911audit import model

MODULES = tuple(f"e911audit.model.{name}" for name in ("origin", "inventory", "geocode", "audit"))
"""From what came in to what was found."""


def tables() -> list[Any]:
    """List the table classes, by module and in the order of the source."""
    found = {one for one in vars(model).values() if isinstance(one, type) and issubclass(one, SQLModel)}
    order = {name: position for position, name in enumerate(SQLModel.metadata.tables)}
    return sorted(found, key=lambda one: (MODULES.index(one.__module__), order[str(one.__tablename__)]))


def pages() -> Iterator[tuple[str, str]]:
    """Yield the page of the tables."""
    parts = ["# Tables of a store", "A store is a SQLite file, or a PostgreSQL database given by its URL."]
    module = ""
    for one in tables():
        if one.__module__ != module:
            module = one.__module__
            parts.append(reason(sys.modules[module].__doc__))
        parts += [f"## {one.__tablename__}", reason(one.__doc__), _columns(one)]
    yield "tables.md", page(*parts)


def _columns(one: Any) -> str:
    told: dict[str, str] = {}
    for owner in reversed([owner for owner in one.__mro__ if owner.__module__ == one.__module__]):
        told |= attribute_docstrings(owner)
    return table(
        ("Column", "Type", "Key", "Meaning"),
        (
            (code(column.name), _type(column), _key(column), reason(told.get(column.name)))
            for column in one.__table__.columns
        ),
    )


def _type(column: Column[Any]) -> str:
    return f"{str(column.type).lower()}{', may be blank' if column.nullable else ''}"


def _key(column: Column[Any]) -> str:
    parts = ["primary"] if column.primary_key else []
    parts += [f"refers to {code(key.target_fullname)}" for key in sorted(column.foreign_keys, key=str)]
    parts += ["unique"] if column.unique else []
    parts += ["indexed"] if column.index else []
    return ", ".join(parts)
