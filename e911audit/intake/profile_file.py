"""A profile's TOML file: what may stand in it, and what it says."""

import tomllib
from collections.abc import Iterator
from importlib.resources.abc import Traversable
from typing import Any

from e911audit.errors import BadProfile
from e911audit.intake.cells import vocabularies
from e911audit.intake.columns import ALIAS, NAMED_BY
from e911audit.intake.profile import ADDRESS_PARTS, EXPORTED_ON, NUMBER, Block, Profile, ProfileField
from e911audit.intake.transformers import TRANSFORMERS
from e911audit.model import INVENTORY


def read_profile(file: Traversable, origin: str = "") -> Profile:
    """Read one profile; BadProfile names the file and what is wrong in it."""
    try:
        data = tomllib.loads(file.read_text(encoding="utf-8"))
        _only(data, KEYS, "at the top")
        return Profile(
            name=data["name"],
            title=data["title"],
            about=data["about"],
            must=tuple(data["must"]),
            blocks=tuple(_blocks(data)),
            known_by=tuple(data.get("known_by", ())),
            keep=tuple(data.get("keep", ())),
            beside=tuple(data.get("beside", ())),
            hints=tuple(data.get("hints", ())),
            ignore=_choice(data.get("ignore", {})),
            only=_choice(data.get("only", {})),
            answers=tuple(data.get("answers", ())),
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
    "name title about loads must fields known_by keep beside hints ignore only answers positions proof in_template "
    "also".split()
)
"""What may stand at the top of a profile."""
BLOCK_KEYS = frozenset(("loads", "fields"))
"""What may stand in a further record."""
FIELD_KEYS = frozenset("from join by value as words says in_template unseen".split())
"""What may stand in a field."""


def _choice(data: dict[str, list[str]]) -> tuple[tuple[str, tuple[str, ...]], ...]:
    return tuple((header, tuple(words)) for header, words in data.items())


def _blocks(data: dict[str, Any]) -> Iterator[Block]:
    loads = _table(data["loads"])
    fields = (*_fields(data["fields"], loads), EXPORTED_ON)
    wanted = {name for entry in data["must"] for name in entry.split(" or ")}
    if absent := wanted - {field.name for field in fields}:
        raise KeyError(f"must asks for '{min(absent)}', which no field gives")
    yield Block(loads=loads, fields=fields)
    for block in data.get("also", ()):
        _only(block, BLOCK_KEYS, "in [[also]]")
        loads = _table(block["loads"])
        fields = tuple(_fields(block["fields"], loads))
        repeats = any(NUMBER in header for field in fields for part in (field.headers, *field.parts) for header in part)
        yield Block(loads=loads, fields=fields, repeats=repeats)


def _only(given: dict[str, Any], known: frozenset[str], where: str) -> None:
    if unknown := given.keys() - known:
        raise KeyError(f"there is no setting '{min(unknown)}' {where}")


def _table(name: str) -> str:
    if name not in INVENTORY:
        raise KeyError(f"no table '{name}' to load; there are {', '.join(INVENTORY)}")
    return name


def _fields(fields: dict[str, Any], table: str) -> Iterator[ProfileField]:
    known = {*INVENTORY[table].model_fields, *ADDRESS_PARTS, EXPORTED_ON.name, *NAMED_BY.get(table, ())}
    for name, facts in fields.items():
        if name not in known and not name.startswith(ALIAS):
            raise KeyError(f"the table {table} has no field '{name}'")
        yield _field(name, {"from": facts} if isinstance(facts, str | list) else facts)


def _field(name: str, facts: dict[str, Any]) -> ProfileField:
    as_, vocabulary = facts.get("as", "text"), facts.get("words", "")
    _only(facts, FIELD_KEYS, f"in {name}")
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
