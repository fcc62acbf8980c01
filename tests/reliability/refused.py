"""A small file for each way in which a file is refused: the examples of docs/errors.md and of the tests.

Each function makes its file in a folder and returns the path; its docstring says what the file is.
"""

import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path
from warnings import catch_warnings, simplefilter

from openpyxl import Workbook

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
SHEET = "xl/worksheets/sheet1.xml"
SITES = [["Site Code", "Site Name", "Street Address", "City", "State", "ZIP"],
         ["HQ", "Head Office", "500 Congress Ave", "Austin", "TX", "78701"]]  # fmt: skip
NAME = "sites"


def _bytes(folder: Path, content: bytes, ending: str = ".csv") -> Path:
    path = folder / f"{NAME}{ending}"
    path.write_bytes(content)
    return path


def _text(rows: list[list[str]]) -> bytes:
    return "".join(f"{','.join(row)}\n" for row in rows).encode()


def book(folder: Path, extra: Mapping[str, object] | None = None) -> Path:
    """Write a sound workbook of one site, with further cells."""
    made = Workbook()
    sheet = made.active
    for row in SITES:
        sheet.append(row)
    for cell, value in (extra or {}).items():
        sheet[cell] = value
    path = folder / f"{NAME}.xlsx"
    made.save(path)
    return path


def parts_of(path: Path) -> dict[str, bytes]:
    """Read the members of an archive."""
    with zipfile.ZipFile(path) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def archive_of(path: Path, parts: Mapping[str, bytes]) -> Path:
    """Write an archive of these members."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return path


def _changed(folder: Path, **parts: bytes) -> Path:
    path = book(folder)
    return archive_of(path, parts_of(path) | parts)


def nothing(folder: Path) -> Path:
    """A file of 0 bytes."""
    return _bytes(folder, b"")


def empty_archive(folder: Path) -> Path:
    """An archive that holds nothing."""
    return archive_of(folder / f"{NAME}.xlsx", {})


def truncated(folder: Path) -> Path:
    """A workbook without its last 400 bytes."""
    path = book(folder)
    path.write_bytes(path.read_bytes()[:-400])
    return path


def flipped(folder: Path) -> Path:
    """A workbook with one bit of its sheet changed, so that the checksum differs."""
    path = book(folder)
    with zipfile.ZipFile(path) as archive:
        at = archive.getinfo(SHEET).header_offset + 60
    content = bytearray(path.read_bytes())
    content[at] ^= 1
    path.write_bytes(content)
    return path


def password(folder: Path) -> Path:
    """The envelope that Excel puts around a workbook with a password."""
    return _bytes(folder, OLE + "EncryptedPackage\0".encode("utf-16-le"), ".xlsx")


def doctype(folder: Path) -> Path:
    """A workbook whose sheet declares an XML entity."""
    return _changed(folder, **{SHEET: b'<!DOCTYPE a [<!ENTITY b "boom">]><worksheet/>'})


def bomb(folder: Path) -> Path:
    """A workbook of some kilobytes that inflates to 30 MB of blanks."""
    return _changed(folder, **{"xl/sharedStrings.xml": b"<sst>" + b" " * 30_000_000 + b"</sst>"})


def claims_too_much(folder: Path) -> Path:
    """An archive whose directory claims parts of 5 GB in all."""
    parts = {f"xl/part{number}.bin": bytes([number]) * 100 for number in range(2)}
    path = archive_of(book(folder), parts)
    content = bytearray(path.read_bytes())
    at = -1
    for _ in parts:
        at = content.index(b"PK\x01\x02", at + 1)
        content[at + 20 : at + 24] = (100 << 20).to_bytes(4, "little")
        content[at + 24 : at + 28] = (2_500 << 20).to_bytes(4, "little")
    path.write_bytes(content)
    return path


def crowded(folder: Path) -> Path:
    """A workbook of more than 1,000 parts."""
    return _changed(folder, **{f"xl/media/{number}.png": b"" for number in range(1_001)})


def repeated_part(folder: Path) -> Path:
    """A workbook that holds its sheet twice."""
    path = book(folder)
    with catch_warnings(), zipfile.ZipFile(path, "a") as archive:
        simplefilter("ignore")
        archive.writestr(SHEET, b"<worksheet/>")
    return path


def stray_cell(folder: Path) -> Path:
    """A workbook with one cell in its last row and column."""
    return book(folder, {"XFD1048576": "x"})


def long_cell(folder: Path) -> Path:
    """A workbook with a cell of 40,000 characters."""
    path = book(folder)
    cells = "".join(f'<c t="inlineStr"><is><t>{"x" * size}</t></is></c>' for size in (5, 40_000))
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    sheet = f'<worksheet xmlns="{main}"><sheetData><row>{cells}</row></sheetData></worksheet>'
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()} | {SHEET: sheet.encode()}
    with zipfile.ZipFile(path, "w") as archive:  # not compressed, else it is a bomb first
        for name, content in parts.items():
            archive.writestr(name, content)
    return path


def nested(folder: Path) -> Path:
    """A .zip of exports that holds another archive."""
    inner = archive_of(folder / "inner.zip", {"sites.csv": _text(SITES)})
    outer = archive_of(folder / f"{NAME}.zip", {"inner.zip": inner.read_bytes()})
    inner.unlink()
    return outer


def zip_as_book(folder: Path) -> Path:
    """A .zip of exports under the ending .xlsx."""
    return archive_of(folder / f"{NAME}.xlsx", {"sites.csv": _text(SITES)})


def no_workbook(folder: Path) -> Path:
    """An Office package without any workbook in it."""
    return archive_of(folder / f"{NAME}.xlsx", {"[Content_Types].xml": b"<Types/>", "notes.xml": b"<x/>"})


def no_sheet(folder: Path) -> Path:
    """A workbook whose list of sheets is empty."""
    path = book(folder)
    parts = parts_of(path)
    start, _, rest = parts["xl/workbook.xml"].partition(b"<sheets>")
    parts["xl/workbook.xml"] = start + b"<sheets>" + rest[rest.index(b"</sheets>") :]
    return archive_of(path, parts)


def document(folder: Path) -> Path:
    """A Word document under the ending .xlsx."""
    return archive_of(folder / f"{NAME}.xlsx", {"[Content_Types].xml": b"<Types/>", "word/document.xml": b"<x/>"})


def web_page(folder: Path) -> Path:
    """A web page under the ending .xls."""
    return _bytes(folder, b"<html><table><tr><td>Site</td></tr></table></html>", ".xls")


def no_table(folder: Path) -> Path:
    """A line of words under the ending .xlsx."""
    return _bytes(folder, b"ask Dana for the list\n", ".xlsx")


def no_text(folder: Path) -> Path:
    """Control characters under the ending .csv."""
    return _bytes(folder, bytes(range(1, 9)) * 20)


def wrong_encoding(folder: Path) -> Path:
    """UTF-16 text that ends within a character."""
    return _bytes(folder, b"\xff\xfe" + _text(SITES).decode().encode("utf-16-le") + b"x")


def breaks_off(folder: Path) -> Path:
    """A text with a cell of 200,000 characters."""
    return _bytes(folder, _text([*SITES, ["B2", "x" * 200_000]]))


def open_quote(folder: Path) -> Path:
    """A text with a quotation mark that is never closed."""
    return _bytes(folder, _text([*SITES, ["B2", '"Annex']]))


def endless_line(folder: Path) -> Path:
    """A text of 8 MB without any line end."""
    return _bytes(folder, b"1," * (4 << 20))


EXAMPLES: Mapping[str, tuple[Callable[[Path], Path], ...]] = {
    "breaks-off": (breaks_off,),
    "damaged": (truncated, flipped),
    "doctype": (doctype,),
    "empty": (nothing, empty_archive),
    "endless-line": (endless_line,),
    "long-cell": (long_cell,),
    "nested-archive": (nested,),
    "no-table": (no_table,),
    "no-text": (no_text,),
    "no-workbook": (no_workbook, no_sheet),
    "open-quote": (open_quote,),
    "other-document": (document,),
    "other-format": (web_page,),
    "password": (password,),
    "repeated-part": (repeated_part,),
    "stray-cell": (stray_cell,),
    "too-large": (claims_too_much,),
    "too-many-parts": (crowded,),
    "wrong-encoding": (wrong_encoding,),
    "zip-archive": (zip_as_book,),
    "zip-bomb": (bomb,),
}
"""Refusal -> what makes files that are refused so."""

WITHOUT_FILE = {
    "locked": "The file is open in Excel on Windows, or its permissions forbid reading.",
    "nena-damaged": "A file of NENA records with a line that never ends.",
    "no-census-answer": "Any list given to geocode --census-in.",
    "no-nena-records": "Any other file given where NENA records are asked for.",
    "reader-crashed": "A file that ends the process which reads it.",
    "unreadable": "A disk that fails.",
}
"""Refusals that depend on more than one file's content, and when they come."""
