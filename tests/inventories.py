"""Workbooks of an inventory, written for a test."""

from collections.abc import Iterable, Mapping
from pathlib import Path

from openpyxl import Workbook


def save_book(path: Path, sheets: Mapping[str, Iterable[Iterable[object]]]) -> Path:
    """Write sheets (name -> rows) as a workbook; returns its path."""
    book = Workbook()
    book.remove(book.active)
    for title, rows in sheets.items():
        sheet = book.create_sheet(title)
        for row in rows:
            sheet.append(row)
    book.save(path)
    return path
