"""``check``: judge what a store holds, also after a cutover for the proofs that only exist then."""

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from e911audit.cli import options as given
from e911audit.cli.show import show_summary
from e911audit.errors import E911AuditError, Exit

if TYPE_CHECKING:
    from e911audit.config import Config
    from e911audit.views.owed import AfterCutover
    from e911audit.views.result import Result


def check(  # noqa: PLR0913  (one parameter for each option)
    *,
    store: given.StoreUrl = None,
    as_of: given.AsOf = None,
    cutover: given.Cutover = None,
    after: Annotated[
        datetime | None,
        typer.Option(
            "--after", formats=["%Y-%m-%d"], metavar="DATE", help="The cutover was on this day: list the proofs owed."
        ),
    ] = None,
    output: Annotated[
        list[Path], typer.Option("-o", "--output", metavar="FILE", help="With --after, the list: .xlsx .md .json.")
    ] = [],  # noqa: B006
    site: given.Sites = [],  # noqa: B006
    strictness: given.Strictness = None,
    fail_on: given.FailOn = None,
    config: given.ConfigFile = None,
    quiet: given.Quiet = False,
    debug: given.Debug = False,  # noqa: ARG001
) -> int:
    """Judge what a store holds and keep the run in it.

    With --after the proofs that only exist after a cutover are listed: test calls, station tests, 911 records that
    moved, old service that ended only then. Exits with 1 where one is missing or an old service ends too early.

    Example:  e911audit check --store sqlite:///audit.db --cutover 2026-12-15
    """
    from e911audit.api import check as judge
    from e911audit.reports import check_ending

    if after is None and output:
        raise E911AuditError("Only --after writes a list.", advice="Write reports with 'e911audit report -o FILE'.")
    for file in output:
        check_ending(file, "owed")
    settings = given.settings([], as_of, _the_cutover(cutover, after), strictness, fail_on, config)
    if after and settings.as_of < after.date():
        raise E911AuditError(
            f"On {settings.as_of} the cutover of {after.date()} has not been.", advice="Give a later day with --as-of."
        )
    url = given.existing(given.store_url(store, []))
    result = given.only_sites(judge(url, settings), site)
    show_summary(result, [], [], quiet=quiet)
    code = given.verdict(result, settings.fail_on)
    if after is None:
        return code
    owed = _owed(url, result, site)
    _show_owed(owed, output, quiet=quiet)
    return max(code, _late(owed, settings))


def _the_cutover(cutover: datetime | None, after: datetime | None) -> datetime | None:
    if cutover and after and cutover != after:
        raise E911AuditError("--after and --cutover name two days.", advice="Give --after alone.")
    return after or cutover


def _owed(url: str, result: "Result", sites: list[str]) -> "AfterCutover":
    """The proofs owed by these sites (none named: all), and by what stands at no site."""
    from dataclasses import replace

    from e911audit.store import Store
    from e911audit.telling.owed import after_cutover

    opened = Store.open(url)
    try:
        owed = after_cutover(opened, result)
    finally:
        opened.close()
    return replace(owed, owed=tuple(one for one in owed.owed if not sites or one.site in (*sites, "")))


def _show_owed(owed: "AfterCutover", output: list[Path], *, quiet: bool) -> None:
    from e911audit.reports.owed import lines, told, write

    for file in output:
        write(owed, file)
    if quiet:
        return
    for line in lines(owed):
        typer.echo(line)
    typer.echo(told(owed))
    for file in output:
        typer.echo(f"Wrote {file}.")


def _late(owed: "AfterCutover", settings: "Config") -> Exit:
    """The exit code: what is owed and not there weighs as much as a finding."""
    from e911audit.views.owed import Standing

    late = owed.count(Standing.MISSING) + owed.count(Standing.EARLY)
    return Exit.FINDINGS if late and settings.fail_on != "never" else Exit.CLEAN
