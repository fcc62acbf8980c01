"""Every error that a user can meet, and the exit codes."""

import ast
from collections import defaultdict
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from typing import NamedTuple

import e911audit
from docs.generators.markdown import code, page, plain, reason, table, words
from e911audit.errors import E911AuditError, Exit, UnreadableFile
from tests.reliability.refused import EXAMPLES, WITHOUT_FILE

INTRODUCTION = (
    "An error is one sentence, the name of the refusal in brackets, and advice, on stderr. Below each general sentence"
    " stand those that say more, with … for what they name."
)
REFUSALS = (
    "Each way in which a file is refused has a name that stays. `tests/reliability/refused.py` makes the examples, and "
    "the tests read each of them by every command that takes a file."
)


class Told(NamedTuple):
    """What one place of the program raises: the class, the sentence, the refusal and the advice; blank if not said."""

    error: str
    sentence: str
    refusal: str
    advice: str


def classes() -> list[type[E911AuditError]]:
    """List the error classes in the order of the source."""
    return [E911AuditError, *E911AuditError.__subclasses__()]


def pages() -> Iterator[tuple[str, str]]:
    """Yield the page of the errors."""
    found = told()
    parts = [
        "# Errors",
        reason(Exit.__doc__),
        table(("Exit code", "Means"), ((str(int(one)), words(one.name)) for one in Exit)),
        INTRODUCTION,
    ]
    for one in classes():
        parts += [
            f"## {one.__name__}",
            plain(one.__doc__ or ""),
            f"Exit code {int(one.code)}, {code(f'[{one.refusal}]')}. {plain(one.advice)}",
        ]
        if one is UnreadableFile:
            parts += [REFUSALS, _refusals(found)]
            continue
        sentences = sorted({place.sentence for place in found if place.error == one.__name__} - {""})
        parts.append("\n".join(f"- {plain(sentence)}" for sentence in sentences))
    yield "errors.md", page(*parts)


def _refusals(found: list[Told]) -> str:
    """Draw the table of the refusals of files."""
    by_name = defaultdict[str, list[Told]](list)
    for place in found:
        if place.error == UnreadableFile.__name__ and place.sentence:
            by_name[place.refusal or UnreadableFile.refusal].append(place)
    return table(
        ("Refusal", "Sentences", "What to do", "Example"),
        (
            (
                code(name),
                "<br>".join(plain(sentence) for sentence in sorted({place.sentence for place in places})),
                "<br>".join(plain(advice) for advice in sorted({place.advice for place in places})),
                " ".join(plain(make.__doc__ or "") for make in EXAMPLES.get(name, ())) or plain(WITHOUT_FILE[name]),
            )
            for name, places in sorted(by_name.items())
        ),
    )


def told() -> list[Told]:
    """What the program raises, by its source."""
    names = {one.__name__ for one in classes()}
    package = Path(e911audit.__file__).parent
    return [
        Told(call.func.id, _sentence(call.args[0]), _word(call, "refusal", ""), _advice(call, file, package))
        for file in sorted(package.rglob("*.py"))
        for call in ast.walk(ast.parse(file.read_text(encoding="utf-8")))
        if isinstance(call, ast.Call) and isinstance(call.func, ast.Name) and call.func.id in names and call.args
    ]


def _word(call: ast.Call, name: str, default: str) -> str:
    """Take a text that a call gives by keyword."""
    given = next((one.value for one in call.keywords if one.arg == name), None)
    return given.value if isinstance(given, ast.Constant) and isinstance(given.value, str) else default


def _advice(call: ast.Call, file: Path, package: Path) -> str:
    """Take the advice of a call: a text, the name of one in its module, else that of the class."""
    given = next((one.value for one in call.keywords if one.arg == "advice"), None)
    if isinstance(given, ast.Name):
        module = ".".join(("e911audit", *file.relative_to(package).with_suffix("").parts))
        return str(getattr(import_module(module), given.id, UnreadableFile.advice))
    return _word(call, "advice", UnreadableFile.advice)


def _sentence(argument: ast.expr) -> str:
    """Take the text of a literal, with … for what it quotes; empty for anything else."""
    if isinstance(argument, ast.Constant) and isinstance(argument.value, str):
        return argument.value
    if isinstance(argument, ast.JoinedStr):
        return "".join(str(part.value) if isinstance(part, ast.Constant) else "…" for part in argument.values)
    return ""
