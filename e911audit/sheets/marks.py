"""What only a sheet's XML says: error cells, formulas without a value, hidden rows and columns, leading zeros.

Calamine gives blanks for the first two. A sheet is parsed for them only where its bytes show a sign of one.
"""

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cache
from typing import IO

from e911audit.sheets.parts import YES, local, parse
from e911audit.sheets.table import NO_VALUE, letter

SIGNS = (re.compile(rb't="e"'), re.compile(rb'hidden="(?:1|true|on)"'))
FORMULA = re.compile(rb"<f[ >/]")
DIALECT = re.compile(rb"<\w+:worksheet|='")
"""At the beginning of a sheet whose XML is written in an unusual way: the signs need not show, so it is parsed."""
NOT_CALCULATED = re.compile(
    rb"(?:</(?:\w+:)?f>|<(?:\w+:)?f(?:\s[^>]*)?/>)\s*(?:<(?:\w+:)?v\s*/>|<(?:\w+:)?v>\s*</(?:\w+:)?v>)?\s*</(?:\w+:)?c>"
)
ERROR = "#ERROR!"
"""The text of an error cell that does not name its error."""
START = 2_000
"""Bytes in which the first element of a sheet stands."""
RANGES_TOLD = 3
MOST_ROWS, MOST_COLUMNS = 1_048_576, 16_384
"""Excel's limits; what claims to stand behind them stands nowhere."""
DIGITS = "0123456789"


def signs(zeros: Mapping[str, int], *, uncalculated: bool) -> Callable[[bytes], bool]:
    """A cheap test for bytes of a sheet: whether anything in them is to be parsed for."""
    tests = [*SIGNS, *([re.compile(rb'\bs="(?:%s)"' % "|".join(zeros).encode())] if zeros else [])]

    def test(text: bytes) -> bool:
        if any(sign.search(text) for sign in tests) or DIALECT.search(text, 0, START):
            return True
        return FORMULA.search(text) is not None and (uncalculated or NOT_CALCULATED.search(text) is not None)

    return test


class Marks:
    """The marks of one sheet; rows and columns are counted from 0.

    ``texts`` holds texts in place of what calamine reads, ``zeros`` how many digits a number is shown with.
    """

    def __init__(self, stream: IO[bytes] | None = None, zeros: Mapping[str, int] | None = None) -> None:
        self.texts: dict[int, dict[int, str]] = defaultdict(dict)
        self.zeros: dict[int, dict[int, int]] = defaultdict(dict)
        self.hidden_rows: list[int] = []
        self.hidden_columns: list[int] = []
        self.formulas = 0
        self._styles = zeros or {}
        self._row, self._column, self._hidden = -1, -1, False
        self._kind, self._formula, self._valued, self._said = "", False, False, ""
        self._starts = {"c": self._cell, "v": self._value, "is": self._value, "f": self._calculated,
                        "row": self._begin_row, "col": self._columns}  # fmt: skip
        if stream:
            parse(
                stream,
                StartElementHandler=self._start,
                EndElementHandler=self._end,
                CharacterDataHandler=self._text,
            )

    def _start(self, name: str, facts: dict[str, str]) -> None:
        begin = self._starts.get(name) or self._starts.get(local(name))
        if begin:
            begin(facts)

    def _begin_row(self, facts: dict[str, str]) -> None:
        self._row = int(facts["r"]) - 1 if "r" in facts else self._row + 1
        self._column = -1
        self._hidden = facts.get("hidden") in YES

    def _columns(self, facts: dict[str, str]) -> None:
        if facts.get("hidden") in YES:
            self.hidden_columns += range(int(facts["min"]) - 1, min(int(facts["max"]), MOST_COLUMNS))

    def _cell(self, facts: dict[str, str]) -> None:
        self._kind = facts.get("t", "n")
        self._formula = self._valued = False
        self._said = ""
        if "r" in facts:
            letters = facts["r"].rstrip(DIGITS)
            self._column, self._row = column_of(letters), int(facts["r"][len(letters) :]) - 1
        else:
            self._column += 1
        if self._kind == "n" and facts.get("s") in self._styles:
            self.zeros[self._row][self._column] = self._styles[facts["s"]]

    def _calculated(self, _facts: dict[str, str]) -> None:
        self._formula = True
        self.formulas += 1

    def _value(self, _facts: dict[str, str]) -> None:
        self._valued = True
        self._said = ""  # a formula's text stands before it
        if self._hidden:
            self.hidden_rows.append(self._row)
            self._hidden = False

    def _text(self, text: str) -> None:
        if self._valued:
            self._said += text

    def _end(self, name: str) -> None:
        if (name != "c" and local(name) != "c") or self._row >= MOST_ROWS or self._column >= MOST_COLUMNS:
            return
        if self._kind == "e":
            self.texts[self._row][self._column] = self._said.strip() or ERROR
        elif self._formula and not self._said.strip() and not (self._valued and self._kind == "str"):
            self.texts[self._row][self._column] = NO_VALUE
        self._valued = False

    def notes(self) -> Iterator[str]:
        """Sentences about what is hidden and what has no value."""
        if self.hidden_rows:
            yield _counted(self.hidden_rows, "hidden row", lambda row: str(row + 1))
        if self.hidden_columns:
            yield _counted(self.hidden_columns, "hidden column", letter)
        texts = [text for row in self.texts.values() for text in row.values()]
        blank = texts.count(NO_VALUE)
        if blank:
            yield f"{blank:,} formula{'s' * (blank > 1)} without a value: open the file in Excel and save it"
        if len(texts) > blank:
            yield f"{len(texts) - blank:,} error cell{'s' * (len(texts) - blank > 1)}"
        if self.zeros:
            yield "leading zeros restored from the cells' format"


def _counted(places: list[int], what: str, name: Callable[[int], str]) -> str:
    """A count with its ranges: ``12 hidden rows (5-16)``."""
    ranges = [
        name(first) if first == last else f"{name(first)}-{name(last)}" for first, last in _ranges(sorted(set(places)))
    ]
    told = ", ".join(ranges[:RANGES_TOLD] + (["..."] if len(ranges) > RANGES_TOLD else []))
    count = len(set(places))
    return f"{count:,} {what}{'s' * (count > 1)} ({told})"


def _ranges(places: Iterable[int]) -> Iterator[tuple[int, int]]:
    first = last = None
    for place in places:
        if first is None or last is None or place != last + 1:
            if first is not None and last is not None:
                yield first, last
            first = place
        last = place
    if first is not None and last is not None:
        yield first, last


@cache
def column_of(letters: str) -> int:
    """The column counted from 0 of its letters: A is 0."""
    column = 0
    for character in letters.upper():
        column = column * 26 + ord(character) - 64
    return column - 1
