"""For a file that no profile knows: which one comes near and why, and a profile to begin with."""

from collections.abc import Iterator
from dataclasses import replace
from itertools import islice
from pathlib import Path

import tomli_w

from e911audit.errors import CannotWrite, NoInput, UnreadableFile
from e911audit.intake.cells import plain
from e911audit.intake.fit import Match
from e911audit.intake.header import HEADER_SEARCHED
from e911audit.intake.match import match, match_headers, nearest
from e911audit.intake.profile import Profile
from e911audit.intake.secrets import is_secret
from e911audit.intake.sources import find_files
from e911audit.sheets import Table, letter, read

EXPLAINED = """\
# A profile says which columns feed which fields. Headers are compared without case, blanks and punctuation.
# Every field may be  "Header",  ["Header", "or this one"],  or a table:
#   { from = ["Header"], as = "phone" }              how its cells are read: docs/profiles.md lists the ways
#   { from = ["Header"], words = "yes_no", says = { Live = "yes" } }    a fixed vocabulary, with words of your own
#   { join = [["House No"], ["Street"]], as = "street" }                several columns as one text
#   { value = "subnet" }                                                the same for every row
# Further settings: known_by, ignore, positions, [[also]] (docs/profiles.md). Test it with
#   e911audit profiles match FILE --profiles FOLDER-OF-THIS-FILE
"""
GUESSES = (
    ("e164", ("phone", "number", "tn", "did")),
    ("street", ("address", "street")),
    ("city", ("city",)),
    ("state", ("state",)),
    ("zip", ("zip", "postal")),
    ("site", ("site", "office", "branch")),
    ("notes", ("note", "comment", "remark")),
)
"""Field of the numbers and a word of its header, for the starter alone: its user decides."""
SEEN = HEADER_SEARCHED + 20
"""Rows of a sheet that are looked at."""


def explain(file: Path, profiles: tuple[Profile, ...]) -> Iterator[str]:
    """Yield lines that say for each sheet of a file which profile reads it and why, and what it does not understand."""
    for label, table in _tables(file):
        if table.fault:
            yield f"{label}: unreadable ({table.fault})"
            continue
        rows = [*table.rows]
        fit = _fit(table, rows, label, profiles)
        if fit is None:
            yield f"{label}: no profile reads it; {nearest(rows, profiles)}"
            continue
        yield f"{label}: read by {fit.profile.name} ({fit.profile.title}); {fit.reason}"
        yield from _about_columns(fit)


def _about_columns(fit: Match) -> Iterator[str]:
    for reading in fit.readings:
        for name, field in reading.fields.items():
            columns = reading.columns.get(name, ())
            told = (
                ", ".join(f"{letter(column)} '{fit.label(column)}'" for column in columns) or f"always '{field.value}'"
            )
            unseen = " (no real export has shown us this header)" if field.unseen and columns else ""
            yield f"  {reading.block.loads}.{name} from {told}{unseen}"
    for column in fit.not_understood:
        yield f"  not understood: {letter(column)} '{fit.label(column)}'"
    for column in fit.secrets:
        yield f"  secret, will be dropped: {letter(column)} '{fit.label(column)}'"


def write_starter(file: Path, profiles: tuple[Profile, ...], target: Path) -> Path:
    """Write a starter profile for the first sheet of a file that holds anything; returns its path.

    What the nearest profile understands is filled in; every other header is kept, for the user to sort.
    """
    if target.exists():
        raise CannotWrite(f"{target} is there already.", advice="Give another name, or remove it first.")
    for label, table in _tables(file):
        rows = [row for row in islice(table.rows, HEADER_SEARCHED) if any(map(str.strip, row))]
        if rows:
            text = EXPLAINED + tomli_w.dumps(_starter(target.stem, _fit(table, rows, label, profiles), rows))
            try:
                target.parent.mkdir(parents=True, exist_ok=True)
                target.write_text(text, encoding="utf-8")
            except OSError as fault:
                raise CannotWrite(f"{target} cannot be written ({fault.strerror}).") from None
            return target
    raise NoInput(f"{file} holds no sheet with any cell.")


def _starter(name: str, fit: Match | None, rows: list[list[str]]) -> dict[str, object]:
    cells = list(fit.headers) if fit else max(rows, key=lambda row: sum(1 for cell in row if cell.strip()))
    headers = [cell.strip() for cell in dict.fromkeys(cells) if cell.strip() and not is_secret(cell)]
    fields: dict[str, object] = {}
    if fit:
        for field in fit.profile.fields:
            if field.name in fit.columns and field.headers:
                fields[field.name] = _read_as(fit.label(fit.columns[field.name]), field.as_, field.vocabulary)
    else:
        for field_name, words in GUESSES:
            here = next((header for header in headers if any(word in plain(header) for word in words)), None)
            if here and here not in fields.values():
                fields[field_name] = {"from": here, "as": "phones"} if field_name == "e164" else here
    used = {plain(one if isinstance(one, str) else str(one["from"])) for one in fields.values()}  # type: ignore[index]
    return {
        "name": plain(name) or "mine",
        "title": name,
        "about": "What this export is, and where it comes from.",
        "loads": fit.profile.loads if fit else "number",
        "known_by": headers[:3],
        "must": list(fit.profile.must) if fit else ["e164"],
        "keep": [header for header in headers if plain(header) not in used],
        "fields": fields,
    }


def _read_as(header: str, as_: str, vocabulary: str) -> object:
    if vocabulary:
        return {"from": header, "words": vocabulary}
    return header if as_ == "text" else {"from": header, "as": as_}


def _fit(table: Table, rows: list[list[str]], name: str, profiles: tuple[Profile, ...]) -> Match | None:
    if table.headers:
        return match_headers(table.headers, name, profiles)
    return match(rows, name, profiles, table.merged)


def _tables(path: Path) -> Iterator[tuple[str, Table]]:
    """The sheets of a file, or of the files in a folder or .zip, with their first rows and what each is called."""
    for file in find_files([path]):
        try:
            for table in read(file.file):
                yield f"{file.label} {table.name}".strip(), replace(table, rows=iter([*islice(table.rows, SEEN)]))
        except UnreadableFile as fault:
            yield file.label, Table(name="", position=0, rows=iter(()), fault=str(fault))
