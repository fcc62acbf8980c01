"""A stored run as a frozen Result: findings with their cells, receipts, and what is derived from the inventory."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
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
from e911audit.places.zip_table import zip_area
from e911audit.rules import RULES, Rule
from e911audit.rules.shared import computed
from e911audit.store.store import Store
from e911audit.telling.calendar import project_dates
from e911audit.telling.holds import held_numbers
from e911audit.telling.line_evidence import Days
from e911audit.telling.survival import judged_lines
from e911audit.values import Judgement, RowState, Severity, Status
from e911audit.views import result as view
from e911audit.views.costs import total
from e911audit.views.review import NO_REVIEW

NO_RULE = "The rule is not in this catalogue: judge the store anew ('e911audit check')."
ROWS_AT_ONCE = 500
"""Row numbers in one IN list; SQLite allows 32,766 parameters, other stores fewer."""


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
        sites=tuple(_priced(_sites(connection, run.id, findings), (*must_survive, *other_lines))),
        must_survive=must_survive,
        other_lines=other_lines,
        port_hold=port_hold,
        addresses=tuple(_addresses(connection)),
        row_notes=tuple(_row_notes(connection, where)),
        rules=tuple(rule_facts(RULES[outcome.rule]) for outcome in outcomes if outcome.rule in RULES),
        calendar=calendar,
        waivers=tuple(waivers(held, findings, where.cell, run.as_of)),
    )


@dataclass(frozen=True)
class _Sheet:
    path: str
    name: str
    header_row: int
    columns: dict[str, str]


class Whereabouts:
    """Cells of records: computed from the sheet's columns and the record's row."""

    def __init__(self, connection: Connection) -> None:
        rows = connection.execute(
            select(Sheet.c.id, Source.c.path, Sheet.c.name, Sheet.c.header_row, Sheet.c.columns).join(Source)
        )
        self.sheets = {id_: _Sheet(path, name, header, columns) for id_, path, name, header, columns in rows}

    def cell(self, sheet: int, row: int, fields: Sequence[str] = (), told: tuple[str, str] = ("", "")) -> view.Cell:
        """The cell of the first of these fields that the sheet has, else of the row's first known column.

        Where a field stands in several columns, ``told`` (subject, row as written) tells in which: the one that ends as
        the subject does.
        """
        of = self.sheets[sheet]
        letters = next((of.columns[name] for name in fields if name in of.columns), None)
        letters = letters or next(iter(of.columns.values()), "A")
        subject, written = told
        columns = letters.split("|")
        ends = (one for one in columns[1:] if (text := value_at(written, one).strip()) and subject.endswith(text))
        return view.Cell(of.path, of.name, f"{next(ends, columns[0])}{row}")


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


def original_rows(connection: Connection, wanted: set[tuple[int, int]]) -> dict[tuple[int, int], str]:
    """Sheet and row number -> the row as it was written."""
    by_sheet: dict[int, list[int]] = defaultdict(list)
    for sheet, row in sorted(wanted):
        by_sheet[sheet].append(row)
    texts = {}
    for sheet, numbers in by_sheet.items():
        for start in range(0, len(numbers), ROWS_AT_ONCE):
            found = connection.execute(
                select(Row.c.number, Row.c.cells).where(
                    Row.c.sheet_id == sheet, Row.c.number.in_(numbers[start : start + ROWS_AT_ONCE])
                )
            )
            texts.update({(sheet, number): cells for number, cells in found})
    return texts


def value_at(cells: str, cell: str) -> str:
    """The text of one cell of a stored row."""
    values = split_cells(cells)
    column = 0
    for character in cell.rstrip("0123456789"):
        column = column * 26 + ord(character) - 64
    return str(values[column - 1]) if 0 < column <= len(values) else ""


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


def _sites(connection: Connection, run: int, findings: tuple[view.Finding, ...]) -> Iterator[view.SiteVerdict]:
    counts: dict[str, dict[str | None, int]] = {
        name: dict(connection.execute(select(table.c.site, func.count()).group_by(table.c.site)).all())
        for name, table in (("numbers", Number), ("devices", Device), ("lines", Line))
    }
    weights: dict[str, Counter[str]] = defaultdict(Counter)
    for finding in findings:
        if finding.status == Status.OPEN:
            weights[finding.site][finding.severity] += 1
    unjudged, everywhere = _unjudged_blockers(connection, run)
    sites = (
        select(
            Site.c.code, Site.c.name, Address.c.shown, Site.c.latitude, Site.c.longitude, Site.c.outside, Place.c.zip
        )
        .join(Address, Address.c.id == Site.c.address_id, isouter=True)
        .join(Place, Place.c.id == Address.c.place_id, isouter=True)
        .where(~Site.c.repeats)
        .order_by(Site.c.code)
    )
    for code, name, address, *where in connection.execute(sites):
        weight = weights[code]
        doubt = unjudged[code] + everywhere
        why = [f"{weight['blocker']} open blocker{'s' * (weight['blocker'] != 1)}"] if weight["blocker"] else []
        why += [f"{doubt} blocker rule{'s' * (doubt != 1)} not judged"] if doubt else []
        figures: dict[str, Any] = {kind: found.get(code, 0) for kind, found in counts.items()}
        figures |= {str(severity): weight[severity] for severity in Severity}
        yield view.SiteVerdict(
            code=code,
            name=name or "",
            address=address or "",
            **figures,
            go=not why,
            why="; ".join(why) or "no open blocker, every blocker rule judged",
            spot=_spot(*where),
        )


def _priced(sites: Iterator[view.SiteVerdict], lines: Sequence[view.SurvivingLine]) -> Iterator[view.SiteVerdict]:
    """The sites with what their lines cost."""
    costs: dict[str, list[Decimal | None]] = defaultdict(list)
    for line in lines:
        costs[line.site].append(line.cost)
    for site in sites:
        spent = total(costs.get(site.code, ()))
        yield replace(site, cost=spent.known, priced=spent.priced, unpriced=spent.unpriced)


def _spot(
    latitude: float | None, longitude: float | None, outside: str | None, zip_code: str | None
) -> view.Spot | None:
    """Where a site lies: at its coordinates, unless its ZIP tells and they do not lie in the state of the address."""
    area = zip_area(zip_code) if zip_code else None
    centre = area.centre if area else None
    if latitude is not None and longitude is not None and (not centre or outside == ""):
        return view.Spot(latitude, longitude)
    return view.Spot(*centre, by_zip=True) if centre else None


def _unjudged_blockers(connection: Connection, run: int) -> tuple[Counter[str], int]:
    """By site, how many blocker rules left something unjudged; and how many were judged nowhere."""
    by_site: Counter[str] = Counter()
    nowhere = 0
    for row in connection.execute(select(Outcome).where(Outcome.c.run_id == run, Outcome.c.missing.is_not(None))):
        rule = RULES.get(row.rule)
        if rule is None or rule.severity is not Severity.BLOCKER or not row.missing:
            continue
        nowhere += not row.looked_at and not row.unjudged_by_site
        by_site.update(site for site in row.unjudged_by_site if site)
    return by_site, nowhere


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
