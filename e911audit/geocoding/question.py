"""What is asked of a geocoder, and what it answers."""

import re
from typing import NamedTuple

from e911audit.places.spell import fold_city

WORD = re.compile(r"[A-Z0-9/-]+")


class Question(NamedTuple):
    """A street address without the inside of its building, in Publication 28 spelling."""

    line: str
    """The delivery line."""
    house: str
    street: str
    """The street's name without directionals and types."""
    city: str
    state: str
    zip: str

    @property
    def text(self) -> str:
        """The address on one line: what leaves the machine, and the key of the answer that is kept."""
        last = f"{self.state} {self.zip}".strip()
        return ", ".join(part for part in (self.line, self.city, last) if part)


class Answer(NamedTuple):
    """What a geocoder found: nothing (no coordinates), something near, or the address itself (``exact``)."""

    latitude: float | None = None
    longitude: float | None = None
    text: str = ""
    """The address that it found, in its own words."""
    exact: bool = False


def answer(question: Question, latitude: float, longitude: float, text: str) -> Answer:
    """Return an answer, exact where its words name house number, street and ZIP or city that were asked for.

    Services fall back to the street, the town or a namesake elsewhere and seldom say so; a distance from such a point
    says nothing.
    """
    said = text.upper()
    words, folded = WORD.findall(said), fold_city(said.replace(",", " "))
    in_town = question.zip in words or (question.city != "" and fold_city(question.city) in folded)
    return Answer(
        latitude, longitude, text, question.house in words and in_town and fold_city(question.street) in folded
    )
