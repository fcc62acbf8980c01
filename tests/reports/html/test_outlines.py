"""The script that makes the outlines, on two square states that share a border."""

from tables.outlines import outlines, thin

WEST, SHARED, EAST, ISLET = range(4)
TOPOLOGY = {
    "transform": {"scale": [0.5, 0.5], "translate": [10, 20]},
    # the border is one arc, which the eastern state walks backwards; one coast has a point that says nothing
    "arcs": [
        [[20, 20], [-20, 0], [0, -20], [10, 0], [10, 0]],
        [[20, 0], [0, 20]],
        [[20, 20], [20, 0], [0, -20], [-20, 0]],
        [[90, 90], [1, 0], [0, 1], [-1, -1]],
    ],
    "objects": {
        "states": {
            "geometries": [
                {"type": "Polygon", "arcs": [[WEST, SHARED]]},
                {"type": "MultiPolygon", "arcs": [[[~SHARED, ~EAST]], [[ISLET]]]},
            ]
        },
        "nation": {"geometries": [{"type": "MultiPolygon", "arcs": [[[WEST, ~EAST]], [[ISLET]]]}]},
    },
}


def test_coasts_are_closed_and_borders_stand_once():
    found = outlines(TOPOLOGY)
    assert found["borders"] == "M200,200l0,100"
    assert found["land"] == "M200,300l-100,0 0-100 100,0 100,0 0,100z"  # no idle point, no islet


def test_a_point_within_the_tolerance_falls_out():
    assert thin([(0, 0), (5, 0.3), (10, 0)]) == [(0, 0), (10, 0)]
    assert thin([(0, 0), (5, 0.5), (10, 0)]) == [(0, 0), (5, 0.5), (10, 0)]
