"""The letters of a store beside the records of their accounts, as the last load compared them."""

from collections import defaultdict
from datetime import date
from typing import Any

from sqlalchemy import Connection, and_, func, select

from e911audit import __version__
from e911audit.errors import NoInput
from e911audit.model.tables import CarrierNumber, ComparedField, Loa, PortOrder
from e911audit.porting.comparison import ComparedLetter, LoaComparison
from e911audit.porting.letter import Compared
from e911audit.porting.levels import Level
from e911audit.porting.strictness import Likelihood, record_kinds
from e911audit.store.store import Store
from e911audit.telling.cells import Whereabouts

AS_IT_IS = "csr"
"""The kind of a record that names none: the sheet says that it is a CSR."""


def compared_letters(store: Store, as_of: date) -> LoaComparison:
    """Every letter that the store holds, by order; NoInput where it holds none."""
    with store.work() as connection:
        fields = _fields(connection)
        if not fields:
            raise NoInput(
                "There is no letter of authorization to compare.",
                advice="Give a sheet LOA with the columns of the template ('e911audit template DIR').",
            )
        where = Whereabouts(connection)
        letters = tuple(_letter(row, fields[row.id], where) for row in connection.execute(_query()))
    return LoaComparison(__version__, as_of, letters)


def _fields(connection: Connection) -> dict[int, list[Any]]:
    found: defaultdict[int, list[Any]] = defaultdict(list)
    for row in connection.execute(select(ComparedField).order_by(ComparedField.c.id)):
        found[row.loa_id].append(row)
    return found


def _query() -> Any:
    first = select(ComparedField.c.loa_id, func.min(ComparedField.c.carrier_number_id).label("record"))
    heads = first.group_by(ComparedField.c.loa_id).subquery()
    return (
        select(
            Loa.c.id,
            Loa.c.pon,
            Loa.c.sheet_id,
            Loa.c.row,
            func.coalesce(CarrierNumber.c.account, Loa.c.account, "").label("account"),
            func.coalesce(PortOrder.c.losing_carrier, CarrierNumber.c.carrier, "").label("carrier"),
            CarrierNumber.c.id.label("record"),
            CarrierNumber.c.record_kind,
            CarrierNumber.c.sheet_id.label("record_sheet"),
            CarrierNumber.c.row.label("record_row"),
        )
        .join(heads, heads.c.loa_id == Loa.c.id)
        .join(CarrierNumber, CarrierNumber.c.id == heads.c.record, isouter=True)
        .join(PortOrder, and_(PortOrder.c.pon == Loa.c.pon, PortOrder.c.repeats.is_not(True)), isouter=True)
        .order_by(Loa.c.pon, Loa.c.id)
    )


def _letter(row: Any, fields: list[Any], where: Whereabouts) -> ComparedLetter:
    kind = "" if row.record is None else row.record_kind or AS_IT_IS
    return ComparedLetter(
        order=row.pon,
        account=row.account,
        carrier=row.carrier,
        record_kind=kind,
        trust=record_kinds()[kind] if kind else "no CSR of the account was found: nothing can be compared",
        strictness=fields[0].strictness,
        certainty=fields[0].certainty,
        letter=where.cell(row.sheet_id, row.row, ("pon",)),
        record=None if row.record is None else where.cell(row.record_sheet, row.record_row, ("account",)),
        fields=tuple(map(_compared, fields)),
    )


def _compared(row: Any) -> Compared:
    return Compared(
        row.field, row.csr, row.loa, Level(row.level), row.difference, row.crossed,
        tuple(filter(None, row.parts.split("|"))), row.rejection, Likelihood(row.likelihood), row.severity,
    )  # fmt: skip
