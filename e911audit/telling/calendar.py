"""The dates of a project: orders with their letters and accounts, lines, circuits, contracts, proofs and waivers."""

import hashlib
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, date, timedelta
from typing import Any, NamedTuple

from sqlalchemy import Connection, func, not_, or_, select

from e911audit.clock import moment
from e911audit.maintenance import read_window
from e911audit.model.tables import CarrierNumber, Circuit, Contract, Evidence, Line, Loa, PortOrder, Site, Waiver
from e911audit.rules.port_subjects import Letter, Moving, account, bare, on_order
from e911audit.rules.shared import Computed
from e911audit.rules.subjects import about_line
from e911audit.views.result import Cell, Event

CellOf = Callable[[int, int, Sequence[str]], Cell]
SNAPBACK_TIME = timedelta(hours=24)
"""How long after the activation a port is taken back on request; later it is a new port (porting practice)."""
FOC, SNAPBACK, ACTIVATED = "FOC", "snapback deadline", "activated"
ORDER_DAYS = {
    "submitted_on": "submitted",
    "foc_received_on": "FOC received",
    "staging_tested_on": "staging test",
    "new_ali_migrated_on": "new 911 record migrated",
    "old_ali_unlocked_on": "old 911 record unlocked",
    "foc_on": FOC,
    "activated_on": ACTIVATED,
    "completed_on": "completed",
    "old_service_disconnect_on": "old service disconnect",
}
"""Column of an order -> what happens on that day."""
LINE_DAYS = {"cutover_on": "line cutover", "disconnect_due": "line disconnect"}
CIRCUIT_DAYS = {
    "needed_by": "circuit needed",
    "cutover_on": "circuit cutover",
    "disconnect_on": "circuit disconnect",
    "copper_notice_on": "copper retirement notice",
    "copper_retire_on": "copper retirement",
}
CONTRACT_DAYS = {"notice_by": "cancellation notice due", "term_end": "contract term ends"}


class Told(NamedTuple):
    """A record whose dates are told: what it is called, what stands beside that name, and where it belongs."""

    record: Any
    key: str
    sites: tuple[str, ...]
    beside: str = ""
    order: str = ""
    cancelled: bool = False


class Calendar:
    """The events of one store, for the day of a run."""

    def __init__(self, connection: Connection, tables: Computed, cell: CellOf, on: date) -> None:
        self.connection = connection
        self.tables = tables
        self.cell = cell
        self.on = on
        self.sites: dict[str, tuple[str, ...]] = defaultdict(tuple)
        """Order -> the sites of its numbers."""
        if not self._ask(select(PortOrder.c.id).limit(1)):
            return
        of_orders = select(Moving.c.pon, Moving.c.site).where(Moving.c.site != "").distinct().order_by(Moving.c.site)
        for pon, site in self._ask(of_orders):
            self.sites[pon] += (site,)

    def events(self, cutover: date | None) -> tuple[Event, ...]:
        """Every event, by day, order and kind."""
        found = [*self._orders(), *self._letters(), *self._accounts(), *self._lines(), *self._circuits()]
        found += [*self._contracts(), *self._proofs(), *self._waivers()]
        if cutover:
            found.append(self._event("cutover", cutover, Told(None, "the project", ())))
        found += self._maintenance()
        return tuple(sorted(_told_once(found), key=lambda event: (event.on, event.order, event.kind, event.title)))

    def _ask(self, query: Any) -> Sequence[Any]:
        self.tables.need(query)
        return self.connection.execute(query).all()

    def _event(self, kind: str, on: date, told: Told, field: str = "") -> Event:
        record = told.record
        return Event(
            uid=_uid(kind, told.order, told.key),
            kind=kind,
            title=f"{kind}: {told.key}{told.beside and f' ({told.beside})'}",
            on=on,
            until=on,
            starts=None,
            state="cancelled" if told.cancelled else "past" if on < self.on else "ahead",
            sites=told.sites,
            order=told.order,
            note="",
            cell=self.cell(record.sheet_id, record.row, (field,)) if field else None,
        )

    def _days(self, told: Told, days: Mapping[str, str]) -> Iterator[Event]:
        """One event for each of these columns that holds a date."""
        for field, kind in days.items():
            if on := getattr(told.record, field):
                yield self._event(kind, on, told, field)

    def _orders(self) -> Iterator[Event]:
        query = select(PortOrder).where(PortOrder.c.repeats.is_not(True)).order_by(PortOrder.c.pon, PortOrder.c.id)
        for order in self._ask(query):
            carrier, cancelled = order.losing_carrier or "", order.state == "cancelled"
            told = Told(order, order.pon, self.sites[order.pon], carrier, order.pon, cancelled)
            for event in self._days(told, ORDER_DAYS):
                yield _foc(event, order) if event.kind == FOC else event
            yield from self._freeze(told)
            yield from self._snapback(told)

    def _freeze(self, told: Told) -> Iterator[Event]:
        order = told.record
        if first := order.freeze_from or order.freeze_to:
            last = max(order.freeze_to or first, first)
            known = order.freeze_from and order.freeze_to
            event = self._event(
                "freeze of the account", first, told, "freeze_from" if order.freeze_from else "freeze_to"
            )
            note = "" if known else f"only its {'first' if order.freeze_from else 'last'} day is told"
            state = event.state if told.cancelled or last < self.on else "ahead"
            yield replace(event, until=last, state=state, note=note)

    def _snapback(self, told: Told) -> Iterator[Event]:
        """Until when the numbers can be had back: a day after the activation, else after the FOC."""
        order = told.record
        done = order.activated_on or order.foc_on
        if not done:
            return
        starts = moment(done, order.foc_time, order.time_zone) if done == order.foc_on else None
        ends = (starts.astimezone(UTC) + SNAPBACK_TIME).astimezone(starts.tzinfo) if starts else None
        last = ends.date() if ends else done + SNAPBACK_TIME
        event = self._event(SNAPBACK, last, told, "activated_on" if order.activated_on else "foc_on")
        doubt = "" if starts else "the hour of the activation is not told"
        plan = "" if order.activated_on else "counted from the FOC"
        yield replace(event, starts=ends, note="; ".join(filter(None, (plan, doubt))))

    def _letters(self) -> Iterator[Event]:
        query = (
            select(Loa.c.pon, Loa.c.signed_on, Loa.c.signer, func.min(Loa.c.sheet_id).label("sheet_id"))
            .add_columns(func.min(Loa.c.row).label("row"), func.max(PortOrder.c.state).label("state"))
            .join_from(Loa, PortOrder, PortOrder.c.pon == Loa.c.pon, isouter=True)
            .where(Loa.c.signed_on.is_not(None))
            .group_by(Loa.c.pon, Loa.c.signed_on, Loa.c.signer)
            .order_by(Loa.c.pon, Loa.c.signed_on)
        )
        for letter in self._ask(query):
            signer = f"by {letter.signer}" if letter.signer else ""
            told = Told(letter, letter.pon, self.sites[letter.pon], signer, letter.pon, letter.state == "cancelled")
            yield self._event("LOA signed", letter.signed_on, told, "signed_on")

    def _accounts(self) -> Iterator[Event]:
        """CSRs asked for and received, for each order that takes numbers of the account; else for none."""
        orders = select(PortOrder.c.pon, account.label("account")).join_from(
            PortOrder, Letter, Letter.c.pon == PortOrder.c.pon, isouter=True
        )
        of_account: dict[str, list[str]] = defaultdict(list)
        for pon, bare_account in self._ask(orders.where(PortOrder.c.repeats.is_not(True)).order_by(PortOrder.c.pon)):
            of_account[bare_account].append(pon)
        csrs = select(
            bare(CarrierNumber.c.account).label("account"), CarrierNumber.c.account.label("written"),
            CarrierNumber.c.carrier, CarrierNumber.c.requested_on, CarrierNumber.c.received_on,
            CarrierNumber.c.sheet_id, CarrierNumber.c.row,
        ).subquery("csrs")  # fmt: skip
        told = (csrs.c.account, csrs.c.carrier, csrs.c.requested_on, csrs.c.received_on)
        query = (
            select(
                *told,
                func.min(csrs.c.written).label("written"),
                func.min(csrs.c.sheet_id).label("sheet_id"),
                func.min(csrs.c.row).label("row"),
            )
            .where(or_(csrs.c.requested_on.is_not(None), csrs.c.received_on.is_not(None)))
            .group_by(*told)
        )
        for csr in self._ask(query):
            name = " ".join(filter(None, (csr.carrier, f"account {csr.written}" if csr.account else "")))
            pons = of_account.get(csr.account, [""])
            sites = tuple(sorted({site for pon in pons for site in self.sites[pon]}))
            known = Told(csr, name or "no account", sites, order=pons[0] if len(pons) == 1 else "")
            yield from self._days(known, {"requested_on": "CSR requested", "received_on": "CSR received"})

    def _lines(self) -> Iterator[Event]:
        dated = or_(Line.c.cutover_on.is_not(None), Line.c.disconnect_due.is_not(None))
        for line in self._ask(select(Line).where(dated).order_by(Line.c.name, Line.c.id)):
            kind = (line.kind or "").replace("_", " ")
            yield from self._days(Told(line, line.name, _one(line.site), kind), LINE_DAYS)

    def _circuits(self) -> Iterator[Event]:
        for circuit in self._ask(select(Circuit).where(not_(Circuit.c.repeats)).order_by(Circuit.c.name)):
            yield from self._days(Told(circuit, circuit.name, _one(circuit.site), circuit.kind or ""), CIRCUIT_DAYS)

    def _contracts(self) -> Iterator[Event]:
        for contract in self._ask(select(Contract).order_by(Contract.c.provider, Contract.c.id)):
            name = " ".join(filter(None, (contract.provider, contract.service_class)))
            yield from self._days(Told(contract, name, ()), CONTRACT_DAYS)

    def _proofs(self) -> Iterator[Event]:
        """The newest passed proof of each kind expires; of a line, a site or an order it has their sites."""
        site = func.coalesce(Line.c.site, Site.c.code)
        query = (
            select(Evidence.c.subject, Evidence.c.kind, Evidence.c.expires_on, Evidence.c.sheet_id, Evidence.c.row)
            .add_columns(func.min(site).over(partition_by=Evidence.c.id).label("site"))
            .join_from(Evidence, Line, about_line, isouter=True)
            .join(Site, Site.c.code == Evidence.c.subject, isouter=True)
            .where(Evidence.c.result == "pass", Evidence.c.kind.is_not(None))
            .order_by(Evidence.c.on_date, Evidence.c.id)
        )
        newest = {(proof.subject, proof.kind): proof for proof in self._ask(query)}
        for proof in newest.values():
            if proof.expires_on and proof.expires_on >= self.on:
                name = f"{proof.kind.replace('_', ' ')} of {proof.subject}"
                order = proof.subject if proof.subject in self.sites else ""
                sites = self.sites[order] if order else _one(proof.site)
                told = Told(proof, name, sites, order=order)
                yield self._event("evidence expires", proof.expires_on, told, "expires_on")

    def _waivers(self) -> Iterator[Event]:
        for waiver in self._ask(
            select(Waiver).where(Waiver.c.until >= self.on).order_by(Waiver.c.finding, Waiver.c.id)
        ):
            yield self._event("waiver ends", waiver.until, Told(waiver, waiver.finding, ()), "until")

    def _maintenance(self) -> Iterator[Event]:
        """Days about a FOC on which a carrier of the order works on its network, as its contract says."""
        told = select(Contract).where(Contract.c.maintenance_window.is_not(None)).order_by(Contract.c.id.desc())
        windows = {contract.provider.casefold(): contract for contract in self._ask(told)}
        orders = select(PortOrder).where(on_order(PortOrder), PortOrder.c.foc_on.is_not(None)).order_by(PortOrder.c.id)
        for order in self._ask(orders) if windows else ():
            carriers = {(name or "").casefold() for name in (order.losing_carrier, order.gaining_carrier)}
            for contract in (windows[name] for name in sorted(carriers & windows.keys())):
                written = contract.maintenance_window
                window = read_window(written)
                for on in (order.foc_on + timedelta(days=days) for days in (-1, 0, 1)):
                    if window and on.weekday() in window.days:
                        key = f"{contract.provider}, {on:%A}"
                        told_of = Told(contract, key, self.sites[order.pon], written, order.pon)
                        yield self._event("maintenance window", on, told_of, "maintenance_window")


def _uid(*identity: str) -> str:
    return hashlib.sha256("\x1f".join(identity).encode(errors="replace")).hexdigest()[:32]


def _told_once(events: list[Event]) -> Iterator[Event]:
    """Without what a second row repeats; where the rows give two days, both stay, each with a uid of its own."""
    known: dict[str, list[date]] = defaultdict(list)
    for event in events:
        days = known[event.uid]
        if event.on not in days:
            days.append(event.on)
            yield replace(event, uid=_uid(event.uid, str(len(days)))) if len(days) > 1 else event


def _foc(event: Event, order: Any) -> Event:
    """The FOC with its hour, and what speaks against the day."""
    starts = moment(event.on, order.foc_time, order.time_zone)
    written = " ".join(filter(None, (order.foc_time, order.time_zone)))
    hour = "" if starts else f"'{written}' is no time with its zone" if written else "no time and zone are told"
    told = (order.foc_day_fault or order.foc_day_doubt or "", hour)
    on = starts.date() if starts else event.on
    return replace(event, starts=starts, on=on, until=on, note="; ".join(filter(None, told)))


def _one(site: str | None) -> tuple[str, ...]:
    return (site,) if site else ()


def project_dates(connection: Connection, tables: Computed, cell: CellOf, run: Any) -> tuple[Event, ...]:
    """The events of a store, for the day and the cutover of a run."""
    return Calendar(connection, tables, cell, run.as_of).events(run.cutover)
