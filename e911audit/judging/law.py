"""By which clauses of law a finding is one: those of its rule that hold for its site or system on the run's day."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date
from typing import NamedTuple

from sqlalchemy import Connection, delete, insert, not_, select

from e911audit.config import Config
from e911audit.law import Clause, clauses
from e911audit.law.clauses import UNITED_STATES
from e911audit.model import tables
from e911audit.model.origin import SEPARATOR
from e911audit.rules.regime import SiteSystems, core_installed_on
from e911audit.rules.shared import Computed

NONE_HOLDS = "no clause of law holds here by its dates: judged as good practice"


class Age(NamedTuple):
    """The states where systems stand and the days of the oldest and the newest; None where one is of unknown age."""

    states: frozenset[str]
    oldest: date | None = None
    newest: date | None = None


EVERYWHERE = Age(frozenset())


def keep_law(connection: Connection, config: Config) -> None:
    """Keep the clauses of this run where rules can ask for them; untouched where they are the same."""
    wanted = [_row(clause) for clause in clauses(config.law)]
    held = {row["id"]: dict(row) for row in connection.execute(select(tables.Clause)).mappings()}
    if {row["id"]: row for row in wanted} != held:
        connection.execute(delete(tables.Clause))
        connection.execute(insert(tables.Clause), wanted)


def _row(clause: Clause) -> dict[str, object]:
    columns = [column.name for column in tables.Clause.c]
    return {name: getattr(clause, name) for name in columns}


class Regime:
    """Which clauses hold for each site and each system of a store."""

    def __init__(self, connection: Connection, shared: Computed, config: Config) -> None:
        self.by_rule: dict[str, list[Clause]] = defaultdict(list)
        for clause in clauses(config.law):
            if clause.in_force(config.as_of):
                for rule in clause.rules:
                    self.by_rule[rule].append(clause)
        self.rules = {rule for clause in clauses(config.law) for rule in clause.rules}
        self.sites = _sites(connection, shared)
        self.systems = _systems(connection, self.sites)
        self.told: dict[tuple[str, str, str], str | None] = {}

    def cites(self, rule: str, kind: str, subject: str, site: str) -> str | None:
        """The citations of the clauses by which a finding is one; None where the rule rests on no clause."""
        if rule not in self.rules:
            return None
        whose = (rule, kind, subject) if kind == "system" else (rule, "site", site)
        if whose not in self.told:
            age = (self.systems if kind == "system" else self.sites).get(whose[2], EVERYWHERE)
            held = self.holding(self.by_rule[rule], age)
            self.told[whose] = SEPARATOR.join(f"{clause.cite} [{clause.id}]" for clause in held) or NONE_HOLDS
        return self.told[whose]

    @staticmethod
    def holding(candidates: Iterable[Clause], age: Age) -> list[Clause]:
        """Those of the clauses, in force already, that hold where and for what is of this age."""
        return [
            clause
            for clause in candidates
            if clause.jurisdiction in (UNITED_STATES, *age.states) and clause.covers(age.oldest, age.newest)
        ]


def _sites(connection: Connection, shared: Computed) -> dict[str, Age]:
    site, address, place = tables.Site, tables.Address, tables.Place
    query = (
        select(site.c.code, place.c.state, SiteSystems.c.undated, SiteSystems.c.oldest, SiteSystems.c.newest)
        .select_from(site)
        .join(address, address.c.id == site.c.address_id, isouter=True)
        .join(place, place.c.id == address.c.place_id, isouter=True)
        .join(SiteSystems, SiteSystems.c.site == site.c.code, isouter=True)
        .where(not_(site.c.repeats))
    )
    shared.need(query)
    return {
        code: Age(frozenset([state] if state else []), *((oldest, newest) if undated == 0 else (None, None)))
        for code, state, undated, oldest, newest in connection.execute(query)
    }


def _systems(connection: Connection, sites: dict[str, Age]) -> dict[str, Age]:
    system, device = tables.System, tables.Device
    places: dict[str, set[str]] = defaultdict(set)
    used = select(device.c.system, device.c.site).where(device.c.system.is_not(None), device.c.site.is_not(None))
    for name, code in connection.execute(used.distinct()):
        places[name] |= sites.get(code, EVERYWHERE).states
    dated = select(system.c.name, core_installed_on).where(not_(system.c.repeats))
    rows: Sequence[tuple[str, date | None]] = [(name, on) for name, on in connection.execute(dated)]
    return {name: Age(frozenset(places[name]), on, on) for name, on in rows}
