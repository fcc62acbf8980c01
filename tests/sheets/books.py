"""Workbooks made by hand: what openpyxl would not write."""

import zipfile

from openpyxl import Workbook

SHEET = "xl/worksheets/sheet1.xml"
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"


def save(path, cells):
    book = Workbook()
    for cell, value in cells.items():
        book.active[cell] = value
    book.save(path)
    return path


def parts_of(path):
    with zipfile.ZipFile(path) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def write(path, parts):
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return path


def with_parts(path, cells=None, **changes):
    """A workbook with parts replaced: sheet, styles, book, ... by their short names."""
    names = {"sheet": SHEET, "styles": "xl/styles.xml", "book": "xl/workbook.xml", "vba": "xl/vbaProject.bin"}
    parts = parts_of(save(path, cells or {"A1": "x"}))
    for name, content in changes.items():
        member = names.get(name, name)
        parts[member] = content(parts[member]) if callable(content) else content
    return write(path, parts)


def sheet(rows, before="", after=""):
    """A sheet's XML with these rows in it."""
    return f'<worksheet xmlns="{MAIN}">{before}<sheetData>{rows}</sheetData>{after}</worksheet>'.encode()
