"""The street's own segment: house number, street and city settled, and the kind that follows from them."""

from e911audit.places.around import keep_run, set_city
from e911audit.places.clean import Tokens
from e911audit.places.crossing import BESIDE, BESIDE_WORDS
from e911audit.places.draft import Draft
from e911audit.places.house import is_house, with_digits
from e911audit.places.inside import Company
from e911audit.places.place import Kind
from e911audit.places.segment import StreetRun
from e911audit.places.spell import has_digit
from e911audit.places.split import take
from e911audit.places.street import read_street
from e911audit.places.tables import DIRECTIONS, ROADS, SETS
from e911audit.places.town import town_behind, without_city

JOINTS = frozenset(("&", "@", "AND", "AT"))


def read_street_run(found: StreetRun, draft: Draft, town_is_inside: bool) -> None:
    """Read the street's own segment: names before the house number, the street, and a city behind it."""
    draft.inside.merge(found.inside)
    tokens, behind = with_house(found, draft), found.behind
    if draft.city:
        tokens = without_city(tokens, draft.city)
    elif behind and town_is_inside and not has_digit(behind[-1]):
        set_city(behind.pop(), draft)
    elif town_is_inside and (cut := town_behind(tokens, draft.state, draft.zip)) < len(tokens):
        set_city(tokens[cut:], draft)
        tokens = tokens[:cut]
    for run in behind:
        draft.left_over(run)
    cut = description_start(tokens)
    draft.left_over(tokens[cut:])
    draft.street = read_street(tokens[:cut])
    draft.doubts.extend(draft.street.doubts)
    beyond = list(draft.street.beyond)
    for run in take(beyond, Company.OWN, draft.inside) if len(beyond) > 1 else [beyond]:
        keep_run(run, draft)
    settle_street(draft)


def description_start(tokens: Tokens) -> int:
    """Return where words start that tell what is near or crosses the street, ``len(tokens)`` if there are none."""
    ends = [len(tokens)]
    if not JOINTS.isdisjoint(tokens):
        ends += [index for index in range(3, len(tokens) - 1) if crosses(tokens, index)]
    if not BESIDE_WORDS.isdisjoint(tokens) and (beside := BESIDE.search(" ".join(tokens[2:]))):
        ends.append(2 + len(" ".join(tokens[2:])[: beside.start()].split()))
    return min(ends)


def crosses(tokens: Tokens, index: int) -> bool:
    """Tell whether a word behind a whole street names the street that crosses it: 12 Elm St & 9th Ave."""
    return tokens[index] in JOINTS and tokens[index - 1] in ROADS


def with_house(found: StreetRun, draft: Draft) -> Tokens:
    """Return the street's tokens with what belongs to the house number: W 800 Fifth Ave, # 3 East Benjamin Dr."""
    tokens = with_digits(found.street, draft.doubts)
    for run in found.before:
        if len(run) == 1 and run[0] in DIRECTIONS and tokens[1] not in DIRECTIONS:
            draft.doubts.append(f"'{run[0]} {tokens[0]}' read as {tokens[0]} {run[0]}")
            tokens = [tokens[0], *run, *tokens[1:]]
        else:
            draft.left_over(run, "not part of the address")
    parts = draft.inside.parts
    if not is_house(tokens) and parts.get("unit_type") == "#" and parts.get("unit", "")[:1].isdigit():
        del parts["unit_type"]
        tokens = [parts.pop("unit"), *tokens]
        draft.doubts.append(f"'# {tokens[0]}' read as the house number")
    return tokens


def settle_street(draft: Draft) -> None:
    """Settle the kind of a place that has a street: a box written beside it is a doubt, not the place."""
    street = draft.street
    if draft.kind in (Kind.PO_BOX, Kind.RURAL_ROUTE):
        if not street.house:
            draft.doubts.append(f"left over: '{street.line}'")
            draft.street = type(street)()
            return
        draft.doubts.append(f"mail box beside the street: '{draft.line}'")
        draft.line = ""
    if draft.kind != Kind.PRIVATE_MAILBOX:
        draft.kind = Kind.STREET
    if not street.house:
        draft.doubts.append("no house number")
    if street.house in SETS["made_up_numbers"] and street.street in SETS["made_up_streets"]:
        draft.doubts.append("looks like a made-up street")
