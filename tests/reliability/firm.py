"""A small audited firm: its inventory as a workbook, the commands that work on it, and its workbook reviewed."""

from inventories import save_book
from openpyxl import load_workbook

DAYS = ("--as-of", "2026-11-22", "--cutover", "2026-11-28")
STORE = ("--store", "audit.db", "-q")
ACCOUNT = "account.xlsx"
"""Tells what a review came to; once the store keeps an entry, the next run finds it there."""
COMMANDS = {
    "first load": ("load", "inventory.xlsx", *STORE),
    "load": ("load", "inventory.xlsx", *STORE),
    "check": ("check", *DAYS, *STORE),
    "report": ("report", "-o", "exceptions.xlsx", "-o", "findings.json", "-o", "page.html", *STORE),
    "review": ("review", "apply", "reviewed.xlsx", "--as-of", "2026-11-22", "-o", ACCOUNT, *STORE),
    "sign-off": ("signoff", "make", "--site", "HQ", *DAYS, *STORE),
}


def save_inventory(folder, numbers, name="inventory.xlsx"):
    """Write the inventory with so many numbers."""
    sheets = {
        "Sites": [["Site Code", "Street Address", "City", "State", "ZIP"], ["HQ", "100 Congress Ave", "Austin", "TX", "78701"]],
        "Buildings": [["Site Code", "Building", "Floors"], ["HQ", "Main", "4"]],
        "Locations": [["Location ID", "Site Code", "Floor"], *([f"HQ-{one}", "HQ", ""] for one in range(1, 9))],
        "DIDs": [["Telephone Number", "Site Code", "Location ID"],
                 *([f"512-736-{one:04}", "HQ", f"HQ-{one % 9}"] for one in range(numbers))],
        "Lines": [["Line Number", "Site Code", "Line Type", "Action"], ["512-555-0142", "HQ", "elevator phone", "disconnect"]],
    }  # fmt: skip
    return save_book(folder / name, sheets)


def enter_owners(folder):
    """Save the exception workbook as a reviewer does who names an owner for every finding."""
    book = load_workbook(folder / "exceptions.xlsx")
    page = book["Findings"]
    [owner] = [cell.column for cell in page[1] if cell.value == "Owner"]
    for row in range(2, page.max_row + 1):
        page.cell(row, owner).value = "Ann Lee"
    book.save(folder / "reviewed.xlsx")


def files(folder):
    """Path -> bytes of everything but the store."""
    every = (path for path in folder.rglob("*") if path.is_file() and path.name != "audit.db")
    return {str(path.relative_to(folder)): path.read_bytes() for path in every}
