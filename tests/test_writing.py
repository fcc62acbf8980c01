"""Reports that are up to date are left; what a person has changed is kept, whatever else is written."""

import os
from datetime import UTC, date, datetime

import pytest
from sqlalchemy import insert

from e911audit.config import Config
from e911audit.errors import CannotWrite
from e911audit.intake.load import load
from e911audit.judging import judge
from e911audit.model.tables import Decision
from e911audit.rules import RULES
from e911audit.telling.recall import recall
from e911audit.writing import deliver

CONFIG = Config(as_of=date(2026, 11, 22))
ASKED = [RULES["LOC-020"]]
NOON = datetime(2026, 11, 25, 12).astimezone().timestamp()


@pytest.fixture
def written(store, write_csv, tmp_path):
    """Load, judge, and write findings.json; what became of it."""
    write_csv("in/buildings.csv", [["Site Code", "Building", "Floors"], ["HQ", "Main", "4"]])
    folder = write_csv("in/locations.csv", [["Location ID", "Site Code", "Floor"], ["HQ-1", "HQ", ""]]).parent
    load(store, [folder])

    def write(config=CONFIG, **more):
        judge(store, config, ASKED)
        return deliver(store, recall(store), [tmp_path / "findings.json"], **more)

    return write


@pytest.fixture
def file(tmp_path):
    return tmp_path / "findings.json"


def changed(file, text):
    file.write_text(text)
    os.utime(file, (NOON, NOON))


def test_what_is_up_to_date_is_left_alone(written, file):
    assert written().files == [file]
    os.utime(file, (NOON, NOON))
    again = written()
    assert (again.files, again.notes) == ([], [f"{file} is up to date."])
    assert file.stat().st_mtime == NOON


def test_what_is_gone_is_written(written, file):
    written()
    file.unlink()
    assert written().files == [file]


def test_another_run_is_written_over_the_last(written, file):
    written()
    before = file.read_bytes()
    again = written(Config(as_of=date(2026, 11, 23)))
    assert (again.files, again.notes) == ([file], [])
    assert file.read_bytes() != before


def test_other_sites_are_written(written, file):
    written()
    assert written(sites=["HQ"]).files == [file]
    assert written(sites=["HQ"]).files == []
    assert written().files == [file]


def test_what_was_entered_since_is_written_although_the_run_is_the_same(store, written, file):
    written()
    entered = {"finding": "LOC-020:HQ-1", "field": "note", "value": "Ask Ann.", "severity": "major"}
    with store.work() as connection:
        connection.execute(
            insert(Decision),
            {
                "id": 1,
                **entered,
                "path": "a.xlsx",
                "sheet": "All",
                "cell": "A2",
                "at": datetime(2026, 11, 22, tzinfo=UTC),
            },
        )
    assert deliver(store, recall(store), [file]).files == [file]


@pytest.mark.parametrize("as_of", [22, 23], ids=["the same run", "another run"])
def test_what_a_person_has_changed_is_kept_beside(written, file, as_of):
    written()
    whole = file.read_bytes()
    for name in ("findings (reviewed 2026-11-25).json", "findings (reviewed 2026-11-25, 2).json"):
        changed(file, f"decided {name}")
        again = written(Config(as_of=date(2026, 11, as_of)))
        assert again.files == [file]
        assert again.notes == [f"{file} was changed since it was written: it is kept as '{name}'."]
        assert file.with_name(name).read_text() == f"decided {name}"
    assert (file.read_bytes() == whole) is (as_of == 22)


def test_a_file_that_we_did_not_write_is_replaced_as_ever(written, file):
    changed(file, "from somewhere else")
    assert written().notes == []


@pytest.mark.skipif(os.geteuid() == 0 if hasattr(os, "geteuid") else True, reason="root may write everywhere")
def test_what_cannot_be_put_aside_is_not_written_over(written, file):
    written()
    changed(file, "decided")
    file.parent.chmod(0o500)
    try:
        with pytest.raises(CannotWrite, match="cannot be kept"):
            written()
    finally:
        file.parent.chmod(0o700)
    assert file.read_text() == "decided"
