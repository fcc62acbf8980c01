"""What has not changed is not judged again; whatever an answer may rest on is a reason to judge again."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from sqlalchemy import func, insert, select

from e911audit.config import Config
from e911audit.intake.load import load
from e911audit.judging import again, judge
from e911audit.judging import judge as judge_function
from e911audit.model.tables import INVENTORY, Decision, Finding, Geocode, Run, Source
from e911audit.rules import RULES
from e911audit.store import Store
from e911audit.telling.recall import recall

CONFIG = Config(as_of=date(2026, 11, 22))
ASKED = [RULES[code] for code in ("HYG-008", "HYG-010", "LOC-020")]
LOCATIONS = [["Location ID", "Site Code", "Floor"], ["HQ-1", "HQ", ""]]
BUILDINGS = [["Site Code", "Building", "Floors"], ["HQ", "Main", "4"]]
SITES = [["Site Code", "Street Address", "City", "State", "ZIP"], ["HQ", "100 Congress Ave", "Austin", "TX", "78701"]]
DEVICES = [
    ["Device Name", "Endpoint Kind", "Site Code", "Location ID"],
    ["Phone 1", "fixed_onprem", "HQ", "HQ-1"],
]
WAIVERS = [["Finding", "Reason", "Waived By", "Until"], ["LOC-020:HQ-1", "one floor", "Ann Lee", "2026-12-31"]]


@pytest.fixture
def folder(write_csv):
    """A folder with one location of a large building that tells no floor."""
    write_csv("in/sites.csv", SITES)
    write_csv("in/devices.csv", DEVICES)
    write_csv("in/buildings.csv", BUILDINGS)
    return write_csv("in/locations.csv", LOCATIONS).parent


@pytest.fixture
def runs(store, folder):
    """Load the folder and judge it; the run that answered."""

    def judged(config=CONFIG, rules=ASKED):
        load(store, [folder], only=True)
        return judge(store, config, rules)

    return judged


def test_what_has_not_changed_is_not_judged_again(store, runs):
    first = runs()
    before = recall(store)
    assert [runs(), runs()] == [first, first]
    assert recall(store) == before
    with store.work() as connection:
        assert connection.scalar(select(func.count()).select_from(Run)) == 1


@pytest.mark.parametrize(
    "settings",
    [
        {"as_of": date(2026, 11, 23)},
        {"cutover": date(2026, 12, 15)},
        {"strictness": "strict"},
        {"rules": {"LOC-020": {"severity": "blocker"}}},
    ],
    ids=str,
)
def test_other_settings_are_judged(runs, settings):
    first = runs()
    other = runs(replace(CONFIG, **settings))
    assert other > first
    assert runs() > other, "only the newest run is compared: between two runs of other settings lies a third"


def test_other_rules_are_judged(runs):
    assert runs() < runs(rules=ASKED[:2]) < runs()


@pytest.mark.parametrize("setting", ["law", "port_calendar"])
def test_another_file_under_the_same_name_is_judged(runs, tmp_path, setting):
    file = tmp_path / "own.csv"
    heads = {
        "law": "id,framework,jurisdiction,citation,topic,demand,rules,manual,certainty\n",
        "port_calendar": "carrier,from,to,kind,name\n",
    }
    file.write_text(heads[setting])
    config = replace(CONFIG, **{setting: file})
    first = runs(config)
    assert runs(config) == first
    file.write_text(heads[setting] + "\n")
    assert runs(config) > first


def test_another_version_is_judged(runs, monkeypatch):
    first = runs()
    monkeypatch.setattr("e911audit.judging.again.program", lambda: [("judge.py", b"changed")])
    second = runs()
    monkeypatch.setitem(judge_function.__globals__, "__version__", "99")
    assert first < second < runs()


def test_a_changed_file_is_judged_and_one_that_is_changed_back(store, runs, write_csv):
    first = runs()
    write_csv("in/locations.csv", [LOCATIONS[0], ["HQ-1", "HQ", "2"]])
    second = runs()
    write_csv("in/locations.csv", LOCATIONS)
    third = runs()
    assert first < second < third
    found = [[finding.key for finding in recall(store, run).findings] for run in (first, second, third)]
    assert found[0] == found[2] != found[1]


def test_a_file_that_is_changed_and_changed_back_unjudged_cites_what_is_there(store, runs, folder, write_csv):
    runs()
    before = recall(store)
    write_csv("in/locations.csv", [LOCATIONS[0], ["HQ-2", "HQ", ""], ["HQ-1", "HQ", ""]])
    load(store, [folder], only=True)
    write_csv("in/locations.csv", LOCATIONS)
    runs()
    assert recall(store).findings == before.findings


def test_a_waiver_counts_at_once(store, runs, write_csv):
    first = runs()
    write_csv("in/waivers.csv", WAIVERS)
    assert runs() > first
    assert [finding.status for finding in recall(store).findings if finding.rule == "LOC-020"] == ["waived"]


DECISION = {
    "finding": "LOC-020:HQ-1", "field": "owner", "value": "Ann Lee", "severity": "major", "path": "book.xlsx",
    "sheet": "All", "cell": "A2", "at": datetime(2026, 11, 22, tzinfo=UTC),
}  # fmt: skip
GEOCODE = {"query": "8 ELM ST", "provider": "nominatim", "answer": "", "exact": False, "asked_on": date(2026, 11, 22)}


@pytest.mark.parametrize(
    ("table", "row"), [(Decision, {"id": 1, **DECISION}), (Geocode, GEOCODE)], ids=["review", "map"]
)
def test_what_people_and_geocoders_answer_is_a_reason_to_judge(store, runs, table, row):
    first = runs()
    with store.work() as connection:
        connection.execute(insert(table), row)
    second = runs()
    assert first < second == runs()


def test_every_table_is_of_a_known_sort():
    """A new table counts as an input until somebody has thought about it: this list is that thought."""
    every = Source.metadata.tables.keys()
    assert every > again.FROM_SOURCES | again.ANSWERS
    assert INVENTORY.keys() < again.FROM_SOURCES
    assert every - again.FROM_SOURCES - again.ANSWERS == {"decision", "geocode", "sheet", "source"}


def test_findings_of_the_run_that_holds_are_untouched(store, runs):
    runs()
    with store.work() as connection:
        before = connection.execute(select(Finding)).all()
    runs()
    with store.work() as connection:
        assert connection.execute(select(Finding)).all() == before


def test_a_store_of_an_older_program_is_judged_once(tmp_path, folder):
    store = Store.open(f"sqlite:///{tmp_path / 'audit.db'}")
    load(store, [folder], only=True)
    first = judge(store, CONFIG, ASKED)
    with store.work() as connection:
        connection.execute(Run.update().values(inputs_digest=""))
    second = judge(store, CONFIG, ASKED)
    assert first < second == judge(store, CONFIG, ASKED)
    store.close()
