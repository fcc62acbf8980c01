"""``fleet``: many customers at once, and one roll-up over all of them."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from e911audit.cli import options as given

if TYPE_CHECKING:
    from e911audit.views.roll_up import CustomerAnswer, RollUp

app = typer.Typer(
    help="Audit many customers at once.\n\nExample:  e911audit fleet run customers/ --into audits", no_args_is_help=True
)
ROLL_UP = Path("fleet.xlsx")


@app.callback()
def _fleet() -> None:
    """Keep ``run`` a word of the command, as it is the only one."""


@app.command("run")
def run(  # noqa: PLR0913  (one parameter for each option)
    customers: Annotated[
        Path,
        typer.Argument(metavar="FOLDER|LIST", help="A folder with one for each customer, or a list: Customer, Path."),
    ],
    *,
    into: Annotated[
        Path, typer.Option("--into", metavar="DIR", help="Where each customer's store and reports go.")
    ] = Path("fleet"),
    output: Annotated[
        list[Path],
        typer.Option(
            "-o",
            "--output",
            metavar="FILE",
            help="Roll-up over all customers: .xlsx .html .md .json. Repeatable.",
            show_default="fleet.xlsx in --into",
        ),
    ] = [],  # noqa: B006
    scheduler: given.Scheduler = "",
    store: Annotated[
        str,
        typer.Option("--store", metavar="URL", help="One PostgreSQL database for all.", show_default="a file for each"),
    ] = "",
    as_of: given.AsOf = None,
    cutover: given.Cutover = None,
    strictness: given.Strictness = None,
    fail_on: given.FailOn = None,
    config: given.ConfigFile = None,
    jobs: given.Jobs = given.DEFAULT_JOBS,
    quiet: given.Quiet = False,
    debug: given.Debug = False,  # noqa: ARG001
) -> int:
    """Audit many customers, each by itself; the same command again goes on where it was interrupted.

    Exits with 3 where a customer could not be audited, else with 1 for findings at or above --fail-on.

    Example:  e911audit fleet run customers/ --into audits --jobs 4
    """
    from e911audit import fleet
    from e911audit.errors import E911AuditError
    from e911audit.reports import check_ending, roll_up

    outputs = output or [into / ROLL_UP]
    for file in outputs:
        check_ending(file, "roll_up")
    if store and not store.startswith("postgresql"):
        raise E911AuditError(
            f"'{store}' cannot hold several customers.",
            advice="Give a PostgreSQL database, or leave out --store for a file for each.",
        )
    settings = given.settings([], as_of, cutover, strictness, fail_on, config)
    work = [
        fleet.Job(
            customer=one,
            into=into.absolute(),
            store=store,
            as_of=settings.as_of,
            cutover=cutover.date() if cutover else None,
            strictness=strictness or "",
            config=config,
        )
        for one in fleet.find_customers(customers.absolute())
    ]
    answers = fleet.run(work, scheduler=scheduler, workers=jobs, tell=_silent if quiet else _tell)
    found = fleet.roll_up(work, answers, settings.as_of)
    for file in outputs:
        roll_up.write(found, file)
    if not quiet:
        typer.echo(roll_up.told(found))
        for file in outputs:
            typer.echo(f"Wrote {file}.")
    return _verdict(found, settings.fail_on)


def _silent(_answer: "CustomerAnswer") -> None:
    """Tell nothing."""


def _tell(answer: "CustomerAnswer") -> None:
    """A line on stderr for each customer as it ends."""
    from e911audit.reports.roll_up import verdict

    told = answer.fault or f"{verdict(answer)}, {answer.stopped:,} of {len(answer.sites):,} sites stopped"
    typer.echo(f"{answer.customer}: {answer.state}, {told}", err=True)


def _verdict(found: "RollUp", fail_on: str) -> int:
    from e911audit.errors import Exit
    from e911audit.values import Severity

    if found.failed:
        return Exit.NO_INPUT
    if fail_on == "never":
        return Exit.CLEAN
    worst = [level for level in Severity if level.rank <= Severity(fail_on).rank]
    return Exit.FINDINGS if any(one.open(level) for one in found.answers for level in worst) else Exit.CLEAN
