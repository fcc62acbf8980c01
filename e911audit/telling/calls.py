"""The plan of 911 test calls: few calls that reach every site, building, floor, system and trunk group."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

from sqlalchemy import Connection, not_, select

from e911audit.intake.cells import plain
from e911audit.model.tables import Address, Building, Device, Location, Place, Site, System
from e911audit.store.store import Store
from e911audit.telling.cover import at_least, cover
from e911audit.telling.stations import Station, stations
from e911audit.views.call_plan import Call, CallPlan, NotReached
from e911audit.views.result import Result

WHY = {
    "site": "no device, number or line that can dial 911 is listed there",
    "building": "no device that can dial has a location in it",
    "floor": "no device that can dial has a location on it",
    "system": "no device of it that can dial is listed",
    "trunk group": "no device that can dial uses it",
}
"""Kind of thing -> why no call reaches it."""


class Thing(NamedTuple):
    """What a call reaches: a kind of ``WHY``, the site that it belongs to, its building and its own name."""

    kind: str
    site: str
    building: str
    name: str

    @property
    def called(self) -> str:
        """Its name, a floor's with the building: "3 of Main"."""
        return f"{self.name} of {self.building}" if self.kind == "floor" and self.building else self.name


def in_order(things: Iterable[Thing]) -> list[Thing]:
    """Sites before buildings before floors, then systems and trunk groups."""
    return sorted(things, key=lambda thing: (list(WHY).index(thing.kind), thing))


def plan_calls(store: Store, result: Result) -> CallPlan:
    """Plan calls for the sites of a result; a result of some sites gives a plan of these and what stands there."""
    chosen = {site.code for site in result.sites}
    with store.work() as connection:
        everything = Inventory(connection)
    whole = chosen >= everything.sites.keys()
    dialing = [station for station in everything.stations if whole or station.site in chosen]
    wanted = {thing for thing in everything.things if whole or thing.site in chosen}
    reaches = {station: frozenset(everything.reached(station)) for station in dialing}
    reaches = {station: things for station, things in reaches.items() if things}
    reached = frozenset().union(*reaches.values())
    calls = sorted(cover(reaches), key=lambda station: (station.site, station.building, station.floor, station.name))
    return CallPlan(
        version=result.version,
        as_of=result.as_of,
        calls=tuple(everything.call(station, in_order(reaches[station])) for station in calls),
        at_least=at_least(reaches),
        not_reached=(
            *(NotReached(t.kind, t.called, t.site, WHY[t.kind]) for t in in_order(wanted - reached)),
            *_beside(everything, dialing, chosen),
        ),
    )


class Inventory:
    """What of a store a plan of calls is about."""

    def __init__(self, connection: Connection) -> None:
        first = not_(Site.c.repeats)
        self.sites = {site.code: site for site in connection.execute(select(Site).where(first))}
        self.floors: dict[tuple[str, str], int | None] = {}
        self.names: dict[str, dict[str, str]] = defaultdict(dict)
        """Site -> plain name of a building -> its name."""
        for building in connection.execute(select(Building).where(not_(Building.c.repeats)).order_by(Building.c.id)):
            if building.name:
                self.names[building.site][plain(building.name)] = building.name
                self.floors[building.site, building.name] = building.floors
        self.stations = stations(connection)
        self.things = {Thing("site", code, "", code) for code in self.sites}
        self.things |= {Thing("building", site, name, name) for site, name in self.floors}
        self.things |= set(self._of_locations(connection))
        self.things |= {Thing("system", "", "", name) for (name,) in connection.execute(select(System.c.name))}
        trunks = select(Device.c.emergency_trunk).where(Device.c.emergency_trunk.is_not(None)).distinct()
        self.things |= {Thing("trunk group", "", "", name) for (name,) in connection.execute(trunks)}

    def _of_locations(self, connection: Connection) -> Iterator[Thing]:
        inside = (
            select(Location.c.site, Location.c.building, Place.c.building.label("read"), Place.c.floor)
            .join(Address, Address.c.id == Location.c.address_id, isouter=True)
            .join(Place, Place.c.id == Address.c.place_id, isouter=True)
            .where(Location.c.site.is_not(None), not_(Location.c.repeats))
        )
        for site, building, read, floor in connection.execute(inside):
            yield from self._inside(site, building or read or "", floor or "")

    def _inside(self, site: str, building: str, floor: str) -> Iterator[Thing]:
        """The building and floor of a place; the only building of its site where none is named."""
        names = self.names[site]
        own = names.get(plain(building), building) or (next(iter(names.values())) if len(names) == 1 else "")
        if own:
            yield Thing("building", site, own, own)
        if floor:
            yield Thing("floor", site, own, floor)

    def reached(self, station: Station) -> Iterator[Thing]:
        """What a call from there tests; off the premises it tests the way of the call alone."""
        if station.site and not station.off_premises:
            yield Thing("site", station.site, "", station.site)
            yield from self._inside(station.site, station.building, station.floor)
        if station.system:
            yield Thing("system", "", "", station.system)
        if station.trunk_group:
            yield Thing("trunk group", "", "", station.trunk_group)

    def call(self, station: Station, things: Iterable[Thing]) -> Call:
        """The call from a station."""
        site: Any = self.sites.get(station.site)
        inside = {thing.kind: thing.name for thing in things}
        return Call(
            dial_from=station.name,
            number=station.number,
            site=station.site,
            building=inside.get("building", ""),
            floor=inside.get("floor", ""),
            location=station.location,
            system=station.system,
            trunk_group=station.trunk_group,
            address=station.address,
            callback=station.callback,
            psap=(site and site.psap) or "",
            psap_phone=(site and site.psap_phone) or "",
            reaches=tuple(f"{thing.kind} {thing.called}" for thing in things),
        )


def _beside(everything: Inventory, dialing: list[Station], chosen: set[str]) -> Iterator[NotReached]:
    """What no list of places shows: floors without a location, telephones without a site, telephones elsewhere."""
    known = {thing for thing in everything.things if thing.kind == "floor"}
    known |= {thing for station in dialing for thing in everything.reached(station) if thing.kind == "floor"}
    named = Counter((thing.site, thing.building) for thing in known)
    for (site, building), floors in sorted(everything.floors.items()):
        missing = (floors or 0) - named[site, building]
        if missing > 0 and site in chosen:
            why = f"the building has {floors} floor{'s' * (floors != 1)}; the locations name {named[site, building]}"
            yield NotReached("floors", f"{missing} of {building}", site, why)
    away = sum(station.off_premises for station in dialing)
    lost = sum(not station.off_premises and not station.site for station in dialing)
    if lost:
        yield NotReached("devices", f"{lost}", "", "they can dial and have no site")
    if away:
        yield NotReached("devices", f"{away}", "", "they are off the premises: each must be tested where its user is")
