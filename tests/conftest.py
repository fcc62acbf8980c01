"""What all tests share: files written on the spot, loaded into a store that lives in memory."""

import csv
import sys
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from inventories import save_book
from servers import running
from stores import empty_store

from e911audit.__main__ import main
from e911audit.intake.load import load as load_into
from e911audit.store import Store

settings.register_profile(
    "here", deadline=None, max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
settings.load_profile("here")  # machines are shared: a slow example is no failure


@pytest.fixture
def write_csv(tmp_path):
    """Write rows as a CSV file of this name; returns its path."""

    def write(name: str, rows: list[list[str]]) -> Path:
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("w", newline="", encoding="utf-8") as file:
            csv.writer(file).writerows(rows)
        return path

    return write


@pytest.fixture
def write_book(tmp_path):
    """Write sheets (name -> rows) as a workbook of this name; returns its path."""

    def write(name: str, sheets: dict[str, list[list[object]]]) -> Path:
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        return save_book(path, sheets)

    return write


@pytest.fixture
def command(monkeypatch, capsys):
    """Run a command line: exit code, stdout, stderr."""

    def run(*words: object) -> tuple[int, str, str]:
        monkeypatch.setattr(sys, "argv", ["e911audit", *map(str, words)])
        code = 0
        try:
            main()
        except SystemExit as stop:
            code = int(stop.code or 0)
        out, err = capsys.readouterr()
        return code, out, err

    return run


@pytest.fixture
def store():
    """An empty store in memory."""
    opened = empty_store()
    yield opened
    opened.close()


@pytest.fixture
def loaded(store):
    """Load paths and return the store."""

    def load(*paths: Path, only: bool = False) -> Store:
        load_into(store, list(paths), only=only)
        return store

    return load


@pytest.fixture
def ask():
    """Rows of a query as tuples."""

    def rows(of: Store, query: str) -> list[tuple[object, ...]]:
        with of.work() as connection:
            return [tuple(row) for row in connection.exec_driver_sql(query)]

    return rows


@pytest.fixture(scope="session")
def postgresql():
    """The URL of a database on a PostgreSQL server of our own."""
    with running() as url:
        yield url
