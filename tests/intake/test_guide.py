"""The street guide beside 911 records, once both are in one store."""

from sqlalchemy import select

from e911audit.intake.load import load
from e911audit.model.tables import E911Record, MsagRange

RECORDS = [
    [
        "Telephone Number",
        "House Number",
        "Pre Directional",
        "Street Name",
        "Street Suffix",
        "Community",
        "State",
        "ESN",
    ],
    ["212-555-0142", "101", "N", "MAIN", "ST", "ROUND ROCK", "TX", "231"],
    ["212-555-0143", "250", "N", "MAIN", "ST", "ROUND ROCK", "TX", "231"],
    ["212-555-0144", "101", "S", "MAIN", "ST", "ROUND ROCK", "TX", "231"],
    ["212-555-0145", "101", "N", "MAIN", "ST", "DALLAS", "TX", "231"],
]
GUIDE = [
    ["Pre Directional", "Street Name", "Street Suffix", "Low", "High", "Community", "State", "Parity", "ESN"],
    ["N", "MAIN", "ST", "101", "199", "ROUND ROCK", "TX", "odd", "00231"],
    ["N", "MAIN", "ST", "150", "198", "ROUND ROCK", "TX", "both", "240"],
]


def told(store):
    with store.work() as connection:
        rows = connection.execute(select(E911Record).order_by(E911Record.c.row)).all()
    return [(row.msag_reason, row.msag_esn) for row in rows]


def test_without_a_guide_nothing_is_said(loaded, write_csv):
    assert told(loaded(write_csv("e911.csv", RECORDS))) == [(None, None)] * 4


def test_the_guide_speaks_whichever_comes_first(loaded, write_csv, store):
    loaded(write_csv("e911.csv", RECORDS))
    load(store, [write_csv("msag.csv", GUIDE)])
    expected = [("", "231"), ("range", None), ("parts", None), (None, None)]
    assert told(store) == expected
    with store.work() as connection:
        faults = connection.scalars(select(MsagRange.c.range_fault).order_by(MsagRange.c.row)).all()
    assert faults == ["", "150 to 198 (ESN 240) lies over 101 to 199 odd (ESN 231)"]


def test_a_newer_guide_judges_anew(loaded, write_csv, store):
    path = write_csv("msag.csv", GUIDE)
    loaded(path, write_csv("e911.csv", RECORDS))
    write_csv("msag.csv", [*GUIDE, ["S", "MAIN", "ST", "101", "199", "ROUND ROCK", "TX", "odd", "232"]])
    load(store, [path])
    assert told(store)[2] == ("", "232")
