"""Whether a file is whole: its trailer's count, its lengths, its marks."""

from dataclasses import dataclass, field
from typing import NamedTuple

from e911audit.nena.codec import decode
from e911audit.nena.layout import Layout
from e911audit.nena.lines import END_OF_RECORD, Line, Role, Shape, layout_of

NAMED = 5
"""Lines that a doubt names; of more it gives the count."""


class Doubt(NamedTuple):
    """What is not as it should be, in words, and the first line (or record) where it shows."""

    line: int
    told: str


@dataclass(kw_only=True)
class Tally:
    """What was counted in the lines of one file, taken one by one.

    Counts are compared at each trailer, since exchange files are often put behind one another.
    """

    shape: Shape
    records: int = 0
    headers: int = 0
    trailers: int = 0
    since: int = 0
    """Records since the last header or trailer."""
    last: int = 1
    """The last line that is not blank."""
    wrong: list[Doubt] = field(default_factory=list)
    odd: list[int] = field(default_factory=list)
    unmarked: list[int] = field(default_factory=list)

    def take(self, line: Line) -> None:
        """Count one line."""
        if line.role is not Role.BLANK:
            self.last = line.number
        if line.role is Role.RECORD:
            self.records += 1
            self.since += 1
            if not line.text.endswith(END_OF_RECORD):
                self.unmarked.append(line.number)
        elif line.role is Role.ODD:
            self.odd.append(line.number)
        elif line.role is not Role.BLANK:
            self._frame(line)

    def _frame(self, line: Line) -> None:
        if line.role is Role.HEADER:
            self.headers += 1
            if self.since:
                told = f"{_records(self.since)} before the header in {self._at(line)} without a trailer"
                self.wrong.append(Doubt(line.number, told))
        else:
            self.trailers += 1
            self._compare(line, layout_of(line.text))
        self.since = 0

    def _compare(self, line: Line, layout: Layout | None) -> None:
        told = decode(line.text, layout)["record_count"].strip() if layout else ""
        if not told.isdecimal():
            self.wrong.append(Doubt(line.number, f"the trailer in {self._at(line)} gives no count ('{told}')"))
        elif int(told) != self.since:
            counted = f"counts {_records(int(told))}, found before it: {self.since:,}"
            self.wrong.append(Doubt(line.number, f"the trailer in {self._at(line)} {counted}"))

    @property
    def doubts(self) -> list[str]:
        """What is not as it should be, in words; empty for a whole file."""
        return [doubt.told for doubt in (*self.frame_doubts, *self.line_doubts)]

    @property
    def frame_doubts(self) -> list[Doubt]:
        """What is wrong with the header, the trailer and its count."""
        told = list(self.wrong)
        if self.trailers and self.since:
            told.append(Doubt(self.last, f"{_records(self.since)} behind the last trailer"))
        if not self.headers:
            told.append(Doubt(1, "no header record"))
        if not self.trailers:
            told.append(Doubt(self.last, "no trailer record"))
        return told

    @property
    def line_doubts(self) -> list[Doubt]:
        """Which lines are no records as they should be."""
        length, unit = self.shape.format.length, self.shape.unit
        what = (
            (f"not {length} characters, or shifted", self.odd),
            (f"without the end mark '{END_OF_RECORD}'", self.unmarked),
        )
        return [Doubt(lines[0], f"{told}: {_named(unit, lines)}") for told, lines in what if lines]

    def _at(self, line: Line) -> str:
        return f"{self.shape.unit} {line.number:,}"


def _records(count: int) -> str:
    return f"{count:,} record{'s' * (count != 1)}"


def _named(unit: str, numbers: list[int]) -> str:
    named = ", ".join(f"{number:,}" for number in numbers[:NAMED])
    more = f" and {len(numbers) - NAMED:,} more" if len(numbers) > NAMED else ""
    return f"{unit}{'s' * (len(numbers) != 1)} {named}{more}"
