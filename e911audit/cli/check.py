"""``check``: judge what a store holds."""

from e911audit.cli import options as given
from e911audit.cli.show import show_summary


def check(  # noqa: PLR0913  (one parameter for each option)
    *,
    store: given.StoreUrl = None,
    as_of: given.AsOf = None,
    cutover: given.Cutover = None,
    site: given.Sites = [],  # noqa: B006
    strictness: given.Strictness = None,
    fail_on: given.FailOn = None,
    config: given.ConfigFile = None,
    quiet: given.Quiet = False,
    debug: given.Debug = False,  # noqa: ARG001
) -> int:
    """Judge what a store holds and keep the run in it.

    Example:  e911audit check --store sqlite:///audit.db --cutover 2026-12-15
    """
    from e911audit.api import check as judge

    settings = given.settings([], as_of, cutover, strictness, fail_on, config)
    result = given.only_sites(judge(given.existing(given.store_url(store, [])), settings), site)
    show_summary(result, [], [], quiet=quiet)
    return given.verdict(result, settings.fail_on)
