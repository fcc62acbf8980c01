"""``signoff sign`` and ``signoff key``: sign a sign-off for a role, and make the key for it."""

import os
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from e911audit.cli import options as given
from e911audit.errors import E911AuditError

if TYPE_CHECKING:
    from e911audit.signoff.document import Document

File = Annotated[Path, typer.Argument(metavar="FILE", help="The signoff.json.", show_default=False)]
PASSPHRASE = "E911AUDIT_PASSPHRASE"  # noqa: S105  (the name of a variable)
"""The passphrase for programs, which cannot be asked; it is no option, since others can see those."""


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
