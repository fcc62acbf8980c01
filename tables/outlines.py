"""Writes the outlines of the states ``e911audit/reports/html/data/outlines.json`` from the npm package ``us-atlas``.

    npm pack us-atlas@3.0.1 && tar xzf us-atlas-3.0.1.tgz
    python -m tables.outlines package/states-albers-10m.json

The package (ISC licence) holds the Census Bureau's boundaries of 2017 (public domain) as lines that states share
(TopoJSON), already projected onto 975 by 610 units. Written are two paths of SVG, thinned to what a page shows:
``land``, the closed coasts and outer borders, and ``borders``, the lines between two states.
"""

import json
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

FILE = Path(__file__).parents[1] / "e911audit" / "reports" / "html" / "data" / "outlines.json"
TOLERANCE = 0.4
"""How far a thinned line may lie from the true one, in units of the map; a site's mark is 8 wide."""
SMALLEST = 1.2
"""Width or height of the smallest island that is kept."""

Point = tuple[float, float]
Line = list[Point]


def outlines(topology: dict[str, Any]) -> dict[str, str]:
    """Return the two paths."""
    arcs = [thin(list(decode(arc, topology["transform"]))) for arc in topology["arcs"]]
    states = [_rings(geometry) for geometry in topology["objects"]["states"]["geometries"]]
    used = Counter(_index(arc) for rings in states for ring in rings for arc in ring)
    (nation,) = topology["objects"]["nation"]["geometries"]
    coasts = (_joined(ring, arcs) for ring in _rings(nation))
    return {
        "land": "".join(f"{path(ring)}z" for ring in coasts if _size(ring) >= SMALLEST),
        "borders": "".join(path(arcs[arc]) for arc, states_beside in sorted(used.items()) if states_beside > 1),
    }


def decode(arc: Iterable[list[int]], transform: dict[str, list[float]]) -> Iterator[Point]:
    """Yield the points of an arc, which is written as whole steps from one to the next."""
    (wide, high), (left, top) = transform["scale"], transform["translate"]
    x = y = 0
    for right, down in arc:
        x, y = x + right, y + down
        yield x * wide + left, y * high + top


def thin(line: Line) -> Line:
    """Leave out points that lie within the tolerance of the line without them (Ramer, Douglas and Peucker)."""
    if len(line) < 3:
        return line
    middle = max(range(1, len(line) - 1), key=lambda at: _distance(line[at], line[0], line[-1]))
    if _distance(line[middle], line[0], line[-1]) <= TOLERANCE:
        return [line[0], line[-1]]
    return [*thin(line[: middle + 1])[:-1], *thin(line[middle:])]


def path(line: Line) -> str:
    """Return the line as a path of SVG in tenths of a unit, each point as the step from the one before."""
    steps, before = [], (0, 0)
    for x, y in line:
        here = round(x * 10), round(y * 10)
        if here != before or not steps:
            steps.append((here[0] - before[0], here[1] - before[1]))
        before = here
    (first, *rest) = (f"{x}{y}" if y < 0 else f"{x},{y}" for x, y in steps)
    return f"M{first}l{' '.join(rest)}".replace(" -", "-")


def _distance(point: Point, start: Point, end: Point) -> float:
    """From the point to the stretch between two others."""
    along = (end[0] - start[0], end[1] - start[1])
    off = (point[0] - start[0], point[1] - start[1])
    length = along[0] ** 2 + along[1] ** 2
    share = max(0.0, min(1.0, (off[0] * along[0] + off[1] * along[1]) / length)) if length else 0.0
    return float(((off[0] - share * along[0]) ** 2 + (off[1] - share * along[1]) ** 2) ** 0.5)


def _rings(geometry: dict[str, Any]) -> list[list[int]]:
    polygons = [geometry["arcs"]] if geometry["type"] == "Polygon" else geometry["arcs"]
    return [ring for polygon in polygons for ring in polygon]


def _index(arc: int) -> int:
    """A negative number names the same arc, walked backwards."""
    return arc if arc >= 0 else ~arc


def _joined(ring: list[int], arcs: list[Line]) -> Line:
    """One closed line of the arcs of a ring; where two meet, their common point stands once."""
    points: Line = []
    for arc in ring:
        line = arcs[_index(arc)]
        points += (line if arc >= 0 else line[::-1])[:-1]
    return points


def _size(ring: Line) -> float:
    across, down = zip(*ring, strict=True)
    return max(max(across) - min(across), max(down) - min(down))


if __name__ == "__main__":
    found = outlines(json.loads(Path(sys.argv[1]).read_text(encoding="utf-8")))
    FILE.write_text(json.dumps(found, indent=0) + "\n", encoding="utf-8", newline="\n")
