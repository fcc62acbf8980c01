"""One record: a line to values, and values to the line.

Nothing is lost on the way: of a field only the blanks are left out that writing puts back. So for every line of the
right length and marks ``encode(decode(line)) == line``, as long as its characters may be written at all.
"""

import re
from collections.abc import Iterator, Mapping
from datetime import datetime

from e911audit.nena.layout import COUNT, DATE, DIGITS, HOUSE, MARK, TEXT, Field, Layout

Values = Mapping[str, str]
"""Field -> text; a field that is missing is blank. The marks are no values."""

DATE_FORMS = {6: "%m%d%y", 8: "%Y%m%d"}
"""Positions -> how a date stands in them. Two digits of a year are 1969 to 2068, as POSIX has it."""
NOT_WRITTEN = re.compile(r"[^ -`{-~]")
"""What no field may hold: anything but printable ASCII, and small letters."""


class Unfit(ValueError):
    """A value cannot be written into its field; the message is a sentence."""


def decode(line: str, layout: Layout) -> dict[str, str]:
    """The values of a line by field; Unfit where the line has another length. What it holds is not judged."""
    if len(line) != layout.length:
        raise Unfit(f"A {layout.name} has {layout.length} characters, this line {len(line)}.")
    return {
        name: text.lstrip(" ") if field.kind == COUNT else text.rstrip(" ")
        for name, field in layout.values.items()
        for text in [line[field.first - 1 : field.last]]
    }


def encode(values: Values, layout: Layout) -> str:
    """The line of these values; Unfit with one sentence where a value is too long or not allowed in its field."""
    fault = next(faults(values, layout), None)
    if fault:
        raise Unfit(fault)
    return "".join(_filled(values.get(field.name, ""), field) for field in layout.fields)


def _filled(value: str, field: Field) -> str:
    """What stands in a field's positions."""
    if field.kind == COUNT:
        return value.rjust(field.length)
    return (field.header if field.kind == MARK else value).ljust(field.length)


def faults(values: Values, layout: Layout) -> Iterator[str]:
    """Why these values cannot be written, one sentence for each."""
    for name, value in values.items():
        field = layout.values.get(name)
        if field is None:
            yield f"A {layout.name} has no field '{name}'."
        elif value and (reason := _fault(value, field)):
            yield f"{field.header} (positions {field.positions}) {reason}: '{value}'."


def _fault(value: str, field: Field) -> str | None:
    """What is wrong with a value, as the end of a sentence."""
    if len(value) > field.length:
        return f"takes {field.length} characters, not {len(value)}"
    if NOT_WRITTEN.search(value):
        return "takes capitals, digits and signs of ASCII only"
    return _CHECKS[field.kind](value, field)


def _text(value: str, _: Field) -> str | None:
    return "ends with a blank, which could not be told from the filling" if value.endswith(" ") else None


def _digits(value: str, field: Field) -> str | None:
    """Too few digits are never filled up: a telephone number that has lost one is none."""
    return None if len(value) == field.length and value.isdecimal() else f"takes {field.length} digits or nothing"


def _date(value: str, field: Field) -> str | None:
    form = DATE_FORMS[field.length]
    try:
        written = datetime.strptime(value, form).strftime(form)  # noqa: DTZ007
    except ValueError:
        written = ""
    shown = "YYYYMMDD" if field.length == 8 else "MMDDYY"
    return None if value in (written, "0" * field.length) else f"takes a date as {shown} or nothing"


def _count(value: str, _: Field) -> str | None:
    """Blanks behind the digits are allowed: a count of six positions (BellSouth) stands so in the nine of today."""
    return None if value.rstrip(" ").isdecimal() else "takes digits only"


_CHECKS = {TEXT: _text, HOUSE: _text, DIGITS: _digits, DATE: _date, COUNT: _count}
