"""What the gates look at: all that a stored run and the inventory tell of one site, or that may concern it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

from sqlalchemy import Connection, func, select

from e911audit.config import Config
from e911audit.errors import E911AuditError, StoreRefused
from e911audit.judging.verdict import days
from e911audit.model.tables import Device, Line, Outcome
from e911audit.rules import RULES
from e911audit.rules.freshness import FRESHNESS
from e911audit.rules.match_rate import MatchRate
from e911audit.rules.proofs import TestedSite
from e911audit.rules.rule import day
from e911audit.rules.shared import computed
from e911audit.rules.subjects import can_dial
from e911audit.signoff.gate import Acceptance
from e911audit.telling.frameworks import sites_of_systems
from e911audit.values import Judgement, Status
from e911audit.views.result import Finding, Result, SiteVerdict, SurvivingLine

TEST_CALLS = {"test_call_911": "911 test call", "callback_test": "callback test"}


class Unjudged(NamedTuple):
    """A rule that could not be judged: for how many records of the site or of no site (0: no data at all), and why."""

    rule: str
    records: int
    missing: tuple[str, ...]

    @property
    def acceptable(self) -> bool:
        """Whether a person may accept it: where nobody may waive a rule, the records that are there must be judged."""
        return not self.records or self.rule not in RULES or RULES[self.rule].waivable

    @property
    def told(self) -> str:
        """The reason in words."""
        why = "; ".join(self.missing) or "nothing to look at"
        return f"{self.records:,} record{'s' * (self.records != 1)}: {why}" if self.records else f"no data: {why}"


@dataclass(frozen=True, kw_only=True)
class Case:
    """One site. ``tested`` tells for each kind of test call when it last passed within its freshness, None: never."""

    site: SiteVerdict
    run: Result
    findings: tuple[Finding, ...]
    unjudged: Mapping[str, Unjudged]
    accepted: Mapping[str, Acceptance]
    lines: tuple[SurvivingLine, ...]
    lines_told: bool
    """Whether any sheet tells of lines at all."""
    telephones: int
    tested: Mapping[str, date | None]
    matched: tuple[int, int]
    """How many locations the street guide holds, of how many that it covers."""

    def open(self, rules: Iterable[str] | None = None) -> list[Finding]:
        """Open findings, those of these rules where some are named."""
        wanted = None if rules is None else frozenset(rules)
        return [one for one in self.findings if one.status == Status.OPEN and (wanted is None or one.rule in wanted)]


def collect(connection: Connection, facts: Any, run: Result, site: str, accepted: Iterable[Acceptance]) -> Case:
    """The case of a site; E911AuditError where the inventory has no such site. ``facts`` is the row of the run."""
    if run.cutover is None:
        raise StoreRefused("The run has no cutover date.", advice="Give it with --cutover.")
    verdict = next((one for one in run.sites if one.code == site), None)
    if verdict is None:
        codes = ", ".join(one.code for one in run.sites[:12]) or "none"
        raise E911AuditError(f"There is no site '{site}' in the inventory.", advice=f"Known are {codes}.")
    unjudged = _unjudged(connection, facts.id, site)
    tested, matched = _facts(connection, run, site)
    return Case(
        site=verdict,
        run=run,
        findings=_concerning(connection, run, site),
        unjudged=unjudged,
        accepted={one.rule: one for one in accepted if one.rule in unjudged and unjudged[one.rule].acceptable},
        lines=tuple(line for line in run.must_survive if line.site in (site, "")),
        lines_told=bool(connection.scalar(select(func.count()).select_from(Line))),
        telephones=connection.scalar(select(func.count()).where(Device.c.site == site, can_dial)) or 0,
        tested=tested,
        matched=matched,
    )


def _concerning(connection: Connection, run: Result, site: str) -> tuple[Finding, ...]:
    """Findings of the site, of systems that serve it, and of what stands at no site and so may stand here."""
    sites = sites_of_systems(connection)
    return tuple(
        one
        for one in run.findings
        if one.site == site
        or (not one.site and (one.subject_kind != "system" or site in sites.get(one.subject, [site])))
    )


def _unjudged(connection: Connection, run: int, site: str) -> dict[str, Unjudged]:
    found = {}
    for row in connection.execute(select(Outcome).where(Outcome.c.run_id == run).order_by(Outcome.c.rule)):
        records = row.unjudged_by_site.get(site, 0) + row.unjudged_by_site.get("", 0)
        nowhere = row.state == Judgement.NOT_JUDGED and not row.looked_at and not row.unjudged_by_site
        if records or nowhere:
            found[row.rule] = Unjudged(row.rule, records, tuple(row.missing))
    return found


def _facts(connection: Connection, run: Result, site: str) -> tuple[dict[str, date | None], tuple[int, int]]:
    """When test calls last passed, and the match rate; both from what the rules compute."""
    fresh = {kind.kind: kind.days_before or 0 for kind in FRESHNESS}
    with computed(connection, days_of(run)) as tables:
        tested = {}
        for kind in TEST_CALLS:
            done = TestedSite.c.called_back if kind == "callback_test" else TestedSite.c.called
            last = select(func.max(TestedSite.c.on_date)).where(
                TestedSite.c.site == site,
                done,
                TestedSite.c.on_date >= day("cutover", fresh[kind]),
                TestedSite.c.on_date <= day("as_of"),
                func.coalesce(TestedSite.c.expires_on >= day("cutover"), True),
            )
            tables.need(last)
            tested[kind] = connection.scalar(last, days_of(run))
        rate = select(MatchRate.c.matched, MatchRate.c.locations).where(MatchRate.c.site == site)
        tables.need(rate)
        matched = connection.execute(rate, days_of(run)).first()
    return tested, (int(matched.matched), int(matched.locations)) if matched else (0, 0)


def days_of(run: Result) -> dict[str, date | None]:
    """The dates of a run that conditions may ask for."""
    return days(Config(as_of=run.as_of, cutover=run.cutover))
