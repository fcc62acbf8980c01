"""``report``: write reports of a stored run."""

from typing import Annotated

import typer

from e911audit.cli import options as given
from e911audit.cli.show import show_summary


def report(  # noqa: PLR0913  (one parameter for each option)
    *,
    output: given.Outputs = [],  # noqa: B006
    store: given.StoreUrl = None,
    run: Annotated[int | None, typer.Option("--run", metavar="N", help="Which run.", show_default="the newest")] = None,
    site: given.Sites = [],  # noqa: B006
    quiet: given.Quiet = False,
    debug: given.Debug = False,  # noqa: ARG001
) -> None:
    """Write reports of a stored run.

    Example:  e911audit report --store sqlite:///audit.db -o exceptions.xlsx -o summary.md
    """
    from e911audit.judging import recall
    from e911audit.reports import check_ending
    from e911audit.store import Store

    outputs = output or [given.DEFAULT_OUTPUT]
    for file in outputs:
        check_ending(file)
    opened = Store.open(given.existing(given.store_url(store, outputs)))
    try:
        result = given.only_sites(recall(opened, run), site)
    finally:
        opened.close()
    given.write_all(result, outputs)
    show_summary(result, outputs, [], quiet=quiet)
