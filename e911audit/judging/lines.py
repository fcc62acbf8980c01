"""Which lines must outlive the cutover, and which numbers must be held back from port and disconnect orders."""

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from typing import Any

from sqlalchemy import Connection, select

from e911audit.line_kinds import kind_of
from e911audit.model.tables import CarrierNumber, Device, Evidence, Line, Number
from e911audit.result import Cell, HeldNumber, SurvivingLine

CellOf = Callable[[int, int, Sequence[str]], Cell]


def surviving_lines(connection: Connection, cell: CellOf) -> Iterator[SurvivingLine]:
    """Every line that serves life safety or whose purpose is unknown, with the proofs of its kind."""
    proofs: dict[str, set[str]] = defaultdict(set)
    failed: dict[str, set[str]] = defaultdict(set)
    for subject, kind, result in connection.execute(select(Evidence.c.subject, Evidence.c.kind, Evidence.c.result)):
        if kind:
            (proofs if result == "pass" else failed)[subject].add(kind)
    for line in _life_safety(connection):
        kind = kind_of(line.kind)
        names = {line.name, line.e164, line.circuit} - {None}
        has = set().union(*(proofs[name] for name in names))
        bad = set().union(*(failed[name] for name in names)) - has
        yield SurvivingLine(
            line=line.name,
            site=line.site or "",
            kind=kind.title,
            kind_words=line.kind_words or "",
            action=line.action or "",
            why=kind.why
            if line.life_safety == "yes" or not line.kind
            else f"{kind.why} Its life-safety role is unknown.",
            proof=tuple(sorted(has)),
            missing=tuple(f"{proof} (failed)" if proof in bad else proof for proof in kind.proofs if proof not in has),
            cell=cell(line.sheet_id, line.row, ("e164", "circuit")),
        )


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
