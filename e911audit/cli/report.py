"""``report``: write reports of a stored run."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from e911audit.cli import options as given
from e911audit.cli.further import FURTHER, Asked
from e911audit.cli.show import show_summary
from e911audit.errors import E911AuditError

if TYPE_CHECKING:
    from e911audit.store import Store
    from e911audit.views.correction import Corrections
    from e911audit.views.drift import Drift
    from e911audit.views.result import Result


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
    calendar: Annotated[
        Path | None,
        typer.Option("--calendar", metavar="FILE", help="Also write the dates of the cutover: .xlsx or .ics."),
    ] = None,
    port_package: Annotated[
        tuple[str, Path] | None,
        typer.Option(
            "--port-package",
            metavar="ORDER DIR",
            help="Also write the paper of a port order: LOA data, numbers, vendors' files, runbook.",
        ),
    ] = None,
    scope: Annotated[
        Path | None,
        typer.Option(
            "--scope", metavar="FILE", help="Also write who owns what at each site, and whom to call: .xlsx or .html."
        ),
    ] = None,
    discovery: Annotated[
        Path | None,
        typer.Option(
            "--discovery",
            metavar="FILE",
            help="Also write the sheet for tracing lines on site: .xlsx, becomes evidence.",
        ),
    ] = None,
    costs: Annotated[
        Path | None,
        typer.Option(
            "--costs", metavar="FILE", help="Also write what the lines cost a month, by site and line: .xlsx."
        ),
    ] = None,
    affected: Annotated[
        str | None,
        typer.Option("--affected", metavar="KEY", help="Only list who stands behind a finding, e.g. LOC-020:HQ-1."),
    ] = None,
    rejections: Annotated[
        Path | None,
        typer.Option(
            "--rejections", metavar="FILE", help="Also log what carriers sent back, and what for: .xlsx or .md."
        ),
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
    from e911audit.api import write_reports
    from e911audit.correcting import correct
    from e911audit.reports import check_ending
    from e911audit.store import Store
    from e911audit.telling.recall import recall

    outputs = output or [given.DEFAULT_OUTPUT]
    for file in outputs:
        check_ending(file)
    named = (
        ("frameworks", frameworks),
        ("test_plan", test_plan),
        ("calendar", calendar),
        ("scope", scope),
        ("rejections", rejections),
        ("discovery", discovery),
        ("costs", costs),
    )
    further = [(name, file) for name, file in named if file]
    for name, file in further:
        check_ending(file, FURTHER[name].kind)
    if fixes and run is not None:
        raise E911AuditError(
            "Corrections are made for the newest run only, since the inventory may have changed.",
            advice="Leave out --run, or --fixes.",
        )
    url = given.existing(given.store_url(store, outputs))
    opened = Store.open(url)
    try:
        if affected:
            _show_affected(opened, affected, run)
            return
        whole = recall(opened, run)
        result = given.only_sites(whole, site)
        corrections = correct(opened, whole, result.findings) if fixes else None
        drift = _changes(opened, since, run, site) if since is not None else None
        asked = Asked(store=opened, result=result, run=run, config=config, sites=tuple(site))
        for name, file in further:
            FURTHER[name].write(asked, file)
        told = _package(opened, whole, port_package) if port_package else ""
    finally:
        opened.close()
    written = write_reports(result, outputs, url, sites=site, drift=drift)
    show_summary(result, [*written.files, *(file for _, file in further)], written.notes, quiet=quiet)
    if told and not quiet:
        typer.echo(told)
    if fixes and corrections:
        _write_fixes(corrections, fixes, quiet=quiet)


def _changes(store: "Store", since: int, run: int | None, sites: list[str]) -> "Drift":
    from e911audit.telling import history

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


def _package(store: "Store", result: "Result", asked: tuple[str, Path]) -> str:
    """Write the paper of an order; returns how many numbers are in the files for the vendors, in words."""
    from e911audit.reports.port_package import write
    from e911audit.telling.port_package import port_package

    order, folder = asked
    paper = port_package(store, result, order)
    written = write(paper, folder)
    return (
        f"Wrote {len(written)} files about order {paper.order} to {folder}.\n"
        f"May port: {len(paper.goes):,} numbers. Held back with a reason: {len(paper.stays):,}."
    )


def _show_affected(store: "Store", key: str, run: int | None) -> None:
    from e911audit.telling.affected import affected

    for one in affected(store, key, run):
        typer.echo(f"{one.kind} {one.name}{f' ({one.told})' if one.told else ''}, {one.cell}")
