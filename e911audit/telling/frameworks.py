"""Which clauses of law and of standards each site meets, by the findings of a run; what nobody judged is no pass."""

from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Connection, func, not_, select

from e911audit.config import Config
from e911audit.judging.law import Regime
from e911audit.judging.supply import supply
from e911audit.judging.verdict import Population, days
from e911audit.law import Clause, clauses
from e911audit.model.tables import Device, Finding, Outcome, System
from e911audit.rules import RULES
from e911audit.rules.shared import computed
from e911audit.store.store import Store
from e911audit.telling.recall import stored_run
from e911audit.values import Judgement, Status
from e911audit.views.result import Compliance, Duty

MET, NOT_MET, NOT_JUDGED, MANUAL = "met", "not met", "not judged", "manual"
ANSWERS = (NOT_MET, NOT_JUDGED, MANUAL, MET)
"""From the worst to the best."""


@dataclass
class _Rule:
    """What one rule answered: findings, records looked at and records not judged, by site."""

    looked_at: Counter[str] = field(default_factory=Counter)
    found: Counter[str] = field(default_factory=Counter)
    unjudged: Counter[str] = field(default_factory=Counter)
    missing: str = ""
    """What no sheet supplied, "" where the rule was judged at all."""


def compliance(store: Store, config: Config, run: int | None = None) -> Compliance:
    """Answer each clause for each site, by a stored run (default: the newest) and the law on its day."""
    with store.reading() as connection:
        facts = stored_run(connection, run)
        held = Config(as_of=facts.as_of, cutover=facts.cutover, law=config.law)
        with computed(connection, days(held)) as tables:
            regime = Regime(connection, tables, held)
            wanted = [clause for clause in clauses(held.law) if clause.in_force(held.as_of)]
            names = {rule for clause in wanted for rule in clause.rules}
            answered = _answers(connection, facts.id, names, Population(connection, held, tables))
        duties = (
            _duty(clause, site, answered)
            for site, age in sorted(regime.sites.items())
            for clause in regime.holding(wanted, age)
        )
        return Compliance(facts.version, facts.as_of, tuple(duties))


def _duty(clause: Clause, site: str, answered: dict[str, _Rule]) -> Duty:
    told = [(answer, f"{rule} {why}") for rule in clause.rules for answer, why in [_answer(answered.get(rule), site)]]
    if clause.manual:
        told.append((MANUAL, clause.manual))
    worst = min((answer for answer, _ in told), key=ANSWERS.index)
    why = "; ".join(words for answer, words in told if answer == worst)
    return Duty(site, clause.framework, clause.id, clause.cite, clause.demand, worst, why)


def _answer(rule: _Rule | None, site: str) -> tuple[str, str]:
    """What a rule says of a site, in words that follow its code."""
    if rule is None:
        return NOT_JUDGED, "was not applied"
    if found := rule.found[site]:
        return NOT_MET, f"found {found:,}"
    if rule.missing:
        return NOT_JUDGED, f"lacks {rule.missing}"
    if unjudged := rule.unjudged[site]:
        return NOT_JUDGED, f"could not judge {unjudged:,}"
    if not rule.looked_at[site]:
        return NOT_JUDGED, "has no record of this site to look at"
    return MET, f"looked at {rule.looked_at[site]:,}"


def _answers(connection: Connection, run: int, names: set[str], population: Population) -> dict[str, _Rule]:
    """The answers of a run's rules by site; what is said of a telephone system is said of each of its sites."""
    sites_of = sites_of_systems(connection)
    answered = {}
    supplied = supply(connection, frozenset(("run.cutover", "run.geocodes")))
    for row in connection.execute(select(Outcome).where(Outcome.c.run_id == run, Outcome.c.rule.in_(names))):
        if row.rule not in RULES:
            continue
        rule = RULES[row.rule]
        one = answered[row.rule] = _Rule()
        one.unjudged.update(row.unjudged_by_site)
        if row.state == Judgement.NOT_JUDGED and not row.looked_at:
            one.missing = ", ".join(row.missing)
        sheets = supplied.scope(rule).judged
        one.looked_at = population.by_site(rule.among, sheets) if sheets else Counter()
        if rule.among.tables == ("system",):
            _spread(one, sites_of)
    for rule_code, kind, subject, site, count in _found(connection, run, names & answered.keys()):
        for where in sites_of.get(subject, [site]) if kind == "system" else [site]:
            answered[rule_code].found[where] += count
    return answered


def sites_of_systems(connection: Connection) -> dict[str, list[str]]:
    """The sites of each system that a sheet describes, by its devices."""
    used = (
        select(System.c.name, Device.c.site)
        .join(Device, Device.c.system == System.c.name)
        .where(not_(System.c.repeats), Device.c.site.is_not(None))
        .distinct()
    )
    sites_of: dict[str, list[str]] = defaultdict(list)
    for system, site in connection.execute(used):
        sites_of[system].append(site)
    return sites_of


def _spread(rule: _Rule, sites_of: dict[str, list[str]]) -> None:
    """A system of several sites stands at none: what is known of it, or not known, holds for each of them."""
    rule.looked_at = Counter(site for sites in sites_of.values() for site in sites)
    for site in {site for sites in sites_of.values() if len(sites) > 1 for site in sites}:
        rule.unjudged[site] += rule.unjudged[""]


def _found(connection: Connection, run: int, names: set[str]) -> Iterator[Any]:
    query = (
        select(Finding.c.rule, Finding.c.subject_kind, Finding.c.subject, Finding.c.site, func.count())
        .where(Finding.c.run_id == run, Finding.c.rule.in_(names), Finding.c.status == Status.OPEN)
        .group_by(Finding.c.rule, Finding.c.subject_kind, Finding.c.subject, Finding.c.site)
    )
    yield from connection.execute(query)
