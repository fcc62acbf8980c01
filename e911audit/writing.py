"""Reports to where they are wanted: one that is up to date is left alone, one that somebody has changed is kept."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from itertools import chain, count
from pathlib import Path

from sqlalchemy import delete, insert, select

from e911audit.errors import CannotWrite
from e911audit.judging.again import shown_digest
from e911audit.model.tables import Report
from e911audit.reports import write
from e911audit.stages import stage
from e911audit.store import Store
from e911audit.views.drift import Drift
from e911audit.views.result import Result


@dataclass
class Written:
    """What became of the reports: the files that were written, and in sentences what else there is to tell."""

    files: list[Path] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)


def deliver(
    store: Store, result: Result, outputs: Iterable[Path], sites: Iterable[str] = (), drift: Drift | None = None
) -> Written:
    """Write the reports of a run and keep what was written; CannotWrite where one cannot be.

    A file that holds what was written last for the same run and answers is not written again. One with other bytes than
    were written was changed by a person, and is put beside under another name first.
    """
    with store.work() as connection:
        shows = "" if drift else shown_digest(connection, result.run, sites)
    done = Written()
    for output in outputs:
        held, there = _held(store, output), _sha256(output)
        if there and (there, shows) == held:
            done.notes.append(f"{output} is up to date.")
            continue
        if there and held and there != held[0]:
            done.notes.append(_put_aside(output))
        with stage(f"write{output.suffix}"):
            write(result, output, drift)
        _keep(store, output, shows)
        done.files.append(output)
    return done


def _held(store: Store, output: Path) -> tuple[str, str] | None:
    """The SHA-256 of the file as this store's runs wrote it last, and of what it shows."""
    with store.work() as connection:
        asked = select(Report.c.sha256, Report.c.made_of).where(Report.c.path == str(output.resolve()))
        held = connection.execute(asked).first()
    return held and (held.sha256, held.made_of)


def _keep(store: Store, output: Path, shows: str) -> None:
    path = str(output.resolve())
    with store.work() as connection:
        connection.execute(delete(Report).where(Report.c.path == path))
        connection.execute(insert(Report).values(path=path, sha256=_sha256(output), made_of=shows))


def _sha256(file: Path) -> str:
    """Of a file's bytes; empty where there is none that can be read."""
    try:
        return hashlib.sha256(file.read_bytes()).hexdigest()
    except OSError:
        return ""


def _put_aside(output: Path) -> str:
    """Give a file another name, which tells the day of its last change; the sentence that says so."""
    day = datetime.fromtimestamp(output.stat().st_mtime).date()  # noqa: DTZ006  (the day as the user's clock has it)
    words = chain([f"reviewed {day}"], (f"reviewed {day}, {number}" for number in count(2)))
    names = (output.with_name(f"{output.stem} ({word}){output.suffix}") for word in words)
    aside = next(name for name in names if not name.exists())
    try:
        output.rename(aside)
    except OSError as failure:
        raise CannotWrite(
            f"{output} was changed since it was written and cannot be kept as '{aside.name}' ({failure.strerror}).",
            advice="Close it in other programs, or choose another name with --output.",
        ) from failure
    return f"{output} was changed since it was written: it is kept as '{aside.name}'."
