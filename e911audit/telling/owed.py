"""The proofs that only exist after a cutover: test calls, station tests, moved 911 records, old service ended last.

Tests of the day of the cutover count as made after it, since a log has no hours.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Connection, func, select

from e911audit.config import Config
from e911audit.judging.verdict import days
from e911audit.line_kinds import kind_of
from e911audit.model.tables import Circuit, Evidence, Line, PortOrder, Site
from e911audit.rules.freshness import FRESHNESS
from e911audit.rules.port_subjects import ORDERS
from e911audit.rules.proofs import TestedSite, outcome
from e911audit.rules.rule import day
from e911audit.rules.shared import Computed, computed
from e911audit.rules.subjects import first_site
from e911audit.rules.verification import CHANGING, REPEATED, SiteTelephones
from e911audit.store.store import Store
from e911audit.telling.cells import Whereabouts
from e911audit.views.owed import AfterCutover, Owed, Standing
from e911audit.views.result import Result

VERIFIED = ("inbound_verified", "outbound_verified", "verified_911", "caller_id_verified")
END = "end of the old service"
GONE = "remove"
"""Action of a line that has no successor."""


@dataclass
class _Looking:
    """What the parts of the list share; ``calls`` are the days of passed test calls by site and kind."""

    connection: Connection
    tables: Computed
    dates: dict[str, date | None]
    as_of: date
    cutover: date
    cell: Callable[..., Any]
    calls: dict[tuple[str, str], list[date]]

    def ask(self, query: Any) -> Any:
        self.tables.need(query)
        return self.connection.execute(query, self.dates)


def after_cutover(store: Store, result: Result) -> AfterCutover:
    """Every proof that is owed by a run with a cutover, as it stands on the day of the run."""
    if result.cutover is None:
        raise ValueError("a run without a cutover owes nothing yet")
    dates = days(Config(as_of=result.as_of, cutover=result.cutover))
    with store.reading() as connection, computed(connection, dates) as tables:
        looking = _Looking(connection, tables, dates, result.as_of, result.cutover, Whereabouts(connection).cell, {})
        looking.calls = _calls(looking)
        every = [one for part in (_of_sites, _of_lines, _of_orders, _of_circuits) for one in part(looking)]
    return AfterCutover(
        version=result.version,
        as_of=result.as_of,
        cutover=result.cutover,
        owed=tuple(sorted(every, key=lambda one: (one.site, one.subject, one.what))),
    )


def _calls(looking: _Looking) -> dict[tuple[str, str], list[date]]:
    found: dict[tuple[str, str], list[date]] = {}
    passed = select(TestedSite).where(TestedSite.c.on_date <= day("as_of")).order_by(TestedSite.c.on_date)
    for row in looking.ask(passed):
        for kind, done in (("test_call_911", row.called), ("callback_test", row.called_back)):
            if done:
                found.setdefault((row.site, kind), []).append(row.on_date)
    return found


def _of_sites(looking: _Looking) -> Iterator[Owed]:
    query = (
        select(Site.c.code, Site.c.sheet_id, Site.c.row)
        .join(SiteTelephones, SiteTelephones.c.site == Site.c.code)
        .where(first_site)
    )
    for site in looking.ask(query):
        cell = looking.cell(site.sheet_id, site.row, ("code",))
        for kind in ("test_call_911", "callback_test"):
            standing, told = _since(looking.calls.get((site.code, kind), []), looking.cutover, looking)
            due = f"{looking.cutover}, {_repeated(kind)}"
            yield Owed(_title(kind), site.code, site.code, due, standing, told, cell)


def _of_lines(looking: _Looking) -> Iterator[Owed]:
    """What changed life-safety lines must pass again, and when their old service may end."""
    passed = _line_proofs(looking)
    life_safety = func.coalesce(Line.c.life_safety, "unknown") != "no"
    for line in looking.ask(select(Line).where(life_safety, Line.c.action.in_((*CHANGING, GONE)))):
        cut = line.cutover_on or looking.cutover
        cell = looking.cell(line.sheet_id, line.row, ("e164", "circuit"))
        asked = [kind for kind in REPEATED if kind in kind_of(line.kind).proofs and line.action != GONE]
        last: list[date | None] = []
        for kind in asked:
            dated = sorted(on for name in {line.name, line.e164, line.circuit} for on in passed.get((name, kind), []))
            standing, told = _since(dated, cut, looking)
            last.append(dated[-1] if standing == Standing.THERE else None)
            due = f"{cut}, {_repeated(kind)}"
            yield Owed(_title(kind), line.name, line.site or "", due, standing, told, cell)
        if line.disconnect_due:
            yield Owed(END, line.name, line.site or "", *_ending(looking, line.disconnect_due, [cut, *last]), cell)


def _line_proofs(looking: _Looking) -> dict[tuple[str, str], list[date]]:
    """The days of passed proofs by the line's name, number or circuit, and by kind."""
    found: dict[tuple[str, str], list[date]] = {}
    query = select(Evidence.c.subject, Evidence.c.kind, Evidence.c.callback_result, Evidence.c.on_date).where(
        outcome(Evidence) == "pass", Evidence.c.on_date <= day("as_of")
    )
    for proof in looking.ask(query):
        found.setdefault((proof.subject, proof.kind), []).append(proof.on_date)
        if proof.callback_result == "pass" and proof.kind != "callback_test":
            found.setdefault((proof.subject, "callback_test"), []).append(proof.on_date)
    return found


def _of_orders(looking: _Looking) -> Iterator[Owed]:
    told = ("completed_on", "activated_on", "new_ali_migrated_on", "old_ali_unlocked_on", "customer_moved")
    columns = [PortOrder.c[name] for name in (*told, *VERIFIED, "foc_on", "old_service_disconnect_on")]
    for order in looking.ask(ORDERS.query.add_columns(*columns)):
        moved = order.completed_on or order.activated_on or order.foc_on
        if moved is None or moved > looking.as_of:
            continue
        cell = looking.cell(order.sheet_id, order.row, ("pon",))
        about = (order.subject, order.site)
        lacking = [name.replace("_", " ") for name in VERIFIED if getattr(order, name) != "yes"]
        yield Owed("verification of the port", *about, f"on {moved}", *_whole(lacking), cell)
        records = [
            ("new_ali_migrated_on", "new record not migrated"),
            ("old_ali_unlocked_on", "old record not unlocked"),
        ]
        wanted = records[:1] if order.customer_moved == "yes" else records
        left = [words for name, words in wanted if not _done(getattr(order, name), looking)]
        yield Owed("911 records migrated", *about, f"after {moved}", *_whole(left), cell)
        if order.old_service_disconnect_on:
            first = [order.completed_on, *[None] * bool(lacking), order.new_ali_migrated_on]
            yield Owed(END, order.subject, order.site, *_ending(looking, order.old_service_disconnect_on, first), cell)


def _of_circuits(looking: _Looking) -> Iterator[Owed]:
    """A circuit may end once the site's calls have been tested on what replaced it."""
    query = select(Circuit).where(Circuit.c.disconnect_on.is_not(None), Circuit.c.repeats.is_not(True))
    for circuit in looking.ask(query):
        cut = circuit.cutover_on or looking.cutover
        since = [on for on in looking.calls.get((circuit.site or "", "test_call_911"), []) if on >= cut]
        cell = looking.cell(circuit.sheet_id, circuit.row, ("name",))
        first = [cut, since[0] if since else None]
        yield Owed(END, circuit.name, circuit.site or "", *_ending(looking, circuit.disconnect_on, first), cell)


def _since(dated: list[date], cutover: date, looking: _Looking) -> tuple[Standing, str]:
    """How a test stands that must pass on the day of the cutover or later; the days are in order."""
    if dated and dated[-1] >= cutover:
        return Standing.THERE, f"passed on {dated[-1]}"
    told = f"last passed on {dated[-1]}, before the cutover" if dated else "never passed"
    return (Standing.WAITING if looking.as_of < cutover else Standing.MISSING), told


def _ending(looking: _Looking, ends: date, first: list[date | None]) -> tuple[str, Standing, str]:
    """Due, standing and words of an old service's end; ``first`` are the days of what comes before, None: not yet."""
    known = max((on for on in first if on), default=None)
    due = f"after {known}" if known else "after the proofs"
    if None in first:
        standing = Standing.EARLY if ends <= looking.as_of else Standing.WAITING
        return due, standing, f"ends on {ends}, and not everything before it is proved"
    early = known is not None and ends < known
    told = f"ends on {ends}, {'before' if early else 'not before'} what must come first"
    return due, Standing.EARLY if early else Standing.THERE, told


def _whole(lacking: list[str]) -> tuple[Standing, str]:
    return (Standing.MISSING, f"lacks: {', '.join(lacking)}") if lacking else (Standing.THERE, "recorded")


def _done(on: date | None, looking: _Looking) -> bool:
    return on is not None and on <= looking.as_of


def _title(kind: str) -> str:
    return REPEATED[kind].removesuffix(f" {_repeated(kind)}")


def _repeated(kind: str) -> str:
    """How soon after the cutover, in words."""
    return next(one.repeated for one in FRESHNESS if one.kind == kind)
