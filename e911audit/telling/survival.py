"""What may become of each line: its kind and how it is known, the decision, its proofs, and when it may go."""

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from sqlalchemy import Connection, select

from e911audit.line_kinds import Identity, LineKind, Sign, kind_of
from e911audit.model.tables import LineSign
from e911audit.survival import TITLES, Verdict, verdicts
from e911audit.telling.disconnect import Agenda, Wait, earliest, read_agenda, waits
from e911audit.telling.line_costs import Price, line_prices
from e911audit.telling.line_evidence import (
    FAILED,
    GOOD,
    OF_KIND,
    Days,
    Standing,
    evidence_by_subject,
    proof_words,
    standings,
)
from e911audit.telling.line_plan import ANSWERS, Plan, judge_plan
from e911audit.telling.line_rows import Merged, doubted, identity_of, merged_lines, mystery_lines
from e911audit.views.result import Cell, SurvivingLine

CellOf = Callable[[int, int, Sequence[str]], Cell]
SOURCES = {
    "person": "identified on site",
    "column": "column",
    "words": "words '{words}'",
    "elsewhere": "words '{words}' elsewhere",
    "code": "code {words}",
    "safety": "column Life Safety",
}
"""What a sign is called in a report."""
NO_PRICE = Price(None, ())


class Known(NamedTuple):
    """What the store knows beside the lines themselves: signs and proofs by line, and what delays a disconnection."""

    signs: dict[str, list[Any]]
    proofs: dict[str, list[Any]]
    agenda: Agenda
    kinds: dict[int, str]
    """Numbers of life-safety lines, as digits -> what the line is."""
    prices: Mapping[str, Price]
    cell: CellOf
    days: Days


def judged_lines(
    connection: Connection, cell: CellOf, days: Days
) -> tuple[tuple[SurvivingLine, ...], tuple[SurvivingLine, ...]]:
    """Lines of life safety or unknown purpose, numbers that only a carrier knows among them; and all other lines."""
    signs = defaultdict(list)
    for sign in connection.execute(select(LineSign).order_by(LineSign.c.id)):
        signs[sign.line].append(sign)
    every = (*merged_lines(connection), *mystery_lines(connection, signs))
    kinds = {
        int(line.e164): kind_of(line.kind).title
        for line in every
        if line.e164 and kind_of(line.kind).life_safety == "yes"
    }
    known = Known(
        signs,
        evidence_by_subject(connection),
        read_agenda(connection),
        kinds,
        line_prices(connection, cell),
        cell,
        days,
    )
    judged = [(_judged(line, known), line.life_safety) for line in every]
    return (
        tuple(line for line, safety in judged if safety != "no"),
        tuple(line for line, safety in judged if safety == "no"),
    )


def _judged(line: Merged, known: Known) -> SurvivingLine:
    kind, signs = kind_of(line.kind), known.signs.get(line.name, [])
    found = identity_of(signs)
    subjects = dict.fromkeys((line.name, line.e164, line.circuit))
    stands = standings((proof for name in subjects for proof in known.proofs.get(name or "", ())), known.days)
    missing = _missing(kind, stands)
    proved = {f"proof:{name}": True for name, proof in stands.items() if proof.state == GOOD}
    routes = verdicts(kind.name, {**line.rest, **proved})
    sure = found.confidence in ("certain", "told") and not missing
    plan = judge_plan(line, routes, clear=_clear(line, kind, found), sure=sure)
    until = _until(line, kind, plan, stands, known) if not missing else [Wait(None, "every missing proof is given")]
    day, reasons = earliest([*plan.waits, *until])
    needs = {proof_words(name) for name in missing}
    price = known.prices.get(line.name, NO_PRICE)
    return SurvivingLine(
        line=line.name,
        site=line.site or "",
        kind=kind.title,
        kind_words=line.kind_words or "",
        action=line.action or "",
        why=_why(line, kind),
        proof=tuple(sorted(proof_words(name) for name, proof in stands.items() if proof.state == GOOD)),
        missing=tuple(f"{proof_words(name)}{state}" for name, state in missing.items()),
        cell=known.cell(line.sheet_id, line.row, ("e164", "circuit")),
        lives={"yes": "yes", "no": "no"}.get(line.life_safety, "perhaps"),
        how_known=(*_how_known(found, signs, known.cell), *_neighbours(line, found, known)),
        confidence=found.confidence,
        decision=str(plan.decision),
        grounds=tuple(_grounds(routes)),
        plan=plan.words,
        plan_fits=plan.fits,
        proof_told=tuple(proof.told for _, proof in sorted(stands.items()) if proof.state == GOOD),
        missing_from=tuple(_giver(name, line, kind) for name in missing),
        facts_missing=tuple(fact for fact in plan.lacks if fact not in needs),
        earliest_disconnect=day,
        not_before=reasons,
        cost=price.amount,
        cost_told=price.told,
        billed_accounts=price.accounts,
    )


def _clear(line: Merged, kind: LineKind, found: Identity) -> bool:
    """Whether no one says graver things of a line than its kind does; an identification on site ends that doubt."""
    return kind.life_safety != "no" or (line.life_safety == "no" and not doubted(found))


def _why(line: Merged, kind: LineKind) -> str:
    if line.unlisted:
        return f"{line.unlisted} {kind.why}" if kind.name != "unknown" else line.unlisted
    unsure = " Its life-safety role is unknown." if line.life_safety == "unknown" and line.kind else ""
    return f"{kind.why}{unsure}"


def _missing(kind: LineKind, stands: dict[str, Standing]) -> dict[str, str]:
    """Kinds of proof that the line lacks, or that failed and were not repeated -> how they stand."""
    needed = {name: "" for name in kind.proofs if name not in stands}
    bad = {
        name: proof.state
        for name, proof in stands.items()
        if proof.state == FAILED or (name in kind.proofs and proof.state != GOOD)
    }
    return {name: (needed | bad)[name] for name in (*kind.proofs, *stands) if name in needed or name in bad}


def _until(line: Merged, kind: LineKind, plan: Plan, stands: dict[str, Standing], known: Known) -> list[Wait]:
    return list(waits(line, kind.proofs, stands, known.agenda, known.days)) if plan.goes else []


def _giver(proof: str, line: Merged, kind: LineKind) -> str:
    return OF_KIND[proof].given_by.format(
        authority=kind.authority or "the authority having jurisdiction",
        station=line.monitoring_company or "the monitoring station",
        owner=line.owner or "the business owner of the line",
    )


def _how_known(found: Identity, signs: list[Any], cell: CellOf) -> Iterator[str]:
    """The signs, what decided first, then what agrees, then what contradicts it."""

    def order(sign: Any) -> int:
        this = Sign(sign.source, sign.kind, sign.words)
        return 0 if this == found.sign else 2 if this in found.against else 1

    for sign in sorted(signs, key=order):
        told = SOURCES[sign.source].format(words=sign.words)
        says = sign.kind if sign.source == "safety" else kind_of(sign.kind).title if sign.kind else "as it is listed"
        against = "contradicted by " if order(sign) == 2 else ""
        at = cell(sign.sheet_id, sign.row, (sign.field,))
        yield f"{against}{told}: {says} ({at.brief})"


def _neighbours(line: Merged, found: Identity, known: Known) -> Iterator[str]:
    """For a line of which nothing is known, life-safety lines with the next numbers: lines ordered together."""
    if found.sign is None and line.e164:
        for number in (int(line.e164) - 1, int(line.e164) + 1):
            if number in known.kinds:
                yield f"next to +{number}: {known.kinds[number]}"


def _grounds(routes: Sequence[Verdict]) -> Iterator[str]:
    """What the matrix says of each route, then by what authority."""
    for verdict in routes:
        lacks = (f"wanted: {', '.join(verdict.lacks)}",) if verdict.lacks else ()
        yield "; ".join((f"{TITLES[verdict.route]}: {ANSWERS[verdict.may]}", *verdict.fails, *lacks))
    told = {f"{one.authority}{' (unverified)' * one.unverified}": None for one in routes}
    if told:
        yield f"by {'; '.join(told)}"
