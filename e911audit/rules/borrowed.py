"""Family LOC, second part: addresses that belong elsewhere, to the accounting office or the head office."""

from typing import Any

from sqlalchemy import Select, and_, case, func, not_, or_, select, union_all

from e911audit.model.tables import Address, CarrierNumber, Device, Place, Site
from e911audit.rules.places import ADDRESSED, ANY_ADDRESS, LocationPlace, Written
from e911audit.rules.rule import Among, Condition, is_in, known, rule
from e911audit.rules.subjects import SiteAddress, SitePlace, first_site, looked_at
from e911audit.values import Basis, Severity

_billed = (
    select(Place.c.building_key)
    .join(Address, Address.c.place_id == Place.c.id)
    .join(CarrierNumber, CarrierNumber.c.address_id == Address.c.id)
    .where(Place.c.building_key != "")
)
"""Where the carriers of the inventory send their bills."""
_roles_query: Select[Any] = select(*Written.c)
_ROLES = Among(
    name="written addresses",
    tables=ADDRESSED,
    query=_roles_query.join(Place, Place.c.id == Written.c.place_id)
    .join(Site, and_(Site.c.code == Written.c.site, first_site), isouter=True)
    .join(SiteAddress, SiteAddress.c.id == Site.c.address_id, isouter=True)
    .join(SitePlace, SitePlace.c.id == SiteAddress.c.place_id, isouter=True),
)


@rule(
    code="LOC-013",
    name="Billing or mailing address used",
    severity=Severity.MAJOR,
    basis=Basis.PRACTICE,
    among=_ROLES,
    message="{subject} has '{written}', an address for mail or bills, where people are.",
    fix="Enter the service address.",
    cites=("47 CFR 9.3", "porting practice"),
    needs=("site.address_role or carrier_number.street", ANY_ADDRESS),
    points_at=("address_role", "street"),
    bad="""
        Sites: Site Code | Street Address | City   | State | ZIP   | Address Role
               HQ        | 9 Finance Way  | Austin | TX    | 78701 | billing
               DEPOT     | 9 Finance Way  | Austin | TX    | 78701 | mailing
    """,
    good="""
        Sites: Site Code | Street Address   | City   | State | ZIP   | Address Role
               HQ        | 100 Congress Ave | Austin | TX    | 78701 | service
    """,
    more={
        "the address that the carrier bills, in another city than the site": (
            """
            Sites: Site Code | Street Address   | City   | State | ZIP   | Address Role
                   DEPOT     | 8 Elm St         | Tulsa  | OK    | 74103 | service
            Locations: Location ID | Site Code | Street Address | City   | State | ZIP
                       DEPOT-1     | DEPOT     | 9 Finance Way  | Austin | TX    | 78701
            CSR: Account | Carrier | Billing Address                      | Telephone Numbers
                 8841    | Alpha   | 9 Finance Way, Austin, TX 78701      | 212-555-0142
            """,
            1,
        ),
    },
)
def billing_address() -> Condition:
    """Invoices go to an accounting office, often in another city than the telephone that calls 911."""
    role = case((Written.c.kind == "site", known(Site.c.address_role).in_(("billing", "mailing"))), else_=False)
    billed = and_(Place.c.building_key.in_(_billed), Place.c.city != SitePlace.c.city)
    return or_(role, func.coalesce(billed, False))


_OtherAddress = Address.alias("other_address")
_OtherPlace = Place.alias("other_place")
_Other = Site.alias("other_site")
_site_streets = (
    select(_OtherPlace.c.line1)
    .join(_OtherAddress, _OtherAddress.c.place_id == _OtherPlace.c.id)
    .join(_Other, _Other.c.address_id == _OtherAddress.c.id)
    .where(not_(_Other.c.repeats), _OtherPlace.c.kind == "street")
)
_headquarters_streets = _site_streets.where(_Other.c.headquarters == "yes")
_headquarters = _headquarters_streets.with_only_columns(_OtherPlace.c.building_key)
_streets_in_several_cities = _site_streets.group_by(_OtherPlace.c.line1).having(
    func.count((_OtherPlace.c.city + "|" + _OtherPlace.c.state).distinct()) > 1
)


_written: Select[Any] = select(
    *(Written.c[name] for name in ("kind", "subject", "site", "sheet_id", "row", "affects", "written")),
    Place.c.kind.label("place_kind"),
    Place.c.building_key,
    Place.c.line1,
).join(Place, Place.c.id == Written.c.place_id)
_by_location = (
    looked_at(Device, "device", Device.c.name, Device.c.site, LocationPlace.c.shown.label("written"))
    .add_columns(LocationPlace.c.kind.label("place_kind"), LocationPlace.c.building_key, LocationPlace.c.line1)
    .join(LocationPlace, LocationPlace.c.code == Device.c.location)
    .join(Address, Address.c.id == Device.c.address_id, isouter=True)
    .where(
        Address.c.civic.is_not(True),
        LocationPlace.c.site != Device.c.site,
        not_(is_in(Device.c.endpoint_kind, "offprem")),
    )
)
"""Telephones at a location of another site."""
_claimed = union_all(_written, _by_location).subquery("claimed")
_claimed_query: Select[Any] = select(*_claimed.c)
_CLAIMED_ADDRESSES = Among(
    name="written addresses, and those of locations lent to another site",
    tables=ADDRESSED,
    query=_claimed_query.join(Site, and_(Site.c.code == _claimed.c.site, first_site), isouter=True)
    .join(SiteAddress, SiteAddress.c.id == Site.c.address_id, isouter=True)
    .join(SitePlace, SitePlace.c.id == SiteAddress.c.place_id, isouter=True),
)
_at_headquarters = and_(_claimed.c.place_kind == "street", _claimed.c.building_key.in_(_headquarters))


@rule(
    code="LOC-014",
    name="HQ address on many sites",
    severity=Severity.BLOCKER,
    basis=Basis.PRACTICE,
    among=_CLAIMED_ADDRESSES,
    message="{subject} of site {site} has '{written}', which is the address of another site.",
    fix="Enter the address of this site.",
    cites=("47 CFR 9.3",),
    needs=("site.headquarters", f"{ANY_ADDRESS} or device.location"),
    points_at=("street", "location", "code"),
    bad="""
        Sites: Site Code | Street Address   | City   | State | ZIP   | Headquarters
               HQ        | 100 Congress Ave | Austin | TX    | 78701 | yes
               DALLAS    | 100 Congress Ave | Austin | TX    | 78701 | no
               TULSA     | 20 Boston Ave    | Tulsa  | OK    | 74103 | no
        Devices: Device Name | Endpoint Kind | Site Code | Street Address   | City   | State | ZIP
                 Phone 1     | fixed_onprem  | TULSA     | 100 Congress Ave | Austin | TX    | 78701
    """,
    good="""
        Sites: Site Code | Street Address   | City   | State | ZIP   | Headquarters
               HQ        | 100 Congress Ave | Austin | TX    | 78701 | yes
               TULSA     | 20 Boston Ave    | Tulsa  | OK    | 74103 | no
        Devices: Device Name | Endpoint Kind | Site Code | Street Address   | City   | State | ZIP
                 Phone 1     | fixed_onprem  | TULSA     | 20 Boston Ave    | Tulsa  | OK    | 74103
                 Phone 2     | fixed_onprem  | HQ        | 100 Congress Ave | Austin | TX    | 78701
    """,
    more={
        "a telephone of a branch at a location of the head office": (
            """
            Sites: Site Code | Street Address   | City   | State | ZIP   | Headquarters
                   HQ        | 100 Congress Ave | Austin | TX    | 78701 | yes
                   TULSA     | 20 Boston Ave    | Tulsa  | OK    | 74103 | no
            Locations: Location ID | Site Code | Floor
                       HQ-1        | HQ        | 1
                       TULSA-1     | TULSA     | 1
            Devices: Device Name | Endpoint Kind | Site Code | Location ID
                     Phone 1     | fixed_onprem  | TULSA     | HQ-1
                     Phone 2     | fixed_onprem  | TULSA     | TULSA-1
                     Phone 3     | fixed_onprem  | HQ        | HQ-1
            """,
            1,
        ),
        "the head office is not to blame for its copies": (
            """
            Sites: Site Code | Street Address   | City   | State | ZIP   | Headquarters
                   HQ        | 100 Congress Ave | Austin | TX    | 78701 | yes
                   TULSA     | 100 Congress Ave | Tulsa  | OK    | 74103 | no
            """,
            1,
        ),
        "one street line in two cities": (
            """
            Sites: Site Code | Street Address | City   | State | ZIP   | Headquarters
                   WEST      | 100 Elm St     | Austin | TX    | 78701 | no
                   EAST      | 100 Elm St     | Dallas | TX    | 75201 | no
            """,
            2,
        ),
        "a device of a branch has the head office's address": (
            """
            Sites: Site Code | Street Address   | City   | State | ZIP   | Headquarters
                   HQ        | 100 Congress Ave | Austin | TX    | 78701 | yes
                   TULSA     | 20 Boston Ave    | Tulsa  | OK    | 74103 | no
            Devices: Device Name | Endpoint Kind | Site Code | Street Address   | City   | State | ZIP
                     Phone 1     | fixed_onprem  | TULSA     | 100 Congress Ave | Austin | TX    | 78701
                     Phone 2     | fixed_onprem  | TULSA     | 20 Boston Ave    | Tulsa  | OK    | 74103
            """,
            1,
        ),
        "a headquarters of its own is no copy": (
            """
            Sites: Site Code | Street Address   | City   | State | ZIP   | Headquarters
                   HQ        | 100 Congress Ave | Austin | TX    | 78701 | yes
                   ANNEX     | 102 Congress Ave | Austin | TX    | 78701 | no
            """,
            0,
        ),
    },
)
def headquarters_address() -> Condition:
    """Copying the head office's address is the quickest way to fill a column and the surest to misroute a branch."""
    is_site = _claimed.c.kind == "site"
    of_branch = not_(is_in(Site.c.headquarters, "yes"))
    strayed = and_(_claimed.c.site != "", or_(is_site, SitePlace.c.building_key != _claimed.c.building_key))
    copied_street = and_(is_site, _claimed.c.place_kind == "street", _claimed.c.line1.in_(_streets_in_several_cities))
    return and_(of_branch, or_(and_(_at_headquarters, strayed), copied_street))
