"""Circuits: their numbers in any spelling, what each carries after every load, and names of firms to compare by."""

import doctest

import pytest
from sqlalchemy import select

from e911audit.intake import cells_circuits, circuits
from e911audit.intake.cells import Unread
from e911audit.intake.cells_circuits import number_ranges, numbers_of
from e911audit.intake.circuits import firm
from e911audit.intake.load import load
from e911audit.model.tables import Carried, Circuit
from e911audit.store import Store

HEADER = "Circuit ID,Site Code,Kind,Number Ranges,Busy Hour Erlangs,Backup Of\n"


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("512-555-0100 thru 0102", "+15125550100-+15125550102"),
        ("(512) 555-0160; 512.555.0100", "+15125550100, +15125550160"),
        ("5125550100, 5125550101", "+15125550100-+15125550101"),
        ("TBD", None),
        ("", None),
    ],
)
def test_ranges_are_read_in_any_spelling(written, read):
    assert number_ranges(written) == read


def test_every_number_of_a_range_is_there():
    assert list(numbers_of(number_ranges("512-555-0100 to 0102"))) == ["+15125550100", "+15125550101", "+15125550102"]


@pytest.mark.parametrize("written", ["the DIDs", "4711", "512-555-0100, 911"])
def test_what_holds_no_number_is_no_range(written):
    with pytest.raises(Unread):
        number_ranges(written)


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("AT&T Corp.", "ATT", True),
        ("Lumen Technologies", "Lumen Technologies, Inc.", True),
        ("Acme Telecom", "Zeta Telecom", False),
        ("The Telephone Company", "The Company", False),
    ],
)
def test_firms_are_compared_by_their_own_name(one, other, same):
    assert (firm(one) == firm(other)) is same


def carried(store: Store) -> set[tuple[str, str | None, str | None]]:
    with store.work() as connection:
        return set(map(tuple, connection.execute(select(Carried.c.circuit, Carried.c.e164, Carried.c.line))))


def test_numbers_and_lines_of_a_circuit_follow_each_load(tmp_path):
    (tmp_path / "circuits.csv").write_text(HEADER + "PRI-1,HQ,pri,512-555-0100 to 0101,,\n")
    (tmp_path / "lines.csv").write_text("Line Number,Circuit ID,Line Type\n512-555-0177,pri 1,elevator\n")
    store = Store.open("sqlite://")
    load(store, [tmp_path])
    assert carried(store) == {
        ("PRI-1", "+15125550100", None),
        ("PRI-1", "+15125550101", None),
        ("PRI-1", None, "+15125550177"),
    }
    (tmp_path / "circuits.csv").write_text(HEADER + "PRI-2,HQ,pri,512-555-0100,,\n")
    load(store, [tmp_path], only=True)
    assert carried(store) == {("PRI-2", "+15125550100", None)}
    store.close()


def test_what_python_alone_can_tell_is_worked_out(tmp_path):
    (tmp_path / "circuits.csv").write_text(
        HEADER + "PRI-1,HQ,pri,,14.4,\nFIB-1,HQ,dia,,,pri 1\nPRI-2,HQ,pri,,99999,\n73/HCGS/12345678,HQ,t1,,,\n"
    )
    store = Store.open("sqlite://")
    load(store, [tmp_path])
    with store.work() as connection:
        asked = select(Circuit.c.name, Circuit.c.channels_needed, Circuit.c.backup_of, Circuit.c.id_fault != "")
        found = [tuple(row) for row in connection.execute(asked.order_by(Circuit.c.row))]
    store.close()
    assert found == [
        ("PRI-1", 23, None, False),
        ("FIB-1", None, "PRI-1", False),
        ("PRI-2", None, None, False),
        ("73/HCGS/12345678", None, None, True),
    ]


def test_doctests():
    assert doctest.testmod(circuits).failed == doctest.testmod(cells_circuits).failed == 0
