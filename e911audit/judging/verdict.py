"""What one rule answers: one query counts, one fetches the hits, and messages are made for hits only."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sqlalchemy import (
    ClauseElement,
    ColumnElement,
    CompoundSelect,
    Connection,
    Select,
    case,
    func,
    literal,
    null,
    select,
    union_all,
)

from e911audit.config import Config
from e911audit.judging.law import Regime
from e911audit.judging.supply import Scope
from e911audit.judging.turns import Verdict
from e911audit.model.tables import Geocode, Sheet, Source
from e911audit.rules import Among, Rule
from e911audit.rules.rule import DAYS, Condition
from e911audit.rules.shared import Computed
from e911audit.values import Judgement, Severity, Status

COUNTED = ("kind", "subject", "site", "sheet_id", "row", "affects", "wrong", "milder")
"""Columns that are cheap for records of which most are only counted; others are worked out for a finding alone."""
TOLD = 4
"""Records of one subject of which a finding's message tells, where each is wrong in another way."""


@dataclass
class Hit:
    """All records of one subject that a rule found."""

    subject: str
    kind: str
    site: str
    message: str
    severity: Severity
    affects: int
    cells: list[tuple[int | str, ...]]
    """Sheet id and row number of each record, and the field where the rule's query names one."""


def facts(connection: Connection, config: Config) -> frozenset[str]:
    """What a rule may need that no sheet supplies: a cutover date, exact answers of a geocoder."""
    answered = connection.scalar(select(Geocode.c.query).where(Geocode.c.exact).limit(1))
    return frozenset(["run.cutover"] * bool(config.cutover) + ["run.geocodes"] * bool(answered))


class Population:
    """How many records each ``Among`` holds; counted once, however many rules look at them."""

    def __init__(self, connection: Connection, config: Config, tables: Computed) -> None:
        self.connection = connection
        self.config = config
        self.tables = tables
        self.counted: dict[tuple[int, tuple[int, ...]], int] = {}

    def size(self, among: Among, sheets: tuple[int, ...]) -> int:
        """Records that came from these sheets."""
        if (id(among), sheets) not in self.counted:
            looked = among.query.subquery("looked")
            count = select(func.count()).select_from(looked).where(looked.c.sheet_id.in_(sheets))
            self.counted[id(among), sheets] = self.ask(count, among).scalar() or 0
        return self.counted[id(among), sheets]

    def by_site(self, among: Among, sheets: tuple[int, ...]) -> Counter[str]:
        """The same by site."""
        looked = among.query.subquery("looked")
        rows = select(looked.c.site, func.count()).where(looked.c.sheet_id.in_(sheets)).group_by(looked.c.site)
        return Counter({site: count for site, count in self.ask(rows, among)})  # noqa: C416

    def ask(
        self, query: Select[Any] | CompoundSelect[Any], among: Among | None = None, *conditions: ClauseElement
    ) -> Any:
        """Run a query with the dates of the run and the shared tables that it needs.

        Where it reads nothing but ``among`` and these conditions, only they are looked through for tables.
        """
        if among:
            self.tables.need_lasting(among.query)
        for part in conditions if among else (query,):
            self.tables.need(part)
        return self.connection.execute(query, days(self.config))


def verdict(rule: Rule, scope: Scope, population: Population, regime: Regime) -> Verdict:
    """What one rule answers."""
    return _Judging(rule, scope, population, regime).verdict()


class _Judging:
    """One rule on one store."""

    def __init__(self, rule: Rule, scope: Scope, population: Population, regime: Regime) -> None:
        self.config = config = population.config
        self.rule = rule
        self.scope = scope
        self.settings = rule.settings(config.strictness, config.options(rule.code))
        self.population = population
        self.regime = regime
        self.blank: Counter[str] = Counter()
        """Records of judged sheets for which the condition is NULL, by site."""

    def verdict(self) -> Verdict:
        """Judge."""
        hits = self._hits() if self.scope.judged else []
        unjudged = self._unjudged()
        blank = self.blank.total()
        missing = [*self.scope.missing, *self._blanks(blank)] if unjudged or not self.scope.judged else []
        state = Judgement.FOUND if hits else Judgement.NOT_JUDGED if missing else Judgement.CLEAN
        outcome = {
            "rule": self.rule.code,
            "state": state,
            "looked_at": self.population.size(self.rule.among, self.scope.judged) - blank if self.scope.judged else 0,
            "found": len(hits),
            "waived": 0,
            "unjudged": unjudged.total(),
            "missing": missing,
            "unjudged_by_site": dict(sorted(unjudged.items())),
        }
        return Verdict(outcome, list(self._findings(hits)))

    def _unjudged(self) -> Counter[str]:
        """Records that could not be judged, by site: those of sheets that lack a column, and those with blanks."""
        if not self.scope.unjudged:
            return self.blank
        return self.blank + self.population.by_site(self.rule.among, self.scope.unjudged)

    def _blanks(self, blank: int) -> list[str]:
        needs = ", ".join(need.partition(" or ")[0] for need in self.rule.needs)
        return [f"blank in {blank:,} record{'s' * (blank > 1)}: {needs}"] if blank else []

    def _hits(self) -> list[Hit]:
        """What the rule found, in the order of the sheets; on the way the records with blanks are counted."""
        hits: dict[tuple[str, str], Hit] = {}
        milder = self.rule.milder[1]() if self.rule.milder else literal(False)
        wrong = self.rule.condition(self.settings)
        answers = self.population.ask(self._answers(wrong, milder), self.rule.among, wrong, milder)
        columns = list(answers.keys())
        kind_at, site_at, affects_at = (columns.index(name) for name in ("kind", "site", "affects"))
        for values in answers:
            if values[kind_at] is None:
                self.blank[values[site_at]] = values[affects_at]
                continue
            row = dict(zip(columns, values, strict=True))
            if (hit := hits.get((row["subject"], row["site"]))) is None:
                hits[row["subject"], row["site"]] = self._hit(row)
            else:
                hit.affects += row["affects"]
                hit.cells.append(_cell(row))
                if len(hit.cells) <= TOLD and (message := self._message(row)) not in hit.message:
                    hit.message = f"{hit.message} {message}"
        return list(hits.values())

    def _answers(self, wrong: Condition, milder: Condition) -> CompoundSelect[Any]:
        """The records that are wrong, in the order of the sheets; and by site, without ``kind``, how many are blank.

        The condition is asked once: what it leaves is kept (a CTE that is used twice), since most is only counted.
        """
        looked = self.rule.among.query.add_columns(wrong.label("wrong"), milder.label("milder")).subquery("looked")
        left = (
            select(*(_where_wrong(column, looked.c.wrong) for column in looked.c))
            .where(func.coalesce(looked.c.wrong, True), looked.c.sheet_id.in_(self.scope.judged))
            .cte("left_over")
        )
        found = (
            select(left, Source.c.path.label("of_source"), Sheet.c.position.label("of_sheet"))
            .join(Sheet, Sheet.c.id == left.c.sheet_id)
            .join(Source, Source.c.id == Sheet.c.source_id)
            .where(left.c.wrong.is_not(None))
        )
        counted = {"site": left.c.site, "affects": func.count()}
        blank = select(*(counted.get(column.name, null()).label(column.name) for column in found.selected_columns))
        blank = blank.where(left.c.wrong.is_(None)).group_by(left.c.site)
        return union_all(found, blank).order_by("of_source", "of_sheet", "row")

    def _hit(self, row: dict[str, Any]) -> Hit:
        milder = self.rule.milder[0] if self.rule.milder and row["milder"] else self.rule.severity
        return Hit(
            subject=row["subject"],
            kind=row["kind"],
            site=row["site"],
            message=self._message(row),
            severity=self.config.severity(self.rule.code, milder),
            affects=row["affects"],
            cells=[_cell(row)],
        )

    def _message(self, row: dict[str, Any]) -> str:
        return self.rule.message.format_map({**self.settings, **row})

    def _findings(self, hits: list[Hit]) -> Iterable[dict[str, Any]]:
        names = Counter(hit.subject for hit in hits)
        for hit in hits:
            tail = f"@{hit.site}" if names[hit.subject] > 1 else ""
            yield {
                "key": f"{self.rule.code}:{hit.subject}{tail}",
                "rule": self.rule.code,
                "severity": hit.severity,
                "subject_kind": hit.kind,
                "subject": hit.subject,
                "site": hit.site,
                "message": hit.message,
                "affects": hit.affects,
                "status": Status.OPEN,
                "cites": self.regime.cites(self.rule.code, hit.kind, hit.subject, hit.site),
                "cells": hit.cells,
            }


def days(config: Config) -> dict[str, date | None]:
    """The run's dates that conditions may ask for; a statement takes those that it names."""
    bases = {"as_of": config.as_of, "cutover": config.cutover}
    return {
        name: start - timedelta(days=minus) if (start := bases[base]) else None for name, (base, minus) in DAYS.items()
    }


def _where_wrong(column: ColumnElement[Any], wrong: Condition) -> ColumnElement[Any]:
    """The column, unless only a finding tells it and there is none."""
    return column if column.key in COUNTED else case((wrong, column)).label(column.key)


def _cell(row: dict[str, Any]) -> tuple[int | str, ...]:
    """Where a record stands; a query may name the field itself, where it differs from record to record."""
    return (row["sheet_id"], row["row"], row["field"]) if "field" in row else (row["sheet_id"], row["row"])
