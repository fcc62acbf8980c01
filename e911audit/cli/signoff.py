"""``signoff``: decide go or no-go for a site, write the proof, sign it, and verify it later."""

import os
from collections.abc import Iterable
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from e911audit.cli import options as given
from e911audit.errors import E911AuditError, Exit

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
File = Annotated[Path, typer.Argument(metavar="FILE", help="The signoff.json.", show_default=False)]
PASSPHRASE = "E911AUDIT_PASSPHRASE"  # noqa: S105  (the name of a variable)
"""The passphrase for programs, which cannot be asked; it is no option, since others can see those."""


@app.callback()
def signoff(*, debug: given.Debug = False) -> None:
    """Take the options that stand before the name of a command."""


@app.command()
def make(  # noqa: PLR0913  (one parameter for each option)
    *,
    site: Annotated[str, typer.Option("--site", metavar="CODE", help="The site to cut over.", show_default=False)],
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
    from e911audit.reports.signoff import folder_name, write

    settings = given.settings([], as_of, cutover, strictness, None, config)
    if settings.cutover is None:
        raise E911AuditError("The day of the cutover is missing.", advice="Give it with --cutover, e.g. 2026-12-15.")
    accepted = [*_known(settings.signoff.accept), *_accepted(accept, by, reason)]
    url = given.existing(given.store_url(store, []))
    statement, unused = _stated(url, settings, site, accepted)
    place = folder / folder_name(site)
    place.mkdir(parents=True, exist_ok=True)
    write(statement, place)
    if not quiet:
        _show(statement)
        for rule in unused:
            typer.echo(
                f"{rule} was not accepted: it was judged, or nobody may waive it and its records must be judged."
            )
        typer.echo(f"Wrote signoff.json, signoff.html and signoff.pdf to {place}, unsigned.")
    return Exit.CLEAN if statement["decision"]["word"] == "GO" else Exit.REFUSED


def _stated(url: str, settings: "Config", site: str, accepted: list["Acceptance"]) -> tuple["Statement", list[str]]:
    from e911audit.judging import judge
    from e911audit.judging.signoff import state
    from e911audit.store import Store

    opened = Store.open(url)
    try:
        run = judge(opened, settings)
        statement = state(opened, site, accepted, settings.signoff.roles, run)
    finally:
        opened.close()
    used = {one["rule"] for one in statement["accepted"]}
    return statement, sorted({one.rule for one in accepted} - used)


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


def _show(statement: "Statement") -> None:
    for gate in statement["gates"]:
        typer.echo(f"{gate['answer'].upper():<11} {gate['question']} {gate['told']}")
    typer.echo(f"{statement['decision']['word']}: {statement['decision']['words']}")


@app.command()
def verify(  # noqa: PLR0913  (one parameter for each option)
    file: File,
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
    from e911audit.judging.signoff import check_catalogue, check_inputs, check_store
    from e911audit.signoff.document import shaped
    from e911audit.signoff.verify import check_pages, check_parts, check_signatures
    from e911audit.store import Store

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


@app.command("sign")
def sign_file(  # noqa: PLR0913  (one parameter for each option)
    file: File,
    *,
    key: Annotated[Path, typer.Option("--key", metavar="KEY", help="Your private key.", show_default=False)],
    role: Annotated[str, typer.Option("--role", metavar="ROLE", help="The role you sign for.", show_default=False)],
    name: Annotated[str, typer.Option("--name", metavar="NAME", help="Your name.", show_default=False)],
    as_of: Annotated[
        datetime | None,
        typer.Option("--as-of", formats=["%Y-%m-%d"], metavar="DATE", help="The day.", show_default="today"),
    ] = None,
    debug: given.Debug = False,  # noqa: ARG001
) -> None:
    """Sign a sign-off and its pages for a role; each role signs once, and nothing that changed is signed.

    Example:  e911audit signoff sign signoff/HQ/signoff.json --key ann.key --role telecom --name 'Ann Lee'
    """
    from e911audit.reports.signoff import write_document
    from e911audit.signoff.envelope import signed
    from e911audit.signoff.keys import encrypted, read_key

    found = _signable(file, role, name)
    mine = read_key(key, _passphrase(f"Passphrase of {key}") if encrypted(key) else "")
    on = as_of.date() if as_of else date.today()  # noqa: DTZ011
    found["signatures"].append(signed(found, mine, role, name.strip(), on))
    write_document(found, file)
    typer.echo(f"{name.strip()} signed {file} for {role}: {found['statement']['decision']['word']}.")


def _signable(file: Path, role: str, name: str) -> "Document":
    """The document, whole and unchanged, that this role has not signed yet."""
    from e911audit.config import one_of
    from e911audit.errors import SignoffRefused
    from e911audit.signoff.document import read_bytes
    from e911audit.signoff.verify import State, check_file, check_pages, check_parts, check_signatures, unsigned

    found, checks = check_file(read_bytes(file))
    if found:
        checks += [*check_parts(found), *check_pages(found, file.parent), *check_signatures(found, {})]
    bad = [check.part for check in checks if check.state != State.SAME]
    if bad or found is None:
        raise SignoffRefused(f"{file} is not as it was made: {', '.join(bad)}.")
    one_of(
        role,
        found["statement"]["roles"],
        "--role",
        "The roles stand in the sign-off, and in [signoff] of the settings.",
    )
    if role not in unsigned(found):
        raise SignoffRefused(f"'{role}' has signed {file} already.", advice="Each role signs once.")
    if not name.strip():
        raise E911AuditError("A signature needs a name.", advice="Give it with --name.")
    return found


@app.command("key")
def make_key_file(
    file: Annotated[
        Path, typer.Argument(metavar="KEY", help="File to make; KEY.pub is made beside it.", show_default=False)
    ],
    *,
    unprotected: Annotated[
        bool, typer.Option("--no-passphrase", help="Do not encrypt it; then only its owner may read the file.")
    ] = False,
    debug: given.Debug = False,  # noqa: ARG001
) -> None:
    """Make a key to sign with: KEY is private and encrypted with a passphrase, KEY.pub is for everybody.

    Example:  e911audit signoff key ann.key
    """
    from e911audit.errors import BadKey
    from e911audit.signoff.keys import fingerprint, make_key

    passphrase = "" if unprotected else _passphrase("Passphrase", twice=True)
    if not (passphrase or unprotected):
        raise BadKey("The passphrase is empty.", advice="Give one, or add --no-passphrase.")
    made = make_key(file, passphrase)
    typer.echo(f"Wrote {file} (keep it) and {file}.pub (give it away).")
    typer.echo(f"Its fingerprint, for [signoff.keys] in e911audit.toml: {fingerprint(made.public)}")


def _passphrase(question: str, *, twice: bool = False) -> str:
    """The passphrase from the environment, else from the person at the keyboard."""
    held = os.environ.get(PASSPHRASE)
    return held or str(typer.prompt(question, hide_input=True, confirmation_prompt=twice, err=True))
