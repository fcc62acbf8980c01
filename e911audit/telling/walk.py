"""The walk to the ends of lines: where each may end, what it is believed to be, what a technician should look for."""

import re
from collections import defaultdict
from typing import Any, NamedTuple

from sqlalchemy import Connection, and_, not_, select

from e911audit.line_kinds import UNKNOWN, kind_of, line_kinds
from e911audit.model.tables import Address, Demarc, Line, Location, Place
from e911audit.store.store import Store
from e911audit.views.discovery import KindSeen, Stop, Walk
from e911audit.views.result import Result, SurvivingLine

NOT_KNOWN = ("", "none", "contradicted")
"""How sure a line is of which nobody knows what it serves; it comes first at its site."""
DIGITS = re.compile(r"(\d+)")
CITED = re.compile(r" \([^()]*[ !][A-Z]+\d+\)$")
"""The cell behind what is told of a line: of use at a desk, not at a jack."""
ANSWER = {"yes": "yes", "no": "no"}


class Spot(NamedTuple):
    """Where the inventory says that a line ends, and its circuit."""

    building: str
    floor: str
    jack: str
    circuit: str


NOWHERE = Spot("", "", "", "")


def plan_walk(store: Store, result: Result) -> Walk:
    """Plan the walk for the lines of a result: all of them, as each can be another than it is believed to be."""
    with store.work() as connection:
        spots, demarcs = _spots(connection), _demarcs(connection)
    stops = [
        _stop(line, spots.get(line.line, NOWHERE), demarcs) for line in (*result.must_survive, *result.other_lines)
    ]
    return Walk(
        version=result.version,
        as_of=result.as_of,
        stops=tuple(sorted(stops, key=_order)),
        kinds=tuple(
            KindSeen(kind.title, ANSWER.get(kind.life_safety, "perhaps"), kind.look_for)
            for kind in line_kinds().values()
            if kind.name != UNKNOWN
        ),
    )


def _stop(line: SurvivingLine, spot: Spot, demarcs: dict[str, tuple[str, ...]]) -> Stop:
    names = {kind.title: name for name, kind in line_kinds().items()}
    kind = kind_of(UNKNOWN if line.confidence in NOT_KNOWN else names.get(line.kind))
    return Stop(
        site=line.site,
        building=spot.building,
        floor=spot.floor,
        jack=spot.jack,
        demarcs=demarcs.get(spot.circuit or line.line) or demarcs.get(line.site, ()),
        line=line.line,
        kind=line.kind_told,
        lives=line.lives,
        confidence=line.confidence or "none",
        how_known=tuple(CITED.sub("", words) for words in line.how_known) or (line.why,),
        decision=line.decision,
        look_for=kind.look_for,
        find_out=line.facts_missing,
    )


def _order(stop: Stop) -> tuple[Any, ...]:
    """By site; what nobody knows first, then a walk through the building: floors 2, 10, 10A in this order."""
    known = stop.confidence not in NOT_KNOWN
    return stop.site, known, stop.building, _counted(stop.floor), stop.jack, stop.line


def _counted(text: str) -> tuple[tuple[int, str], ...]:
    return tuple((int(part), "") if part.isdecimal() else (0, part) for part in DIGITS.split(text) if part)


def _spots(connection: Connection) -> dict[str, Spot]:
    """Line -> where it ends: of its rows the first that tells each part."""
    own_address, there_address = Address.alias("own_address"), Address.alias("there_address")
    own, there = Place.alias("own"), Place.alias("there")
    parts = ("building", "floor", "line2")
    query = (
        select(
            *(Line.c[name] for name in ("name", "circuit", "location", "gateway_port")),
            Location.c.building.label("named"),
            *(place.c[part].label(f"{place.name}_{part}") for place in (own, there) for part in parts),
        )
        .join(Location, and_(Location.c.code == Line.c.location, not_(Location.c.repeats)), isouter=True)
        .join(own_address, own_address.c.id == Line.c.address_id, isouter=True)
        .join(own, own.c.id == own_address.c.place_id, isouter=True)
        .join(there_address, there_address.c.id == Location.c.address_id, isouter=True)
        .join(there, there.c.id == there_address.c.place_id, isouter=True)
        .order_by(Line.c.id)
    )
    found: dict[str, Spot] = {}
    for row in connection.execute(query):
        before = found.get(row.name, NOWHERE)
        jack = ", ".join(filter(None, (row.own_line2 or row.there_line2, row.location, row.gateway_port)))
        now = Spot(
            row.named or row.own_building or row.there_building or "",
            row.own_floor or row.there_floor or "",
            jack,
            row.circuit or "",
        )
        found[row.name] = Spot(*(old or new for old, new in zip(before, now, strict=True)))
    return found


def _demarcs(connection: Connection) -> dict[str, tuple[str, ...]]:
    """Circuit or site -> its demarcation points, with what their labels say."""
    found: dict[str, list[str]] = defaultdict(list)
    for row in connection.execute(select(Demarc).where(Demarc.c.location_text.is_not(None)).order_by(Demarc.c.id)):
        label = f" (label {row.label})" if row.label else ""
        for name in filter(None, (row.circuit, row.site)):
            found[name].append(f"{row.location_text}{label}")
    return {name: tuple(dict.fromkeys(told)) for name, told in found.items()}
