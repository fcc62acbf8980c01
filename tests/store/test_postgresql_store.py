"""PostgreSQL as a store: the same findings, several customers in one database, one writer, readers that never wait."""

from datetime import date
from pathlib import Path
from threading import Event, Thread

import pytest
from sqlalchemy import insert, select, text

from e911audit import api
from e911audit.config import Config, read_config
from e911audit.errors import StoreRefused
from e911audit.model import Number, Source, tables
from e911audit.store import Store
from e911audit.store import store as store_module

SAMPLE = Path(__file__).resolve().parents[2] / "sample_data"
NUMBERS = [["Telephone Number", "Site Code"], ["(212) 736-0101", "HQ"], ["(212) 736-0102", "HQ"]]


def of_customer(url, name):
    return f"{url}?customer={name}"


def numbers(store):
    with store.reading() as connection:
        return sorted(connection.scalars(select(Number.e164)))


@pytest.mark.slow
def test_the_same_findings_byte_for_byte(postgresql, tmp_path):
    config = read_config(date(2026, 11, 22), SAMPLE / "e911audit.toml")
    for name, url in (("lite", f"sqlite:///{tmp_path / 'audit.db'}"), ("server", of_customer(postgresql, "sample"))):
        api.audit([SAMPLE], url, config, outputs=[tmp_path / f"{name}.json", tmp_path / f"{name}.md"])
    for ending in ("json", "md"):
        assert (tmp_path / f"lite.{ending}").read_bytes() == (tmp_path / f"server.{ending}").read_bytes()


def test_customers_of_one_database_do_not_see_each_other(postgresql, write_csv):
    first, second = of_customer(postgresql, "north"), of_customer(postgresql, "south")
    api.load([write_csv("north.csv", NUMBERS)], first)
    api.load([write_csv("south.csv", [NUMBERS[0], ["(415) 981-0103", "SF"]])], second)
    assert numbers(Store.open(first)) == ["+12127360101", "+12127360102"]
    assert numbers(Store.open(second)) == ["+14159810103"]
    with Store.open(postgresql).reading() as connection:
        found = connection.scalars(text("select table_schema from information_schema.tables where table_name = 'run'"))
        assert {"north", "south"} <= set(found)


def test_the_same_export_twice_is_the_same_as_once(postgresql, write_csv):
    url, export = of_customer(postgresql, "again"), write_csv("numbers.csv", NUMBERS)
    first = api.audit([export], url, Config(as_of=date(2026, 11, 22)))
    assert not api.load([export], url, only=True).changed
    assert api.check(url, Config(as_of=date(2026, 11, 22))).findings == first.findings


@pytest.mark.parametrize("name", ["Acme", "a-b", "1st", 'x"; drop', "pg_x\\"])
def test_a_name_that_cannot_be_a_schema_is_refused(postgresql, name):
    with pytest.raises(StoreRefused, match="cannot name the schema of a customer"):
        Store.open(of_customer(postgresql, name))


def test_who_reads_never_waits_and_sees_what_was_kept(postgresql, write_csv):
    url = of_customer(postgresql, "readers")
    api.load([write_csv("numbers.csv", NUMBERS)], url)
    store = Store.open(url)
    with store.work() as connection:
        connection.execute(text("delete from number"))
        assert len(numbers(store)) == 2
    assert numbers(store) == []


def test_a_second_writer_waits_for_the_first(postgresql):
    url = of_customer(postgresql, "writers")
    store, other, held = Store.open(url), Store.open(url), Event()

    def add(connection, path):
        facts = {"path": path, "name": path, "sha256": "x", "bytes": 1, "note": "", "read_by": ""}
        connection.execute(insert(Source).values(facts | {"id": store_module.next_id(connection, tables.Source)}))

    def second():
        held.wait()
        with other.work() as connection:
            add(connection, "second.csv")

    writer = Thread(target=second)
    writer.start()
    with store.work() as connection:
        held.set()
        add(connection, "first.csv")
    writer.join()
    with store.reading() as connection:
        found = connection.execute(select(Source.id, Source.path).order_by(Source.id))
        assert [tuple(row) for row in found] == [(1, "first.csv"), (2, "second.csv")]


def test_a_writer_that_waits_too_long_is_told(postgresql, monkeypatch):
    url = of_customer(postgresql, "busy")
    store = Store.open(url)
    monkeypatch.setitem(store_module.SETTINGS, "lock_timeout", "50ms")
    other = Store.open(url)
    with store.work(), pytest.raises(StoreRefused, match="in use by another program"), other.work():
        pass


def test_opening_a_store_waits_for_no_writer(postgresql, monkeypatch):
    url = of_customer(postgresql, "busy")
    store = Store.open(url)
    monkeypatch.setitem(store_module.SETTINGS, "lock_timeout", "50ms")
    with store.work():
        Store.open(url).close()


def test_a_server_that_is_not_there_is_one_sentence():
    with pytest.raises(StoreRefused, match=r"failed .*Give another one with --store"):
        Store.open("postgresql+psycopg://nobody:secret@127.0.0.1:9/none")
