"""The runs of stores as snapshots to compare, what earlier runs had open, and the trend over all of them."""

import json
from collections import defaultdict
from datetime import date
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, func, select

from e911audit.errors import NoInput
from e911audit.model.tables import Finding, Outcome, Run, Sheet
from e911audit.telling.recall import stored_run
from e911audit.values import Judgement, Severity, SheetState, Status
from e911audit.views.drift import Answer, Count, Drift, Seen, Snapshot, compare, judged


def snapshot(connection: Connection, name: str, run: int | None = None) -> Snapshot:
    """A run of a store (default: the newest), under the name by which the user calls it."""
    facts = stored_run(connection, run)
    profiles = {id_: profile for id_, profile in connection.execute(select(Sheet.c.id, Sheet.c.profile))}  # noqa: C416
    loaded = select(Sheet.c.profile).where(Sheet.c.state == SheetState.LOADED)
    outcomes = connection.execute(select(Outcome).where(Outcome.c.run_id == facts.id))
    return Snapshot(
        name=f"{name} run {facts.id}".strip(),
        as_of=facts.as_of,
        version=facts.version,
        findings={
            row.key: Seen(
                row.key,
                row.rule,
                Severity(row.severity),
                row.site,
                row.subject,
                row.message,
                row.status,
                frozenset(filter(None, (profiles.get(cell[0]) for cell in row.cells))),
            )
            for row in connection.execute(select(Finding).where(Finding.c.run_id == facts.id))
        },
        answers={row.rule: Answer(judged(row.state), row.unjudged) for row in outcomes},
        profiles=frozenset(connection.scalars(loaded)),
    )


def read_findings(file: Path) -> Snapshot:
    """The run that a findings.json tells; NoInput where the file is none."""
    if not file.is_file():
        raise NoInput(f"There is no file {file}.", advice="Give a findings.json, a store, or the number of a run.")
    try:
        told: dict[str, Any] = json.loads(file.read_text(encoding="utf-8"))
        profiles = {
            (source["path"], sheet["name"]): sheet["profile"]
            for source in told["sources"]
            for sheet in source["sheets"]
            if sheet["state"] == SheetState.LOADED
        }
        return Snapshot(
            name=str(file),
            as_of=date.fromisoformat(told["as_of"]),
            version=told["program"]["version"],
            findings={one["key"]: _seen(one, profiles) for one in told["findings"]},
            answers={one["rule"]: Answer(judged(one["state"]), one["unjudged"]) for one in told["outcomes"]},
            profiles=frozenset(profiles.values()),
        )
    except (OSError, ValueError, KeyError, TypeError) as fault:
        raise NoInput(
            f"{file} is no findings.json of e911audit ({type(fault).__name__}).",
            advice="Give a findings.json, a store, or the number of a run.",
        ) from None


def _seen(told: dict[str, Any], profiles: dict[tuple[str, str], str]) -> Seen:
    cited = {profiles.get((cell["path"], cell["sheet"]), "") for cell in told["cells"]} - {""}
    names = ("key", "rule", "site", "subject", "message", "status")
    facts = {name: told[name] for name in names}
    return Seen(**facts, severity=Severity(told["severity"]), profiles=frozenset(cited))


def open_before(connection: Connection, run: int) -> frozenset[str]:
    """The keys of findings that were open in any run of the store before this one."""
    query = select(Finding.c.key).where(Finding.c.run_id < run, Finding.c.status == Status.OPEN).distinct()
    return frozenset(connection.scalars(query))


def since(connection: Connection, old: int, new: int | None = None) -> Drift:
    """What changed from a run of a store to another (default: the newest)."""
    before, after = snapshot(connection, "", old), snapshot(connection, "", new)
    return compare(before, after, open_before(connection, old), trend(connection))


def trend(connection: Connection) -> tuple[Count, ...]:
    """Open findings by severity and rules not judged, for every run of a store, the oldest first."""
    counted = (
        select(Finding.c.run_id, Finding.c.severity, func.count())
        .where(Finding.c.status == Status.OPEN)
        .group_by(Finding.c.run_id, Finding.c.severity)
    )
    found: dict[int, dict[str, int]] = defaultdict(dict)
    for run, severity, count in connection.execute(counted):
        found[run][severity] = count
    silent = (
        select(Outcome.c.run_id, func.count()).where(Outcome.c.state == Judgement.NOT_JUDGED).group_by(Outcome.c.run_id)
    )
    unjudged: dict[int, int] = dict(connection.execute(silent).all())
    runs = connection.execute(select(Run.c.id, Run.c.as_of).order_by(Run.c.id))
    return tuple(
        Count(
            str(run), as_of, **{level: found[run].get(level, 0) for level in Severity}, not_judged=unjudged.get(run, 0)
        )
        for run, as_of in runs
    )
