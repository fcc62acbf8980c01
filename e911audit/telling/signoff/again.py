"""Look again at what a sign-off rests on: the input files, the rule catalogue, and what a store holds now."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from sqlalchemy import select

from e911audit.config import Config
from e911audit.intake.sources import FoundFile
from e911audit.judging.judge import rules_digest
from e911audit.law import clauses
from e911audit.model.tables import Run
from e911audit.rules import RULES
from e911audit.sheets import ARCHIVE, File
from e911audit.signoff.document import PARTS, Statement
from e911audit.signoff.gate import Acceptance
from e911audit.signoff.verify import Check, State
from e911audit.store.store import Store
from e911audit.telling.signoff.state import state

NAMED = 5
"""Keys of findings that a sentence names before it only counts."""


def check_inputs(statement: Statement, base: Path) -> Iterator[Check]:
    """Each input under the folder from which its path counts."""
    if not statement["inputs"]:
        yield Check("input", State.UNKNOWN, "The sign-off names no input.")
    for one in statement["inputs"]:
        part = f"input {one['path']}"
        found = _file(base, one["path"])
        digest = FoundFile(file=found, label=one["path"]).sha256() if found else ""
        if not digest:
            yield Check(part, State.UNKNOWN, f"The file is not there, or cannot be read, under {base}.")
        elif digest == one["sha256"]:
            yield Check(part, State.SAME, "As it was read.")
        else:
            yield Check(part, State.CHANGED, "The file is not the one that was read.")


def _file(base: Path, label: str) -> File | None:
    """The file, or the member of a .zip, that a label names; None where there is none."""
    whole = base / label
    if whole.is_file():
        return File(whole)
    for outer in whole.parents:
        if outer.suffix.lower() == ARCHIVE and outer.is_file():
            return File(outer, whole.relative_to(outer).as_posix())
    return None


def check_catalogue(statement: Statement, config: Config) -> Check:
    """The rules of this program, and its law, against those that judged."""
    rules = sorted(RULES.values(), key=lambda rule: rule.code)
    if statement["catalogue"].get("sha256") == rules_digest(rules, clauses(config.law)):
        return Check("rule catalogue", State.SAME, "The rules and the law are those that judged.")
    told = f"The rules or the law of this program are not those of e911audit {statement['program'].get('version')}."
    return Check("rule catalogue", State.CHANGED, f"{told} Verify with the program and settings that made it.")


def check_store(statement: Statement, store: Store) -> Iterator[Check]:
    """Each part of the statement against what the store's newest run of the same days says now."""
    if damage := store.integrity():
        yield Check("store file", State.CHANGED, damage)
        return
    run = _run(store, statement)
    if run is None:
        told = "The store holds no run of the same day and cutover; run 'e911audit check' with both."
        yield Check("store", State.UNKNOWN, told)
        return
    accepted = [Acceptance(one["rule"], one["by"], one["reason"]) for one in statement["accepted"]]
    try:
        now = json.loads(json.dumps(state(store, statement["site"]["code"], accepted, statement["roles"], run)))
    except (ValueError, TypeError, LookupError, AttributeError) as fault:  # values that this program never writes
        yield Check("store file", State.CHANGED, f"The store holds what no audit wrote ({fault}).")
        return
    for part, words in PARTS.items():
        same = now[part] == statement[part]
        told = (
            "As the store says." if same else f"The store says otherwise about {words}{_which(part, statement, now)}."
        )
        yield Check(f"{part} in the store", State.SAME if same else State.CHANGED, told)


def _run(store: Store, statement: Statement) -> int | None:
    days = statement["days"]
    with store.reading() as connection:
        runs = connection.execute(select(Run.c.id, Run.c.as_of, Run.c.cutover).order_by(Run.c.id.desc()))
        same = (id_ for id_, as_of, cutover in runs if (str(as_of), str(cutover)) == (days["as_of"], days["cutover"]))
        return next(same, None)


IDENTITY = {"findings": "key", "waivers": "finding", "gates": "name", "inputs": "path", "lines": "line"}
"""Part that is a list -> what its entries are called by."""


def _which(part: str, statement: Statement, now: Statement) -> str:
    """Which entries of a list are gone, new or other than they were."""
    if part not in IDENTITY:
        return ""
    before, after = (_named(of[part], IDENTITY[part]) for of in (statement, now))
    changed = [name for name in before if name in after and before[name] != after[name]]
    kinds = {
        "gone": [name for name in before if name not in after],
        "new": [name for name in after if name not in before],
        "other": changed,
    }
    told = (
        f"{kind}: {', '.join(names[:NAMED])}{f' and {len(names) - NAMED:,} more' if len(names) > NAMED else ''}"
        for kind, names in kinds.items()
        if names
    )
    return f" ({'; '.join(told)})"


def _named(entries: list[dict[str, Any]], name: str) -> dict[str, dict[str, Any]]:
    return {entry[name]: entry for entry in entries}
