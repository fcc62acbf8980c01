"""Which clauses of law hold for a site and for a telephone system, by state, by date, and by the age of the systems.

A system is as old as its newest core: federal law counts one that was renewed after 2020-02-16 as a new one (47 CFR
9.15). One of unknown age may fall under any clause.
"""

from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, and_, case, func, not_, or_, select

from e911audit.law import clauses
from e911audit.model.tables import Address, Clause, Device, Place, Site, System
from e911audit.rules.rule import Condition, day
from e911audit.rules.shared import shared
from e911audit.rules.subjects import Tallest

GRANDFATHERED_TO = date(2020, 2, 16)
"""Systems installed, or renewed in their core, after this day fall under 47 CFR 9.15 (47 U.S.C. 623)."""

core_installed_on = func.coalesce(System.c.last_core_upgrade_on, System.c.installed_on)
"""The day from which law counts a system."""

SiteSystems = shared(
    "site_systems",
    select(
        Device.c.site.label("site"),
        func.count().label("devices"),
        func.sum(case((core_installed_on.is_(None), 1), else_=0)).label("undated"),
        func.min(core_installed_on).label("oldest"),
        func.max(core_installed_on).label("newest"),
    )
    .join(System, and_(System.c.name == Device.c.system, not_(System.c.repeats)), isouter=True)
    .where(Device.c.site.is_not(None))
    .group_by(Device.c.site),
    index="site",
)
"""For each site its devices, how many belong to no dated system, and the ages of its systems."""

undated = func.coalesce(SiteSystems.c.undated, 1) > 0


def in_force() -> Condition:
    """Whether a clause holds on the day of the run."""
    as_of = day("as_of")
    return and_(
        or_(Clause.c.starts.is_(None), Clause.c.starts <= as_of), or_(Clause.c.ends.is_(None), Clause.c.ends >= as_of)
    )


def covers(unknown: Condition, oldest: ColumnElement[Any], newest: ColumnElement[Any]) -> Condition:
    """Whether a clause covers systems of these days."""
    return or_(
        unknown,
        and_(
            or_(Clause.c.installed_from.is_(None), newest >= Clause.c.installed_from),
            or_(Clause.c.installed_to.is_(None), oldest <= Clause.c.installed_to),
        ),
    )


_exempt = case(
    (Clause.c.small_sqft.is_(None), False),
    else_=and_(
        Site.c.workspace_sqft < Clause.c.small_sqft,
        Tallest.c.floors == 1,
        SiteSystems.c.devices < Clause.c.small_devices,
        case((undated, None), else_=SiteSystems.c.newest <= Clause.c.small_until),
    ),
)
SiteLaw = shared(
    "site_law",
    select(
        Site.c.code.label("site"),
        Clause.c.id.label("clause"),
        Clause.c.topic,
        Clause.c.cite,
        Clause.c.area_sqft,
        _exempt.label("exempt"),
        Clause.c.installed_from,
        Clause.c.installed_to,
    )
    .select_from(Site)
    .join(Address, Address.c.id == Site.c.address_id)
    .join(Place, Place.c.id == Address.c.place_id)
    .join(Clause, Clause.c.jurisdiction == Place.c.state)
    .join(SiteSystems, SiteSystems.c.site == Site.c.code, isouter=True)
    .join(Tallest, Tallest.c.site == Site.c.code, isouter=True)
    .where(not_(Site.c.repeats), in_force(), covers(undated, SiteSystems.c.oldest, SiteSystems.c.newest)),
    index="site",
)
"""For each site the clauses of its state that hold on the day of the run and cover one of its systems; ``exempt`` is
NULL where a fact is missing that would tell."""


def of_state(*topics: str) -> tuple[str, ...]:
    """The citations of the known clauses of states about one of these topics."""
    return tuple(clause.citation for clause in clauses() if clause.topic in topics and clause.framework == "State law")


def strictest(name: str, *topics: str) -> ColumnElement[str]:
    """Of a site's clauses about a topic the citation of the one with the least area."""
    law = SiteLaw.alias(name)
    about = select(law.c.cite).where(law.c.site == Site.c.code, law.c.topic.in_(topics))
    return about.order_by(law.c.area_sqft, law.c.clause).limit(1).correlate(Site).scalar_subquery()
