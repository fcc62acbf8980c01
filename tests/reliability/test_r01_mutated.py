"""R1: damaged workbooks and texts, of a fixed seed, end loaded, ignored or unreadable; all rows are accounted for."""

import csv
import io
import os
import random
import zipfile
from warnings import catch_warnings, simplefilter

import pytest
from openpyxl import Workbook
from refused import SHEET, archive_of, parts_of
from running import guard
from stores import empty_store

from e911audit.intake.load import load

ROWS = 30
SITES = [
    ["Site Code", "Site Name", "Street Address", "City", "State", "ZIP", "Notes"],
    *(
        [f"S{row}", f"Office {row}", f"{row}00 Congress Ave", "Austin", "TX", 78701, f"été {row}"]
        for row in range(ROWS)
    ),
]
NUMBERS = "Telephone Number,Site Code\n512-456-1414,S1\n"
LONG = os.environ.get("E911AUDIT_LONG") == "1"
CHUNKS, IN_CHUNK = (30, 100) if LONG else (4, 50)


def book(path):
    made = Workbook()
    for row in SITES:
        made.active.append(row)
    made.active["H2"] = "#N/A"
    made.save(path)
    return path.read_bytes()


def flips(content, chance):
    found = bytearray(content)
    for _ in range(chance.randint(1, 4)):
        found[chance.randrange(len(found))] ^= 1 << chance.randrange(8)
    return bytes(found)


def cut(content, chance):
    return content[: chance.randrange(1, len(content))]


def members(path, content, chance):
    """The archive with its members swapped, lost, doubled or damaged within sound checksums."""
    path.write_bytes(content)
    parts = parts_of(path)
    one, other = chance.sample(sorted(parts), 2)
    way = chance.randrange(4)
    if way == 0:
        parts[one], parts[other] = parts[other], parts[one]
    elif way == 1:
        del parts[one]
    elif way == 2:
        one = chance.choice([SHEET, "xl/workbook.xml", "xl/styles.xml", "[Content_Types].xml"])
        parts[one] = chance.choice([flips, cut])(parts[one], chance)
    archive_of(path, parts)
    if way == 3:
        with catch_warnings(), zipfile.ZipFile(path, "a") as archive:
            simplefilter("ignore")
            archive.writestr(one, parts[other])


def mutated(folder, number):
    """The damaged file of this number, and whether its own checksums would tell that its sheet has changed."""
    chance = random.Random(f"911-{number}")  # noqa: S311
    if number % 3 == 0:
        path = folder / "sites.csv"
        text = io.StringIO()
        csv.writer(text).writerows(SITES)
        path.write_bytes(chance.choice([flips, cut])(text.getvalue().encode(), chance))
        return path, False
    path = folder / "sites.xlsx"
    content = book(path)
    if number % 3 == 1:
        members(path, content, chance)
        return path, False
    path.write_bytes(chance.choice([flips, flips, flips, cut])(content, chance))
    return path, True


@pytest.mark.slow
@pytest.mark.parametrize("chunk", range(CHUNKS))
def test_no_damage_is_silent(tmp_path, ask, chunk):
    (tmp_path / "numbers.csv").write_text(NUMBERS)  # so that a load with nothing else is kept
    ends = []
    for number in range(chunk * IN_CHUNK, (chunk + 1) * IN_CHUNK):
        path, summed = mutated(tmp_path, number)
        store = empty_store()
        with guard():
            load(store, [tmp_path])
        told = "select sheet.state, reason, rows, loaded, ignored, rejected from sheet join source on source.id = source_id"
        sheets = ask(store, f"{told} where source.name like 'sites%'")
        assert sheets, number
        for state, reason, rows, loaded, ignored, rejected in sheets:
            assert state in {"loaded", "ignored", "unreadable"}, number
            assert reason, number
            assert rows == loaded + ignored + rejected, number
            assert state != "loaded" or loaded, number
        if summed and any(state == "loaded" for state, *_ in sheets):
            assert sum(rows for _, _, rows, *_ in sheets) == ROWS, number
        ends.append(sheets[0][0])
        path.unlink()
    assert {"loaded", "unreadable"} <= {*ends}
