"""Family DEV, second part: is what is said of a telephone believable, and does it still belong where it is listed."""

from sqlalchemy import and_, case, func, not_, or_, select, union

from e911audit.model.tables import Device, Location, Number
from e911audit.rules.elins import Elin, ElinCallers
from e911audit.rules.places import USED_LOCATIONS
from e911audit.rules.rule import Among, Condition, day, given, is_in, rule
from e911audit.rules.shared import shared
from e911audit.rules.subjects import DEVICES, DIALING_DEVICES, device_location, number_active
from e911audit.values import Basis, Severity

BOLTED = ("ata", "lobby", "courtesy", "guest")
"""Kinds that stay where an installer put them."""
WIRED = ("desk phone", "conference")
"""Kinds that hang on a cord, but that a user may carry to another desk or home."""
CARRIED = ("softphone", "wifi handset", "dect")
"""Kinds that go where their user goes."""
FOLLOWED = ("port", "subnet", "bssid", "user", "gps")
"""Sources of a location that somebody set up because the telephone moves."""
MOVING = ("nonfixed_onprem", "offprem")
STAYING = ("fixed_onprem", "guest_room")


@rule(
    code="DEV-002",
    name="Fixed device flagged nomadic or reverse",
    severity=Severity.MINOR,
    basis=Basis.PRACTICE,
    among=Among(
        name=DEVICES.name,
        tables=DEVICES.tables,
        query=DEVICES.query.add_columns(
            func.replace(func.coalesce(Device.c.endpoint_kind, ""), "_", " ").label("classified")
        ),
    ),
    message="{subject} is of kind '{device_kind}' and is classified as {classified}.",
    fix="Correct the endpoint kind, or say how the location of this telephone follows it.",
    cites=("47 CFR 9.16(b)(3)",),
    needs=("device.kind", "device.endpoint_kind"),
    points_at=("endpoint_kind", "kind"),
    bad="""
        Devices: Device Name | Kind         | Endpoint Kind   | Location Source
                 Phone 1     | desk phone   | offprem         | static
                 Phone 2     | conference   | nonfixed_onprem | none
                 Entrance    | lobby        | nonfixed_onprem | port
                 Laptop 7    | softphone    | fixed_onprem    | subnet
                 Handset 3   | wifi handset | guest_room      |
    """,
    good="""
        Devices: Device Name | Kind         | Endpoint Kind   | Location Source
                 Phone 1     | desk phone   | fixed_onprem    | static
                 Phone 2     | desk phone   | nonfixed_onprem | port
                 Phone 3     | desk phone   | offprem         | user
                 Room 214    | guest        | guest_room      |
                 Gate 3      | intercom     | nondial         |
                 Laptop 7    | softphone    | offprem         |
                 Handset 3   | wifi handset | nonfixed_onprem | bssid
    """,
    more={
        "without its kind nobody can say": (
            """
            Devices: Device Name | Kind       | Endpoint Kind
                     Phone 1     |            | offprem
                     Phone 2     | desk phone |
            """,
            0,
        ),
        "a desk phone that nobody says how to follow is left open, a lobby's is not": (
            """
            Devices: Device Name | Kind       | Endpoint Kind
                     Phone 1     | desk phone | nonfixed_onprem
                     Entrance    | lobby      | nonfixed_onprem
            """,
            1,
        ),
    },
)
def kind_contradicts_class() -> Condition:
    """The class decides which location the law asks for; a laptop called fixed keeps the address of a desk for ever."""
    followed = Device.c.location_source.in_(FOLLOWED)
    moves = and_(
        Device.c.endpoint_kind.in_(MOVING),
        or_(Device.c.kind.in_(BOLTED), and_(Device.c.kind.in_(WIRED), not_(followed))),
    )
    return or_(moves, and_(Device.c.endpoint_kind.in_(STAYING), Device.c.kind.in_(CARRIED)))


@rule(
    code="DEV-004",
    name="Device unseen",
    severity=Severity.INFO,
    basis=Basis.PRACTICE,
    among=Among(
        name=DEVICES.name,
        tables=DEVICES.tables,
        query=DEVICES.query.add_columns(Device.c.last_seen.label("seen")),
    ),
    message="{subject} was last seen on {seen}, more than {days} days ago.",
    fix="Find it; or retire it, and free its number and its 911 record.",
    cites=("practice",),
    needs=("device.last_seen",),
    points_at=("last_seen", "name"),
    options={"days": 90},
    bad="""
        Devices: Device Name | MAC               | Last Seen
                 Phone 1     | 00:11:22:33:44:55 | 2026-08-01
    """,
    good="""
        Devices: Device Name | MAC               | Last Seen
                 Phone 1     | 00:11:22:33:44:55 | 2026-11-20
                 Phone 2     | 00:11:22:33:44:66 | 2026-08-24
                 Phone 3     | 00:11:22:33:44:77 |
    """,
)
def not_seen(days: int) -> Condition:
    """A telephone in a drawer still has an address; plugged in somewhere else, it calls 911 with that one."""
    return Device.c.last_seen < day("as_of", days)


@rule(
    code="DEV-009",
    name="Softphone without location prompt",
    severity=Severity.MAJOR,
    basis=Basis.LAW,
    among=DIALING_DEVICES,
    message="{subject} is a softphone and nothing tells where it is, neither the network nor its user; "
    "this does not meet 47 CFR 9.16(b)(3) on the data given.",
    fix="Enable the prompt for the location, or map the network that it uses.",
    cites=("47 CFR 9.16(b)(3)(iii)",),
    needs=("device.kind", "device.location_source"),
    points_at=("location_source", "kind"),
    bad="""
        Devices: Device Name | Kind      | Endpoint Kind | Location Source
                 Laptop 7    | softphone | offprem       | none
    """,
    good="""
        Devices: Device Name | Kind       | Endpoint Kind | Location Source
                 Laptop 7    | softphone  | offprem       | user
                 Laptop 8    | softphone  | offprem       |
                 Phone 1     | desk phone | fixed_onprem  | none
                 Listener    | softphone  | nondial       | none
    """,
)
def softphone_without_prompt() -> Condition:
    """A laptop calls from a kitchen, a hotel or a train; unless it asks, 911 is told of the office that it left."""
    return and_(Device.c.kind == "softphone", Device.c.location_source == "none")


_published = union(
    select(device_location.label("location"), Device.c.e164).where(given(device_location), Device.c.e164.is_not(None)),
    select(device_location, Device.c.emergency_caller_id).where(
        given(device_location), Device.c.emergency_caller_id.like("+1%")
    ),
    select(Number.c.location, Number.c.e164).where(
        given(Number.c.location), Number.c.e164.is_not(None), number_active, not_(is_in(Number.c.kind, "tollfree"))
    ),
    select(Elin.c.location, Elin.c.e164).where(Elin.c.location != ""),
).subquery("published")
Published = shared(
    "published_numbers",
    select(_published.c.location, func.count().label("numbers")).group_by(_published.c.location),
    index="location",
)
"""How many numbers that can be called back each location has: those of its devices, of its list, and its ELINs."""


@rule(
    code="DEV-014",
    name="Device count vs DIDs imbalance",
    severity=Severity.INFO,
    basis=Basis.PRACTICE,
    among=Among(
        name=USED_LOCATIONS.name,
        tables=USED_LOCATIONS.tables,
        query=USED_LOCATIONS.query.add_columns(
            ElinCallers.c.devices.label("dialing"), func.coalesce(Published.c.numbers, 0).label("numbers")
        )
        .join(ElinCallers, ElinCallers.c.location == Location.c.code, isouter=True)
        .join(Published, Published.c.location == Location.c.code, isouter=True),
    ),
    message="{subject} has {dialing} telephones, more than {per_number} for each number to call back ({numbers}).",
    fix="Add ELINs, or split the location.",
    cites=("ERL and ELIN practice",),
    needs=("device.location or network_element.location", "device.e164 or number.location"),
    points_at=("code",),
    options={"per_number": 20},
    bad="""
        Locations: Location ID | Street Address   | ELIN
                   HQ-1        | 100 Congress Ave | 212-555-0190
        Devices: Device Name | Endpoint Kind | Location ID | Telephone Number
    """
    + "".join(f"             Phone {n} | fixed_onprem | HQ-1 |\n" for n in range(21)),
    good="""
        Locations: Location ID | Street Address   | ELIN
                   HQ-1        | 100 Congress Ave | 212-555-0190
        Devices: Device Name | Endpoint Kind | Location ID | Telephone Number
                 Phone 22    | fixed_onprem  | HQ-1        | 212-555-0142
    """
    + "".join(f"             Phone {n} | fixed_onprem | HQ-1 |\n" for n in range(21)),
    more={
        "a telephone that cannot dial needs no number": (
            """
            Locations: Location ID | Street Address   | ELIN
                       HQ-1        | 100 Congress Ave | 212-555-0190
            Devices: Device Name | Endpoint Kind | Location ID | Telephone Number
            """
            + "".join(f"             Bell {n} | nondial | HQ-1 |\n" for n in range(21)),
            0,
        ),
    },
)
def too_few_numbers(per_number: int) -> Condition:
    """Where a whole hall shares one number, a dropped 911 call is called back to the wrong end of it."""
    numbers = case((Published.c.numbers > 1, Published.c.numbers), else_=1)
    return func.coalesce(ElinCallers.c.devices, 0) > per_number * numbers
