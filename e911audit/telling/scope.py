"""The scope map: for each site who owns what, where the incumbent appears, and whom to call for what."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Any

from e911audit.circuit_names import id_form
from e911audit.store.store import Store
from e911audit.telling.checklist import checklist
from e911audit.telling.scope_records import Records
from e911audit.telling.trunks import is_trunk, moves, trunk
from e911audit.views.result import Result
from e911audit.views.scope_map import (
    MISSING,
    NOT_NEEDED,
    UNKNOWN,
    Access,
    Appearance,
    Checked,
    Part,
    Party,
    ScopeMap,
    SiteMap,
    Trunk,
)

PARTS = (
    ("last mile", "last_mile_owner", "The circuit is down, slow or noisy up to the demarc."),
    (
        "telephone numbers",
        "number_owner",
        "A number rings nowhere, is to be ported, or shows a wrong name or 911 record.",
    ),
    ("SIP service", "sip_owner", "The circuit is up, but calls fail, sound bad or show a wrong caller ID."),
    ("local exchange (ILEC)", "ilec", "A copper line or PRI is dead, copper is retired, the demarc is in dispute."),
    ("inside wiring", "inside_wiring_owner", "The demarc tests good, and a jack in the building is dead."),
    ("patch panels", "patch_panel_owner", "A telephone is dead after a move, or a port has no label."),
    ("switches and PoE", "network_owner", "Telephones have no power, or drop calls inside the building."),
    ("SBC and telephone system", "system_owner", "All lines are up, and calls do not reach the right telephones."),
)
"""What is owned, the column of the scope sheet, and when its owner is called."""
PLACES = (
    "access circuit",
    "lines and PRIs, replaced or kept for failover",
    "losing carrier of the numbers",
    "demarc",
    "inside wiring",
)
"""Where the incumbent may appear at a site."""
TDM = ("pri", "bri", "t1", "pots")
YES, NO = "yes", "no"


def map_scope(store: Store, result: Result) -> ScopeMap:
    """Map the sites of a result; a result of some sites gives a map of these."""
    chosen = {site.code for site in result.sites}
    with store.reading() as connection:
        records = Records(connection)
        moved = moves(connection)
    circuits: dict[str, list[Any]] = defaultdict(list)
    for circuit in records.circuits:
        circuits[circuit.site or ""].append(circuit)
    whole = chosen >= records.sites.keys()
    known = {*records.sites, *(records.scopes.keys() | {site for site in circuits if site} if whole else ())}
    codes = sorted(code for code in known if whole or code in chosen)
    checks = {code: list(checklist(records, code, circuits[code], result.as_of)) for code in codes}
    sites = tuple(_site(records, code, circuits[code], checks[code]) for code in codes)
    return ScopeMap(
        version=result.version,
        as_of=result.as_of,
        sites=sites,
        parties=_parties(records, sites),
        trunks=_trunks(circuits, [*codes, ""] if whole else codes, moved),
        checklist=tuple(check for code in codes for check in checks[code]),
    )


def _trunks(circuits: dict[str, list[Any]], codes: Iterable[str], moved: dict[str, Any]) -> tuple[Trunk, ...]:
    return tuple(
        trunk(circuit, moved.get(circuit.name, [])) for code in codes for circuit in circuits[code] if is_trunk(circuit)
    )


def _site(records: Records, code: str, circuits: list[Any], checks: list[Checked]) -> SiteMap:
    site, scope = records.sites.get(code), records.scopes.get(code)
    done = Counter(check.circuit for check in checks if check.state not in (MISSING, NOT_NEEDED))
    asked = Counter(check.circuit for check in checks if check.state != NOT_NEEDED)
    wire_centre = (site and site.wire_center_clli) or UNKNOWN
    rate_centre = (site and site.rate_center) or UNKNOWN
    return SiteMap(
        code=code,
        name=(site and site.name) or "",
        address=records.addresses.get(code) or "no address on record",
        exchange=f"wire centre {wire_centre}, rate centre {rate_centre}",
        parts=tuple(_part(records, part, scope, circuits) for part in PARTS),
        appearances=tuple(_appearances(records, code, scope, circuits)),
        circuits=tuple(_access(records, circuit, done[circuit.name], asked[circuit.name]) for circuit in circuits),
        recorded=done.total(),
        asked=asked.total(),
    )


def _part(records: Records, part: tuple[str, str, str], scope: Any, circuits: list[Any]) -> Part:
    what, field, when = part
    written = scope and getattr(scope, field)
    doubt = f"'{written}' names nobody" if written and records.company(written) == UNKNOWN else ""
    if field == "last_mile_owner" and written and not doubt:
        doubt = _last_mile_doubt(records, scope, circuits)
    return Part(what, when, records.party(written), doubt)


def _last_mile_doubt(records: Records, scope: Any, circuits: list[Any]) -> str:
    """What circuits say against the owner of the last mile that the scope sheet names."""
    owner = records.company(scope.last_mile_owner)
    paths = [circuit for circuit in circuits if circuit.kind != "sip" or circuit.access_type]
    plants = {records.company(circuit.underlying_provider) for circuit in paths} - {UNKNOWN}
    if plants and owner not in plants:
        return f"the circuits come over the plant of {', '.join(sorted(plants))}"
    if not plants and owner == records.company(scope.sip_owner):
        return "the same company as for the SIP service, and no circuit tells whose plant it is"
    return ""


def _access(records: Records, circuit: Any, recorded: int, asked: int) -> Access:
    contract, demarc = records.terms_of(circuit), records.demarc_of(circuit)
    hours = contract and contract.repair_hours
    best_effort = circuit.service_class == "best_effort"
    return Access(
        name=circuit.name,
        form=id_form(circuit.name),
        kind=circuit.kind or UNKNOWN,
        sold_by=records.company(circuit.retail_provider),
        plant_of=records.company(circuit.underlying_provider),
        service=(circuit.service_class or UNKNOWN).replace("_", " "),
        repair="no promise" if best_effort else UNKNOWN if hours is None else f"{hours:g} h",
        demarc=(demarc and demarc.location_text) or UNKNOWN,
        recorded=recorded,
        asked=asked,
    )


def _appearances(records: Records, code: str, scope: Any, circuits: list[Any]) -> Iterator[Appearance]:
    """Where the incumbent appears, by what the sheets tell; a blank leaves it unknown."""
    incumbent = records.company(scope and scope.ilec)
    last_mile = records.company(scope and scope.last_mile_owner)
    wiring = records.company(scope and scope.inside_wiring_owner)
    plants = [records.company(one.underlying_provider) for one in circuits if one.kind not in (*TDM, "sip")]
    lines = [records.company(one) for one in records.line_carriers.get(code, ())]
    lines += [records.company(one.underlying_provider or one.retail_provider) for one in circuits if one.kind in TDM]
    losing = [records.company(one) for one in records.losing_carriers.get(code, ())]
    asked = (
        (plants or [last_mile], "the last mile of its circuits"),
        (lines or [UNKNOWN], "the carriers of its lines and PRIs"),
        (losing or [UNKNOWN], "the CSRs and port orders of its numbers"),
        ([last_mile], "the owner of the last mile, which ends there"),
        ([wiring], "the owner of the inside wiring"),
    )
    for where, (companies, by) in zip(PLACES, asked, strict=True):
        yield Appearance(where, _appears(incumbent, companies), f"by {by}: {_list(companies)}")


def _appears(incumbent: str, companies: Sequence[str]) -> str:
    if incumbent == UNKNOWN:
        return UNKNOWN
    if incumbent in companies:
        return YES
    return UNKNOWN if UNKNOWN in companies else NO


def _list(names: Iterable[str]) -> str:
    return ", ".join(sorted(set(names), key=lambda name: (name == UNKNOWN, name)))


def _parties(records: Records, sites: Sequence[SiteMap]) -> tuple[Party, ...]:
    """All companies that the sheet of providers lists or a site names, with what they own and sell."""
    does: dict[str, Counter[str]] = defaultdict(Counter)
    for site in sites:
        for part in site.parts:
            does[part.party.name][part.what] += 1
        for circuit in site.circuits:
            does[circuit.sold_by]["circuits sold"] += 1
            does[circuit.plant_of]["circuits over its plant"] += 1
    names = sorted((does.keys() | records.providers.keys()) - {UNKNOWN})
    return tuple(
        replace(records.party(name), does=tuple(f"{what}: {count:,}" for what, count in does[name].items()))
        for name in names
    )
