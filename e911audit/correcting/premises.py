"""Which location is known well enough to send somebody there, and which one a record proves for itself."""

from e911audit.correcting.book import Book, Record
from e911audit.places.confidence import Confidence
from e911audit.places.place import INSIDE, Kind, Place, Written

IN_SERVICE = (None, "active", "porting")
ROOMS = frozenset("hotel dorm hospital care school".split())
"""Occupancies in which a building is no sufficient place (LOC-023)."""
STAYS = ("fixed_onprem", "guest_room")
"""Endpoints that are where their number is listed; others move."""


def sure(place: Place) -> bool:
    """Tell whether a place is a whole street address that was read without any guess."""
    whole = all((place.house, place.street, place.city, place.state, place.zip))
    unquestioned = not place.zip_fault and not place.postal_doubt
    return place.kind == Kind.STREET and whole and unquestioned and place.confidence is Confidence.HIGH


def place_of(book: Book, location: Record) -> Place:
    """Where a location is: its own address, else its site's with the location's inside."""
    own = book.written(location["address_id"])
    if not (own.street or own.city or own.zip):
        site = next(iter(book.by("site", "code", location["site"])), None)
        home = book.written(site["address_id"] if site else None)
        own = Written(*(mine or theirs for mine, theirs in zip(own, home, strict=True)))
    return book.place(own)


def dispatchable(book: Book, code: str | None, but: str = "") -> Place | None:
    """The place of a location that responders can be sent to as it stands, else None.

    No blocker or major finding is open on it, ``but`` those of one rule, and it says where inside, or its site is
    known to need no more.
    """
    found = book.by("location", "code", code)
    if len(found) != 1 or not book.clean("location", found[0]["code"], but):
        return None
    place = place_of(book, found[0])
    inside = any(getattr(place, part) for part in INSIDE)
    return place if sure(place) and (inside or one_room(book, found[0]["site"])) else None


def one_room(book: Book, code: str | None) -> bool:
    """Tell whether a site is known to be a single building of one storey and one tenant, and no house of many rooms."""
    site = next(iter(book.by("site", "code", code)), None)
    buildings = book.by("building", "site", code)
    return (
        site is not None
        and site["multi_tenant"] == "no"
        and (site["occupancy"] or "") not in ROOMS
        and (site["buildings"] or 1) == 1
        and len(buildings) == 1
        and buildings[0]["floors"] == 1
    )


def numbers_of(book: Book, e164: str | None) -> list[Record]:
    """The entries of a number that is in service."""
    return [number for number in book.by("number", "e164", e164) if number["status"] in IN_SERVICE]


def holder(book: Book, e164: str | None) -> Record | None:
    """The only device that has this number, None where there are several or none."""
    found = book.by("device", "e164", e164)
    return found[0] if len(found) == 1 else None


def at(device: Record) -> str | None:
    """The location of a device: its own, else the one that the network map gives it."""
    found: str | None = device["location"] or device["mapped_location"]
    return found


def proved_location(book: Book, record: Record) -> Record | None:
    """The one location that a device or number without its own proves: by the other of the two, else by its site.

    A site proves it where it has one location and is known to need no more. A location that is not dispatchable, or is
    at another site, proves nothing.
    """
    kind = record["table"]
    if kind == "device" and record["endpoint_kind"] not in STAYS:
        return None
    codes = _by_number(book, record) if kind == "device" else _by_device(book, record)
    if not codes and one_room(book, record["site"]):
        codes = {location["code"] for location in book.by("location", "site", record["site"])}
    if len(codes) != 1 or not dispatchable(book, code := next(iter(codes))):
        return None
    location = book.by("location", "code", code)[0]
    elsewhere = record["site"] and location["site"] and record["site"] != location["site"]
    return None if elsewhere else location


def _by_number(book: Book, device: Record) -> set[str]:
    """The locations of a device's number, which no other device may have."""
    if holder(book, device["e164"]) is None:
        return set()
    return {number["location"] for number in numbers_of(book, device["e164"]) if number["location"]}


def _by_device(book: Book, number: Record) -> set[str]:
    """The location of the device that alone has a number."""
    device = holder(book, number["e164"])
    found = device is not None and device["endpoint_kind"] in STAYS and at(device)
    return {found} if found else set()
