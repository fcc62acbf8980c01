"""What the loaded sheets supply, and so for which of them a rule can be judged at all."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from sqlalchemy import Connection, select

from e911audit.model.tables import Sheet, Source
from e911audit.rules import Rule
from e911audit.values import SheetState


@dataclass(frozen=True)
class Supplier:
    """One loaded sheet: the table it feeds and the fields for which it has a column."""

    sheet: int
    name: str
    table: str
    fields: frozenset[str]


@dataclass(frozen=True)
class Scope:
    """The sheets for which a rule is judged, those for which it is not, and the needs that were not met."""

    judged: tuple[int, ...] = ()
    unjudged: tuple[int, ...] = ()
    missing: tuple[str, ...] = ()


@dataclass(frozen=True)
class Supply:
    """All loaded sheets of a store, and the facts of the run that rules may need (``run.cutover``)."""

    suppliers: tuple[Supplier, ...]
    run: frozenset[str]
    anywhere: frozenset[str] = field(init=False)

    def __post_init__(self) -> None:
        fields = {f"{supplier.table}.{name}" for supplier in self.suppliers for name in supplier.fields}
        object.__setattr__(self, "anywhere", frozenset(fields) | self.run)

    def scope(self, rule: Rule) -> Scope:
        """Split the sheets of the looked-at tables by whether they meet the rule's needs."""
        tables = rule.among.tables
        if tables == ("sheet",):
            unmet = tuple(need for need in rule.needs if not need.startswith("sheet.") and need not in self.anywhere)
            sheets = tuple(supplier.sheet for supplier in self.suppliers)
            return Scope(unjudged=sheets, missing=unmet) if unmet else Scope(judged=sheets)
        own = [supplier for supplier in self.suppliers if supplier.table in tables]
        if not own:
            return Scope(missing=rule.needs or tables)
        lacking = {s.sheet: [need for need in rule.needs if not self._met(need, s, tables)] for s in own}
        judged = tuple(sheet for sheet, needs in lacking.items() if not needs)
        return Scope(
            judged=judged,
            unjudged=tuple(sheet for sheet, needs in lacking.items() if needs),
            missing=self._told(own, lacking, partly=bool(judged)),
        )

    def _met(self, need: str, supplier: Supplier, tables: tuple[str, ...]) -> bool:
        """Whether one alternative is there: a column of the record's own sheet, or of any sheet for another table.

        Where several tables are looked at, a record's own sheet decides as soon as the need names its table.
        """
        alternatives = need.split(" or ")
        own = [name for name in alternatives if name.startswith(f"{supplier.table}.")]
        elsewhere = [name for name in alternatives if name not in own and not (own and name.split(".")[0] in tables)]
        return bool(self.anywhere & set(elsewhere)) or any(name.partition(".")[2] in supplier.fields for name in own)

    @staticmethod
    def _told(own: list[Supplier], unmet: dict[int, list[str]], *, partly: bool) -> tuple[str, ...]:
        if partly:
            return tuple(f"{_for_table(need, s.table)} in {s.name}" for s in own for need in unmet[s.sheet])
        return tuple(dict.fromkeys(need for needs in unmet.values() for need in needs))


def _for_table(need: str, table: str) -> str:
    own = [alternative for alternative in need.split(" or ") if alternative.startswith(f"{table}.")]
    return " or ".join(own) or need


def supply(connection: Connection, run: frozenset[str]) -> Supply:
    """Read what the loaded sheets of a store supply."""
    rows = connection.execute(
        select(Sheet.c.id, Source.c.path, Sheet.c.name, Sheet.c.loads, Sheet.c.columns)
        .join(Source, Source.c.id == Sheet.c.source_id)
        .where(Sheet.c.state == SheetState.LOADED)
        .order_by(Source.c.path, Sheet.c.position)
    )
    return Supply(
        tuple(
            Supplier(id_, f"{path} {name}".strip(), table, fields)
            for id_, path, name, loads, columns in rows
            for table, fields in _by_table(loads, columns)
        ),
        run,
    )


def _by_table(loads: str, columns: dict[str, str]) -> Iterator[tuple[str, frozenset[str]]]:
    """Each table that a sheet feeds and the fields that it has for it; ``site.code`` is a field of a further record."""
    fields: dict[str, set[str]] = {loads: set()}
    for name in columns:
        table, _, own = name.rpartition(".")
        fields.setdefault(table or loads, set()).add(own)
    return ((table, frozenset(names)) for table, names in fields.items())
