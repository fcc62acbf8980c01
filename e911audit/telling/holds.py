"""The Port Hold list: may a number move, and when may its old service end. What is not known leaves it undecided."""

from collections.abc import Callable, Iterator, Sequence
from datetime import timedelta
from typing import Any, NamedTuple

from e911audit.judging.verdict import Population
from e911audit.line_kinds import kind_of
from e911audit.telling.hold_facts import FLAGS, HoldFacts
from e911audit.views.result import Cell, HeldNumber

CellOf = Callable[[int, int, Sequence[str]], Cell]
NO_PORT, UNDECIDED, NO_DISCONNECT, MAY_PORT = "must not port", "undecided", "must not disconnect before", "may port"
NO_HOLD = "no hold"
"""The number has moved and is verified, or the plan gives it up and nothing speaks against that."""
HOLDS = (NO_PORT, UNDECIDED, NO_DISCONNECT, MAY_PORT, NO_HOLD)
"""From what stops an order to what stops nothing, the order of the list."""
ONE_DAY = timedelta(days=1)
PROOFS = "every proof of its line is complete"
KNOWN = "somebody knows what it serves"
NOT_KNOWN = {
    "POR-003": "no list of lines tells whether it is a life-safety line",
    "POR-032": "the CSR tells no features of it",
    "POR-036": "no CSR tells whether its account has a pending order",
    "POR-038": "no CSR tells whether its account has a carrier freeze",
    "POR-001": "no list tells whether its 911 record is staged",
    "POR-060": "no list tells its route",
    "POR-030": "there is no CSR of the order's account to compare with",
}
"""Rule -> what is missing where it cannot judge a number on an order."""
FOUND = {
    "POR-001": "no 911 record of it is staged at the new provider (POR-001)",
    "POR-060": "the new system has no route for it (POR-060)",
    "POR-030": "the CSR of the order's account does not list it (POR-030)",
}
"""Rule that counts numbers -> what it means for one."""
ACCOUNT_RULES = ("POR-036", "POR-038")
TOLLFREE = frozenset({"POR-030", "POR-032", *ACCOUNT_RULES})
"""Rules that do not bear on toll-free numbers: these stand on no CSR."""


class Verdict(NamedTuple):
    """What becomes of a number: the hold, until when its old service must stay, and why."""

    hold: str
    before: str
    why: list[str]


def held_numbers(population: Population, cell: CellOf) -> Iterator[HeldNumber]:
    """Every number on an order, of a trunk, on an account with an order or unknown, and of life-safety lines."""
    facts = HoldFacts(population)
    verdicts = {number: _verdict(facts, number) for number in facts.numbers}
    for number, verdict in sorted(verdicts.items(), key=lambda each: (HOLDS.index(each[1].hold), each[0])):
        yield HeldNumber(
            number=number,
            site=_site(facts, number),
            hold=verdict.hold,
            why="; ".join(dict.fromkeys(verdict.why)),
            cell=_cell(facts, number, cell),
            order=", ".join(letter.pon for letter in facts.letters.get(number, ())),
            before=verdict.before,
            beside="; ".join(_beside(facts, number)),
        )


def _verdict(facts: HoldFacts, number: str) -> Verdict:
    letters = facts.letters.get(number, ())
    if not letters:
        return _stays(facts, number)
    pons = [letter.pon for letter in letters]
    if all(pon in facts.orders and facts.orders[pon].moved for pon in pons):
        return _moved(facts, number, pons)
    doubts: list[str] = [_may_be(facts, number)] if number in facts.doubted else []
    blocks = list(_kept(facts, number))
    for found, told in _judged(facts, number, pons):
        (blocks if found else doubts).append(told)
    if blocks:
        return Verdict(NO_PORT, _after(facts, number, pons), blocks + doubts)
    return Verdict(
        UNDECIDED if doubts else MAY_PORT, _after(facts, number, pons), doubts or ["nothing speaks against it"]
    )


def _judged(facts: HoldFacts, number: str, pons: list[str]) -> Iterator[tuple[bool, str]]:
    """What the rules of ports find of a number (True), or cannot judge of it (False)."""
    kinds = {facts.orders[pon].kind for pon in pons if pon in facts.orders}
    skipped = TOLLFREE if kinds == {"tollfree"} else frozenset()
    for code in ("POR-003", "POR-032", "POR-041"):
        answer = facts.of_number[code].get(number)
        if answer and answer.found:
            yield True, f"{answer.message.rstrip('.')} ({code})"
        elif (answer is None or answer.found is None) and code in NOT_KNOWN and code not in skipped:
            yield False, NOT_KNOWN[code]
    for pon in pons:
        if pon in facts.orders:
            yield from _of_order(facts, number, pon, skipped)
        else:
            yield False, f"no list of port orders has its order {pon}"


def _of_order(facts: HoldFacts, number: str, pon: str, skipped: frozenset[str]) -> Iterator[tuple[bool, str]]:
    """The same of what its order tells: flags of the number, what holds the account, the billing number."""
    row = facts.moving.get((pon, number))
    for code, flag in FLAGS.items():
        value = getattr(row, flag) if row is not None and code in facts.judged | {"POR-030"} else None
        if value:
            yield True, FOUND[code]
        elif value is None and code not in skipped:
            yield False, NOT_KNOWN[code]
    for code in ACCOUNT_RULES:
        answer = facts.of_order[code].get(pon)
        if answer and answer.found:
            yield True, f"{answer.message.rstrip('.')} ({code})"
        elif (answer is None or answer.found is None) and code not in skipped:
            yield False, NOT_KNOWN[code]
    yield from _billing(facts, number, pon)


def _billing(facts: HoldFacts, number: str, pon: str) -> Iterator[tuple[bool, str]]:
    answer, extent = facts.of_order["POR-033"].get(pon), facts.orders[pon].extent
    btn = {row.btn for row in facts.billed.get(number, ())} - {None}
    if answer and answer.found and number == answer.row["btn"]:
        yield True, f"{answer.message.rstrip('.')} (POR-033)"
    elif answer and answer.found is None:
        yield False, "no billing number is known, and a partial order must not take it"
    elif extent is None and number in btn:
        yield False, "it is the billing number, and the order does not tell whether it is full or partial"


def _kept(facts: HoldFacts, number: str) -> Iterator[str]:
    """What the plan of lines and the circuits say against a port."""
    for line in facts.lines.get(number, ()):
        if line.action == "keep":
            yield f"the plan keeps its line ({kind_of(line.kind).title})"
    for circuit in facts.circuits.get(number, ()):
        if circuit.access_type == "dsl":
            yield f"the DSL circuit {circuit.name} rides on it"


def _after(facts: HoldFacts, number: str, pons: list[str]) -> str:
    """Until when the old service must stay: proofs of the line, else the day after the last order is done."""
    if number in facts.life:
        return PROOFS
    days = [facts.orders[pon].done for pon in pons if pon in facts.orders and facts.orders[pon].done]
    if len(days) < len(pons):
        return "its port is complete and verified"
    return f"{max(days) + ONE_DAY}, and its calls are verified"


def _moved(facts: HoldFacts, number: str, pons: list[str]) -> Verdict:
    if number in facts.life:
        return Verdict(NO_PORT, PROOFS, [f"{facts.of_number['POR-003'][number].message.rstrip('.')} (POR-003)"])
    lacking = [
        f"{pon} has moved, and not verified are {answer.row['told']} (POR-069)"
        for pon in pons
        if (answer := facts.of_order["POR-069"].get(pon)) and answer.found is not False
    ]
    after = _after(facts, number, pons)
    return (
        Verdict(NO_DISCONNECT, after, lacking) if lacking else Verdict(NO_HOLD, after, ["it has moved and is verified"])
    )


def _stays(facts: HoldFacts, number: str) -> Verdict:
    """A number on no order: what becomes of it when the trunk or the account around it ends."""
    if number in facts.life:
        kind = kind_of(_line(facts, number).kind)
        return Verdict(NO_PORT, PROOFS, [f"it is or may be a life-safety line: {kind.title}. {kind.why}"])
    if number in facts.doubted:
        return Verdict(UNDECIDED, KNOWN, [_may_be(facts, number)])
    actions = {line.action for line in facts.lines.get(number, ())} - {None, "unknown"}
    if "keep" in actions:
        return Verdict(NO_DISCONNECT, "the plan gives its line up", ["the plan keeps its line"])
    if actions & {"port", "move", "replace"}:
        days = [line.cutover_on + ONE_DAY for line in facts.lines[number] if line.cutover_on]
        before = f"{max(days)}, and its replacement works" if days else "its replacement works"
        return Verdict(NO_DISCONNECT, before, [f"the plan is to {' and '.join(sorted(actions))} its line"])
    if actions or _disconnected(facts, number):
        return Verdict(NO_HOLD, "", ["the plan removes its line" if actions else "it is listed as disconnected"])
    return _unlisted(facts, number)


def _may_be(facts: HoldFacts, number: str) -> str:
    """Say that a number's line is listed as something on which no life depends, and that its words tell otherwise."""
    listed = kind_of(facts.lines[number][0].kind).title
    return f"its line is listed as {listed}, and something else about it says {facts.doubted[number]}"


def _unlisted(facts: HoldFacts, number: str) -> Verdict:
    """A number of which no line and no list tells what is to become."""
    billed = facts.billed.get(number, ())
    mystery = [row for row in billed if not row.known]
    told = facts.of_number["POR-031"].get(number)
    remaining = next((facts.remaining[row.bare_account] for row in billed if facts.remaining.get(row.bare_account)), "")
    if mystery:
        account = f" of account {mystery[0].account}" if mystery[0].account else ""
        why = f"it is on the carrier's record{account} but in no inventory: it may be a hidden alarm or elevator line"
        return Verdict(UNDECIDED, KNOWN, [why])
    if told and told.found is False and remaining:
        why = f"the order that takes numbers of its account says of the others: {remaining}"
        return Verdict(NO_DISCONNECT, "the plan gives it up", [why])
    code = " (POR-031)" if told and told.found else ""
    ends = [
        f"{row.name} is to be disconnected on {row.disconnect_on}"
        for row in facts.circuits.get(number, ())
        if row.disconnect_on
    ]
    why = f"it is on no list of numbers to port, keep or disconnect{code}"
    return Verdict(UNDECIDED, "somebody decides what becomes of it", [why, *ends])


def _disconnected(facts: HoldFacts, number: str) -> bool:
    states = {row.status for row in facts.listed.get(number, ())}
    return states == {"disconnected"}


def _line(facts: HoldFacts, number: str) -> Any:
    """The line that makes a number one of life safety."""
    return next(line for line in facts.lines[number] if line.life_safety != "no")


def _site(facts: HoldFacts, number: str) -> str:
    rows = [*facts.lines.get(number, ()), *facts.listed.get(number, ()), *facts.circuits.get(number, ())]
    return next((row.site for row in rows if row.site), "")


def _cell(facts: HoldFacts, number: str, cell: CellOf) -> Cell:
    """Where the number stands: on its letter, as a line, on the CSR, in the range of a circuit."""
    for rows, fields in (
        (facts.letters, ("e164",)),
        (facts.lines, ("e164", "circuit")),
        (facts.billed, ("e164",)),
        (facts.circuits, ("number_ranges", "name")),
    ):
        if found := rows.get(number):
            return cell(found[0].sheet_id, found[0].row, fields)
    raise KeyError(number)  # each number of the list stands in one of them


def _beside(facts: HoldFacts, number: str) -> Iterator[str]:
    """What hangs on a number: lines with the plan for them, DSL and features, who calls it, its 911 records."""
    for line in facts.lines.get(number, ()):
        yield f"{kind_of(line.kind).title}, plan: {line.action or 'none'}"
    for row in facts.billed.get(number, ()):
        if row.blocking_feature:
            yield f"on the CSR: {row.blocking_feature}"
    for circuit in facts.circuits.get(number, ()):
        yield f"{circuit.kind or 'circuit'} {circuit.name}"
    yield from facts.used.get(number, ())
    if number in facts.staged:
        yield "its new 911 record is staged"
    for record in facts.records.get(number, ()):
        told = " ".join(filter(None, ("911 record", record.company_id and f"of {record.company_id}", record.function)))
        yield told
