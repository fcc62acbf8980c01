"""Family HYG, fourth part: after the cutover everything is tested once more, with what people then dial from."""

from typing import Any

from sqlalchemy import ColumnElement, Select, and_, case, func, literal, not_, or_, select, union_all

from e911audit.line_kinds import line_kinds
from e911audit.model.tables import Device, Evidence, Line, Site
from e911audit.rules.freshness import FRESHNESS
from e911audit.rules.proofs import TestedSite, called_back, outcome
from e911audit.rules.rule import Among, Condition, day, rule
from e911audit.rules.shared import shared
from e911audit.rules.subjects import LIFE_SAFETY_LINES, about_line, can_dial, first_site, looked_at
from e911audit.values import Basis, Severity

REPEATED = {kind.kind: f"{kind.title} {kind.repeated}" for kind in FRESHNESS if kind.repeated}
"""Kind of evidence that must be repeated after the cutover -> how it is told."""
CHANGING = ("port", "move", "replace")
"""Actions after which a line is another one."""
SiteTelephones = shared(
    "site_telephones",
    select(Device.c.site, func.count().label("devices"))
    .where(Device.c.site.is_not(None), can_dial)
    .group_by(Device.c.site),
    index="site",
)
"""Sites with devices that can dial, and how many."""


def _done_at_site(kind: str) -> Condition:
    done = TestedSite.c.called_back if kind == "callback_test" else TestedSite.c.called
    return (
        select(literal(1))
        .where(TestedSite.c.site == Site.c.code, done, TestedSite.c.on_date >= day("cutover"))
        .correlate(Site)
        .exists()
    )


_line_cutover = func.coalesce(Line.c.cutover_on, day("cutover"))


def _done_on_line(kind: str) -> Condition:
    shows = called_back if kind == "callback_test" else Evidence.c.kind == kind
    return (
        select(Evidence.c.id)
        .where(about_line, shows, outcome(Evidence) == "pass", Evidence.c.on_date >= _line_cutover)
        .correlate(Line)
        .exists()
    )


def _asked_of_line(kind: str) -> Condition:
    return Line.c.kind.in_([name for name, facts in line_kinds().items() if kind in facts.proofs])


def _told(missing: dict[str, Condition]) -> ColumnElement[str]:
    """What is missing, in words."""
    told: ColumnElement[str] = literal("")
    for kind, absent in missing.items():
        told += case((absent, f", {REPEATED[kind]}"), else_="")
    return func.substr(told, 3).label("missing")


def _due(cutover: ColumnElement[Any]) -> ColumnElement[Any]:
    """Records whose cutover is over, and those of which nobody knows when it is."""
    return or_(cutover.is_(None), cutover < day("as_of"))


_over = day("cutover").label("cut_on")
_sites: Select[Any] = (
    looked_at(
        Site,
        "site",
        Site.c.code,
        Site.c.code,
        _told({kind: not_(_done_at_site(kind)) for kind in ("test_call_911", "callback_test")}),
        _over,
        affects=SiteTelephones.c.devices,
    )
    .join_from(Site, SiteTelephones, SiteTelephones.c.site == Site.c.code)
    .where(first_site, _due(day("cutover")))
)
_lines = LIFE_SAFETY_LINES.query.where(Line.c.action.in_(CHANGING), _due(_line_cutover))
_lines = _lines.with_only_columns(
    *list(_lines.selected_columns)[:6],
    _told({kind: and_(_asked_of_line(kind), not_(_done_on_line(kind))) for kind in REPEATED}),
    _line_cutover.label("cut_on"),
)
_After = union_all(_sites, _lines).subquery("after_cutover")
_after_query: Select[Any] = select(*_After.c)


@rule(
    code="HYG-009",
    name="Post-cutover verification absent",
    severity=Severity.MAJOR,
    basis=Basis.PRACTICE,
    among=Among(
        name="sites and changed life-safety lines after their cutover", tables=("site", "line"), query=_after_query
    ),
    message="{subject} was cut over and has not passed since: {missing}.",
    fix="Test it now and record the day.",
    cites=("practice",),
    needs=("run.cutover or line.cutover_on", "evidence.kind", "site.code or line.action"),
    points_at=("code", "e164", "circuit"),
    bad="""
        Run: Cutover
             2026-11-20
        Sites: Site Code | Street Address
               HQ        | 100 Congress Ave
               DEPOT     | 8 Elm St
        Devices: Device Name | MAC               | Site Code
                 Phone 1     | 00:11:22:33:44:55 | HQ
                 Phone 2     | 00:11:22:33:44:66 | DEPOT
        Lines: Line Number  | Site Code | Line Type  | Action
               212-555-0177 | DEPOT     | fire alarm | replace
        Evidence: Subject      | Kind         | Date       | Result | Callback Result
                  HQ           | 911 test     | 2026-11-10 | pass   | pass
                  DEPOT        | 911 test     | 2026-11-21 | pass   |
                  212-555-0177 | station test | 2026-11-18 | pass   |
    """,
    good="""
        Run: Cutover
             2026-11-20
        Sites: Site Code | Street Address
               HQ        | 100 Congress Ave
               DEPOT     | 8 Elm St
               LAND      | 9 Elm St
        Devices: Device Name | MAC               | Site Code
                 Phone 1     | 00:11:22:33:44:55 | HQ
                 Phone 2     | 00:11:22:33:44:66 | DEPOT
        Lines: Line Number  | Site Code | Line Type  | Action
               212-555-0177 | DEPOT     | fire alarm | replace
               212-555-0178 | DEPOT     | fire alarm | keep
               212-555-0179 | DEPOT     | fax        | move
        Evidence: Subject      | Kind          | Date       | Result | Callback Result
                  HQ           | 911 test      | 2026-11-21 | pass   | pass
                  Phone 2      | 911 test      | 2026-11-20 | pass   |
                  DEPOT        | callback test | 2026-11-21 | pass   |
                  212-555-0177 | station test  | 2026-11-20 | pass   |
    """,
    more={
        "before the cutover nothing is due": (
            """
            Run: Cutover
                 2026-11-28
            Sites: Site Code | Street Address
                   HQ        | 100 Congress Ave
            Devices: Device Name | MAC               | Site Code
                     Phone 1     | 00:11:22:33:44:55 | HQ
            Evidence: Subject | Kind  | Date       | Result
                      HQ      | photo | 2026-11-10 | pass
            """,
            0,
        ),
        "a line has a cutover of its own; without any date nothing is judged": (
            """
            Lines: Line Number  | Line Type  | Action  | Cutover Date
                   212-555-0177 | fire alarm | replace | 2026-11-19
                   212-555-0178 | fire alarm | replace | 2026-11-29
                   212-555-0179 | fire alarm | replace |
            Evidence: Subject      | Kind         | Date       | Result
                      212-555-0177 | station test | 2026-11-18 | pass
            """,
            1,
        ),
        "a telephone whose site no sheet describes": (
            """
            Run: Cutover
                 2026-11-20
            Devices: Device Name | MAC               | Site Code
                     Phone 1     | 00:11:22:33:44:55 | HQ
            Evidence: Subject | Kind  | Date       | Result
                      HQ      | photo | 2026-11-10 | pass
            """,
            0,
        ),
    },
)
def not_tested_since() -> Condition:
    """What was tested before the cutover ran on the old trunks; the new ones have carried no 911 call yet.

    Tests of the day of the cutover count as made after it, since a log has no hours.
    """
    return and_(_After.c.cut_on < day("as_of"), _After.c.missing != "")
