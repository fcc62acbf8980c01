"""Words for what a record lacks, and for amounts, to be quoted by messages."""

from typing import Any

from sqlalchemy import ColumnElement, Integer, Text, case, cast, func, literal

from e911audit.rules.rule import blank


def lacking(**asked: ColumnElement[Any]) -> ColumnElement[str]:
    """The names of those columns that are blank, parted by commas: ``photo, site map``."""
    words: ColumnElement[str] = literal("")
    for name, column in asked.items():
        words = words + case((blank(cast(column, Text)), literal(f", {name.replace('_', ' ')}")), else_="")
    return func.ltrim(words, ", ")


def amount(number: ColumnElement[Any]) -> ColumnElement[str]:
    """A number as people write it: ``4`` and ``1.5``."""
    return case((number == cast(number, Integer), cast(cast(number, Integer), Text)), else_=cast(number, Text))
