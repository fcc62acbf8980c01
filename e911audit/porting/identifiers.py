"""Account numbers, ZIP codes and telephone numbers, and what spreadsheet programs do to them."""

import re

from e911audit.porting.levels import Level, Part, Verdict, compare, straight

SCIENTIFIC = re.compile(r"\d(?:\.\d+)?E\+?\d+", re.IGNORECASE)
"""``1.23457E+12``: the last digits are lost."""
DIGITS_KEPT = 15
"""Digits of a number that a spreadsheet program keeps; the others become zeros."""
ZIP_DIGITS = 5
CUSTOMER_CODE = 3
"""Digits that carriers put behind a telephone number to make an account number."""
ZEROS, LOST, CODE = "leading zeros", "lost digits", "customer code"
"""The components of identifiers."""


def account_key(account: str) -> str:
    """An account number without blanks, dashes and points, in lower case; leading zeros stay.

    >>> account_key("404-R41 02459"), account_key("0012345678.0")
    ('404r4102459', '0012345678')
    """
    text = straight(account)
    if SCIENTIFIC.fullmatch(text):
        return text.casefold()
    return re.sub(r"[\s.\-]", "", re.sub(r"(?<=\d)\.0$", "", text)).casefold() or text


def is_scientific(account: str) -> bool:
    """Whether a spreadsheet program has turned the account number into a power of ten."""
    return bool(SCIENTIFIC.fullmatch(straight(account)))


def compare_accounts(csr: str, loa: str) -> Verdict:
    """Compare two account numbers; one in scientific notation differs even from itself."""
    found = compare(csr, loa, account_key, _differ_accounts)
    if found.level != Level.UNCOMPARABLE and (is_scientific(csr) or is_scientific(loa)):
        return Verdict(Level.TOKEN_DIFF, (Part(LOST, csr, loa),), "scientific notation has lost the last digits")
    return found


def _differ_accounts(csr: str, loa: str) -> Verdict:
    one, other = account_key(csr), account_key(loa)
    short, long = sorted((one, other), key=len)
    if one.lstrip("0") == other.lstrip("0"):
        return Verdict(
            Level.TOKEN_DIFF, (Part(ZEROS, csr, loa),), "only leading zeros differ, as a spreadsheet drops them"
        )
    heads, tails = {text[:DIGITS_KEPT] for text in (one, other)}, [text[DIGITS_KEPT:] for text in (one, other)]
    if len(one) == len(other) > DIGITS_KEPT and len(heads) == 1 and "" in [tail.strip("0") for tail in tails]:
        return Verdict(Level.TOKEN_DIFF, (Part(LOST, csr, loa),), "a spreadsheet kept 15 digits only")
    if len(short) == 10 and len(long) == 10 + CUSTOMER_CODE and long.startswith(short) and long.isdecimal():
        missing = Part(CODE, "", long[10:]) if len(one) == 10 else Part(CODE, long[10:], "")
        return Verdict(Level.TOKEN_DIFF, (missing,))
    return Verdict(Level.MISMATCH, (Part("account", csr, loa),))


def zip_key(text: str) -> str:
    """The five digits of a ZIP, without the four behind them; other texts as they are.

    >>> zip_key("78701-1234"), zip_key("787011234"), zip_key("8701"), zip_key("78701.0")
    ('78701', '78701', '8701', '78701')
    """
    plain = re.sub(r"\.0$", "", straight(text))
    found = re.fullmatch(r"(\d{5})(?:[\s-]*\d{4})?", plain)
    return found[1] if found else plain.casefold()


def lost_zero(text: str) -> bool:
    """Whether a ZIP has four or three digits, as those of New England and New Jersey after a spreadsheet."""
    return bool(re.fullmatch(r"\d{3,4}", zip_key(text)))


def compare_zips(csr: str, loa: str) -> Verdict:
    """Compare two ZIP codes by their five digits."""
    return compare(csr, loa, zip_key, _differ_zips)


def _differ_zips(csr: str, loa: str) -> Verdict:
    one, other = zip_key(csr), zip_key(loa)
    if one.zfill(ZIP_DIGITS) == other.zfill(ZIP_DIGITS):
        return Verdict(Level.TOKEN_DIFF, (Part(ZEROS, one, other),), "a spreadsheet has dropped a leading zero")
    return Verdict(Level.MISMATCH, (Part("zip", one, other),))


def phone_key(text: str) -> str:
    """The ten digits of a telephone number, else its digits, else the text."""
    digits = re.sub(r"\D", "", text)
    return digits[1:] if len(digits) == 11 and digits[0] == "1" else digits or straight(text)


def compare_phones(csr: str, loa: str) -> Verdict:
    """Compare two telephone numbers."""
    return compare(csr, loa, phone_key, lambda one, other: Verdict(Level.MISMATCH, (Part("number", one, other),)))
