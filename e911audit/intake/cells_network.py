"""Cells that hold what networks are made of: subnets, MAC addresses, ports, identifiers."""

import ipaddress
import re

from e911audit.intake.cells import Unread, text

MAC = re.compile(r"(?:[0-9a-f]{2}[:.-]?){5}(?:[0-9a-f]{2}|[0-9a-f]?\*)|(?:[0-9a-f]{4}[.:-]?){3}", re.IGNORECASE)
"""Every usual spelling; the last digits of a BSSID may be a wildcard."""
GUID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")
NAME_WITH_MAC = re.compile(r"(?:SEP|ATA)([0-9A-F]{12})", re.IGNORECASE)
IPV4_BITS = 32


def guid(text_: str) -> str | None:
    """An identifier of Microsoft's kind in lower case; the one of zeros stands for none, another name for itself."""
    found = text(text_)
    bare = found.strip("{}").casefold() if found else ""
    if not GUID.fullmatch(bare):
        return found
    return bare if bare.strip("0-") else None


def network(text_: str) -> str | None:
    """A subnet with its prefix length: ``10.1.0.0/16``, ``10.1.0.0|16``, ``10.1.0.0|255.255.0.0``, or without any."""
    found = text(text_)
    if found is None:
        return None
    address, _, mask = found.replace("|", "/").partition("/")
    try:
        ipaddress.ip_network(f"{address.strip()}/{mask.strip()}" if mask.strip() else address.strip(), strict=False)
    except ValueError:
        raise Unread("is no network address") from None
    return f"{address.strip()}/{_prefix(mask.strip())}" if mask.strip() else address.strip()


def network_range(text_: str) -> str | None:
    """A subnet told by its first address, last address and prefix length, ``10.1.0.0|10.1.0.255|24``.

    One of the last two may be blank. A range that is no subnet stays a range, ``10.1.0.10-10.1.0.99``.
    """
    first, last, bits = (part.strip() for part in f"{text_}||".split("|")[:3])
    if bits or not last:
        return network(f"{first}|{bits}")
    try:
        low, high = int(ipaddress.IPv4Address(first)), int(ipaddress.IPv4Address(last))
    except ValueError:
        raise Unread("is no range of network addresses") from None
    if low > high:
        raise Unread("is a range that ends before it begins")
    size = high - low + 1
    if size & (size - 1) or low % size:
        return f"{first}-{last}"
    return f"{first}/{IPV4_BITS + 1 - size.bit_length()}"


def _prefix(mask: str) -> str:
    return str(ipaddress.ip_network(f"0.0.0.0/{mask}").prefixlen) if "." in mask else mask


def mac(text_: str) -> str | None:
    """A MAC address or BSSID as written, wildcards included; Unread where its digits are too many or too few."""
    found = text(text_)
    if found is not None and not MAC.fullmatch(found):
        raise Unread("is no MAC address")
    return found


def switch(text_: str) -> str | None:
    """The switch of a port that is written behind it, ``chassis;port``; without a port all of the text."""
    return text(text_.partition(";")[0])


def switch_port(text_: str) -> str | None:
    """The port of ``chassis;port``; none where no port is written."""
    return text(text_.partition(";")[2])


def name_mac(text_: str) -> str | None:
    """The MAC address in a device's name, ``SEP001122334455``; other names have none."""
    found = NAME_WITH_MAC.fullmatch(text_.strip())
    return found and found.group(1).upper()
