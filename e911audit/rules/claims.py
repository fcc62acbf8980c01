"""What a column of the line sheet claims, and the kinds of evidence that prove it (``data/claims.csv``).

Columns: the blocker rule that the answer clears, the field of a line, the answers that clear it (blank: any), the kinds
of line that are meant (blank: all), the kinds of evidence any one of which proves it, and the claim in words.
"""

import csv
from importlib.resources import files
from typing import NamedTuple


class Claim(NamedTuple):
    """One answer that clears a blocker; without ``answers`` any counts, without ``line_kinds`` every line."""

    rule: str
    field: str
    answers: tuple[str, ...]
    line_kinds: tuple[str, ...]
    proofs: tuple[str, ...]
    claim: str


def _read() -> tuple[Claim, ...]:
    with files("e911audit.rules").joinpath("data/claims.csv").open(encoding="utf-8") as file:
        return tuple(
            Claim(
                row["rule"],
                row["field"],
                tuple(row["answers"].split()),
                tuple(row["line_kinds"].split()),
                tuple(row["proofs"].split()),
                row["claim"],
            )
            for row in csv.DictReader(file)
        )


CLAIMS = _read()
"""Every claim, in the order of the data file."""
