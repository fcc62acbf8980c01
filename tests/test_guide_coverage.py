"""Every statement of the guide is answered by rules and columns that exist, or says that it is not."""

import pytest

from docs.generators.coverage import NOTHING, NUMBERS, Statement, catalogue, faults, places, statements
from e911audit.rules import RULES

GOOD = [Statement(f"S-{number:02}", "It holds.", ("PRV-001",), (), "") for number in NUMBERS]


def test_what_the_page_says_exists():
    assert list(faults(statements())) == []


def test_every_statement_from_the_first_to_the_last_is_there():
    assert [one.number for one in statements()] == [f"S-{number:02}" for number in NUMBERS]


def test_rules_that_exist_are_in_the_catalogue():
    assert RULES.keys() <= catalogue()


@pytest.mark.parametrize(
    ("changed", "fault"),
    [
        ({"rules": ("POR-999",)}, "S-01: there is no rule POR-999."),
        ({"shown": ("scope map > Overview > Nothing",)}, "S-01: no report shows 'scope map > Overview > Nothing'."),
        ({"rules": ()}, f"S-01 has neither a rule nor a place, and does not say '{NOTHING}'."),
        ({"number": "S-115"}, "S-01 is missing."),
        ({"number": "S-02"}, "A statement stands twice."),
        ({"statement": " "}, "S-01 says nothing."),
    ],
)
def test_a_wrong_answer_is_told(changed, fault):
    assert fault in faults([GOOD[0]._replace(**changed), *GOOD[1:]])


def test_an_honest_gap_is_none():
    assert list(faults([GOOD[0]._replace(rules=(), note=NOTHING), *GOOD[1:]])) == []


def test_columns_of_input_and_reports_are_places():
    assert {"input > Circuits > Gateway Plan", "exceptions > Must Survive > Proof There"} <= places()
