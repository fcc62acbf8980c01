"""The real help of every command, as wide as ``WIDTH`` on any terminal."""

from collections.abc import Iterator
from typing import Any

import typer

from docs.generators.markdown import block, page
from e911audit.cli.app import app

WIDTH = 100


def commands() -> dict[str, Any]:
    """Every command by the words that call it, groups before their members."""
    return dict(_under(typer.main.get_command(app), ""))


def _under(command: Any, words: str) -> Iterator[tuple[str, Any]]:
    yield words, command
    for name, member in getattr(command, "commands", {}).items():
        yield from _under(member, f"{words} {name}".strip())


def pages() -> Iterator[tuple[str, str]]:
    """Yield the page of the command line."""
    parts = ["# Commands", "What each command says with `--help`."]
    for words, command in commands().items():
        call = f"e911audit {words}".strip()
        parts += [f"## {call}", block(_help(command, call))]
    yield "cli.md", page(*parts)


def _help(command: Any, call: str) -> str:
    context = command.context_class(
        command, info_name=call, terminal_width=WIDTH, max_content_width=WIDTH, help_option_names=["-h", "--help"]
    )
    return str(command.get_help(context))
