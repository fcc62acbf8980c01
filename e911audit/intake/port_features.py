"""What a CSR tells of features that block a port, for one of the numbers that its row lists."""

import re
import tomllib
from functools import cache
from importlib.resources import files

PART = re.compile(r"[;,|\n/+]+")
"""What stands between the features of a cell."""
NUMBER = re.compile(r"\(?\d{3}\)?[\s.-]*\d{3}[\s.-]*\d{4}")
NEGATED = re.compile(r"^\W*(?:no|without|removed?)\b", re.IGNORECASE)


def blocking_feature(features: str | None, e164: str | None) -> str | None:
    """The features of a number that block its port, by name; "" where it has none, None where nothing is told.

    A part of the text that names telephone numbers is about these alone: ``HTG; DSL on 512-555-0142``.
    """
    if features is None:
        return None
    found = dict.fromkeys(name for part in PART.split(features) if _is_about(part, e164) for name in _named(part))
    return ", ".join(found)


def _is_about(part: str, e164: str | None) -> bool:
    numbers = {re.sub(r"\D", "", text) for text in NUMBER.findall(part)}
    return not numbers or (e164 or "")[2:] in numbers


def _named(part: str) -> list[str]:
    if NEGATED.match(part):
        return []
    return [name for name, pattern in _patterns().items() if pattern.search(part)]


@cache
def _patterns() -> dict[str, re.Pattern[str]]:
    data = tomllib.loads(files("e911audit.intake").joinpath("port_features.toml").read_text(encoding="utf-8"))
    return {name: re.compile(rf"\b(?:{'|'.join(words)})\b", re.IGNORECASE) for name, words in data.items()}
