"""What stands in a store, apart from when it was written; two stores compare as these do."""

import sqlite3
from contextlib import closing

TIMES = {("run", "at"), ("decision", "at")}
JUDGED = ("run", "outcome", "finding")


def sound(path):
    """Whether the file is a database without damage; an open that follows a kill rolls back what was half done."""
    with closing(sqlite3.connect(path)) as driver:
        return driver.execute("pragma integrity_check").fetchall() == [("ok",)]


def contents(path):
    """Table -> its rows as texts, sorted; empty tables are left out."""
    with closing(sqlite3.connect(path)) as driver:
        tables = [name for (name,) in driver.execute("select name from sqlite_master where type = 'table'")]
        found = {table: _rows(driver, table) for table in tables if table != "schema_step"}
    return {table: rows for table, rows in found.items() if rows}


def _rows(driver, table, where="1"):
    names = [row[1] for row in driver.execute(f'pragma table_info("{table}")') if (table, row[1]) not in TIMES]
    columns = ", ".join(f'"{name}"' for name in names)
    return sorted(map(repr, driver.execute(f'select {columns} from "{table}" where {where}')))


def inventory(path):
    """``contents`` without runs and what they answered."""
    return {table: rows for table, rows in contents(path).items() if table not in JUDGED}


def judged(path):
    """``contents`` of runs and what they answered."""
    return {table: rows for table, rows in contents(path).items() if table in JUDGED}


def newest(path):
    """What the newest run answered, whatever its number."""
    with closing(sqlite3.connect(path)) as driver:
        asked = {
            table: f'select * from "{table}" where run_id = (select max(id) from run)'
            for table in ("outcome", "finding")
        }
        return {table: sorted(repr(row[1:]) for row in driver.execute(query)) for table, query in asked.items()}
