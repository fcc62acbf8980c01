"""Cells of bills: what a line costs a month, as an exact decimal text and never as a binary fraction."""

import re
from decimal import Decimal

from e911audit.intake.cells import Unread, text

AMOUNT = re.compile(
    r"(?P<sign>[-(]?)\s*(?:US\s*\$|USD|\$)?\s*(?P<minus>-?)\s*(?P<figure>\d{1,3}(?:,\d{3})+(?:\.\d*)?|\d+(?:\.\d*)?|\.\d+)"
    r"\s*(?:USD)?\s*(?P<credit>CR|-)?\s*\)?\s*(?:(?:/|per|an?)?\s*(?:mo|mth|month)\.?|monthly)?\s*(?P<after>CR)?",
    re.IGNORECASE,
)
NOTHING_DUE = re.compile(r"\(?\s*\$\s*-+\s*\)?")
"""How Excel's accounting format writes zero."""
OTHER_CURRENCY = re.compile(
    r"[€£¥₹₱₩]|\b(?:C|CA|CAD|A|AU|MX|NZ|HK)\s*\$|\b(?:CAD|EUR|GBP|MXN|AUD|CHF|JPY|NZD|euros?|pesos?)\b", re.IGNORECASE
)
OTHER_PERIOD = re.compile(
    r"\b(?:yr|year|years|yearly|annual|annually|qtr|quarter|quarterly|week|weekly|day|daily|once|one[- ]time|nrc)\b",
    re.IGNORECASE,
)
MOST = Decimal(10) ** 9
"""Dollars a month; more is a typing error."""
FINEST, CENT = Decimal("0.0001"), Decimal("0.01")
"""Rates of tariffs have up to four decimals; further digits come from sums of binary fractions."""


def monthly_cost(text_: str) -> str | None:
    """US dollars a month as decimal text with at least two decimals; a credit is negative.

    >>> monthly_cost("$1,234.5"), monthly_cost("45.00/mo"), monthly_cost("($5)"), monthly_cost("5.25 CR")
    ('1234.50', '45.00', '-5.00', '-5.25')
    """
    if NOTHING_DUE.fullmatch(text_.strip()):
        return "0.00"
    found = text(text_)
    if found is None:
        return None
    if OTHER_CURRENCY.search(found):
        raise Unread("is in another currency; costs are understood in US dollars only")
    if OTHER_PERIOD.search(found):
        raise Unread("is no amount for a month")
    amount = AMOUNT.fullmatch(found)
    if amount is None or (amount["sign"] == "(") != found.rstrip().endswith(")"):
        raise Unread("is no amount in US dollars")
    value = Decimal(amount["figure"].replace(",", "")).quantize(FINEST)
    if value > MOST:
        raise Unread("is no amount that a line could cost")
    credit = any(amount[name] for name in ("sign", "minus", "credit", "after"))
    return str(in_cents(-value if credit and value else value))


def in_cents(amount: Decimal) -> Decimal:
    """The amount with two decimals, or with four where it is no whole number of cents."""
    cents = amount.quantize(CENT)
    return cents if cents == amount else amount
