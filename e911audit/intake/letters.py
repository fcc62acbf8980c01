"""Every letter of authorization beside the carrier's record of its account, worked out once for rules and reports."""

from collections import Counter
from collections.abc import Iterator
from typing import Any

from sqlalchemy import Connection, delete, select

from e911audit.intake.cells import plain
from e911audit.intake.letter_rows import Finder, Told, accounts_of, letters_of
from e911audit.intake.terms import called
from e911audit.model.tables import Address, ComparedField, PortOrder, Provider, Site
from e911audit.places.place import Written
from e911audit.porting.addresses import parts
from e911audit.porting.letter import Compared, compare_letter
from e911audit.porting.sides import Letter, Record
from e911audit.porting.strictness import Strictness, strictness_of
from e911audit.store.store import add

COLUMNS = (
    "id", "loa_id", "carrier_number_id", "field", "csr", "loa", "level", "difference", "crossed", "parts", "rejection",
    "likelihood", "severity", "strictness", "certainty",
)  # fmt: skip
NO_ORDER: dict[str, Any] = {}


def compare_letters(connection: Connection) -> None:
    """Compare anew each letter with the record of its account; safe to repeat."""
    connection.execute(delete(ComparedField))
    letters = letters_of(connection)
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


def _compared(
    connection: Connection, letters: list[Told]
) -> Iterator[tuple[Told, Told | None, Strictness, list[Compared]]]:
    accounts, orders, sites = accounts_of(connection), _orders(connection), _sites(connection)
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
