"""What sheets tell of letters (LOA) and of accounts (CSR), and which account a letter is about."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from sqlalchemy import Connection, Row, func, select

from e911audit.model.tables import Address, CarrierNumber, Loa
from e911audit.places.place import Written
from e911audit.porting.addresses import read
from e911audit.porting.identifiers import account_key, phone_key

OF_ACCOUNT = (
    "business_name", "dba", "service_address", "service_city", "service_state", "service_zip", "btn", "pin_required",
    "authorized_contacts", "account", "carrier", "billing", "received_on",
)  # fmt: skip
OF_LETTER = (
    "account", "business_name", "service_address", "service_city", "service_state", "service_zip", "btn", "new_btn",
    "signer", "title", "billing", "signed_on",
)  # fmt: skip
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

    def take(self, row: Row[Any], names: Iterable[str], numbers: Iterable[str]) -> None:
        """Add a row and the numbers that it lists."""
        for name in names:
            if value := getattr(row, name):
                self.values.setdefault(name, str(value))
        self.numbers.update(numbers)

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


def letters_of(connection: Connection) -> list[Told]:
    """The letters of each order: rows that contradict each other are letters of their own."""
    found: defaultdict[str, list[Told]] = defaultdict(list)
    for row, numbers in _rows(connection, Loa, Loa.c.pon):
        letter = next((one for one in found[row.pon][-MOST_OPEN:] if not one.contradicts(row, OF_LETTER)), None)
        if letter is None:
            letter = Told(row.id, row.pon)
            found[row.pon].append(letter)
        letter.take(row, OF_LETTER, numbers)
    return [letter for letters in found.values() for letter in letters]


def accounts_of(connection: Connection) -> dict[str, Told]:
    """What carriers have on file of each account, by its bare number."""
    found: dict[str, Told] = {}
    for row, numbers in _rows(connection, CarrierNumber, CarrierNumber.c.account):
        if row.account:
            found.setdefault(account_key(row.account), Told(row.id)).take(row, OF_ACCOUNT, numbers)
    return found


def _rows(connection: Connection, table: Any, about: Any) -> Iterator[tuple[Row[Any], list[str]]]:
    """The rows of sheets, each as its first record with the billing address in words, and the numbers that it lists."""
    listed: defaultdict[tuple[Any, ...], list[str]] = defaultdict(list)
    key = (table.c.sheet_id, table.c.row, about)
    for *of, number in connection.execute(select(*key, table.c.e164).where(table.c.e164.is_not(None))):
        listed[tuple(of)].append(number)
    first = select(func.min(table.c.id)).group_by(*key)
    rows = (
        select(table, Address.c.shown.label("billing"))
        .join(Address, Address.c.id == table.c.address_id, isouter=True)
        .where(table.c.id.in_(first))
        .order_by(table.c.id)
    )
    for row in connection.execute(rows):
        yield row, listed[row.sheet_id, row.row, getattr(row, about.key)]


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
