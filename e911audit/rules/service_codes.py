"""Class of service codes of 911 records (``data/class_of_service.csv``).

Columns: the code of NENA-STA-015, words that exports show instead of it, the meaning, its sort, and how certain the row
is: ``seen`` in a published list, ``memory`` unverified (as are all words). Sorts: ``wireline`` for the classes of
traditional fixed lines, ``fixed`` for others that say the telephone stays where it is, ``nomadic`` for VoIP that may
move, ``moving`` for wireless. Later releases of the standard have more codes; what is not in the table is not judged.
"""

import csv
from importlib.resources import files
from typing import NamedTuple

from sqlalchemy import ColumnElement, case, literal

from e911audit.rules.held_records import plain


class ServiceClass(NamedTuple):
    """One class of service; without a sort it tells nothing of how fixed the telephone is."""

    code: str
    words: str
    meaning: str
    sort: str
    certainty: str

    @property
    def names(self) -> tuple[str, ...]:
        """What a record may have for it."""
        return (self.code, *self.words.split())


def _read() -> tuple[ServiceClass, ...]:
    with files("e911audit.rules").joinpath("data/class_of_service.csv").open(encoding="utf-8") as file:
        return tuple(ServiceClass(**row) for row in csv.DictReader(file))


SERVICE_CLASSES = _read()


def sort_of(column: ColumnElement[str]) -> ColumnElement[str]:
    """The sort of a class of service; NULL where it is blank, unknown or has none."""
    sorts = {name: one.sort for one in SERVICE_CLASSES for name in one.names if one.sort}
    return case(sorts, value=plain(column), else_=literal(None))


def meaning_of(column: ColumnElement[str]) -> ColumnElement[str]:
    """The meaning of a class of service in words, "not known" where it has none."""
    return case(
        {name: one.meaning for one in SERVICE_CLASSES for name in one.names}, value=plain(column), else_="not known"
    )
