"""Analog adapters and the lines on their ports: which device a line's gateway port or replacement names."""

import re
from collections.abc import Iterator, Mapping

from sqlalchemy import Connection, bindparam, select, update

from e911audit.intake.cells import plain
from e911audit.model.tables import Device, Line

KINDS = ("ata", "gateway")
"""Kinds of device that have ports for analog lines."""
ENDS = re.compile(r"(?<=\w)(?!\w)")
"""Where a word of a text ends, and so where a device's name may end: ``SLC-ATA1 port 1``, ``VG310:2/0``."""


def name_gateways(connection: Connection) -> None:
    """Work out the gateway of each line; safe to repeat."""
    named = dict(_names(connection))
    lines = select(Line.c.id, Line.c.gateway_port, Line.c.replacement, Line.c.gateway)
    changed = [
        {"line": id_, "found": found}
        for id_, port, replacement, before in connection.execute(lines)
        if (found := gateway(port, named) or gateway(replacement, named)) != before
    ]
    if changed:
        connection.execute(
            update(Line).where(Line.c.id == bindparam("line")).values(gateway=bindparam("found")), changed
        )


def _names(connection: Connection) -> Iterator[tuple[str, str]]:
    """What adapters may be called, their names after their hardware addresses -> their names."""
    devices = connection.execute(select(Device.c.name, Device.c.mac).where(Device.c.kind.in_(KINDS))).all()
    yield from ((plain(mac), name) for name, mac in devices if mac)
    yield from ((plain(name), name) for name, _ in devices)


def gateway(text: str | None, named: Mapping[str, str]) -> str | None:
    """Return the device whose name the text begins with, the longest of several; None where it begins with none.

    >>> gateway("SLC-ATA1 port 1", {"slcata1": "SLC-ATA1", "slc": "SLC"})
    'SLC-ATA1'
    >>> gateway("SLC-ATA12 port 1", {"slcata1": "SLC-ATA1"})
    """
    if not text or not named:
        return None
    beginnings = (plain(text[: end.start()]) for end in reversed(list(ENDS.finditer(text))))
    return next((named[beginning] for beginning in beginnings if beginning in named), None)
