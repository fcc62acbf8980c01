"""Goal R7: kill -9 at any moment loses nothing and leaves nothing half; the next run is as if nothing had happened.

30 kills here, 300 where the environment variable E911AUDIT_LONG is 1. The seed of the moments is fixed. A moment is a
share of the processor time that an unkilled run takes, so that it falls into the same work on a busy machine.
"""

import os
import random
import shutil
import sys
from pathlib import Path

import pytest
from contents import contents, inventory, judged, newest, sound
from killed import Commands
from openpyxl import Workbook, load_workbook

from e911audit.judging import recall
from e911audit.reports import write
from e911audit.store import Store
from e911audit.whole_file import PART

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(sys.platform != "linux", reason="reads the processor clock of another process"),
]
SEED = 911
DAYS = ("--as-of", "2026-11-22", "--cutover", "2026-11-28")
STORE = ("--store", "audit.db", "-q")
ACCOUNT = "account.xlsx"
"""Tells what a review came to; where the kill came after the store kept it, the next run finds it there."""
COMMANDS = {
    "first load": ("load", "inventory.xlsx", *STORE),
    "load": ("load", "inventory.xlsx", *STORE),
    "check": ("check", *DAYS, *STORE),
    "report": ("report", "-o", "exceptions.xlsx", "-o", "findings.json", "-o", "page.html", *STORE),
    "review": ("review", "apply", "reviewed.xlsx", "--as-of", "2026-11-22", "-o", ACCOUNT, *STORE),
    "sign-off": ("signoff", "make", "--site", "HQ", *DAYS, *STORE),
}
KILLS = (300 if os.environ.get("E911AUDIT_LONG") == "1" else 30) // len(COMMANDS)
LEFT_BY_A_KILL = ("audit.db-journal", PART)
"""Beginnings of the names that a kill may leave, until the next run."""


def save_inventory(folder, numbers):
    book = Workbook()
    sheets = {
        "Sites": [["Site Code", "Street Address", "City", "State", "ZIP"], ["HQ", "100 Congress Ave", "Austin", "TX", "78701"]],
        "Buildings": [["Site Code", "Building", "Floors"], ["HQ", "Main", "4"]],
        "Locations": [["Location ID", "Site Code", "Floor"], *([f"HQ-{one}", "HQ", ""] for one in range(1, 9))],
        "DIDs": [["Telephone Number", "Site Code", "Location ID"],
                 *([f"512-736-{one:04}", "HQ", f"HQ-{one % 9}"] for one in range(numbers))],
        "Lines": [["Line Number", "Site Code", "Line Type", "Action"], ["512-555-0142", "HQ", "elevator phone", "disconnect"]],
    }  # fmt: skip
    book.remove(book.active)
    for title, rows in sheets.items():
        page = book.create_sheet(title)
        for row in rows:
            page.append(row)
    book.save(folder / "inventory.xlsx")


def enter_owners(folder):
    book = load_workbook(folder / "exceptions.xlsx")
    page = book["Findings"]
    [owner] = [cell.column for cell in page[1] if cell.value == "Owner"]
    for row in range(2, page.max_row + 1):
        page.cell(row, owner).value = "Ann Lee"
    book.save(folder / "reviewed.xlsx")


@pytest.fixture(scope="module")
def commands():
    beside = Commands()
    yield beside
    beside.close()


@pytest.fixture(scope="module")
def audited(commands, tmp_path_factory):
    """A folder with an inventory, its judged store and its reports."""
    folder = tmp_path_factory.mktemp("audited")
    (folder / "tmp").mkdir()
    save_inventory(folder, 200)
    for name in ("first load", "check", "report"):
        assert commands.run(folder, *COMMANDS[name])[0] in {0, 1}
    enter_owners(folder)
    return folder


def prepared(name, audited, folder):
    """What a folder holds before the command."""
    if name == "first load":
        (folder / "tmp").mkdir(parents=True)
        save_inventory(folder, 200)
        return folder
    shutil.copytree(audited, folder)
    if name == "load":
        save_inventory(folder, 240)
    if name == "report":
        (folder / "findings.json").write_bytes(b"an older report")
    return folder


def files(folder):
    """Path -> bytes of everything but the store."""
    every = (path for path in folder.rglob("*") if path.is_file() and path.name != "audit.db")
    return {str(path.relative_to(folder)): path.read_bytes() for path in every}


def findings(folder):
    """The bytes of findings.json, written from the store."""
    store = Store.open(str(folder / "audit.db"))
    write(recall(store), folder.parent / "recalled.json")
    store.close()
    return (folder.parent / "recalled.json").read_bytes()


def held(folder, of):
    path = folder / "audit.db"
    return of(path) if path.exists() else {}


def nothing_is_half(name, folder, before, after):
    """Each report is the old one or the new one, and each transaction of the command is kept whole or not at all."""
    assert not (folder / "audit.db").exists() or sound(folder / "audit.db")
    old, new = files(before), files(after)
    for path, found in files(folder).items():
        if not Path(path).name.startswith(LEFT_BY_A_KILL) and Path(path).parent.name != "tmp":
            assert found in (old.get(path), new.get(path)), path
    parts = (inventory, judged) if name in {"check", "sign-off"} else (contents,)
    for part in parts:
        assert held(folder, part) in (held(before, part), held(after, part))


def as_if_nothing_had_happened(name, folder, after):
    """The next run gives the files, the inventory and the findings of a run that nobody killed, and no file more."""
    found, wanted = files(folder), files(after)
    assert found.keys() == wanted.keys()
    assert [path for path in found if found[path] != wanted[path] and path != ACCOUNT] == []
    assert inventory(folder / "audit.db") == inventory(after / "audit.db")
    assert newest(folder / "audit.db") == newest(after / "audit.db")
    if name != "first load":
        assert findings(folder) == findings(after)


@pytest.mark.parametrize("name", COMMANDS)
def test_kill_dash_nine(name, commands, audited, tmp_path):
    before = prepared(name, audited, tmp_path / "before")
    after = shutil.copytree(before, tmp_path / "after")
    code, took, _ = commands.run(after, *COMMANDS[name])
    assert code in {0, 1, 4}
    moments = random.Random(f"{SEED} {name}")  # noqa: S311
    killed = 0
    for number in range(KILLS):
        folder = shutil.copytree(before, tmp_path / f"kill {number}")
        ended, _, outlived = commands.run(folder, *COMMANDS[name], kill_after=took * moments.random())
        assert ended in {-9, code}
        assert outlived == []
        killed += ended == -9
        nothing_is_half(name, folder, before, after)
        assert commands.run(folder, *COMMANDS[name])[0] == code
        as_if_nothing_had_happened(name, folder, after)
        shutil.rmtree(folder)
    assert killed >= KILLS * 0.6, "the moments lie within the work"
