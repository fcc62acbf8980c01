"""Texts that are not a street address, and words that do not belong to one: mail boxes, placeholders, care-of, phones.

The patterns follow the reference list of bad values; all of them read plain upper-case text.
"""

import re
from typing import NamedTuple

from e911audit.places.place import Kind

PHONE = re.compile(
    r"(?:\b(?:TEL|TELEPHONE|PHONE|FAX|CELL)\b[:. ]*)?(?:\+?\b1[-. ])?(?:\(\d{3}\) ?|\b\d{3}[-. ])"
    r"\d{3}[-. ]\d{4}\b(?: ?(?:X|EXT\.?) ?\d+)?"
)
MAIL_ADDRESS = re.compile(r"[\w.+-]{1,64}@[\w-]{1,63}\.[\w.]+|(?:HTTPS?://|WWW\.)\S+")
COORDINATES = re.compile(r"\(?\s*[-+]?\d{1,3}\.\d{3,}\s*[,; ]\s*[-+]?\d{1,3}\.\d{3,}\s*\)?")
CONTACT = re.compile(r"[@:]|WWW\.|\d{3}[-. )]+\d{3}[-. ]\d{4}|\.\d{3}")
"""Found in every text that holds one of the next; one search instead of three for all others."""
CONTACTS = (
    (PHONE, "telephone number"),
    (MAIL_ADDRESS, "mail or web address"),
    (COORDINATES, "coordinates"),
)

CARE_OF = re.compile(r"\b(?:ATTN|ATTENTION|C/O|CARE OF|FAO)\b ?([^,]*?)(?=,|$|\s\d+(?:-\d+)?[A-Z]?\s+[A-Z])")
PMB = re.compile(r"\b(?:PMB|PRIVATE MAIL ?BOX)\b(?: NO)?[ #]*([A-Z]?\d+[A-Z]?)?")
CMRA = re.compile(r"\b(?:MAIL ?BOXES(?: ETC)?|(?:THE )?UPS STORE|MAIL CENTER|POSTNET|PAK MAIL|VIRTUAL OFFICE)\b")

NUMBER = r"[ #]*(?:NO |NUMBER )?[ #]*([A-Z0-9]+(?:-[A-Z0-9]+)*)"
PO_BOX = re.compile(
    r"\b(P ?O ?(?:BOX|BX|B|DRAWER|DRWR)|POST(?:AL)? OFFICE (?:BOX|BX|DRAWER)|"
    r"(?:CALLER|LOCK) ?(?:SERVICE|BOX)|FIRM CALLER|P ?O(?=[ #]*\d))(?:\b|(?<=PO))"
    + NUMBER.replace("([A-Z0-9]+(", "((?=[A-Z]*\\d|[A-Z]\\b)[A-Z0-9]+(")
    + "?"
)
LONE_BOX = re.compile(r"\b(BOX|DRAWER)\b" + NUMBER.replace("([A-Z0-9]+(", "((?=[A-Z]*\\d)[A-Z0-9]+("))
GENERAL_DELIVERY = re.compile(r"\bGEN(?:ERAL|L)? DEL(?:IVERY)?\b")
RURAL = re.compile(
    r"\b(?P<sort>R ?R|RFD|RURAL (?:RT|RTE|ROUTE|RD)|HCR?|HC (?:RT|RTE|ROUTE)|"
    r"(?:HIGHWAY|HWY) CONTRACT(?: (?:RT|RTE|ROUTE))?|STAR (?:RT|RTE|ROUTE)|RT|RTE|ROUTE|RD)"
    r"(?:(?: NO)?[ #]*(?P<route>\d+[A-Z]?)|(?<=STAR RTE)|(?<=STAR ROUTE)|(?<=STAR RT))"
    r"[ ,]*BOX\b(?: NO)?[ #]*(?P<box>[A-Z]?\d+(?:-?[A-Z0-9]+)?)"
)
RURAL_ONLY = re.compile(
    r"^[ ,]*(?P<sort>R ?R|RFD|RURAL (?:RT|RTE|ROUTE)|HCR?|STAR (?:RT|RTE|ROUTE))"
    r"[ #]*(?P<route>\d+[A-Z]?)(?P<box>)(?=\s*(?:,|$))"
)
MILITARY = re.compile(
    r"\b(?:(?:PSC|CMR|UNIT|OMC|USS) [ #]*[\w ]{0,24}[ ,]+BOX [ #]*[A-Z0-9-]+|"
    r"(?:PSC|CMR|UNIT|OMC) [ #]*\d+|BOX [ #]*\d+)(?=[ ,])"
)
MILITARY_CITY = re.compile(r"\b(APO|FPO|DPO)\b")
MILITARY_CITIES = frozenset(("APO", "FPO", "DPO"))
MILITARY_STATES = frozenset(("AA", "AE", "AP"))
BOXED = re.compile(
    r"BOX|BX|DRAWER|DRWR|P ?OB?[ \d#]|POB|DELIVERY|GEN DEL|CALLER|PMB|MAIL|STORE|POSTNET|OFFICE|[AFD]PO\b"
)
"""Found in every text that may hold a mail box; each way begins with a letter, which makes it quick to look for."""
ROUTED = re.compile(r"[ ,]*(?:R ?R|RFD|RURAL|HC|STAR)")
CARED_FOR = re.compile(r"ATT|C/O|CARE OF|FAO")
"""Found in every text with a care-of."""


class Lifted(NamedTuple):
    """A special form taken out of a text: its kind, its delivery line, the rest of the text, and doubts."""

    kind: Kind
    line: str
    rest: str
    doubts: tuple[str, ...] = ()


def rural_line(match: re.Match[str]) -> str:
    """Return a rural or highway contract route in Publication 28 spelling: RR 2 BOX 152, HC 68 BOX 23A."""
    if not match["route"]:
        return f"STAR ROUTE BOX {match['box']}"
    sort = "HC" if match["sort"].startswith(("H", "STAR")) else "RR"
    return f"{sort} {match['route']}" + (f" BOX {match['box']}" if match["box"] else "")


def respelled(written: str, line: str) -> tuple[str, ...]:
    """Return a doubt where a box was written in other words than the line says."""
    plain_form = written.replace(" ", "") in ("POBOX", "POB", "RR", "HC", "POSTOFFICEBOX", "RURALROUTE")
    return () if plain_form else (f"'{written}' read as {line}",)


def cut(text: str, match: re.Match[str]) -> str:
    """Return the text without the match; what stood around it is parted by a comma."""
    return f"{text[: match.start()]},{text[match.end() :].lstrip('/ ')}"


def lift_box(text: str) -> Lifted | None:
    """Lift a military, rural or post office box out of punctuated text, whichever it is."""
    if MILITARY_CITY.search(text) and (match := MILITARY.search(text)):
        return Lifted(
            Kind.MILITARY, " ".join(match.group().replace(",", " ").replace("#", " ").split()), cut(text, match)
        )
    if match := RURAL.search(text) or RURAL_ONLY.search(text):
        line = rural_line(match)
        return Lifted(Kind.RURAL_ROUTE, line, cut(text, match), respelled(match["sort"], line))
    if match := PO_BOX.search(text) or LONE_BOX.search(text):
        line = f"PO BOX {match[2] or ''}".strip()
        rest, doubts = cut(text, match), respelled(match[1], "PO BOX")
        while again := PO_BOX.search(rest):
            rest, doubts = cut(rest, again), (*doubts, f"written again: '{again.group().strip()}'")
        return Lifted(Kind.PO_BOX, line, rest, doubts)
    if match := GENERAL_DELIVERY.search(text):
        return Lifted(Kind.PO_BOX, "GENERAL DELIVERY", cut(text, match))
    return None


def lift_mailbox(text: str) -> Lifted | None:
    """Lift a private mail box, or the name of a firm that rents them, out of punctuated text."""
    if match := PMB.search(text):
        return Lifted(Kind.PRIVATE_MAILBOX, f"PMB {match[1] or ''}".strip(), cut(text, match))
    if match := CMRA.search(text):
        doubt = f"'{match.group()}' rents mail boxes"
        return Lifted(Kind.PRIVATE_MAILBOX, "", cut(text, match), (doubt,))
    return None


def lift_contacts(text: str, doubts: list[str]) -> str:
    """Take telephone numbers, mail addresses and coordinates out of plain text, as doubts."""
    if not CONTACT.search(text):
        return text
    for pattern, name in CONTACTS:
        while match := pattern.search(text):
            doubts.append(f"{name} in the address: '{match.group().strip()}'")
            text = cut(text, match)
    return text


def lift_care_of(text: str, doubts: list[str]) -> str:
    """Take attention and care-of words out of punctuated text, as doubts."""
    while CARED_FOR.search(text) and (match := CARE_OF.search(text)):
        doubts.append(f"not part of the address: '{match.group().strip()}'")
        text = cut(text, match)
    return text
