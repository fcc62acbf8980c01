"""Records of the 911 database: what must be inserted, changed, unlocked, migrated or deleted (NENA 2.1)."""

from e911audit.correcting.ali import STREET, numbered, of_number, of_place, of_record, plain, sent
from e911audit.correcting.book import Book, Record
from e911audit.correcting.premises import STAYS, dispatchable, holder, numbers_of, sure
from e911audit.places.msag_ranges import Street, Wanted
from e911audit.places.place import Place
from e911audit.views.correction import Correction
from e911audit.views.result import Finding

GONE = ("spare", "disconnected")


def inserted(book: Book, finding: Finding) -> list[Correction]:
    """Insert the record of a number without one whose location is dispatchable."""
    number = _active(book, finding)
    if number is None or book.by("e911_record", "e164", number["e164"]):
        return []
    place = _whereabouts(book, number)
    values = {**of_number(number), **of_place(place)} if place else {}
    return sent(book, finding, number, "I", {}, values)


def changed(book: Book, finding: Finding) -> list[Correction]:
    """Change the address in the record of a number to that of its location, if that is dispatchable.

    The number list alone proves nothing against a 911 record: the telephone that has the number must be fixed there.
    """
    number = _active(book, finding)
    record = _only_record(book, number["e164"]) if number else None
    device = holder(book, number["e164"]) if number else None
    place = _whereabouts(book, number) if number else None
    if number is None or record is None or place is None or device is None:
        return []
    if device["endpoint_kind"] not in STAYS or device["location"] != number["location"]:
        return []
    was = of_record(book, record)
    return sent(book, finding, record, "C", was, was | of_place(place))


def elin_recorded(book: Book, finding: Finding) -> list[Correction]:
    """Insert or change the record of a location's ELIN, if the location is dispatchable but for that."""
    location = book.one(finding)
    elin = location["elin"] if location and location["table"] == "location" else None
    if (
        location is None
        or not elin
        or len(book.by("location", "elin", elin)) != 1
        or book.rows("location", location) > 1
    ):
        return []
    place = dispatchable(book, location["code"], but=finding.rule)
    if place is None:
        return []
    if record := _only_record(book, elin):
        was = of_record(book, record)
        return sent(book, finding, record, "C", was, was | of_place(place))
    listed = {number["e911_provisioned"] for number in book.by("number", "e164", elin)}
    if "yes" in listed or book.by("e911_record", "e164", elin):
        return []
    return sent(book, finding, location, "I", {}, numbered(elin) | of_place(place))


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
    return sent(book, finding, record, "C", was, was | dict(zip(STREET, map(plain, street), strict=True)))


def of_right_esn(book: Book, finding: Finding) -> list[Correction]:
    """Change a record's ESN to the only one that the street guide gives its address."""
    record = _record(book, finding)
    esn = record["msag_esn"] if record and record["msag_reason"] == "" else None
    if record is None or not esn or " or " in esn:
        return []
    was = of_record(book, record)
    return sent(book, finding, record, "C", was, was | {"esn": esn.zfill(len(was["esn"]))})


def of_guide_community(book: Book, finding: Finding) -> list[Correction]:
    """Change a record's community, a city of the post, to the only one that the street guide has for its address."""
    record = _record(book, finding)
    if record is None or not record["msag_community"] or " or " in record["msag_community"]:
        return []
    was = of_record(book, record)
    return sent(book, finding, record, "C", was, was | {"community_name": plain(record["msag_community"])})


def deleted(book: Book, finding: Finding) -> list[Correction]:
    """Delete the record of a number that nobody has in service and no device holds."""
    entries = book.by("number", "e164", finding.subject)
    unused = bool(entries) and all(number["status"] in GONE for number in entries)
    held = any(book.by(kind, "e164", finding.subject) for kind in ("device", "line"))
    needed = any(
        book.by(kind, column, finding.subject)
        for kind, column in (("device", "emergency_caller_id"), ("location", "elin"))
    )
    known = book.by("e911_record", "e164", finding.subject)
    record = _only_record(book, finding.subject)
    if not unused or held or needed or (known and record is None):
        return []
    values = of_record(book, record) if record else of_number(entries[0])
    return sent(book, finding, record or entries[0], "D", values, values)


def migrated(book: Book, finding: Finding) -> list[Correction]:
    """Unlock the records of ported numbers for their old provider, and migrate them to the new one.

    The numbers' own list names the new provider's NENA company ID, the record the old one's.
    """
    return [one for record in book.cited("e911_record", finding) for one in _migrated(book, finding, record)]


def _migrated(book: Book, finding: Finding, record: Record) -> list[Correction]:
    lists = (*numbers_of(book, record["e164"]), *book.by("carrier_number", "e164", record["e164"]))
    new = {number["company_id"] for number in lists} - {None}
    only = _only_record(book, record["e164"])
    if only is None or not only["company_id"] or len(new) != 1 or new == {only["company_id"]}:
        return []
    was = of_record(book, record)
    moved = was | {"company_id": plain(new.pop())}
    unlock, migrate = sent(book, finding, record, "U", was, was), sent(book, finding, record, "M", was, moved)
    return [*unlock, *migrate] if unlock and migrate else []


def _active(book: Book, finding: Finding) -> Record | None:
    """The number in service that a finding is about, None where several rows tell it."""
    numbers = numbers_of(book, finding.subject)
    return numbers[0] if len(numbers) == 1 else None


def _only_record(book: Book, e164: str) -> Record | None:
    """The record that a 911 database holds of a number; none where it holds several, or was told to delete it."""
    records = book.by("e911_record", "e164", e164)
    gone = any((record["function"] or "").upper().startswith("D") for record in records)
    return records[0] if len(records) == 1 and not gone else None


def _record(book: Book, finding: Finding) -> Record | None:
    return _only_record(book, finding.subject) if finding.subject_kind == "e911_record" else None


def _whereabouts(book: Book, number: Record) -> Place | None:
    """The place of a number's location; none where the device that holds it is elsewhere, or may be."""
    device = holder(book, number["e164"])
    held = bool(book.by("device", "e164", number["e164"]))
    moves = device is not None and device["endpoint_kind"] in ("offprem", "nonfixed_onprem")
    places = {record["location"] for kind in ("device", "line") for record in book.by(kind, "e164", number["e164"])}
    if (held and device is None) or moves or places - {None, number["location"]}:
        return None
    return dispatchable(book, number["location"])
