"""How to read one kind of sheet: a TOML file, no code.

A row of the sheet tells one record, or several: a Teams civic address is a site and a location, a telephone of CUCM has
many lines. Each of them is a ``Block`` of fields; the first block is what the sheet is about.
"""

import hashlib
import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache, cached_property
from importlib.metadata import entry_points
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any

from e911audit import __version__
from e911audit.errors import BadProfile
from e911audit.intake.cells import TRANSFORMERS, Transformer, plain, vocabularies, words

ADDRESS_PARTS = ("street", "interior", "city", "state", "zip", "building", "floor", "unit", "room", "zone")
"""Fields that together are one written address."""
PLUGINS = "e911audit.profiles"
"""Entry point group: each names a package that holds profiles."""
NUMBER = "{n}"
"""In a header of a repeated block: 1, 2, 3 ..., as far as the sheet goes."""


@dataclass(frozen=True, kw_only=True)
class ProfileField:
    """One field: the headers that feed it (the template's own first) and how its cells are read.

    ``parts`` are the headers of a text that is put together from several columns, each with its synonyms, joined by
    ``by``; ``value`` is the same for every row. ``unseen`` marks headers that no real export has shown us: synonyms
    that the system's manuals, interfaces or users suggest.
    """

    name: str
    headers: tuple[str, ...] = ()
    parts: tuple[tuple[str, ...], ...] = ()
    by: str = " "
    value: str = ""
    as_: str = "text"
    vocabulary: str = ""
    says: tuple[tuple[str, str], ...] = ()
    """The system's own words and what they mean here, before those of the vocabulary."""
    in_template: bool = True
    unseen: bool = False

    @cached_property
    def read(self) -> Transformer:
        """The transformer of this field's cells."""
        transformer = words(self.vocabulary) if self.vocabulary else TRANSFORMERS[self.as_]
        own = {plain(word): meaning or None for word, meaning in self.says}
        if not own:
            return transformer
        return lambda text: own[word] if (word := plain(text)) in own else transformer(text)


@dataclass(frozen=True, kw_only=True)
class Block:
    """One record that a row tells: the table and its fields. ``repeats`` where it stands once for each ``{n}``."""

    loads: str
    fields: tuple[ProfileField, ...]
    repeats: bool = False


EXPORTED_ON = ProfileField(
    name="exported_on", headers=("Exported On", "Export Date", "Report Date"), as_="date", in_template=False
)
"""Every sheet may tell its own date in a column; it belongs to the sheet, not to a record."""


@dataclass(frozen=True, kw_only=True)
class Profile:
    """How to read a sheet.

    ``known_by`` lists headers that all stand in an export of this system, and ``must`` what a sheet needs to be of use:
    fields. Entries of both may join alternatives by `` or ``. ``keep`` are headers that are understood and stay in the
    row but feed no field. ``hints`` are words of sheet and file names that speak for the profile. ``ignore`` maps a
    header to the words of rows that are no record (comparing as headers do), ``only`` to the words of rows that are
    one. ``positions`` name the columns of an export without headers, ``proof`` how some of them must read to be
    recognised, its first in every row.
    """

    name: str
    title: str
    about: str
    must: tuple[str, ...]
    blocks: tuple[Block, ...]
    known_by: tuple[str, ...] = ()
    keep: tuple[str, ...] = ()
    hints: tuple[str, ...] = ()
    ignore: tuple[tuple[str, tuple[str, ...]], ...] = ()
    only: tuple[tuple[str, tuple[str, ...]], ...] = ()
    positions: tuple[str, ...] = ()
    proof: tuple[tuple[str, str], ...] = ()
    in_template: bool = True
    origin: str = ""
    """Where the profile comes from: empty for the package's own, else its folder or plug-in."""

    @property
    def loads(self) -> str:
        """The table of the record that a row is about."""
        return self.blocks[0].loads

    @property
    def fields(self) -> tuple[ProfileField, ...]:
        """The fields of that record."""
        return self.blocks[0].fields

    @cached_property
    def by_header(self) -> dict[str, str]:
        """Plain header -> the field that it feeds by itself, or an empty name for one that is only kept."""
        known = {plain(header): "" for header in self.keep}
        return known | {plain(header): field.name for field in reversed(self.fields) for header in field.headers}

    @cached_property
    def further_headers(self) -> frozenset[str]:
        """Plain headers that joined fields and further blocks read, and that choose rows."""
        single = (header for block in self.blocks[1:] for field in block.fields for header in field.headers)
        joined = (header for block in self.blocks for field in block.fields for part in field.parts for header in part)
        chosen = (header for header, _ in (*self.ignore, *self.only))
        return frozenset(plain(header) for headers in (single, joined, chosen) for header in headers)

    @cached_property
    def known_by_plain(self) -> tuple[frozenset[str], ...]:
        """The alternatives of each entry of ``known_by``, plain."""
        return tuple(frozenset(map(plain, entry.split(" or "))) for entry in self.known_by)

    def fits(self, found: set[str]) -> bool:
        """Whether these fields satisfy ``must``."""
        return all(set(entry.split(" or ")) & found for entry in self.must)


@cache
def profiles() -> tuple[Profile, ...]:
    """The profiles of the package and its plug-ins, in the order of the template's sheets, vendors behind them."""
    own = _read_all(files("e911audit.profiles"), "")
    plugged = [
        profile
        for point in entry_points(group=PLUGINS)
        for profile in _read_all(_package(point.value, point.name), f"plug-in {point.name}")
    ]
    return _one_of_each_name([*own, *plugged])


def with_folder(folder: Path | None) -> tuple[Profile, ...]:
    """The profiles, and a user's own before them: one of the same name takes the place of ours."""
    if folder is None:
        return profiles()
    if not folder.is_dir():
        raise BadProfile(
            f"There is no folder of profiles {folder}.", advice="Give the folder that holds the .toml files."
        )
    own = _one_of_each_name(_read_all(folder, f"folder {folder.name}"))
    names = {profile.name for profile in own}
    return (*own, *(profile for profile in profiles() if profile.name not in names))


@cache
def digest(chosen: tuple[Profile, ...]) -> str:
    """What decides how a file is read: this program's version and these profiles, in 16 hexadecimal digits."""
    return hashlib.sha256(f"{__version__} {chosen!r}".encode()).hexdigest()[:16]


def _one_of_each_name(found: Iterable[Profile]) -> tuple[Profile, ...]:
    by_name: dict[str, Profile] = {}
    for profile in found:
        if profile.name in by_name:
            told = " and ".join(sorted({one.origin or "e911audit" for one in (profile, by_name[profile.name])}))
            raise BadProfile(f"Two profiles are called '{profile.name}' ({told}).")
        by_name[profile.name] = profile
    return tuple(sorted(by_name.values(), key=_order))


ORDER = [
    "sites", "buildings", "locations", "network", "numbers", "devices", "systems", "lines", "evidence", "e911-records",
    "msag", "csr",
]  # fmt: skip
"""The template's sheets."""


def _order(profile: Profile) -> tuple[int, str]:
    return (ORDER.index(profile.name) if profile.name in ORDER else len(ORDER), profile.name)


def _package(module: str, name: str) -> Traversable:
    try:
        return files(module)
    except (ImportError, TypeError) as fault:
        raise BadProfile(
            f"The plug-in {name} cannot be used ({fault}).", advice="Uninstall it, or repair it."
        ) from None


def _read_all(folder: Traversable, origin: str) -> list[Profile]:
    found = sorted((entry for entry in folder.iterdir() if entry.name.endswith(".toml")), key=lambda entry: entry.name)
    return [read_profile(entry, origin) for entry in found]


def read_profile(file: Traversable, origin: str = "") -> Profile:
    """Read one profile; BadProfile names the file and what is wrong in it."""
    try:
        data = tomllib.loads(file.read_text(encoding="utf-8"))
        if unknown := data.keys() - KEYS:
            raise KeyError(f"no setting '{min(unknown)}'")
        return Profile(
            name=data["name"],
            title=data["title"],
            about=data["about"],
            must=tuple(data["must"]),
            blocks=tuple(_blocks(data)),
            known_by=tuple(data.get("known_by", ())),
            keep=tuple(data.get("keep", ())),
            hints=tuple(data.get("hints", ())),
            ignore=_choice(data.get("ignore", {})),
            only=_choice(data.get("only", {})),
            positions=tuple(data.get("positions", ())),
            proof=tuple(data.get("proof", {}).items()),
            in_template=data.get("in_template", False),
            origin=origin,
        )
    except OSError as fault:
        raise BadProfile(f"The profile {file.name} cannot be read ({fault.strerror}).") from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, KeyError, TypeError, AttributeError) as fault:
        raise BadProfile(f"The profile {file.name} cannot be used ({fault}).") from None


KEYS = frozenset(
    "name title about loads must fields known_by keep hints ignore only positions proof in_template also".split()
)
"""What may stand at the top of a profile."""
FIELD_KEYS = frozenset("from join by value as words says in_template unseen".split())
"""What may stand in a field."""


def _choice(data: dict[str, list[str]]) -> tuple[tuple[str, tuple[str, ...]], ...]:
    return tuple((header, tuple(map(plain, words_))) for header, words_ in data.items())


def _blocks(data: dict[str, Any]) -> Iterator[Block]:
    yield Block(loads=_table(data["loads"]), fields=(*_fields(data["fields"]), EXPORTED_ON))
    for block in data.get("also", ()):
        if unknown := block.keys() - {"loads", "fields"}:
            raise KeyError(f"no setting '{min(unknown)}' in [[also]]")
        fields = tuple(_fields(block["fields"]))
        repeats = any(NUMBER in header for field in fields for part in (field.headers, *field.parts) for header in part)
        yield Block(loads=_table(block["loads"]), fields=fields, repeats=repeats)


def _table(name: str) -> str:
    from e911audit.model import INVENTORY

    if name not in INVENTORY:
        raise KeyError(f"no table '{name}' to load; there are {', '.join(INVENTORY)}")
    return name


def _fields(fields: dict[str, Any]) -> Iterator[ProfileField]:
    for name, facts in fields.items():
        yield _field(name, {"from": facts} if isinstance(facts, str | list) else facts)


def _field(name: str, facts: dict[str, Any]) -> ProfileField:
    as_, vocabulary = facts.get("as", "text"), facts.get("words", "")
    if unknown := facts.keys() - FIELD_KEYS:
        raise KeyError(f"{name}: no setting '{min(unknown)}'")
    if as_ not in TRANSFORMERS:
        raise KeyError(f"{name}: no transformer '{as_}'")
    if vocabulary and vocabulary not in vocabularies():
        raise KeyError(f"{name}: no vocabulary '{vocabulary}'")
    if len(facts.keys() & {"from", "join", "value"}) != 1:
        raise KeyError(f"{name}: one of from, join and value")
    return ProfileField(
        name=name,
        headers=_headers(facts.get("from", ())),
        parts=tuple(_headers(part) for part in facts.get("join", ())),
        by=facts.get("by", " "),
        value=facts.get("value", ""),
        as_=as_,
        vocabulary=vocabulary,
        says=tuple(facts.get("says", {}).items()),
        in_template=facts.get("in_template", True),
        unseen=facts.get("unseen", False),
    )


def _headers(given: str | list[str]) -> tuple[str, ...]:
    return (given,) if isinstance(given, str) else tuple(given)
