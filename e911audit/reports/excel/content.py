"""What a cell may hold."""

import re

from e911audit.reports.text import visible

LONGEST_TEXT = 32_767
"""Characters that one cell holds, counted as UTF-16 units (Microsoft: Excel specifications and limits)."""

ESCAPE = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")
"""Start of what a reader of the format would decode to another character (ECMA-376 part 1, 22.9.2.19, ST_Xstring)."""


def clean(text: str) -> str:
    """The text as a cell may hold it: nothing hidden, nothing decoded by a reader, never longer than a cell."""
    text = visible(text)
    if "_x" in text:
        text = ESCAPE.sub("_x005F_", text)
    return text if len(text) <= LONGEST_TEXT // 2 else _cut(text)


def _cut(text: str) -> str:
    """Cut to the length of a cell, and say so at the end."""
    units = text.encode("utf-16-le")
    length = len(units) // 2
    if length <= LONGEST_TEXT:
        return text
    mark = f" [cut here: {length:,} characters in the source]"
    return units[: 2 * (LONGEST_TEXT - len(mark))].decode("utf-16-le", "ignore") + mark
