"""From a text to a draft: the special forms first, then the segments around the street."""

from e911audit.places import special
from e911audit.places.around import read_before, read_town
from e911audit.places.clean import Tokens, plain, punctuated, segments
from e911audit.places.draft import Draft
from e911audit.places.nowhere import foreign, placeholder
from e911audit.places.other import described, is_crossing, read_military, read_no_street
from e911audit.places.phrases import numbered_ward
from e911audit.places.place import Kind
from e911audit.places.segment import find_street
from e911audit.places.settle import read_street_run
from e911audit.places.tables import DIRECTIONAL_CITIES, DIRECTIONS, ROADS
from e911audit.places.tail import take_tail
from e911audit.places.town import is_city
from e911audit.places.words import TRIGGERS, is_code, spelled_direction

SLASH = "/"
UNREADABLE = "\ufffd"
"""What a file's reader puts in the place of a character that it cannot decode."""


def read_text(raw: str, draft: Draft) -> None:
    """Read a text into the draft: kind, street, city, interior, doubts."""
    text = plain(raw)
    if placeholder(text):
        if text.strip():
            draft.kind = Kind.PLACEHOLDER
            draft.doubts.append(f"placeholder: '{' '.join(text.split())}'")
        return
    if special.COORDINATES.fullmatch(text.strip()):
        draft.kind, draft.line = Kind.UNREAD, " ".join(text.split())
        draft.doubts.append(f"coordinates, not an address: '{draft.line}'")
        return
    if UNREADABLE in text:
        draft.doubts.append("unreadable characters")
    text = punctuated(special.lift_contacts(text, draft.doubts))
    text = special.lift_care_of(text, draft.doubts)
    if special.BOXED.search(text) or special.ROUTED.match(text):
        text = lift_forms(text, draft)
    parts = segments(text)
    if not parts or (not draft.state and is_foreign(parts, text, draft)):
        return
    draft.take(take_tail(parts, draft.state))
    read_parts(parts, draft)


def lift_forms(text: str, draft: Draft) -> str:
    """Lift mail boxes of every kind out of the text into the draft and return the rest."""
    if lifted := special.lift_mailbox(text):
        draft.kind, draft.mailbox, text = lifted.kind, lifted.line, lifted.rest
        draft.doubts.extend(lifted.doubts)
    if lifted := special.lift_box(text):
        draft.kind, draft.line, text = lifted.kind, lifted.line, lifted.rest
        draft.doubts.extend(lifted.doubts)
    return text


def is_foreign(parts: list[Tokens], text: str, draft: Draft) -> bool:
    """Settle an address outside of the United States: its text stays whole on the first line."""
    country = foreign(parts, text)
    if not country:
        return False
    draft.kind = Kind.FOREIGN
    draft.line = ", ".join(filter(None, [draft.line, *map(" ".join, parts)]))
    draft.doubts.append(f"outside of the United States: {country}")
    return True


def read_parts(parts: list[Tokens], draft: Draft) -> None:
    """Read the segments before state and ZIP."""
    if draft.kind == Kind.MILITARY:
        read_military(parts, draft)
        return
    parts = whole_segments(parts)
    inside = len(parts) == 1 and not draft.last_line and numbered_ward(parts[0])
    found = None if inside or (any(map(described, parts)) and not parts[0][0].isdigit()) else find_street(parts)
    if found and draft.kind in (Kind.PO_BOX, Kind.RURAL_ROUTE) and found.street[0] == draft.zip:
        found = None
    if found is None and draft.kind not in (Kind.PO_BOX, Kind.RURAL_ROUTE) and is_crossing(parts, draft):
        return
    if found is None:
        read_no_street(parts, draft)
        return
    before, after = parts[: found.segment], repeated(parts[found.segment + 1 :], draft)
    for tokens in before:
        read_before(tokens, draft)
    if after and (quadrant := lone_direction(after, found.street, draft.state)):
        found.street.append(quadrant)
        after[0] = after[0][1:]
        after = [tokens for tokens in after if tokens]
    town_is_inside = read_town(after, draft)
    read_street_run(found, draft, town_is_inside)


def lone_direction(after: list[Tokens], street: Tokens, state: str) -> str:
    """Return a directional that a comma parted from its street: Clifton Rd, NE Atlanta; North Miami is a city."""
    first, *rest = after[0]
    if street[-1] not in ROADS or first not in DIRECTIONS or (rest and len(after) > 1):
        return ""
    city = " ".join([spelled_direction(first), *rest])
    if rest and len(first) != 2 and not is_city(rest, state, ""):
        return ""
    return "" if city in DIRECTIONAL_CITIES.get(state, ()) or TRIGGERS.intersection(rest) else first


def repeated(parts: list[Tokens], draft: Draft) -> list[Tokens]:
    """Cut segments off at a second state: the address is written twice."""
    state = draft.state
    for index, tokens in enumerate(parts if state else ()):
        if tokens[0] == state and not is_code((*tokens[1:], "-")[0][:4]):
            for again in parts[index:]:
                draft.left_over(again, "written again")
            return parts[:index]
    return parts


def whole_segments(parts: list[Tokens]) -> list[Tokens]:
    """Join a lone house number to the street behind it and part segments at slashes."""
    whole: list[Tokens] = []
    for tokens in parts:
        if whole and len(whole[-1]) == 1 and whole[-1][0].isdigit() and not tokens[0].isdigit() and len(tokens) > 1:
            whole[-1] = whole[-1] + tokens
        elif "/" in tokens and any(word[0].isdigit() or len(word) == 1 for word in tokens if word != SLASH):
            whole.extend(part.split() for part in " ".join(tokens).split("/") if part.strip())
        else:
            whole.append(tokens)
    return whole
