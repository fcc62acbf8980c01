"""Goal R18: a store of every schema step so far opens and is brought to the newest, and a copy is made first."""

import logging
import os
import sqlite3
import subprocess
import sys
from contextlib import closing
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import create_engine, inspect

from e911audit import api
from e911audit.config import Config
from e911audit.errors import StoreRefused
from e911audit.store import Store, backup, schema, steps
from e911audit.telling.recall import recall

HERE = Path(__file__).parent
AS_OF = date(2026, 11, 22)
NEWEST = len(schema.STEPS)
RETYPED = {("line", "monthly_cost"): str}
"""Columns that a step gave another type, and what became of a value."""


@pytest.fixture(autouse=True)
def _told(caplog):
    """A command with -q, run by another test, silences the program for good."""
    caplog.set_level(logging.WARNING, "e911audit")


@pytest.fixture
def path(tmp_path):
    return tmp_path / "audit.db"


def value(column, number):
    """A value that fits a column, told apart from those of other rows and columns."""
    kind = column["type"].python_type.__name__
    plain = {"int": number, "float": number + 0.5, "bool": number % 2, "date": "2026-11-22", "dict": "{}", "list": "[]"}
    return plain.get(kind, "2026-11-22 10:00:00" if kind == "datetime" else f"{column['name']} {number}")


def fill(connection):
    """Two rows in every table, filled in every column."""
    seen = inspect(connection)
    for table in seen.get_table_names():
        if table == "schema_step":
            continue
        columns = seen.get_columns(table)
        names, marks = ", ".join(f'"{one["name"]}"' for one in columns), ", ".join("?" * len(columns))
        for number in (1, 2):
            row = tuple(value(one, number) for one in columns)
            connection.exec_driver_sql(f'INSERT INTO "{table}" ({names}) VALUES ({marks})', row)


def written_at(path, taken, monkeypatch, *, rows=True):
    """A store that a program wrote whose newest step was this one, with rows in all of its tables."""
    with monkeypatch.context() as then, closing(sqlite3.connect(path)) as driver:
        then.setattr(schema, "STEPS", schema.STEPS[:taken])
        driver.execute("create table schema_step (number integer not null primary key, name text not null)")
        driver.commit()
        Store.open(str(path)).close()
    if not rows:
        return
    engine = create_engine(f"sqlite:///{path}")
    with engine.begin() as connection:
        fill(connection)
    engine.dispose()


def content(path):
    """Table -> columns and rows, as they stand in the file."""
    with closing(sqlite3.connect(path)) as driver:
        tables = [name for (name,) in driver.execute("select name from sqlite_master where type = 'table'")]
        found = {}
        for table in tables:
            rows = driver.execute(f'select * from "{table}" order by 1, 2')
            found[table] = ([column[0] for column in rows.description], rows.fetchall())
        return found


def columns_of(content, table, wanted):
    columns, rows = content[table]
    places = [columns.index(name) for name in wanted]
    return [tuple(row[place] for place in places) for row in rows]


def retyped(table, columns, rows):
    turns = [RETYPED.get((table, column)) for column in columns]
    return [tuple(turn(cell) if turn else cell for turn, cell in zip(turns, row, strict=True)) for row in rows]


@pytest.mark.parametrize("taken", range(1, NEWEST), ids=schema.STEPS[:-1])
def test_a_store_of_every_step_is_copied_and_then_upgraded(path, taken, monkeypatch, caplog):
    written_at(path, taken, monkeypatch)
    before = content(path)
    assert all(len(rows) == 2 for table, (_, rows) in before.items() if table != "schema_step")
    Store.open(str(path)).close()
    copy = path.with_name(f"audit.before-schema-{NEWEST}.db")
    assert content(copy) == before
    assert sorted(path.parent.iterdir()) == [copy, path]
    assert [record.getMessage() for record in caplog.records] == [
        f"The store {path} is brought to schema {NEWEST}; as it was it is kept in {copy}."
    ]
    after = content(path)
    for table, (columns, _) in before.items():
        if table != "schema_step":
            assert columns_of(after, table, columns) == retyped(table, columns, columns_of(before, table, columns))
    assert columns_of(after, "schema_step", ["name"]) == [(name,) for name in schema.STEPS]
    with closing(sqlite3.connect(path)) as driver:
        assert driver.execute("pragma integrity_check").fetchall() == [("ok",)]


def released(path):
    """The store that the program wrote when ``geocoding`` was its newest step: one load, one run."""
    with closing(sqlite3.connect(path)) as driver:
        driver.executescript((HERE / "geocoding_store.sql").read_text(encoding="utf-8"))


def test_a_store_of_the_released_program_goes_on(path, write_csv):
    released(path)
    before = content(path)
    store = Store.open(str(path))
    old = recall(store)
    store.close()
    assert [(one.rule, one.subject) for one in old.findings] == [
        tuple(row) for row in columns_of(before, "finding", ["rule", "subject"])
    ]
    assert len(old.findings) == 1
    api.load([write_csv("more.csv", [["Telephone Number", "Site Code"], ["512-736-0103", "HQ"]])], str(path))
    now = api.check(str(path), Config(as_of=AS_OF))
    assert {site.code for site in now.sites} == {"HQ"}
    assert {one.key for one in now.findings} >= {one.key for one in old.findings}
    assert len(content(path)["number"][1]) == len(before["number"][1]) + 1


def test_nothing_is_copied_where_there_is_nothing_to_lose(path, monkeypatch, caplog):
    written_at(path, 3, monkeypatch, rows=False)
    Store.open(str(path)).close()
    assert len(content(path)["schema_step"][1]) == NEWEST
    assert (list(path.parent.iterdir()), caplog.records) == ([path], [])


def test_a_store_of_today_is_never_copied(path, write_csv, caplog):
    api.load([write_csv("numbers.csv", [["Telephone Number", "Site Code"], ["512-736-0103", "HQ"]])], str(path))
    Store.open(str(path)).close()
    assert backup.backups(path) == []
    assert caplog.records == []


def test_an_older_copy_is_never_overwritten(path, monkeypatch):
    written_at(path, 3, monkeypatch)
    kept = path.with_name(f"audit.before-schema-{NEWEST}.db")
    kept.write_bytes(b"mine")
    Store.open(str(path)).close()
    assert kept.read_bytes() == b"mine"
    second = kept.with_name(f"audit.before-schema-{NEWEST}-2.db")
    assert backup.backups(path) == [second, kept]
    assert len(content(second)["schema_step"][1]) == 3


def test_a_failed_step_leaves_the_store_and_the_copy(path, monkeypatch, caplog):
    def torn(operations):
        operations.execute("delete from number")
        operations.execute("nonsense")

    written_at(path, NEWEST - 1, monkeypatch)
    before = content(path)
    monkeypatch.setattr(steps, schema.STEPS[-1], torn)
    with pytest.raises(StoreRefused):
        Store.open(str(path))
    assert content(path) == before
    [copy] = backup.backups(path)
    assert content(copy) == before
    assert caplog.records == []


def test_without_room_for_the_copy_nothing_is_changed(path, monkeypatch):
    written_at(path, 3, monkeypatch)
    before = path.read_bytes()

    def full(_self, _target):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "replace", full)
    with pytest.raises(StoreRefused, match=r"copy audit\.before-schema-\d+\.db cannot be made first .*No space left"):
        Store.open(str(path))
    assert path.read_bytes() == before
    assert list(path.parent.iterdir()) == [path]


@pytest.mark.skipif(os.name != "posix", reason="Windows has no such modes")
def test_the_copy_of_a_private_store_is_private(path, monkeypatch):
    written_at(path, 3, monkeypatch)
    path.chmod(0o600)
    Store.open(str(path)).close()
    assert [one.stat().st_mode & 0o777 for one in backup.backups(path)] == [0o600]


def test_copies_are_no_input(path, write_csv):
    released(path)
    export = write_csv("numbers.csv", [["Telephone Number", "Site Code"], ["512-736-0103", "HQ"]])
    Store.open(str(path)).close()
    assert backup.backups(path)
    receipt = api.load([path.parent], str(path), only=True)
    assert [Path(source.path).name for source in receipt.sources] == [export.name]


def test_the_command_tells_of_the_copy_and_doctor_lists_it(path):
    released(path)
    copy = f"audit.before-schema-{NEWEST}.db"
    command = [sys.executable, "-m", "e911audit", "doctor", "--store", path.name]
    first, second = (
        subprocess.run(command, cwd=path.parent, env=os.environ | {"PYTHONPATH": str(HERE.parents[1])}, text=True,
                       capture_output=True, check=False)
        for _ in range(2)
    )  # fmt: skip
    assert (first.returncode, second.returncode) == (0, 0), first.stderr
    assert first.stderr == f"The store {path.name} is brought to schema {NEWEST}; as it was it is kept in {copy}.\n"
    assert second.stderr == ""
    assert copy in first.stdout
    assert copy in second.stdout
