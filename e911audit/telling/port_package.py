"""The paper of one port order, from its CSR, its letter, the lists of numbers and the run's findings."""

import difflib
from collections.abc import Iterator, Sequence
from typing import Any

from sqlalchemy import Connection, and_, func, not_, select

from e911audit.errors import E911AuditError
from e911audit.intake.cells import Unread
from e911audit.intake.cells import bare as unwrap
from e911audit.model.tables import Address, CarrierNumber, Loa, Location, Number, Place, PortOrder
from e911audit.rules.port_subjects import bare
from e911audit.store.store import Store
from e911audit.telling.calls import plan_calls
from e911audit.telling.cells import Whereabouts, original_rows, value_at
from e911audit.telling.runbook import steps
from e911audit.values import Severity
from e911audit.views.port_package import LetterField, NumberTest, PortPackage
from e911audit.views.result import Finding, HeldNumber, Result

FIELDS = {
    "Business name": "business_name",
    "DBA": "dba",
    "Service address": "service_address",
    "City": "service_city",
    "State": "service_state",
    "ZIP": "service_zip",
    "Billing address": "street",
    "Account": "account",
    "Billing telephone number": "btn",
    "Losing carrier": "carrier",
    "Authorized contacts": "authorized_contacts",
    "Features": "features",
    "CSR received on": "received_on",
}
"""Field of the letter -> the field that the CSR's columns feed."""
OWN = {"New billing telephone number": "new_btn", "Signer": "signer", "Title": "title", "Signed on": "signed_on"}
"""Field that only the letter has -> the same."""
PIN = "PIN"
PIN_TOLD = {
    "yes": "required; held by: ask the billing owner",
    "no": "not required",
}
"""What the paper says of a PIN, which it never shows."""
PIN_UNKNOWN = "not known whether required; held by: ask the billing owner"
PLACE_PARTS = ("house", "house_suffix", "predir", "pretype", "street", "posttype", "postdir", "line2", "zip", "zip4")
MAY_PORT = "may port"
NEAREST = 3
"""Orders named where the one asked for is not there."""


def port_package(store: Store, result: Result, order: str) -> PortPackage:
    """The paper of an order; E911AuditError names the nearest orders where there is none of this name."""
    with store.work() as connection:
        paper = _Paper(connection, result, _name_of(connection, order))
    sites = frozenset(test.site for test in paper.tests if test.site)
    calls = plan_calls(store, result.for_sites(sites)).calls if sites else ()
    return paper.package(tuple(call for call in calls if call.site in sites))


def _name_of(connection: Connection, asked: str) -> str:
    known: dict[str, str] = {}
    for table in (PortOrder, Loa):
        for pon, written in connection.execute(select(table.c.pon, table.c.pon_written).order_by(table.c.id)):
            known.setdefault(pon.casefold(), pon)
            known.setdefault((written or pon).casefold(), pon)
    if asked.strip().casefold() in known:
        return known[asked.strip().casefold()]
    near = difflib.get_close_matches(asked.strip().casefold(), known, NEAREST, cutoff=0.3)
    named = list(dict.fromkeys(known[name] for name in near)) or sorted(set(known.values()))[:NEAREST]
    raise E911AuditError(
        f"There is no port order '{asked}' in the inventory.",
        advice=f"The nearest are {', '.join(named)}." if named else "Load the sheets Port Orders and LOA first.",
    )


class _Paper:
    """What the store tells of one order."""

    def __init__(self, connection: Connection, result: Result, pon: str) -> None:
        self.connection = connection
        self.result = result
        self.pon = pon
        self.where = Whereabouts(connection)
        of_order = select(PortOrder).where(PortOrder.c.pon == pon, PortOrder.c.repeats.is_not(True))
        self.order: Any = connection.execute(of_order).first()
        self.letters = connection.execute(select(Loa).where(Loa.c.pon == pon).order_by(Loa.c.id)).all()
        self.billed = self._billed()
        rows = [*self.letters[:1], *self.billed]
        self.texts = original_rows(connection, {(row.sheet_id, row.row) for row in rows})
        self.fields = tuple(self._fields())
        self.address = self._address()
        self.goes, self.stays = self._numbers()
        self.tests = tuple(self._tests())

    def package(self, calls: Sequence[Any]) -> PortPackage:
        """The whole paper."""
        names = [column.name for column in PortOrder.c if column.name not in {"id", "sheet_id", "row"}]
        facts = {name: str(value) for name in names if (value := self._fact(name)) is not None}
        facts["btn"] = next((row.btn for row in self.billed if row.btn), "")
        facts["new_btn"] = next((row.new_btn for row in self.letters if row.new_btn), "")
        events = tuple(event for event in self.result.calendar if event.order == self.pon)
        found = tuple(self._open())
        return PortPackage(
            version=self.result.version,
            as_of=self.result.as_of,
            order=self.pon,
            facts=facts,
            address=self.address,
            fields=self.fields,
            goes=self.goes,
            stays=self.stays,
            steps=tuple(steps(facts, events, len(self.goes), len(found))),
            tests=self.tests,
            calls=tuple(calls),
            events=events,
            open=found,
        )

    def _fact(self, column: str) -> Any:
        return None if self.order is None else getattr(self.order, column)

    def _billed(self) -> Sequence[Any]:
        """Rows of the account's CSR, that of the billing number first."""
        accounts = {bare_text(row.account) for row in (self.order, *self.letters) if row is not None and row.account}
        numbers = select(Loa.c.e164).where(Loa.c.pon == self.pon)
        same = bare(CarrierNumber.c.account).in_(accounts) if accounts else CarrierNumber.c.e164.in_(numbers)
        rows = self.connection.execute(select(CarrierNumber).where(same).order_by(CarrierNumber.c.id)).all()
        return sorted(rows, key=lambda row: row.btn is None or row.e164 != row.btn)

    def _fields(self) -> Iterator[LetterField]:
        letter = self.letters[0] if self.letters else None
        for name, field in FIELDS.items():
            told = list(dict.fromkeys((self._text(row, field), self._cell(row, field)) for row in self.billed))
            told = [(text, cell) for text, cell in told if text]
            own = self._text(letter, field) if letter is not None else ""
            value, cell = told[0] if told else ("", None)
            yield LetterField(name=name, value=value, cell=cell, on_letter=own, note=_note(value, own, told))
        pins = {row.pin_required for row in self.billed}
        pin = "yes" if "yes" in pins else "no" if pins == {"no"} else ""
        cell = self._cell(self.billed[0], "pin_required") if self.billed and pin else None
        yield LetterField(name=PIN, value=PIN_TOLD.get(pin, PIN_UNKNOWN), cell=cell, on_letter="", note="")
        authorized = next((text for row in self.billed if (text := self._text(row, "authorized_contacts"))), "")
        for name, field in OWN.items():
            own = self._text(letter, field) if letter is not None else ""
            note = "" if own or field == "new_btn" else "to be filled in"
            if name == "Signer" and own.casefold() not in authorized.casefold():
                note = f"does not stand so among the authorized contacts ({authorized or 'none are told'})"
            yield LetterField(name=name, value="", cell=None, on_letter=own, note=note)

    def _text(self, row: Any, field: str) -> str:
        """The text of a field's cells as they were written, without what a spreadsheet program wraps around it."""
        columns = self.where.sheets[row.sheet_id].columns.get(field)
        cells = self.texts.get((row.sheet_id, row.row), "")
        return (
            " ".join(filter(None, (_unwrapped(value_at(cells, one)) for one in columns.split("|")))) if columns else ""
        )

    def _cell(self, row: Any, field: str) -> Any:
        return self.where.cell(row.sheet_id, row.row, (field,))

    def _address(self) -> dict[str, str]:
        """Components of the CSR's service address."""
        ids = [row.service_address_id for row in self.billed if row.service_address_id]
        query = select(Place).join(Address, Address.c.place_id == Place.c.id).where(Address.c.id.in_(ids[:1]))
        place: Any = self.connection.execute(query).first()
        return {part: getattr(place, part) if place is not None else "" for part in PLACE_PARTS}

    def _numbers(self) -> tuple[tuple[HeldNumber, ...], tuple[HeldNumber, ...]]:
        """The numbers of the order that may port, and all others of the order and of its account."""
        ordered = {row.e164 for row in self.letters if row.e164}
        wanted = ordered | {row.e164 for row in self.billed if row.e164}
        held = sorted((one for one in self.result.port_hold if one.number in wanted), key=lambda one: one.number)
        goes = tuple(one for one in held if one.number in ordered and one.hold == MAY_PORT)
        return goes, tuple(one for one in held if one not in goes)

    def _tests(self) -> Iterator[NumberTest]:
        own = func.coalesce(Number.c.e911_address_id, Number.c.address_id, Location.c.address_id)
        query = (
            select(Number, Address.c.shown)
            .join(Location, and_(Location.c.code == Number.c.location, not_(Location.c.repeats)), isouter=True)
            .join(Address, Address.c.id == own, isouter=True)
            .where(Number.c.e164.in_(select(Loa.c.e164).where(Loa.c.pon == self.pon)))
            .order_by(Number.c.id.desc())
        )
        listed = {row.e164: row for row in self.connection.execute(query)}
        held = {one.number: one for one in self.result.port_hold}
        for number in sorted({row.e164 for row in self.letters if row.e164}):
            row = listed.get(number)
            yield NumberTest(
                number=number,
                site=held[number].site if number in held else "",
                hold=held[number].hold if number in held else "",
                rings_at=(row and row.route_target) or "",
                caller_name=(row and row.caller_name) or "",
                address_911=(row and (row.shown or row.e911_address)) or "",
            )

    def _open(self) -> Iterator[Finding]:
        """Blockers and majors that are open on the order or on its numbers."""
        names = {self.pon, *(row.e164 for row in self.letters if row.e164)}
        grave = (Severity.BLOCKER, Severity.MAJOR)
        found = (one for one in self.result.findings if one.subject in names and one.status == "open")
        yield from sorted((one for one in found if one.severity in grave), key=lambda one: (one.severity.rank, one.key))


def _unwrapped(text: str) -> str:
    """The text of a cell; "" where it holds an error, or a formula that nobody has calculated."""
    try:
        return unwrap(text).strip()
    except Unread:
        return ""


def _note(value: str, own: str, told: list[tuple[str, Any]]) -> str:
    """What is to be settled of a field before the letter is written."""
    others = [f"another row of the CSR says '{text}' ({cell})" for text, cell in told[1:] if text != value]
    if not value:
        return "no CSR tells it"
    if own and own != value:
        others.append("the letter on file differs")
    return "; ".join(dict.fromkeys(others))


def bare_text(account: str) -> str:
    """An account number as ``bare`` compares it."""
    return account.lower().translate(str.maketrans("", "", " -."))
