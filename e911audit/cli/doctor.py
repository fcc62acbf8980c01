"""``doctor``: what is installed, which store, what is wrong."""

import sys

import typer

from e911audit import __version__
from e911audit.cli import options as given
from e911audit.errors import Exit


def doctor(store: given.StoreUrl = None, debug: given.Debug = False) -> int:  # noqa: ARG001
    """Tell what is installed, which store is used and what is wrong, each with advice.

    Exits with 2 where something must be mended; a warning alone is no fault.

    Example:  e911audit doctor --store sqlite:///audit.db
    """
    from e911audit.health import Health, checks

    typer.echo(f"e911audit {__version__}, {sys.platform}")
    told = []
    for one in checks(given.store_url(store, []), asked=store is not None):
        told.append(one.health)
        typer.echo(str(one), err=one.health is Health.WRONG)
    wrong, warned = told.count(Health.WRONG), told.count(Health.WARNING)
    also = f", {warned} warning(s)" if warned else ""
    typer.echo(f"{wrong} thing(s) to mend{also}." if wrong else f"Nothing is wrong{also}.")
    return Exit.USAGE if wrong else Exit.CLEAN
