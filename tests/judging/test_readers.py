"""Workers judge with us: the answers are the same, also where one dies, and the store is free afterwards."""

import os
import sqlite3
from concurrent.futures import BrokenExecutor, ThreadPoolExecutor
from datetime import date

import pytest

from e911audit.beside import Workers, ask
from e911audit.config import Config
from e911audit.intake.load import load
from e911audit.judging.readers import part_of, verdicts
from e911audit.rules import RULES
from e911audit.store import Store

CONFIG = Config(as_of=date(2026, 11, 22))
EVERY = sorted((rule for rule in RULES.values() if not rule.stands_on), key=lambda rule: rule.code)


@pytest.fixture
def pool():
    with Workers(1) as workers:
        yield workers


@pytest.fixture
def store(tmp_path, write_csv):
    numbers = [[f"512-456-{at:04}", f"S{at % 7}", "no" if at % 3 else "yes", "active"] for at in range(60)]
    sites = [[f"S{at}", f"{at + 1} Main St", "Austin", "TX", "78701"] for at in range(7)]
    files = [
        write_csv("sites.csv", [["Site Code", "Street Address", "City", "State", "ZIP"], *sites]),
        write_csv("numbers.csv", [["Telephone Number", "Site Code", "E911 Provisioned", "Status"], *numbers]),
    ]
    opened = Store.open(f"sqlite:///{tmp_path / 'audit.db'}")
    load(opened, files)
    yield opened
    opened.close()


@pytest.mark.slow
def test_workers_answer_as_one_process_does(store, pool):
    alone = verdicts(store, CONFIG, EVERY, [])
    assert sum(len(answer.findings) for answer in alone) > 20
    assert verdicts(store, CONFIG, EVERY, [], pool) == alone
    assert verdicts(store, CONFIG, EVERY, [], pool) == alone


@pytest.mark.slow
def test_a_worker_that_dies_in_the_middle_costs_no_answer(store, pool):
    alone = verdicts(store, CONFIG, EVERY, [])
    with ThreadPoolExecutor(1) as beside:
        asked = beside.submit(verdicts, store, CONFIG, EVERY, [], pool)
        pool.submit(os._exit, 1)
        assert asked.result() == alone


@pytest.mark.slow
def test_a_worker_that_dies_costs_no_answer(store, pool):
    alone = verdicts(store, CONFIG, EVERY, [])
    pool.submit(os._exit, 1)
    assert verdicts(store, CONFIG, EVERY, [], pool) == alone
    with pytest.raises(BrokenExecutor):
        ask(pool, os.getpid).result()


def test_a_worker_keeps_no_lock_between_its_parts(store):
    for codes in (["LOC-001"], ["NUM-002", "LOC-020"]):
        part_of(codes, store.url, CONFIG, [], "one judgement")
        with sqlite3.connect(store.file, timeout=0, isolation_level=None) as other:
            other.execute("BEGIN EXCLUSIVE")
            other.execute("ROLLBACK")
        other.close()
    part_of([], store.url, CONFIG, [], "the next one, for which the reader of the first is let go")


def test_opening_a_store_waits_for_no_reader(store):
    with store.reading() as connection:
        connection.exec_driver_sql("SELECT count(*) FROM number").scalar()
        Store.open(store.url).close()
