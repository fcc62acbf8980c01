"""``report``: write reports of a stored run."""

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from e911audit.cli import options as given
from e911audit.cli.show import show_summary

if TYPE_CHECKING:
    from e911audit.store import Store


def report(  # noqa: PLR0913  (one parameter for each option)
    *,
    output: given.Outputs = [],  # noqa: B006
    store: given.StoreUrl = None,
    run: Annotated[int | None, typer.Option("--run", metavar="N", help="Which run.", show_default="the newest")] = None,
    site: given.Sites = [],  # noqa: B006
    frameworks: Annotated[
        Path | None,
        typer.Option("--frameworks", metavar="FILE", help="Also write which laws each site meets: .xlsx or .md."),
    ] = None,
    affected: Annotated[
        str | None,
        typer.Option("--affected", metavar="KEY", help="Only list who stands behind a finding, e.g. LOC-020:HQ-1."),
    ] = None,
    config: given.ConfigFile = None,
    quiet: given.Quiet = False,
    debug: given.Debug = False,  # noqa: ARG001
) -> None:
    """Write reports of a stored run.

    Example:  e911audit report --store sqlite:///audit.db -o exceptions.xlsx --frameworks laws.xlsx
    """
    from e911audit.judging import recall
    from e911audit.reports import check_ending
    from e911audit.store import Store

    outputs = output or [given.DEFAULT_OUTPUT]
    for file in outputs:
        check_ending(file)
    opened = Store.open(given.existing(given.store_url(store, outputs)))
    try:
        if affected:
            _show_affected(opened, affected, run)
            return
        result = given.only_sites(recall(opened, run), site)
        if frameworks:
            _write_frameworks(opened, run, config, site, frameworks)
    finally:
        opened.close()
    given.write_all(result, outputs)
    show_summary(result, outputs, [], quiet=quiet)


def _write_frameworks(store: "Store", run: int | None, config: Path | None, sites: list[str], file: Path) -> None:
    from dataclasses import replace

    from e911audit.config import find_config, read_config
    from e911audit.judging.frameworks import compliance
    from e911audit.reports.frameworks import write

    found = compliance(store, read_config(date.today(), config or find_config([])), run)  # noqa: DTZ011
    chosen = tuple(duty for duty in found.duties if not sites or duty.site in sites)
    write(replace(found, duties=chosen), file)


def _show_affected(store: "Store", key: str, run: int | None) -> None:
    from e911audit.judging.affected import affected

    for one in affected(store, key, run):
        typer.echo(f"{one.kind} {one.name}{f' ({one.told})' if one.told else ''}, {one.cell}")
