"""What an address is: as written (``Written``) and as understood (``Place``).

Both are tuples of text because hundreds of thousands of them cross process borders; "" means absent.
"""

from enum import StrEnum
from typing import NamedTuple

from e911audit.places.confidence import Confidence, confidence

INSIDE = ("building", "floor", "unit_type", "unit", "room", "seat", "zone")
"""The fields of ``Place`` that lead on inside of a building."""
SECOND_ADDRESS = "a second address"
"""How the doubt begins that tells of two addresses in one cell; rule LOC-017 looks for it."""


class Kind(StrEnum):
    """What sort of place a text names (contract, section 5)."""

    STREET = "street"
    PO_BOX = "po_box"
    RURAL_ROUTE = "rural_route"
    PRIVATE_MAILBOX = "private_mailbox"
    MILITARY = "military"
    INTERSECTION = "intersection"
    LANDMARK = "landmark"
    CITY_ONLY = "city_only"
    PLACEHOLDER = "placeholder"
    FOREIGN = "foreign"
    UNREAD = "unread"


class Written(NamedTuple):
    """An address as the columns of a spreadsheet gave it; a column that has a meaning of its own wins over the text."""

    street: str = ""
    """A delivery line, or a whole address on one line."""
    interior: str = ""
    """Free text about the inside of a building: ``3rd floor, Rm 214``."""
    city: str = ""
    state: str = ""
    zip: str = ""
    building: str = ""
    floor: str = ""
    unit: str = ""
    room: str = ""
    zone: str = ""


class Place(NamedTuple):
    """A written address by component, in Publication 28 spelling; ``key`` is equal for texts of one place."""

    kind: str = "unread"
    house: str = ""
    house_suffix: str = ""
    predir: str = ""
    pretype: str = ""
    street: str = ""
    posttype: str = ""
    postdir: str = ""
    building: str = ""
    floor: str = ""
    unit_type: str = ""
    unit: str = ""
    room: str = ""
    seat: str = ""
    zone: str = ""
    city: str = ""
    state: str = ""
    zip: str = ""
    zip4: str = ""
    line1: str = ""
    line2: str = ""
    key: str = ""
    building_key: str = ""
    doubts: tuple[str, ...] = ()
    """What was guessed, repeated or left over, in words."""
    zip_fault: str = ""
    """Why ZIP and state cannot both be right; "" also where either is missing."""
    postal_doubt: str = ""
    """Why city or street are odd for the ZIP: another city, only PO boxes, not in the table; with what would fit."""

    @property
    def confidence(self) -> Confidence:
        """How far the reading can be trusted: as far as the worst of its doubts; what nobody can read, not at all."""
        return Confidence.LOW if self.kind == Kind.UNREAD else confidence(self.doubts)

    def __str__(self) -> str:
        """One line that ``resolve`` reads back to the same place."""
        zip_code = f"{self.zip}-{self.zip4}" if self.zip4 else self.zip
        last = f"{self.state} {zip_code}".strip()
        return ", ".join(part for part in (self.line1, self.line2, self.city, last) if part)
