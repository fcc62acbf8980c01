"""Every rule answers on PostgreSQL as on SQLite."""

import pytest
from sqlalchemy import create_engine, text
from test_examples import ALL, judged

from e911audit.rules.example import read_example
from e911audit.store import Store
from e911audit.values import Judgement


@pytest.fixture
def emptied(postgresql):
    """Opens a store of this server, emptied."""
    engine = create_engine(postgresql)
    with engine.begin() as connection:
        connection.execute(text("drop schema public cascade"))
        connection.execute(text("create schema public"))
    engine.dispose()
    return lambda: Store.open(postgresql)


@pytest.mark.slow
@pytest.mark.parametrize("rule", ALL, ids=lambda rule: rule.code)
def test_bad_rows_are_found_on_postgresql(rule, emptied, tmp_path):
    outcome, _ = judged(rule, read_example(rule.bad), tmp_path, emptied)
    assert outcome.state is Judgement.FOUND, outcome
