"""Places that are no street address: crossings, military post, landmarks, cities, and what nobody can read."""

from e911audit.places.around import read_town
from e911audit.places.clean import Tokens
from e911audit.places.crossing import BESIDE, CORNER, CORNER_WORDS, joint_index, read_crossing
from e911audit.places.draft import Draft
from e911audit.places.inside import Company, Interior
from e911audit.places.nowhere import placeholder
from e911audit.places.place import Kind
from e911audit.places.spell import fold_name
from e911audit.places.split import take
from e911audit.places.town import is_landmark


def described(tokens: Tokens) -> bool:
    """Tell whether a segment describes a corner or an exit of a motorway in words."""
    corner = not CORNER_WORDS.isdisjoint(tokens) and CORNER.match(" ".join(tokens)) is not None
    return corner or tokens[0] == "EXIT"


def read_military(parts: list[Tokens], draft: Draft) -> None:
    """Read the city of a military address (APO, FPO, DPO); everything else is left over."""
    for tokens in parts:
        rest = [token for token in tokens if token not in ("APO", "FPO", "DPO")]
        for city in tokens:
            if city not in rest:
                draft.settle("city", city)
        draft.left_over(rest)


def is_crossing(parts: list[Tokens], draft: Draft) -> bool:
    """Settle a crossing of two streets or a place described by its neighbours."""
    for index, tokens in enumerate(parts):
        text = " ".join(tokens)
        corner = CORNER.match(text)
        body = text[corner.end() :].split() if corner else tokens
        beside = BESIDE.search(text)
        inside = not take(tokens, Company.OWN, Interior())
        joint = None if beside or inside else joint_index(body, sure=corner is not None)
        where = ("", "") if draft.city else (draft.state, draft.zip)
        crossing = read_crossing(body, joint, *where) if joint else None
        if not (crossing or beside or (corner and not inside)):
            continue
        draft.kind = Kind.INTERSECTION
        draft.line, town = crossing or (text, [])
        if corner:
            draft.doubts.append(f"corner: '{corner.group()}'")
        if town and not parts[index + 1 :]:
            draft.settle("city", " ".join(town))
        else:
            draft.left_over(town)
        for before in parts[:index]:
            draft.left_over(before)
        read_town(parts[index + 1 :], draft)
        return True
    return False


def read_no_street(parts: list[Tokens], draft: Draft) -> None:
    """Read segments without a street: a landmark, a city, interior parts only, or a text nobody can read."""
    boxed = bool(draft.kind)
    names: list[Tokens] = []
    if draft.last_line and not draft.city and parts and (boxed or not is_landmark(parts[-1])):
        *parts, last = parts
        read_town([last], draft)
    for tokens in parts:
        scratch = Interior()
        if take(tokens, Company.OWN, scratch):
            if not any(token[0].isalpha() for token in tokens):
                draft.left_over(tokens, "a number without a street")
            elif fold_name(" ".join(tokens)) != fold_name(draft.city):
                names.append(tokens)
        else:
            draft.inside.merge(scratch)
    if boxed:
        for tokens in names:
            draft.left_over(tokens)
        return
    draft.line = ", ".join(" ".join(tokens) for tokens in names)
    settle_no_street(names, draft)


def settle_no_street(names: list[Tokens], draft: Draft) -> None:
    """Settle the kind of a place without a street."""
    located = bool(draft.city or draft.last_line)
    if names and all(set(map(placeholder, [" ".join(tokens)])) == {True} for tokens in names):
        draft.kind = Kind.PLACEHOLDER
        draft.doubts.append(f"placeholder: '{draft.line}'")
    elif (names and (located or any(map(is_landmark, names)))) or (located and "building" in draft.inside.parts):
        draft.kind = Kind.LANDMARK
        draft.doubts.append("a name, not a street address")
    elif located and not names:
        draft.kind = Kind.CITY_ONLY
    else:
        draft.kind = Kind.UNREAD
        draft.doubts.append("no street address" if names or draft.inside.parts else "nothing written")
