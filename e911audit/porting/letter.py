"""A letter of authorization (LOA) beside the carrier's record of its account (CSR) and its order, field by field."""

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from e911audit.places.place import Written
from e911audit.porting import crossed
from e911audit.porting.addresses import compare_addresses
from e911audit.porting.contacts import contacts, signed_by
from e911audit.porting.identifiers import ZIP_DIGITS, compare_accounts, compare_phones, compare_zips, lost_zero, zip_key
from e911audit.porting.levels import BLANK, Level, Verdict
from e911audit.porting.lists import compare_numbers, judge_new_btn, list_of
from e911audit.porting.names import compare_business, compare_title, trade_part
from e911audit.porting.sides import Letter, Record
from e911audit.porting.signature import signature
from e911audit.porting.strictness import Expected, Likelihood, Strictness, fields, likelihood, severity
from e911audit.porting.wording import told

NO_SITES: crossed.Sites = {}


class Compared(NamedTuple):
    """One field of a letter beside the record."""

    field: str
    csr: str
    loa: str
    level: Level
    difference: str = ""
    """In words; "" where nothing differs."""
    crossed: str = ""
    """What of the record the letter's value is instead."""
    parts: tuple[str, ...] = ()
    """The components that differ and how: ``unit: missing in loa``."""
    rejection: str = ""
    """The class of rejection that is to be expected, "" for none."""
    likelihood: Likelihood = Likelihood.NONE
    severity: str = ""


class Beside(NamedTuple):
    """A field of both sides and how they agree; ``expected`` where that alone does not tell what to expect."""

    field: str
    csr: str
    loa: str
    verdict: Verdict
    crossed: str = ""
    expected: Expected | None = None


def compare_letter(record: Record, letter: Letter, how: Strictness, sites: crossed.Sites = NO_SITES) -> list[Compared]:
    """Compare every field, in the order of ``fields.toml``."""
    found = {pair.field: pair for pair in (*_customer(record, letter, sites), *_account(record, letter))}
    return [_judged(found[name], how) for name in fields()]


def _customer(record: Record, letter: Letter, sites: crossed.Sites) -> Iterator[Beside]:
    """Who and where the customer is, and who signs for him."""
    trade = record.dba or trade_part(record.name), trade_part(letter.name)
    service = compare_addresses(record.service, letter.service)
    billing = compare_addresses(record.billing, letter.billing)
    person, signer = signed_by(contacts(record.contacts), letter.signer)
    unknown = signer.level in (Level.MISMATCH, Level.UNCOMPARABLE)
    office = "" if unknown else person.title
    name = compare_business(record.name, letter.name)
    yield Beside("name", record.name, letter.name, name, crossed.name_is(record, letter))
    yield Beside("dba", *trade, compare_business(*trade))
    yield Beside(
        "service_address",
        _line(record.service),
        _line(letter.service),
        service,
        crossed.service_is(record, letter, service, sites),
    )
    yield _zip(record.service.zip, letter.service.zip)
    yield Beside(
        "billing_address",
        _line(record.billing),
        _line(letter.billing),
        billing,
        crossed.billing_is(record, letter, billing),
    )
    yield Beside("signer", record.contacts if unknown else person.name, letter.signer, signer)
    yield Beside("title", office, letter.title, compare_title(office, letter.title))
    verdict, expected = signature(letter.signed_on, letter.submitted_on, record.received_on)
    yield Beside("signed_on", _day(record.received_on), _day(letter.signed_on), verdict, expected=expected)  # fmt: skip


def _zip(csr: str, loa: str) -> Beside:
    """The ZIP: a zero that the letter has lost counts though the record has lost it too, but not one of the record."""
    found = compare_zips(csr, loa)
    if csr and lost_zero(loa) and found.level == Level.EXACT:
        note = "both have lost a leading zero"
        return Beside("zip", csr, loa, found._replace(note=note), expected=Expected("ZIP", Likelihood.MEDIUM, "major"))
    if loa and lost_zero(csr) and zip_key(csr).zfill(ZIP_DIGITS) == zip_key(loa):
        note = "the sheet of the CSR has lost a leading zero; the LOA is right"
        return Beside("zip", csr, loa, found._replace(note=note), expected=Expected())
    return Beside("zip", csr, loa, found)


def _account(record: Record, letter: Letter) -> Iterator[Beside]:
    """By what the carrier finds the account, and what of it moves."""
    own, ordered = record.account, letter.order_account
    btn, new_btn = letter.btn or record.btn, letter.new_btn
    yield Beside(
        "account", own, letter.account, compare_accounts(own, letter.account), crossed.account_is(record, letter)
    )
    yield Beside("order_account", own, ordered, compare_accounts(own, ordered))
    yield Beside("btn", record.btn, letter.btn, compare_phones(record.btn, letter.btn), crossed.btn_is(record, letter))
    yield Beside("new_btn", record.btn, new_btn, judge_new_btn(btn, letter, record.numbers))
    yield Beside("pin", *_pin(record, letter))
    verdict, expected = compare_numbers(record.numbers, letter.numbers, letter.extent)
    yield Beside("numbers", list_of(record.numbers), list_of(letter.numbers), verdict, expected=expected)


def _judged(pair: Beside, how: Strictness) -> Compared:
    """A field with its difference in words and what is to be expected of a carrier that looks so."""
    field, verdict = fields()[pair.field], pair.verdict
    usual = likelihood(field, verdict, how.name)
    expected = pair.expected or Expected(
        field.rejection if usual != Likelihood.NONE else "", usual, severity(field, verdict, how.name)
    )
    parts = tuple(f"{part.component}: {part.kind}" for part in verdict.parts)
    return Compared(pair.field, pair.csr, pair.loa, verdict.level, _words(pair), pair.crossed, parts, *expected)


def _words(pair: Beside) -> str:
    """The difference in words, what was copied from the wrong line first."""
    if pair.verdict.level == Level.EQUAL_NORMALISED:
        return told(pair.csr, pair.loa)
    first = f"LOA {pair.crossed}" if pair.crossed else ""
    parts = tuple(map(str, pair.verdict.parts))
    if parts and pair.verdict.level == Level.MISMATCH and pair.field != "numbers":
        title = fields()[pair.field].title
        parts = () if first else (f"another {title[:1].lower()}{title[1:]}",)
    return "; ".join(filter(None, (first, *parts, pair.verdict.note)))


def _line(address: Written) -> str:
    """Street, city and state as written; the ZIP is a field of its own."""
    return ", ".join(filter(None, (address.street, address.city, address.state)))


def _day(day: date | None) -> str:
    return day.isoformat() if day else ""


def _pin(record: Record, letter: Letter) -> tuple[str, str, Verdict]:
    """Whether a PIN is needed and held; what it is, nobody here knows."""
    needed = {"yes": "required", "no": "not required"}.get(record.pin_required, "")
    held = {"yes": "held", "no": "not held"}.get(letter.pin_held, "")
    if not needed:
        return "", held, BLANK._replace(note="the CSR does not say whether a PIN is required")
    if needed == "required" and held != "held":
        return needed, held, Verdict(Level.MISMATCH, note="a PIN is required, and nobody says that it is held")
    return needed, held, Verdict(Level.EXACT)
