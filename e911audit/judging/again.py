"""Whether the newest run still holds: then nothing that judging reads has changed since, and it is not done again."""

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict
from importlib.metadata import version
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, select

from e911audit.config import Config
from e911audit.model.tables import INVENTORY, Run, Source

FROM_SOURCES = frozenset(
    ["address", "carried", "compared_field", "line_sign", "place", "row", "term", *INVENTORY]
)  # fmt: skip
"""Tables that follow from the sources and sheets (and from answers of geocoders), which are compared instead."""
ANSWERS = frozenset(["clause", "finding", "outcome", "report", "run"])
"""Tables that judging and reporting write themselves."""
LIBRARIES = ("holidays", "phonenumbers", "usaddress")
"""Whose data go into what is stored and judged."""


def inputs_digest(connection: Connection, config: Config) -> str:
    """SHA-256 over all that judging reads beside its rules: the program, the store, and the settings' files."""
    return _sha256(_program(), _settings(config), *_held(connection))


def shown_digest(connection: Connection, run: int, sites: Iterable[str]) -> str:
    """SHA-256 over what a report of a run shows: its answers, what was loaded or entered since, and for which sites."""
    return _sha256(_program(), [("run", run)], zip(sorted(sites)), *_held(connection))


def same_run(connection: Connection, run: Mapping[str, Any]) -> int | None:
    """The id of the newest run if it agrees in these columns: inputs, rules, version, dates and settings."""
    newest = connection.execute(select(Run).order_by(Run.c.id.desc()).limit(1)).mappings().first()
    return newest["id"] if newest and all(newest[name] == value for name, value in run.items()) else None


def _sha256(*parts: Iterable[Iterable[Any]]) -> str:
    digest = hashlib.sha256()
    for part in parts:
        digest.update(b"\x1d")
        for entry in part:
            digest.update(repr(tuple(entry)).encode(errors="surrogateescape"))
    return digest.hexdigest()


def _held(connection: Connection) -> Iterator[Iterable[Any]]:
    """Every table but FROM_SOURCES and ANSWERS, so that one which is added later counts at once."""
    every = Source.metadata.tables
    for name in sorted(every.keys() - FROM_SOURCES - ANSWERS):
        yield [(name,), *connection.execute(select(every[name]).order_by(*every[name].primary_key))]


def _settings(config: Config) -> Iterator[tuple[str, bytes]]:
    """The files that the settings name: another calendar may stand under the same name."""
    for name, value in asdict(config).items():
        if isinstance(value, Path) and value.is_file():
            yield name, value.read_bytes()


def _program() -> Iterator[tuple[str, bytes]]:
    yield from ((name, version(name).encode()) for name in LIBRARIES)
    for file in _files(files("e911audit")):
        yield file.name, file.read_bytes()


def _files(folder: Traversable) -> Iterator[Traversable]:
    for entry in sorted(folder.iterdir(), key=lambda entry: entry.name):
        if entry.is_dir():
            yield from _files(entry)
        elif not entry.name.endswith(".pyc"):
            yield entry
