"""Addresses written anew: in Publication 28 spelling, with the inside of the building in fields of its own."""

from collections.abc import Iterator, Sequence

from e911audit.correcting.book import Book, Record
from e911audit.correcting.change import Change, corrected, name_of
from e911audit.correcting.premises import numbers_of, place_of, sure
from e911audit.places.lines import second_line
from e911audit.places.place import INSIDE, Place, Written
from e911audit.views.correction import Correction, Texts, Use
from e911audit.views.result import Finding

SHORT = 5
"""Digits of a ZIP without its +4."""
OWN_COLUMN = {"building": "building", "floor": "floor", "unit": "unit", "room": "room", "zone": "zone"}
"""Inner part of a place -> the field of a record that holds it alone."""


def lifted(book: Book, finding: Finding) -> list[Correction]:
    """Lift the inside of buildings out of the streets of a finding's locations: those of one site on one sheet."""
    first = book.one(finding)
    if first is None or first["table"] != "location":
        return []
    together = [one for one in book.by("location", "sheet_id", first["sheet_id"]) if one["site"] == first["site"]]
    return [correction for record in together for correction in _anew(book, finding, record)]


def _anew(book: Book, finding: Finding, record: Record) -> list[Correction]:
    """Write an address anew where its reading guessed nothing and the new text is read as the same place."""
    written = book.written(record["address_id"])
    place = book.place(written)
    changes = [*_changes(book, record, written, place)]
    anew = written._replace(**{change.field: change.becomes for change in changes})
    if not _lifted(book, written, place) or not sure(place) or book.place(anew).key != place.key:
        return []
    return _all(book, finding, record, changes)


def restored_zip(book: Book, finding: Finding, record: Record) -> list[Correction]:
    """Give a record's ZIP the zeros back that its state proves, and nothing else of its address another spelling."""
    written = book.written(record["address_id"])
    becomes = written.zip.zfill(SHORT)
    if not written.zip.isdecimal() or becomes == written.zip or book.place(written).zip != becomes:
        return []
    return _all(book, finding, record, [Change("zip", written.zip, becomes)])


def _all(book: Book, finding: Finding, record: Record, changes: Sequence[Change]) -> list[Correction]:
    if not changes:
        return []
    whole, uses = _whole(book, record), [*_uses(book, record)]
    return [corrected(book, finding, record, change, whole, uses) for change in changes]


def _changes(book: Book, record: Record, written: Written, place: Place) -> Iterator[Change]:
    """Yield the fields that are not as they should be; city and state stay as they were written where they were."""
    parted = bool(written.city or written.zip or book.column(record, "city"))
    street = place.line1 if parted else _one_line(place)
    lifted = _lifted(book, written, place)
    for field, was, becomes in (
        ("street", written.street, street),
        ("city", written.city, written.city or (place.city if parted else "")),
        ("state", written.state, written.state or (place.state if parted else "")),
        ("zip", written.zip, _zip(place) if parted else ""),
        *_homes(book, record, written, lifted),
    ):
        if becomes and becomes.casefold() != was.casefold():
            yield Change(field, was, becomes)


def _one_line(place: Place) -> str:
    return f"{place.line1}, {place.city}, {place.state} {_zip(place)}"


def _zip(place: Place) -> str:
    return f"{place.zip}-{place.zip4}" if place.zip4 else place.zip


def _lifted(book: Book, written: Written, place: Place) -> dict[str, str]:
    """The inner parts that only the text of the street gives."""
    elsewhere = book.place(written._replace(street=""))
    return {part: value for part in INSIDE if (value := getattr(place, part)) and not getattr(elsewhere, part)}


def _homes(book: Book, record: Record, written: Written, lifted: dict[str, str]) -> Iterator[tuple[str, str, str]]:
    """The fields that take the lifted parts: a column of their own where the sheet has one, else the interior."""
    rest = dict(lifted)
    for part, field in OWN_COLUMN.items():
        if part in rest and book.column(record, field):
            value = rest.pop(part)
            kind = rest.pop("unit_type", "") if part == "unit" else ""
            yield field, getattr(written, field), f"{kind} {value}".strip()
    if rest:
        yield "interior", written.interior, ", ".join(filter(None, (written.interior, second_line(rest))))


def _whole(book: Book, record: Record) -> Texts:
    """The place by component, beside the row as it was written by header."""
    place = place_of(book, record) if record["table"] == "location" else book.place(book.written(record["address_id"]))
    parts = {name: str(value) for name, value in place._asdict().items() if name != "doubts"}
    return {**book.row(record), **parts, "record": name_of(record), "site": record.get("site") or name_of(record)}


def _uses(book: Book, record: Record) -> Iterator[Use]:
    """Who points to a location, or to any location of a site."""
    code = record.get("code")
    if record["table"] == "location":
        codes = [code]
    elif record["table"] == "site":
        codes = [location["code"] for location in book.by("location", "site", code)]
    else:
        codes = []
    for one in codes:
        numbers = {number["e164"]: number for number in book.by("number", "location", one) if number["e164"]}
        for e164, number in numbers.items():
            if numbers_of(book, e164):
                yield Use("number", e164, profile=book.profile(number))
        for element in book.by("network_element", "location", one):
            kind = element["kind"] or ""
            yield Use(kind, element["identifier"], element["port"] or "", book.profile(element), book.row(element))
