"""What a line costs: exact to the cent, and never taken for something that it is not."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from e911audit.intake.cells import Unread
from e911audit.intake.cells_money import monthly_cost

AMOUNTS = {
    "$1,234.50": "1234.50",
    "45": "45.00",
    "45.00/mo": "45.00",
    "$ 45.00 / mo.": "45.00",
    "45 per month": "45.00",
    "45 monthly": "45.00",
    ".75": "0.75",
    "USD 45": "45.00",
    "45 USD": "45.00",
    "US$45": "45.00",
    "0": "0.00",
    " $-   ": "0.00",
    "12.3456": "12.3456",
    "45.099999999999994": "45.10",
    "-5": "-5.00",
    "$-5.00": "-5.00",
    "-$5.00": "-5.00",
    "($5.00)": "-5.00",
    "5.00-": "-5.00",
    "5.00 CR": "-5.00",
    "-0": "0.00",
}
NOT_UNDERSTOOD = {
    "€45": "another currency",
    "45 EUR": "another currency",
    "C$45": "another currency",
    "CAD 12": "another currency",
    "£12.00": "another currency",
    "45/yr": "no amount for a month",
    "540 annually": "no amount for a month",
    "100 one-time": "no amount for a month",
    "1.234,50": "no amount in US dollars",
    "1,23": "no amount in US dollars",
    "(45": "no amount in US dollars",
    "45)": "no amount in US dollars",
    "1e3": "no amount in US dollars",
    "45 each": "no amount in US dollars",
    "99999999999": "no amount that a line could cost",
}


@pytest.mark.parametrize(("text", "amount"), AMOUNTS.items())
def test_amounts_and_credits_are_read(text, amount):
    assert monthly_cost(text) == amount


@pytest.mark.parametrize(("text", "why"), NOT_UNDERSTOOD.items())
def test_anything_else_is_not_taken_for_an_amount(text, why):
    with pytest.raises(Unread, match=why):
        monthly_cost(text)


@pytest.mark.parametrize("text", ["", "-", "N/A", "TBD", "unknown"])
def test_what_is_not_known_is_no_zero(text):
    assert monthly_cost(text) is None


@given(st.decimals(min_value=-99999, max_value=99999, places=2))
def test_every_amount_in_cents_is_kept_exactly(amount):
    for text in (f"{amount}", f"${amount:,.2f}", f"{amount:.2f}/mo"):
        assert Decimal(monthly_cost(text) or "") == amount


@given(st.text(max_size=12))
def test_no_text_is_a_crash(text):
    try:
        found = monthly_cost(text)
    except Unread:
        return
    assert found is None or Decimal(found) is not None
