"""What data leaves open is not judged: neither found nor clean."""

from datetime import date

import pytest

from e911audit.config import Config
from e911audit.judging import judge
from e911audit.rules import RULES
from e911audit.telling.recall import recall
from e911audit.values import Judgement

HERE = ["Location ID", "Street Address", "City", "State", "ZIP", "ELIN", "Validation", "Validation Result"]
DEVICE = [["Device Name", "Kind", "Endpoint Kind", "Location ID"], ["Phone 1", "desk phone", "offprem", "HQ-1"]]
RECORD = ["Telephone Number", "House Number", "Street Name", "Street Suffix", "Community", "State"]
FOREIGN = ["212-555-0142", "100", "CONGRESS", "AVE", "AUSTIN", "TX"]
COMMUNITY = ["212-555-0190", "100", "CONGRESS", "AVE", "DEL VALLE", "TX"]
LEFT_OPEN = {
    "a provider's word is no answer of a 911 authority": ("LOC-031", ["", "provider", "Validated"], FOREIGN),
    "an authority is named and its answer is not": ("LOC-031", ["", "msag", ""], FOREIGN),
    "a community that may be the city's, without a ZIP": ("CBN-013", ["212-555-0190", "", ""], COMMUNITY),
}


@pytest.mark.parametrize(("code", "cells", "record"), LEFT_OPEN.values(), ids=LEFT_OPEN.keys())
def test_it_is_counted_as_not_judged(write_csv, loaded, code, cells, record):
    store = loaded(
        write_csv("locations.csv", [HERE, ["HQ-1", "100 Congress Ave", "Austin", "TX", "78701", *cells]]),
        write_csv("devices.csv", DEVICE),
        write_csv("E911 records.csv", [RECORD, record]),
    )
    judge(store, Config(as_of=date(2026, 11, 22)), [RULES[code]])
    outcome = recall(store).outcomes[0]
    assert (outcome.state, outcome.looked_at, outcome.unjudged) == (Judgement.NOT_JUDGED, 0, 1)
