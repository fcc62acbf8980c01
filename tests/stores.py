"""Empty stores in memory, many in a row: one engine, so that a statement is compiled once for all of them."""

import sqlite3
from functools import cache

from e911audit.store import Store


@cache
def _first() -> tuple[Store, bytes]:
    store = Store.open("sqlite://")
    with store.engine.connect() as connection:
        driver = connection.connection.driver_connection
        assert isinstance(driver, sqlite3.Connection)
        return store, driver.serialize()


def empty_store() -> Store:
    """An empty store; those that were given before are gone."""
    store, content = _first()
    store.engine.dispose()
    with store.engine.connect() as connection:
        connection.connection.driver_connection.deserialize(content)
    return store
