"""What readers of the inside of a building are given (``Spot``), answer (``Found``) and fill (``Interior``)."""

from dataclasses import dataclass, field
from enum import IntEnum
from typing import NamedTuple

from e911audit.places.clean import Tokens


class Company(IntEnum):
    """Where a run of tokens stands, and so how much of it may be read as interior."""

    STREET = 0
    """In the segment of a street, before any interior part."""
    LAST = 1
    """Behind an interior part, or in the last segment, where a city may follow."""
    OWN = 2
    """In a segment or a column of its own."""


class Spot(NamedTuple):
    """A position among tokens: ``begin`` is where the current run of other words started."""

    tokens: Tokens
    here: int
    company: Company
    begin: int

    def at(self, ahead: int) -> str:
        """Return the token so many places ahead, "" outside of the tokens."""
        place = self.here + ahead
        return self.tokens[place] if 0 <= place < len(self.tokens) else ""

    @property
    def behind_part(self) -> bool:
        """Whether the token before is the last of another interior part."""
        return 0 < self.here == self.begin

    @property
    def own(self) -> bool:
        """Whether the tokens have a segment of their own."""
        return self.company is Company.OWN


class Found(NamedTuple):
    """One interior part: its value by field, the index behind it, and a doubt if it was a guess."""

    end: int
    field: str
    value: str
    unit_type: str = ""
    doubt: str = ""


@dataclass(slots=True)
class Interior:
    """What was found inside, by field of ``Place``, with the doubts about it."""

    parts: dict[str, str] = field(default_factory=dict)
    doubts: list[str] = field(default_factory=list)

    def add(self, found: Found) -> None:
        """Keep what a reader found."""
        if found.doubt:
            self.doubts.append(found.doubt)
        if found.field == "unit":
            self.put_unit(found.unit_type, found.value)
        else:
            self.put(found.field, found.value)

    def merge(self, other: "Interior") -> None:
        """Add what was read apart."""
        for name, value in other.parts.items():
            if name not in ("unit_type", "unit"):
                self.put(name, value)
        if "unit_type" in other.parts:
            self.put_unit(other.parts["unit_type"], other.parts.get("unit", ""))
        self.doubts.extend(other.doubts)

    def put(self, name: str, value: str) -> None:
        """Keep a value; zones add up, any other second value that differs is a doubt."""
        held = self.parts.get(name, "")
        if not held:
            self.parts[name] = value
        elif name == "zone":
            self.parts[name] = held if value == held else f"{held} {value}"
        elif held != value:
            self.doubts.append(f"second {name} '{value}' beside '{held}'")

    def put_unit(self, designator: str, value: str) -> None:
        """Keep a unit; a second one that differs is a doubt."""
        held = f"{self.parts.get('unit_type', '')} {self.parts.get('unit', '')}".strip()
        written = f"{designator} {value}".strip()
        if not held:
            self.parts["unit_type"], self.parts["unit"] = designator, value
        elif held != written:
            self.doubts.append(f"second unit '{written}' beside '{held}'")
