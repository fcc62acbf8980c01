"""Every letter of authorization beside the carrier's record of its account, worked out once for rules and reports."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from sqlalchemy import Connection, Row, delete, select

from e911audit.intake.cells import plain
from e911audit.intake.terms import called
from e911audit.model.tables import Address, CarrierNumber, ComparedField, Loa, PortOrder, Provider, Site
from e911audit.places.place import Written
from e911audit.porting.addresses import parts, read
from e911audit.porting.identifiers import account_key, phone_key
from e911audit.porting.letter import Compared, compare_letter
from e911audit.porting.sides import Letter, Record
from e911audit.porting.strictness import Strictness, strictness_of
from e911audit.store.store import add

COLUMNS = (
    "id", "loa_id", "carrier_number_id", "field", "csr", "loa", "level", "difference", "crossed", "parts", "rejection",
    "likelihood", "severity", "strictness", "certainty",
)  # fmt: skip
OF_ACCOUNT = (
    "business_name", "dba", "service_address", "service_city", "service_state", "service_zip", "btn", "pin_required",
    "authorized_contacts", "account", "carrier", "billing", "received_on",
)  # fmt: skip
OF_LETTER = (
    "account", "business_name", "service_address", "service_city", "service_state", "service_zip", "btn", "new_btn",
    "signer", "title", "billing", "signed_on",
)  # fmt: skip
NO_ORDER: dict[str, Any] = {}
MOST_OPEN = 20
"""Letters of one order, from the last, that a row may still belong to."""


@dataclass
class Told:
    """What the rows of one account or of one letter tell together; a field is what the first row says of it."""

    first: int
    """The id of the first of them."""
    pon: str = ""
    values: dict[str, str] = field(default_factory=dict)
    numbers: set[str] = field(default_factory=set)

    def says(self, name: str) -> str:
        """A field, "" where no row has it."""
        return self.values.get(name, "")

    def day(self, name: str) -> date | None:
        """A date, None where no row has it."""
        return date.fromisoformat(self.says(name)) if self.says(name) else None

    def take(self, row: Row[Any], names: Iterable[str]) -> None:
        """Add a row."""
        for name in names:
            if value := getattr(row, name):
                self.values.setdefault(name, str(value))
        if row.e164:
            self.numbers.add(row.e164)

    def contradicts(self, row: Row[Any], names: Iterable[str]) -> bool:
        """Whether a row says something else, so that it belongs to another letter."""
        return any(
            (value := getattr(row, name)) and name in self.values and str(value) != self.values[name] for name in names
        )

    @property
    def service(self) -> Written:
        """The service address; a ZIP that stands in its text counts where the column is blank."""
        city, state, zip_code = map(self.says, ("service_city", "service_state", "service_zip"))
        written = Written(self.says("service_address"), city=city, state=state, zip=zip_code)
        return written if zip_code or not written.street else written._replace(zip=read(written).zip)


def compare_letters(connection: Connection) -> None:
    """Compare anew each letter with the record of its account; safe to repeat."""
    connection.execute(delete(ComparedField))
    letters = _letters(connection)
    if not letters:
        return
    rows = [
        (letter.first, account.first if account else None, *_stored(one), how.name, f"{how.certainty}: {how.source}")
        for letter, account, how, compared in _compared(connection, letters)
        for one in compared
    ]
    add(connection, ComparedField, COLUMNS, [(number, *row) for number, row in enumerate(rows, 1)])


def _stored(one: Compared) -> tuple[str, ...]:
    return (
        one.field, one.csr, one.loa, one.level.value, one.difference, one.crossed, "|".join(one.parts), one.rejection,
        one.likelihood.value, one.severity,
    )  # fmt: skip


def _letters(connection: Connection) -> list[Told]:
    """The letters of each order: rows that contradict each other are letters of their own."""
    found: defaultdict[str, list[Told]] = defaultdict(list)
    billing = Address.c.shown.label("billing")
    rows = select(Loa, billing).join(Address, Address.c.id == Loa.c.address_id, isouter=True).order_by(Loa.c.id)
    for row in connection.execute(rows):
        letter = next((one for one in found[row.pon][-MOST_OPEN:] if not one.contradicts(row, OF_LETTER)), None)
        if letter is None:
            letter = Told(row.id, row.pon)
            found[row.pon].append(letter)
        letter.take(row, OF_LETTER)
    return [letter for letters in found.values() for letter in letters]


def _accounts(connection: Connection) -> dict[str, Told]:
    """What carriers have on file of each account, by its bare number."""
    found: dict[str, Told] = {}
    billing = Address.c.shown.label("billing")
    rows = select(CarrierNumber, billing).join(Address, Address.c.id == CarrierNumber.c.address_id, isouter=True)
    for row in connection.execute(rows.order_by(CarrierNumber.c.id)):
        if row.account:
            found.setdefault(account_key(row.account), Told(row.id)).take(row, OF_ACCOUNT)
    return found


def _compared(
    connection: Connection, letters: list[Told]
) -> Iterator[tuple[Told, Told | None, Strictness, list[Compared]]]:
    accounts, orders, sites = _accounts(connection), _orders(connection), _sites(connection)
    finder = Finder(accounts)
    moving = Counter(number for letter in letters for number in letter.numbers)
    declared = _declared(connection)
    for letter in letters:
        order = orders.get(letter.pon, NO_ORDER)
        account = finder.find(letter, order.get("account") or "")
        record = _record(account, letter, moving) if account else Record()
        carrier = order.get("losing_carrier") or (account.says("carrier") if account else "")
        alone = order.get("kind") == "simple" and len(letter.numbers) == 1 and _whole(account) == letter.numbers
        how = strictness_of(carrier, declared.get(plain(carrier), ""), one_simple_line=alone)
        yield letter, account, how, compare_letter(record, _letter(letter, order), how, sites)


class Finder:
    """Finds the account that a letter is about, though its number may be wrong on it."""

    def __init__(self, accounts: dict[str, Told]) -> None:
        self.accounts = accounts
        self.by_number: defaultdict[str, list[str]] = defaultdict(list)
        self.by_btn = {phone_key(one.says("btn")): key for key, one in reversed(accounts.items()) if one.says("btn")}
        for key, one in accounts.items():
            for number in one.numbers:
                self.by_number[number].append(key)

    def find(self, letter: Told, ordered: str) -> Told | None:
        """The account that has most of the letter's numbers, else the one that letter or order name, else by BTN."""
        named = [key for key in map(account_key, (letter.says("account"), ordered)) if key in self.accounts]
        counts = Counter(key for number in letter.numbers for key in self.by_number.get(number, ()))
        most = max(counts, key=lambda key: (counts[key], key in named), default="")
        if most and counts[most] * 2 > len(letter.numbers):
            return self.accounts[most]
        btn = self.by_btn.get(phone_key(letter.says("btn")), "")
        key = next(filter(None, (*named, btn, most)), "")
        return self.accounts.get(key)


def _whole(account: Told | None) -> set[str]:
    return account.numbers if account else set()


def _record(account: Told, letter: Told, moving: Counter[str]) -> Record:
    """The carrier's side; numbers that another letter moves are none that this one leaves."""
    elsewhere = {number for number in account.numbers if moving[number] > (number in letter.numbers)}
    return Record(
        account=account.says("account"),
        name=account.says("business_name"),
        dba=account.says("dba"),
        service=account.service,
        billing=Written(account.says("billing")),
        btn=account.says("btn"),
        pin_required=account.says("pin_required"),
        contacts=account.says("authorized_contacts"),
        numbers=frozenset(account.numbers - (elsewhere - letter.numbers)),
        received_on=account.day("received_on"),
    )


def _letter(letter: Told, order: dict[str, Any]) -> Letter:
    return Letter(
        account=letter.says("account"),
        name=letter.says("business_name"),
        service=letter.service,
        billing=Written(letter.says("billing")),
        btn=letter.says("btn"),
        new_btn=letter.says("new_btn"),
        numbers=frozenset(letter.numbers),
        signer=letter.says("signer"),
        title=letter.says("title"),
        order_account=order.get("account") or "",
        pin_held=order.get("pin_held") or "",
        extent=order.get("extent") or "",
        signed_on=letter.day("signed_on"),
        submitted_on=order.get("submitted_on"),
    )


def _orders(connection: Connection) -> dict[str, dict[str, Any]]:
    rows = connection.execute(select(PortOrder).where(PortOrder.c.repeats.is_not(True))).mappings()
    return {row["pon"]: dict(row) for row in rows}


def _declared(connection: Connection) -> dict[str, str]:
    """Plain name or alias of a carrier -> the strictness that the Providers sheet gives it."""
    rows = connection.execute(
        select(Provider.c.name, Provider.c.aliases, Provider.c.port_strictness).order_by(Provider.c.id)
    ).all()
    given = {name: strictness for name, _, strictness in rows if strictness}
    names = called((name, aliases) for name, aliases, _ in rows)
    return {written: given[name] for written, name in names.items() if name in given}


def _sites(connection: Connection) -> dict[tuple[tuple[str, str], ...], str]:
    """The parts of the address of each site, its ZIP aside -> its code."""
    rows = connection.execute(
        select(Site.c.code, Address.c.shown).join(Address, Address.c.id == Site.c.address_id).order_by(Site.c.id)
    )
    found = {parts(Written(shown)): code for code, shown in rows.all()[::-1]}
    return {address: code for address, code in found.items() if address[0][0] != "text"}
