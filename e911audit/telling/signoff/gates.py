"""The gates: each answers one question about a site, and none of them takes missing data for a pass."""

from collections.abc import Callable, Iterable
from typing import NamedTuple

from e911audit.rules import RULES
from e911audit.signoff.gate import Answer, Gate, Obstacle
from e911audit.telling.signoff.case import TEST_CALLS, Case
from e911audit.values import Severity
from e911audit.views.result import Finding

NOTIFICATION = ("CBN-004", "CBN-005", "CBN-009")
CALLS = ("CBN-002", "HYG-003", "HYG-004", "LEG-032")
MATCH = ("MSA-010",)
PORTS = tuple(
    code for code, rule in sorted(RULES.items()) if rule.family == "POR" and rule.severity.rank <= Severity.MAJOR.rank
)


class Found(NamedTuple):
    """What a gate found: its answer, the reason, and what is in the way."""

    answer: Answer
    told: str
    obstacles: tuple[Obstacle, ...] = ()


def gates(case: Case) -> tuple[Gate, ...]:
    """Every gate with its answer."""
    return tuple(Gate(name, question, *answer(case)) for name, (question, answer) in GATES.items())


def _blockers(case: Case) -> Found:
    found = [one for one in case.open() if one.severity == Severity.BLOCKER]
    waived = sum(one.severity == Severity.BLOCKER for one in case.findings) - len(found)
    return _found(found, f"no blocker is open, {waived:,} waived")


def _majors(case: Case) -> Found:
    every = [one for one in case.open() if one.severity == Severity.MAJOR]
    loose = [one for one in every if not (one.review.owner and one.review.due)]
    if not loose:
        told = f"{_count(len(every), 'open major finding')}, each with an owner and a date."
        return Found(Answer.MET, told if every else "No major finding is open.")
    told = f"{_count(len(loose), 'open major finding')} of {len(every):,} without an owner or a date."
    return Found(Answer.NOT_MET, told, tuple(map(_finding, loose)))


def _judged(case: Case) -> Found:
    left = _left(case, case.unjudged)
    accepted = len(case.unjudged) - len(left)
    if not left:
        told = f"{len(case.run.outcomes) - accepted:,} rules were judged, {accepted:,} accepted by name as not judged."
        return Found(Answer.MET if case.run.outcomes else Answer.NOT_JUDGED, told)
    told = f"{_count(len(left), 'rule')} could not be judged and were not accepted by name; {accepted:,} were accepted."
    return Found(Answer.NOT_JUDGED, told, left)


def _proofs(case: Case) -> Found:
    if not case.lines_told:
        return Found(Answer.NOT_JUDGED, "No sheet tells of any line, so nobody knows which must survive.")
    loose = [line for line in case.lines if line.missing]
    if not loose:
        told = f"{_count(len(case.lines), 'life-safety line')}, each with all its proofs."
        return Found(Answer.MET, told if case.lines else "The sheets tell no life-safety line of this site.")
    obstacles = (
        Obstacle(f"{line.line} ({line.kind_told}): {', '.join(line.missing)}", str(line.cell)) for line in loose
    )
    told = f"{_count(len(loose), 'life-safety line')} of {len(case.lines):,} without all proofs."
    return Found(Answer.NOT_MET, told, tuple(obstacles))


def _match(case: Case) -> Found:
    matched, locations = case.matched
    rate = f"the street guide holds {matched:,} of {_count(locations, 'location')}"
    if not locations:
        accepted = all(rule in case.accepted for rule in MATCH)
        told = "No street guide (MSAG) covers a location of the site."
        if accepted:
            return Found(Answer.MET, f"{told} Accepted by {case.accepted[MATCH[0]].by}.")
        return Found(Answer.NOT_JUDGED, told, _left(case, MATCH))
    return _by_rules(case, MATCH, f"{rate}, {100 * matched // locations} %")


def _ports(case: Case) -> Found:
    return _by_rules(case, PORTS, "nothing is open on a port")


def _calls(case: Case) -> Found:
    """Rules judge what was tested; that anything was tested at this site, and lately, is asked here."""
    last = ", ".join(f"{title} on {case.tested[kind]}" for kind, title in TEST_CALLS.items() if case.tested[kind])
    found = _by_rules(case, CALLS, f"passed: {last or 'nothing'}")
    late = [title for kind, title in TEST_CALLS.items() if case.tested[kind] is None]
    if not late or not case.telephones or "CBN-002" in case.accepted:
        return found
    answer = Answer.NOT_MET if found.answer == Answer.MET else found.answer
    told = f"No fresh and passed {' and no '.join(late)} from a telephone of this site is recorded."
    return Found(answer, told, found.obstacles)


def _notification(case: Case) -> Found:
    return _by_rules(case, NOTIFICATION, "nothing is open on the notification")


GATES: dict[str, tuple[str, Callable[[Case], Found]]] = {
    "blockers": ("Is no blocker open?", _blockers),
    "majors": ("Has every major finding an owner and a date?", _majors),
    "judged": ("Was every rule judged, or accepted by name as not judged?", _judged),
    "proofs": ("Is the proof set of every life-safety line complete?", _proofs),
    "match": ("Does the street guide hold enough of the locations?", _match),
    "ports": ("Are the ports ready?", _ports),
    "calls": ("Are the 911 test calls passed and fresh?", _calls),
    "notification": ("Was the 911 notification tested?", _notification),
}
"""Gate -> its question, and what answers it."""


def _by_rules(case: Case, rules: Iterable[str], good: str) -> Found:
    """The answer of several rules: what is open stands before what nobody judged."""
    rules = tuple(rules)
    found = [one for one in case.open(rules) if one.severity.rank <= Severity.MAJOR.rank]
    left = _left(case, rules)
    if left and not found:
        return Found(Answer.NOT_JUDGED, f"{_count(len(left), 'rule')} of it could not be judged.", left)
    accepted = sum(rule in case.accepted for rule in rules)
    return _found(
        found, f"{good}; of {_count(len(rules), 'rule')} {accepted:,} accepted as not judged" if accepted else good
    )


def _found(found: list[Finding], good: str) -> Found:
    if not found:
        return Found(Answer.MET, f"{good[:1].upper()}{good[1:]}.")
    return Found(Answer.NOT_MET, f"{_count(len(found), 'finding')} open.", tuple(map(_finding, found)))


def _left(case: Case, rules: Iterable[str]) -> tuple[Obstacle, ...]:
    """Rules that were not judged and not accepted, or may not be."""
    missing = (case.unjudged[code] for code in rules if code in case.unjudged)
    return tuple(
        Obstacle(
            f"{one.rule} {RULES[one.rule].name if one.rule in RULES else ''}".strip()
            + f", {one.told}{'' if one.acceptable else ' (may not be accepted: nobody may waive it)'}"
        )
        for one in missing
        if one.rule not in case.accepted
    )


def _finding(finding: Finding) -> Obstacle:
    at = "" if finding.site else " (at no site, so maybe here)"
    return Obstacle(f"{finding.key}{at}: {finding.message}", str(finding.cells[0]) if finding.cells else "")


def _count(number: int, noun: str) -> str:
    return f"{number:,} {noun}{'s' * (number != 1)}"
