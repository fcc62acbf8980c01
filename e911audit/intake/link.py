"""What can only be said once all sheets are there: one spelling for each name, repeated records, mapped locations."""

import ipaddress
from collections import Counter, defaultdict
from typing import Any

from sqlalchemy import Connection, bindparam, func, select, update

from e911audit.intake.cells import plain
from e911audit.intake.guide import judge_guide
from e911audit.intake.points import judge_points
from e911audit.model.tables import (
    Building,
    Device,
    Line,
    Location,
    NetworkElement,
    Number,
    Sheet,
    Site,
    Source,
    System,
)

SITE_REFERENCES = (Building, Location, NetworkElement, Number, Device, Line)
LOCATION_REFERENCES = (NetworkElement, Number, Device, Line)
REPEATABLE = (
    (Site, (Site.c.code,)),
    (Location, (Location.c.code,)),
    (System, (System.c.name,)),
    (Building, (Building.c.site, Building.c.name)),
)


def link(connection: Connection) -> None:
    """Join what the sheets of a store say about each other; safe to repeat."""
    sites = _spellings(connection, Site.c.code, *(table.c.site for table in SITE_REFERENCES))
    names = {plain(name): code for code, name in connection.execute(select(Site.c.code, Site.c.name)) if name}
    for column in (Site.c.code, *(table.c.site for table in SITE_REFERENCES)):
        _respell(connection, column, names | sites)
    for own, references in (
        (Location.c.code, [table.c.location for table in LOCATION_REFERENCES]),
        (System.c.name, [Device.c.system]),
    ):
        meant = _spellings(connection, own, *references)
        for column in (own, *references):
            _respell(connection, column, meant)
    for table, key in REPEATABLE:
        _mark_repeats(connection, table, key)
    _map_devices(connection)
    judge_points(connection)
    judge_guide(connection)


def _spellings(connection: Connection, own: Any, *references: Any) -> dict[str, str]:
    """Plain name -> the spelling that most records use, for the names that a sheet of their own defines.

    Among equals the spelling of that sheet counts.
    """
    own_names = set(connection.scalars(select(own)))
    defined = {plain(name) for name in own_names}
    counts: Counter[str] = Counter()
    for column in (own, *references):
        for name, count in connection.execute(select(column, func.count()).group_by(column)):
            if name and plain(name) in defined:
                counts[name] += count
    ranked = sorted(counts.items(), key=lambda entry: (entry[1], entry[0] in own_names, entry[0]))
    return {plain(name): name for name, _ in ranked}


def _mark_repeats(connection: Connection, table: Any, key: tuple[Any, ...]) -> None:
    """All but the first record of a name repeat it: first by file, sheet and row, whatever was loaded first."""
    same = [func.lower(column) for column in key]
    order = (Source.c.path, Sheet.c.position, table.c.row)
    place = func.row_number().over(partition_by=same, order_by=order).label("place")
    placed = select(table.c.id, place).join(Sheet, Sheet.c.id == table.c.sheet_id).join(Source).subquery()
    again = table.c.id.in_(select(placed.c.id).where(placed.c.place > 1))
    connection.execute(update(table).values(repeats=again))


def _respell(connection: Connection, column: Any, names: dict[str, str]) -> None:
    written = connection.scalars(select(column).where(column.is_not(None)).distinct()).all()
    wrong = [
        {"written": text, "meant": meant} for text in written if (meant := names.get(plain(text))) and meant != text
    ]
    if wrong:
        connection.execute(
            update(column.table).where(column == bindparam("written")).values({column.key: bindparam("meant")}), wrong
        )


def _map_devices(connection: Connection) -> None:
    """The location that the network map gives each device: port before switch before access point before subnet."""
    if connection.scalar(select(NetworkElement.c.id).limit(1)) is None:
        connection.execute(update(Device).where(Device.c.mapped_location.is_not(None)).values(mapped_location=None))
        return
    network = NetworkMap(connection)
    devices = select(
        Device.c.id,
        Device.c.switch,
        Device.c.switch_port,
        Device.c.bssid,
        Device.c.ip_address,
        Device.c.mapped_location,
    )
    changed = [
        {"device": id_, "found": found}
        for id_, switch, port, bssid, address, before in connection.execute(devices)
        if (found := network.location(switch, port, bssid, address)) != before
    ]
    if changed:
        connection.execute(
            update(Device).where(Device.c.id == bindparam("device")).values(mapped_location=bindparam("found")), changed
        )


class NetworkMap:
    """The network elements of a store, by what identifies them."""

    def __init__(self, connection: Connection) -> None:
        self.exact: dict[tuple[str, ...], str] = {}
        self.subnets: dict[tuple[int, int], dict[int, str]] = defaultdict(dict)
        rows = select(
            NetworkElement.c.kind, NetworkElement.c.identifier, NetworkElement.c.port, NetworkElement.c.location
        )
        for kind, identifier, port, location in connection.execute(rows.where(NetworkElement.c.location.is_not(None))):
            if kind == "subnet":
                self._add_subnet(identifier, location)
            elif kind == "port":
                self.exact["port", plain(identifier), plain(port or "")] = location
            else:
                self.exact[kind or "switch", plain(identifier)] = location

    def _add_subnet(self, identifier: str, location: str) -> None:
        try:
            network = ipaddress.ip_network(identifier.strip(), strict=False)
        except ValueError:
            return
        shift = network.max_prefixlen - network.prefixlen
        self.subnets[network.version, shift][int(network.network_address) >> shift] = location

    def location(self, switch: str | None, port: str | None, bssid: str | None, address: str | None) -> str | None:
        """The location id for a device that was seen there, None where no element knows it."""
        found = None
        if switch:
            found = self.exact.get(("port", plain(switch), plain(port or ""))) or self.exact.get(
                ("switch", plain(switch))
            )
        if not found and bssid:
            found = self.exact.get(("bssid", plain(bssid)))
        return found or (self._by_subnet(address) if address and self.subnets else None)

    def _by_subnet(self, text: str) -> str | None:
        try:
            address = ipaddress.ip_address(text.strip())
        except ValueError:
            return None
        for (version, shift), networks in sorted(self.subnets.items()):
            if version == address.version and (found := networks.get(int(address) >> shift)):
                return found
        return None
