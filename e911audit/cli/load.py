"""``load``: only read into a store."""

import typer

from e911audit.cli import options as given
from e911audit.cli.show import show_receipt


def load(  # noqa: PLR0913  (one parameter for each option)
    paths: given.Paths,
    *,
    store: given.StoreUrl = None,
    config: given.ConfigFile = None,
    profiles: given.Profiles = None,
    jobs: given.Jobs = given.DEFAULT_JOBS,
    quiet: given.Quiet = False,
    debug: given.Debug = False,  # noqa: ARG001
) -> None:
    """Load spreadsheets into a store; the same file twice changes nothing, a newer export replaces the older one.

    Example:  e911audit load exports/ --store sqlite:///audit.db
    """
    given.begin_reading(paths)
    from e911audit.api import load as load_into
    from e911audit.store import shown

    url = given.store_url(store, [])
    with given.workers(jobs, paths) as pool, given.progress(quiet=quiet) as tell:
        own = given.profile_folder(profiles, paths, config)
        receipt = load_into(paths, url, profiles=own, executor=pool, progress=tell)
    if quiet:
        return
    show_receipt(receipt)
    name = shown(url)
    typer.echo(f"Loaded into {name}." if receipt.changed else f"{name} already holds these files: nothing changed.")
