"""The people whom a carrier's record authorises, read from one cell: ``Ann Lee, CFO; Ward, Darin L.``."""

import re
import tomllib
from functools import cache
from importlib.resources import files
from typing import NamedTuple

from e911audit.porting.levels import BLANK, Level, Verdict
from e911audit.porting.names import compare_person, title_key

PARTED = re.compile(r"[;|\n/]+|\band\b", re.IGNORECASE)
OFFICE = re.compile(r"\s*(?:,|\(|\s[-\u2013\u2014]\s)\s*")
"""What parts a name from an office, or one name from the next."""
RANKS = (Level.EXACT, Level.EQUAL_NORMALISED, Level.TOKEN_DIFF, Level.MISMATCH, Level.UNCOMPARABLE)


class Contact(NamedTuple):
    """A person of the record; the office is "" where the record gives none."""

    name: str
    title: str


def contacts(text: str) -> list[Contact]:
    """The people of a cell, in order.

    >>> [tuple(person) for person in contacts("Ann Lee, CFO; Ward, Darin L.; Bob Ray (Owner), Eve Poe")]
    [('Ann Lee', 'CFO'), ('Darin L. Ward', ''), ('Bob Ray', 'Owner'), ('Eve Poe', '')]
    """
    return [contact for part in PARTED.split(text) for contact in _read(part)]


def _read(text: str) -> list[Contact]:
    pieces = [piece.strip(" )") for piece in OFFICE.split(text) if piece.strip(" )")]
    if len(pieces) == 2 and len(pieces[0].split()) == 1 and not is_office(pieces[1]):
        return [Contact(f"{pieces[1]} {pieces[0]}", "")]
    found: list[Contact] = []
    for piece in pieces:
        if is_office(piece) and found:
            last = found.pop()
            found.append(last._replace(title=f"{last.title}, {piece}".strip(" ,")))
        else:
            found.append(Contact(piece, ""))
    return found


def is_office(text: str) -> bool:
    """Whether a text names an office and not a person."""
    return any(word in _office_words() for word in title_key(text))


def signed_by(people: list[Contact], signer: str) -> tuple[Contact, Verdict]:
    """The contact who is nearest to the signer, and how near; a blank side cannot be compared."""
    if not people or not signer.strip():
        silent = "the CSR names no contact" if not people else "the LOA has no signer"
        return Contact("", ""), BLANK._replace(note=silent)
    compared = [(person, compare_person(person.name, signer)) for person in people]
    return min(compared, key=lambda pair: (RANKS.index(pair[1].level), len(pair[1].parts)))


@cache
def _office_words() -> frozenset[str]:
    data = tomllib.loads(files("e911audit.porting").joinpath("names.toml").read_text(encoding="utf-8"))
    return frozenset(data["title_words"][""])
