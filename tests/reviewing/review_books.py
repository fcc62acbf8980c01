"""An audited firm of one site, its exception workbook, and what reviewers do to such a workbook."""

import subprocess
from copy import copy
from datetime import date

from inventories import save_book
from openpyxl import load_workbook

from e911audit.config import Config
from e911audit.intake.load import load
from e911audit.judging import judge
from e911audit.reports import write
from e911audit.rules import RULES
from e911audit.store import Store
from e911audit.telling.recall import recall

AS_OF = date(2026, 11, 22)
SHEETS = {
    "Sites": [
        ["Site Code", "Street Address", "City", "State", "ZIP"],
        ["HQ", "100 Congress Ave", "Austin", "TX", "78701"],
    ],
    "Buildings": [["Site Code", "Building", "Floors"], ["HQ", "Main", "4"]],
    "Locations": [["Location ID", "Site Code", "Floor"], *([f"HQ-{number}", "HQ", ""] for number in range(1, 9))],
    "Devices": [
        ["Device Name", "Endpoint Kind", "Site Code", "Location ID"],
        *([f"Phone {number}", "fixed_onprem", "HQ", f"HQ-{number}"] for number in range(1, 9)),
    ],
    "Lines": [
        ["Line Number", "Site Code", "Line Type", "Action", "Location ID"],
        ["512-555-0142", "HQ", "elevator phone", "disconnect", "HQ-1"],
    ],
}


RULES_ASKED = [RULES[code] for code in ("HYG-008", "LEG-050", "LOC-020")]


def asked(store, as_of=AS_OF, **settings):
    """Judge by the few rules that these tests need."""
    judge(store, Config(as_of=as_of, **settings), RULES_ASKED)


def firm(folder, sheets=SHEETS, url=""):
    """A judged store, in the folder unless another is named, and the exception workbook made from it."""
    store = Store.open(url or f"sqlite:///{(folder / 'audit.db').as_posix()}")
    load(store, [inventory(folder, sheets)], only=True)
    asked(store)
    write(recall(store), folder / "exceptions.xlsx")
    return store


def inventory(folder, sheets):
    """The sheets as a workbook in this folder."""
    return save_book(folder / "inventory.xlsx", sheets)


def titles(sheet, row=1):
    """Header -> column number."""
    return {cell.value: cell.column for cell in sheet[row] if cell.value}


def enter(source, target, entries, sheet="Findings"):
    """Save a copy in which a reviewer entered values: key -> title -> value."""
    book = load_workbook(source)
    page = book[sheet]
    at = titles(page)
    rows = {page.cell(row, at["Key"]).value: row for row in range(2, page.max_row + 1)}
    for key, values in entries.items():
        for title, value in values.items():
            page.cell(rows[key], at[title]).value = value
    book.save(target)
    return target


def sort_rows(sheet, title):
    """Sort the records by a column, the greatest first, as a person does."""
    at = titles(sheet)[title]
    rows = [[copy(cell.value) for cell in row] for row in sheet.iter_rows(min_row=2)]
    rows.sort(key=lambda row: str(row[at - 1]), reverse=True)
    for number, row in enumerate(rows, 2):
        for column, value in enumerate(row, 1):
            sheet.cell(number, column).value = value


def saved_by_libreoffice(books, folder):
    """The same workbooks, opened and saved by LibreOffice into a folder."""
    profile = folder / "profile"
    subprocess.run(
        ["soffice", f"-env:UserInstallation={profile.as_uri()}", "--headless", "--convert-to", "xlsx:Calc MS Excel 2007 XML",
         "--outdir", folder / "saved", *books],
        check=True, capture_output=True, timeout=300,
    )  # fmt: skip
    return [folder / "saved" / book.name for book in books]
