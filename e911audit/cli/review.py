"""``review apply``: decisions, owners, dates and waivers from reviewed exception workbooks into the store."""

from pathlib import Path
from typing import Annotated

import typer

from e911audit.cli import options as given
from e911audit.errors import Exit

app = typer.Typer(
    help="Take back what people decided in an exception workbook.\n\n"
    "Example:  e911audit review apply exceptions-ann.xlsx exceptions-bob.xlsx --dry-run",
    no_args_is_help=True,
    rich_markup_mode=None,
)
SHOWN = 20
"""Lines on stdout of what was left; a file given with --output has all of it."""


@app.callback()
def review(*, debug: given.Debug = False) -> None:
    """Stand above ``apply``."""


@app.command("apply")
def apply_books(  # noqa: PLR0913  (one parameter for each option)
    workbooks: Annotated[
        list[Path],
        typer.Argument(metavar="WORKBOOK", help="Reviewed exception workbooks; several copies are merged."),
    ],
    *,
    output: Annotated[
        list[Path],
        typer.Option("-o", "--output", metavar="FILE", help="What became of it: .xlsx .md .csv .json. Repeatable."),
    ] = [],  # noqa: B006
    store: given.StoreUrl = None,
    as_of: given.AsOf = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Tell what would be applied; keep nothing.")] = False,
    quiet: given.Quiet = False,
    debug: given.Debug = False,  # noqa: ARG001
) -> int:
    """Take decision, owner, due date, note and waiver of reviewed workbooks into the store.

    Rows may be sorted, filtered, hidden or added, columns moved. What conflicts, or is about a finding that is unknown
    or has changed, is listed and left; then it exits with 1. A waiver counts from the next 'e911audit check' on.

    Example:  e911audit review apply reviewed.xlsx --store sqlite:///audit.db -o left.xlsx
    """
    from datetime import date

    from e911audit.reports import check_ending
    from e911audit.reports.review import line, told, write
    from e911audit.reviewing.apply import apply
    from e911audit.store import Store

    for file in output:
        check_ending(file, "review")
    opened = Store.open(given.existing(given.store_url(store, [])))
    try:
        today = as_of.date() if as_of else date.today()  # noqa: DTZ011
        account = apply(opened, workbooks, today, dry_run=dry_run)
    finally:
        opened.close()
    for file in output:
        write(account, file)
    if not quiet:
        typer.echo(told(account))
        for entry in account.left[:SHOWN]:
            typer.echo(line(entry))
        if len(account.left) > SHOWN:
            typer.echo(f"And {len(account.left) - SHOWN:,} more; name a file with --output for all of them.")
        for file in output:
            typer.echo(f"Wrote {file}.")
    return Exit.FINDINGS if account.left else Exit.CLEAN
