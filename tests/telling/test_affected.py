"""Who stands behind a finding."""

from datetime import date

import pytest

from e911audit.config import Config
from e911audit.errors import E911AuditError
from e911audit.intake.load import load
from e911audit.judging import judge
from e911audit.reports.tally import groups
from e911audit.store import Store
from e911audit.telling.affected import affected
from e911audit.telling.recall import recall

SHEETS = {
    "Sites": [
        ["Site Code", "Street Address", "City", "State", "ZIP"],
        ["HQ", "100 Congress Ave", "Austin", "TX", "78701"],
    ],
    "Buildings": [["Site Code", "Building", "Floors"], ["HQ", "Main", "4"]],
    "Locations": [["Location ID", "Site Code", "Floor"], ["HQ-1", "HQ", ""], ["HQ-2", "HQ", "2"]],
    "Systems": [["System", "Direct 911"], ["PBX", "no"]],
    "Devices": [
        ["Device Name", "Endpoint Kind", "System", "Site Code", "Location ID"],
        ["Phone 1", "fixed_onprem", "PBX", "HQ", "HQ-1"],
        ["Phone 2", "fixed_onprem", "PBX", "HQ", "HQ-1"],
        ["Phone 3", "fixed_onprem", "PBX", "HQ", "HQ-2"],
    ],
}


@pytest.fixture
def judged(write_book):
    store = Store.open("sqlite://")
    load(store, [write_book("inventory.xlsx", SHEETS)])
    judge(store, Config(as_of=date(2026, 11, 22)))
    return store


def test_the_devices_of_a_location_are_listed_with_their_cells(judged):
    assert [(one.name, str(one.cell).rpartition("!")[2]) for one in affected(judged, "LOC-020:HQ-1")] == [
        ("Phone 1", "A2"),
        ("Phone 2", "A3"),
    ]


def test_the_devices_of_a_system_are_listed(judged):
    assert [one.name for one in affected(judged, "CBN-001:PBX")] == ["Phone 1", "Phone 2", "Phone 3"]


def test_an_unknown_key_is_refused(judged):
    with pytest.raises(E911AuditError, match="LOC-020:NOWHERE"):
        affected(judged, "LOC-020:NOWHERE")


def test_one_location_that_fails_for_two_is_one_finding_that_affects_two(judged):
    [group] = [group for group in groups(recall(judged)) if group.rule == "LOC-020"]
    assert (group.findings, group.affects, group.site) == (1, 2, "HQ")
