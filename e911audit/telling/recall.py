"""A stored run as a frozen Result: findings with their cells, receipts, and what is derived from the inventory."""

from collections import Counter
from collections.abc import Iterator
from functools import lru_cache
from typing import Any

from sqlalchemy import Connection, func, select, union_all

from e911audit.config import Config
from e911audit.errors import StoreRefused
from e911audit.intake.receipt import receipts
from e911audit.judging.verdict import Population, days
from e911audit.judging.waive import Held, reviews, waivers
from e911audit.model.origin import SEPARATOR, split_cells
from e911audit.model.tables import (
    Address,
    Device,
    Finding,
    Line,
    Location,
    Number,
    Outcome,
    Place,
    Row,
    Run,
    Sheet,
    Site,
    Source,
)
from e911audit.rules import RULES, Rule
from e911audit.rules.shared import computed
from e911audit.store.store import Store
from e911audit.telling.calendar import project_dates
from e911audit.telling.cells import Whereabouts, original_rows, value_at
from e911audit.telling.holds import held_numbers
from e911audit.telling.line_evidence import Days
from e911audit.telling.survival import judged_lines
from e911audit.telling.verdicts import site_verdicts
from e911audit.values import Judgement, RowState, Severity, Status
from e911audit.views import result as view
from e911audit.views.review import NO_REVIEW

NO_RULE = "The rule is not in this catalogue: judge the store anew ('e911audit check')."


def recall(store: Store, run: int | None = None) -> view.Result:
    """The Result of a run (default: the newest); StoreRefused where there is none."""
    with store.work() as connection:
        return recalled(connection, run)


def recalled(connection: Connection, run: int | None = None) -> view.Result:
    """The same within a transaction."""
    return _result(connection, stored_run(connection, run))


def stored_run(connection: Connection, run: int | None = None) -> Any:
    """The row of a run (default: the newest); StoreRefused where there is none."""
    wanted = run if run is not None else select(func.max(Run.c.id)).scalar_subquery()
    facts = connection.execute(select(Run).where(Run.c.id == wanted)).first()
    newest = connection.scalar(select(func.max(Run.c.id)))
    if facts is None and newest:
        raise StoreRefused(f"The store has no run {run}.", advice=f"Its runs are 1 to {newest}.")
    if facts is None:
        raise StoreRefused("The store holds no judged run.", advice="Run 'e911audit check' first.")
    return facts


def _result(connection: Connection, run: Any) -> view.Result:
    where = Whereabouts(connection)
    outcomes = tuple(_outcome(row) for row in connection.execute(
        select(Outcome).where(Outcome.c.run_id == run.id).order_by(Outcome.c.rule)
    ))  # fmt: skip
    held = reviews(connection)
    findings = tuple(_findings(connection, run.id, where, held))
    config = Config(as_of=run.as_of, cutover=run.cutover, strictness=run.strictness)
    with computed(connection, days(config)) as tables:
        port_hold = tuple(held_numbers(Population(connection, config, tables), where.cell))
        calendar = project_dates(connection, tables, where.cell, run)
    must_survive, other_lines = judged_lines(connection, where.cell, Days(run.as_of, run.cutover))
    return view.Result(
        run=run.id,
        version=run.version,
        as_of=run.as_of,
        cutover=run.cutover,
        strictness=run.strictness,
        sources=receipts(connection),
        outcomes=outcomes,
        findings=findings,
        totals=_totals(connection, findings),
        sites=site_verdicts(connection, run.id, findings, (*must_survive, *other_lines)),
        must_survive=must_survive,
        other_lines=other_lines,
        port_hold=port_hold,
        addresses=tuple(_addresses(connection)),
        row_notes=tuple(_row_notes(connection, where)),
        rules=tuple(rule_facts(RULES[outcome.rule]) for outcome in outcomes if outcome.rule in RULES),
        calendar=calendar,
        waivers=tuple(waivers(held, findings, where.cell, run.as_of)),
    )


def _findings(connection: Connection, run: int, where: Whereabouts, held: dict[str, Held]) -> Iterator[view.Finding]:
    rows = connection.execute(select(Finding).where(Finding.c.run_id == run)).all()
    texts = original_rows(connection, {(cell[0], cell[1]) for row in rows for cell in row.cells[:1]})
    for row in sorted(rows, key=lambda row: row.key):
        rule = RULES.get(row.rule)  # another version, or a plug-in that is gone, may have judged
        points_at = rule.points_at if rule else ()
        cells = tuple(
            where.cell(sheet, number, field or points_at, (row.subject, texts.get((sheet, number), "")))
            for sheet, number, *field in row.cells
            if sheet in where.sheets
        )
        yield view.Finding(
            key=row.key,
            rule=row.rule,
            severity=Severity(row.severity),
            subject_kind=row.subject_kind,
            subject=row.subject,
            site=row.site,
            message=row.message,
            fix=rule.fix if rule else NO_RULE,
            cites=_cites(row.cites) or (rule.cites if rule else ()),
            affects=row.affects,
            status=row.status,
            cells=cells,
            original=value_at(texts.get((row.cells[0][0], row.cells[0][1]), ""), cells[0].cell) if cells else "",
            review=held[row.key].review if row.key in held else NO_REVIEW,
        )


@lru_cache(maxsize=4096)
def _cites(joined: str | None) -> tuple[str, ...]:
    return tuple(joined.split(SEPARATOR)) if joined else ()


def _outcome(row: Any) -> view.Outcome:
    return view.Outcome(
        rule=row.rule,
        state=Judgement(row.state),
        looked_at=row.looked_at,
        found=row.found,
        waived=row.waived,
        unjudged=row.unjudged,
        missing=tuple(row.missing),
    )


def _totals(connection: Connection, findings: tuple[view.Finding, ...]) -> dict[str, int]:
    tables = {"numbers": Number, "devices": Device, "lines": Line, "addresses": Address}
    totals = {name: connection.scalar(select(func.count()).select_from(table)) or 0 for name, table in tables.items()}
    totals["sites"] = connection.scalar(select(func.count()).where(~Site.c.repeats)) or 0
    severities = Counter(finding.severity for finding in findings if finding.status == Status.OPEN)
    return totals | {str(severity): severities[severity] for severity in Severity}


def _addresses(connection: Connection) -> Iterator[view.PlaceUse]:
    used = union_all(*(select(table.c.address_id) for table in (Site, Location, Number, Device, Line))).subquery("used")
    uses = (
        select(used.c.address_id, func.count().label("records"))
        .where(used.c.address_id.is_not(None))
        .group_by(used.c.address_id)
        .subquery("uses")
    )
    rows = connection.execute(
        select(Address.c.shown, Place, uses.c.records)
        .join(uses, uses.c.address_id == Address.c.id)
        .join(Place, Place.c.id == Address.c.place_id)
        .order_by(Place.c.kind, Place.c.state, Place.c.city, Place.c.line1, Place.c.line2, Address.c.shown)
    )
    for row in rows:
        yield view.PlaceUse(
            written=row.shown,
            kind=row.kind,
            line1=row.line1,
            line2=row.line2,
            city=row.city,
            state=row.state,
            zip=row.zip,
            used=row.records,
            doubts="; ".join(filter(None, (row.doubts, row.zip_fault, row.postal_doubt))),
        )


def _row_notes(connection: Connection, where: Whereabouts) -> Iterator[view.RowNote]:
    rows = connection.execute(
        select(Row.c.sheet_id, Row.c.number, Row.c.state, Row.c.reason, Row.c.cells)
        .join(Sheet, Sheet.c.id == Row.c.sheet_id)
        .join(Source, Source.c.id == Sheet.c.source_id)
        .where((Row.c.state == RowState.REJECTED) | ((Row.c.state == RowState.LOADED) & (Row.c.reason != "")))
        .order_by(Source.c.path, Sheet.c.position, Row.c.number)
    )
    for sheet, number, state, reason, cells in rows:
        of = where.sheets[sheet]
        cell = reason.partition(":")[0].partition(" ")[0]
        yield view.RowNote(
            cell=view.Cell(of.path, of.name, cell or f"A{number}"),
            state=state,
            reason=reason,
            values=tuple(split_cells(cells)),
        )


def rule_facts(rule: Rule) -> view.RuleFacts:
    """What reports say about a rule."""
    return view.RuleFacts(
        code=rule.code,
        name=rule.name,
        severity=rule.severity,
        basis=str(rule.basis),
        why=rule.why,
        fix=rule.fix,
        cites=rule.cites,
        needs=rule.needs,
    )
