"""The same audit again: repeated from what it said while nothing has changed, done anew after any change."""

import sqlite3
from contextlib import closing

import pytest

from e911audit import standing

NUMBERS = [["Telephone Number", "Site Code", "E911 Provisioned", "Status"], ["512-456-1414", "HQ", "no", "active"]]
SETTINGS = 'law = "law.csv"\nport_calendar = "days.csv"\n'
LAW = "id,framework,jurisdiction,citation,topic,demand,rules,manual,certainty\n"
DAYS = "carrier,from,to,kind,name\n"
WORDS = ("audit", "in", "-o", "out.json", "--as-of", "2026-11-22", "--jobs", "1")


class Worked(Exception):
    """The program went to work."""


@pytest.fixture
def audit(command, monkeypatch, tmp_path, write_csv):
    """Audit the folder ``in``: exit code and what was printed."""
    write_csv("in/numbers.csv", NUMBERS)
    (tmp_path / "in" / "e911audit.toml").write_text(SETTINGS)
    (tmp_path / "in" / "law.csv").write_text(LAW)
    (tmp_path / "in" / "days.csv").write_text(DAYS)
    monkeypatch.chdir(tmp_path)

    def run(*words):
        return command(*WORDS, *words)[:2]

    return run


@pytest.fixture
def works(audit, monkeypatch):
    """Whether an audit goes to work, instead of repeating what the last one said."""

    def worked(*words):
        def load(*_args, **_named):
            raise Worked

        monkeypatch.setattr("e911audit.api.load", load)
        code, out = audit(*words)
        return "up to date" not in out or code not in (0, 1)

    return worked


def edit(path, text):
    """A change of a file, and the way back."""
    before = path.read_bytes() if path.exists() else None
    path.write_text(text)
    return lambda: path.unlink() if before is None else path.write_bytes(before)


def test_it_says_the_same_again(audit):
    code, first = audit()
    again = audit()
    assert code == 1
    assert again == (1, first.replace("Wrote out.json.\n", "").join(["out.json is up to date.\n", ""]))


def test_whatever_has_changed_is_work(audit, works, tmp_path):
    audit()
    assert not works()
    changes = {
        "in/numbers.csv": "Telephone Number,Status\n512-456-1414,active\n",
        "in/more.csv": "Telephone Number,Status\n512-456-1415,active\n",
        "in/law.csv": f"{LAW}\n",
        "in/days.csv": f"{DAYS}\n",
        "in/e911audit.toml": f'{SETTINGS}strictness = "strict"\n',
        "out.json": "{}",
    }
    for name, text in changes.items():
        undo = edit(tmp_path / name, text)
        assert works(), name
        undo()
        assert not works(), name
    for words in (("--as-of", "2026-11-23"), ("--cutover", "2026-12-15"), ("--site", "HQ"), ("-o", "more.json")):
        assert works(*words), words
    assert works("--profiles", str(tmp_path))
    assert not works()
    (tmp_path / "out.json").unlink()
    assert works()


def test_another_version_of_the_program_works(audit, works, monkeypatch):
    audit()
    monkeypatch.setattr(standing, "program", lambda: [("judge.py", b"changed")])
    assert works()


DECIDED = "INSERT INTO decision VALUES (1, 'X', 'note', 'Ask.', 'major', 'a.xlsx', 'All', 'A2', '2026-11-22 00:00:00')"
WRITTEN = {
    "a decision": DECIDED,
    "a geocoder's answer": "INSERT INTO geocode VALUES ('8 ELM ST', 'osm', NULL, NULL, '', 0, '2026-11-22')",
    "the inventory itself": "UPDATE number SET e911_provisioned = 'yes'",
    "the log": "PRAGMA journal_mode = WAL",
}


@pytest.mark.parametrize("statement", WRITTEN.values(), ids=WRITTEN)
def test_whatever_is_written_to_the_store_is_a_reason_to_work(audit, works, tmp_path, statement):
    audit()
    assert not works()
    with closing(sqlite3.connect(tmp_path / "audit.db")) as store, store:
        store.execute(statement)
    assert works()


def test_a_transaction_that_is_not_over_is_a_reason_to_work(audit, tmp_path):
    audit()
    with closing(sqlite3.connect(tmp_path / "audit.db", isolation_level=None)) as store:
        store.execute("BEGIN IMMEDIATE")
        store.execute("DELETE FROM finding")
        assert (tmp_path / "audit.db-journal").stat().st_size
        assert standing.last_audit("sqlite:///audit.db") is None
        store.execute("ROLLBACK")


@pytest.mark.parametrize("url", ["sqlite://", "sqlite:///none.db", "postgresql://x/y", "sqlite:///in/numbers.csv"])
def test_stores_that_do_not_count(audit, url):
    assert callable(audit)
    assert standing.last_audit(url) is None
    standing.keep(url, standing.Last("", "", [], 0))


def test_a_report_that_a_person_has_changed_is_kept(audit, tmp_path):
    audit()
    whole = (tmp_path / "out.json").read_bytes()
    edit(tmp_path / "out.json", "decided")
    _, out = audit()
    [aside] = tmp_path.glob("out (reviewed *).json")
    assert aside.read_text() == "decided"
    assert f"it is kept as '{aside.name}'" in out
    assert (tmp_path / "out.json").read_bytes() == whole
