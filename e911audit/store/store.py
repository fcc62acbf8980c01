"""A store: one engine, one connection for the work at hand, bulk statements."""

import re
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from sqlalchemy import URL, Connection, Engine, Table, create_engine, event, func, make_url, select
from sqlalchemy.exc import ArgumentError, DBAPIError, NoSuchModuleError
from sqlalchemy.schema import CreateSchema

from e911audit.errors import StoreRefused
from e911audit.store.backup import holds_data
from e911audit.store.schema import newest, upgrade

PASSWORD = re.compile(r"(?<=://)([^:/@]*:).*(?=@)|([?&](?:ssl)?password=)[^&]*", re.IGNORECASE)
BUSY_SECONDS = 10
"""How long a second process that wants to write waits for the first."""


CACHE_KIB = 16_000
"""Pages of a SQLite store in memory; more made nothing faster (100,000 rows). Temporary tables that are larger than
SQLite's own limit go to a file that has no name and is gone with the program."""
CUSTOMER = "customer"
"""Part of the URL of a PostgreSQL store, ``?customer=NAME``: several audits live in one database, each in a schema."""
DATABASE = b"SQLite format 3\0"
"""How a database file begins; SQLite itself takes a file of very few bytes for an empty one and writes over it."""
SCHEMA = re.compile(r"[a-z][a-z0-9_]{0,62}")
SETTINGS = {"jit": "off", "work_mem": "64MB", "lock_timeout": f"{BUSY_SECONDS}s"}
"""Of a connection to PostgreSQL: compiling a rule's long condition would take longer than asking it once."""
ONE_WRITER = "SELECT pg_advisory_xact_lock(hashtext('e911audit ' || coalesce(current_schema(), '')))"
"""Who writes holds this lock, as SQLite has it; who reads never waits."""


def shown(url: str) -> str:
    """The URL of a store as it may be shown: without a password."""
    return PASSWORD.sub(lambda found: f"{found.group(1) or found.group(2)}***", url)


class Store:
    """An open store of the newest schema."""

    def __init__(self, engine: Engine, made: Path | None = None, url: str = "") -> None:
        self.engine = engine
        self.url = url
        """What it was opened by; a password in it is not hidden."""
        self.made = made
        """The file that was made when the store was opened."""

    @classmethod
    def open(cls, url: str) -> "Store":
        """Open or create the store at this URL, or file; StoreRefused says in one sentence why it cannot be used."""
        try:
            parsed = make_url(url if "://" in url else f"sqlite:///{url}")
            file = _file(parsed)
            new = file is not None and not file.exists()
            _refuse_other(parsed, file)
            engine = _engine(parsed, file)
            with engine.connect().execution_options(reads=True) as connection:
                ready = newest(connection)
            if not ready:
                _bring_up(engine, parsed, file)
        except (ArgumentError, NoSuchModuleError, ModuleNotFoundError) as fault:
            raise StoreRefused(f"'{shown(url)}' is no store that can be opened ({fault}).") from None
        except DBAPIError as fault:
            if new and file and "locked" not in str(fault):
                engine.dispose()
                _remove_empty(file)
            raise refusal(parsed, fault) from None
        whole = parsed.set(database=str(file.resolve())) if file else parsed
        return cls(engine, file if new else None, whole.render_as_string(hide_password=False))

    def close(self) -> None:
        """Let go of the database."""
        self.engine.dispose()

    def abandon(self) -> None:
        """Let go of the database, and remove its file where opening made it and no other program has filled it."""
        empty = False
        if self.made:
            with suppress(OSError, DBAPIError), self.engine.begin() as connection:
                empty = not holds_data(connection)
                if empty:  # and nobody else can write now
                    self.made.unlink(missing_ok=True)
        self.close()
        if empty and self.made:
            with suppress(OSError):  # on Windows, where it was open until now
                self.made.unlink(missing_ok=True)

    def integrity(self) -> str:
        """What is wrong with the database file, empty where it is sound."""
        if self.engine.dialect.name != "sqlite":
            return ""
        with self.work() as connection:
            answer = connection.exec_driver_sql("PRAGMA integrity_check").scalar()
        return "" if answer == "ok" else f"The database is damaged ({answer})."

    @contextmanager
    def work(self) -> Iterator[Connection]:
        """One transaction: all of it is kept, or nothing."""
        try:
            with self.engine.begin() as connection:
                yield connection
        except DBAPIError as fault:
            raise refusal(self.engine.url, fault) from None

    @property
    def file(self) -> Path | None:
        """The file of a SQLite store, None where there is none; it is no input of its own load."""
        file = _file(self.engine.url)
        return file and file.resolve()

    @property
    def shared(self) -> bool:
        """Whether several connections see the same data: everywhere but in a SQLite store in memory."""
        return self.engine.dialect.name != "sqlite" or self.engine.url.database not in (None, "", ":memory:")

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A connection to read with, beside others; what it writes (temporary tables) is gone afterwards.

        All of it sees the same data, unless it is committed on the way. No compiled statement is kept: each rule asks
        its own once, so that looking for it would be in vain.
        """
        try:
            with self.engine.connect().execution_options(reads=True, compiled_cache=None) as connection:
                yield connection
        except DBAPIError as fault:
            raise refusal(self.engine.url, fault) from None


def add(connection: Connection, table: Table, columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    """Insert rows of plain values, in bulk; dates are ISO 8601 texts. PostgreSQL takes them as one COPY."""
    rows = rows if isinstance(rows, list) else list(rows)
    if not rows:
        return
    name, names = table.name, ", ".join(f'"{column}"' for column in columns)
    if connection.dialect.name == "postgresql":
        _copy(connection, f'COPY "{name}" ({names}) FROM STDIN', rows)
        return
    connection.exec_driver_sql(f'INSERT INTO "{name}" ({names}) VALUES ({", ".join("?" * len(columns))})', rows)


def _copy(connection: Connection, statement: str, rows: Iterable[Sequence[Any]]) -> None:
    driver: Any = connection.connection.driver_connection
    with driver.cursor() as cursor, cursor.copy(statement) as copy:
        for row in rows:
            copy.write_row(row)


def gauge(connection: Connection, table: Table | None = None) -> None:
    """Have the database look at how much its tables hold, without which PostgreSQL plans joins for empty ones."""
    if connection.dialect.name == "postgresql":
        connection.exec_driver_sql(f'ANALYZE "{table.name}"' if table is not None else "ANALYZE")


def next_id(connection: Connection, table: Table) -> int:
    """The first free id of a table; ids are given here, so that records can refer to others that are not stored yet."""
    return (connection.scalar(select(func.max(table.c.id))) or 0) + 1


def refusal(url: URL, fault: DBAPIError) -> StoreRefused:
    """What a database error means to a user."""
    words = str(fault.orig).strip().splitlines()[0] if fault.orig else str(fault)
    name = shown(url.render_as_string(hide_password=False))
    if "locked" in words or "lock timeout" in words:
        return StoreRefused(f"The store {name} is in use by another program.", advice="Wait until that one has ended.")
    if "not a database" in words:
        return _other(url)
    if "malformed" in words or "decode to UTF-8" in words:
        return StoreRefused(
            f"The store {name} is damaged ({words}).", advice="Load the spreadsheets into a new one with --store."
        )
    if "full" in words:
        return StoreRefused(
            f"The disk of the store {name} is full.", advice="Make room, or give a store elsewhere with --store."
        )
    if "readonly" in words or "unable to open" in words:
        return StoreRefused(f"The store {name} cannot be written ({words}).")
    return StoreRefused(f"The store {name} failed ({words}).")


def _other(url: URL) -> StoreRefused:
    return StoreRefused(f"{url.render_as_string(hide_password=True)} is a file of another program, no store.")


def _refuse_other(url: URL, file: Path | None) -> None:
    """Raise StoreRefused for a file that holds something and is no database."""
    start = b""
    with suppress(OSError):  # which opening it tells
        if file and file.is_file():
            with file.open("rb") as stream:
                start = stream.read(len(DATABASE))
    if start and start != DATABASE:
        raise _other(url)


def _bring_up(engine: Engine, parsed: URL, file: Path | None) -> None:
    """Make the tables of a store, or take the steps that an older one lacks."""
    with engine.connect() as connection:
        if customer := parsed.query.get(CUSTOMER):
            with connection.begin():
                connection.execute(CreateSchema(str(customer), if_not_exists=True))
        upgrade(connection, file)


def _file(url: URL) -> Path | None:
    stored = url.get_backend_name() == "sqlite" and url.database and url.database != ":memory:"
    return Path(url.database) if stored and url.database else None


def _remove_empty(file: Path) -> None:
    """Remove a file of no bytes, which is all that a store leaves that could not be made."""
    with suppress(OSError):
        if not file.stat().st_size:
            file.unlink()


def _server(parsed: URL) -> Engine:
    """A database server; the tables of a customer stand in a schema of that name."""
    customer = parsed.query.get(CUSTOMER)
    settings = dict(SETTINGS)
    if customer:
        if not isinstance(customer, str) or not SCHEMA.fullmatch(customer):
            raise StoreRefused(
                f"'{customer}' cannot name the schema of a customer.",
                advice="Use small letters, digits and underscores, beginning with a letter.",
            )
        settings["search_path"] = customer
    options = {"options": " ".join(f"-c {name}={value}" for name, value in settings.items())}
    engine = create_engine(parsed.difference_update_query([CUSTOMER]), connect_args=options, hide_parameters=True)

    @event.listens_for(engine, "begin")
    def _begun(connection: Connection) -> None:
        if not connection.get_execution_options().get("reads", False):
            connection.exec_driver_sql(ONE_WRITER)

    return engine


def _engine(parsed: URL, file: Path | None) -> Engine:
    if parsed.get_backend_name() != "sqlite":
        return _server(parsed)
    if file and not file.parent.is_dir():
        raise StoreRefused(f"There is no folder {file.parent} to keep the store in.")
    engine = create_engine(parsed, connect_args={"timeout": BUSY_SECONDS}, hide_parameters=True)

    @event.listens_for(engine, "connect")
    def _connected(driver: sqlite3.Connection, _record: Any) -> None:
        driver.isolation_level = None  # we say BEGIN ourselves, so that schema changes belong to the transaction too
        driver.execute(f"PRAGMA cache_size = -{CACHE_KIB}")

    @event.listens_for(engine, "begin")
    def _begun(connection: Connection) -> None:
        reads = connection.get_execution_options().get("reads", False)
        connection.exec_driver_sql("BEGIN" if reads else "BEGIN IMMEDIATE")

    return engine
