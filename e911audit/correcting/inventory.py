"""Locations, sites and emergency caller IDs that the rest of the inventory proves."""

import re

from e911audit.correcting.book import Book, Record
from e911audit.correcting.change import Change, corrected
from e911audit.correcting.premises import at, dispatchable, numbers_of, proved_location
from e911audit.intake.cells_network import GUID
from e911audit.model.origin import SEPARATOR
from e911audit.numbers import TOLL_FREE
from e911audit.views.correction import Correction
from e911audit.views.result import Finding

PREMIUM = "900"
MOVES = ("offprem", "nonfixed_onprem")
FREEPBX = "freepbx-extensions"
ROUTE = re.compile(r"(?:from-did-direct|ext-local),(\d+),")
"""An inbound route of FreePBX that leads to an extension."""


def located(book: Book, finding: Finding) -> list[Correction]:
    """Give a device or number the location that its number, its device or its site proves."""
    record = book.one(finding)
    if record is None or record["table"] not in ("device", "number"):
        return []
    location = proved_location(book, record)
    if location is None:
        return []
    guid = next((alias for alias in (location["aliases"] or "").split(SEPARATOR) if GUID.fullmatch(alias)), "")
    change = Change("location", record["location_written"], location["code"])
    return [corrected(book, finding, record, change, {"e164": record["e164"] or "", "LocationId": guid})]


def sited(book: Book, finding: Finding) -> list[Correction]:
    """Give a device the site of its location, or that at which its number is listed."""
    record = book.one(finding)
    if record is None or record["table"] != "device":
        return []
    known = {record["site"], *(number["site"] for number in numbers_of(book, record["e164"]))} - {None, ""}
    if len(known) != 1:
        return []
    return [corrected(book, finding, record, Change("site", record["site_written"], known.pop()))]


def called_back(book: Book, finding: Finding) -> list[Correction]:
    """Give a device the one emergency caller ID that leads back to it: its location's ELIN, or its own number."""
    device = book.one(finding)
    if device is None or device["table"] != "device":
        return []
    known = {number for number in (_elin(book, device), _own(book, device)) if number}
    if len(known) != 1 or known == {device["emergency_caller_id"]}:
        return []
    change = Change("emergency_caller_id", device["emergency_caller_id"], known.pop())
    return [corrected(book, finding, device, change, {"extension": device["extension"] or "", **book.row(device)})]


def _elin(book: Book, device: Record) -> str | None:
    """The ELIN of the device's location, if it is dialable and the location is sound."""
    found = book.by("location", "code", at(device))
    if len(found) != 1 or not book.clean("location", found[0]["code"]):
        return None
    elin: str | None = found[0]["elin"]
    return elin if elin and _dialable(book, elin) else None


def _own(book: Book, device: Record) -> str | None:
    """The device's own number, if it has its record in the 911 database and is listed where the device is.

    Of a device whose location nobody tells, the number's own counts, if responders can be sent there.
    """
    e164 = device["e164"] or _routed(book, device)
    numbers = numbers_of(book, e164)
    places = {number["location"] for number in numbers} - {None}
    known = {number["e911_provisioned"] for number in numbers} - {None} == {"yes"}
    shared = any(other["name"] != device["name"] for other in book.by("device", "e164", e164))
    if not e164 or not known or shared or len(places) != 1 or not _dialable(book, e164):
        return None
    place = places.pop()
    here = at(device)
    listed_here = place == here if here else device["endpoint_kind"] not in MOVES and dispatchable(book, place)
    return e164 if listed_here else None


def _routed(book: Book, device: Record) -> str | None:
    """The only number whose inbound route of FreePBX leads to the extension, if one telephone system has it."""
    if book.profile(device) != FREEPBX or len(book.by("device", "extension", device["extension"])) != 1:
        return None
    found = [
        number["e164"]
        for number in book.all("number")
        if (route := ROUTE.match(number["route_target"] or "")) and route[1] == device["extension"]
    ]
    return found[0] if len(found) == 1 else None


def _dialable(book: Book, e164: str) -> bool:
    """Whether a number is of ten digits, belongs to a place, is listed, and no grave finding speaks against it."""
    local = e164.startswith("+1") and e164[2:5] not in TOLL_FREE and e164[2:5] != PREMIUM
    carriers = book.all("carrier_number")
    lists = ("carrier_number",) if carriers else ("number", "line")
    listed = any(book.by(kind, "e164", e164) for kind in lists)
    return local and len(e164) == len("+12125550142") and listed and book.clean("number", e164)
