"""Evidence as rules see it: how a proof stands, what it is about, which sites and systems a test call has tested."""

from typing import Any

from sqlalchemy import ColumnElement, Select, and_, case, func, literal, not_, null, or_, select, union

from e911audit.model.tables import Device, Evidence, Line, Location, Number, Site, System
from e911audit.rules.freshness import FRESHNESS
from e911audit.rules.rule import Among, Condition, day
from e911audit.rules.shared import shared
from e911audit.rules.subjects import SystemUse, looked_at


def outcome(proof: Any) -> ColumnElement[str]:
    """How a proof ended: pass, fail or pending. A test call whose address or callback was wrong has failed."""
    wrong = or_(proof.c.result == "fail", proof.c.address_correct == "no", proof.c.callback_result == "fail")
    return case((wrong, "fail"), (proof.c.result == "pass", "pass"), else_="pending")


called_back = func.coalesce(or_(Evidence.c.kind == "callback_test", Evidence.c.callback_result == "pass"), False)
"""Tells where a proof shows that the callback worked: a test of its own, or part of a test call."""


def holds(proof: Any) -> Condition:
    """Tell where a proof counts on the day of the run: not dated later, not expired; never NULL."""
    return and_(
        func.coalesce(proof.c.on_date <= day("as_of"), True), func.coalesce(proof.c.expires_on >= day("as_of"), True)
    )


_named = select(func.upper(Evidence.c.subject)).union(
    select(func.upper(Evidence.c.dialed_from)).where(Evidence.c.dialed_from.is_not(None))
)
_is_line = select(Line.c.id).where(Line.c.e164 == Number.c.e164).correlate(Number).exists()


def _about(name: ColumnElement[Any], site: Any, system: Any, *where: Any, on_system: bool = True) -> Select[Any]:
    return select(
        func.upper(name).label("name"),
        site.label("site"),
        system.label("system"),
        literal(on_system).label("on_system"),
    ).where(func.upper(name).in_(_named), *where)


ProofSubject = shared(
    "proof_subject",
    union(
        _about(Site.c.code, Site.c.code, null()),
        _about(System.c.name, SystemUse.c.site, System.c.name).join_from(
            System, SystemUse, SystemUse.c.system == System.c.name, isouter=True
        ),
        _about(Location.c.code, Location.c.site, null()),
        *(_about(name, Device.c.site, Device.c.system) for name in (Device.c.name, Device.c.e164)),
        _about(Number.c.e164, Number.c.site, null(), not_(_is_line)),
        *(_about(name, Line.c.site, null(), on_system=False) for name in (Line.c.name, Line.c.e164, Line.c.circuit)),
    ),
    index="name",
)
"""What the names in the evidence mean: name in capitals, site, system (NULL where it tells none), and whether a call
from there goes through a telephone system; an analog line's does not."""
ProofSite = shared(
    "proof_site",
    select(ProofSubject.c.name, func.min(ProofSubject.c.site).label("site"))
    .group_by(ProofSubject.c.name)
    .having(func.min(ProofSubject.c.site) == func.max(ProofSubject.c.site)),
    index="name",
)
"""The one site of a name, where it has one."""


def _tested(column: Any) -> Select[Any]:
    """Test calls that passed, by what was tested: the proof's subject, and where it was dialed from."""
    dialed = or_(ProofSubject.c.name == func.upper(Evidence.c.subject), ProofSubject.c.name == _station)
    return (
        select(
            column,
            ProofSubject.c.system.label("through"),
            (Evidence.c.kind == "test_call_911").label("called"),
            called_back.label("called_back"),
            Evidence.c.on_date,
            Evidence.c.expires_on,
        )
        .join_from(Evidence, ProofSubject, dialed)
        .where(_call, column.is_not(None), outcome(Evidence) == "pass", ProofSubject.c.on_system)
    )


_station = func.upper(func.coalesce(Evidence.c.dialed_from, Evidence.c.subject))
_call = Evidence.c.kind.in_(("test_call_911", "callback_test"))
TestedSite = shared("tested_site", _tested(ProofSubject.c.site), index="site")
"""Passed 911 test calls and callback tests by site, with the system that the call went through, where it is known."""
TestedSystem = shared("tested_system", _tested(ProofSubject.c.system), index="system")
"""The same by system."""


def kinds_told(which: Condition) -> ColumnElement[str]:
    """Titles of the kinds of evidence for which this holds, among all proofs of one subject: "photo, inspection"."""
    told: ColumnElement[Any] = literal("")
    for kind in FRESHNESS:
        there = func.max(case((and_(Evidence.c.kind == kind.kind, which), 1), else_=0)).over(
            partition_by=Evidence.c.subject
        )
        told += case((there == 1, f", {kind.title}"), else_="")
    return func.substr(told, len(", ") + 1)


def proofs(name: str, *further: ColumnElement[Any]) -> Among:
    """Select the rows of evidence, each with the site of what it is about."""
    return Among(
        name=name,
        tables=("evidence",),
        query=looked_at(Evidence, "evidence", Evidence.c.subject, ProofSite.c.site, *further)
        .select_from(Evidence)
        .join(ProofSite, ProofSite.c.name == func.upper(Evidence.c.subject), isouter=True),
    )
