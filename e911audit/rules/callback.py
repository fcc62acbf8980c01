"""Family CBN, third part: was 911 dialed and answered, does the callback reach a person, whom to ask for a test."""

from sqlalchemy import Table, and_, case, func, literal, not_, or_, select

from e911audit.model.tables import Device, Evidence, Site, System
from e911audit.rules.proofs import TestedSite, TestedSystem, holds
from e911audit.rules.rule import Among, Condition, blank, given, known, rule
from e911audit.rules.shared import shared
from e911audit.rules.subjects import SITES, SYSTEMS, can_dial, device_location, looked_at
from e911audit.values import Basis, Severity

SystemSite = shared(
    "system_site",
    select(Device.c.system, Device.c.site, func.count().label("devices"))
    .where(Device.c.system.is_not(None), can_dial)
    .group_by(Device.c.system, Device.c.site),
    index="system",
)
"""Each system at each site of its devices."""
_direct = System.c.direct_911


def _call(tested: Table) -> Condition:
    return and_(tested.c.called, holds(tested))


_at_site = (
    select(literal(1))
    .where(
        TestedSite.c.site == SystemSite.c.site,
        or_(TestedSite.c.through.is_(None), TestedSite.c.through == System.c.name),
        _call(TestedSite),
    )
    .correlate(SystemSite, System)
    .exists()
)
_on_system = (
    select(literal(1)).where(TestedSystem.c.system == System.c.name, _call(TestedSystem)).correlate(System).exists()
)
_tested = and_(_on_system, or_(SystemSite.c.site.is_(None), _at_site))
_evidence_there = select(Evidence.c.id).exists()


@rule(
    code="CBN-002",
    name="Direct 911 not tested",
    severity=Severity.BLOCKER,
    basis=Basis.PRACTICE,
    among=Among(
        name="telephone systems at their sites",
        tables=("system",),
        query=looked_at(
            System,
            "system",
            System.c.name,
            SystemSite.c.site,
            (literal(" at ") + SystemSite.c.site).label("at"),
            case(
                (_direct == "untested", "its sheet says that dialing 911 was never tested"),
                (not_(_on_system), "no 911 test call through it is on record as passed"),
                else_="no 911 test call from this site is on record as passed",
            ).label("trouble"),
            affects=func.coalesce(SystemSite.c.devices, 1),
        )
        .select_from(System)
        .join(SystemSite, SystemSite.c.system == System.c.name, isouter=True)
        .where(not_(System.c.repeats)),
    ),
    message="Nobody knows that 911 can be dialed on {subject}: {trouble}.",
    fix="Call 933 or make a 911 test call that the 911 centre has agreed to, and record it as evidence.",
    cites=("47 CFR 9.16 proof",),
    needs=("system.direct_911 or evidence.kind",),
    points_at=("direct_911", "name"),
    bad="""
        Systems: System | Vendor | Direct 911
                 PBX    | Alpha  | untested
                 Hosted | Beta   | yes
        Evidence: Subject | Kind          | Date       | Result
                  PBX     | test_call_911 | 2026-11-10 | pending
    """,
    good="""
        Systems: System | Vendor | Direct 911
                 PBX    | Alpha  | yes
                 Hosted | Beta   | yes
        Devices: Device Name | MAC               | System | Site Code | Telephone Number
                 Phone 1     | 00:11:22:33:44:55 | PBX    | HQ        | 212-555-0142
                 Phone 2     | 00:11:22:33:44:66 | Hosted | HQ        | 212-555-0143
        Evidence: Subject | Kind     | Date       | Result | Dialed From
                  HQ      | 933 test | 2026-11-10 | pass   | (212) 555-0142
                  hosted  | 911 test | 2026-11-10 | pass   |
    """,
    more={
        "each site of a system is tested": (
            """
            Sites: Site Code | Street Address   | City   | State
                   HQ        | 100 Congress Ave | Austin | TX
                   DEPOT     | 8 Elm St         | Austin | TX
            Systems: System | Vendor | Direct 911
                     PBX    | Alpha  | yes
            Devices: Device Name | MAC               | System | Site Code
                     Phone 1     | 00:11:22:33:44:55 | PBX    | HQ
                     Phone 2     | 00:11:22:33:44:66 | PBX    | DEPOT
            Evidence: Subject | Kind          | Date       | Result
                      Phone 1 | test_call_911 | 2026-11-10 | pass
            """,
            1,
        ),
        "a wrong address read back, a failed callback or a day to come is no pass": (
            """
            Systems: System | Vendor | Direct 911
                     One    | Alpha  | yes
                     Two    | Alpha  | yes
                     Three  | Alpha  | yes
            Evidence: Subject | Kind     | Date       | Result | Address Correct | Callback Result
                      One     | 933 test | 2026-11-10 | pass   | no              | pass
                      Two     | 933 test | 2026-11-10 | pass   | yes             | fail
                      Three   | 933 test | 2027-11-10 | pass   | yes             | pass
            """,
            3,
        ),
        "a call from an analog line tests no telephone system": (
            """
            Systems: System | Vendor | Direct 911
                     PBX    | Alpha  | yes
            Devices: Device Name | MAC               | System | Site Code
                     Phone 1     | 00:11:22:33:44:55 | PBX    | HQ
                     Phone 2     | 00:11:22:33:44:66 | PBX    | DEPOT
            Lines: Line Number  | Site Code | Line Type
                   212-555-0177 | HQ        | pool
            Evidence: Subject      | Kind          | Date       | Result
                      Phone 2      | test_call_911 | 2026-11-10 | pass
                      212-555-0177 | test_call_911 | 2026-11-10 | pass
            """,
            1,
        ),
        "without any evidence only what the sheet calls untested is known": (
            """
            Systems: System | Vendor | Direct 911
                     PBX    | Alpha  | yes
                     Hosted | Beta   | not tested
            """,
            1,
        ),
    },
)
def never_dialed() -> Condition:
    """A dial plan is right when somebody has dialed 911 by agreement and the centre has answered, not before.

    Every system must have passed a test call, and from every site where it has telephones; how fresh it is judges
    HYG-003.
    """
    return case((func.coalesce(_direct == "untested", False), True), (_evidence_there, not_(_tested)), else_=None)


@rule(
    code="CBN-003",
    name="Legacy prefix+911 not handled",
    severity=Severity.MINOR,
    basis=Basis.PRACTICE,
    among=Among(
        name=SYSTEMS.name,
        tables=SYSTEMS.tables,
        query=SYSTEMS.query.add_columns(func.coalesce(System.c.outside_access_code, "").label("prefix")),
    ),
    message="On {subject}, people dial {prefix} for an outside line, and {prefix}911 reaches nobody.",
    fix="Route the prefix and 911 as 911.",
    cites=("practice",),
    needs=("system.outside_access_code", "system.prefix_911_handled"),
    points_at=("prefix_911_handled", "outside_access_code"),
    bad="""
        Systems: System | Outside Access Code | Prefix 911 Handled | Vendor
                 PBX    | 9                   | no                 | Alpha
    """,
    good="""
        Systems: System | Outside Access Code | Prefix 911 Handled | Vendor
                 PBX    | 9                   | yes                | Alpha
                 Hosted |                     | no                 | Beta
    """,
)
def habit_fails() -> Condition:
    """Whoever has dialed 9 first for twenty years dials 9911 in a panic."""
    return and_(given(System.c.outside_access_code), known(System.c.prefix_911_handled) == "no")


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
