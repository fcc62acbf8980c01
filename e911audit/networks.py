"""Subnets and access points as spans of a number line.

The end points are texts of one width, so that they compare as numbers do, in Python and in SQL: ``4`` and 8 hexadecimal
digits (IPv4), ``6`` and 32 (IPv6), ``m`` and 12 (MAC address).
"""

import ipaddress
import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from typing import Generic, NamedTuple, TypeVar

Value = TypeVar("Value")
Address = ipaddress.IPv4Address | ipaddress.IPv6Address
Network = ipaddress.IPv4Network | ipaddress.IPv6Network

MAC_DIGITS = 12
WILD = re.compile(r"\*+$")
WILD_DIGITS = 2
"""Microsoft Teams takes a wildcard for the last one or two digits of a BSSID, no more."""
SEPARATORS = re.compile(r"[-:.\s]")
GROUP_BIT = 1 << 40
"""Set in the first octet of an address that stands for many stations (IEEE 802); no radio has one of its own."""
SEEN_BITS = {4: 24, 6: 64}
"""How large a network is taken to be of which nothing but an address was seen."""


class Span(NamedTuple):
    """What an identifier covers. ``high`` is None where its size was not written; ``fault`` is "" where it is sound."""

    low: str
    high: str | None
    fault: str = ""


def address_key(address: Address) -> str:
    """The place of an address on its line."""
    width = address.max_prefixlen // 4
    return f"{address.version}{int(address):0{width}x}"


def address(text: str) -> Address | None:
    """The IP address that a device was seen with, without the mask or zone that may stand behind it; None for others.

    An IPv4 address in the clothes of IPv6 is one of IPv4.
    """
    try:
        found = ipaddress.ip_address(text.strip().partition("/")[0].partition("%")[0])
    except ValueError:
        return None
    return (isinstance(found, ipaddress.IPv6Address) and found.ipv4_mapped) or found


def around(found: Address) -> str:
    """The network in which an address probably stands, ``10.1.9.0/24``: to name what no map knows."""
    return str(ipaddress.ip_network((found, SEEN_BITS[found.version]), strict=False))


def subnet(text: str) -> Span | None:
    """The span of ``10.1.2.0/24``, ``10.1.2.0`` (size unknown) or ``10.1.2.10-10.1.2.99``; None where it is neither."""
    written = text.replace(" ", "")
    first, dash, last = written.partition("-")
    try:
        if dash:
            low, high = ipaddress.ip_address(first), ipaddress.ip_address(last)
            ordered = low.version == high.version and int(low) <= int(high)
            return Span(address_key(low), address_key(high)) if ordered else None
        network = ipaddress.ip_network(written, strict=False)
    except ValueError:
        return None
    start = ipaddress.ip_address(first.partition("/")[0])
    if "/" not in written:
        alone = int(start) & 1
        return Span(address_key(start), address_key(start) if alone else None, _nowhere(network))
    fault = _nowhere(network) or (f"is an address within {network}, not its first one" if start != network[0] else "")
    return Span(address_key(network[0]), address_key(network[-1]), fault)


def _nowhere(network: Network) -> str:
    if network.prefixlen == 0:
        return "covers every address there is"
    if network.is_link_local or network.is_loopback:
        return "is in use at every site: its addresses mean something only on their own link"
    return "is a multicast network, in which no device is" if network.is_multicast else ""


def largest(low: str) -> str:
    """The last address that a network can reach whose first one is given and whose size is not."""
    number, width = int(low[1:], 16), len(low) - 1
    zeros = (number & -number).bit_length() - 1 if number else width * 4
    return f"{low[0]}{number + (1 << zeros) - 1:0{width}x}"


def mac(text: str) -> str | None:
    """The place of a MAC address on its line, however it is spelled; None where it is none."""
    from netaddr import EUI, AddrFormatError

    digits = SEPARATORS.sub("", text)
    if len(digits) != MAC_DIGITS:
        return None
    try:
        return f"m{int(EUI(digits, version=48)):012x}"
    except AddrFormatError:
        return None


def mac_text(key: str) -> str:
    """A MAC address as Microsoft Teams writes it, ``F0-6E-0B-C2-03-23``."""
    from netaddr import EUI

    return str(EUI(int(key[1:], 16), version=48))


def bssid(text: str) -> Span | None:
    """The span of a BSSID, whose last digits may be a wildcard, ``F0-6E-0B-C2-03-*``; None where it is none."""
    digits = SEPARATORS.sub("", text)
    stem = WILD.sub("", digits)
    if len(stem) > MAC_DIGITS or (stem == digits and len(stem) != MAC_DIGITS) or not stem:
        return None
    low, high = mac(stem.ljust(MAC_DIGITS, "0")), mac(stem.ljust(MAC_DIGITS, "f"))
    if low is None or high is None:
        return None
    fault = ""
    if int(low[1:], 16) & GROUP_BIT:
        fault = "is an address for groups of stations, which no access point has"
    elif MAC_DIGITS - len(stem) > WILD_DIGITS:
        fault = "has a wildcard for more than the last two digits, which Microsoft Teams does not take"
    return Span(low, high, fault)


class Spans(Generic[Value]):
    """Spans with a value each, to ask which is the smallest that holds a key, and which lie over one another."""

    def __init__(self, spans: Iterable[tuple[str, str, Value]]) -> None:
        ordered = sorted(spans, key=lambda span: span[1], reverse=True)
        self.spans = sorted(ordered, key=lambda span: span[0])
        self.lows = [low for low, _, _ in self.spans]
        self.parents: list[int] = []
        open_: list[int] = []
        for place, (low, _, _) in enumerate(self.spans):
            while open_ and self.spans[open_[-1]][1] < low:
                open_.pop()
            self.parents.append(open_[-1] if open_ else -1)
            open_.append(place)

    def find(self, key: str) -> tuple[str, str, Value] | None:
        """The smallest span that holds the key."""
        place = bisect_right(self.lows, key) - 1
        while place >= 0 and self.spans[place][1] < key:
            place = self.parents[place]
        return self.spans[place] if place >= 0 else None

    def over(self) -> Iterator[tuple[tuple[str, str, Value], tuple[str, str, Value]]]:
        """Each span that begins within another, behind the nearest such other."""
        for place, parent in enumerate(self.parents):
            if parent >= 0:
                yield self.spans[parent], self.spans[place]
