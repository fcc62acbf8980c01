"""Records of the 911 database: what must be inserted, changed, unlocked, migrated or deleted (NENA 2.1)."""

from e911audit.correcting.book import Book, Record
from e911audit.correcting.change import Change, corrected
from e911audit.correcting.premises import dispatchable, holder, numbers_of, sure
from e911audit.correction import RECORD_911, Correction
from e911audit.nena import faults, formats
from e911audit.places.clean import ascii_fold
from e911audit.places.components import Standard, components
from e911audit.places.msag_ranges import Street, Wanted
from e911audit.places.place import Place
from e911audit.result import Finding

Values = dict[str, str]
"""The values of an ALI record by field."""
OF_PLACE = {
    "house_number": "House Number",
    "house_number_suffix": "House Number Suffix",
    "prefix_directional": "Prefix Directional",
    "street_name": "Street Name",
    "street_suffix": "Street Suffix",
    "post_directional": "Post Directional",
    "community_name": "Community Name",
    "state": "State",
    "location": "Location",
    "zip": "ZIP",
    "zip_4": "ZIP+4",
}
"""Field of an ALI record -> the component of a place."""
OF_RECORD = {
    "house_number": "house_number",
    "house_number_suffix": "house_suffix",
    "prefix_directional": "predir",
    "street_name": "street_name",
    "street_suffix": "street_suffix",
    "post_directional": "postdir",
    "community_name": "community",
    "state": "state",
    "location": "location_text",
    "customer_name": "customer_name",
    "class_of_service": "class_of_service",
    "type_of_service": "type_of_service",
    "esn": "esn",
    "company_id": "company_id",
    "county_id": "county_id",
}
"""Field of an ALI record -> the column of a 911 record."""
OF_NUMBER = {
    "customer_name": "caller_name",
    "class_of_service": "class_of_service",
    "type_of_service": "type_of_service",
    "company_id": "company_id",
}
"""Field of an ALI record -> the column of a number."""
ADDRESS = tuple(OF_PLACE)
GONE = ("spare", "disconnected")


def inserted(book: Book, finding: Finding) -> list[Correction]:
    """Insert the record of a number without one whose location is dispatchable."""
    number = _active(book, finding)
    if number is None or book.by("e911_record", "e164", number["e164"]):
        return []
    place = _whereabouts(book, number)
    values = {**_of_number(number), **of_place(place)} if place else {}
    return _sent(book, finding, number, "I", {}, values)


def changed(book: Book, finding: Finding) -> list[Correction]:
    """Change the address in the record of a number to that of its location, if that is dispatchable."""
    number = _active(book, finding)
    record = _only_record(book, number["e164"]) if number else None
    place = _whereabouts(book, number) if number else None
    if record is None or place is None:
        return []
    was = of_record(book, record)
    return _sent(book, finding, record, "C", was, was | of_place(place))


def elin_recorded(book: Book, finding: Finding) -> list[Correction]:
    """Insert or change the record of a location's ELIN, if the location is dispatchable but for that."""
    location = book.one(finding)
    elin = location["elin"] if location and location["table"] == "location" else None
    if location is None or not elin or len(book.by("location", "elin", elin)) != 1:
        return []
    place = dispatchable(book, location["code"], but=finding.rule)
    records = book.by("e911_record", "e164", elin)
    if place is None or len(records) > 1:
        return []
    if records:
        was = of_record(book, records[0])
        return _sent(book, finding, records[0], "C", was, was | of_place(place))
    return _sent(book, finding, location, "I", {}, _number(elin) | of_place(place))


def spelled_as_guide(book: Book, finding: Finding) -> list[Correction]:
    """Change a record's street to the spelling of Publication 28, where the street guide holds exactly that."""
    record = _record(book, finding)
    place = book.place(book.written(record["address_id"])) if record and record["address_id"] else Place()
    if record is None or book.guide is None or not sure(place):
        return []
    street = Street(place.predir, f"{place.pretype} {place.street}".strip(), place.posttype, place.postdir)
    was = of_record(book, record)
    wanted = Wanted(street, record["community"] or "", record["state"] or "", was["house_number"])
    if book.guide.find(wanted).reason != "":
        return []
    names = ("prefix_directional", "street_name", "street_suffix", "post_directional")
    return _sent(book, finding, record, "C", was, was | dict(zip(names, map(_plain, street), strict=True)))


def of_right_esn(book: Book, finding: Finding) -> list[Correction]:
    """Change a record's ESN to the only one that the street guide gives its address."""
    record = _record(book, finding)
    esn = record["msag_esn"] if record and record["msag_reason"] == "" else None
    if record is None or not esn or " or " in esn:
        return []
    was = of_record(book, record)
    return _sent(book, finding, record, "C", was, was | {"esn": esn.zfill(len(was["esn"]))})


def deleted(book: Book, finding: Finding) -> list[Correction]:
    """Delete the record of a number that nobody has in service and no device holds."""
    entries = book.by("number", "e164", finding.subject)
    unused = bool(entries) and all(number["status"] in GONE for number in entries)
    held = any(book.by(kind, "e164", finding.subject) for kind in ("device", "line"))
    needed = any(
        book.by(kind, column, finding.subject)
        for kind, column in (("device", "emergency_caller_id"), ("location", "elin"))
    )
    records = book.by("e911_record", "e164", finding.subject)
    if not unused or held or needed or len(records) > 1:
        return []
    of = records[0] if records else entries[0]
    values = of_record(book, of) if records else _of_number(of)
    return _sent(book, finding, of, "D", values, values)


def migrated(book: Book, finding: Finding) -> list[Correction]:
    """Unlock the record of a ported number for its old provider, and migrate it to the new one.

    The number's own list names the new provider's NENA company ID, the record the old one's.
    """
    record = _only_record(book, finding.subject)
    new = {number["company_id"] for number in numbers_of(book, finding.subject)} - {None}
    if record is None or not record["company_id"] or len(new) != 1 or new == {record["company_id"]}:
        return []
    was = of_record(book, record)
    moved = was | {"company_id": _plain(new.pop())}
    unlock, migrate = _sent(book, finding, record, "U", was, was), _sent(book, finding, record, "M", was, moved)
    return [*unlock, *migrate] if unlock and migrate else []


def of_place(place: Place) -> Values:
    """An address as an ALI record holds it."""
    parts = components(place, Standard.ALI)
    return {field: parts[name] for field, name in OF_PLACE.items()}


def of_record(book: Book, record: Record) -> Values:
    """A 911 record as its database would send it, with the changes of corrections before."""
    if record["e164"] in book.sent:
        return dict(book.sent[record["e164"]])
    zip_code, _, plus = (record["zip"] or "").partition("-")
    return {
        **_number(record["e164"]),
        **{field: _plain(record[column]) for field, column in OF_RECORD.items()},
        "zip": zip_code,
        "zip_4": plus,
        "main_npa": (record["main_number"] or "")[2:5],
        "main_number": (record["main_number"] or "")[5:],
    }


def _of_number(number: Record) -> Values:
    return _number(number["e164"]) | {field: _plain(number[column]) for field, column in OF_NUMBER.items()}


def _number(e164: str) -> Values:
    return {"npa": e164[2:5], "calling_number": e164[5:]}


def _plain(text: str | None) -> str:
    """A text as ALI records hold it: capitals of ASCII."""
    return ascii_fold((text or "").upper())


def _active(book: Book, finding: Finding) -> Record | None:
    """The number in service that a finding is about, None where several rows tell it."""
    numbers = numbers_of(book, finding.subject)
    return numbers[0] if len(numbers) == 1 else None


def _only_record(book: Book, e164: str) -> Record | None:
    records = book.by("e911_record", "e164", e164)
    return records[0] if len(records) == 1 else None


def _record(book: Book, finding: Finding) -> Record | None:
    return _only_record(book, finding.subject) if finding.subject_kind == "e911_record" else None


def _whereabouts(book: Book, number: Record) -> Place | None:
    """The place of a number's location; none where the device that holds it is elsewhere, or may be."""
    device = holder(book, number["e164"])
    held = bool(book.by("device", "e164", number["e164"]))
    moves = device is not None and device["endpoint_kind"] in ("offprem", "nonfixed_onprem")
    other = device is not None and device["location"] not in (None, number["location"])
    if (held and device is None) or moves or other:
        return None
    return dispatchable(book, number["location"])


def _sent(  # noqa: PLR0913, PLR0917  (what a correction is made of, and the record before it)
    book: Book, finding: Finding, record: Record, function: str, was: Values, values: Values
) -> list[Correction]:
    """The correction that sends a record with its function code; none where a 911 database could not take it."""
    day = book.as_of
    whole = {**values, "function": function, "extract_date": f"{day:%m%d%y}", "expanded_extract_date": f"{day:%Y%m%d}"}
    if not values or next(faults(whole, formats()["ali"].record), None) or not _held(book, whole):
        return []
    if function == "C":
        if values == was:
            return []
        book.sent[record["e164"]] = values
    change = Change(RECORD_911, _told(was), f"{function} {_told(values)}".strip(), ("street_name", "e164", "elin"))
    return [corrected(book, finding, record, change, whole)]


def _held(book: Book, values: Values) -> bool:
    """Whether the street guide, where one was loaded, holds the address that a record is to have."""
    if book.guide is None or values["function"] not in ("I", "C"):
        return True
    names = ("prefix_directional", "street_name", "street_suffix", "post_directional")
    street = Street(*(values.get(name, "") for name in names))
    wanted = Wanted(street, values.get("community_name", ""), values.get("state", ""), values.get("house_number", ""))
    return book.guide.find(wanted).reason == ""


def _told(values: Values) -> str:
    """What of a record tells it from another, in the order of its fields."""
    further = ("esn", "company_id")
    words = [values.get(name, "") for name in ADDRESS]
    return " ".join(filter(None, [*words, *(f"{name} {values[name]}" for name in further if values.get(name))]))
