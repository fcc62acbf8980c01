"""Family CBN, third part: has somebody dialed 911 from every system and site, and does an old habit reach it too."""

from sqlalchemy import Table, and_, case, func, literal, not_, or_, select

from e911audit.model.tables import Device, Evidence, System
from e911audit.rules.proofs import TestedSite, TestedSystem, holds
from e911audit.rules.rule import Among, Condition, given, known, rule
from e911audit.rules.shared import shared
from e911audit.rules.subjects import SYSTEMS, can_dial, looked_at
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
