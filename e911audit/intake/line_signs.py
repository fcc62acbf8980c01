"""What tells the purpose of each line: its own row, identifications on site, and other records of its number."""

from collections import defaultdict
from collections.abc import Iterator
from typing import Any, NamedTuple

from sqlalchemy import Connection, bindparam, delete, or_, select, update

from e911audit.line_kinds import UNKNOWN, Inferred, Sign, identify, infer_from_codes, infer_kind, kind_of
from e911audit.model.tables import CarrierNumber, Device, E911Record, Elevator, Evidence, Line, LineSign, Number
from e911audit.store.store import add

ELSEWHERE: dict[Any, tuple[str, ...]] = {
    Number: ("assigned_to", "notes", "caller_name", "directory_listing"),
    Device: ("name",),
    E911Record: ("location_text",),
    CarrierNumber: ("features",),
}
"""Tables whose records of a line's number may tell its purpose -> the fields whose words do."""
CONCLUDED = ("kind", "kind_words", "life_safety")
"""Columns of a line that follow from all that is said of it."""
REGISTER = "register of elevators"
_known = or_(
    *(CarrierNumber.c.e164.in_(select(of.c.e164).where(of.c.e164.is_not(None))) for of in (Number, Line, Device))
)
mystery = select(CarrierNumber).where(CarrierNumber.c.e164.is_not(None), ~_known)
"""Numbers that a carrier bills and no inventory knows: each may be a hidden alarm or elevator line."""


class Told(NamedTuple):
    """A row of ``LineSign`` without its id."""

    line: str
    source: str
    kind: str | None
    words: str | None
    field: str
    sheet_id: int
    row: int


def identify_lines(connection: Connection) -> None:
    """Collect anew what tells the purpose of each line, and conclude its kind from it; safe to repeat."""
    connection.execute(delete(LineSign))
    signs = [*_own(connection), *_elsewhere(connection), *_on_site(connection)]
    add(connection, LineSign, ("id", *Told._fields), [(number, *sign) for number, sign in enumerate(signs, 1)])
    by_line: dict[str, list[Sign]] = defaultdict(list)
    for sign in signs:
        by_line[sign.line].append(Sign(sign.source, sign.kind, sign.words))
    changed = list(_changed(connection, by_line))
    if changed:
        connection.execute(
            update(Line)
            .where(Line.c.id == bindparam("record"))
            .values({name: bindparam(f"new_{name}") for name in CONCLUDED}),
            changed,
        )


def _changed(connection: Connection, by_line: dict[str, list[Sign]]) -> Iterator[dict[str, Any]]:
    identities = {name: identify(signs) for name, signs in by_line.items()}
    shared = {name for name, signs in by_line.items() if len(_columns(signs)) > 1}
    lines = select(
        *(Line.c[name] for name in ("id", "name", "kind_here", "safety_here")),
        *(Line.c[name] for name in CONCLUDED),
    )
    for id_, name, kind, safety, *before in connection.execute(lines):
        found = identities.get(name) or identify(())
        now = [found.kind, found.words, found.life_safety]
        if name in shared and kind not in (None, UNKNOWN):  # each of its rows tells another thing that the line serves
            now = [kind, None, safety or kind_of(kind).life_safety]
        if now != before:
            yield {"record": id_, **{f"new_{name}": value for name, value in zip(CONCLUDED, now, strict=True)}}


def _columns(signs: list[Sign]) -> set[str | None]:
    return {sign.kind for sign in signs if sign.source == "column"} - {UNKNOWN}


def _own(connection: Connection) -> Iterator[Told]:
    """What the rows of the inventory say of their lines."""
    names = "name kind_here inferred_here words_here field_here safety_here sheet_id row"
    told = select(*(Line.c[name] for name in names.split())).order_by(Line.c.id)
    for name, kind, inferred, words, field, safety, *place in connection.execute(told):
        if kind:
            yield Told(name, "column", kind, None, "kind", *place)
        if inferred:
            source = "code" if field == "service" and not infer_kind(words) else "words"
            yield Told(name, source, inferred, words, field, *place)
        if safety:
            yield Told(name, "safety", safety, None, "life_safety", *place)


def _elsewhere(connection: Connection) -> Iterator[Told]:
    """What other records of the lines' numbers say, and those of numbers that only a carrier knows."""
    unknown = mystery.subquery("unknown")
    wanted = select(Line.c.e164).where(Line.c.e164.is_not(None)).union(select(unknown.c.e164))
    for table, fields in ELSEWHERE.items():
        columns = [table.c[field] for field in fields]
        records = select(table.c.e164, table.c.sheet_id, table.c.row, *columns).where(
            table.c.e164.in_(wanted), or_(*(column.is_not(None) for column in columns))
        )
        for number, sheet, row, *texts in connection.execute(records.order_by(table.c.id)):
            for field, text in zip(fields, texts, strict=True):
                for source, found in _suggested(text or ""):
                    yield Told(number, source, found.kind, found.words, field, sheet, row)
    register = select(Elevator.c.e164, Elevator.c.sheet_id, Elevator.c.row).where(Elevator.c.e164.in_(wanted))
    for number, sheet, row in connection.execute(register.order_by(Elevator.c.id)):
        yield Told(number, "elsewhere", "elevator_phone", REGISTER, "e164", sheet, row)


def _suggested(text: str) -> Iterator[tuple[str, Inferred]]:
    for source, found in (("elsewhere", infer_kind(text)), ("code", infer_from_codes(text))):
        if found:
            yield source, found


def _on_site(connection: Connection) -> Iterator[Told]:
    """Identifications that passed, in the order of their days."""
    lines = connection.execute(select(Line.c.name, Line.c.e164, Line.c.circuit)).all()
    named = {text: name for name, *texts in lines for text in (*texts, name) if text}
    proofs = (
        select(Evidence.c.subject, Evidence.c.identified_as, Evidence.c.sheet_id, Evidence.c.row)
        .where(Evidence.c.kind == "line_id", Evidence.c.result == "pass")
        .order_by(Evidence.c.on_date, Evidence.c.id)
    )
    for subject, kind, sheet, row in connection.execute(proofs):
        yield Told(named.get(subject, subject), "person", kind, None, "identified_as" if kind else "kind", sheet, row)
