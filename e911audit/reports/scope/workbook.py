"""The scope map as a workbook: an overview, a page for each site, parties, circuits, trunks, contract checklist."""

from collections.abc import Callable, Iterator
from operator import attrgetter
from pathlib import Path
from typing import Any, NamedTuple

from e911audit.reports.excel import write_sheets
from e911audit.reports.excel.table import TABLOID, Column, Plan
from e911audit.reports.scope import TITLE, site_pages
from e911audit.views.scope_map import Access, Party, ScopeMap, SiteMap

NO_SITES = "No site was found in the input."


class Listed(NamedTuple):
    """A circuit beside its site."""

    site: str
    circuit: Access


def _circuits(scope: ScopeMap) -> Iterator[Listed]:
    return (Listed(site.code, circuit) for site in scope.sites for circuit in site.circuits)


def _part(number: int, field: str) -> Callable[[SiteMap], object]:
    value = attrgetter(field)
    return lambda site: value(site.parts[number])


def _completeness(record: Any) -> str:
    return f"{record.recorded} of {record.asked}"


def _of_circuit(record: Listed) -> str:
    return _completeness(record.circuit)


def _works(number: int) -> Callable[[Party], str]:
    return lambda party: party.works[number]


def _does(party: Party) -> str:
    return "\n".join(party.does)


OVERVIEW = (
    Column("Site", 12, attrgetter("code"), "id"),
    Column("Name", 20, attrgetter("name")),
    Column("Last Mile", 18, _part(0, "party.name"), "word"),
    Column("It Is", 12, _part(0, "party.role"), "word"),
    Column("Numbers", 18, _part(1, "party.name"), "word"),
    Column("It Is ", 12, _part(1, "party.role"), "word"),
    Column("SIP Service", 18, _part(2, "party.name"), "word"),
    Column("It Is  ", 12, _part(2, "party.role"), "word"),
    Column("ILEC", 18, _part(3, "party.name"), "word"),
    Column("Inside Wiring", 16, _part(4, "party.name"), "word"),
    Column("Patch Panels", 16, _part(5, "party.name"), "word"),
    Column("Exchange", 26, attrgetter("exchange")),
    Column("Owners Open", 9, attrgetter("open"), "number"),
    Column("Checklist Recorded", 12, _completeness, "id"),
)
PARTIES = (
    Column("Company", 24, attrgetter("name"), "id"),
    Column("It Is", 16, attrgetter("role"), "word"),
    Column("Behind It", 20, attrgetter("behind"), "word"),
    Column("Call", 15, attrgetter("phone"), "word"),
    Column("Portal", 26, attrgetter("portal"), "word"),
    Column("Ticket Rule", 36, attrgetter("ticket_rule"), "word"),
    Column("Owns And Sells", 26, _does),
    Column("Can Hold Up", 26, attrgetter("holds_up")),
    Column("Support", 20, _works(0)),
    Column("Caller ID Rules", 22, _works(1)),
    Column("SIP Policies", 22, _works(2)),
    Column("API", 16, _works(3)),
)
CIRCUITS = (
    Column("Site", 12, attrgetter("site"), "id"),
    Column("Circuit", 26, attrgetter("circuit.name"), "id"),
    Column("Form Of Its ID", 20, attrgetter("circuit.form")),
    Column("Kind", 12, attrgetter("circuit.kind"), "word"),
    Column("Sold By", 20, attrgetter("circuit.sold_by"), "word"),
    Column("Last Mile Of", 20, attrgetter("circuit.plant_of"), "word"),
    Column("Service Class", 14, attrgetter("circuit.service"), "word"),
    Column("Repaired In", 12, attrgetter("circuit.repair"), "word"),
    Column("Demarc", 34, attrgetter("circuit.demarc"), "word"),
    Column("Checklist Recorded", 12, _of_circuit, "id"),
)
TRUNKS = (
    Column("Site", 10, attrgetter("site"), "id"),
    Column("Trunk", 22, attrgetter("name"), "id"),
    Column("Kind", 8, attrgetter("kind"), "word"),
    Column("Channels", 11, attrgetter("channels"), "number"),
    Column("D Channel", 18, attrgetter("d_channel")),
    Column("Number Ranges", 24, attrgetter("ranges"), "id"),
    Column("Gateway Plan", 18, attrgetter("gateway_plan")),
    Column("Test Plan", 18, attrgetter("test_plan")),
    Column("Cutover", 11, attrgetter("cutover"), "date"),
    Column("FOC", 13, attrgetter("foc"), "id"),
    Column("Disconnect", 11, attrgetter("disconnect"), "date"),
    Column("Order Of Port And Disconnect", 26, attrgetter("order")),
    Column("Kept Because", 24, attrgetter("kept")),
    Column("Busy Hour Erlangs", 10, lambda trunk: "" if trunk.erlangs is None else f"{trunk.erlangs:g}", "id"),
    Column("Channels Needed", 10, attrgetter("needed"), "number"),
    Column("SIP Channels", 10, attrgetter("sip_channels"), "number"),
    Column("Enough SIP Channels", 20, attrgetter("enough"), "word"),
)
CHECKLIST = (
    Column("Site", 12, attrgetter("site"), "id"),
    Column("Circuit", 26, attrgetter("circuit"), "id"),
    Column("Terms Of", 26, attrgetter("terms")),
    Column("Area", 14, attrgetter("area")),
    Column("Item", 34, attrgetter("item")),
    Column("State", 13, attrgetter("state"), "word"),
    Column("Recorded", 48, attrgetter("told")),
)
SHEETS = (
    Plan("Overview", attrgetter("sites"), OVERVIEW, NO_SITES, "B2", TABLOID, "243B53"),
    site_pages.add,
    Plan("Parties", attrgetter("parties"), PARTIES, "No company is named anywhere.", "B2", TABLOID, "1A5E63"),
    Plan("Circuits", _circuits, CIRCUITS, "No circuit is listed.", "C2", TABLOID),
    Plan("Trunks", attrgetter("trunks"), TRUNKS, "No PRI or SIP trunk is listed.", "C2", TABLOID),
    Plan("Contract checklist", attrgetter("checklist"), CHECKLIST, NO_SITES, "C2", TABLOID, "E8893B"),
)


def write(scope: ScopeMap, path: Path) -> None:
    """Write the workbook; equal maps give equal bytes."""
    write_sheets(scope, path, TITLE, SHEETS)
