"""ELINs: which ones a location has, what the 911 database holds of them, and whether it is the location's address."""

from datetime import date
from typing import Any

from sqlalchemy import and_, case, func, literal, not_, or_, select, union

from e911audit.model.tables import Address, Device, E911Record, Location, Number, Place, Site
from e911audit.places.place import Kind
from e911audit.rules.places import LocationUse
from e911audit.rules.rule import Among, Condition, blank, given, is_in, rule
from e911audit.rules.shared import shared
from e911audit.rules.subjects import (
    SiteAddress,
    SitePlace,
    can_dial,
    device_location,
    first_site,
    looked_at,
    number_active,
)
from e911audit.values import Basis, Severity

OUTSIDE = (
    "kind",
    "house",
    "predir",
    "pretype",
    "street",
    "posttype",
    "postdir",
    "city",
    "state",
    "zip",
    "building_key",
)
"""Parts of a place that lead to a building."""
INSIDE = ("floor", "unit", "room")
"""Parts that lead on inside of it and contradict each other where they differ."""
ROAD = ("house", "predir", "street", "posttype", "postdir")

_of_list = and_(Number.c.kind == "elin", Number.c.e164.is_not(None), number_active)
Elin = shared(
    "elin",
    union(
        select(Location.c.elin.label("e164"), Location.c.code.label("location")).where(given(Location.c.elin)),
        select(Number.c.e164, func.coalesce(Number.c.location, "")).where(_of_list),
    ),
    index="e164",
)
"""Each ELIN and the location that it stands for, "" where a list of numbers does not tell it. A location has the ELINs
of all its rows, and of the numbers of kind ``elin`` that are listed there."""
ElinPool = shared(
    "elin_pool",
    select(Elin.c.location, func.count().label("elins")).where(Elin.c.location != "").group_by(Elin.c.location),
    index="location",
)
"""How many ELINs each location has."""
_shows_elin = or_(blank(Device.c.emergency_caller_id), Device.c.emergency_caller_id.in_(select(Elin.c.e164)))
ElinCallers = shared(
    "elin_callers",
    select(
        device_location.label("location"),
        func.count().label("devices"),
        func.sum(case((_shows_elin, 1), else_=0)).label("callers"),
    )
    .where(given(device_location), can_dial)
    .group_by(device_location),
    index="location",
)
"""How many devices can dial at each location, and how many of them show one of its ELINs to 911."""


_undated = literal(date(1900, 1, 1))
_when = func.coalesce(E911Record.c.extract_date, E911Record.c.completion_date, _undated)
_deleted = is_in(func.upper(E911Record.c.function), "D", "DELETE")
_nth = func.row_number().over(
    partition_by=E911Record.c.e164, order_by=(_when.desc(), case((_deleted, 1), else_=0), E911Record.c.id.desc())
)
_newest = (
    select(
        E911Record.c.e164,
        func.coalesce(E911Record.c.provider_status, "").label("provider_status"),
        _deleted.label("deleted"),
        Address.c.shown,
        *(Place.c[part] for part in (*OUTSIDE, *INSIDE)),
        _nth.label("nth"),
    )
    .join(Address, Address.c.id == E911Record.c.address_id, isouter=True)
    .join(Place, Place.c.id == Address.c.place_id, isouter=True)
    .where(E911Record.c.e164.is_not(None))
    .subquery("newest_record")
)
Record911 = shared(
    "record_911",
    select(*(column for column in _newest.c if column.key not in {"nth", "deleted"})).where(
        _newest.c.nth == 1, not_(_newest.c.deleted)
    ),
    index="e164",
)
"""What the 911 database holds of each number: its newest record, unless that deletes it; ``shown`` is its address."""
ErlPlace = shared(
    "erl_place",
    select(
        Location.c.code.label("code"),
        case((Address.c.civic, Address.c.shown), else_=SiteAddress.c.shown).label("shown"),
        *(case((Address.c.civic, Place.c[part]), else_=SitePlace.c[part]).label(part) for part in OUTSIDE),
        *(Place.c[part].label(part) for part in INSIDE),
    )
    .select_from(Location)
    .join(Address, Address.c.id == Location.c.address_id, isouter=True)
    .join(Place, Place.c.id == Address.c.place_id, isouter=True)
    .join(Site, and_(Site.c.code == Location.c.site, first_site), isouter=True)
    .join(SiteAddress, SiteAddress.c.id == Site.c.address_id, isouter=True)
    .join(SitePlace, SitePlace.c.id == SiteAddress.c.place_id, isouter=True)
    .where(not_(Location.c.repeats)),
    index="code",
)
"""Where each location is: its street address, else its site's, and what its own says of floor, unit and room."""

_own_address = case((Address.c.civic, Number.c.address_id), else_=None)
_listed_elins = (
    select(
        Number.c.e164,
        func.max(case((Number.c.e911_provisioned == "yes", 2), (Number.c.e911_provisioned == "no", 1))).label("answer"),
        func.max(_own_address).label("address_id"),
    )
    .join(Address, Address.c.id == Number.c.address_id, isouter=True)
    .where(Number.c.e164.in_(select(Elin.c.e164)))
    .group_by(Number.c.e164)
    .subquery("listed_elin")
)
ListedElin = shared(
    "listed_elin",
    select(
        _listed_elins.c.e164,
        _listed_elins.c.answer,
        Address.c.shown,
        *(Place.c[part] for part in (*OUTSIDE, *INSIDE)),
    )
    .join(Address, Address.c.id == _listed_elins.c.address_id, isouter=True)
    .join(Place, Place.c.id == Address.c.place_id, isouter=True),
    index="e164",
)
"""What the lists of numbers say of each ELIN: whether it has a 911 record (2 yes, 1 no), and at which address."""


def other_address(one: Any, other: Any) -> Condition:
    """Tell whether two places contradict each other; NULL where one leaves out what would decide.

    A city proves nothing, for a 911 record has the MSAG's community where the post has another town; where ZIPs do not
    help, cities that differ leave it open.
    """
    differ = {part: and_(one[part] != "", other[part] != "", one[part] != other[part]) for part in (*OUTSIDE, *INSIDE)}
    same_kind_of_road = one["pretype"] == other["pretype"]
    contradict = or_(
        and_(differ["street"], same_kind_of_road),
        and_(differ["house"], func.replace(one["house"], "-", "") != func.replace(other["house"], "-", "")),
        *(differ[part] for part in ("predir", "posttype", "postdir", "state", "zip", *INSIDE)),
    )
    towns_open = and_(differ["city"], or_(one["zip"] == "", other["zip"] == ""))
    agree = and_(one["house"] != "", same_kind_of_road, *(one[part] == other[part] for part in ROAD), not_(towns_open))
    streets = and_(is_in(one["kind"], Kind.STREET), is_in(other["kind"], Kind.STREET))
    return case((not_(streets), None), (func.coalesce(contradict, False), True), (agree, False), else_=None)


_any_record = select(E911Record.c.id).where(E911Record.c.e164.is_not(None)).exists()
_has_record = and_(Record911.c.e164.is_not(None), Record911.c.provider_status != "rejected")
_listed = ListedElin.c.answer == 2
_without = case(
    (Record911.c.provider_status == "rejected", "the provider rejected its record"),
    (ListedElin.c.answer == 1, "its list of numbers says that it has no 911 record"),
    else_="no 911 record of it is loaded",
)
_told_address = literal("its 911 record has '") + func.coalesce(Record911.c.shown, ListedElin.c.shown) + literal("'")
_told = case((or_(_has_record, and_(_listed, Record911.c.e164.is_(None))), _told_address), else_=_without)
_query = (
    looked_at(
        Location,
        "location",
        Location.c.code,
        Location.c.site,
        Location.c.elin.label("elin"),
        ErlPlace.c.shown.label("written"),
        _told.label("told"),
        affects=func.coalesce(LocationUse.c.users, 1),
    )
    .select_from(Location)
    .join(ErlPlace, ErlPlace.c.code == Location.c.code)
    .join(LocationUse, LocationUse.c.location == Location.c.code, isouter=True)
    .join(Record911, Record911.c.e164 == Location.c.elin, isouter=True)
    .join(ListedElin, ListedElin.c.e164 == Location.c.elin, isouter=True)
    .where(given(Location.c.elin))
)


@rule(
    code="CBN-013",
    name="ELIN without ALI record or with other address",
    severity=Severity.BLOCKER,
    basis=Basis.STANDARD,
    among=Among(name="locations with an ELIN", tables=("location",), query=_query),
    message="The ELIN {elin} does not lead to {subject} ('{written}'): {told}.",
    fix="Have the provider enter the location's address for the ELIN, and compare the record that comes back.",
    cites=("PS-ALI practice", "NENA-STA-015"),
    needs=("location.elin", "e911_record.e164 or number.e911_provisioned"),
    points_at=("elin", "code"),
    bad="""
        Numbers: Telephone Number | E911 Provisioned
                 212-555-0193     | no
        Locations: Location ID | Street Address   | Floor | City   | State | ZIP   | ELIN
                   HQ-1        | 100 Congress Ave | 1     | Austin | TX    | 78701 | 212-555-0190
                   HQ-2        | 100 Congress Ave | 2     | Austin | TX    | 78701 | 212-555-0191
                   HQ-3        | 100 Congress Ave | 3     | Austin | TX    | 78701 | 212-555-0192
                   HQ-4        | 100 Congress Ave | 4     | Austin | TX    | 78701 | 212-555-0193
        E911 Records: Telephone Number | House Number | Street Name | Street Suffix | Community | State | Location
                      212-555-0190     | 8            | ELM         | ST            | AUSTIN    | TX    |
                      212-555-0192     | 100          | CONGRESS    | AVE           | AUSTIN    | TX    | FL 2
    """,
    good="""
        Numbers: Telephone Number | E911 Provisioned | Street Address   | City   | State | ZIP
                 212-555-0193     | yes              | 100 Congress Ave | Austin | TX    | 78701
        Sites: Site Code | Street Address   | City   | State | ZIP
               HQ        | 100 Congress Ave | Austin | TX    | 78701
        Locations: Location ID | Site Code | Floor | ELIN
                   HQ-1        | HQ        | 1     | 212-555-0190
                   HQ-2        | HQ        | 2     | 212-555-0191
                   HQ-3        | HQ        | 3     | 212-555-0193
                   HQ-4        | HQ        | 4     |
        E911 Records: TN           | House Number | Street Name | Street Suffix | Community | State | ZIP   | Location
                      212-555-0190 | 100          | CONGRESS    | AVE           | AUSTIN    | TX    | 78701 | FL 1
                      212-555-0191 | 100          | CONGRESS    | AVE           | DEL VALLE | TX    | 78701 |
    """,
    more={
        "the newest record counts": (
            """
            Locations: Location ID | Street Address   | City   | State | ZIP   | ELIN
                       HQ-1        | 100 Congress Ave | Austin | TX    | 78701 | 212-555-0190
                       HQ-2        | 102 Congress Ave | Austin | TX    | 78701 | 212-555-0191
            E911 Records: TN           | House Number | Street Name | Street Suffix | ZIP   | Extract Date | Function
                          212-555-0190 | 100          | CONGRESS    | AVE           | 78701 | 2026-05-04   | C
                          212-555-0190 | 8            | ELM         | ST            | 78701 | 2021-05-04   | I
                          212-555-0191 | 102          | CONGRESS    | AVE           | 78701 | 2021-05-04   | I
                          212-555-0191 | 102          | CONGRESS    | AVE           | 78701 | 2026-05-04   | D
            """,
            1,
        ),
        "a community that is no city, and no ZIP, leave it open": (
            """
            Locations: Location ID | Street Address   | City   | State | ZIP   | ELIN
                       HQ-1        | 100 Congress Ave | Austin | TX    | 78701 | 212-555-0190
            E911 Records: Telephone Number | House Number | Street Name | Street Suffix | Community | State
                          212-555-0190     | 100          | CONGRESS    | AVE           | DEL VALLE | TX
            """,
            0,
        ),
        "the carrier's portal has another address": (
            """
            Numbers: Telephone Number | E911 Provisioned | Street Address | City   | State | ZIP
                     212-555-0190     | yes              | 8 Elm St       | Austin | TX    | 78701
            Locations: Location ID | Street Address   | City   | State | ZIP   | ELIN
                       HQ-1        | 100 Congress Ave | Austin | TX    | 78701 | 212-555-0190
            """,
            1,
        ),
        "a list of numbers says yes and the records say nothing": (
            """
            Numbers: Telephone Number | E911 Provisioned
                     212-555-0190     | yes
            Locations: Location ID | Street Address   | City   | State | ZIP   | ELIN
                       HQ-1        | 100 Congress Ave | Austin | TX    | 78701 | 212-555-0190
            E911 Records: Telephone Number | House Number | Street Name | Street Suffix | ZIP
                          212-555-0142     | 100          | CONGRESS    | AVE           | 78701
            """,
            0,
        ),
    },
)
def elin_leads_elsewhere() -> Condition:
    """The ELIN is all that a 911 centre gets: without its record, or with another one, the crew does not come here."""
    compared = other_address(ErlPlace.c, ListedElin.c)
    return case(
        (_has_record, other_address(ErlPlace.c, Record911.c)),
        (Record911.c.provider_status == "rejected", True),
        (ListedElin.c.answer == 1, True),
        (and_(_listed, ListedElin.c.shown.is_not(None)), compared),
        (and_(_listed, not_(_any_record)), False),
        (and_(not_(func.coalesce(_listed, False)), _any_record), True),
        else_=None,
    )
