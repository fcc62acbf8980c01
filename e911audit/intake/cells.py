"""The named transformers: one cell's text to one value, or Unread with the reason.

All have one signature, ``(text) -> value``; a blank or a word that stands for nothing (N/A, TBD, -) is None. Dates
become ISO 8601 texts, which both kinds of store take.
"""

import ipaddress
import re
import tomllib
from collections.abc import Callable
from datetime import date, datetime, timedelta
from functools import cache, partial
from importlib.resources import files
from typing import Any

from e911audit.line_kinds import infer_kind
from e911audit.numbers import NotANumber, Phone, read_number, read_numbers
from e911audit.places.tables import STATE_NAMES
from e911audit.sheets import NO_VALUE

Transformer = Callable[[str], Any]


class Unread(ValueError):
    """A cell's text is not what its column should hold; the message completes "'TBD' ..."."""


ERROR = re.compile(r"#(?:N/A|REF!|VALUE!|NAME\?|DIV/0!|NUM!|NULL!|SPILL!|CALC!|GETTING_DATA)")
"""What a cell shows whose formula failed: mostly a look-up in a list of sites that lacks the site."""
WRAPPED = re.compile(r'\s*=\s*"([^"]*)"\s*|\s*\'([-+=@\d].*)', re.DOTALL)
"""A text that a program or a person has marked as one, so that Excel leaves its zeros alone."""
PLACEHOLDERS = frozenset(
    "n/a na none null nil tbd tba unknown unk unassigned".split()
    + [f"not {word}" for word in "set available applicable provided known".split()]
)
"""Words that stand for nothing; addresses keep them, since there they are a finding (LOC-002)."""
MARKS = "-.?*#_\u2013\u2014"
"""A cell of only these stands for nothing too."""
NOT_WORD = re.compile(r"[\W_]+")
AMOUNT = re.compile(
    r"^[$<>~]*\s*(-?[\d,]*\.?\d+)\s*(?:h|hr|hrs|hours?|min|mins|minutes|s|sec|seconds|sq\.? ?ft\.?|sf|m|ms|%|usd)?$",
    re.IGNORECASE,
)
MOST = 1e12
"""Larger amounts are typing errors, and whole numbers of them fit no database column."""
EXCEL_EPOCH = date(1899, 12, 30)
"""Day 0 of Excel's 1900 date system, counted so that its wrong leap day of 1900 does no harm after it."""
DAY_NUMBER = re.compile(r"(\d{5})(?:\.\d+)?", re.ASCII)
TIME_OF_DAY = re.compile(r"(?<=\d)[ T]+\d{1,2}:\d\d.*$")
MADE_A_DATE = re.compile(
    r"(?:\d{4}-\d\d-\d\d|\d{1,2}/\d{1,2}/\d{4}|\d{1,2}-(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)(?:-\d\d)?"
    r"|(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)-\d{1,2})(?:[ T]00:00:00)?(?= |,|$)",
    re.IGNORECASE,
)
"""What Excel makes of house numbers such as 10-10 and 36-12."""
MAC = re.compile(r"(?:[0-9a-f]{2}[:.-]?){5}(?:[0-9a-f]{2}|[0-9a-f]?\*)|(?:[0-9a-f]{4}[.:-]?){3}", re.IGNORECASE)
"""Every usual spelling; the last digits of a BSSID may be a wildcard."""
GUID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")
NANP_PARTS = (3, 3, 4)
"""Digits of area code, exchange and line."""
PARTED = re.compile(r"[|;](?!\s*ext)", re.IGNORECASE)
NANP_DIGITS = sum(NANP_PARTS)
EXTENSION = re.compile(r"\d{1,7}")
"""Fewer digits than any number that can be dialled from outside."""
NAME_WITH_MAC = re.compile(r"(?:SEP|ATA)([0-9A-F]{12})", re.IGNORECASE)
IPV4_BITS = 32
ZIP = re.compile(r"\d{4,5}(?:-?\d{4})?", re.ASCII)
WEEKDAY = re.compile(r"^(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*\.?,? ", re.IGNORECASE)
DATE_FORMATS = (
    "%m/%d/%Y", "%m/%d/%y", "%m-%d-%Y", "%m.%d.%Y", "%Y/%m/%d", "%Y%m%d", "%m%d%Y", "%d-%b-%y", "%d-%b-%Y",
    "%b %d, %Y", "%B %d, %Y", "%d %b %Y", "%d %B %Y", "%b %d %Y", "%d/%m/%Y", "%b-%d-%Y",
)  # fmt: skip
"""Month first, as the users of these spreadsheets write; day first only where the month would be over 12."""


def bare(text: str) -> str:
    """The text without what a spreadsheet program wraps around it: ``="0123"``, ``'0123``.

    Unread where the cell holds no text but an error, or a formula that nobody has calculated.
    """
    if text == NO_VALUE:
        raise Unread("is a formula without a value; open the file in Excel, save it and load it again")
    if ERROR.fullmatch(text):
        raise Unread("is an error of a formula; correct it in the spreadsheet")
    found = WRAPPED.fullmatch(text)
    return (found.group(1) or found.group(2)) if found else text


def written(text: str) -> str | None:
    """A part of an address, kept as it was written but for blanks around it."""
    return " ".join(text.split()) or None


def text(text: str) -> str | None:
    """Words, without surplus blanks."""
    found = " ".join(text.split())
    if found[:1].isdecimal():
        return found
    return None if not found.strip(MARKS) or found.casefold() in PLACEHOLDERS else found


def street(text_: str) -> str | None:
    """A street as it was written; Unread where a spreadsheet has made a date of its house number."""
    found = written(text_)
    if (
        found
        and (date_ := MADE_A_DATE.match(found))
        and not found[date_.end() :].lstrip().casefold().startswith("and ")
    ):
        raise Unread("begins with a date that a spreadsheet made of a house number such as 10-10; correct it there")
    return found


def guid(text_: str) -> str | None:
    """An identifier of Microsoft's kind in lower case; the one of zeros stands for none, another name for itself."""
    found = text(text_)
    bare = found.strip("{}").casefold() if found else ""
    if not GUID.fullmatch(bare):
        return found
    return bare if bare.strip("0-") else None


def network(text_: str) -> str | None:
    """A subnet with its prefix length: ``10.1.0.0/16``, ``10.1.0.0|16``, ``10.1.0.0|255.255.0.0``, or without any."""
    found = text(text_)
    if found is None:
        return None
    address, _, mask = found.replace("|", "/").partition("/")
    try:
        ipaddress.ip_network(f"{address.strip()}/{mask.strip()}" if mask.strip() else address.strip(), strict=False)
    except ValueError:
        raise Unread("is no network address") from None
    return f"{address.strip()}/{_prefix(mask.strip())}" if mask.strip() else address.strip()


def network_range(text_: str) -> str | None:
    """A subnet told by its first address, last address and prefix length, ``10.1.0.0|10.1.0.255|24``.

    One of the last two may be blank. A range that is no subnet stays a range, ``10.1.0.10-10.1.0.99``.
    """
    first, last, bits = (part.strip() for part in f"{text_}||".split("|")[:3])
    if bits or not last:
        return network(f"{first}|{bits}")
    try:
        low, high = int(ipaddress.IPv4Address(first)), int(ipaddress.IPv4Address(last))
    except ValueError:
        raise Unread("is no range of network addresses") from None
    if low > high:
        raise Unread("is a range that ends before it begins")
    size = high - low + 1
    if size & (size - 1) or low % size:
        return f"{first}-{last}"
    return f"{first}/{IPV4_BITS + 1 - size.bit_length()}"


def _prefix(mask: str) -> str:
    return str(ipaddress.ip_network(f"0.0.0.0/{mask}").prefixlen) if "." in mask else mask


def mac(text_: str) -> str | None:
    """A MAC address or BSSID as written, wildcards included; Unread where its digits are too many or too few."""
    found = text(text_)
    if found is not None and not MAC.fullmatch(found):
        raise Unread("is no MAC address")
    return found


def switch(text_: str) -> str | None:
    """The switch of a port that is written behind it, ``chassis;port``; without a port all of the text."""
    return text(text_.partition(";")[0])


def switch_port(text_: str) -> str | None:
    """The port of ``chassis;port``; none where no port is written."""
    return text(text_.partition(";")[2])


def masked_phone(text_: str) -> Phone | None:
    """A directory number behind its external mask: ``612555XXXX|1234``; without mask the directory number itself.

    A mask without X that does not end in the directory number is the caller ID of many lines (the main number): this
    line is then an extension, like a short directory number without a mask.
    """
    mask, _, extension = (part.strip() for part in text_.rpartition("|"))
    extension = extension.lstrip("\\")
    wild = len(mask) - len(mask.rstrip("Xx"))
    if re.search("[Xx]", mask.rstrip("Xx")) or wild > len(extension):
        raise Unread("cannot be put together: the mask asks for more digits than the directory number has")
    if not wild and not (extension and mask.endswith(extension[-NANP_DIGITS:])):
        return extended_phone(extension)
    full = phone(mask[: len(mask) - wild] + extension[len(extension) - wild :] if wild else mask)
    return full and full._replace(extension=None if full.e164 == extension else extension)


def masked_phones(text_: str) -> list[Phone] | None:
    """The same for a list of numbers, which it is one of; None for an extension: its telephone is no number."""
    found = masked_phone(text_)
    return [found] if found and found.e164 else None


def extended_phone(text_: str) -> Phone | None:
    """A number and its extension, ``512-555-0142|0142``; seven digits or fewer are an extension alone."""
    number_, _, extension = (part.strip().lstrip("\\") for part in text_.partition("|"))
    if EXTENSION.fullmatch(number_):
        number_, extension = "", extension or number_
    found = phone(number_) if text(number_) else None
    if not text(extension):
        return found
    return found._replace(extension=found.extension or extension) if found else Phone(None, extension, None)


def extended_phones(text_: str) -> list[Phone] | None:
    """The same for a list of numbers."""
    found = extended_phone(text_)
    return [found] if found else None


def name_mac(text_: str) -> str | None:
    """The MAC address in a device's name, ``SEP001122334455``; other names have none."""
    found = NAME_WITH_MAC.fullmatch(text_.strip())
    return found and found.group(1).upper()


def first(text_: str) -> str | None:
    """The first of several columns that holds something: ``|Lobby|Front desk``."""
    return next(filter(None, map(text, text_.split("|"))), None)


def split_phone(text_: str) -> list[Phone]:
    """A number in three columns, ``612|555|42``: leading zeros that a spreadsheet took away are put back."""
    parts = [part.strip().removesuffix(".0") for part in text_.split("|")]
    if len(parts) != len(NANP_PARTS) or not all(part.isdecimal() for part in parts):
        raise Unread("is no number in three parts")
    return phones("".join(part.zfill(width) for part, width in zip(parts, NANP_PARTS, strict=True)))


def phone(text_: str) -> Phone | None:
    """One telephone number."""
    try:
        return read_number(text_)
    except NotANumber as fault:
        if text(text_) is None:
            return None
        raise Unread(str(fault)) from None


def phones(text_: str) -> list[Phone]:
    """One number, a range, or a list; a blank is Unread, since a record without its number is none."""
    try:
        return read_numbers(text_)
    except NotANumber as fault:
        raise Unread(str(fault)) from None


def state(text_: str) -> str | None:
    """A state or province in its two letters, as written; Unread for any other word, so that it can prove a column."""
    found = written(text_)
    if found and found.upper() not in STATE_NAMES:
        raise Unread("is no state")
    return found


def zip_code(text_: str) -> str | None:
    """A ZIP or ZIP+4 as written, its leading zero perhaps lost; Unread for anything else, so it can prove a column."""
    found = written(text_)
    if found and not ZIP.fullmatch(found):
        raise Unread("is no ZIP")
    return found


def caller_id(text_: str) -> str | None:
    """A number as E.164, or the digits as written where they are no ten-digit number."""
    found = phone(text_)
    return found and (found.e164 or NOT_WORD.sub("", text_))


def elin(text_: str) -> str | None:
    """The first telephone number among names, parted by ``|`` or ``;``.

    Lync and systems migrated from it keep a location's ELINs in the column of the company's name.
    """
    for part in PARTED.split(text_):
        try:
            found = caller_id(part)
        except Unread:
            continue
        if found and len(found) >= sum(NANP_PARTS[1:]):
            return found
    return None


def subject(text_: str) -> str | None:
    """What a proof is about: a telephone number as E.164, else the name as written."""
    found = text(text_)
    if found is None:
        return None
    try:
        return read_number(found).e164 or found
    except NotANumber:
        return found


def number(text_: str) -> float | None:
    """An amount, with or without its unit: ``4 h``, ``7,000 sq ft``."""
    found = text(text_)
    if found is None:
        return None
    amount = AMOUNT.match(found)
    if not amount:
        raise Unread("is no number")
    value = float(amount.group(1).replace(",", ""))
    if abs(value) > MOST:
        raise Unread("is no number that anything here could have")
    return value


def whole(text_: str) -> int | None:
    """A count."""
    amount = number(text_)
    if amount is not None and not amount.is_integer():
        raise Unread("is no whole number")
    return None if amount is None else int(amount)


def day(text_: str) -> str | None:
    """A date in any form that Excel shows, or Excel's own day number, as ISO 8601."""
    found = text(text_)
    if found is None:
        return None
    if serial := DAY_NUMBER.fullmatch(found):
        return (EXCEL_EPOCH + timedelta(days=int(serial.group(1)))).isoformat()
    found = WEEKDAY.sub("", TIME_OF_DAY.sub("", found)).replace(". ", " ")
    readers: list[Callable[[str], date]] = [date.fromisoformat, *(partial(_strptime, form) for form in DATE_FORMATS)]
    for read in readers:
        try:
            return read(found).isoformat()
        except ValueError:
            continue
    raise Unread("is no date")


def _strptime(form: str, text_: str) -> date:
    return datetime.strptime(text_, form).date()  # noqa: DTZ007


def line_kind(text_: str) -> str | None:
    """The kind of a line: a word of the vocabulary, else what its words suggest."""
    if text(text_) is None:
        return "unknown" if text_.strip() else None
    try:
        found: str | None = words("line_kind")(text_)
    except Unread:
        inferred = infer_kind(text_)
        if not inferred:
            raise
        return inferred.kind
    return found


def plain(text_: str) -> str:
    """Lower case, without blanks and punctuation: how headers and vocabulary words are compared."""
    return NOT_WORD.sub("", text_).casefold()


def like(*words: str) -> re.Pattern[str]:
    """The plain texts that are one of these words; ``*`` in a word stands for any letters."""
    return re.compile("|".join(".*".join(map(plain, word.split("*"))) for word in words))


@cache
def vocabularies() -> dict[str, dict[str, str]]:
    """Vocabulary -> plain word -> the word that is stored."""
    data = tomllib.loads(files("e911audit.intake").joinpath("vocabulary.toml").read_text(encoding="utf-8"))
    return {
        name: {plain(word) or word: stored for stored, variants in entries.items() for word in [stored, *variants]}
        for name, entries in data.items()
    }


def stored_words(vocabulary: str) -> list[str]:
    """The words that a vocabulary stores, in order."""
    return list(dict.fromkeys(vocabularies()[vocabulary].values()))


@cache
def words(vocabulary: str) -> Transformer:
    """A transformer for one fixed vocabulary."""
    known = vocabularies()[vocabulary]

    def read(text_: str) -> str | None:
        found = known.get(plain(text_) or text_.strip())
        if found is None and text(text_) is not None:
            raise Unread(f"is none of {', '.join(stored_words(vocabulary))}")
        return found

    return read


TRANSFORMERS: dict[str, Transformer] = {
    "written": written,
    "street": street,
    "text": text,
    "phone": phone,
    "phones": phones,
    "masked_phone": masked_phone,
    "masked_phones": masked_phones,
    "extended_phone": extended_phone,
    "extended_phones": extended_phones,
    "split_phone": split_phone,
    "guid": guid,
    "network": network,
    "network_range": network_range,
    "mac": mac,
    "name_mac": name_mac,
    "first": first,
    "state": state,
    "zip": zip_code,
    "caller_id": caller_id,
    "elin": elin,
    "switch": switch,
    "switch_port": switch_port,
    "subject": subject,
    "number": number,
    "whole": whole,
    "date": day,
    "line_kind": line_kind,
}
"""Name in a profile (``as = "phone"``) -> transformer; ``words = "..."`` names a vocabulary instead."""
