"""One place for each written address: the outside of the address engine.

``resolve`` reads each distinct text once; given an executor it reads batches of them at the same time. It never raises
on a text: what cannot be read is of the kind ``unread`` and says so in its doubts.
"""

from collections.abc import Iterable
from concurrent.futures import Executor
from itertools import chain

from e911audit.places.around import read_inside
from e911audit.places.clean import plain, punctuated, segments
from e911audit.places.columns import read_columns, read_last_line
from e911audit.places.draft import Draft
from e911audit.places.keys import building_key, place_key
from e911audit.places.lines import second_line
from e911audit.places.nowhere import placeholder
from e911audit.places.place import Kind, Place, Written
from e911audit.places.read import read_text
from e911audit.places.special import MILITARY_CITIES, MILITARY_STATES
from e911audit.places.zips import postal_doubt, zip_fault

BATCH = 2000
"""Texts in one task of an executor: about a second of work, so that starting it does not count."""

INSIDE = ("building", "floor", "unit_type", "unit", "room", "seat", "zone")
NOTHING = [""] * len(INSIDE)


def resolve(texts: Iterable[str | Written], executor: Executor | None = None) -> list[Place]:
    """Return one place for each text, in order; an executor shares the work between processes.

    >>> place, = resolve(["One Main Street, 3rd Floor, Salem OR 97301"])
    >>> place.line1, place.line2, place.city
    ('1 MAIN ST', 'FL 3', 'SALEM')
    """
    texts = list(texts)
    distinct = list(dict.fromkeys(texts))
    if executor is None or len(distinct) <= BATCH:
        places = resolve_batch(distinct)
    else:
        batches = [distinct[start : start + BATCH] for start in range(0, len(distinct), BATCH)]
        places = list(chain.from_iterable(executor.map(resolve_batch, batches)))
    by_text = dict(zip(distinct, places, strict=True))
    return [by_text[text] for text in texts]


def resolve_batch(batch: list[str | Written]) -> list[Place]:
    """Return one place for each address of a batch."""
    return [resolve_one(text if isinstance(text, Written) else Written(str(text))) for text in batch]


def resolve_one(written: Written) -> Place:
    """Return the place of one written address."""
    try:
        return understand(written)
    except Exception as error:  # noqa: BLE001 - one odd text must not stop the load of a million rows
        text = " ".join(" ".join(filter(None, written)).split()).upper()
        return Place(line1=text, doubts=(f"could not be read ({type(error).__name__}): '{text}'",))


def understand(written: Written) -> Place:
    """Read the columns and texts of an address into a place."""
    draft = Draft()
    alone = not any(written[1:])
    if not alone and any(written[2:5]):
        read_last_line(written, draft)
    read_text(written.street, draft)
    if not alone and written.interior and not placeholder(inner := plain(written.interior)):
        for tokens in segments(punctuated(inner).replace(" / ", ",")):
            read_inside(tokens, draft)
    if not alone and any(written[5:]):
        read_columns(written, draft)
    if draft.kind in ("", Kind.CITY_ONLY) and (draft.state in MILITARY_STATES or draft.city in MILITARY_CITIES):
        draft.kind = Kind.MILITARY
    if not draft.kind:
        draft.kind = Kind.CITY_ONLY if draft.city or draft.last_line else Kind.UNREAD
    return finished(draft)


def finished(draft: Draft) -> Place:
    """Return the place that a draft became."""
    parts = draft.inside.parts
    house, house_suffix, predir, pretype, name, posttype, postdir, *_ = street = draft.street
    building, floor, unit_type, unit, room, seat, zone = map(parts.get, INSIDE, NOTHING) if parts else NOTHING
    is_street = draft.kind == Kind.STREET
    key = building_key(street, draft.city, draft.state, draft.zip) if is_street else ""
    elsewhere = f"'{draft.bad_zip}' is not a ZIP of {draft.state}" if draft.bad_zip and draft.state else ""
    return Place(
        str(draft.kind), house, house_suffix, predir, pretype, name, posttype, postdir,
        building, floor, unit_type, unit, room, seat, zone, draft.city, draft.state, draft.zip, draft.zip4,
        draft.line or street.line, f"{second_line(parts)} {draft.mailbox}".strip(),
        place_key(key, parts) if key else "", key, tuple(dict.fromkeys(draft.doubts)),
        elsewhere or zip_fault(draft.zip, draft.state),
        postal_doubt(draft.zip, draft.city, draft.state, street=is_street),
    )  # fmt: skip
