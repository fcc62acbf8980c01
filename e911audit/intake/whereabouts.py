"""Where a device is by the network map: its port before its switch, its access point, the smallest subnet around it."""

import re
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import Any, NamedTuple

from sqlalchemy import Row

from e911audit import networks
from e911audit.intake.cells import plain
from e911audit.networks import Span, Spans

SPAN = "span"
"""The first word of the key of a subnet or access point."""
PORT = re.compile(r"\s*([A-Za-z]*)[ -]?(\d[\d/.:]*)\s*")
ONE_LETTER = {"g": "gi", "f": "fa", "e": "et", "t": "te"}
"""What a single letter before a port's number is short for: GigabitEthernet and so on."""
Rows = list[Row[Any]]


class Element(NamedTuple):
    """A network element: its row (with ``at``, the site of its location), what it covers, what makes two rows one."""

    row: Row[Any]
    span: Span | None
    key: tuple[str, ...]


class Found(NamedTuple):
    """Where a device is; as the columns ``mapped_location``, ``mapped_by``, ``mapped_element`` and ``unmapped``."""

    location: str | None = None
    by: str | None = None
    element: int | None = None
    unmapped: str | None = None


class Seen(NamedTuple):
    """What the network knows of a device, in one spelling; None where it knows nothing of the kind."""

    switch: str | None
    port: str
    radio: str | None
    address: str | None


@lru_cache(4096)
def chassis(text: str) -> str:
    """One spelling for a switch, which is called by a name, an IP address or a MAC address."""
    address = networks.address(text)
    return networks.mac(text) or (networks.address_key(address) if address else plain(text))


@lru_cache(4096)
def port_name(text: str | None) -> str:
    """One spelling for a port: ``GigabitEthernet1/0/30``, ``Gi1/0/30`` and ``G1/0/30`` are one."""
    found = PORT.fullmatch(text or "")
    if not found:
        return plain(text or "")
    letters = found[1].casefold()[:2]
    return ONE_LETTER.get(letters, letters) + found[2]


def seen(device: Row[Any]) -> Seen:
    """Read where the network saw a device."""
    address = networks.address(device.ip_address) if device.ip_address else None
    return Seen(
        chassis(device.switch) if device.switch else None,
        port_name(device.switch_port),
        networks.mac(device.bssid) if device.bssid else None,
        networks.address_key(address) if address else None,
    )


def names(device: Row[Any], what: Seen) -> dict[str, str]:
    """How messages call what a device was seen on, by the kind of element that would know it."""
    address = networks.address(device.ip_address or "")
    found = {
        "bssid": f"access point {networks.mac_text(what.radio)}" if what.radio else "",
        "switch": f"switch {device.switch.strip()}" if what.switch else "",
        "subnet": f"network {networks.around(address)}" if address else "",
    }
    return {how: name for how, name in found.items() if name}


class WireMap:
    """The network elements of a store, by what identifies them."""

    def __init__(self, elements: Iterable[Element]) -> None:
        groups: dict[tuple[str, ...], Rows] = defaultdict(list)
        for row, _, key in sorted(elements, key=lambda element: not element.row.location):
            groups[key].append(row)
        self.named = {key: rows for key, rows in groups.items() if key[0] != SPAN}
        spans = [(key[1], key[2], rows) for key, rows in groups.items() if key[0] == SPAN]
        self.located = Spans((low, high, rows) for low, high, rows in spans if high and rows[0].location)
        lows = sorted(low for low, _, rows in spans if rows[0].location)
        self.bare = Spans(
            (low, high, rows)
            for low, high, rows in spans
            if high and not rows[0].location and bisect_left(lows, low) == bisect_right(lows, high)
        )
        self.unsized = sorted(low for low, high, rows in spans if not high and rows[0].location)
        self.detailed = {
            ("bssid" if row.kind == "bssid" else "switch", row.at)
            for rows in groups.values()
            for row in rows
            if row.location and row.at and row.kind != "subnet"
        }

    def find(self, device: Row[Any]) -> Found:
        """Where the device is. An element without a location counts only where no other knows the device.

        A network around those that tell locations, as Teams has them for its sites, is none that should tell one.
        """
        what = seen(device)
        if not (what.switch or what.radio or what.address):
            return Found()
        for located in (True, False):
            for how, rows in self._known(what, located=located):
                if not rows or len({row.location for row in rows if row.location}) > 1:
                    return Found(by="unsure")
                return Found(
                    rows[0].location, how, rows[0].id, self._gap(device, what, rows[0]) if how == "subnet" else ""
                )
        return Found(by="none", unmapped=next(iter(names(device, what).values())))

    def _known(self, what: Seen, *, located: bool) -> Iterator[tuple[str, Rows]]:
        """The elements that know it, by which they do, the first to be asked first; no rows where nobody can tell."""
        for key in (("port", what.switch or "", what.port), ("switch", what.switch or "")):
            if (rows := self.named.get(key)) and bool(rows[0].location) is located:
                yield key[0], rows
        spans = self.located if located else self.bare
        if what.radio and (span := spans.find(what.radio)):
            yield "bssid", span[2]
        if what.address:
            span = spans.find(what.address)
            if located and self._may_hold(what.address, span[0] if span else ""):
                yield "subnet", []
            elif span:
                yield "subnet", span[2]

    def _may_hold(self, address: str, low: str) -> bool:
        """Whether a subnet that is written without its size may reach to the address, and begins behind ``low``."""
        place = bisect_right(self.unsized, address) - 1
        return place >= 0 and self.unsized[place] > low and address <= networks.largest(self.unsized[place])

    def _gap(self, device: Row[Any], what: Seen, row: Row[Any]) -> str:
        """What a device that only its subnet places was seen on, where the map of its site does list such things.

        What the map lists without a location is no gap of this kind.
        """
        open_ = []
        if what.radio and ("bssid", row.at) in self.detailed and not self.bare.find(what.radio):
            open_.append("bssid")
        if what.switch and ("switch", row.at) in self.detailed and ("switch", what.switch) not in self.named:
            open_.append("switch")
        return names(device, what)[open_[0]] if open_ else ""
