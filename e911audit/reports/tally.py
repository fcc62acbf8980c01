"""What a summary says: counts by severity and family, and the verdict. The same words in every format."""

from collections import Counter
from typing import NamedTuple

from e911audit.reports.text import count_of
from e911audit.values import Judgement, Severity, Status
from e911audit.views.result import Finding, Outcome, Result, SiteVerdict

FAMILIES = {
    "LOC": "Locations and addresses",
    "NUM": "Numbers and 911 records",
    "DEV": "Devices and systems",
    "CBN": "Calling 911, callback and notification",
    "LEG": "Life-safety and analog lines",
    "MSA": "ALI and MSAG records",
    "POR": "Ports",
    "CIR": "Circuits and trunks",
    "DEM": "Demarcation points",
    "SLA": "Contracts and repair times",
    "PRV": "Providers and owners",
    "HYG": "Data and evidence",
}
"""Letters before a rule's number -> what these rules are about. A plugin's own letters stand for themselves."""


class Tally(NamedTuple):
    """Open findings of one family."""

    family: str
    blocker: int
    major: int
    minor: int
    info: int

    @property
    def total(self) -> int:
        """All severities."""
        return self.blocker + self.major + self.minor + self.info


class Group(NamedTuple):
    """Open findings of one rule at one site: usually one cause, and one thing to mend."""

    severity: Severity
    rule: str
    name: str
    site: str
    findings: int
    affects: int
    fix: str


class Headline(NamedTuple):
    """The verdict in one word (GO, NO-GO or NOT JUDGED) and the sentence behind it."""

    word: str
    sentence: str


def in_order(result: Result, status: Status) -> list[Finding]:
    """Findings of this status, gravest first, then by site and rule."""
    chosen = (finding for finding in result.findings if finding.status == status)
    rank = {severity: severity.rank for severity in Severity}
    return sorted(chosen, key=lambda finding: (rank[finding.severity], finding.site, finding.rule, finding.key))


def groups(result: Result) -> list[Group]:
    """What to mend first: the open findings by rule and site, the gravest first, then those that affect most."""
    names = {rule.code: rule.name for rule in result.rules}
    held: dict[tuple[str, str], list[Finding]] = {}
    for finding in result.findings:
        if finding.status == Status.OPEN:
            held.setdefault((finding.rule, finding.site), []).append(finding)
    found = [
        Group(
            min((one.severity for one in each), key=lambda severity: severity.rank),
            rule,
            names.get(rule, ""),
            site,
            len(each),
            sum(one.affects for one in each),
            each[0].fix,
        )
        for (rule, site), each in held.items()
    ]
    return sorted(found, key=lambda group: (group.severity.rank, -group.affects, group.rule, group.site))


def by_severity(result: Result) -> list[tuple[Severity, int, int]]:
    """Each severity with its open and its waived findings."""
    counts = Counter((finding.severity, finding.status) for finding in result.findings)
    return [(severity, counts[severity, Status.OPEN], counts[severity, Status.WAIVED]) for severity in Severity]


def by_family(result: Result) -> list[Tally]:
    """Open findings of each family that has some, in the catalogue's order, families of plugins last."""
    counts = Counter(
        (finding.rule.partition("-")[0], finding.severity)
        for finding in result.findings
        if finding.status == Status.OPEN
    )
    present = {letters for letters, _ in counts}
    letters_in_order = [*(known for known in FAMILIES if known in present), *sorted(present - FAMILIES.keys())]
    return [
        Tally(FAMILIES.get(letters, letters), *(counts[letters, severity] for severity in Severity))
        for letters in letters_in_order
    ]


def sites_in_order(result: Result) -> list[SiteVerdict]:
    """Sites that may not be cut over first, those with most blockers on top."""
    return sorted(result.sites, key=lambda site: (site.go, -site.blocker, -site.major, site.code))


def unjudged_in_order(result: Result) -> list[Outcome]:
    """Rules not judged at all first, then those with most records left over."""
    return sorted(
        result.not_judged,
        key=lambda outcome: (outcome.state != Judgement.NOT_JUDGED, -outcome.unjudged, outcome.rule),
    )


def answer(outcome: Outcome) -> str:
    """How far a rule was judged, in words."""
    if outcome.state == Judgement.NOT_JUDGED:
        return "not judged"
    return "judged in part" if outcome.unjudged else str(outcome.state)


def records_left(outcome: Outcome) -> int | str:
    """How many records a rule left unjudged; all, where it never came to count them."""
    return "all" if outcome.state == Judgement.NOT_JUDGED and not outcome.unjudged else outcome.unjudged


def unjudged_sentence(result: Result) -> str:
    """How much was not judged, in one sentence."""
    if not result.outcomes:
        return "No rule was judged, so nothing here speaks for the sites."
    left = result.not_judged
    if not left:
        return f"All {count_of(len(result.outcomes), 'rule')} could be judged for every record."
    whole = sum(outcome.state == Judgement.NOT_JUDGED for outcome in left)
    return (
        f"Of {count_of(len(result.outcomes), 'rule')}, {whole:,} could not be judged at all and "
        f"{len(left) - whole:,} only in part, because fields were missing. Missing data is never a pass."
    )


def headline(result: Result) -> Headline:
    """Go only where every site may go, no blocker is open and every rule was judged."""
    blockers = sum(f.severity == Severity.BLOCKER and f.status == Status.OPEN for f in result.findings)
    stopped = [site.code for site in result.sites if not site.go]
    if blockers:
        sites = f"{len(stopped):,} of {count_of(len(result.sites), 'site')} may not be cut over"
        return Headline("NO-GO", f"{count_of(blockers, 'open blocker')}; {sites}.")
    if stopped:
        named = ", ".join(stopped[:5]) + (" and others" if len(stopped) > 5 else "")
        return Headline("NO-GO", f"No blocker is open, but some sites are not clear: {named}.")
    if not result.sites or not result.outcomes or result.not_judged:
        return Headline("NOT JUDGED", "No blocker was found, but what was not judged may hold some.")
    return Headline("GO", f"{count_of(len(result.sites), 'site')} may be cut over: no open blocker, nothing unjudged.")
