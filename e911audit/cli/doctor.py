"""``doctor``: what is installed, which store, what is wrong."""

import sys
from importlib.metadata import PackageNotFoundError, version

import typer

from e911audit import __version__
from e911audit.cli import options as given
from e911audit.errors import E911AuditError, Exit

PACKAGES = tuple(
    "sqlmodel sqlalchemy alembic olefile openpyxl python-calamine usaddress phonenumbers geopy typer rich".split()
)
NEWEST_PYTHON_NEEDED = (3, 11)


def doctor(store: given.StoreUrl = None, debug: given.Debug = False) -> int:  # noqa: ARG001
    """Tell what is installed, which store is used and what is wrong.

    Example:  e911audit doctor --store sqlite:///audit.db
    """
    typer.echo(f"e911audit {__version__} on Python {sys.version.split()[0]}, {sys.platform}")
    wrong = [line for line in map(_package, PACKAGES) if line]
    wrong += [_catalogue(), _store(given.store_url(store, []), asked=store is not None)]
    wrong = [line for line in wrong if line]
    for line in wrong:
        typer.echo(f"WRONG  {line}", err=True)
    typer.echo("Nothing is wrong." if not wrong else f"{len(wrong)} thing(s) to mend.")
    return Exit.USAGE if wrong else Exit.CLEAN


def _package(name: str) -> str:
    try:
        typer.echo(f"  {name} {version(name)}")
    except PackageNotFoundError:
        return f"{name} is not installed. Run 'pip install e911audit' again."
    return ""


def _catalogue() -> str:
    from e911audit.intake.known import profiles
    from e911audit.rules import RULES

    typer.echo(f"  {len(RULES)} rules, {len(profiles())} profiles")
    return ""


def _store(url: str, *, asked: bool) -> str:
    from e911audit.store import Store

    try:
        given.existing(url)
    except E911AuditError as fault:
        typer.echo(f"  store {url}: not there yet")
        return str(fault) if asked else ""
    try:
        opened = Store.open(url)
    except E911AuditError as fault:
        return str(fault)
    damage = opened.integrity()
    opened.close()
    typer.echo(f"  store {url}: {damage or 'sound'}")
    return damage
