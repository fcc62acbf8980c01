"""The last audit of a store, repeated without any work while nothing has changed: no input, no setting, no byte.

Only for a store in a SQLite file, which counts its transactions: where the count is that of the last audit, nothing in
the store has changed since. This module does without SQLAlchemy, whose import would take most of the time.
"""

import json
import sqlite3
from collections.abc import Iterable
from contextlib import closing, suppress
from importlib.metadata import entry_points
from pathlib import Path
from typing import NamedTuple

from e911audit.config import Config
from e911audit.fingerprint import content, fingerprint, folder, program, settings
from e911audit.intake.sources import find_files

SQLITE = "sqlite:///"
HEADER, ROLLBACK = 100, b"\x01\x01"
"""Bytes of the file's header, and those at 18 and 19 where every transaction is counted (no write-ahead log)."""
PLUGINS = "e911audit.profiles"


class Asked(NamedTuple):
    """What an audit is asked: into which store, which paths by which settings, for which sites, into which reports."""

    url: str
    paths: list[Path]
    config: Config
    profiles: Path | None
    sites: list[str]
    outputs: list[Path]


class Last(NamedTuple):
    """What the last audit of a store said, and its exit code."""

    inputs: str
    outputs: str
    said: list[str]
    code: int


def inputs(asked: Asked) -> str:
    """SHA-256 over everything that an audit reads, the store excepted; NoInput where there is nothing to read."""
    store = Path(asked.url.removeprefix(SQLITE)).resolve()
    files = [file for file in find_files(asked.paths) if file.file.path != store]
    return fingerprint(
        program(),
        settings(asked.config),
        folder(asked.profiles) if asked.profiles and asked.profiles.is_dir() else [],
        [(point.name, point.value, point.dist and point.dist.version) for point in entry_points(group=PLUGINS)],
        [(str(Path.cwd()), *asked.paths, asked.profiles, *asked.sites)],
        [(file.label, file.name, file.sha256()) for file in files],
    )


def written(outputs: Iterable[Path]) -> str:
    """SHA-256 over the reports that are wanted, as they are; one that is not there counts as empty."""
    return fingerprint((str(output.resolve()), content(output)) for output in outputs)


def last_audit(url: str) -> Last | None:
    """What the last audit of a store said, None where anything was written to the store since."""
    file = Path(url.removeprefix(SQLITE))
    count = _transactions(file) if url.startswith(SQLITE) else None
    if count is None:
        return None
    try:
        with closing(sqlite3.connect(f"{file.resolve().as_uri()}?mode=ro", uri=True)) as store:
            asked = "SELECT inputs, outputs, said, code FROM last_audit WHERE transactions = ?"
            held = store.execute(asked, (count,)).fetchone()
    except sqlite3.Error:
        return None
    return held and Last(held[0], held[1], json.loads(held[2]), held[3])


def keep(url: str, last: Last) -> None:
    """Keep what an audit said, as the last thing that it writes to its store; without it the next one works again."""
    file = Path(url.removeprefix(SQLITE))
    count = _transactions(file) if url.startswith(SQLITE) else None
    if count is None:
        return
    with suppress(sqlite3.Error), closing(sqlite3.connect(file)) as store, store:
        store.execute("DELETE FROM last_audit")
        row = (count + 1, last.inputs, last.outputs, json.dumps(last.said), last.code)
        store.execute("INSERT INTO last_audit VALUES (?, ?, ?, ?, ?)", row)


def _transactions(file: Path) -> int | None:
    """How many transactions have changed a store; None where it does not count them, or one is not over.

    The file must not be open elsewhere in this process: closing it would end the locks that SQLite holds.
    """
    try:
        with file.open("rb") as store:
            header = store.read(HEADER)
        journal = file.with_name(f"{file.name}-journal")
        busy = journal.exists() and journal.stat().st_size > 0
    except OSError:
        return None
    if len(header) < HEADER or header[18:20] != ROLLBACK or busy:
        return None
    return int.from_bytes(header[24:28], "big")
