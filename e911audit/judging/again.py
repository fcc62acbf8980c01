"""Whether the newest run still holds: then nothing that judging reads has changed since, and it is not done again."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from sqlalchemy import Connection, select

from e911audit.config import Config
from e911audit.fingerprint import fingerprint, program, settings
from e911audit.model.tables import INVENTORY, Run, Source

FROM_SOURCES = frozenset(["address", "carried", "compared_field", "line_sign", "place", "row", "term", *INVENTORY])
"""Tables that follow from the sources and sheets (and from answers of geocoders), which are compared instead."""
ANSWERS = frozenset(["clause", "finding", "last_audit", "outcome", "report", "run"])
"""Tables that judging and reporting write themselves."""


def inputs_digest(connection: Connection, config: Config) -> str:
    """SHA-256 over all that judging reads beside its rules: the program, the store, and the settings' files."""
    return fingerprint(program(), settings(config), *_held(connection))


def shown_digest(connection: Connection, run: int, sites: Iterable[str]) -> str:
    """SHA-256 over what a report of a run shows: its answers, what was loaded or entered since, and for which sites."""
    return fingerprint(program(), [("run", run)], ([site] for site in sorted(sites)), *_held(connection))


def same_run(connection: Connection, run: Mapping[str, Any]) -> int | None:
    """The id of the newest run if it agrees in these columns: inputs, rules, version, dates and settings."""
    newest = connection.execute(select(Run).order_by(Run.c.id.desc()).limit(1)).mappings().first()
    return newest["id"] if newest and all(newest[name] == value for name, value in run.items()) else None


def _held(connection: Connection) -> Iterator[Iterable[Any]]:
    """Every table but FROM_SOURCES and ANSWERS, so that one which is added later counts at once."""
    every = Source.metadata.tables
    for name in sorted(every.keys() - FROM_SOURCES - ANSWERS):
        yield [(name,), *connection.execute(select(every[name]).order_by(*every[name].primary_key))]
