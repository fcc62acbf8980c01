"""Family CIR, fourth part: are there channels for a second 911 call and for the busy hour, and power behind them."""

from typing import Any

from sqlalchemy import and_, case, func, not_, null, or_, select

from e911audit.model.tables import Circuit, Device, Evidence, Line, Site
from e911audit.rules.circuit_subjects import CIRCUITS, OVER_NETWORK, TDM, is_path, life_safety, stays
from e911audit.rules.rule import Among, Condition, day, is_in, known, rule
from e911audit.rules.shared import shared
from e911audit.rules.subjects import SITES, line_proof, looked_at
from e911audit.traffic import TARGET
from e911audit.values import Basis, Severity

_sip = case((Circuit.c.kind == "sip", func.coalesce(Circuit.c.sip_channels, Circuit.c.channels)))
_own_channels = case((Circuit.c.kind == "pots", func.coalesce(Circuit.c.channels, 1)), else_=Circuit.c.channels)
_carries_calls = and_(is_in(Circuit.c.kind, "sip", *TDM), not_(is_in(Circuit.c.voice_path, "no")))
_channels = case((_carries_calls, func.coalesce(_sip, _own_channels)))
_Trunks = shared(
    "cir_trunks",
    select(
        Circuit.c.site.label("site"),
        func.count(case((_carries_calls, 1))).label("trunks"),
        func.coalesce(func.sum(_channels), 0).label("channels"),
        func.count(case((and_(_carries_calls, _channels.is_(None)), 1))).label("untold"),
        func.count(case((is_path(Circuit), 1))).label("paths"),
    )
    .where(stays(Circuit), Circuit.c.site.is_not(None))
    .group_by(Circuit.c.site),
    index="site",
)
_Lines = shared(
    "cir_voice_lines",
    select(Line.c.site.label("site"), func.count().label("lines"))
    .where(Line.c.site.is_not(None), is_in(Line.c.kind, "voice", "failover"), not_(is_in(Line.c.action, "remove")))
    .group_by(Line.c.site),
    index="site",
)
_ways: Any = _Trunks.c.channels + func.coalesce(_Lines.c.lines, 0)


@rule(
    code="CIR-005",
    name="Emergency call trunk capacity",
    severity=Severity.MINOR,
    basis=Basis.PRACTICE,
    among=Among(
        name="sites whose calls leave by trunks",
        tables=SITES.tables,
        query=SITES.query.add_columns(_ways.label("ways"))
        .join(_Trunks, _Trunks.c.site == Site.c.code)
        .join(_Lines, _Lines.c.site == Site.c.code, isouter=True)
        .where(_Trunks.c.trunks > 0),
    ),
    message="Calls leave {subject} by {ways} channel, so that a second call to 911 finds none.",
    fix="Add a channel, or let 911 calls overflow to a second trunk.",
    cites=("NENA P.01 practice",),
    needs=("circuit.channels or circuit.sip_channels", "circuit.kind"),
    points_at=("code",),
    options={"channels": 2},
    bad="""
        Sites: Site Code | Street Address | Voice Model
               HQ        | 1 Main St      | PRI
               BRANCH    | 2 Main St      | SIP trunk
        Circuits: Circuit ID | Site Code | Kind | Channels | SIP Channels
                  POTS-1     | HQ        | pots |          |
                  SIP-1      | BRANCH    | sip  |          | 1
    """,
    good="""
        Sites: Site Code | Street Address | Voice Model
               HQ        | 1 Main St      | PRI
               BRANCH    | 2 Main St      | SIP trunk
               SHOP      | 3 Main St      | hosted
               PLANT     | 4 Main St      | analog
        Circuits: Circuit ID | Site Code | Kind     | Channels | SIP Channels
                  PRI-1      | HQ        | pri      | 23       |
                  SIP-1      | BRANCH    | sip      |          | 2
                  POTS-3     | SHOP      | pots     | 1        |
                  POTS-4     | PLANT     | pots     | 1        |
        Lines: Line Number  | Site Code | Line Type | Action
               212-555-0177 | PLANT     | voice     | keep
    """,
    more={
        "a trunk whose channels nobody recorded may have enough": (
            """
            Sites: Site Code | Street Address | Voice Model
                   HQ        | 1 Main St      | PRI
            Circuits: Circuit ID | Site Code | Kind | Channels
                      POTS-1     | HQ        | pots | 1
                      PRI-1      | HQ        | pri  |
            """,
            0,
        ),
    },
)
def few_ways_to_911(channels: int) -> Condition:
    """In a fire more than one person calls 911 at the same time, and one of them knows where somebody is trapped.

    A hosted site has no trunk of its own, and is not meant.
    """
    return case(
        (is_in(Site.c.voice_model, "hosted"), False),
        (_ways >= channels, False),
        (or_(_Trunks.c.untold > 0, and_(Site.c.voice_model.is_(None), _Trunks.c.paths > 0)), null()),
        else_=True,
    )


_target = case((Circuit.c.kind == "sip", func.coalesce(Circuit.c.sip_channels, Circuit.c.channels)))
_sip_channels = func.coalesce(Circuit.c.sip_channels, _target)


@rule(
    code="CIR-024",
    name="SIP channels below busy-hour need",
    severity=Severity.MAJOR,
    basis=Basis.PRACTICE,
    among=Among(
        name=CIRCUITS.name,
        tables=CIRCUITS.tables,
        query=CIRCUITS.query.where(stays(Circuit) | is_in(Circuit.c.kind, *TDM)).add_columns(
            _sip_channels.label("has"),
            Circuit.c.channels_needed.label("need"),
            Circuit.c.busy_hour_erlangs.label("load"),
        ),
    ),
    message="{subject} has or gets {has} SIP channels; its busy hour of {load} erlangs needs {need} "
    f"(Erlang B, {TARGET:.0%} of calls lost).",
    fix="Order as many channels as the busy hour needs, and one more for 911 where the provider reserves any.",
    cites=("ilec-guide: high inbound density", "Erlang B"),
    needs=("circuit.busy_hour_erlangs", "circuit.sip_channels or circuit.channels"),
    points_at=("sip_channels", "channels", "busy_hour_erlangs"),
    bad="""
        Circuits: Circuit ID | Kind | Channels | SIP Channels | Busy Hour Erlangs
                  PRI-1      | pri  | 23       | 20           | 14.4
                  SIP-1      | sip  | 46       |              | 34.4
    """,
    good="""
        Circuits: Circuit ID | Kind | Channels | SIP Channels | Busy Hour Erlangs
                  PRI-1      | pri  | 23       | 23           | 14.4
                  PRI-2      | pri  | 23       |              | 20
                  SIP-1      | sip  | 46       |              | 34.3
                  SIP-2      | sip  | 10       |              |
    """,
)
def few_channels() -> Condition:
    """When all channels are taken the next call is refused, and a 911 call is one among them."""
    return _sip_channels < Circuit.c.channels_needed


_site_proof = (
    select(Evidence.c.id)
    .where(
        or_(Evidence.c.subject == Line.c.site, Evidence.c.subject == Line.c.gateway),
        Evidence.c.kind.in_(("battery_test", "power_fail_test")),
        Evidence.c.result == "pass",
        func.coalesce(Evidence.c.expires_on >= day("as_of"), True),
    )
    .correlate(Line)
    .exists()
)
_Gateways = shared(
    "cir_gateways",
    select(Device.c.name.label("gateway"), func.max(Device.c.battery_hours).label("hours"))
    .where(Device.c.kind.in_(("ata", "gateway")))
    .group_by(Device.c.name),
    index="gateway",
)


@rule(
    code="CIR-006",
    name="Network gear for voice lacks UPS",
    severity=Severity.MAJOR,
    basis=Basis.PRACTICE,
    among=Among(
        name="life-safety lines that move onto the network",
        tables=("line",),
        query=looked_at(Line, "site", func.coalesce(Line.c.site, Line.c.name), Line.c.site)
        .join(_Gateways, _Gateways.c.gateway == Line.c.gateway, isouter=True)
        .where(life_safety, Line.c.target_transport.in_(OVER_NETWORK), not_(is_in(Line.c.action, "remove"))),
    ),
    message="Life-safety lines at {subject} move onto its network, and no battery is recorded "
    "for the switch, router or ONT that carries them.",
    fix="Put every device from the adapter to the carrier on a UPS; record its hours, and the test with the mains off.",
    cites=("LEG-014", "LEG-024"),
    needs=(
        "line.target_transport",
        "line.ups_covers_all or line.battery_hours or device.battery_hours or evidence.kind",
    ),
    points_at=("ups_covers_all", "battery_hours", "target_transport"),
    bad="""
        Lines: Line Number  | Site Code | Line Type  | Target Transport | UPS Covers All | Battery Hours
               212-555-0177 | HQ        | elevator   | ata              | no             | 8
               212-555-0178 | HQ        | fire alarm | sip              |                |
               212-555-0179 | BRANCH    | elevator   | ata              | unknown        |
    """,
    good="""
        Lines: Line Number  | Site Code | Line Type  | Target Transport | UPS Covers All | Battery Hours | Gateway Port
               212-555-0177 | HQ        | elevator   | ata              | yes            |               |
               212-555-0178 | HQ        | fire alarm | ata              |                |               | ATA-1 port 2
               212-555-0179 | BRANCH    | elevator   | sip              |                |               |
               212-555-0180 | BRANCH    | elevator   | cell             |                |               |
               212-555-0181 | BRANCH    | fax        | ata              |                |               |
        Devices: Device Name | MAC               | Kind | Battery Hours
                 ATA-1       | 00:11:22:33:44:55 | ata  | 24
        Evidence: Subject | Kind            | Date       | Result
                  BRANCH  | power fail test | 2026-11-10 | pass
    """,
    more={
        "many lines of one site are one finding": (
            """
            Lines: Line Number          | Site Code | Line Type | Target Transport | UPS Covers All
                   212-555-0177         | HQ        | elevator  | ata              |
                   212-555-0178         | HQ        | elevator  | ata              |
                   212-555-0179         | HQ        | elevator  | ata              |
            """,
            1,
        ),
    },
)
def without_battery() -> Condition:
    """The old line was fed from the central office; on the network it dies with the first switch that loses power."""
    recorded = or_(
        func.coalesce(Line.c.battery_hours > 0, False),
        is_in(Line.c.ups_covers_all, "yes"),
        func.coalesce(_Gateways.c.hours > 0, False),
        line_proof("battery_test", "power_fail_test"),
        _site_proof,
    )
    return or_(func.coalesce(known(Line.c.ups_covers_all) == "no", False), not_(recorded))
