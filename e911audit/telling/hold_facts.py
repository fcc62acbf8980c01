"""What is known of the numbers that a port can harm: by number, by order, by line."""

from collections import defaultdict
from collections.abc import Sequence
from typing import Any

from sqlalchemy import and_, func, not_, or_, select

from e911audit.judging.verdict import Population
from e911audit.model.tables import (
    Carried,
    CarrierNumber,
    Circuit,
    Device,
    E911Record,
    Line,
    LineSign,
    Loa,
    Location,
    Number,
    PortOrder,
)
from e911audit.numbers import NotANumber, read_numbers
from e911audit.rules.port_holds import Held, in_inventory
from e911audit.rules.port_numbers import LifeNumber, PortedAccount
from e911audit.rules.port_subjects import Letter, Moving, Ordered, account, bare, moved, on_order
from e911audit.telling.answers import Answers
from e911audit.telling.line_rows import doubted, identity_of

OF_NUMBER = ("POR-003", "POR-032", "POR-041", "POR-031")
"""Rules whose subject is a number; the last tells of numbers that are on no order."""
OF_ORDER = ("POR-036", "POR-038", "POR-033", "POR-069")
"""Rules whose subject is an order."""
FLAGS = {"POR-001": "unstaged", "POR-060": "unrouted", "POR-030": "off_csr"}
"""Rules that count numbers of an order by a flag -> the flag."""
Rows = dict[str, list[Any]]


class HoldFacts:
    """Everything that the verdict on a number asks, read once."""

    def __init__(self, population: Population) -> None:
        self._population = population
        answers = Answers(population)
        self.letters = self._letters()
        ports = bool(self.letters)  # without any, the selects behind these questions would be computed for nothing
        self.of_number = {code: answers.by_subject(code) if ports else {} for code in OF_NUMBER}
        self.of_order = {code: answers.by_subject(code) if ports else {} for code in OF_ORDER}
        self.moving = {(row.pon, row.e164): row for row in self._ask(select(Moving))} if ports else {}
        self.judged = {code for code in (*OF_NUMBER, *OF_ORDER, *FLAGS) if answers.judged(code)}
        self.numbers = [number for (number,) in self._ask(select(Held.c.e164).order_by(Held.c.e164))]
        self.orders = {row.pon: row for row in self._ask(_orders())}
        self.lines = self._by_number(_of(Line, "name", "kind", "life_safety", "action", "cutover_on", "site"), Line)
        self.life = {row.e164: row for row in self._ask(select(LifeNumber))}
        self.doubted = self._doubted()
        self.listed = self._by_number(_of(Number, "site", "status"), Number)
        self.billed = self._by_number(_billed(), CarrierNumber)
        self.circuits = self._by_number(_circuits(), Carried)
        self.records = self._by_number(_of(E911Record, "company_id", "function"), E911Record)
        self.staged = {number for (_, number), row in self.moving.items() if not row.unstaged}
        self.remaining = {row.account: row.remaining for row in self._ask(select(PortedAccount))}
        self.used = self._uses()

    def _ask(self, query: Any) -> Sequence[Any]:
        found: Sequence[Any] = self._population.ask(query).all()
        return found

    def _by_number(self, query: Any, table: Any) -> Rows:
        rows: Rows = defaultdict(list)
        for row in self._ask(_held(query, table)):
            rows[row.e164].append(row)
        return rows

    def _doubted(self) -> dict[str, str]:
        """Number of a line that somebody may have named wrongly -> the kind that its words tell instead."""
        signs: Rows = defaultdict(list)
        for sign in self._ask(select(LineSign).order_by(LineSign.c.id)):
            if sign.line in self.lines:
                signs[sign.line].append(sign)
        graver = {number: doubted(identity_of(told)) for number, told in signs.items()}
        return {number: " or ".join(kinds) for number, kinds in graver.items() if kinds}

    def _letters(self) -> Rows:
        """Number -> the orders that count and list it, each with its row."""
        first = (
            select(
                Ordered.c.pon,
                Ordered.c.e164,
                func.min(Loa.c.sheet_id).label("sheet_id"),
                func.min(Loa.c.row).label("row"),
            )
            .join(Loa, and_(Loa.c.pon == Ordered.c.pon, Loa.c.e164 == Ordered.c.e164))
            .group_by(Ordered.c.pon, Ordered.c.e164)
            .order_by(Ordered.c.pon)
        )
        rows: Rows = defaultdict(list)
        for row in self._ask(first):
            rows[row.e164].append(row)
        return rows

    def _uses(self) -> dict[str, list[str]]:
        """Number -> who calls it (alarm panels), and which locations and devices call 911 with it."""
        used: dict[str, list[str]] = defaultdict(list)
        ends = or_(Line.c.destination.is_not(None), Line.c.alternate_destination.is_not(None))
        for line in self._ask(select(Line).where(ends).order_by(Line.c.name)):
            kind = (line.kind or "unknown").replace("_", " ")
            for number in _numbers(line.destination) | _numbers(line.alternate_destination):
                used[number].append(f"{kind} line {line.name} calls it")
        for name, table, column in (
            ("location", Location, Location.c.elin),
            ("device", Device, Device.c.emergency_caller_id),
        ):
            count = select(column.label("e164"), func.count().label("count")).join(Held, Held.c.e164 == column)
            for row in self._ask(count.select_from(table).group_by(column)):
                used[row.e164].append(
                    f"{row.count:,} {name}{'s' * (row.count > 1)} call{'s' * (row.count == 1)} 911 with it"
                )
        return used


def _held(query: Any, table: Any) -> Any:
    return query.where(table.c.e164.in_(select(Held.c.e164)))


def _numbers(text: str | None) -> set[str]:
    try:
        return {phone.e164 for phone in read_numbers(text or "") if phone.e164}
    except NotANumber:
        return set()


def _orders() -> Any:
    done = func.coalesce(PortOrder.c.completed_on, PortOrder.c.activated_on, PortOrder.c.foc_on)
    return (
        select(PortOrder, moved.label("moved"), done.label("done"), account.label("bare_account"))
        .join(Letter, Letter.c.pon == PortOrder.c.pon, isouter=True)
        .where(on_order(PortOrder))
    )


def _of(table: Any, *columns: str) -> Any:
    """These columns of the records of a table that have a number, with the places where they stand."""
    names = ("e164", "sheet_id", "row", *columns)
    return select(*(table.c[name] for name in names)).order_by(table.c.id)


def _billed() -> Any:
    columns = _of(CarrierNumber, "account", "btn", "blocking_feature")
    return columns.add_columns(in_inventory.label("known"), bare(CarrierNumber.c.account).label("bare_account"))


def _circuits() -> Any:
    return (
        select(Carried.c.e164, Circuit.c.name, Circuit.c.kind, Circuit.c.access_type, Circuit.c.disconnect_on)
        .add_columns(Circuit.c.site, Circuit.c.sheet_id, Circuit.c.row)
        .join(Circuit, and_(Circuit.c.name == Carried.c.circuit, not_(Circuit.c.repeats)))
        .order_by(Circuit.c.name)
    )
