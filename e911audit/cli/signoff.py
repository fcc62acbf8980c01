"""``signoff``: decide go or no-go for a site, write the proof, sign it, and verify it later."""

from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from e911audit.cli import options as given
from e911audit.cli import signing
from e911audit.errors import E911AuditError, Exit, StoreRefused

if TYPE_CHECKING:
    from e911audit.config import Config
    from e911audit.signoff.document import Document, Statement
    from e911audit.signoff.gate import Acceptance
    from e911audit.signoff.verify import Check

app = typer.Typer(
    help="Decide go or no-go for a site, write the pages and the proof, sign and verify them.\n\n"
    "Example:  e911audit signoff make --site HQ --cutover 2026-12-15",
    no_args_is_help=True,
    rich_markup_mode=None,
)


app.command("sign")(signing.sign_file)
app.command("key")(signing.make_key_file)


@app.callback()
def signoff(*, debug: given.Debug = False) -> None:
    """Take the options that stand before the name of a command."""


@app.command()
def make(  # noqa: PLR0913  (one parameter for each option)
    *,
    site: Annotated[
        list[str], typer.Option("--site", metavar="CODE", help="The site to cut over. Repeatable.", show_default=False)
    ],
    cutover: given.Cutover = None,
    folder: Annotated[
        Path, typer.Option("-o", "--output", metavar="DIR", help="Folder; the site gets one of its own in it.")
    ] = Path("signoff"),
    store: given.StoreUrl = None,
    as_of: given.AsOf = None,
    accept: Annotated[
        list[str], typer.Option("--accept-unjudged", metavar="RULE", help="Accept a rule as not judged. Repeatable.")
    ] = [],  # noqa: B006
    by: Annotated[str, typer.Option("--by", metavar="NAME", help="Who accepts what was not judged.")] = "",
    reason: Annotated[str, typer.Option("--reason", metavar="TEXT", help="Why it is accepted.")] = "",
    strictness: given.Strictness = None,
    config: given.ConfigFile = None,
    quiet: given.Quiet = False,
    debug: given.Debug = False,  # noqa: ARG001
) -> int:
    """Judge the store and decide go or no-go for a site by gates; write pages (.html, .pdf) and signoff.json.

    Exits with 4 where the sign-off is refused (no-go); the pages are written all the same.

    Example:  e911audit signoff make --site HQ --cutover 2026-12-15 --store sqlite:///audit.db
    """
    from e911audit.reports.signoff import site_folder, write

    settings = given.settings([], as_of, cutover, strictness, None, config)
    if settings.cutover is None:
        raise E911AuditError("The day of the cutover is missing.", advice="Give it with --cutover, e.g. 2026-12-15.")
    accepted = [*_known(settings.signoff.accept), *_accepted(accept, by, reason)]
    statements = _stated(given.existing(given.store_url(store, [])), settings, site, accepted)
    for statement in statements:
        place = site_folder(folder, statement["site"]["code"])
        write(statement, place)
        if not quiet:
            _show(statement, accepted)
            typer.echo(f"Wrote signoff.json, signoff.html and signoff.pdf to {place}, unsigned.")
    every = all(statement["decision"]["word"] == "GO" for statement in statements)
    return Exit.CLEAN if every else Exit.REFUSED


def _stated(url: str, settings: "Config", sites: list[str], accepted: list["Acceptance"]) -> list["Statement"]:
    """The statement of each site, by one run."""
    from e911audit.judging import judge
    from e911audit.store import Store
    from e911audit.telling.signoff import state

    opened = Store.open(url)
    try:
        if damage := opened.integrity():
            raise StoreRefused(damage, advice="Load the spreadsheets into a new store, and judge that.")
        run = judge(opened, settings)
        return [state(opened, site, accepted, settings.signoff.roles, run) for site in dict.fromkeys(sites)]
    finally:
        opened.close()


def _accepted(rules: Iterable[str], by: str, reason: str) -> list["Acceptance"]:
    from e911audit.signoff.gate import Acceptance

    accepted = _known(Acceptance(rule, by.strip(), reason.strip()) for rule in rules)
    if accepted and not (by.strip() and reason.strip()):
        raise E911AuditError(
            "What was not judged is accepted by a person and for a reason.", advice="Add --by NAME and --reason TEXT."
        )
    return accepted


def _known(accepted: Iterable["Acceptance"]) -> list["Acceptance"]:
    """The acceptances with the codes of the catalogue; UnknownRule for one that it has not."""
    from dataclasses import replace

    from e911audit.rules import find

    return [replace(one, rule=find(one.rule).code) for one in accepted]


def _show(statement: "Statement", accepted: list["Acceptance"]) -> None:
    for gate in statement["gates"]:
        typer.echo(f"{gate['answer'].upper():<11} {gate['question']} {gate['told']}")
    used = {one["rule"] for one in statement["accepted"]}
    for rule in sorted({one.rule for one in accepted} - used):
        typer.echo(f"{rule} was not accepted: it was judged, or nobody may waive it and its records must be judged.")
    typer.echo(f"{statement['decision']['word']}: {statement['decision']['words']}")


@app.command()
def verify(  # noqa: PLR0913  (one parameter for each option)
    file: signing.File,
    *,
    inputs: Annotated[
        Path, typer.Option("--inputs", metavar="DIR", help="Folder from which the paths of the inputs count.")
    ] = Path(),
    store: Annotated[
        str | None, typer.Option("--store", metavar="URL", help="Also compare with what this store says.")
    ] = None,
    complete: Annotated[
        bool, typer.Option("--complete", help="Also refuse a no-go, and one that a role has not signed.")
    ] = False,
    config: given.ConfigFile = None,
    quiet: given.Quiet = False,
    debug: given.Debug = False,  # noqa: ARG001
) -> int:
    """Hash inputs, pages, rules and every part again, check the signatures, and tell what changed.

    Exits with 4 where anything changed or cannot be verified, such as an input that is gone.

    Example:  e911audit signoff verify signoff/HQ/signoff.json --store sqlite:///audit.db
    """
    from e911audit.signoff.document import read_bytes, shaped
    from e911audit.signoff.verify import State, check_file

    found, checks = check_file(read_bytes(file))
    if found:
        checks += _checks(found, file, inputs, store, config)
    bad = [check for check in checks if check.state != State.SAME]
    if not quiet:
        for check in sorted(checks, key=lambda check: check.state == State.SAME):
            typer.echo(f"{check.state}: {check.part}. {check.told}")
    missing = _standing(found, bad, quiet=quiet) if found and shaped(found["statement"]) else True
    return Exit.REFUSED if bad or (complete and missing) else Exit.CLEAN


def _checks(found: "Document", file: Path, inputs: Path, store: str | None, config: Path | None) -> list["Check"]:
    from e911audit.config import find_config, read_config
    from e911audit.signoff.document import shaped
    from e911audit.signoff.verify import check_pages, check_parts, check_signatures
    from e911audit.store import Store
    from e911audit.telling.signoff import check_catalogue, check_inputs, check_store

    settings = read_config(date.today(), config or find_config([]))  # noqa: DTZ011
    checks = [*check_parts(found)]
    checks += [*check_pages(found, file.parent), *check_signatures(found, settings.signoff.keys)]
    if not shaped(found["statement"]):
        return checks
    checks += [*check_inputs(found["statement"], inputs), check_catalogue(found["statement"], settings)]
    if store:
        opened = Store.open(given.existing(given.store_url(store, [])))
        try:
            checks += check_store(found["statement"], opened)
        finally:
            opened.close()
    return checks


def _standing(found: "Document", bad: list["Check"], *, quiet: bool) -> bool:
    """Tell what the sign-off is worth; returns whether it is no complete go."""
    from e911audit.signoff.verify import unsigned

    decision, missing = found["statement"]["decision"]["word"], unsigned(found)
    if not quiet:
        parts = ", ".join(dict.fromkeys(check.part for check in bad))
        typer.echo(f"Refused: {parts}." if bad else "Nothing changed.")
        typer.echo(f"The decision is {decision}; not signed by: {', '.join(missing) or 'nobody, every role signed'}.")
    return decision != "GO" or bool(missing)
