"""What each line costs a month, from bills, inventory and carriers' records, and where that stands."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any, NamedTuple

from sqlalchemy import Connection, literal, null, select, union_all

from e911audit.model.tables import CarrierNumber, Line, Row, Sheet
from e911audit.views.costs import dollars
from e911audit.views.result import Cell

CellOf = Callable[[int, int, Sequence[str]], Cell]
FIELD = "monthly_cost"
ITEM = "item"


class Price(NamedTuple):
    """What a line costs a month, None where that is not known; and what is to be told of it."""

    amount: Decimal | None
    told: tuple[str, ...]
    accounts: int = 0
    """On how many accounts it is billed."""


class Offer(NamedTuple):
    """What one sheet says that a line costs: on a bill the sum of its items; None where an item could not be read."""

    amount: Decimal | None
    billed: bool
    billed_on: date | None
    payer: str
    """Account and carrier, by which two bills for one line are told from two months of one."""
    at: Cell

    @property
    def words(self) -> str:
        """The amount, its day and its cell."""
        amount = "an amount that could not be read" if self.amount is None else dollars(self.amount)
        on = f" on {self.billed_on}" if self.billed_on else ""
        return f"{amount}{on} ({self.at.brief})"


def line_prices(connection: Connection, cell: CellOf) -> Mapping[str, Price]:
    """Line or number -> its price, for all of which something is told."""
    rows: dict[str, dict[tuple[Any, ...], list[Any]]] = defaultdict(lambda: defaultdict(list))
    letters = _letters(connection)
    unread = _unread(connection, letters)
    for row in connection.execute(_told(letters)) if letters else ():
        if row.monthly_cost is not None or (row.sheet_id, row.row) in unread:
            payer = " of ".join(filter(None, (row.account, row.carrier)))
            rows[row.name][row.sheet_id, row.billed_on, payer, row.cost_is].append(row)
    return {
        name: _price([offer for key, group in groups.items() for offer in _offers(key, group, cell)])
        for name, groups in rows.items()
    }


def _letters(connection: Connection) -> dict[int, str]:
    """Sheets with a column of costs -> its letter; most stores have few, so that no other row is fetched."""
    sheets = connection.execute(select(Sheet.c.id, Sheet.c.columns))
    return {sheet: columns[FIELD] for sheet, columns in sheets if FIELD in columns}


def _told(sheets: Iterable[int]) -> Any:
    of_line = select(
        *(Line.c[name] for name in "name sheet_id row monthly_cost cost_is billed_on account carrier id".split()),
        literal(0).label("rank"),
    ).where(Line.c.sheet_id.in_(sheets))
    of_carrier = select(
        CarrierNumber.c.e164.label("name"),
        *(CarrierNumber.c[name] for name in ("sheet_id", "row", FIELD)),
        null().label("cost_is"),
        null().label("billed_on"),
        *(CarrierNumber.c[name] for name in ("account", "carrier", "id")),
        literal(1).label("rank"),
    ).where(CarrierNumber.c.e164.is_not(None), CarrierNumber.c.sheet_id.in_(sheets))
    every = union_all(of_line, of_carrier).subquery("priced")
    return select(every).order_by(every.c.name, every.c.rank, every.c.id)


def _unread(connection: Connection, letters: Mapping[int, str]) -> set[tuple[int, int]]:
    """Rows whose cell of the cost holds something that could not be read."""
    rows = select(Row.c.sheet_id, Row.c.number, Row.c.reason).where(Row.c.sheet_id.in_(letters), Row.c.reason != "")
    return {
        (sheet, number)
        for sheet, number, reason in connection.execute(rows)
        if any(part.startswith(f"{letters[sheet]}{number}: ") for part in reason.split("; "))
    }


def _offers(key: tuple[Any, ...], rows: Sequence[Any], cell: CellOf) -> Iterator[Offer]:
    """What the rows of one sheet, day and account say: a bill's items together, otherwise each distinct amount."""
    _, billed_on, payer, kind = key
    amounts = [None if row.monthly_cost is None else Decimal(row.monthly_cost) for row in rows]
    places = [cell(row.sheet_id, row.row, (FIELD,)) for row in rows]
    if kind == ITEM:
        known = [amount for amount in amounts if amount is not None]
        whole = None if None in amounts else sum(known, Decimal(0))
        first = places[amounts.index(None)] if None in amounts else places[0]
        yield Offer(whole, True, billed_on, payer, first)
        return
    for amount in dict.fromkeys(amounts):
        yield Offer(amount, False, None, "", places[amounts.index(amount)])


def _price(offers: Sequence[Offer]) -> Price:
    """What counts: a bill before an inventory, of bills the newest of each account; what differs is told."""
    billed = [offer for offer in offers if offer.billed]
    counts = [_newest(of_payer) for of_payer in _by_payer(billed)] if billed else [list(offers)]
    if any(len({offer.amount for offer in alike}) > 1 for alike in counts):
        ways = "; ".join(offer.words for alike in counts for offer in alike)
        return Price(None, (f"not known, as it is told in different ways: {ways}",))
    chosen = [alike[0] for alike in counts]
    known = [offer.amount for offer in chosen if offer.amount is not None]
    whole = sum(known, Decimal(0)) if len(known) == len(chosen) else None
    told = [offer.words for offer in chosen]
    if len(chosen) > 1:
        told.insert(0, f"billed on {len(chosen)} accounts: {', '.join(offer.payer or 'no name' for offer in chosen)}")
    told += [f"elsewhere {one.words}" for one in offers if not one.billed and billed and one.amount != whole]
    return Price(whole, tuple(told), len(chosen) if billed else 0)


def _by_payer(offers: Iterable[Offer]) -> Iterable[list[Offer]]:
    """Bills by account; one that names none counts with the only account that there is."""
    found: dict[str, list[Offer]] = defaultdict(list)
    for offer in offers:
        found[offer.payer].append(offer)
    if "" in found and len(found) == 2:
        nameless = found.pop("")
        next(iter(found.values())).extend(nameless)
    return found.values()


def _newest(offers: list[Offer]) -> list[Offer]:
    """The bills of the last day; all of them where a day is missing, as nothing then tells which is the newer."""
    days = [offer.billed_on for offer in offers if offer.billed_on]
    return [offer for offer in offers if offer.billed_on == max(days)] if len(days) == len(offers) else offers
