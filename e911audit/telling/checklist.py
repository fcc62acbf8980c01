"""The contract checklist: for each circuit what the guide asks for, and what is recorded of it.

The items are those of the guide's checklist for contracts (demarc, repair, diversity, tariffs, appointments), of its
lists of tariff and SLA items, and of its story of the two-hour repair.
"""

from collections.abc import Callable, Iterator
from datetime import date
from typing import Any, NamedTuple

from e911audit.intake.installs import COMMITS_LESS
from e911audit.telling.scope_records import Records, telephone
from e911audit.views.scope_map import FALLS_SHORT, FITS, MISSING, NOT_NEEDED, RECORDED, Checked

BEST_EFFORT = COMMITS_LESS[0]


class Item(NamedTuple):
    """What is asked: the record and the field that answer it, and the field that must be yes for it to be asked."""

    area: str
    name: str
    record: str
    field: str
    where: str = ""


ITEMS = (
    Item("Class", "class of service", "circuit", "service_class"),
    Item("Class", "access technology", "circuit", "access_type"),
    Item("Class", "owner of the last mile", "circuit", "underlying_provider"),
    Item("Demarc", "exact location", "demarc", "location_text"),
    Item("Demarc", "photo of the handoff", "demarc", "photo"),
    Item("Demarc", "label", "demarc", "label"),
    Item("Demarc", "site map", "demarc", "site_map"),
    Item("Demarc", "boundary of responsibility", "demarc", "boundary"),
    Item("Demarc", "loopback test procedure", "demarc", "loopback_procedure"),
    Item("Demarc", "last loopback test", "demarc", "loopback_tested_on"),
    Item("Demarc", "owner of the inside wiring", "scope", "inside_wiring_owner"),
    Item("Demarc", "owner of the patch panels", "scope", "patch_panel_owner"),
    Item("Repair", "hours to repair", "contract", "repair_hours"),
    Item("Repair", "hours to respond", "contract", "response_hours"),
    Item("Repair", "what counts as an outage", "contract", "outage_definition"),
    Item("Repair", "escalation path", "contract", "escalation"),
    Item("Repair", "NOC telephone", "provider", "noc_phone"),
    Item("Repair", "ticket rule", "provider", "ticket_rule"),
    Item("Diversity", "diverse path claimed", "circuit", "diversity_claimed"),
    Item("Diversity", "commitment in the contract", "contract", "diversity_commitment", "diversity_claimed"),
    Item("Diversity", "date of the route letter", "circuit", "diversity_evidence_on", "diversity_claimed"),
    Item("Tariffs", "tariffed or not", "contract", "tariffed"),
    Item("Tariffs", "tariff or service guide", "contract", "tariff_reference", "tariffed"),
    Item("Tariffs", "date of its version", "contract", "tariff_date", "tariffed"),
    Item("Tariffs", "credit policy", "contract", "credit_policy"),
    Item("Tariffs", "rule for moves, adds and changes", "contract", "mac_rule"),
    Item("SLA", "uptime target in percent", "contract", "availability_percent"),
    Item("SLA", "how uptime is measured", "contract", "availability_method"),
    Item("SLA", "maintenance window and notice", "contract", "maintenance_window"),
    Item("Appointments", "rule for missed appointments", "contract", "missed_appointment_rule"),
    Item("Appointments", "install interval in business days", "contract", "install_interval_days"),
    Item("Term", "end of the term", "contract", "term_end"),
    Item("Term", "days of notice", "contract", "cancel_notice_days"),
    Item("Term", "cost of leaving early", "contract", "early_termination"),
)
AGAINST_TERMS, AGAINST_CALENDAR = "expected against contracted", "install interval against the calendar"
"""Items that compare two records."""
SHOWN: dict[str, Callable[[str], str]] = {
    "noc_phone": telephone,
    "service_class": lambda word: word.replace("_", " "),
}
"""Fields that are stored in another way than people write them."""
OF_CIRCUITS = frozenset(("circuit", "contract", "provider"))
"""Records that a site without circuits lacks altogether."""


def checklist(records: Records, site: str, circuits: list[Any], as_of: date) -> Iterator[Checked]:
    """Ask each item of each circuit of a site; of one without circuits only what is about the site itself."""
    for circuit in circuits:
        contract = records.terms_of(circuit)
        seller = records.company(circuit.retail_provider or circuit.underlying_provider)
        held = {
            "circuit": circuit,
            "contract": contract,
            "demarc": records.demarc_of(circuit),
            "scope": records.scopes.get(site),
            "provider": records.providers.get(seller),
        }
        terms = ", ".join(filter(None, (contract.provider, contract.service_class))) if contract else ""
        answers = [(item.area, item.name, *_answer(item, held)) for item in ITEMS]
        answers.append(("Repair", AGAINST_TERMS, *_repair(records.sites.get(site), circuit, contract)))
        answers.append(("Appointments", AGAINST_CALENDAR, *_calendar(circuit, as_of)))
        for area, name, state, told in sorted(answers, key=_by_area):
            yield Checked(site=site, circuit=circuit.name, terms=terms, area=area, item=name, state=state, told=told)
    if not circuits:
        held = {"demarc": records.demarc_at(site), "scope": records.scopes.get(site)}
        for item in ITEMS:
            if item.record not in OF_CIRCUITS:
                state, told = _answer(item, held)
                yield Checked(site=site, circuit="", terms="", area=item.area, item=item.name, state=state, told=told)


def checklist_names() -> tuple[str, ...]:
    """The names of all items."""
    return (*(item.name for item in ITEMS), AGAINST_TERMS, AGAINST_CALENDAR)


AREAS = tuple(dict.fromkeys(item.area for item in ITEMS))


def _by_area(answer: tuple[str, ...]) -> int:
    return AREAS.index(answer[0])


def _answer(item: Item, held: dict[str, Any]) -> tuple[str, str]:
    """Whether an item is recorded, and what."""
    value = getattr(held.get(item.record), item.field, None)
    if value not in (None, ""):
        return RECORDED, SHOWN.get(item.field, str)(_words(value))
    if item.where:
        asked = next((getattr(one, item.where) for one in held.values() if hasattr(one, item.where)), None)
        if asked == "no":
            return NOT_NEEDED, ""
    return MISSING, ""


def _repair(site: Any, circuit: Any, contract: Any) -> tuple[str, str]:
    """What the site expects of a repair beside what its circuit's terms commit to."""
    expected = site and site.expected_repair_hours
    if expected is None:
        return MISSING, "nobody recorded what the site expects"
    if circuit.service_class == BEST_EFFORT:
        return FALLS_SHORT, f"{_words(expected)} h expected, best effort commits to nothing"
    hours = contract and contract.repair_hours
    if hours is None:
        return MISSING, f"{_words(expected)} h expected, nothing contracted on record"
    return FITS if hours <= expected else FALLS_SHORT, f"{_words(expected)} h expected, {_words(hours)} h contracted"


def _calendar(circuit: Any, as_of: date) -> tuple[str, str]:
    """Whether an order is early enough for the install interval, with at least a day to spare."""
    if circuit.needed_by is None or circuit.needed_by < as_of:
        return NOT_NEEDED, ""
    if circuit.order_by is None:
        return MISSING, f"needed by {circuit.needed_by}, install interval not on record"
    ordered = f"ordered {circuit.ordered_on}" if circuit.ordered_on else "not ordered yet"
    told = f"{ordered}, to be ordered before {circuit.order_by}, needed by {circuit.needed_by}"
    return FALLS_SHORT if (circuit.ordered_on or as_of) >= circuit.order_by else FITS, told


def _words(value: object) -> str:
    """A value as a reader writes it: ``4`` for 4.0."""
    return f"{value:g}" if isinstance(value, float) else str(value)
