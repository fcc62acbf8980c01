"""``audit``: the main job."""

from typing import Annotated

import typer

from e911audit.cli import options as given
from e911audit.cli.show import show, show_summary, summary


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
    from e911audit import standing

    outputs = output or [given.DEFAULT_OUTPUT]
    if self_check:
        _prove(quiet=quiet)
    settings = given.settings(paths, as_of, cutover, strictness, fail_on, config)
    url = given.store_url(store, outputs)
    own = given.profile_folder(profiles, paths, config)
    asked = standing.Asked(url, paths, settings, own, site, outputs)
    last = standing.last_audit(url)
    if last is None:
        given.begin_reading(paths)
    inputs = standing.inputs(asked)
    if last and (last.inputs, last.outputs) == (inputs, standing.written(outputs)):
        show([*(f"{file} is up to date." for file in outputs), *last.said], quiet=quiet)
        return last.code
    if last:
        given.begin_reading(paths)
    from e911audit.api import check, load, write_reports
    from e911audit.reports import check_ending

    for file in outputs:
        check_ending(file)
    with given.workers(jobs, paths, scheduler) as pool:
        if pool:
            from e911audit.judging.readers import get_ready

            pool.submit(get_ready)
        with given.progress(quiet=quiet) as tell:
            receipt = load(paths, url, only=True, profiles=own, executor=pool, progress=tell)
        given.begin_writing(outputs)
        whole = check(url, settings, executor=pool, loaded=receipt.sources)
        result = given.only_sites(whole, site)
    written = write_reports(result, outputs, url, sites=site)
    show_summary(result, written.files, [*receipt.notes, *written.notes], quiet=quiet)
    code = given.verdict(result, settings.fail_on)
    standing.keep(url, standing.Last(inputs, standing.written(outputs), [*summary(result)], code))
    return code


def _prove(*, quiet: bool) -> None:
    from e911audit import self_check

    told = self_check.self_check().told
    if not quiet:
        typer.echo(told)
