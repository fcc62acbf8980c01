"""What a reviewer enters beside a finding, and the seal that tells a workbook's row from one that was changed.

A workbook comes back sorted, filtered and saved by another program. So each row carries its finding's key and a seal:
digests of the finding as it was shown, of the row's own columns, and of what the reviewer's columns held at first.
"""

import re
from dataclasses import dataclass
from datetime import date
from hashlib import blake2b
from typing import NamedTuple

DECISIONS = ("accept", "fix", "waive", "false alarm", "later")
WAIVE = "waive"

FIELDS = {
    "decision": "Decision",
    "owner": "Owner",
    "due": "Due",
    "waiver_reason": "Waiver Reason",
    "waived_by": "Waived By",
    "waive_until": "Waive Until",
    "note": "Note",
}
"""Field of a Review -> header of its column."""
DATES = ("due", "waive_until")
WAIVER = ("waiver_reason", "waived_by", "waive_until")
"""The fields without which no waiver counts."""

KEY, SEAL = "Key", "Seal"
PROTECTED = (
    *("Severity", "Rule", "Rule Name", "Site", "Subject", "Message", "Fix", "Cite", "Affects", "Source"),
    *("Original Value", KEY),
)
"""Headers of the columns that tell the finding; the reviewer's are those of FIELDS."""
STATE = ("Severity", "Message", "Original Value")
"""The columns that a decision is about: where one of them has changed, the decision was on something else."""

HALF_A_CELL = 16_000
"""Characters that are compared; a cell holds about twice as many, and longer texts are cut."""
ODD = re.compile("[\\s\x00-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\u2400-\u2421\ud800-\udfff\ufffd-\uffff]+")
"""Blanks, hidden characters and the marks that a report shows in their place."""


@dataclass(frozen=True, slots=True)
class Review:
    """What the reviewers of a finding have entered; blank or None where nothing was."""

    decision: str = ""
    owner: str = ""
    due: date | None = None
    waiver_reason: str = ""
    waived_by: str = ""
    waive_until: date | None = None
    note: str = ""

    def text(self, field: str) -> str:
        """A field as text; days are ISO 8601."""
        value = getattr(self, field)
        return value.isoformat() if isinstance(value, date) else value or ""

    @property
    def whole_waiver(self) -> bool:
        """Whether it waives, and says why, by whom and until when."""
        return self.decision == WAIVE and all(getattr(self, field) for field in WAIVER)


NO_REVIEW = Review()


def plain(text: str) -> str:
    """The text as it compares: hidden characters and their marks are blanks, blanks are single."""
    if not (text.isascii() and text.isprintable()):
        text = ODD.sub(" ", text)
    return " ".join(text.split())


def digest(*texts: str) -> str:
    """Ten hexadecimal digits that change with the texts as they compare."""
    if len(max(texts, key=len)) > HALF_A_CELL:
        texts = tuple(plain(text)[:HALF_A_CELL] for text in texts)
    return blake2b(plain(" | ".join(texts)).encode(), digest_size=5).hexdigest()


class Seal(NamedTuple):
    """What a row was made with: digests of the finding's state, of its own columns, and of each field not blank."""

    state: str
    row: str
    fields: dict[str, str]

    @classmethod
    def of(cls, shown: tuple[str, ...], review: Review = NO_REVIEW) -> "Seal":
        """The seal of a row whose own columns show these texts, in the order of PROTECTED."""
        state = digest(*(shown[PROTECTED.index(title)] for title in STATE))
        entered = () if review is NO_REVIEW else ((field, review.text(field)) for field in FIELDS)
        return cls(state, digest(*shown), {field: digest(text) for field, text in entered if text})

    @classmethod
    def read(cls, text: str) -> "Seal | None":
        """The seal that a cell holds; None where it holds none."""
        state, _, rest = text.strip().partition(".")
        row, _, fields = rest.partition(".")
        if not (state and row):
            return None
        return cls(state, row, dict(one.split("=", 1) for one in fields.split(",") if "=" in one))

    def __str__(self) -> str:
        fields = ",".join(f"{field}={value}" for field, value in self.fields.items())
        return ".".join(filter(None, (self.state, self.row, fields)))
