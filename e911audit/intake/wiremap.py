"""The network map (wiremap) of a store: what its elements cover, where they contradict, and where devices are by it."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

from sqlalchemy import Connection, Row, and_, not_, select

from e911audit import networks
from e911audit.intake.guide import change
from e911audit.intake.whereabouts import SPAN, Element, Found, WireMap, chassis, port_name
from e911audit.model.tables import Device, Location, NetworkElement, Sheet, Source
from e911audit.networks import Span, Spans

COVERED = ("low", "high", "network_fault", "clash", "overlap", "overlap_count", "overlap_how")
"""The columns of a network element that are worked out here."""
FOUND = ("mapped_location", "mapped_by", "mapped_element", "unmapped")
"""Those of a device."""
READ = {"subnet": networks.subnet, "bssid": networks.bssid}
UNREADABLE = {"subnet": "is no network address", "bssid": "is no MAC address"}
TOLD = 4
"""How many places of a contradiction are told."""


def judge_wiremap(connection: Connection) -> None:
    """Work out the columns of network elements and of devices; safe to repeat. Without a map nothing is said."""
    rows = connection.execute(
        select(NetworkElement, Location.c.site.label("at"), Source.c.name.label("file"), Sheet.c.name.label("tab"))
        .join(Sheet, Sheet.c.id == NetworkElement.c.sheet_id)
        .join(Source, Source.c.id == Sheet.c.source_id)
        .join(Location, and_(Location.c.code == NetworkElement.c.location, not_(Location.c.repeats)), isouter=True)
        .order_by(Source.c.path, Sheet.c.position, NetworkElement.c.row, NetworkElement.c.id)
    ).all()
    elements = _elements(rows)
    change(connection, NetworkElement, COVERED, _judged(elements))
    wiremap = WireMap(elements) if elements else None
    seen = (Device.c.switch, Device.c.switch_port, Device.c.bssid, Device.c.ip_address)
    devices = connection.execute(select(Device.c.id, *seen, *(Device.c[name] for name in FOUND))).all()
    change(connection, Device, FOUND, ((row, wiremap.find(row) if wiremap else Found()) for row in devices))


def _elements(rows: Iterable[Row[Any]]) -> list[Element]:
    """The rows with what each covers; a subnet that is written without its size has that of its namesakes.

    Microsoft Teams lists the subnets of its locations without their sizes, and those of its sites with them.
    """
    read = [(row, READ[row.kind](row.identifier) if row.kind in READ else None) for row in rows]
    sizes = defaultdict(set)
    for _, span in read:
        if span and span.high:
            sizes[span.low].add(span.high)
    elements = []
    for row, written in read:
        span = written
        if span and span.high is None and len(sizes[span.low]) == 1:
            span = span._replace(high=next(iter(sizes[span.low])))
        elements.append(Element(row, span, _key(row, span)))
    return elements


def _key(row: Row[Any], span: Span | None) -> tuple[str, ...]:
    if span:
        return (SPAN, span.low, span.high or "")
    if row.kind == "port":
        return ("port", chassis(row.identifier), port_name(row.port))
    return (row.kind or "switch", chassis(row.identifier))


class Overlap(NamedTuple):
    """What lies within an element and tells another location."""

    example: str | None
    number: int | None = None
    how: str | None = None


def _judged(elements: list[Element]) -> Iterator[tuple[Row[Any], tuple[Any, ...]]]:
    clashes, overlaps = _clashes(elements), _overlaps(elements)
    for row, span, _ in elements:
        fault = span.fault if span else UNREADABLE.get(row.kind or "")
        low, high = (span.low, span.high) if span else (None, None)
        clash = clashes.get(row.id, "") if row.location else None
        overlap = overlaps.get(row.id, Overlap("" if row.location and high else None))
        yield row, (low, high, fault, clash, *overlap)


def _clashes(elements: list[Element]) -> dict[int, str]:
    """The first row of each element that several rows give different locations -> these, with file and row."""
    same = defaultdict(list)
    for row, _, key in elements:
        if row.location:
            same[key].append(row)
    return {
        rows[0].id: ", ".join(_place(row) for row in rows[:TOLD]) + (", ..." if len(rows) > TOLD else "")
        for rows in same.values()
        if len({row.location for row in rows}) > 1
    }


def _place(row: Row[Any]) -> str:
    return f"{row.location} ({' '.join(filter(None, (row.file, row.tab)))} row {row.row})"


def _overlaps(elements: list[Element]) -> dict[int, Overlap]:
    """What each element has within it that tells another location; of several elements around it the nearest counts."""
    first: dict[tuple[str, str], Row[Any]] = {}
    for row, span, _ in elements:
        if row.location and span and span.high:
            first.setdefault((span.low, span.high), row)
    found: dict[int, Overlap] = {}
    for (_, end, outer), (_, high, inner) in Spans((*ends, row) for ends, row in first.items()).over():
        if outer.location != inner.location:
            before = found.get(outer.id, Overlap(f"{inner.identifier} ({inner.location})"))
            how = "crossing" if high > end else _how(outer, inner)
            # In the order of the alphabet, the graver comes first; it stays.
            found[outer.id] = Overlap(before.example, (before.number or 0) + 1, min(before.how or how, how))
    return found


def _how(outer: Row[Any], inner: Row[Any]) -> str:
    return "another site" if outer.at and inner.at and outer.at != inner.at else "inside"
