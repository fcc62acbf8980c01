"""The values of records in a 911 database, and the correction that sends one (NENA 2.1)."""

from e911audit.correcting.book import Book, Record
from e911audit.correcting.change import Change, corrected
from e911audit.nena import faults, formats
from e911audit.places.clean import ascii_fold
from e911audit.places.components import Standard, components
from e911audit.places.msag_ranges import Street, Wanted
from e911audit.places.place import Place
from e911audit.views.correction import RECORD_911, Correction
from e911audit.views.result import Finding

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
STREET = ("prefix_directional", "street_name", "street_suffix", "post_directional")
"""Fields of an ALI record in the order of a street's parts in a guide."""
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


def sent(  # noqa: PLR0913, PLR0917  (what a correction is made of, and the record before it)
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
    street = Street(*(values.get(name, "") for name in STREET))
    wanted = Wanted(street, values.get("community_name", ""), values.get("state", ""), values.get("house_number", ""))
    return book.guide.find(wanted).reason == ""


def _told(values: Values) -> str:
    """What of a record tells it from another, in the order of its fields."""
    further = ("esn", "company_id")
    words = [values.get(name, "") for name in ADDRESS]
    return " ".join(filter(None, [*words, *(f"{name} {values[name]}" for name in further if values.get(name))]))


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
        **numbered(record["e164"]),
        **{field: plain(record[column]) for field, column in OF_RECORD.items()},
        "zip": zip_code,
        "zip_4": plus,
        "main_npa": (record["main_number"] or "")[2:5],
        "main_number": (record["main_number"] or "")[5:],
    }


def of_number(number: Record) -> Values:
    """What an inventory tells of a number's record, without an address."""
    return numbered(number["e164"]) | {field: plain(number[column]) for field, column in OF_NUMBER.items()}


def numbered(e164: str) -> Values:
    """A telephone number as an ALI record holds it."""
    return {"npa": e164[2:5], "calling_number": e164[5:]}


def plain(text: str | None) -> str:
    """A text as ALI records hold it: capitals of ASCII."""
    return ascii_fold((text or "").upper())
