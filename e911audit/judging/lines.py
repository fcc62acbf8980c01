"""Which numbers must be held back from port and disconnect orders."""

from collections.abc import Callable, Iterator, Sequence
from typing import Any

from sqlalchemy import Connection, select

from e911audit.line_kinds import kind_of
from e911audit.model.tables import CarrierNumber, Device, Line, Number
from e911audit.result import Cell, HeldNumber

CellOf = Callable[[int, int, Sequence[str]], Cell]


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
