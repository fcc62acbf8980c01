"""What tells whether something has changed: SHA-256 over the program, the files of the settings, and whatever else."""

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import asdict
from importlib.metadata import version
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any

from e911audit.config import Config

LIBRARIES = ("holidays", "phonenumbers", "usaddress")
"""Whose data go into what is stored and judged."""


def fingerprint(*parts: Iterable[Iterable[Any]]) -> str:
    """SHA-256 over parts of entries; the entries' values show all of themselves by ``repr``."""
    digest = hashlib.sha256()
    for part in parts:
        digest.update(b"\x1d")
        for entry in part:
            digest.update(repr(tuple(entry)).encode(errors="surrogateescape"))
    return digest.hexdigest()


def program() -> Iterator[tuple[str, bytes]]:
    """All of this program: name and content of each file, and the libraries' versions."""
    yield from ((name, version(name).encode()) for name in LIBRARIES)
    yield from folder(files("e911audit"))


def settings(config: Config) -> Iterator[tuple[str, bytes]]:
    """The settings, and the files that they name: another calendar may stand under the same name."""
    for name, value in asdict(config).items():
        yield name, repr(value).encode()
        if isinstance(value, Path):
            yield from folder(value) if value.is_dir() else [(name, content(value))]


def content(file: Path) -> bytes:
    """The bytes of a file; none where it is not there or cannot be read."""
    try:
        return file.read_bytes()
    except OSError:
        return b""


def folder(of: Traversable) -> Iterator[tuple[str, bytes]]:
    """Name and content of each file in a folder and in those below it."""
    for entry in sorted(of.iterdir(), key=lambda entry: entry.name):
        if entry.is_dir():
            yield from folder(entry)
        elif not entry.name.endswith(".pyc"):
            yield entry.name, entry.read_bytes()
