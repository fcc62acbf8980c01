"""Judge a store by every rule and keep the answers."""

import hashlib
import json
from collections.abc import Iterable, Iterator
from concurrent.futures import Executor
from dataclasses import asdict
from datetime import UTC, datetime
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Any

from sqlalchemy import Connection, insert, select

from e911audit import __version__
from e911audit.config import Config, known, same_kind
from e911audit.errors import StoreRefused
from e911audit.judging.again import inputs_digest, same_run
from e911audit.judging.law import keep_law
from e911audit.judging.port_facts import tell_ports
from e911audit.judging.readers import verdicts
from e911audit.judging.turns import Found, Verdict, in_turn
from e911audit.judging.waive import reviews, waive
from e911audit.law import Clause, clauses
from e911audit.model.tables import Finding, Outcome, Run, Source
from e911audit.rules import RULES, Rule
from e911audit.store.store import Store, next_id

CHANGED = "Another program loaded other files into the store while it was judged."
AGAIN = "Run the command again once that one has ended, or give each audit a store of its own with --store."


def judge(store: Store, config: Config, rules: Iterable[Rule] | None = None, executor: Executor | None = None) -> int:
    """Judge the store by these rules (default: all) and keep the answers; returns the run's id.

    Where nothing has changed since the newest run it is that one's id: its answers still hold.
    Judging only reads, so that an executor's workers can share the rules where they reach the store; then one
    transaction keeps what all answered. StoreRefused where another program has loaded other files meanwhile.
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
        return verdicts(store, config, some, found, executor)

    def mark(answer: Verdict) -> None:
        waive(answer.outcome, answer.findings, held, config.as_of)

    answered = in_turn(chosen, mark, answers)
    with store.work() as connection:
        if _held(connection) != sources:
            raise StoreRefused(CHANGED, advice=AGAIN)
        id_ = next_id(connection, Run)
        connection.execute(insert(Run).values(id=id_, at=datetime.now(UTC), **run))
        connection.execute(insert(Outcome), [{"run_id": id_, **verdict.outcome} for verdict in answered])
        for verdict in answered:
            if verdict.findings:
                connection.execute(insert(Finding), [{"run_id": id_, **finding} for finding in verdict.findings])
        return id_


def _held(connection: Connection) -> list[tuple[Any, ...]]:
    """Which files the inventory is from."""
    return [tuple(row) for row in connection.execute(select(Source.c.id, Source.c.sha256).order_by(Source.c.id))]


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
