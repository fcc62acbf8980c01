"""``report``: write reports of a stored run."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from e911audit.cli import options as given
from e911audit.cli.show import show_summary
from e911audit.errors import CannotWrite

if TYPE_CHECKING:
    from e911audit.result import Result
    from e911audit.store import Store


def report(  # noqa: PLR0913  (one parameter for each option)
    *,
    output: given.Outputs = [],  # noqa: B006
    store: given.StoreUrl = None,
    run: Annotated[int | None, typer.Option("--run", metavar="N", help="Which run.", show_default="the newest")] = None,
    site: given.Sites = [],  # noqa: B006
    test_plan: Annotated[
        Path | None,
        typer.Option("--test-plan", metavar="FILE", help="Plan the fewest 911 test calls into this .xlsx workbook."),
    ] = None,
    quiet: given.Quiet = False,
    debug: given.Debug = False,  # noqa: ARG001
) -> None:
    """Write reports of a stored run, or a plan of 911 test calls for what it was about.

    Example:  e911audit report --store sqlite:///audit.db -o exceptions.xlsx --test-plan calls.xlsx

    With --test-plan alone no other report is written.
    """
    from e911audit.judging import recall
    from e911audit.reports import check_ending
    from e911audit.store import Store

    plans = [test_plan] if test_plan else []
    outputs = output or ([] if plans else [given.DEFAULT_OUTPUT])
    for file in outputs:
        check_ending(file)
    if test_plan and test_plan.suffix.lower() != ".xlsx":
        raise CannotWrite(f"{test_plan} is no workbook, and the plan of test calls is one.", advice="End it in .xlsx.")
    opened = Store.open(given.existing(given.store_url(store, outputs or plans)))
    try:
        result = given.only_sites(recall(opened, run), site)
        if test_plan:
            _write_plan(opened, result, test_plan)
    finally:
        opened.close()
    given.write_all(result, outputs)
    show_summary(result, [*outputs, *plans], [], quiet=quiet)


def _write_plan(store: "Store", result: "Result", file: Path) -> None:
    from e911audit.judging import plan_calls
    from e911audit.reports import call_plan

    call_plan.write(plan_calls(store, result), file)
