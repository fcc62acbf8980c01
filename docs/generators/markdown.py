"""Pieces of Markdown, alike on every page."""

import re
from collections.abc import Iterable, Sequence

SPECIAL = re.compile(r"([\\`*|<>\[\]])")
"""Characters that Markdown would read as its own."""


def plain(text: str) -> str:
    """Make a text show as it is, in one line."""
    return SPECIAL.sub(r"\\\1", " ".join(text.split()))


def code(text: object) -> str:
    """Mark a text as code, also inside a table."""
    return f"`{str(text).replace('|', chr(92) + '|')}`" if str(text) else ""


def codes(texts: Iterable[object], between: str = ", ") -> str:
    """Several texts as code."""
    return between.join(map(code, texts))


def block(text: str) -> str:
    """Lines exactly as they are."""
    return f"```text\n{text.rstrip()}\n```"


def table(headers: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Draw a table; the cells are Markdown already."""
    lines = [headers, ["---"] * len(headers), *rows]
    return "\n".join(f"| {' | '.join(cells)} |" for cells in lines)


def page(*parts: str) -> str:
    """Paragraphs, tables and headings with a blank line between them; empty ones are left out."""
    return "\n\n".join(part for part in parts if part)


def words(name: str) -> str:
    """Spell a name from the code as words: ``no_input`` is ``no input``."""
    return name.lower().replace("_", " ")


def reason(docstring: str | None) -> str:
    """Turn a docstring into Markdown: its code marks are doubled backquotes."""
    return " ".join((docstring or "").split()).replace("``", "`")
