"""Telephone numbers: text to E.164 under the North American Numbering Plan (NANP).

Validity is asked of the phonenumbers library once for each area code; the area codes for which the exchange matters are
asked number by number.
"""

import re
from functools import cache
from typing import NamedTuple

OUR_COUNTRY = 1
BY_EXCHANGE = frozenset(
    "242 246 264 268 284 340 345 441 473 523 524 649 664 670 671 684 721 758 767 784 868 869 876 983".split()
)
"""Area codes where validity depends on the exchange, found by trying every exchange of each (phonenumbers 9.0.43)."""
TOLL_FREE = frozenset("800 833 844 855 866 877 888".split())
MOST_IN_RANGE = 10_000
"""A range of more numbers than one exchange code holds is a typing error."""

FICTITIOUS = "fictitious"
"""The fault of a number that is kept for examples and films: 555-0100 to 555-0199."""
IN_USE, UNUSED, EXACT, FREE = "in use", "unused", "asked number by number", "toll-free"
"""What an area code may be."""

_PUNCTUATION = str.maketrans("", "", " ()-./\u00a0\u2010\u2011\u2013\t")
_EXTENSION = re.compile(r"^(.*?\d)\s*[,;#]?\s*(?:ext=|extension|extn|ext|x|#)\.?\s*:?\s*(\d{1,7})\s*$", re.IGNORECASE)
_SCHEME = re.compile(r"^\s*(?:tel|sip|phone|did|tn)\s*:\s*", re.IGNORECASE)
_RANGE = re.compile(
    r"^(\+?1?[\s.-]*\(?\d{3}\)?[\s.-]*\d{3}[\s.-]*\d{4})\s*(?:-|\u2013|\u2014|to|thru|through)\s*([\d\s().+-]+)$",
    re.IGNORECASE,
)
_NAMED = re.compile(r"^[^<>]*<\s*([^<>]+?)\s*>\s*$")
"""A caller ID of SIP's form, ``"Name" <2125550100>``: what stands in the angle brackets."""
_SCIENTIFIC = re.compile(r"^\d(?:\.\d+)?E\+?\d+$", re.IGNORECASE)
_LIST = re.compile(r"[;,\n\r]+(?!\s*(?:[a-z-]+=|ext|x\s*\.?\s*\d|#))", re.IGNORECASE)
"""What separates numbers, but not a number from its extension or its URI parameters."""
_PARAMETER = re.compile(r";(?!ext=)[a-z-]+=[^;]*", re.IGNORECASE)


class Phone(NamedTuple):
    """A number as read: ``e164`` is None and ``fault`` says why where it is no ten-digit number."""

    e164: str | None
    extension: str | None
    fault: str | None


class NotANumber(ValueError):
    """The text holds no telephone number."""


def read_number(text: str) -> Phone:
    """Read one telephone number; NotANumber where there is none or its digits are lost."""
    digits = text.translate(_PUNCTUATION)
    if len(digits) == 10 and digits.isdecimal() and digits.isascii() and "." not in text:
        return Phone("+1" + digits, None, _fault(digits))
    if digits.startswith("+1"):
        digits = digits[1:]
    if digits.isdecimal() and digits.isascii() and not text.rstrip().endswith(".0"):
        return _judge(digits, None)
    return _read_slowly(text)


def read_numbers(text: str) -> list[Phone]:
    """Read a number, a range such as ``5125551200-1249``, or a list of both, in order."""
    digits = text.translate(_PUNCTUATION)
    if len(digits) == 10 and digits.isdecimal() and digits.isascii() and "." not in text:
        return [Phone("+1" + digits, None, _fault(digits))]
    if len(digits.removeprefix("+1")) in (10, 11) and digits.removeprefix("+").isdecimal():
        return [read_number(text)]
    if _NAMED.match(text):  # the name may hold commas
        return [read_number(text)]
    phones = [phone for part in _LIST.split(text) if part.strip() for phone in _read_part(part.strip())]
    if not phones:
        raise NotANumber("is blank")
    return phones


def _read_part(text: str) -> list[Phone]:
    found = _RANGE.match(_SCHEME.sub("", text))
    if found:
        low, high = (re.sub(r"^\+?1?(?=\d{10}$)", "", part.translate(_PUNCTUATION)) for part in found.groups())
        if high.isdecimal() and 2 <= len(high) <= len(low):
            return _expand(low, high)
    return [read_number(text)]


def _expand(low: str, high: str) -> list[Phone]:
    last = int(low[: len(low) - len(high)] + high)
    count = last - int(low) + 1
    if count <= 0:
        raise NotANumber("is a range that ends before it begins")
    if count > MOST_IN_RANGE:
        raise NotANumber(f"is a range of {count:,} numbers")
    return [_judge(str(number), None) for number in range(int(low), last + 1)]


def _read_slowly(text: str) -> Phone:
    body = _SCHEME.sub("", _NAMED.sub(r"\1", text.strip().lstrip("'").strip()))
    body = _PARAMETER.sub("", body.partition("@")[0])
    if _SCIENTIFIC.match(body):
        raise NotANumber(
            "is in scientific notation, so its last digits are lost; format the column as text and export again"
        )
    extension = None
    if found := _EXTENSION.match(body):
        body, extension = found.groups()
    body = body.removesuffix(".0")
    digits = body.translate(_PUNCTUATION)
    foreign = digits.startswith("+") and not digits.startswith("+1")
    digits = digits.lstrip("+")
    if not digits.isdecimal() or not digits.isascii():
        raise NotANumber("is no telephone number")
    return Phone(None, extension, "not a NANP number") if foreign else _judge(digits, extension)


def _judge(digits: str, extension: str | None) -> Phone:
    if len(digits) == 11 and digits[0] == "1":
        digits = digits[1:]
    if len(digits) != 10:
        fault = "service code" if len(digits) == 3 and digits.endswith("11") else "not ten digits"
        return Phone(None, extension, fault)
    return Phone("+1" + digits, extension, _fault(digits))


def _fault(digits: str) -> str | None:
    area = _area(digits[:3])
    if area == FREE:
        return "not a NANP number" if digits[3] in "01" else None
    if digits[3] in "01" or digits[4:6] == "11":
        return "not a NANP number"
    if area == UNUSED:
        return "not a NANP number" if digits[0] in "01" else "area code not in use"
    if digits[3:8] == "55501":
        return FICTITIOUS
    return "not a NANP number" if area == EXACT and not _valid(digits) else None


@cache
def _area(npa: str) -> str:
    """What is known of an area code; the library is asked once for each."""
    if npa in TOLL_FREE:
        return FREE
    if npa in BY_EXCHANGE:
        return EXACT
    return IN_USE if npa[0] not in "01" and _valid(npa + "2345678") else UNUSED


def _valid(digits: str) -> bool:
    import phonenumbers

    return phonenumbers.is_valid_number(phonenumbers.PhoneNumber(country_code=OUR_COUNTRY, national_number=int(digits)))
