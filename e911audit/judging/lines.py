"""Which lines must outlive the cutover, and which numbers must be held back from port and disconnect orders."""

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from typing import Any

from sqlalchemy import Connection, select

from e911audit.line_kinds import kind_of
from e911audit.model.tables import CarrierNumber, Device, Evidence, Line, Number
from e911audit.result import Cell, HeldNumber, SurvivingLine

GOOD, EXPIRED, FAILED, PENDING = "passed", " (expired)", " (failed)", " (pending)"
"""How a proof stands; what is not good follows its name in the report."""
NOT_PASSED = {"fail": FAILED}
CellOf = Callable[[int, int, Sequence[str]], Cell]


def surviving_lines(connection: Connection, cell: CellOf, on: date) -> Iterator[SurvivingLine]:
    """Every line of life safety or unknown purpose, with the proofs of its kind as they stand on a day."""
    proofs = _proofs(connection, on)
    for line in _life_safety(connection):
        kind = kind_of(line.kind)
        shown = [proofs[name] for name in {line.name, line.e164, line.circuit} - {None} if name in proofs]
        states = {proof: state for stands in shown for proof, state in stands.items()}
        unsure = "" if line.life_safety == "yes" or not line.kind else " Its life-safety role is unknown."
        yield SurvivingLine(
            line=line.name,
            site=line.site or "",
            kind=kind.title,
            kind_words=line.kind_words or "",
            action=line.action or "",
            why=f"{kind.why}{unsure}",
            proof=tuple(sorted(_words(proof) for proof, state in states.items() if state == GOOD)),
            missing=tuple(
                f"{_words(proof)}{states.get(proof, '')}" for proof in kind.proofs if states.get(proof) != GOOD
            ),
            cell=cell(line.sheet_id, line.row, ("e164", "circuit")),
        )


def _proofs(connection: Connection, on: date) -> dict[str, dict[str, str]]:
    """Subject -> kind of proof -> how its newest entry stands on a day."""
    stands: dict[str, dict[str, str]] = defaultdict(dict)
    for proof in connection.execute(select(Evidence).order_by(Evidence.c.on_date, Evidence.c.id)):
        if proof.kind:
            expired = proof.expires_on is not None and proof.expires_on < on
            passed = EXPIRED if expired else GOOD
            stands[proof.subject][proof.kind] = (
                passed if proof.result == "pass" else NOT_PASSED.get(proof.result, PENDING)
            )
    return stands


def _words(proof: str) -> str:
    return proof.replace("_", " ").replace("ahj", "AHJ")


def held_numbers(connection: Connection, cell: CellOf) -> Iterator[HeldNumber]:
    """Numbers of life-safety lines, and numbers that a carrier bills but no inventory knows."""
    for line in _life_safety(connection):
        if line.e164:
            yield HeldNumber(
                number=line.e164,
                site=line.site or "",
                hold="must not be ported or disconnected before its proofs are complete",
                why=f"{kind_of(line.kind).title}. {kind_of(line.kind).why}",
                cell=cell(line.sheet_id, line.row, ("e164",)),
            )
    known = [
        select(table.c.id).where(table.c.e164 == CarrierNumber.c.e164).exists() for table in (Number, Line, Device)
    ]
    mystery = select(CarrierNumber).where(CarrierNumber.c.e164.is_not(None), *(~entry for entry in known))
    for number in connection.execute(mystery.order_by(CarrierNumber.c.e164, CarrierNumber.c.id)):
        account = f" of account {number.account}" if number.account else ""
        yield HeldNumber(
            number=number.e164,
            site="",
            hold="must not be disconnected before somebody knows what it serves",
            why=f"On the carrier's record{account} but in no inventory: it may be a hidden alarm or elevator line.",
            cell=cell(number.sheet_id, number.row, ("e164",)),
        )


def _life_safety(connection: Connection) -> Sequence[Any]:
    return connection.execute(
        select(Line)
        .where((Line.c.life_safety != "no") | Line.c.life_safety.is_(None))
        .order_by(Line.c.site, Line.c.name, Line.c.id)
    ).all()
