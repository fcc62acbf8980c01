"""``diff``: what changed between two runs."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from e911audit.cli import options as given

if TYPE_CHECKING:
    from e911audit.views.drift import Count, Drift, Snapshot

FILE = "A findings.json, a store, or the number of a run in --store."


def diff(  # noqa: PLR0913  (one parameter for each option)
    old: Annotated[str, typer.Argument(metavar="OLD", help=FILE)],
    new: Annotated[str, typer.Argument(metavar="NEW", help=FILE)],
    *,
    output: Annotated[
        list[Path],
        typer.Option("-o", "--output", metavar="FILE", help="Comparison: .xlsx .html .md .json. Repeatable."),
    ] = [],  # noqa: B006
    store: given.StoreUrl = None,
    fail_on: given.FailOn = None,
    quiet: given.Quiet = False,
    debug: given.Debug = False,  # noqa: ARG001
) -> int:
    """Tell what changed between two runs: new, fixed, still open, regressed, moved, by site and rule.

    Exits with 1 where something new or regressed is at or above --fail-on.

    Example:  e911audit diff 1 2 --store sqlite:///audit.db -o changes.xlsx
    """
    from e911audit.config import one_of
    from e911audit.reports import check_ending
    from e911audit.reports.drift import told, write
    from e911audit.values import Severity

    limit = one_of(fail_on or Severity.BLOCKER, [*Severity, "never"], "--fail-on", given.SEE_HELP)
    for file in output:
        check_ending(file, "drift")
    drift = _compared(old, new, store)
    for file in output:
        write(drift, file)
    if not quiet:
        typer.echo(told(drift))
        for file in output:
            typer.echo(f"Wrote {file}.")
    return _verdict(drift, limit)


def _compared(old: str, new: str, store: str | None) -> "Drift":
    from e911audit.views.drift import compare

    before, earlier, _ = _history(old, store)
    after, _, trend = _history(new, store)
    return compare(before, after, earlier, trend)


def _history(what: str, store: str | None) -> "tuple[Snapshot, frozenset[str], tuple[Count, ...]]":
    """The run that an argument names, what runs of its store before it had open, and the trend of that store."""
    from e911audit.store import Store
    from e911audit.telling import history
    from e911audit.telling.recall import stored_run

    if what.lower().endswith(".json"):
        return history.read_findings(Path(what)), frozenset(), ()
    numbered = what.isdecimal()
    opened = Store.open(given.existing(given.store_url(store if numbered else what, [])))
    try:
        with opened.work() as connection:
            run = stored_run(connection, int(what) if numbered else None).id
            found = history.snapshot(connection, "" if numbered else what, run)
            return found, history.open_before(connection, run), history.trend(connection)
    finally:
        opened.close()


def _verdict(drift: "Drift", limit: str) -> int:
    from e911audit.errors import Exit
    from e911audit.values import Severity
    from e911audit.views.drift import Kind

    if limit == "never":
        return Exit.CLEAN
    grave = (
        change.kind in (Kind.NEW, Kind.REGRESSED) and change.finding.severity.rank <= Severity(limit).rank
        for change in drift.changes
    )
    return Exit.FINDINGS if any(grave) else Exit.CLEAN
