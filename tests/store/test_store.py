"""The store: ours and of this version, or a sentence why not; one transaction, or nothing."""

import sqlite3
from decimal import Decimal

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import insert, inspect, select
from sqlmodel import SQLModel

from e911audit.errors import StoreRefused
from e911audit.model import Source
from e911audit.store import Store, schema, steps
from e911audit.store import store as store_module

FACTS = {"id": 1, "path": "a.csv", "name": "a.csv", "sha256": "x", "bytes": 1, "note": ""}

TAKEN = [(name,) for name in schema.STEPS]


def paths(store):
    with store.work() as connection:
        return list(connection.scalars(select(Source.path)))


def by_steps(folder):
    """A store that took every step, as one does that was made by the first version."""
    path = folder / "steps.db"
    with sqlite3.connect(path) as connection:
        connection.execute("create table schema_step (number integer not null primary key, name text not null)")
    return Store.open(f"sqlite:///{path}")


def columns(store):
    """What the database says of each column and index; a default for the rows that a step found there aside."""
    seen = inspect(store.engine)
    return {
        table: (
            {one["name"]: (str(one["type"]), one["nullable"], one["primary_key"]) for one in seen.get_columns(table)},
            {one["name"]: (one["column_names"], one["unique"]) for one in seen.get_indexes(table)},
            sorted(one["column_names"] for one in seen.get_unique_constraints(table)),
            sorted((one["constrained_columns"], one["referred_table"]) for one in seen.get_foreign_keys(table)),
        )
        for table in seen.get_table_names()
    }


def test_a_new_store_is_what_the_steps_build(tmp_path, store):
    assert columns(store) == columns(by_steps(tmp_path))


def test_the_steps_build_the_tables_of_the_models(tmp_path):
    store = by_steps(tmp_path)
    with store.work() as connection:
        context = MigrationContext.configure(
            connection, opts={"include_name": lambda name, kind, _: kind != "table" or name != "schema_step"}
        )
        assert compare_metadata(context, SQLModel.metadata) == []


@pytest.mark.parametrize("form", ["sqlite:///{}", "{}"])
def test_a_store_is_made_and_found_again(tmp_path, form):
    url = form.format(tmp_path / "audit.db")
    first = Store.open(url)
    with first.work() as connection:
        connection.execute(insert(Source).values(FACTS))
    first.close()
    again = Store.open(url)
    assert paths(again) == ["a.csv"]
    assert again.integrity() == ""
    again.close()


def test_a_failure_undoes_the_whole_transaction(store):
    def half():
        with store.work() as connection:
            connection.execute(insert(Source).values(FACTS))
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        half()
    assert paths(store) == []


def other_program(path):
    with sqlite3.connect(path) as connection:
        connection.execute("create table songs (title text)")


def newer(path):
    Store.open(f"sqlite:///{path}").close()
    with sqlite3.connect(path) as connection:
        connection.execute("insert into schema_step values (99, 'later')")


def no_database(path):
    path.write_bytes(b"Site,City\n" * 500)


def folder(path):
    path.mkdir()


def broken(path):
    Store.open(f"sqlite:///{path}").close()
    content = bytearray(path.read_bytes())
    content[100:4000] = bytes(3900)
    path.write_bytes(content)


REFUSED = {
    other_program: "another program",
    newer: "newer e911audit",
    no_database: "another program",
    folder: "unable to open",
    broken: "audit.db",
}


@pytest.mark.parametrize("form", ["sqlite:///{}", "{}"])
@pytest.mark.parametrize(("make", "told"), REFUSED.items(), ids=[make.__name__ for make in REFUSED])
def test_what_is_no_store_of_ours_is_refused_in_a_sentence_and_left_alone(tmp_path, make, told, form):
    path = tmp_path / "audit.db"
    make(path)
    before = path.read_bytes() if path.is_file() else None
    with pytest.raises(StoreRefused) as refusal:
        Store.open(form.format(path))
    assert told in refusal.value.sentence
    assert refusal.value.sentence.endswith(".")
    assert "--store" in refusal.value.advice
    if before is not None:
        assert path.read_bytes() == before


def test_a_folder_that_is_not_there(tmp_path):
    with pytest.raises(StoreRefused, match="There is no folder"):
        Store.open(f"sqlite:///{tmp_path}/none/audit.db")
    assert not (tmp_path / "none").exists()


@pytest.mark.parametrize(
    "url", ["nonsense://x", "sqlite+nonsense:///x.db", "postgresql+nodriver://u:secret-canary@h/d", "://"]
)
def test_a_url_that_means_nothing(url):
    with pytest.raises(StoreRefused) as refusal:
        Store.open(url)
    assert "secret-canary" not in str(refusal.value)


def test_a_store_in_use_is_waited_for_and_then_refused(tmp_path, monkeypatch):
    monkeypatch.setattr(store_module, "BUSY_SECONDS", 0.1)
    path = tmp_path / "audit.db"
    Store.open(f"sqlite:///{path}").close()
    holder = sqlite3.connect(path, isolation_level=None)
    holder.execute("BEGIN EXCLUSIVE")
    with pytest.raises(StoreRefused, match="in use by another program"):
        Store.open(f"sqlite:///{path}")
    holder.execute("ROLLBACK")
    holder.close()
    Store.open(f"sqlite:///{path}").close()


def test_a_step_that_fails_leaves_the_store_as_it_was(tmp_path, monkeypatch):
    def torn(operations):
        operations.execute("create table half (id integer)")
        operations.execute("nonsense")

    path = tmp_path / "audit.db"
    Store.open(f"sqlite:///{path}").close()
    monkeypatch.setattr(steps, "torn", torn, raising=False)
    monkeypatch.setattr(schema, "STEPS", (*schema.STEPS, "torn"))
    with pytest.raises(StoreRefused):
        Store.open(f"sqlite:///{path}")
    with sqlite3.connect(path) as connection:
        tables = {name for (name,) in connection.execute("select name from sqlite_master")}
        assert "half" not in tables
        assert connection.execute("select name from schema_step order by number").fetchall() == TAKEN


def test_a_missing_step_is_taken(tmp_path, monkeypatch):
    def second(operations):
        operations.execute("create table second (id integer)")

    path = tmp_path / "audit.db"
    Store.open(f"sqlite:///{path}").close()
    monkeypatch.setattr(steps, "second", second, raising=False)
    monkeypatch.setattr(schema, "STEPS", (*schema.STEPS, "second"))
    Store.open(f"sqlite:///{path}").close()
    Store.open(f"sqlite:///{path}").close()
    with sqlite3.connect(path) as connection:
        assert connection.execute("select name from schema_step order by number").fetchall() == [*TAKEN, ("second",)]
        assert connection.execute("select count(*) from second").fetchone() == (0,)


def test_a_store_of_the_first_schema_keeps_its_names_as_written(tmp_path, monkeypatch):
    monkeypatch.setattr(schema, "STEPS", ("start",))
    path = by_steps(tmp_path).file
    with sqlite3.connect(path) as connection:
        connection.execute(
            "insert into number (id, sheet_id, row, text, site, location) values (1, 1, 2, 'x', 'HQ', 'HQ-1')"
        )
    monkeypatch.undo()
    Store.open(f"sqlite:///{path}").close()
    with sqlite3.connect(path) as connection:
        written = connection.execute("select site, site_written, location, location_written from number").fetchone()
    assert written == ("HQ", "HQ", "HQ-1", "HQ-1")


def test_what_lines_cost_becomes_exact_text(tmp_path, monkeypatch):
    monkeypatch.setattr(schema, "STEPS", schema.STEPS[: schema.STEPS.index("money")])
    path = by_steps(tmp_path).file
    with sqlite3.connect(path) as connection:
        told = [(1, 45.1), (2, 41.5), (3, None), (4, 1234.567)]
        connection.executemany(
            "insert into line (id, sheet_id, row, name, monthly_cost) values (?1, 1, ?1, 'x', ?2)", told
        )
    monkeypatch.undo()
    Store.open(f"sqlite:///{path}").close()
    with sqlite3.connect(path) as connection:
        written = [cost for (cost,) in connection.execute("select monthly_cost from line order by id")]
    assert [None if cost is None else Decimal(cost) for cost in written] == [
        *(Decimal("45.1"), Decimal("41.5"), None, Decimal("1234.57"))
    ]


def test_a_store_that_was_made_for_nothing_is_removed_again(tmp_path):
    path = tmp_path / "audit.db"
    store = Store.open(str(path))
    store.abandon()
    assert not path.exists()
    Store.open(str(path)).close()
    Store.open(str(path)).abandon()
    assert path.exists()


def test_damage_is_told(tmp_path):
    path = tmp_path / "audit.db"
    store = Store.open(f"sqlite:///{path}")
    with store.work() as connection:
        for number in range(500):
            connection.execute(insert(Source).values({**FACTS, "id": number, "path": f"{number}" * 20}))
    store.close()
    content = path.read_bytes()
    name = b"499" * 20
    assert content.count(name) == 2, "once in the table, once in its index"
    path.write_bytes(content.replace(name, b"498" + name[3:], 1))
    opened = Store.open(f"sqlite:///{path}")
    assert opened.integrity().startswith("The database is damaged")
    opened.close()
