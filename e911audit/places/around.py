"""The segments around a street: names before it, interior parts and the city behind it."""

from e911audit.places.clean import Tokens
from e911audit.places.draft import Draft
from e911audit.places.house import is_house
from e911audit.places.inside import Company, Interior
from e911audit.places.place import SECOND_ADDRESS
from e911audit.places.spell import ORDINAL, fold_name, no_zeros
from e911audit.places.split import take
from e911audit.places.tables import CITIES, DIRECTIONS, ROADS, SAINTS
from e911audit.places.town import is_city, is_landmark
from e911audit.places.words import SPECIFIC, is_code


def read_before(tokens: Tokens, draft: Draft) -> None:
    """Read a segment before the street: wholly interior, or a name that is not part of the address."""
    scratch = Interior()
    if take(tokens, Company.OWN, scratch):
        draft.left_over(tokens, "not part of the address")
    else:
        draft.inside.merge(scratch)


def read_town(parts: list[Tokens], draft: Draft) -> bool:
    """Read the segments behind the street, the last of which may be the city; tell whether a city is still missing."""
    if not parts:
        return not draft.city
    for tokens in parts[:-1]:
        read_inside(tokens, draft)
    last = parts[-1]
    if not draft.city and is_city(last, draft.state, draft.zip):
        set_city(last, draft)
        return False
    scratch = Interior()
    company = Company.LAST if draft.last_line and not draft.city else Company.OWN
    runs = take(last, company, scratch)
    draft.inside.merge(scratch)
    town = [token for run in runs for token in run]
    if town and not draft.city:
        cut = behind_digits(town)
        keep_run(town[:cut], draft)
        town = town[cut:]
        if town:
            set_city(town, draft)
    else:
        keep_run(town, draft)
    return False


def behind_digits(tokens: Tokens) -> int:
    """Return the index behind the last token that holds a digit: no city's name does."""
    return max((index + 1 for index, token in enumerate(tokens) if any(map(str.isdigit, token))), default=0)


def read_inside(tokens: Tokens, draft: Draft) -> None:
    """Read a segment between street and city; what is no interior part is left over."""
    for run in take(tokens, Company.OWN, draft.inside):
        keep_run(run, draft)


def keep_run(run: Tokens, draft: Draft) -> None:
    """Keep words behind the street that no designator explains: a building's name, a bare unit number, or a doubt."""
    if not run:
        return
    text = " ".join(run)
    if (level := ORDINAL.fullmatch(text)) and "floor" not in draft.inside.parts:
        draft.inside.put("floor", no_zeros(level[1]))
        draft.doubts.append(f"'{text}' read as floor {no_zeros(level[1])}")
    elif len(run) == 1 and is_code(text) and "unit_type" not in draft.inside.parts:
        draft.inside.put_unit("#", text)
        draft.doubts.append(f"'{text}' read as a unit")
    elif is_landmark(run) and "building" not in draft.inside.parts and fold_name(text) != fold_name(draft.city):
        draft.inside.put("building", text)
    elif len(run) > 2 and is_house(run) and run[-1] in ROADS:
        draft.left_over(run, SECOND_ADDRESS)
    else:
        draft.left_over(run)


def set_city(tokens: Tokens, draft: Draft) -> None:
    """Settle the city; a short form such as NYC is spelled out with a doubt, a lone designator is left over."""
    if len(tokens) > 1 and tokens[0] in SPECIFIC and tokens[0] not in DIRECTIONS and tokens[1] not in SAINTS:
        draft.left_over(tokens[:1])
        tokens = tokens[1:]
    written = " ".join(tokens)
    city = CITIES.get((written, draft.state), written)
    if city != written:
        draft.doubts.append(f"city '{written}' read as {city}")
    draft.settle("city", city)
