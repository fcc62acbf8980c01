"""Judge a store by every rule: one query counts, one fetches the hits, and messages are made for hits only."""

import hashlib
import json
from collections import Counter, deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Executor, ThreadPoolExecutor
from dataclasses import asdict, dataclass
from datetime import UTC, date, datetime, timedelta
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Any

from sqlalchemy import ClauseElement, CompoundSelect, Connection, Select, func, insert, literal, null, select, union_all

from e911audit import __version__
from e911audit.config import Config, known, same_kind
from e911audit.errors import StoreRefused
from e911audit.judging.again import inputs_digest, same_run
from e911audit.judging.law import Regime, keep_law
from e911audit.judging.port_facts import tell_ports
from e911audit.judging.supply import Scope, supply
from e911audit.judging.turns import Found, Verdict, in_turn
from e911audit.judging.waive import reviews, waive
from e911audit.law import Clause, clauses
from e911audit.model.tables import Finding, Geocode, Outcome, Run, Sheet, Source
from e911audit.rules import RULES, Among, Rule
from e911audit.rules.open_findings import OPEN
from e911audit.rules.rule import DAYS, Condition
from e911audit.rules.shared import Computed, computed
from e911audit.store.store import Store, next_id
from e911audit.values import Judgement, Severity, Status

TOLD = 4
"""Records of one subject of which a finding's message tells, where each is wrong in another way."""
PARTS = 16
"""Into how many tasks the rules are split for the workers of an executor."""
FEW = 8
"""So many rules are not worth a second reader, which computes anew what they share."""
CHANGED = "Another program loaded other files into the store while it was judged."
AGAIN = "Run the command again once that one has ended, or give each audit a store of its own with --store."
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
    cells: list[tuple[int | str, ...]]
    """Sheet id and row number of each record, and the field where the rule's query names one."""


def judge(
    store: Store,
    config: Config,
    rules: Iterable[Rule] | None = None,
    progress: Progress = lambda _code: None,
    executor: Executor | None = None,
) -> int:
    """Judge the store by these rules (default: all) and keep the answers; returns the run's id.

    Where nothing has changed since the newest run it is that one's id: its answers still hold.
    Judging only reads, so that several connections can share the rules, those of an executor's workers too where they
    reach the store; then one transaction keeps what they answered. StoreRefused where another program has loaded other
    files meanwhile.
    """
    chosen = sorted(rules or RULES.values(), key=lambda rule: rule.code)
    known(config.rules, RULES, "rules")
    for rule in chosen:
        known(config.options(rule.code), rule.options, f"rules.{rule.code}")
        same_kind(config.options(rule.code), rule.options, f"rules.{rule.code}")
    with store.work() as connection:
        keep_law(connection, config)
        tell_ports(connection, config)
        run = _run(config, chosen, inputs_digest(connection, config))
        if (same := same_run(connection, run)) is not None:
            return same
        held = reviews(connection)
        sources = _held(connection)

    def answers(some: list[Rule], found: Found) -> list[Verdict]:
        if executor and store.shared:
            return _spread(store, config, some, found, executor)
        return _verdicts(store, config, some, found, progress)

    def mark(answer: Verdict) -> None:
        waive(answer.outcome, answer.findings, held, config.as_of)

    verdicts = in_turn(chosen, mark, answers)
    with store.work() as connection:
        if _held(connection) != sources:
            raise StoreRefused(CHANGED, advice=AGAIN)
        id_ = next_id(connection, Run)
        connection.execute(insert(Run).values(id=id_, at=datetime.now(UTC), **run))
        connection.execute(insert(Outcome), [{"run_id": id_, **verdict.outcome} for verdict in verdicts])
        for verdict in verdicts:
            if verdict.findings:
                connection.execute(insert(Finding), [{"run_id": id_, **finding} for finding in verdict.findings])
        return id_


def _held(connection: Connection) -> list[tuple[Any, ...]]:
    """Which files the inventory is from."""
    return [tuple(row) for row in connection.execute(select(Source.c.id, Source.c.sha256).order_by(Source.c.id))]


def _spread(store: Store, config: Config, rules: list[Rule], found: Found, executor: Executor) -> list[Verdict]:
    """The verdicts of the workers, in the order of the rules; neighbours stay together, as they share tables.

    The work is split by rule and not by site, since many rules compare sites with each other.
    """
    step = -(-len(rules) // PARTS)
    codes = [rule.code for rule in rules]
    parts = [(store.url, config, codes[at : at + step], found) for at in range(0, len(rules), step)]
    return [verdict for part in executor.map(_part, parts) for verdict in part]


def _part(part: tuple[str, Config, list[str], Found]) -> list[Verdict]:
    """What a worker answers for some rules."""
    url, config, codes, found = part
    store = Store.open(url)
    try:
        return _verdicts(store, config, [RULES[code] for code in codes], found, lambda _code: None)
    finally:
        store.close()


def _verdicts(store: Store, config: Config, rules: list[Rule], found: Found, progress: Progress) -> list[Verdict]:
    """The verdicts in the order of the rules, which may ask for what others ``found``.

    Two readers, one from the front and one from the back, so that rules of one family share what a reader has computed;
    the database works outside of Python's lock.
    """
    waiting = deque(rules)
    answered: dict[str, Verdict] = {}

    def read(next_rule: Callable[[], Rule]) -> None:
        with store.reading() as connection, computed(connection, days(config)) as tables:
            tables.fill(OPEN, found)
            supplied = supply(connection, facts(connection, config))
            population = Population(connection, config, tables)
            regime = Regime(connection, tables, config)
            while waiting:
                try:
                    rule = next_rule()
                except IndexError:
                    return
                progress(rule.code)
                answered[rule.code] = verdict(rule, supplied.scope(rule), population, regime)

    if store.shared and len(rules) > FEW:
        with ThreadPoolExecutor(2) as pool:
            list(pool.map(read, (waiting.popleft, waiting.pop)))
    else:
        read(waiting.popleft)
    return [answered[rule.code] for rule in rules]


def facts(connection: Connection, config: Config) -> frozenset[str]:
    """What a rule may need that no sheet supplies: a cutover date, exact answers of a geocoder."""
    answered = connection.scalar(select(Geocode.c.query).where(Geocode.c.exact).limit(1))
    return frozenset(["run.cutover"] * bool(config.cutover) + ["run.geocodes"] * bool(answered))


def _run(config: Config, rules: list[Rule], inputs: str) -> dict[str, Any]:
    """What tells one run from another: where all of it is the same, so are the answers."""
    return {
        "version": __version__,
        "as_of": config.as_of,
        "cutover": config.cutover,
        "strictness": config.strictness,
        "rules_digest": rules_digest(rules, clauses(config.law)),
        "inputs_digest": inputs,
        "config": json.loads(json.dumps(asdict(config), default=str)),
    }


def rules_digest(rules: Iterable[Rule], law: Iterable[Clause]) -> str:
    """SHA-256 over the codes, the files that define the rules, and the law, so that a changed catalogue shows."""
    digest = hashlib.sha256(" ".join(rule.code for rule in rules).encode())
    for file in sorted(_files(files("e911audit.rules")), key=lambda file: file.name):
        digest.update(file.read_bytes().replace(b"\r\n", b"\n"))
    digest.update(repr([tuple(clause) for clause in law]).encode())
    return digest.hexdigest()


def _files(folder: Traversable) -> Iterator[Traversable]:
    for entry in folder.iterdir():
        if entry.is_dir():
            yield from _files(entry)
        elif entry.name.endswith((".py", ".csv")):
            yield entry


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
            select(looked)
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


def _cell(row: dict[str, Any]) -> tuple[int | str, ...]:
    """Where a record stands; a query may name the field itself, where it differs from record to record."""
    return (row["sheet_id"], row["row"], row["field"]) if "field" in row else (row["sheet_id"], row["row"])
