"""PINs and passwords that people write into other cells never stay."""

import pytest

from e911audit.intake.load import load
from e911audit.intake.secrets import (
    drop_said,
    is_about_secret,
    is_no_answer,
    is_secret,
    name_without_secret,
    without_secret,
)
from e911audit.intake.sources import find_files
from e911audit.store import Store

SAID = {
    "losing carrier, PIN: 739154": "losing carrier, PIN: [removed]",
    "port-out pin #739154, ask Bob": "port-out pin #[removed], ask Bob",
    "password is hunter2": "password is [removed]",
    'secret="s3cr3t!" (SIP)': "secret=[removed] (SIP)",
    "PIN 739154": "PIN [removed]",
    "vm passcode = 0000; call first": "vm passcode = [removed]; call first",
}


@pytest.mark.parametrize(("text", "clean"), SAID.items())
def test_a_said_secret_is_taken_out(text, clean):
    assert without_secret(text) == clean


@pytest.mark.parametrize(
    "text", ["Pine Street 4711", "spinning 1234", "PIN required", "Secretary: Ann", "Pin Oak Rd", "PIN: [removed]"]
)
def test_what_only_looks_like_one_stays(text):
    assert without_secret(text) == text


def test_rows_are_cleaned_in_place_and_counted():
    rows = [["512-555-0142", "PIN: 4711"], ["512-555-0143", "fine"]]
    assert drop_said(rows) == [(0, 1)]
    assert rows == [["512-555-0142", "PIN: [removed]"], ["512-555-0143", "fine"]]


@pytest.mark.parametrize("header", ["PIN Held", "PIN Required", "Passcode required?", "pin_held"])
def test_a_column_may_ask_whether_there_is_a_secret(header):
    assert is_about_secret(header)
    assert not is_secret(header)


@pytest.mark.parametrize("header", ["Port-Out PIN", "Pinout", "Required", "Spinning Required"])
def test_other_columns_do_not_ask(header):
    assert not is_about_secret(header)


@pytest.mark.parametrize("text", ["4711", "0427", "tiger", "yes 4711", "T1ger!"])
def test_what_is_no_answer_may_be_the_secret_itself(text):
    assert is_no_answer(text)


@pytest.mark.parametrize("text", ["yes", "N", "x", "TRUE", "0", "?", "-", "n/a", "on file with Ann", "required", ""])
def test_an_answer_stays(text):
    assert not is_no_answer(text)


def test_a_pin_in_a_yes_no_column_is_kept_nowhere(write_book, tmp_path):
    sheets = {
        "CSR": [
            ["Account", "Carrier", "Telephone Numbers", "PIN Required"],
            ["8841", "Tri-River Bell", "212-555-0142", "739154"],
        ],
        "Port Orders": [
            ["Order", "Account", "FOC Date", "PIN Held", "Staff"],
            ["PO-1", "8841", "2026-12-01", "739154", "Ann Lee, PIN: 739154"],
        ],
    }
    file = tmp_path / "store.db"
    store = Store.open(f"sqlite:///{file}")
    load(store, [write_book("orders.xlsx", sheets)])
    with store.work() as connection:
        tables = connection.exec_driver_sql("SELECT loads, secret_cells FROM sheet ORDER BY loads").all()
        held = connection.exec_driver_sql("SELECT pin_held, staff FROM port_order").all()
    store.close()
    assert tables == [("carrier_number", 1), ("port_order", 2)]
    assert held == [(None, "Ann Lee, PIN: [removed]")]
    assert b"739154" not in file.read_bytes()


MORE_SAID = {
    "PINs: 4711, 4812 and 4913": "PINs: [removed]",
    "4711 is the account PIN": "[removed] is the account PIN",
    "4711 (PIN), Ann": "[removed] (PIN), Ann",
    "port-out PIN-4711": "port-out PIN-[removed]",
    "pin code 4711": "pin code [removed]",
    "PIN (4711)": "PIN ([removed])",
    "password Tr0ub4dor3": "password [removed]",
    "password: 'two words' (new)": "password: [removed] (new)",
    'pw="a b"': "pw=[removed]",
    "passcode=a,b;c)d ask Ann": "passcode=[removed] ask Ann",
    "security code: 99 11": "security code: [removed] 11",
    "api key = AbC.": "api key = [removed].",
}


@pytest.mark.parametrize(("text", "clean"), MORE_SAID.items())
def test_secrets_are_said_in_many_ways(text, clean):
    assert without_secret(text) == clean
    assert without_secret(clean) == clean


@pytest.mark.parametrize(
    "text",
    [
        "PIN-1204",
        "pin 2 and 3",
        "code 1205",
        "Bypass 4711",
        "zip code: 78701",
        "door code",
        "key: 3rd floor",
        "2 pins, 4 W",
    ],
)
def test_what_is_no_secret_stays(text):
    assert without_secret(text) == text


def test_the_cell_behind_a_label_and_those_below_it():
    titles = [["Account PIN", "tiger"], ["Account", "8841"]]
    assert drop_said(titles) == [(0, 1)]
    assert titles == [["Account PIN", "[removed]"], ["Account", "8841"]]
    below = set()
    rows = [["512-555-0142", "PIN", "HQ"], ["512-555-0143", "4711", "4812"]]
    assert drop_said(rows, below) == [(1, 1)]
    assert rows == [["512-555-0142", "PIN", "HQ"], ["512-555-0143", "[removed]", "4812"]]
    later = [["512-555-0144", "ask Ann", "x"], ["512-555-0145", "s3cret", "x"]]
    assert drop_said(later, below) == [(1, 1)]


@pytest.mark.parametrize(
    ("name", "clean"),
    {
        "in/Port PIN 4711.xlsx": "in/Port PIN [removed].xlsx",
        "pin_4711/DIDs 2026-11-02.csv": "pin_[removed]/DIDs 2026-11-02.csv",
        "password=hunter2.csv": "password=[removed].csv",
        "PIN-2026-11-02.xlsx": "PIN-2026-11-02.xlsx",
        "Pine Street 4711.csv": "Pine Street 4711.csv",
        "Pins.csv": "Pins.csv",
    }.items(),
)
def test_a_name_of_a_file_may_say_one(name, clean):
    assert name_without_secret(name) == clean
    assert name_without_secret(clean) == clean


def test_two_names_that_differ_in_the_secret_alone_stay_two(tmp_path):
    for pin in ("4711", "4812"):
        (tmp_path / f"PIN {pin}.csv").write_text("x", encoding="utf-8")
    labels = [file.label for file in find_files([tmp_path])]
    assert [label.rpartition("/")[2] for label in labels] == ["PIN [removed].csv", "PIN [removed].csv (2)"]


@pytest.mark.parametrize(
    "header", ["SIP Secret", "sip_pw", "Passphrase", "Security Code", "SSN", "Tax ID", "Auth Token", "Port Out Code"]
)
def test_more_columns_that_hold_secrets(header):
    assert is_secret(header)


@pytest.mark.parametrize(
    "header", ["ZIP Code", "Class Of Service Code", "Pass", "Gateway Port", "Key", "Code", "Upward"]
)
def test_columns_that_hold_none(header):
    assert not is_secret(header)
