"""``report``: write reports of a stored run."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from e911audit.cli import options as given
from e911audit.cli.show import show_summary
from e911audit.errors import E911AuditError

if TYPE_CHECKING:
    from e911audit.correction import Corrections

Fixes = Annotated[
    Path | None,
    typer.Option(
        "--fixes", metavar="DIR", help="Folder for the sure corrections, in the files that the systems of origin take."
    ),
]


def report(  # noqa: PLR0913  (one parameter for each option)
    *,
    output: given.Outputs = [],  # noqa: B006
    store: given.StoreUrl = None,
    run: Annotated[int | None, typer.Option("--run", metavar="N", help="Which run.", show_default="the newest")] = None,
    site: given.Sites = [],  # noqa: B006
    fixes: Fixes = None,
    quiet: given.Quiet = False,
    debug: given.Debug = False,  # noqa: ARG001
) -> None:
    """Write reports of a stored run.

    With --fixes also proposals for every finding whose correction is sure; nothing is applied anywhere.

    Example:  e911audit report --store sqlite:///audit.db -o exceptions.xlsx -o summary.md --fixes fixes
    """
    from e911audit.correcting import correct
    from e911audit.judging import recall
    from e911audit.reports import check_ending
    from e911audit.store import Store

    outputs = output or [given.DEFAULT_OUTPUT]
    for file in outputs:
        check_ending(file)
    if fixes and run is not None:
        raise E911AuditError(
            "Corrections are made for the newest run only, since the inventory may have changed.",
            advice="Leave out --run, or --fixes.",
        )
    opened = Store.open(given.existing(given.store_url(store, outputs)))
    try:
        whole = recall(opened, run)
        result = given.only_sites(whole, site)
        corrections = correct(opened, whole, result.findings) if fixes else None
    finally:
        opened.close()
    given.write_all(result, outputs)
    show_summary(result, outputs, [], quiet=quiet)
    if fixes and corrections:
        _write_fixes(corrections, fixes, quiet=quiet)


def _write_fixes(corrections: "Corrections", folder: Path, *, quiet: bool) -> None:
    """Write the corrections and tell where they are and how many findings have none."""
    from e911audit.reports.fixes import write

    written = write(corrections, folder)
    if not quiet:
        for file in written:
            typer.echo(f"Wrote {file}.")
        typer.echo(f"{corrections.told}")
