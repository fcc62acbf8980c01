"""The street guide (MSAG) of a store beside its 911 records: what the guide says of each, and what is wrong in it."""

from typing import Any

from sqlalchemy import Connection, Row, bindparam, select, union, update

from e911audit.model.tables import Address, E911Record, Location, MsagRange, Place, Site
from e911audit.places.msag import Guide
from e911audit.places.msag_faults import troubles
from e911audit.places.msag_ranges import Range, Reason, Street, Wanted, folded, number_of
from e911audit.places.zip_table import zip_area

TOLD = ("msag_reason", "msag_told", "msag_esn", "msag_community")
"""The columns of a 911 record that are worked out here."""
PLACE_TOLD = ("msag_reason", "msag_told")
"""Those of a place."""
TROUBLE = ("range_fault", "range_doubt", "range_gap")
"""Those of a range."""
PARTS = ("predir", "pretype", "street", "posttype", "postdir", "house", "house_suffix", "city", "state", "zip")
"""What of a place stands in for parts that a record does not give."""
OTHER_COMMUNITY = (Reason.COMMUNITY, Reason.STREET)
"""Answers for a street that the guide may hold under another community."""


def judge_guide(connection: Connection) -> None:
    """Work out the columns of ranges and of 911 records; safe to repeat. Without a guide nothing is said of records."""
    rows = connection.execute(select(MsagRange)).all()
    ranges = [_range(row) for row in rows]
    change(connection, MsagRange, TROUBLE, zip(rows, troubles(ranges), strict=True))
    guide = Guide(ranges) if ranges else None
    records = connection.execute(
        select(E911Record, *(Place.c[part].label(f"place_{part}") for part in PARTS))
        .join(Address, Address.c.id == E911Record.c.address_id, isouter=True)
        .join(Place, Place.c.id == Address.c.place_id, isouter=True)
    ).all()
    found = ((row, _found(row, guide)) for row in records)
    change(connection, E911Record, TOLD, found)
    _judge_places(connection, guide)


def _judge_places(connection: Connection, guide: Guide | None) -> None:
    """Look up the addresses of sites and locations, for the share of them that the guide holds."""
    addresses = union(*(select(table.c.address_id) for table in (Site, Location))).subquery("used")
    used = select(Address.c.place_id).where(Address.c.civic, Address.c.id.in_(select(addresses.c.address_id)))
    stale = Place.c.msag_told.is_not(None)
    places = connection.execute(select(Place).where(Place.c.id.in_(used) if guide else stale)).all()
    found = ((row, guide.find(_place_wanted(row))[:2] if guide else (None, None)) for row in places)
    change(connection, Place, PLACE_TOLD, found)


def _place_wanted(row: Row[Any]) -> Wanted:
    street = Street(row.predir, f"{row.pretype} {row.street}".strip(), row.posttype, row.postdir)
    return Wanted(street, row.city, row.state, row.house, zip=row.zip)


def change(connection: Connection, table: Any, names: tuple[str, ...], judged: Any) -> None:
    """Keep what was worked out of records: ``judged`` holds each row with the values of these columns."""
    changed = [
        {"record": row.id, **dict(zip(names, values, strict=True))}
        for row, values in judged
        if tuple(getattr(row, name) for name in names) != tuple(values)
    ]
    if changed:
        means = update(table).where(table.c.id == bindparam("record"))
        connection.execute(means.values({name: bindparam(name) for name in names}), changed)


def _range(row: Row[Any]) -> Range:
    return Range(
        Street(row.predir or "", row.street_name, row.street_suffix or "", row.postdir or ""),
        row.community or "",
        row.state or "",
        row.low,
        row.high,
        row.parity or "both",
        row.esn or "",
        row.county_id or "",
    )


def _found(row: Row[Any], guide: Guide | None) -> tuple[str | None, ...]:
    """What the guide says of a record; which of several ESNs is right, a record that has one of them cannot tell."""
    if guide is None:
        return None, None, None, None
    wanted = _wanted(row)
    reason, told, esn = guide.find(wanted)
    several = esn.split(" or ") if esn else []
    esn = None if len(several) > 1 and number_of(row.esn or "") in several else esn
    return reason, told, esn, _community(guide, wanted, reason)


def _community(guide: Guide, wanted: Wanted, reason: str | None) -> str | None:
    """The guide's community where the record has the post's city; "" where not, None where nobody can tell.

    A guide that does not cover the place (no reason) may have a street of the same name elsewhere.
    """
    area = zip_area(wanted.zip)
    if reason in OTHER_COMMUNITY and area:
        postal = folded(wanted.community) in map(folded, area.cities)
        return guide.community_of(wanted) if postal else ""
    return None if reason in (None, *OTHER_COMMUNITY) else ""


def _wanted(row: Row[Any]) -> Wanted:
    """The record's own parts; where it has none, those that its written address was read as."""
    if row.street_name:
        street = Street(row.predir or "", row.street_name, row.street_suffix or "", row.postdir or "")
        house = row.house_number or ""
    else:
        name = f"{row.place_pretype or ''} {row.place_street or ''}".strip()
        street = Street(row.place_predir or "", name, row.place_posttype or "", row.place_postdir or "")
        house = row.place_house or ""
    return Wanted(
        street,
        row.community or row.place_city or "",
        row.state or row.place_state or "",
        house,
        row.county_id or "",
        (row.zip or row.place_zip or "")[:5],
    )


def read_guide(connection: Connection) -> Guide | None:
    """The street guide of a store, ready to be asked; None where it holds none."""
    ranges = [_range(row) for row in connection.execute(select(MsagRange))]
    return Guide(ranges) if ranges else None
