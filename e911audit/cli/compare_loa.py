"""``compare-loa``: letters of authorization beside the carriers' records."""

from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from e911audit.cli import options as given

Paths = Annotated[
    list[Path] | None,
    typer.Argument(
        metavar="PATH", help="Sheets of CSRs, LOAs and port orders, or folders of them.", show_default=False
    ),
]
Output = Annotated[
    list[Path], typer.Option("-o", "--output", metavar="FILE", help="Comparison: .xlsx .csv .md .json. Repeatable.")
]
Stored = Annotated[
    str | None, typer.Option("--store", metavar="URL", help="Compare what this store holds, without any PATH.")
]


def compare_loa(  # noqa: PLR0913  (one parameter for each option)
    paths: Paths = None,
    *,
    output: Output = [],  # noqa: B006
    store: Stored = None,
    as_of: given.AsOf = None,
    fail_on: given.FailOn = None,
    profiles: given.Profiles = None,
    quiet: given.Quiet = False,
    debug: given.Debug = False,  # noqa: ARG001
) -> int:
    """Compare each letter (LOA) with the carrier's record (CSR), field by field, and tell which rejection to expect.

    Example:  e911audit compare-loa porting/ -o letters.xlsx
    """
    from e911audit.api import compare_loa as compare
    from e911audit.config import one_of
    from e911audit.errors import E911AuditError, Exit
    from e911audit.reports import check_ending
    from e911audit.reports.letters import lines, told, write
    from e911audit.values import Severity

    limit = one_of(fail_on or Severity.BLOCKER, [*Severity, "never"], "--fail-on", given.SEE_HELP)
    if bool(paths) == bool(store):
        raise E911AuditError("Give either a PATH or --store.", advice=given.SEE_HELP)
    for file in output:
        check_ending(file, "letters")
    url = given.existing(given.store_url(store, [])) if store else None
    day = as_of.date() if as_of else date.today()  # noqa: DTZ011
    with given.progress(quiet=quiet) as tell:
        found = compare(paths or (), url, as_of=day, profiles=profiles, progress=tell)
    for file in output:
        write(found, file)
    if not quiet:
        for letter in found.letters:
            typer.echo(told(letter))
            for line in lines(letter):
                typer.echo(line)
        for file in output:
            typer.echo(f"Wrote {file}.")
    worst = found.worst()
    clean = limit == "never" or worst is None or worst.rank > Severity(limit).rank
    return Exit.CLEAN if clean else Exit.FINDINGS
