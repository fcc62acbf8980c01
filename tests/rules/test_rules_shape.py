"""What every rule must say about itself, checked against the catalogue of names, severities and bases."""

import csv
import string
import warnings
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Connection, Select, create_engine, literal, select
from sqlalchemy.dialects import postgresql
from sqlalchemy.exc import SAWarning
from sqlmodel import SQLModel

from e911audit.config import Config
from e911audit.judging.verdict import days
from e911audit.model import INVENTORY
from e911audit.rules import RULES, Rule, find
from e911audit.rules.example import read_example
from e911audit.rules.rule import rule
from e911audit.rules.shared import SHARED, computed

CATALOGUE = {
    row["code"]: row
    for row in csv.DictReader((Path(__file__).parents[1] / "catalogue.csv").read_text(encoding="utf-8").splitlines())
}
SUBJECT_COLUMNS = {"kind", "subject", "site", "sheet_id", "row", "affects"}
ADDRESS_PARTS = {"street", "interior", "city", "state", "zip", "building", "floor", "unit", "room", "zone"}


@pytest.fixture(scope="module")
def empty() -> Iterator[Connection]:
    engine = create_engine("sqlite://")
    SQLModel.metadata.create_all(engine)
    with engine.connect() as connection, computed(connection, days(Config(as_of=date(2026, 1, 1)))) as tables:
        for query in SHARED.values():
            tables.need(query)
        for one in RULES.values():
            tables.need(statement(one))
        yield connection
    engine.dispose()


EVERY_RULE = pytest.mark.parametrize("one", RULES.values(), ids=list(RULES))


def known_fields(table: str) -> set[str]:
    if table == "run":
        return {"cutover", "geocodes"}
    if table == "sheet":
        return {"exported_on", "secret"}
    own = set(INVENTORY[table].model_fields) - {"id", "sheet_id", "row", "repeats", "address_id"}
    return own | (ADDRESS_PARTS if "address_id" in INVENTORY[table].model_fields else set())


def columns(one: Rule) -> set[str]:
    return {column.key for column in one.among.query.selected_columns}


@EVERY_RULE
def test_name_severity_and_basis_are_those_of_the_catalogue(one: Rule) -> None:
    entry = CATALOGUE[one.code]
    assert (one.name, str(one.severity), str(one.basis)) == (entry["name"], entry["severity"], entry["basis"])


@EVERY_RULE
def test_answers_the_four_questions(one: Rule) -> None:
    for text in (one.why, one.message, one.fix):
        assert text.strip().endswith((".", ")."))
    assert len(one.why) > 40
    assert one.cites
    assert all(cite.strip() for cite in one.cites)
    assert "violat" not in f"{one.why} {one.message} {one.fix}".lower()


@EVERY_RULE
def test_message_quotes_only_what_the_query_or_the_options_give(one: Rule) -> None:
    quoted = {name for _, name, _, _ in string.Formatter().parse(one.message) if name}
    assert quoted <= columns(one) | set(one.options)


@EVERY_RULE
def test_query_selects_who_is_looked_at(one: Rule) -> None:
    assert columns(one) >= SUBJECT_COLUMNS
    names = [column.key for column in one.among.query.selected_columns]
    assert len(names) == len(set(names))


@EVERY_RULE
def test_needs_and_pointed_fields_exist_in_the_model(one: Rule) -> None:
    for need in one.needs:
        for field in need.split(" or "):
            table, _, name = field.partition(".")
            assert name in known_fields(table), field
    if one.among.tables != ("sheet",):
        for name in one.points_at:
            assert any(name in known_fields(table) for table in one.among.tables), name


def statement(one: Rule) -> Select[Any]:
    milder = one.milder[1]() if one.milder else literal(False)
    return one.among.query.add_columns(one.condition({}).label("wrong"), milder.label("milder"))


@EVERY_RULE
def test_query_runs_without_joining_everything_to_everything(one: Rule, empty: Connection) -> None:
    query = statement(one)
    days = dict.fromkeys((name for name in query.compile().params if name.startswith(("as_of_", "cutover_"))), None)
    with warnings.catch_warnings():
        warnings.simplefilter("error", SAWarning)
        assert empty.execute(query, days).all() == []


def scans_in_loops(query: Select[Any], connection: Connection) -> list[str]:
    """Steps of the plan that read a whole table again for each row of another."""
    days = dict.fromkeys((name for name in query.compile().params if name.startswith(("as_of_", "cutover_"))), None)
    compiled = query.params(days).compile(connection.engine, compile_kwargs={"render_postcompile": True})
    values = (None,) * len(compiled.positiontup or ())
    steps = {
        step: (parent, text)
        for step, parent, _, text in connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {compiled}", values)
    }
    found = []
    for parent, text in steps.values():
        above = parent
        while above in steps:
            above, outer = steps[above]
            if outer.startswith("CORRELATED") and text.startswith("SCAN"):
                found.append(f"{outer}: {text}")
    return found


@EVERY_RULE
def test_no_table_is_scanned_for_each_row_of_another(one: Rule, empty: Connection) -> None:
    assert not scans_in_loops(statement(one), empty)


def test_a_scan_for_each_row_would_be_seen(empty: Connection) -> None:
    number, device = SQLModel.metadata.tables["number"], SQLModel.metadata.tables["device"]
    slow = select(number.c.id, select(device.c.id).where(device.c.mac == number.c.text).exists())
    assert scans_in_loops(slow, empty)


@EVERY_RULE
def test_query_compiles_for_postgresql(one: Rule) -> None:
    compiled = str(statement(one).compile(dialect=postgresql.dialect()))
    assert compiled.count(" AS wrong") == 1


@EVERY_RULE
def test_examples_are_tables_with_equal_rows(one: Rule) -> None:
    for text in (one.bad, one.good, *(case for case, _ in one.more.values())):
        for sheet, rows in read_example(text).items():
            assert sheet
            assert len(rows) >= 2
            assert {len(row) for row in rows} == {len(rows[0])}, (sheet, rows)


def test_a_code_is_defined_once() -> None:
    taken = next(iter(RULES))
    with pytest.raises(ValueError, match=taken):
        rule(code=taken)(lambda: None)


def test_find_reads_codes_without_case_and_blanks() -> None:
    assert find(" loc-002 ").code == "LOC-002"
