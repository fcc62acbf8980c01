"""Family LOC, third part: has everyone who can call 911 a location, and has somebody validated it."""

from sqlalchemy import and_, case, func, literal, not_, or_, select

from e911audit.model.tables import Address, Device, Location, Place, Site
from e911audit.rules.places import USED_LOCATIONS, LocationUse
from e911audit.rules.rule import Among, Condition, blank, day, given, is_in, rule
from e911audit.rules.subjects import (
    DEVICES,
    DIALING_DEVICES,
    SiteAddress,
    SitePlace,
    Tallest,
    device_location,
    first_site,
)
from e911audit.values import Basis, Severity

FOUND_BY_NETWORK = ("port", "subnet", "bssid", "gps")
"""Sources that renew a location without the user."""

_any_location = select(Location.c.id).exists()
_points_nowhere = and_(given(device_location), Location.c.id.is_(None), _any_location)
"""A device that names a location which no sheet defines; without any sheet of locations nobody can say."""
_devices_and_addresses = Among(
    name=DIALING_DEVICES.name,
    tables=DIALING_DEVICES.tables,
    query=DIALING_DEVICES.query.add_columns(
        case(
            (_points_nowhere, literal("only the location '") + device_location + literal("', which no sheet defines")),
            else_="no location",
        ).label("told")
    )
    .join(Location, and_(Location.c.code == device_location, not_(Location.c.repeats)), isouter=True)
    .join(Address, Address.c.id == Device.c.address_id, isouter=True)
    .join(Place, Place.c.id == Address.c.place_id, isouter=True)
    .join(Site, and_(Site.c.code == Device.c.site, first_site), isouter=True)
    .join(SiteAddress, SiteAddress.c.id == Site.c.address_id, isouter=True)
    .join(SitePlace, SitePlace.c.id == SiteAddress.c.place_id, isouter=True),
)


@rule(
    code="LOC-001",
    name="No location on dial-capable endpoint",
    severity=Severity.BLOCKER,
    basis=Basis.LAW,
    among=_devices_and_addresses,
    message="{subject} can dial 911 and has {told}, no address of its own and no address of its site.",
    fix="Assign an emergency response location.",
    cites=("47 CFR 9.16(b)(3)",),
    needs=("device.location or device.street or device.site", "device.location or device.street or site.street"),
    points_at=("location", "street", "site", "name"),
    bad="""
        Sites: Site Code | Street Address   | City   | State | ZIP
               HQ        | 100 Congress Ave | Austin | TX    | 78701
               NEW       |                  |        |       |
               UNRENTED  |                  | Tacoma | WA    | 98402
        Devices: Device Name | Endpoint Kind | Site Code | Location ID
                 Phone 1     | fixed_onprem  | NEW       |
                 Phone 2     | fixed_onprem  |           |
                 Phone 3     | fixed_onprem  | UNRENTED  |
                 Laptop 7    | offprem       |           |
    """,
    good="""
        Sites: Site Code | Street Address   | City   | State | ZIP
               HQ        | 100 Congress Ave | Austin | TX    | 78701
        Devices: Device Name | Endpoint Kind | Site Code | Location ID | Street Address | City   | State
                 Phone 1     | fixed_onprem  | HQ        |             |                |        |
                 Phone 2     | fixed_onprem  |           | HQ-1        |                |        |
                 Phone 3     | offprem       |           |             | 8 Elm St       | Austin | TX
    """,
    more={
        "a location that no sheet defines is none": (
            """
            Locations: Location ID | Street Address   | City   | State
                       HQ-1        | 100 Congress Ave | Austin | TX
            Devices: Device Name | Endpoint Kind | Site Code | Location ID
                     Phone 1     | fixed_onprem  |           | HQ-1
                     Phone 2     | fixed_onprem  |           | HQ-9
            """,
            1,
        ),
        "no dialing, no duty": (
            """
            Devices: Device Name | Endpoint Kind | Site Code | Location ID | Can Dial 911
                     Bell        | nondial       |           |             |
                     Intercom    | fixed_onprem  |           |             | no
            Sites: Site Code | Street Address   | City   | State | ZIP
                   HQ        | 100 Congress Ave | Austin | TX    | 78701
            """,
            0,
        ),
    },
)
def no_location() -> Condition:
    """A caller who cannot speak is found only by the location that the telephone sends; this one sends none."""
    found = and_(is_in(Device.c.endpoint_kind, "offprem"), is_in(Device.c.location_source, *FOUND_BY_NETWORK))
    own, of_site = (
        and_(address.c.civic.is_(True), not_(is_in(place.c.kind, "city_only", "placeholder")))
        for address, place in ((Address, Place), (SiteAddress, SitePlace))
    )
    return and_(or_(blank(device_location), _points_nowhere), not_(own), not_(of_site), not_(found))


@rule(
    code="LOC-015",
    name="One location for too many endpoints",
    severity=Severity.MAJOR,
    basis=Basis.PRACTICE,
    among=USED_LOCATIONS,
    message="{subject} serves {devices} devices, more than {endpoints}, on a site with several floors or buildings.",
    fix="Split it into one location for each building, floor or wing.",
    cites=("47 CFR 9.3 adequately identify",),
    needs=("device.location or network_element.location", "building.floors or site.buildings"),
    points_at=("code",),
    options={"endpoints": 50},
    bad="""
        Buildings: Site Code | Building | Floors
                   HQ        | Main     | 4
        Locations: Location ID | Site Code | Building
                   HQ-1        | HQ        | Main
        Devices: Device Name | Endpoint Kind | Site Code | Location ID
    """
    + "".join(f"             Phone {n} | fixed_onprem | HQ | HQ-1\n" for n in range(51)),
    good="""
        Buildings: Site Code | Building | Floors
                   HQ        | Main     | 4
        Locations: Location ID | Site Code | Building
                   HQ-1        | HQ        | Main
        Devices: Device Name | Endpoint Kind | Site Code | Location ID
                 Phone 1     | fixed_onprem  | HQ        | HQ-1
    """,
)
def crowded_location(endpoints: int) -> Condition:
    """Responders sent to a location that covers a whole campus have to search it while the caller waits."""
    return and_(LocationUse.c.devices > endpoints, or_(Tallest.c.floors > 1, Site.c.buildings > 1))


@rule(
    code="LOC-030",
    name="Address never validated",
    severity=Severity.BLOCKER,
    basis=Basis.LAW,
    among=USED_LOCATIONS,
    message="{subject} is in use and nobody has validated its address.",
    fix="Validate it with the 911 provider, the MSAG or an LVF.",
    cites=("47 CFR 9.3 validated street address",),
    needs=("location.validation",),
    points_at=("validation",),
    bad="""
        Locations: Location ID | Street Address   | City   | State | Validation
                   HQ-1        | 100 Congress Ave | Austin | TX    | none
                   HQ-2        | 102 Congress Ave | Austin | TX    |
        Devices: Device Name | Endpoint Kind | Location ID
                 Phone 1     | fixed_onprem  | HQ-1
                 Phone 2     | fixed_onprem  | HQ-2
    """,
    good="""
        Locations: Location ID | Street Address   | City   | State | Validation
                   HQ-1        | 100 Congress Ave | Austin | TX    | msag
                   SPARE-1     | 102 Congress Ave | Austin | TX    | none
        Devices: Device Name | Endpoint Kind | Location ID
                 Phone 1     | fixed_onprem  | HQ-1
    """,
)
def never_validated() -> Condition:
    """An address that no 911 database knows falls to a default answering point, where the call starts over."""
    return or_(blank(Location.c.validation), is_in(Location.c.validation, "none"))


@rule(
    code="LOC-032",
    name="Validated only by post or geocoder",
    severity=Severity.MAJOR,
    basis=Basis.PRACTICE,
    among=USED_LOCATIONS,
    message="{subject} is validated only as {validation}: no 911 database has confirmed its address.",
    fix="Get the answer of the 911 provider or the MSAG.",
    cites=("47 CFR 9.3 validated street address",),
    needs=("location.validation",),
    points_at=("validation",),
    bad="""
        Locations: Location ID | Street Address   | City   | State | Validation
                   HQ-1        | 100 Congress Ave | Austin | TX    | postal
                   HQ-2        | 102 Congress Ave | Austin | TX    | geocoded
        Devices: Device Name | Endpoint Kind | Location ID
                 Phone 1     | fixed_onprem  | HQ-1
                 Phone 2     | fixed_onprem  | HQ-2
    """,
    good="""
        Locations: Location ID | Street Address   | City   | State | Validation
                   HQ-1        | 100 Congress Ave | Austin | TX    | msag
        Devices: Device Name | Endpoint Kind | Location ID
                 Phone 1     | fixed_onprem  | HQ-1
    """,
)
def validated_elsewhere() -> Condition:
    """Post offices and maps name places by other rules than the 911 authority, whose table routes the call."""
    return is_in(Location.c.validation, "geocoded", "postal")


@rule(
    code="LOC-034",
    name="Off-premises user without current location",
    severity=Severity.BLOCKER,
    basis=Basis.LAW,
    among=DEVICES,
    message="{subject} works off the premises and its location was not confirmed within {days} days.",
    fix="Prompt the user to confirm the address.",
    cites=("47 CFR 9.16(b)(3)(iii)",),
    needs=("device.endpoint_kind", "device.location_updated or device.location_source"),
    points_at=("location_updated", "location_source", "endpoint_kind"),
    options={"days": 90},
    bad="""
        Devices: Device Name | Endpoint Kind | Location Updated | Location Source
                 Laptop 7    | offprem       | 2020-01-05       | user
                 Laptop 8    | offprem       |                  | user
                 Laptop 9    | offprem       | 2026-11-20       | none
    """,
    good="""
        Devices: Device Name | Endpoint Kind | Location Updated | Location Source
                 Laptop 7    | offprem       | 2026-11-20       | user
                 Laptop 8    | offprem       |                  | gps
    """,
)
def off_premises_without_location(days: int) -> Condition:
    """A home worker's call goes to the ambulance of the last known address, which may be in another state."""
    renewed = is_in(Device.c.location_source, *FOUND_BY_NETWORK)
    stale = func.coalesce(Device.c.location_updated < day("as_of", days), not_(renewed))
    return and_(Device.c.endpoint_kind == "offprem", or_(stale, is_in(Device.c.location_source, "none")))


@rule(
    code="LOC-035",
    name="Non-fixed on-prem without automatic map or manual update",
    severity=Severity.BLOCKER,
    basis=Basis.LAW,
    among=DEVICES,
    message="{subject} moves within the premises; no network map places it and no user has confirmed where it is.",
    fix="Map switch ports, subnets or access points to locations, or enable the prompt.",
    cites=("47 CFR 9.16(b)(3)(ii)",),
    needs=("device.endpoint_kind", "device.location_updated or network_element.identifier"),
    points_at=("location_updated", "bssid", "endpoint_kind"),
    bad="""
        Devices: Device Name | Endpoint Kind  | Location Updated | BSSID
                 Handset 3   | nonfixed_onprem |                 | 00:11:22:33:44:55
    """,
    good="""
        Locations: Location ID | Street Address
                   HQ-1        | 100 Congress Ave
        Network: Kind  | Identifier        | Location ID
                 bssid | 00:11:22:33:44:55 | HQ-1
        Devices: Device Name | Endpoint Kind   | Location Updated | BSSID
                 Handset 3   | nonfixed_onprem |                  | 00:11:22:33:44:55
                 Handset 4   | nonfixed_onprem | 2026-11-20       |
                 Phone 1     | fixed_onprem    |                  |
    """,
)
def unmapped_mobile_device() -> Condition:
    """A handset carried through a hospital calls from wherever it is; its desk's location may be a mile off."""
    mapped = case((Device.c.mapped_by == "unsure", None), else_=given(Device.c.mapped_location))
    placed = or_(mapped, is_in(Device.c.location_source, *FOUND_BY_NETWORK))
    return and_(Device.c.endpoint_kind == "nonfixed_onprem", Device.c.location_updated.is_(None), not_(placed))
