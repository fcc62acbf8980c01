"""PINs and passwords that people write into other cells never stay."""

import pytest

from e911audit.intake.load import load
from e911audit.intake.secrets import drop_said, is_about_secret, is_no_answer, is_secret, without_secret
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
    assert drop_said(rows) == 1
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
