"""``report``: write reports of a stored run."""

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from e911audit.cli import options as given
from e911audit.cli.show import show_summary
from e911audit.errors import CannotWrite, E911AuditError

if TYPE_CHECKING:
    from e911audit.correction import Corrections
    from e911audit.drift import Drift
    from e911audit.result import Result
    from e911audit.store import Store


def report(  # noqa: PLR0913  (one parameter for each option)
    *,
    output: given.Outputs = [],  # noqa: B006
    store: given.StoreUrl = None,
    run: Annotated[int | None, typer.Option("--run", metavar="N", help="Which run.", show_default="the newest")] = None,
    site: given.Sites = [],  # noqa: B006
    since: Annotated[
        int | None, typer.Option("--since", metavar="N", help="Also tell in .html what changed since this run.")
    ] = None,
    frameworks: Annotated[
        Path | None,
        typer.Option("--frameworks", metavar="FILE", help="Also write which laws each site meets: .xlsx or .md."),
    ] = None,
    test_plan: Annotated[
        Path | None,
        typer.Option(
            "--test-plan", metavar="FILE", help="Also plan the fewest 911 test calls: .xlsx, becomes evidence."
        ),
    ] = None,
    scope: Annotated[
        Path | None,
        typer.Option(
            "--scope", metavar="FILE", help="Also write who owns what at each site, and whom to call: .xlsx or .html."
        ),
    ] = None,
    affected: Annotated[
        str | None,
        typer.Option("--affected", metavar="KEY", help="Only list who stands behind a finding, e.g. LOC-020:HQ-1."),
    ] = None,
    fixes: Annotated[
        Path | None,
        typer.Option(
            "--fixes", metavar="DIR", help="Also write the sure corrections, in files for the systems of origin."
        ),
    ] = None,
    config: given.ConfigFile = None,
    quiet: given.Quiet = False,
    debug: given.Debug = False,  # noqa: ARG001
) -> None:
    """Write reports of a stored run; corrections of --fixes are proposals, nothing is applied anywhere.

    Example:  e911audit report --store sqlite:///audit.db -o exceptions.xlsx --frameworks laws.xlsx
    """
    from e911audit.correcting import correct
    from e911audit.judging import recall
    from e911audit.reports import check_ending
    from e911audit.reports.scope import check_ending as check_scope_ending
    from e911audit.store import Store

    outputs = output or [given.DEFAULT_OUTPUT]
    for file in outputs:
        check_ending(file)
    if test_plan and test_plan.suffix.lower() != ".xlsx":
        raise CannotWrite(f"{test_plan} is no workbook, and the plan of test calls is one.", advice="End it in .xlsx.")
    if scope:
        check_scope_ending(scope)
    if fixes and run is not None:
        raise E911AuditError(
            "Corrections are made for the newest run only, since the inventory may have changed.",
            advice="Leave out --run, or --fixes.",
        )
    opened = Store.open(given.existing(given.store_url(store, outputs)))
    try:
        if affected:
            _show_affected(opened, affected, run)
            return
        whole = recall(opened, run)
        result = given.only_sites(whole, site)
        corrections = correct(opened, whole, result.findings) if fixes else None
        drift = _changes(opened, since, run, site) if since is not None else None
        if frameworks:
            _write_frameworks(opened, run, config, site, frameworks)
        if test_plan:
            _write_test_plan(opened, result, test_plan)
        if scope:
            _write_scope(opened, result, scope)
    finally:
        opened.close()
    given.write_all(result, outputs, drift)
    show_summary(result, outputs, [], quiet=quiet)
    if fixes and corrections:
        _write_fixes(corrections, fixes, quiet=quiet)


def _changes(store: "Store", since: int, run: int | None, sites: list[str]) -> "Drift":
    from e911audit.judging import history

    with store.work() as connection:
        drift = history.since(connection, since, run)
    return drift.for_sites(frozenset(sites)) if sites else drift


def _write_fixes(corrections: "Corrections", folder: Path, *, quiet: bool) -> None:
    """Write the corrections and tell where they are and how many findings have none."""
    from e911audit.reports.fixes import write

    written = write(corrections, folder)
    if not quiet:
        for file in written:
            typer.echo(f"Wrote {file}.")
        typer.echo(corrections.told)


def _write_frameworks(store: "Store", run: int | None, config: Path | None, sites: list[str], file: Path) -> None:
    from dataclasses import replace

    from e911audit.config import find_config, read_config
    from e911audit.judging.frameworks import compliance
    from e911audit.reports.frameworks import write

    found = compliance(store, read_config(date.today(), config or find_config([])), run)  # noqa: DTZ011
    chosen = tuple(duty for duty in found.duties if not sites or duty.site in sites)
    write(replace(found, duties=chosen), file)


def _write_test_plan(store: "Store", result: "Result", file: Path) -> None:
    from e911audit.judging import plan_calls
    from e911audit.reports import call_plan

    call_plan.write(plan_calls(store, result), file)


def _write_scope(store: "Store", result: "Result", file: Path) -> None:
    from e911audit.judging import map_scope
    from e911audit.reports.scope import write

    write(map_scope(store, result), file)


def _show_affected(store: "Store", key: str, run: int | None) -> None:
    from e911audit.judging.affected import affected

    for one in affected(store, key, run):
        typer.echo(f"{one.kind} {one.name}{f' ({one.told})' if one.told else ''}, {one.cell}")
