"""Columns that have a meaning of their own: they are normalised and win over what the text says."""

import re

from e911audit.places.around import set_city
from e911audit.places.clean import Tokens, plain, punctuated, segments
from e911audit.places.draft import Draft
from e911audit.places.inside import Company, Interior
from e911audit.places.nowhere import CANADA, placeholder
from e911audit.places.place import Kind, Written
from e911audit.places.special import LONE_BOX, PO_BOX
from e911audit.places.spell import fold_code, no_zeros
from e911audit.places.split import take
from e911audit.places.tail import take_tail
from e911audit.places.words import floor_name, is_code
from e911audit.places.zips import PROVINCE_CODES, ZIP, restored_zip, state_code

NO_CITY = re.compile(r"N ?/? ?A|NONE|NULL|TB[DA]|UNKNOWN|UNK|X+|[-, ]+|0+")
DECIMAL = re.compile(r"(\d+)\.0+")
NAMED = {"unit": "room", "floor": "zone"}
"""Where the text of a column is kept that is neither a number nor a designator: Suite: Council Chambers."""
OWN_FIELDS = ("building", "floor", "unit", "room", "zone")


def cell(text: str) -> str:
    """Return a column's text cleaned, "" for a placeholder; a number that became a decimal (3.0) is whole again."""
    clean = plain(text).strip()
    if match := DECIMAL.fullmatch(clean):
        return match[1]
    return "" if not clean or placeholder_cell(clean) else " ".join(punctuated(clean).split())


def placeholder_cell(text: str) -> bool:
    """Tell whether a cell holds a placeholder; 0 and 999 are floors and rooms."""
    return text.strip("0123456789").strip() != "" and placeholder(text)


def read_last_line(written: Written, draft: Draft) -> None:
    """Settle city, state and ZIP from their columns before the street's text is read."""
    if written.state and (state := cell(written.state)):
        read_state(state, draft)
    if written.zip and (zip_text := cell(written.zip)):
        read_zip(zip_text, draft)
    if written.city and (city := " ".join(punctuated(plain(written.city)).split())) and not NO_CITY.fullmatch(city):
        read_city(city, draft)


def read_state(text: str, draft: Draft) -> None:
    """Settle the state; what is no state is kept as text if it is a code, else as a doubt."""
    code = state_code(text.replace(",", " "))
    if not code and text in PROVINCE_CODES:
        draft.kind = Kind.FOREIGN
    if not code and not re.fullmatch("[A-Z]{2}", text):
        draft.doubts.append(f"state column: '{text}' is not a state")
        return
    draft.state = code or text


def read_zip(text: str, draft: Draft) -> None:
    """Settle the ZIP; zeros that a spreadsheet dropped are restored where the state proves them."""
    digits = text.replace(" ", "").rstrip("-")
    if match := ZIP.fullmatch(digits):
        draft.zip, draft.zip4 = match[1], match[2] or ""
        return
    head, _, plus4 = digits.partition("-")
    if not plus4 and len(head) in (7, 8):
        head, plus4 = head[:-4], head[-4:]
    restored = restored_zip(head, draft.state) if head.isdigit() and len(head) in (3, 4) else ""
    if restored:
        draft.zip, draft.zip4 = restored, plus4
        draft.doubts.append(f"ZIP {head} read as {restored}: {draft.state} proves it")
    elif CANADA.fullmatch(text):
        draft.kind = Kind.FOREIGN
        draft.doubts.append(f"ZIP column: '{text}' is Canadian")
    else:
        draft.bad_zip = text
        draft.doubts.append(f"ZIP column: '{text}' is not a ZIP")


def read_city(text: str, draft: Draft) -> None:
    """Settle the city; a suite or a state that slipped into the column is put where it belongs."""
    parts = segments(text)
    whole = [list(tokens) for tokens in parts]
    tail = take_tail(parts) if len(parts) > 1 or len(parts[0]) > 1 else None
    if tail and parts and (not draft.state or tail.state in ("", draft.state)):
        draft.take(tail)
    else:
        parts = whole
    words = [token for tokens in parts for run in take(tokens, Company.LAST, draft.inside) for token in run]
    draft.city = ""
    set_city(words, draft)


def read_columns(written: Written, draft: Draft) -> None:
    """Let the columns of the inside win over what the text said."""
    for name in OWN_FIELDS:
        text = getattr(written, name)
        if not text or not (clean := cell(text)):
            continue
        scratch = Interior()
        read_column(name, segments(clean), scratch)
        override(scratch, draft)


def read_column(name: str, parts: list[Tokens], scratch: Interior) -> None:
    """Read one column: a bare value belongs to the column's field, designators may add others."""
    whole = " ".join(token for tokens in parts for token in tokens)
    if whole in ("", "#"):
        return
    if PO_BOX.search(whole) or LONE_BOX.search(whole):
        scratch.doubts.append(f"{name} column: '{whole}' is a mail box")
        return
    if value := bare_value(name, whole):
        scratch.put_unit("#", value) if name == "unit" else scratch.put(name, value)
        return
    rest = [" ".join(run) for tokens in parts for run in take(tokens, Company.OWN, scratch)]
    if understood(name, scratch, rest):
        scratch.doubts.extend(f"left over: '{run}'" for run in rest)
        return
    scratch.parts.clear()
    scratch.doubts.clear()
    field = NAMED.get(name, name)
    scratch.put(field, whole)
    if field != name:
        scratch.doubts.append(f"{name} column: '{whole}' kept as a {field}")


def understood(name: str, scratch: Interior, rest: list[str]) -> bool:
    """Judge whether reading a column by its designators tells more than its text as a name does."""
    found = scratch.parts
    if name in ("unit", "floor"):
        return name in found or (name == "unit" and bool(found))
    others = found.keys() - {"building", "floor", "unit", "unit_type", name}
    return bool(found) and not rest and not scratch.doubts and not others


def bare_value(name: str, text: str) -> str:
    """Return a value that stands without a designator in its column, "" if it needs reading."""
    if name == "floor":
        return floor_name(text) if " " not in text else ""
    if name == "zone":
        return text if " " not in text else ""
    if name == "building" and text.isdigit():
        return no_zeros(text)
    return text.removeprefix("# ") if is_code(text.removeprefix("# ")) else ""


def override(scratch: Interior, draft: Draft) -> None:
    """Put a column's values over the text's; a real difference is a doubt."""
    draft.doubts.extend(scratch.doubts)
    held = draft.inside.parts
    for name, value in scratch.parts.items():
        if (
            name == "unit_type"
            and value == "#"
            and held.get("unit_type")
            and same(held.get("unit"), scratch.parts.get("unit"))
        ):
            continue
        if name != "unit_type" and held.get(name) and not same(held[name], value):
            draft.doubts.append(f"{name} column says '{value}', the text says '{held[name]}'")
        held[name] = value


def same(one: str | None, other: str | None) -> bool:
    """Tell whether two identifiers are spellings of one."""
    return fold_code(one or "") == fold_code(other or "")
