"""The schema: a new store is made of the tables as they are, an older one takes the numbered steps that it lacks."""

import logging
from pathlib import Path

from sqlalchemy import Column, Connection, Integer, MetaData, Table, Text, insert, inspect, select

from e911audit.errors import StoreRefused
from e911audit.model import Source
from e911audit.store.backup import back_up, holds_data

STEPS = (
    "start",
    "vendor_exports",
    "geocoding",
    "law",
    "waivers",
    "analog_gateways",
    "test_calls",
    "exchange_files",
    "sheet_headers",
    "carrier_records",
    "wiremap",
    "provider_scope",
    "port_orders",
    "circuits",
    "scope_map",
    "line_signs",
    "compared_letters",
    "port_facts",
    "reviews",
    "money",
    "runs_again",
)
"""The functions of ``steps.py``; never changed once released, only added to."""

SCHEMA_STEP = Table(
    "schema_step", MetaData(), Column("number", Integer, primary_key=True), Column("name", Text, nullable=False)
)

LOG = logging.getLogger(__name__)


def newest(connection: Connection) -> bool:
    """Whether a database is a store of the newest schema; looks without a lock, so that no reader waits for another."""
    with connection.begin():
        if SCHEMA_STEP.name not in inspect(connection).get_table_names():
            return False
        return len(connection.execute(select(SCHEMA_STEP.c.number)).all()) == len(STEPS)


def upgrade(connection: Connection, file: Path | None = None) -> None:
    """Bring a store to the newest schema; StoreRefused where it is not ours or newer than this program.

    ``file`` is that of a SQLite store: where it holds data it is copied before the first missing step is taken. All
    steps are one transaction; what was done is logged as a warning, one sentence, which the command line shows.
    """
    with connection.begin():
        tables = set(inspect(connection).get_table_names())
        if tables and SCHEMA_STEP.name not in tables:
            raise StoreRefused("This database holds tables of another program.")
        if not tables:
            _make(connection)
            return
        taken = len(connection.execute(select(SCHEMA_STEP.c.number)).all())
        if taken > len(STEPS):
            raise StoreRefused(
                f"This store was written by a newer e911audit (schema {taken}, this program knows {len(STEPS)}).",
                advice="Install the newer version, or give another store with --store.",
            )
        if taken < len(STEPS):
            told = _secure(connection, file)
            _take_steps(connection, taken)
            if told:
                LOG.warning(told)


def _secure(connection: Connection, file: Path | None) -> str:
    """Copy a SQLite store that holds data; returns what to tell about it, empty where there is nothing to lose."""
    if not holds_data(connection):
        return ""
    if file:
        copy = back_up(file, len(STEPS))
        return f"The store {file} is brought to schema {len(STEPS)}; as it was it is kept in {copy}."
    if connection.dialect.name == "postgresql":
        return (
            f"The store is brought to schema {len(STEPS)} in one transaction; "
            "docs/postgresql.md tells how to keep a copy with pg_dump."
        )
    return ""


def _make(connection: Connection) -> None:
    SCHEMA_STEP.create(connection)
    Source.metadata.create_all(connection, checkfirst=False)
    steps = [{"number": number, "name": name} for number, name in enumerate(STEPS, 1)]
    connection.execute(insert(SCHEMA_STEP), steps)


def _take_steps(connection: Connection, taken: int) -> None:
    from alembic.migration import MigrationContext
    from alembic.operations import Operations

    from e911audit.store import steps

    operations = Operations(MigrationContext.configure(connection))
    for number, name in enumerate(STEPS[taken:], taken + 1):
        getattr(steps, name)(operations)
        connection.execute(insert(SCHEMA_STEP).values(number=number, name=name))
