"""Which lines must outlive the cutover."""

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from typing import Any

from sqlalchemy import Connection, select

from e911audit.line_kinds import kind_of
from e911audit.model.tables import Evidence, Line
from e911audit.result import Cell, SurvivingLine

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


def _life_safety(connection: Connection) -> Sequence[Any]:
    return connection.execute(
        select(Line)
        .where((Line.c.life_safety != "no") | Line.c.life_safety.is_(None))
        .order_by(Line.c.site, Line.c.name, Line.c.id)
    ).all()
