"""Text from input made fit to be shown: nothing hidden, nothing that a reader's program would act on."""

import re

from e911audit.views.result import Cell, SurvivingLine

HIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]")
"""What XML 1.0 forbids (section 2.2) or only discourages, lone surrogates, and the marks that turn the direction of
writing, with which a text can be made to read as another."""


def _mark(found: re.Match[str]) -> str:
    """A control character's picture (Unicode block Control Pictures, U+2400), else the replacement character."""
    code = ord(found[0])
    if code < 0x20:
        return chr(0x2400 + code)
    return "\N{SYMBOL FOR DELETE}" if code == 0x7F else "\N{REPLACEMENT CHARACTER}"


def visible(text: str) -> str:
    """The text with its line ends as single line feeds and every hidden character replaced by a mark that shows."""
    if text.isprintable():  # nearly every text; a single pass in C
        return text
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    return HIDDEN.sub(_mark, text)


def one_line(text: str) -> str:
    """The text as one line, single blanks between its words, with nothing hidden."""
    return " ".join(visible(text).split())


def field_words(field: str) -> str:
    """``device.endpoint_kind`` as ``device: endpoint kind``."""
    return field.replace(".", ": ").replace("_", " ")


def fields_words(fields: tuple[str, ...]) -> str:
    """Several fields in one line."""
    return ", ".join(field_words(field) for field in fields)


def cells_words(cells: tuple[Cell, ...]) -> str:
    """The first cell, and how many more there are."""
    if not cells:
        return ""
    return str(cells[0]) if len(cells) == 1 else f"{cells[0]} (and {len(cells) - 1} more)"


def count_of(number: int, noun: str) -> str:
    """``1 site``, ``1,204 sites``."""
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"


def missing_from(line: SurvivingLine) -> list[str]:
    """The proofs that a line lacks, each with who must give it."""
    givers = line.missing_from or ("",) * len(line.missing)
    return [f"{proof}, from {giver}" if giver else proof for proof, giver in zip(line.missing, givers, strict=True)]
