"""PINs and passwords that people write into other cells never stay."""

import pytest

from e911audit.intake.secrets import drop_said, without_secret

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
