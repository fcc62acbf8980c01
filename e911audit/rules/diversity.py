"""Family CIR, second part: does a site still reach 911 when one circuit, one duct or one carrier fails."""

from typing import Any

from sqlalchemy import ColumnElement, Select, and_, case, exists, func, literal, not_, null, or_, select, union_all

from e911audit.model.tables import Circuit, Evidence, Line, Site
from e911audit.rules.circuit_subjects import OVER_NETWORK, TDM, YEAR, is_path, stays
from e911audit.rules.rule import Among, Condition, day, is_in, rule
from e911audit.rules.shared import shared
from e911audit.rules.subjects import SITES, latest_line_proof, looked_at
from e911audit.values import Basis, Severity

_radio = or_(is_in(Circuit.c.access_type, "cell", "satellite", "wireless"), is_in(Circuit.c.kind, "cell", "satellite"))
_medium = case((_radio, "radio"), else_="wire")
_reaches = func.sum(case((is_path(Circuit), 1), else_=0))
Paths = shared(
    "cir_paths",
    select(
        Circuit.c.site.label("site"),
        case((_reaches > 0, _reaches), else_=func.count()).label("paths"),
        func.count(Circuit.c.last_mile).label("told"),
        func.count(Circuit.c.last_mile.distinct()).label("owners"),
        func.count(_medium.distinct()).label("media"),
        func.min(Circuit.c.underlying_provider).label("owner"),
    )
    .where(
        stays(Circuit),
        Circuit.c.site.is_not(None),
        not_(is_in(Circuit.c.kind, *TDM)),
        not_(is_in(Circuit.c.voice_path, "no")),
    )
    .group_by(Circuit.c.site),
    index="site",
)
"""For each site the circuits that bring packets to it, the owners of their last miles and their media. A SIP trunk
counts where nothing else is listed."""
SITES_WITH_PATHS = Among(
    name=SITES.name,
    tables=SITES.tables,
    query=SITES.query.add_columns(func.coalesce(Paths.c.owner, "one firm").label("owner")).join(
        Paths, Paths.c.site == Site.c.code, isouter=True
    ),
)


@rule(
    code="CIR-010",
    name="Voice site on one circuit",
    severity=Severity.MAJOR,
    basis=Basis.PRACTICE,
    among=SITES_WITH_PATHS,
    message="All calls of {subject} go over one circuit, and no backup is listed.",
    fix="Order a second path (another medium serves best, such as cellular), or keep a line that needs no network.",
    cites=("ilec-guide: single circuit with no backup",),
    needs=("site.voice_model", "circuit.kind or circuit.access_type"),
    points_at=("voice_model", "code"),
    bad="""
        Sites: Site Code | Street Address | Voice Model
               HQ        | 1 Main St      | hosted PBX
               BRANCH    | 2 Main St      | SIP trunk
        Circuits: Circuit ID | Site Code | Kind      | Disconnect Date | Voice Path
                  FIB-1      | HQ        | ethernet  |                 |
                  OLD-1      | HQ        | broadband | 2026-11-01      |
                  GUEST-1    | HQ        | broadband |                 | no
                  SIP-1      | BRANCH    | sip trunk |                 |
    """,
    good="""
        Sites: Site Code | Street Address | Voice Model
               HQ        | 1 Main St      | hosted PBX
               BRANCH    | 2 Main St      | PRI
               PLANT     | 3 Main St      | hosted PBX
        Circuits: Circuit ID | Site Code | Kind
                  FIB-1      | HQ        | ethernet
                  LTE-1      | HQ        | lte
                  FIB-2      | BRANCH    | ethernet
    """,
    more={
        "a circuit that ends by the cutover is no second path": (
            """
            Run: Cutover
                 2026-12-15
            Sites: Site Code | Street Address | Voice Model
                   HQ        | 1 Main St      | hosted PBX
            Circuits: Circuit ID | Site Code | Kind      | Disconnect Date
                      FIB-1      | HQ        | ethernet  |
                      CABLE-1    | HQ        | broadband | 2026-12-10
            """,
            1,
        ),
        "a PRI is no second path of a hosted site": (
            """
            Sites: Site Code | Street Address | Voice Model
                   HQ        | 1 Main St      | hosted PBX
            Circuits: Circuit ID | Site Code | Kind
                      FIB-1      | HQ        | ethernet
                      PRI-1      | HQ        | pri
            """,
            1,
        ),
    },
)
def one_circuit() -> Condition:
    """One cut cable ends all calling from the site, and the first who notices may be the one who dials 911."""
    return and_(Site.c.voice_model.in_(("hosted", "sip_trunk")), Paths.c.paths == 1)


@rule(
    code="CIR-011",
    name="Backup shares the last-mile owner",
    severity=Severity.MAJOR,
    basis=Basis.PRACTICE,
    among=SITES_WITH_PATHS,
    message="All circuits of {subject} come over the plant of {owner}.",
    fix="Move one of them to another owner's plant, or add a path of another medium, such as cellular.",
    cites=("ilec-guide: is last-mile truly diverse",),
    needs=("circuit.underlying_provider",),
    points_at=("code",),
    bad="""
        Sites: Site Code | Street Address | Voice Model
               HQ        | 1 Main St      | hosted PBX
        Circuits: Circuit ID | Site Code | Kind      | Retail Provider | Underlying Provider
                  FIB-1      | HQ        | ethernet  | Acme            | AT&T
                  DSL-1      | HQ        | broadband | Zeta            | ATT Corp.
    """,
    good="""
        Sites: Site Code | Street Address | Voice Model
               HQ        | 1 Main St      | hosted PBX
               BRANCH    | 2 Main St      | hosted PBX
               PLANT     | 3 Main St      | hosted PBX
        Circuits: Circuit ID | Site Code | Kind      | Retail Provider | Underlying Provider
                  FIB-1      | HQ        | ethernet  | Acme            | AT&T
                  CABLE-1    | HQ        | broadband | Acme            | Comcast
                  FIB-2      | BRANCH    | ethernet  | Acme            | AT&T
                  LTE-2      | BRANCH    | lte       | Acme            | AT&T
                  FIB-3      | PLANT     | ethernet  | Acme            | AT&T
    """,
    more={
        "an owner that nobody recorded may be another": (
            """
            Sites: Site Code | Street Address
                   HQ        | 1 Main St
            Circuits: Circuit ID | Site Code | Kind      | Underlying Provider
                      FIB-1      | HQ        | ethernet  | AT&T
                      CABLE-1    | HQ        | broadband |
            """,
            0,
        ),
    },
)
def one_owner() -> Condition:
    """Two bills are no two paths: resellers buy the last mile of the same local company, and it fails for both."""
    return case(
        (or_(Paths.c.paths < 2, Paths.c.media > 1, Paths.c.owners > 1), False),
        (and_(Paths.c.owners == 1, Paths.c.told == Paths.c.paths), True),
        else_=null(),
    )


_One, _Other = Circuit.alias("one_circuit"), Circuit.alias("other_circuit")
_alike: list[tuple[str, ColumnElement[bool]]] = [
    ("the wire centre", func.upper(func.substr(_One.c.clli, 1, 8)) == func.upper(func.substr(_Other.c.clli, 1, 8))),
    ("the entrance", func.lower(_One.c.entrance) == func.lower(_Other.c.entrance)),
    ("the conduit", func.lower(_One.c.conduit) == func.lower(_Other.c.conduit)),
]
_meant_apart = or_(
    and_(is_path(_One), is_path(_Other)),
    is_in(_One.c.diversity_claimed, "yes"),
    is_in(_Other.c.diversity_claimed, "yes"),
    func.coalesce(_One.c.backup_of == _Other.c.name, False),
    func.coalesce(_Other.c.backup_of == _One.c.name, False),
)
"""Two PRIs side by side are more channels, not a second way out."""
_PAIRS = Among(
    name="circuits of one site that are to be apart",
    tables=("circuit",),
    query=looked_at(
        _One,
        "circuit",
        _One.c.name,
        _One.c.site,
        _Other.c.name.label("other"),
        case(*((alike, word) for word, alike in _alike), else_="nothing").label("shared_part"),
        case(
            *((alike, field) for (_, alike), field in zip(_alike, ("clli", "entrance", "conduit"), strict=True))
        ).label("field"),
    )
    .join(_Other, and_(_Other.c.site == _One.c.site, _Other.c.name < _One.c.name))
    .where(stays(_One), stays(_Other), _meant_apart),
)


@rule(
    code="CIR-012",
    name="Circuits share wire centre, entrance or conduit",
    severity=Severity.MAJOR,
    basis=Basis.PRACTICE,
    among=_PAIRS,
    message="{subject} and {other} share {shared_part}.",
    fix="Have one of them routed apart, or record who accepts that both fail together.",
    cites=("ilec-guide: diversity",),
    needs=("circuit.clli or circuit.entrance or circuit.conduit",),
    points_at=("clli", "entrance", "conduit"),
    bad="""
        Circuits: Circuit ID | Site Code | Kind      | CLLI        | Entrance | Conduit
                  FIB-1      | HQ        | ethernet  | AUSTTXGR    | north    | C-1
                  FIB-2      | HQ        | ethernet  | austtxgrds0 | south    | C-2
                  CABLE-3    | BRANCH    | broadband |             | east     |
                  LTE-3      | BRANCH    | lte       |             | East     |
    """,
    good="""
        Circuits: Circuit ID | Site Code | Kind      | CLLI     | Entrance | Conduit
                  FIB-1      | HQ        | ethernet  | AUSTTXGR | north    | C-1
                  FIB-2      | HQ        | ethernet  | AUSTTXFI | south    | C-2
                  FIB-3      | BRANCH    | ethernet  | AUSTTXGR | north    | C-1
                  PRI-1      | HQ        | pri       | AUSTTXGR | north    | C-1
                  PRI-2      | HQ        | pri       | AUSTTXGR | north    | C-1
    """,
    more={
        "three through one entrance are told of each": (
            """
            Circuits: Circuit ID | Site Code | Kind     | Entrance
                      FIB-1      | HQ        | ethernet | north
                      FIB-2      | HQ        | ethernet | north
                      FIB-3      | HQ        | ethernet | north
            """,
            2,
        ),
        "a PRI that backs up the fibre shares its entrance": (
            """
            Circuits: Circuit ID | Site Code | Kind     | Entrance | Backup Of
                      FIB-1      | HQ        | ethernet | north    |
                      PRI-1      | HQ        | pri      | north    | FIB-1
            """,
            1,
        ),
    },
)
def shared_route() -> Condition:
    """One digger finds both cables in one duct, and one flooded wire centre silences every line that it serves."""
    return or_(*(alike for _, alike in _alike))


_Primary = Circuit.alias("primary_circuit")
_same = [
    ("carrier", func.lower(Circuit.c.retail_provider) == func.lower(_Primary.c.retail_provider)),
    ("last-mile owner", Circuit.c.last_mile == _Primary.c.last_mile),
    ("entrance", func.lower(Circuit.c.entrance) == func.lower(_Primary.c.entrance)),
]
_behind_it = (Line.c.action.is_(None), Line.c.action != "remove")
_backups: Select[Any] = (
    looked_at(
        Circuit,
        "circuit",
        Circuit.c.name,
        Circuit.c.site,
        (literal("backs up ") + _Primary.c.name).label("role"),
        case(*((alike, f"shares its {word}") for word, alike in _same), else_="is apart").label("shared_part"),
        or_(*(alike for _, alike in _same)).label("threaded"),
    )
    .join(_Primary, _Primary.c.name == Circuit.c.backup_of)
    .where(stays(Circuit), stays(_Primary), Circuit.c.name != _Primary.c.name)
)
_served_by = or_(
    func.lower(Circuit.c.retail_provider) == func.lower(Line.c.carrier),
    func.lower(Circuit.c.underlying_provider) == func.lower(Line.c.carrier),
)
_same_carrier = (
    select(func.max(case((_served_by, 1), (not_(_served_by), 0))))
    .where(Circuit.c.site == Line.c.site, stays(Circuit), is_path(Circuit))
    .correlate(Line)
    .scalar_subquery()
)
_on_network = is_in(Line.c.target_transport, *OVER_NETWORK)
_failover_lines: Select[Any] = looked_at(
    Line,
    "line",
    Line.c.name,
    Line.c.site,
    literal("is a failover line").label("role"),
    case((_on_network, "goes over the same network"), else_="has the carrier of its site's circuit").label(
        "shared_part"
    ),
    case((_on_network, True), else_=_same_carrier == 1).label("threaded"),
).where(is_in(Line.c.kind, "failover"), or_(*_behind_it))
_standby = union_all(_backups, _failover_lines).subquery("standby")
_STANDBY = Among(name="backup circuits and failover lines", tables=("circuit", "line"), query=select(*_standby.c))


@rule(
    code="CIR-004",
    name="Voice path single-threaded",
    severity=Severity.MAJOR,
    basis=Basis.PRACTICE,
    among=_STANDBY,
    message="{subject} {role} and {shared_part}: one fault takes both.",
    fix="Give the failover another carrier, another entrance and its own power.",
    cites=("practice",),
    needs=(
        "circuit.backup_of or line.kind",
        (
            "circuit.retail_provider or circuit.underlying_provider or circuit.entrance"
            " or line.target_transport or line.carrier"
        ),
    ),
    points_at=("backup_of", "target_transport", "carrier", "kind"),
    bad="""
        Circuits: Circuit ID | Site Code | Kind      | Retail Provider | Entrance | Backup Of
                  FIB-1      | HQ        | ethernet  | Acme            | north    |
                  CABLE-1    | HQ        | broadband | ACME            | south    | FIB-1
        Lines: Line Number  | Site Code | Line Type | Carrier | Target Transport
               212-555-0177 | HQ        | failover  | Acme    | pots
               212-555-0178 | HQ        | failover  | Zeta    | ata
    """,
    good="""
        Circuits: Circuit ID | Site Code | Kind      | Retail Provider | Underlying Provider | Entrance | Backup Of
                  FIB-1      | HQ        | ethernet  | Acme            | Acme                | north    |
                  CABLE-1    | HQ        | broadband | Zeta            | Comcast             | south    | fib 1
        Lines: Line Number  | Site Code | Line Type | Carrier | Target Transport
               212-555-0177 | HQ        | failover  | Omega   | pots
    """,
    more={
        "other carriers, and nobody recorded the last mile": (
            """
            Circuits: Circuit ID | Site Code | Kind      | Retail Provider | Backup Of
                      FIB-1      | HQ        | ethernet  | Acme            |
                      CABLE-1    | HQ        | broadband | Zeta            | FIB-1
            """,
            0,
        ),
    },
)
def single_threaded() -> Condition:
    """The failover is there for the hour in which the first path is dead; what kills that one must not kill both."""
    return _standby.c.threaded


_kept_line = (
    select(Line.c.id)
    .where(
        Line.c.site == Site.c.code,
        Line.c.kind.in_(("failover", "power_fail_transfer", "red_phone", "voice")),
        or_(Line.c.action == "keep", is_in(Line.c.target_transport, "pots", "cell")),
        not_(is_in(Line.c.action, "remove")),
        not_(is_in(Line.c.target_transport, *OVER_NETWORK)),
    )
    .correlate(Site)
    .exists()
)
_own_trunk = and_(Circuit.c.kind == "sip", Circuit.c.access_type.is_not(None))
_kept_circuit = (
    select(Circuit.c.id)
    .where(
        Circuit.c.site == Site.c.code,
        stays(Circuit),
        or_(Circuit.c.kind.in_(TDM), _own_trunk, and_(Circuit.c.kind == "cell", Circuit.c.voice_path == "yes")),
        not_(is_in(Circuit.c.voice_path, "no")),
    )
    .correlate(Site)
    .exists()
)


@rule(
    code="CIR-016",
    name="Critical site has no voice path besides the internet",
    severity=Severity.MAJOR,
    basis=Basis.PRACTICE,
    among=SITES,
    message="{subject} is critical, and no line, PRI, cellular line or trunk of its own carries a call "
    "when its internet access fails.",
    fix="Keep one controlled line or cellular unit, label its telephone and test 911 from it.",
    cites=("ilec-guide: survivability",),
    needs=("site.critical", "line.action", "circuit.kind"),
    points_at=("critical", "code"),
    bad="""
        Sites: Site Code | Street Address | Critical
               HQ        | 1 Main St      | yes
        Circuits: Circuit ID | Site Code | Kind      | Disconnect Date
                  FIB-1      | HQ        | ethernet  |
                  LTE-1      | HQ        | lte       |
                  PRI-1      | HQ        | pri       | 2026-11-01
        Lines: Line Number  | Site Code | Line Type | Action
               212-555-0177 | HQ        | elevator  | keep
               212-555-0178 | HQ        | failover  | remove
    """,
    good="""
        Sites: Site Code | Street Address | Critical
               HQ        | 1 Main St      | yes
               BRANCH    | 2 Main St      | yes
               SHOP      | 3 Main St      | no
               PLANT     | 4 Main St      | yes
        Circuits: Circuit ID | Site Code | Kind     | Access Type
                  FIB-1      | HQ        | ethernet | fiber
                  PRI-1      | BRANCH    | pri      | copper
                  SIP-1      | PLANT     | sip      | fiber
        Lines: Line Number  | Site Code | Line Type | Action
               212-555-0178 | HQ        | failover  | keep
    """,
)
def internet_only() -> Condition:
    """At a hospital or a plant somebody must be able to call 911 in the hour in which the network is down."""
    return and_(Site.c.critical == "yes", not_(_kept_line), not_(_kept_circuit))


_TESTS = ("test_call_911", "callback_test", "power_fail_test")
_proved_on = (
    select(func.max(Evidence.c.on_date))
    .where(Evidence.c.subject == Circuit.c.name, Evidence.c.result == "pass", Evidence.c.kind.in_(_TESTS))
    .correlate(Circuit)
    .scalar_subquery()
)
_any_evidence = exists(select(Evidence.c.id))
_tested = union_all(
    looked_at(
        Circuit,
        "circuit",
        Circuit.c.name,
        Circuit.c.site,
        (literal("backs up ") + Circuit.c.backup_of).label("role"),
        Circuit.c.last_tested.label("tested_on"),
        _proved_on.label("proved_on"),
        literal(True).label("can_tell"),
    ).where(stays(Circuit), Circuit.c.backup_of.is_not(None)),
    looked_at(
        Line,
        "line",
        Line.c.name,
        Line.c.site,
        literal("is a failover line").label("role"),
        null().label("tested_on"),
        latest_line_proof(*_TESTS).label("proved_on"),
        _any_evidence.label("can_tell"),
    ).where(is_in(Line.c.kind, "failover"), or_(*_behind_it)),
).subquery("tested")


@rule(
    code="CIR-018",
    name="Failover path untested",
    severity=Severity.MINOR,
    basis=Basis.PRACTICE,
    among=Among(name=_STANDBY.name, tables=_STANDBY.tables, query=select(*_tested.c)),
    message="{subject} {role}, and no test of the last {days} days shows that it does.",
    fix="Unplug the first path for ten minutes, call 911 or its test number over the other, and record the day.",
    cites=("ilec-guide: survivability",),
    needs=("circuit.last_tested or line.kind",),
    points_at=("last_tested", "backup_of", "kind"),
    options={"days": YEAR},
    bad="""
        Circuits: Circuit ID | Site Code | Kind     | Backup Of | Last Tested
                  FIB-1      | HQ        | ethernet |           |
                  LTE-1      | HQ        | lte      | FIB-1     |
                  LTE-2      | HQ        | lte      | FIB-1     | 2025-06-01
        Lines: Line Number  | Site Code | Line Type
               212-555-0177 | HQ        | failover
        Evidence: Subject      | Kind          | Date       | Result
                  212-555-0177 | test call 911 | 2026-06-01 | fail
    """,
    good="""
        Circuits: Circuit ID | Site Code | Kind     | Backup Of | Last Tested
                  FIB-1      | HQ        | ethernet |           |
                  LTE-1      | HQ        | lte      | FIB-1     | 2026-06-01
                  LTE-2      | HQ        | lte      | FIB-1     |
        Lines: Line Number  | Site Code | Line Type
               212-555-0177 | HQ        | failover
               212-555-0178 | HQ        | fax
        Evidence: Subject      | Kind            | Date       | Result
                  212-555-0177 | test call 911   | 2026-06-01 | pass
                  LTE-2        | power fail test | 2026-06-01 | pass
    """,
    more={
        "without any evidence a line is not judged": (
            """
            Lines: Line Number  | Site Code | Line Type
                   212-555-0177 | HQ        | failover
            """,
            0,
        ),
    },
)
def failover_untested(days: int) -> Condition:
    """A path that is used one hour a year fails in that hour: its SIM card expired, its port was taken."""
    since = day("as_of", days)
    fresh = or_(func.coalesce(_tested.c.tested_on >= since, False), func.coalesce(_tested.c.proved_on >= since, False))
    return case((_tested.c.can_tell, not_(fresh)), else_=null())
