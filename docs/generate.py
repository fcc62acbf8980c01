"""Writes the reference pages from the code (``python -m docs.generate``); with ``--check`` compares instead."""

import sys
from collections.abc import Iterator
from pathlib import Path

from docs.generators import addresses, commands, coverage, errors, law, nena, profiles, rules, settings, tables

FOLDER = Path(__file__).parent
GENERATORS = (rules, law, commands, addresses, profiles, nena, tables, errors, settings, coverage)
MARK = "<!-- Generated from the code by 'python -m docs.generate' (make docs). Change the code, not this page. -->"
"""First line of a generated page; a page without it is written by hand and never touched."""


def pages() -> dict[Path, str]:
    """File -> the text that it must hold."""
    return {
        FOLDER / name: f"{MARK}\n\n{text.rstrip()}\n" for generator in GENERATORS for name, text in generator.pages()
    }


def stale(wanted: dict[Path, str]) -> Iterator[str]:
    """Tell what differs between the folder and the pages, one sentence each."""
    for file, text in wanted.items():
        name = file.relative_to(FOLDER.parent).as_posix()
        if not file.is_file():
            yield f"{name} is missing"
        elif file.read_text(encoding="utf-8") != text:
            yield f"{name} differs from the code"
    for file in left_over(wanted):
        yield f"{file.relative_to(FOLDER.parent).as_posix()} is about something that the code no longer has"


def left_over(wanted: dict[Path, str]) -> list[Path]:
    """List the generated pages that the code no longer asks for."""
    return [
        file
        for file in sorted(FOLDER.rglob("*.md"))
        if file not in wanted and file.read_bytes().startswith(MARK.encode())
    ]


def write(wanted: dict[Path, str]) -> None:
    """Write all pages and remove those that are left over."""
    for file in left_over(wanted):
        file.unlink()
    for file, text in wanted.items():
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(text.encode())


def main(arguments: list[str]) -> int:
    """Write, or compare; returns the exit code."""
    if arguments not in ([], ["--check"]):
        print("Usage: python -m docs.generate [--check]", file=sys.stderr)
        return 2
    wanted = pages()
    if not arguments:
        write(wanted)
        print(f"Wrote {len(wanted)} pages.")
        return 0
    differences = list(stale(wanted))
    for sentence in differences:
        print(f"{sentence}: run 'make docs' (python -m docs.generate).", file=sys.stderr)
    return 1 if differences else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
