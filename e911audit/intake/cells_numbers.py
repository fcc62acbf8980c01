"""Cells that hold telephone numbers, in all the forms of systems and carriers."""

import re

from e911audit.intake.cells import NOT_WORD, Unread, text
from e911audit.numbers import NotANumber, Phone, read_number, read_numbers

NANP_PARTS = (3, 3, 4)
"""Digits of area code, exchange and line."""
PARTED = re.compile(r"[|;](?!\s*ext)", re.IGNORECASE)
NANP_DIGITS = sum(NANP_PARTS)
EXTENSION = re.compile(r"\d{1,7}")
"""Fewer digits than any number that can be dialled from outside."""


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
