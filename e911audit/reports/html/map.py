"""The map of sites: which mark stands where, and which sites have no place on it."""

import json
from collections.abc import Iterable
from functools import cache
from importlib.resources import files
from typing import NamedTuple

from e911audit.reports.html.projection import project
from e911audit.views.result import SiteVerdict

GRIDS = (8, 16, 24, 32)
"""Units of the map within which sites share a mark: the first with which there are not too many, else the last."""
MOST_MARKS = 200
NAMED = 5
"""Sites that a mark names before it only counts."""
MOST_NAMED = 1_000
"""Sites that a list beside the map names before it only counts."""

STOP, OPEN, GO = "stop", "open", "go"
"""Looks of a mark: an open blocker, blocker rules not judged, neither."""


class Placed(NamedTuple):
    """A site and where it stands on the map."""

    x: float
    y: float
    site: SiteVerdict


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
    placed, by_zip, nowhere = [], [], []
    for site in sites:
        point = project(site.spot.latitude, site.spot.longitude) if site.spot else None
        if site.spot is None or point is None:
            nowhere.append(site)
            continue
        placed.append(Placed(*point, site))
        if site.spot.by_zip:
            by_zip.append(site)
    held = (_shared(placed, grid) for grid in GRIDS)
    cells = next((cells for cells in held if len(cells) <= MOST_MARKS), None) or _shared(placed, GRIDS[-1])
    marks = sorted(map(_mark, cells), key=lambda mark: ((GO, OPEN, STOP).index(mark.look), mark.y, mark.x))
    return Map(marks, by_zip, nowhere)


def _shared(placed: list[Placed], grid: int) -> list[list[Placed]]:
    """Sites that share a mark."""
    cells: dict[tuple[float, float], list[Placed]] = {}
    for one in placed:
        cells.setdefault((one.x // grid, one.y // grid), []).append(one)
    return list(cells.values())


def _mark(placed: list[Placed]) -> Mark:
    """The mark stands at the worst site under it."""
    first = placed[0]
    worst = min((look(one.site) for one in placed), key=(STOP, OPEN, GO).index)
    return Mark(first.x, first.y, worst, len(placed), named([one.site for one in placed], NAMED))


def named(sites: list[SiteVerdict], most: int = MOST_NAMED) -> str:
    """The sites by code and name; many are counted after the first."""
    told = "; ".join(f"{site.code} {site.name}".strip() for site in sites[:most])
    return f"{told} and {len(sites) - most:,} more" if len(sites) > most else told
