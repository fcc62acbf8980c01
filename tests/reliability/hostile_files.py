"""Small files that are no joy to read and may be read all the same; each function returns the path."""

import zipfile
from pathlib import Path

from openpyxl import Workbook
from refused import NAME, SHEET, SITES, archive_of, book, parts_of

NAMES = ("[table].csv", "=cmd().csv", "sites\u202evsc.csv", "-o.csv")
"""What files may be called, to the grief of shells, globs, spreadsheets and formats."""


def _csv(folder: Path, name: str = f"{NAME}.csv", encoding: str = "utf-8", end: str = "\n") -> Path:
    path = folder / name
    path.write_bytes("".join(",".join(row) + end for row in SITES).encode(encoding))
    return path


def _named(name: str):
    return lambda folder: _csv(folder, name)


def utf_16(folder: Path) -> Path:
    """UTF-16 without a byte order mark."""
    return _csv(folder, encoding="utf-16-le")


def old_macintosh(folder: Path) -> Path:
    """CR alone at each line's end."""
    return _csv(folder, end="\r")


def zeros(folder: Path) -> Path:
    """Zero bytes within cells."""
    path = _csv(folder)
    path.write_bytes(path.read_bytes().replace(b"Austin", b"Aus\0tin"))
    return path


def one_byte(folder: Path) -> Path:
    """A single letter, which SQLite would take for an empty database."""
    path = folder / f"{NAME}.csv"
    path.write_bytes(b"a")
    return path


def ragged(folder: Path) -> Path:
    """Rows shorter and longer than the header."""
    path = _csv(folder)
    path.write_bytes(path.read_bytes() + b"B2\nB3,Annex,1 Main St,Waco,TX,76701,x,y,z\n,,,,,\n")
    return path


def errors(folder: Path) -> Path:
    """Error cells, and formulas that nobody calculated."""
    return book(folder, {"B2": "#N/A", "C2": "=1/0", "F2": "=A1"})


def wrong_dimension(folder: Path) -> Path:
    """A sheet that claims to end in its first cell."""
    path = book(folder)
    parts = parts_of(path)
    sheet = parts[SHEET].replace(b'<dimension ref="A1:F2"', b'<dimension ref="A1"')
    assert sheet != parts[SHEET]
    return archive_of(path, parts | {SHEET: sheet})


def hostile_cells(folder: Path) -> Path:
    """Formulas, markup, control characters, a lone surrogate's name and a text of 32,767 characters."""
    path = folder / f"{NAME}.xlsx"
    made = Workbook()
    sheet = made.active
    for row in SITES:
        sheet.append(row)
    for text in ("=1+1", "<script>alert(1)</script>", "'; drop table site; --", "{{7*7}}", "x" * 32_767, "../../x"):
        sheet.append([text] * 5)
        for cell in sheet[sheet.max_row]:
            cell.data_type = "s"
    made.save(path)
    return path


def archive_of_all(folder: Path) -> Path:
    """A .zip of exports, one of them damaged, one in a folder outside."""
    path = folder / "exports.zip"
    sites = "".join(",".join(row) + "\n" for row in SITES).encode()
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("../../sites.csv", sites)
        archive.writestr("broken.xlsx", b"PK\x03\x04")
        archive.writestr("/etc/numbers.csv", b"Telephone Number,Site Code\n512-456-1414,HQ\n")
    return path


HOSTILE = (utf_16, old_macintosh, one_byte, zeros, ragged, errors, wrong_dimension, hostile_cells, archive_of_all,
           *map(_named, NAMES))  # fmt: skip
