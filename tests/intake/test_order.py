"""Neither the order of columns nor that of rows nor a second import changes what an export says."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from e911audit.intake.load import load
from e911audit.store import Store

HEADER = ["Telephone Number", "Site Code", "Status", "Street Address", "City", "State", "ZIP", "Notes"]
ROWS = [
    ["512-456-1414", "HQ", "active", "100 Congress Ave", "Austin", "TX", "78701", "lobby"],
    ["512-456-1415", "HQ", "spare", "", "", "", "", ""],
    ["(512) 456-1416", "hq", "active", "8 Elm St", "Austin", "TX", "78701", ""],
    ["+1 512 456 1417", "B2", "zebra", "", "", "", "", "back door"],
    ["no number", "B2", "active", "", "", "", "", ""],
]
WHAT = "select e164, site, status, shown, notes from number left join address on address.id = address_id order by e164"


def said(path, ask, *, times=1):
    """What a file says: its numbers and the counts of its rows."""
    store = Store.open("sqlite://")
    for _ in range(times):
        load(store, [path])
    answer = ask(store, WHAT), ask(store, "select loaded, ignored, rejected, complaints from sheet")
    store.close()
    return answer


@pytest.mark.slow
@given(columns=st.permutations(range(len(HEADER))), rows=st.permutations(range(len(ROWS))))
def test_order_changes_nothing(columns, rows, write_csv, ask):
    shuffled = [[row[column] for column in columns] for row in (HEADER, *(ROWS[row] for row in rows))]
    mine, theirs = write_csv("a.csv", [HEADER, *ROWS]), write_csv("b.csv", shuffled)
    assert said(theirs, ask) == said(mine, ask)


def test_three_imports_are_one(write_csv, ask):
    path = write_csv("a.csv", [HEADER, *ROWS])
    assert said(path, ask, times=3) == said(path, ask)


def test_the_order_in_which_files_come_changes_nothing(write_csv, ask):
    paths = [
        write_csv("a.csv", [HEADER, *ROWS]),
        write_csv(
            "b.csv", [["Site Code", "Site Name", "City"], ["HQ", "Head office", "Austin"], ["b-2", "Branch", "Waco"]]
        ),
        write_csv("c.csv", [["Location ID", "Site Code", "Floor"], ["HQ-1", "Head Office", "1"]]),
    ]
    answers = set()
    for seed in range(4):
        store = Store.open("sqlite://")
        for path in random.Random(seed).sample(paths, 3):  # noqa: S311
            load(store, [path])
        answers.add(
            str(ask(store, WHAT) + ask(store, "select code, site from location") + ask(store, "select code from site"))
        )
        store.close()
    assert len(answers) == 1
