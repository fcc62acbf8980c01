"""Points stand where the outlines of the states have them."""

import re

import pytest

from e911audit.reports.html.map import outlines
from e911audit.reports.html.projection import project

CAPITALS = {
    "Juneau": (58.38, -134.58),
    "Fairbanks": (64.84, -147.72),
    "Honolulu": (21.33, -157.85),
    "Hilo": (19.70, -155.10),
    "Denver": (39.74, -104.99),
    "Miami": (25.80, -80.25),
    "Bangor": (44.80, -68.77),
    "Olympia": (47.04, -122.90),
    "San Diego": (32.80, -117.05),
}
"""Points on land, well away from the coast."""


def rings(path):
    """The rings of a path of relative steps, in units of the map."""
    for start, steps in re.findall(r"M([-\d,]+)l([-\d, ]*)", path):
        x = y = 0
        ring = []
        for right, down in re.findall(r"(-?\d+),?(-?\d+)", f"{start} {steps}"):
            x, y = x + int(right), y + int(down)
            ring.append((x / 10, y / 10))
        yield ring


def inside(ring, x, y):
    """Whether a ray to the right crosses the ring an odd number of times."""
    crossed = False
    for (ax, ay), (bx, by) in zip(ring, ring[1:] + ring[:1], strict=True):
        if (ay > y) != (by > y) and x < ax + (y - ay) / (by - ay) * (bx - ax):
            crossed = not crossed
    return crossed


@pytest.mark.parametrize("place", CAPITALS)
def test_a_town_stands_on_land(place):
    assert any(inside(ring, *project(*CAPITALS[place])) for ring in rings(outlines()["land"]))


@pytest.mark.parametrize(("latitude", "longitude"), [(28.0, -90.0), (45.0, -126.5), (21.0, -155.0), (56.0, -150.0)])
def test_the_sea_is_no_land(latitude, longitude):
    spot = project(latitude, longitude)
    assert spot is None or not any(inside(ring, *spot) for ring in rings(outlines()["land"]))


def test_four_corners_is_where_four_states_meet():
    x, y = project(36.99908, -109.04522)  # the monument, National Geodetic Survey
    near = [
        ring for ring in rings(outlines()["borders"]) if any(abs(a - x) < 0.5 and abs(b - y) < 0.5 for a, b in ring)
    ]
    assert len(near) == 4


@pytest.mark.parametrize(
    "point",
    [(18.47, -66.1), (13.44, 144.79), (0.0, 0.0), (40.7, 74.0), (90.0, -100.0), (-40.7, -74.0), (1e9, 1e9)],
    ids=["Puerto Rico", "Guam", "nowhere", "sign lost", "pole", "south", "absurd"],
)
def test_what_no_state_holds_is_not_plotted(point):
    assert project(*point) is None


def test_the_aleutians_stand_left_of_alaska_on_both_sides_of_the_date_line():
    adak, attu = project(51.88, -176.65), project(52.9, 172.9)
    assert attu[0] < adak[0] < project(*CAPITALS["Fairbanks"])[0]
