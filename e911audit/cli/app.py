"""All commands, and what becomes of an error: one sentence with advice, a traceback only with ``--debug``."""

import gc
import logging
import sys
from typing import Annotated

import typer

from e911audit import __version__
from e911audit.cli import (
    audit,
    check,
    compare_loa,
    diff,
    doctor,
    fleet,
    geocode,
    load,
    normalize,
    profiles,
    report,
    review,
    rules,
    signoff,
    template,
)
from e911audit.errors import E911AuditError, Exit

GARBAGE = 100_000
"""New objects before Python looks for unreachable ones: rows come and go by the hundred thousand and leave none."""

app = typer.Typer(
    name="e911audit",
    help="Audit a VoIP migration offline: who cannot be found by an ambulance, "
    "which lines must survive the cutover.\n\n"
    "Start with:  e911audit audit exports/",
    no_args_is_help=True,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)
app.command("audit")(audit.audit)
app.command("load")(load.load)
app.command("check")(check.check)
app.command("report")(report.report)
app.add_typer(review.app, name="review")
app.add_typer(signoff.app, name="signoff")
app.command("diff")(diff.diff)
app.command("rules")(rules.rules)
app.command("explain")(rules.explain)
app.command("normalize")(normalize.normalize)
app.command("compare-loa")(compare_loa.compare_loa)
app.command("geocode")(geocode.geocode)
app.add_typer(profiles.app, name="profiles")
app.add_typer(fleet.app, name="fleet")
app.command("template")(template.template)
app.command("doctor")(doctor.doctor)


@app.callback()
def main(
    *,
    version: Annotated[bool, typer.Option("--version", help="Show the version and stop.", is_eager=True)] = False,
) -> None:
    """Answer ``--version`` among other arguments."""
    if version:
        typer.echo(f"e911audit {__version__}")
        raise typer.Exit


def run() -> int:
    """Run the command line; returns the exit code."""
    gc.set_threshold(GARBAGE)
    logging.getLogger("e911audit").setLevel(logging.ERROR if {"-q", "--quiet"} & set(sys.argv) else logging.WARNING)
    try:
        code = app(standalone_mode=False)
    except E911AuditError as fault:
        if "--debug" in sys.argv:
            raise
        typer.echo(f"Error: {fault}", err=True)
        return fault.code
    except typer.Exit as stop:
        return stop.exit_code
    except typer.Abort:
        typer.echo("Stopped.", err=True)
        return Exit.USAGE
    except Exception as fault:  # noqa: BLE001  (the last resort: whatever it is, the user gets a sentence)
        return _unexpected(fault)
    return code if isinstance(code, int) else Exit.CLEAN


def _unexpected(fault: Exception) -> int:
    if "--debug" in sys.argv:
        raise fault
    show = getattr(fault, "show", None)
    if show is not None and hasattr(fault, "exit_code"):  # a usage error of typer, which explains itself
        show()
        return int(fault.exit_code)
    typer.echo(
        f"Error: e911audit failed in a way that nobody foresaw ({type(fault).__name__}: {fault}). "
        "Run the command again with --debug and report what it prints.",
        err=True,
    )
    return Exit.USAGE
