"""Where the sites of a result lie: told, told wrongly, or only by a ZIP."""

from datetime import date

from e911audit.config import Config
from e911audit.judging import judge
from e911audit.telling.recall import recall
from e911audit.views.result import Spot

SITES = [
    ["Site Code", "Street Address", "City", "State", "ZIP", "Latitude", "Longitude"],
    ["SURE", "500 Congress Ave", "Austin", "TX", "78701", "30.2672", "-97.7431"],
    ["SIGN", "500 Congress Ave", "Austin", "TX", "78701", "30.2672", "97.7431"],
    ["ZIP", "500 Congress Ave", "Austin", "TX", "78701", "", ""],
    ["LOST", "500 Congress Ave", "", "", "", "", ""],
]


def test_coordinates_are_believed_where_they_lie_in_the_state_of_the_address(write_csv, loaded):
    store = loaded(write_csv("sites.csv", SITES))
    judge(store, Config(as_of=date(2026, 11, 22)))
    spots = {site.code: site.spot for site in recall(store).sites}
    assert spots["SURE"] == Spot(30.2672, -97.7431)
    assert spots["LOST"] is None
    assert spots["ZIP"].by_zip
    assert abs(spots["ZIP"].latitude - 30.27) < 0.1
    assert spots["SIGN"] == spots["ZIP"]
