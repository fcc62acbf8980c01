"""The map of sites: which mark stands where, and which sites have no place on it."""

import json
from collections.abc import Iterable
from functools import cache
from importlib.resources import files
from typing import NamedTuple

from e911audit.reports.html.projection import project
from e911audit.result import SiteVerdict

GRID = 8
"""Units of the map within which sites share a mark; a mark is as wide."""
NAMED = 5
"""Sites that a mark or a sentence names before it only counts."""

STOP, OPEN, GO = "stop", "open", "go"
"""Looks of a mark: an open blocker, blocker rules not judged, neither."""


class Mark(NamedTuple):
    """One mark: its look is that of the worst site under it."""

    x: float
    y: float
    look: str
    sites: int
    told: str


class Map(NamedTuple):
    """Marks, the best on top of none: the worst are drawn last; and the sites that need a word beside the map."""

    marks: list[Mark]
    by_zip: list[SiteVerdict]
    """Plotted at the centre of their ZIP's area."""
    nowhere: list[SiteVerdict]
    """Neither coordinates nor a ZIP, or outside of the fifty states."""


@cache
def outlines() -> dict[str, str]:
    """Paths of SVG in tenths of a unit, written by ``tables/outlines.py``: ``land`` and ``borders`` between states."""
    text = files("e911audit.reports.html").joinpath("data", "outlines.json").read_text(encoding="utf-8")
    found: dict[str, str] = json.loads(text)
    return found


def look(site: SiteVerdict) -> str:
    """How a site's mark looks."""
    if site.go:
        return GO
    return STOP if site.blocker else OPEN


def draw(sites: Iterable[SiteVerdict]) -> Map:
    """Place the sites, which come the worst first."""
    cells: dict[tuple[int, int], list[tuple[float, float, SiteVerdict]]] = {}
    by_zip, nowhere = [], []
    for site in sites:
        point = project(site.spot.latitude, site.spot.longitude) if site.spot else None
        if site.spot is None or point is None:
            nowhere.append(site)
            continue
        if site.spot.by_zip:
            by_zip.append(site)
        cells.setdefault((int(point[0] // GRID), int(point[1] // GRID)), []).append((*point, site))
    marks = [_mark([site for *_, site in held], held[0][0], held[0][1]) for held in cells.values()]
    return Map(sorted(marks, key=lambda mark: ((GO, OPEN, STOP).index(mark.look), mark.y, mark.x)), by_zip, nowhere)


def _mark(sites: list[SiteVerdict], x: float, y: float) -> Mark:
    worst = min((look(site) for site in sites), key=(STOP, OPEN, GO).index)
    return Mark(x, y, worst, len(sites), named(sites))


def named(sites: list[SiteVerdict]) -> str:
    """The sites by code and name; many are counted after the first."""
    told = ", ".join(f"{site.code} {site.name}".strip() for site in sites[:NAMED])
    return f"{told} and {len(sites) - NAMED:,} more" if len(sites) > NAMED else told
