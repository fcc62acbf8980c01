"""Family CBN, fourth part: does the callback reach a person, does 911 see the right number, whom to ask for a test."""

from sqlalchemy import and_, func, not_, or_, select

from e911audit.model.tables import Device, Site, System
from e911audit.rules.rule import Among, Condition, blank, known, rule
from e911audit.rules.shared import shared
from e911audit.rules.subjects import SITES, SYSTEMS, can_dial, device_location
from e911audit.values import Basis, Severity


@rule(
    code="CBN-010",
    name="Callback reaches IVR or voicemail",
    severity=Severity.MAJOR,
    basis=Basis.PRACTICE,
    among=SYSTEMS,
    message="{subject} gives 911 the main number to call back, and nobody answers it in person.",
    fix="Route calls to the callback number to a desk that is staffed or to security.",
    cites=("47 CFR 9.3 valid callback number", "practice of 911 centres"),
    needs=("system.callback", "system.callback_reaches_human"),
    points_at=("callback_reaches_human", "callback"),
    bad="""
        Systems: System | Callback    | Callback Reaches Human
                 PBX    | main number | no
    """,
    good="""
        Systems: System | Callback | Callback Reaches Human
                 PBX    | main     | yes
                 Hosted | own did  | no
    """,
    more={
        "what nobody knows is not judged": (
            """
            Systems: System | Callback | Callback Reaches Human
                     PBX    | main     | unknown
            """,
            0,
        ),
    },
)
def menu_answers() -> Condition:
    """The line drops, the dispatcher calls back, and a menu of the firm's departments answers."""
    return and_(known(System.c.callback) == "main", known(System.c.callback_reaches_human) == "no")


_Spread = shared(
    "system_spread",
    select(Device.c.system, func.count(device_location.distinct()).label("locations"))
    .where(Device.c.system.is_not(None), can_dial)
    .group_by(Device.c.system),
    index="system",
)
_one_place = func.coalesce(_Spread.c.locations, 0) == 1


@rule(
    code="CBN-016",
    name="Caller ID overrides on 911 trunk",
    severity=Severity.MAJOR,
    basis=Basis.PRACTICE,
    among=Among(
        name=SYSTEMS.name,
        tables=SYSTEMS.tables,
        query=SYSTEMS.query.join(_Spread, _Spread.c.system == System.c.name, isouter=True),
    ),
    message="The trunk of {subject} puts one caller ID before all calls, 911 included: "
    "the 911 centre sees one number and one address for every location.",
    fix="Exempt 911 calls from the override.",
    cites=("practice",),
    needs=("system.trunk_caller_id_override", "system.exempt_911_from_override"),
    points_at=("exempt_911_from_override", "trunk_caller_id_override"),
    bad="""
        Systems: System | Trunk Caller ID Override | 911 Exempt From Override | Vendor
                 PBX    | yes                      | no                       | Alpha
    """,
    good="""
        Systems: System | Trunk Caller ID Override | 911 Exempt From Override | Vendor
                 PBX    | yes                      | yes                      | Alpha
                 Hosted | no                       | no                       | Beta
    """,
    more={
        "a system with one location has one address anyway": (
            """
            Systems: System | Trunk Caller ID Override | 911 Exempt From Override | Vendor
                     Shop   | yes                      | no                       | Alpha
                     HQ PBX | yes                      | no                       | Alpha
            Devices: Device Name | MAC               | System | Location ID
                     Phone 1     | 00:11:22:33:44:55 | Shop   | SHOP-1
                     Phone 2     | 00:11:22:33:44:66 | Shop   | SHOP-1
                     Phone 3     | 00:11:22:33:44:77 | HQ PBX | HQ-1
                     Phone 4     | 00:11:22:33:44:88 | HQ PBX | HQ-2
            """,
            1,
        ),
    },
)
def masked_by_main_number() -> Condition:
    """The 911 centre looks the address up by the number that it sees, so the main number brings the main address."""
    overridden = known(System.c.trunk_caller_id_override) == "yes"
    return and_(overridden, not_(_one_place), known(System.c.exempt_911_from_override) == "no")


@rule(
    code="CBN-018",
    name="PSAP ten-digit contact missing",
    severity=Severity.INFO,
    basis=Basis.PRACTICE,
    among=SITES,
    message="{subject} has no ten-digit number of its 911 centre.",
    fix="Ask the county or the 911 authority for the number and enter it; test calls are agreed there.",
    cites=("practice: co-ordination of test calls",),
    needs=("site.psap_phone",),
    points_at=("psap_phone", "code"),
    bad="""
        Sites: Site Code | Street Address   | PSAP Phone
               HQ        | 100 Congress Ave |
               DEPOT     | 8 Elm St         | 911
    """,
    good="""
        Sites: Site Code | Street Address   | PSAP Phone
               HQ        | 100 Congress Ave | 512-555-0160
    """,
)
def centre_unknown() -> Condition:
    """A test call must be announced, and a caller in another city must reach this 911 centre without dialing 911."""
    return or_(blank(Site.c.psap_phone), Site.c.psap_phone.not_like("+1%"))
