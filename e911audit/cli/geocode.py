"""``geocode``: coordinates of addresses, from a geocoder that the user configured or by the Census batch files."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from e911audit.cli import options as given
from e911audit.errors import BadConfig

if TYPE_CHECKING:
    from e911audit.config import Geocoder
    from e911audit.intake.geocode import Harvest, Outlook
    from e911audit.store import Store

NONE = "No geocoder is configured, so that no address can leave this machine."
NO_KEY = "not needed"
"""What stands for every key in a dry run, which sends nothing."""
NO_KEY = "not needed"
"""What stands for every key in a dry run, which sends nothing."""
DryRun = Annotated[bool, typer.Option("--dry-run", help="Tell what would be sent, and to whom; send nothing.")]
CensusOut = Annotated[
    Path | None,
    typer.Option("--census-out", metavar="DIR", help="Write files for the US Census batch geocoder; send nothing."),
]
CensusIn = Annotated[
    list[Path], typer.Option("--census-in", metavar="FILE", help="Take the answers that it returned. Repeatable.")
]


def geocode(  # noqa: PLR0913  (one parameter for each option)
    *,
    store: given.StoreUrl = None,
    config: given.ConfigFile = None,
    dry_run: DryRun = False,
    census_out: CensusOut = None,
    census_in: CensusIn = [],  # noqa: B006
    quiet: given.Quiet = False,
    debug: given.Debug = False,  # noqa: ARG001
) -> None:
    """Ask a geocoder where the addresses of a store are, to compare the coordinates of its sites and locations.

    This sends addresses to another machine: to the one that [geocoder] in e911audit.toml names, and to none without.

    Example:  e911audit geocode --store sqlite:///audit.db --dry-run
    """
    from e911audit.store import Store

    opened = Store.open(given.existing(given.store_url(store, [])))
    try:
        if census_in:
            told = _take_census(opened, census_in)
        elif census_out:
            told = _write_census(opened, census_out)
        else:
            told = _ask(opened, _settings(config), dry_run=dry_run, quiet=quiet)
    finally:
        opened.close()
    if not quiet:
        typer.echo(told)


def _settings(config: Path | None) -> "Geocoder | None":
    from datetime import date

    from e911audit.config import find_config, read_config

    return read_config(date.today(), config or find_config([])).geocoder  # noqa: DTZ011


def _ask(store: "Store", settings: "Geocoder | None", *, dry_run: bool, quiet: bool) -> str:
    import os
    from collections import defaultdict
    from datetime import date

    from e911audit.intake.geocode import ask_all, outlook

    if settings is None and not dry_run:
        raise BadConfig(
            NONE,
            advice='Add [geocoder] with service = "nominatim" and its options to e911audit.toml, or use --census-out.',
        )
    if settings is None:
        return f"{_count(outlook(store, ''))} could be asked for. {NONE}"
    from e911audit.geocoding.service import Service

    service = Service(settings, defaultdict(lambda: NO_KEY) if dry_run else os.environ)
    seen = outlook(store, service.provider)
    if dry_run or not seen.left:
        first = f" The first: {next(iter(seen.left))}." if seen.left else ""
        return (
            f"{_count(seen)} would leave this machine for {service.provider}; "
            f"{seen.answered} answered already. Nothing was sent.{first}"
        )
    if not quiet:
        typer.echo(f"{_count(seen)} now leave this machine for {service.provider}.", err=True)
    with given.progress(quiet=quiet) as tell:
        harvest = ask_all(store, service, seen.left, date.today(), lambda done: tell(service.provider, done))  # noqa: DTZ011
    return _harvest(harvest)


def _write_census(store: "Store", folder: Path) -> str:
    from e911audit.geocoding.census import PROVIDER, write_batches
    from e911audit.intake.geocode import outlook

    seen = outlook(store, PROVIDER)
    files = write_batches(seen.left.values(), folder)
    names = ", ".join(path.name for path in files) or "no file"
    return (
        f"{_count(seen)} written to {folder} ({names}); {seen.answered} answered already. Nothing was sent: upload "
        "each file to the Census Bureau's batch page yourself, and give what it returns with --census-in."
    )


def _take_census(store: "Store", files: list[Path]) -> str:
    from datetime import date

    from e911audit.intake.geocode import take_census

    harvest = take_census(store, files, date.today())  # noqa: DTZ011
    strangers = f" {harvest.unknown} rows are of addresses that this store does not ask for." * bool(harvest.unknown)
    return _harvest(harvest) + strangers


def _count(seen: "Outlook") -> str:
    return f"{len(seen.left):,} address{'es' * (len(seen.left) != 1)}"


def _harvest(harvest: "Harvest") -> str:
    return (
        f"{harvest.exact:,} answered exactly, {harvest.near:,} by a place nearby (not used), "
        f"{harvest.not_found:,} not found. 'e911audit check' judges the distances."
    )
