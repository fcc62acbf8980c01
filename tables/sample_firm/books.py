"""What every part of the maker writes with: tables in text, workbooks and delimited files that are the same each time."""

import csv
import io
import re
import zipfile
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

from openpyxl import Workbook

FOLDER = Path(__file__).resolve().parents[2] / "sample_data"
Row = dict[str, Any]
Table = dict[str, Row]


class Fault(NamedTuple):
    """One line of the answer key."""

    rule: str
    subject: str
    where: str
    why: str


def parsed(text: str, names: list[str]) -> Iterator[Row]:
    """Each line of a ``|`` table as a row; empty cells are None."""
    for line in text.strip().splitlines():
        yield dict(zip(names, (cell.strip() or None for cell in line.split("|")), strict=True))


def headers(names: str, **synonyms: str) -> dict[str, str]:
    """Our column names and what the file calls them; a synonym's key is the name without blanks."""
    return {name: synonyms.get(name.replace(" ", ""), name) for name in names.split(",")}


class Sheet(NamedTuple):
    """One worksheet."""

    name: str
    rows: list[list[Any]]
    hidden: bool = False


def write_workbook(name: str, *sheets: Sheet) -> None:
    """Write a workbook whose bytes depend on its cells only: fixed times, no compression."""
    book = Workbook()
    book.remove(book.active)
    book.properties.creator = "Larkspur Hollow Holdings"
    for sheet in sheets:
        page = book.create_sheet(sheet.name)
        page.sheet_state = "hidden" if sheet.hidden else "visible"
        for row in sheet.rows:
            page.append(row)
    draft = io.BytesIO()
    book.save(draft)
    with zipfile.ZipFile(draft) as parts, zipfile.ZipFile(FOLDER / name, "w") as out:
        for part in parts.namelist():
            content = parts.read(part)
            if part == "docProps/core.xml":
                content = re.sub(rb"\d{4}-\d\d-\d\dT[\d:]+Z", b"2026-11-02T08:00:00Z", content)
            out.writestr(zipfile.ZipInfo(part, (2026, 11, 2, 8, 0, 0)), content)


def write_text(name: str, rows: list[list[Any]], *, delimiter: str = ",", encoding: str = "utf-8") -> None:
    """Write a delimited file with Windows' line ends."""
    with (FOLDER / name).open("w", newline="", encoding=encoding) as file:
        csv.writer(file, delimiter=delimiter).writerows(rows)


def template_sheet(name: str, rows: Iterable[Row]) -> Sheet:
    """A sheet of the template's own column names: those that any row uses, in the order of their first use."""
    kept = list(rows)
    columns = list(dict.fromkeys(column for row in kept for column in row))
    return Sheet(name, [columns, *([row.get(column) for column in columns] for row in kept)])
