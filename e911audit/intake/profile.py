"""How to read one kind of sheet: a TOML file, no code."""

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

from e911audit.errors import BadProfile
from e911audit.intake.cells import TRANSFORMERS, Transformer, plain, vocabularies, words

ADDRESS_PARTS = ("street", "interior", "city", "state", "zip", "building", "floor", "unit", "room", "zone")
"""Fields that together are one written address."""


@dataclass(frozen=True, kw_only=True)
class ProfileField:
    """One field: the headers that feed it (the template's own first) and how its cells are read."""

    name: str
    headers: tuple[str, ...]
    as_: str = "text"
    vocabulary: str = ""
    in_template: bool = True

    @property
    def read(self) -> Transformer:
        """The transformer of this field's cells."""
        return words(self.vocabulary) if self.vocabulary else TRANSFORMERS[self.as_]


EXPORTED_ON = ProfileField(
    name="exported_on", headers=("Exported On", "Export Date", "Report Date"), as_="date", in_template=False
)
"""Every sheet may tell its own date in a column; it belongs to the sheet, not to a record."""


@dataclass(frozen=True, kw_only=True)
class Profile:
    """How to read a sheet into one table.

    ``must`` lists what a sheet needs to fit: each entry names fields joined by `` or ``. ``keep`` are headers that are
    understood and stay in the row but feed no field yet. ``hints`` are words of sheet and file names that speak for it.
    """

    name: str
    title: str
    about: str
    loads: str
    must: tuple[str, ...]
    fields: tuple[ProfileField, ...]
    keep: tuple[str, ...] = ()
    hints: tuple[str, ...] = ()
    in_template: bool = True
    by_header: dict[str, str] = field(default_factory=dict)
    """Plain header -> field name, or an empty name for a header that is only kept."""

    def fits(self, found: set[str]) -> bool:
        """Whether these fields satisfy ``must``."""
        return all(set(entry.split(" or ")) & found for entry in self.must)


@cache
def profiles() -> tuple[Profile, ...]:
    """The profiles of the package, in the order of the template's sheets."""
    found = [read_profile(file) for file in _toml_files()]
    return tuple(sorted(found, key=_order))


ORDER = ["sites", "buildings", "locations", "network", "numbers", "devices", "systems", "lines", "evidence", "csr"]


def _order(profile: Profile) -> tuple[int, str]:
    return (ORDER.index(profile.name) if profile.name in ORDER else len(ORDER), profile.name)


def _toml_files() -> Iterator[Path]:
    for entry in files("e911audit.profiles").iterdir():
        if entry.name.endswith(".toml"):
            yield Path(str(entry))


def read_profile(path: Path) -> Profile:
    """Read one profile; BadProfile names the file and what is wrong in it."""
    try:
        data = tomllib.loads(path.read_text(encoding="utf-8"))
        fields = (*(_field(name, facts) for name, facts in data["fields"].items()), EXPORTED_ON)
        keep = tuple(data.get("keep", ()))
        by_header = {plain(header): "" for header in keep}
        by_header |= {plain(header): field_.name for field_ in reversed(fields) for header in field_.headers}
        return Profile(
            name=data["name"],
            title=data["title"],
            about=data["about"],
            loads=data["loads"],
            must=tuple(data["must"]),
            fields=fields,
            keep=keep,
            hints=tuple(data.get("hints", ())),
            in_template=data.get("in_template", True),
            by_header=by_header,
        )
    except (tomllib.TOMLDecodeError, KeyError, TypeError) as fault:
        raise BadProfile(f"The profile {path.name} cannot be used ({fault}).") from None


def _field(name: str, facts: dict[str, Any]) -> ProfileField:
    as_, vocabulary = facts.get("as", "text"), facts.get("words", "")
    if as_ not in TRANSFORMERS:
        raise KeyError(f"{name}: no transformer '{as_}'")
    if vocabulary and vocabulary not in vocabularies():
        raise KeyError(f"{name}: no vocabulary '{vocabulary}'")
    headers = facts["from"]
    return ProfileField(
        name=name,
        headers=(headers,) if isinstance(headers, str) else tuple(headers),
        as_=as_,
        vocabulary=vocabulary,
        in_template=facts.get("in_template", True),
    )
