"""``audit``: the main job."""

from typing import Annotated

import typer

from e911audit.cli import options as given
from e911audit.cli.show import show_summary


def audit(  # noqa: PLR0913  (one parameter for each option)
    paths: given.Paths,
    *,
    output: given.Outputs = [],  # noqa: B006
    store: given.StoreUrl = None,
    as_of: given.AsOf = None,
    cutover: given.Cutover = None,
    site: given.Sites = [],  # noqa: B006
    strictness: given.Strictness = None,
    fail_on: given.FailOn = None,
    config: given.ConfigFile = None,
    profiles: given.Profiles = None,
    jobs: given.Jobs = given.DEFAULT_JOBS,
    scheduler: given.Scheduler = "",
    self_check: Annotated[
        bool, typer.Option("--self-check", help="First prove that seeded faults are found; else audit nothing.")
    ] = False,
    quiet: given.Quiet = False,
    debug: given.Debug = False,  # noqa: ARG001
) -> int:
    """Load every spreadsheet under the paths, normalise, judge, write the reports.

    Example:  e911audit audit exports/ -o exceptions.xlsx -o findings.json
    """
    given.begin_reading(paths)
    from e911audit.api import check, load
    from e911audit.reports import check_ending

    outputs = output or [given.DEFAULT_OUTPUT]
    for file in outputs:
        check_ending(file)
    if self_check:
        _prove(quiet=quiet)
    settings = given.settings(paths, as_of, cutover, strictness, fail_on, config)
    url = given.store_url(store, outputs)
    with given.workers(jobs, scheduler) as pool:
        with given.progress(quiet=quiet) as tell:
            own = given.profile_folder(profiles, paths, config)
            receipt = load(paths, url, only=True, profiles=own, executor=pool, progress=tell)
        given.begin_writing(outputs)
        whole = check(url, settings, executor=pool if scheduler else None, loaded=receipt.sources)
        result = given.only_sites(whole, site)
    given.write_all(result, outputs)
    show_summary(result, outputs, receipt.notes, quiet=quiet)
    return given.verdict(result, settings.fail_on)


def _prove(*, quiet: bool) -> None:
    from e911audit import self_check

    told = self_check.self_check().told
    if not quiet:
        typer.echo(told)
