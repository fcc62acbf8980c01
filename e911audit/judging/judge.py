"""Judge a store by every rule: one query counts, one fetches the hits, and messages are made for hits only."""

import hashlib
import json
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import asdict, dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any

from sqlalchemy import Connection, RowMapping, case, func, insert, literal, select

from e911audit import __version__
from e911audit.config import Config, known, same_kind
from e911audit.judging.supply import Scope, Supply, supply
from e911audit.model.tables import Finding, Outcome, Run, Sheet, Source
from e911audit.rules import RULES, Rule
from e911audit.rules.rule import DAYS
from e911audit.rules.shared import computed
from e911audit.store.store import Store, next_id
from e911audit.values import Judgement, Severity, Status

Progress = Callable[[str], None]


@dataclass
class Hit:
    """All records of one subject that a rule found."""

    subject: str
    kind: str
    site: str
    message: str
    severity: Severity
    affects: int
    cells: list[tuple[int, int]]


def judge(
    store: Store, config: Config, rules: Iterable[Rule] | None = None, progress: Progress = lambda _code: None
) -> int:
    """Judge the store by these rules (default: all) and keep the answers; returns the run's id."""
    chosen = sorted(rules or RULES.values(), key=lambda rule: rule.code)
    known(config.rules, RULES, "rules")
    for rule in chosen:
        known(config.options(rule.code), rule.options, f"rules.{rule.code}")
        same_kind(config.options(rule.code), rule.options, f"rules.{rule.code}")
    with store.work() as connection:
        run = next_id(connection, Run)
        connection.execute(insert(Run).values(_run(run, config, chosen)))
        supplied = supply(connection, frozenset({"run.cutover"} if config.cutover else ()))
        with computed(connection):
            for rule in chosen:
                progress(rule.code)
                _Judging(connection, run, config, supplied, rule).keep()
        return run


def _run(run: int, config: Config, rules: list[Rule]) -> dict[str, Any]:
    return {
        "id": run,
        "at": datetime.now(UTC),
        "version": __version__,
        "as_of": config.as_of,
        "cutover": config.cutover,
        "strictness": config.strictness,
        "rules_digest": rules_digest(rules),
        "config": json.loads(json.dumps(asdict(config), default=str)),
    }


def rules_digest(rules: Iterable[Rule]) -> str:
    """SHA-256 over what each rule says and asks, so that a changed catalogue shows."""
    told = "\n".join(
        f"{rule.code}|{rule.severity}|{rule.message}|{rule.needs}|{rule.among.query}|{rule.condition({})}"
        for rule in rules
    )
    return hashlib.sha256(told.encode()).hexdigest()


class _Judging:
    """One rule on one store."""

    def __init__(self, connection: Connection, run: int, config: Config, supplied: Supply, rule: Rule) -> None:
        self.connection = connection
        self.run = run
        self.config = config
        self.rule = rule
        self.scope: Scope = supplied.scope(rule)
        self.settings = rule.settings(config.strictness, config.options(rule.code))
        columns = rule.milder[1]() if rule.milder else literal(False)
        query = rule.among.query.add_columns(rule.condition(self.settings).label("wrong"), columns.label("milder"))
        self.looked = query.subquery("looked")

    def keep(self) -> None:
        """Store the outcome and the findings."""
        rows = self._counts()
        judged = [row for row in rows if row.sheet_id in self.scope.judged]
        unjudged = sum(row.all for row in rows if row.sheet_id not in self.scope.judged)
        blank = sum(row.blank for row in judged)
        hits = self._hits() if any(row.wrong for row in judged) else []
        partly = bool(unjudged or blank or not self.scope.judged)
        missing = [*self.scope.missing, *self._blanks(blank)] if partly else []
        state = Judgement.FOUND if hits else Judgement.NOT_JUDGED if partly else Judgement.CLEAN
        self.connection.execute(
            insert(Outcome).values(
                run_id=self.run,
                rule=self.rule.code,
                state=state,
                looked_at=sum(row.all for row in judged) - blank,
                found=len(hits),
                waived=0,
                unjudged=unjudged + blank,
                missing=missing,
                unjudged_by_site=self._by_site(rows),
            )
        )
        if hits:
            self.connection.execute(insert(Finding), list(self._findings(hits)))

    def _counts(self) -> list[Any]:
        if not self.scope.judged and not self.scope.unjudged:
            return []
        looked = self.looked
        query = (
            select(
                looked.c.sheet_id,
                looked.c.site,
                func.count().label("all"),
                func.count(case((looked.c.wrong.is_(None), 1))).label("blank"),
                func.count(case((looked.c.wrong, 1))).label("wrong"),
            )
            .where(looked.c.sheet_id.in_((*self.scope.judged, *self.scope.unjudged)))
            .group_by(looked.c.sheet_id, looked.c.site)
        )
        return list(self.connection.execute(query, self._days()))

    def _by_site(self, rows: list[Any]) -> dict[str, int]:
        counts: Counter[str] = Counter()
        for row in rows:
            counts[row.site] += row.blank if row.sheet_id in self.scope.judged else row.all
        return {site: count for site, count in sorted(counts.items()) if count}

    def _blanks(self, blank: int) -> list[str]:
        needs = ", ".join(need.partition(" or ")[0] for need in self.rule.needs)
        return [f"blank in {blank:,} record{'s' * (blank > 1)}: {needs}"] if blank else []

    def _hits(self) -> list[Hit]:
        looked = self.looked
        query = (
            select(looked)
            .join(Sheet, Sheet.c.id == looked.c.sheet_id)
            .join(Source, Source.c.id == Sheet.c.source_id)
            .where(looked.c.wrong, looked.c.sheet_id.in_(self.scope.judged))
            .order_by(Source.c.path, Sheet.c.position, looked.c.row)
        )
        hits: dict[tuple[str, str], Hit] = {}
        for row in self.connection.execute(query, self._days()).mappings():
            hit = hits.get((row["subject"], row["site"]))
            if hit is None:
                hits[row["subject"], row["site"]] = self._hit(row)
            else:
                hit.affects += row["affects"]
                hit.cells.append((row["sheet_id"], row["row"]))
        return list(hits.values())

    def _hit(self, row: RowMapping) -> Hit:
        severity = self.config.severity(self.rule.code, self.rule.severity)
        return Hit(
            subject=row["subject"],
            kind=row["kind"],
            site=row["site"],
            message=self.rule.message.format_map({**self.settings, **row}),
            severity=self.rule.milder[0] if self.rule.milder and row["milder"] else severity,
            affects=row["affects"],
            cells=[(row["sheet_id"], row["row"])],
        )

    def _findings(self, hits: list[Hit]) -> Iterable[dict[str, Any]]:
        names = Counter(hit.subject for hit in hits)
        for hit in hits:
            tail = f"@{hit.site}" if names[hit.subject] > 1 else ""
            yield {
                "run_id": self.run,
                "key": f"{self.rule.code}:{hit.subject}{tail}",
                "rule": self.rule.code,
                "severity": hit.severity,
                "subject_kind": hit.kind,
                "subject": hit.subject,
                "site": hit.site,
                "message": hit.message,
                "affects": hit.affects,
                "status": Status.OPEN,
                "cells": hit.cells,
            }

    def _days(self) -> dict[str, date | None]:
        """The run's dates that conditions may ask for; a statement takes those that it names."""
        bases = {"as_of": self.config.as_of, "cutover": self.config.cutover}
        return {
            name: start - timedelta(days=minus) if (start := bases[base]) else None
            for name, (base, minus) in DAYS.items()
        }
