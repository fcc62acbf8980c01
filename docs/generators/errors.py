"""Every error that a user can meet, and the exit codes."""

import ast
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

import e911audit
from docs.generators.markdown import page, plain, reason, table, words
from e911audit.errors import E911AuditError, Exit

INTRODUCTION = (
    "An error is one sentence with advice on stderr. Below each general sentence stand those that say more, with … for"
    " what they name."
)


def classes() -> list[type[E911AuditError]]:
    """List the error classes in the order of the source."""
    return [E911AuditError, *E911AuditError.__subclasses__()]


def pages() -> Iterator[tuple[str, str]]:
    """Yield the page of the errors."""
    told = _sentences({one.__name__ for one in classes()})
    parts = [
        "# Errors",
        reason(Exit.__doc__),
        table(("Exit code", "Means"), ((str(int(one)), words(one.name)) for one in Exit)),
        INTRODUCTION,
    ]
    for one in classes():
        parts += [f"## {one.__name__}", plain(one.__doc__ or ""), f"Exit code {int(one.code)}. {plain(one.advice)}"]
        parts.append("\n".join(f"- {plain(sentence)}" for sentence in told[one.__name__]))
    yield "errors.md", page(*parts)


def _sentences(names: set[str]) -> dict[str, list[str]]:
    """Class name -> the sentences that the program gives to it, sorted."""
    told: dict[str, set[str]] = defaultdict(set)
    for file in Path(e911audit.__file__).parent.rglob("*.py"):
        for call in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(call, ast.Call) and isinstance(call.func, ast.Name) and call.func.id in names and call.args:
                told[call.func.id].add(_sentence(call.args[0]))
    return defaultdict(list, {name: sorted(sentences - {""}) for name, sentences in told.items()})


def _sentence(argument: ast.expr) -> str:
    """Take the text of a literal, with … for what it quotes; empty for anything else."""
    if isinstance(argument, ast.Constant) and isinstance(argument.value, str):
        return argument.value
    if isinstance(argument, ast.JoinedStr):
        return "".join(str(part.value) if isinstance(part, ast.Constant) else "…" for part in argument.values)
    return ""
