"""``rules`` and ``explain``: the catalogue, and one rule of it."""

from textwrap import dedent, indent
from typing import TYPE_CHECKING, Annotated

import typer

from e911audit.cli import options as given

if TYPE_CHECKING:
    from e911audit.law import Clause


def rules(debug: given.Debug = False) -> None:  # noqa: ARG001
    """List the rule catalogue.

    Example:  e911audit rules
    """
    from e911audit.rules import RULES

    for rule in sorted(RULES.values(), key=lambda rule: rule.code):
        typer.echo(f"{rule.code}  {rule.severity:<8} {rule.name}")
    typer.echo(f"{len(RULES)} rules. 'e911audit explain CODE' tells more about one.")


def explain(
    code: Annotated[str, typer.Argument(metavar="CODE", help="Code of the rule, for example LOC-001.")],
    debug: given.Debug = False,  # noqa: ARG001
) -> None:
    """Explain one rule: why it exists, by what authority, how to mend it, good and bad rows.

    Example:  e911audit explain LOC-020
    """
    from e911audit.law import clauses
    from e911audit.rules import find

    rule = find(code)
    typer.echo(f"{rule.code}: {rule.name}\n{rule.severity}, rests on {rule.basis} ({'; '.join(rule.cites)})\n")
    law = [clause for clause in clauses() if rule.code in clause.rules]
    if law:
        lines = (f"{clause.id}  {clause.cite}: {clause.demand}{_dates(clause)}" for clause in law)
        typer.echo("Law, where it holds\n" + indent("\n".join(lines), "  ") + "\n")
    typer.echo(f"Why\n  {rule.why}\n")
    typer.echo(f"What it says\n  {rule.message}\n")
    typer.echo(f"What to do\n  {rule.fix}{'' if rule.waivable else ' Nobody may waive it.'}\n")
    typer.echo(f"Who is looked at\n  {rule.among.name}\n")
    typer.echo("What data it needs\n" + indent("\n".join(rule.needs) or "nothing", "  ") + "\n")
    if rule.options:
        typer.echo(
            "Settings\n" + indent("\n".join(f"{key} = {value!r}" for key, value in rule.options.items()), "  ") + "\n"
        )
    for level, values in rule.levels.items():
        told = ", ".join(f"{key} = {value!r}" for key, value in values.items())
        typer.echo(f"With --strictness {level}\n  {told}\n")
    typer.echo("Bad\n" + indent(dedent(rule.bad).strip(), "  ") + "\n")
    typer.echo("Good\n" + indent(dedent(rule.good).strip(), "  "))


def _dates(clause: "Clause") -> str:
    """When a clause holds and of which systems, in words."""
    spans = (
        ("in force", clause.starts, clause.ends),
        ("systems installed", clause.installed_from, clause.installed_to),
    )
    words = "; ".join(
        " ".join(filter(None, (what, f"from {first}" if first else "", f"to {last}" if last else "")))
        for what, first, last in spans
        if first or last
    )
    return f" ({words})" if words else ""
