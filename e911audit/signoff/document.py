"""signoff.json, format 1: the statement, a digest of each of its parts, the pages, and the signatures.

The file has one spelling: sorted keys, two blanks of indent, UTF-8, one line feed at its end. Equal content gives equal
bytes, and any other byte is a change.
"""

import hashlib
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from e911audit.errors import NoInput

FORMAT = 1
Document = dict[str, Any]
Statement = dict[str, Any]
PARTS = {
    "site": "the site",
    "days": "the day of the audit and of the cutover",
    "decision": "the decision and its words",
    "program": "the program",
    "catalogue": "the rule catalogue",
    "settings": "the settings",
    "inputs": "the inputs",
    "findings": "the findings",
    "waivers": "the waivers",
    "accepted": "what was accepted unjudged",
    "lines": "the lines that must survive",
    "gates": "the gates",
    "roles": "the roles that must sign",
}
"""Part of the statement -> how a sentence names it."""
SHAPES: dict[str, tuple[type, tuple[str, ...]]] = {
    "site": (dict, ("code",)),
    "days": (dict, ("as_of", "cutover")),
    "decision": (dict, ("word", "words")),
    "program": (dict, ("name", "version")),
    "catalogue": (dict, ("sha256",)),
    "settings": (dict, ()),
    "inputs": (list, ("path", "sha256")),
    "findings": (list, ("key",)),
    "waivers": (list, ("finding",)),
    "accepted": (list, ("rule", "by", "reason")),
    "lines": (list, ("line",)),
    "gates": (list, ("name",)),
}
"""Part -> whether it is one entry or a list of some, and the texts that each entry must have to be looked at again."""
OUTSIDE = ("digests", "seal", "pages", "signatures")


def document(statement: Statement) -> Document:
    """A statement with its digests, without pages and signatures."""
    digests = {part: digest(statement[part]) for part in PARTS}
    return {
        "format": FORMAT,
        "statement": statement,
        "digests": digests,
        "seal": digest(statement),
        "pages": {},
        "signatures": [],
    }


def digest(value: object) -> str:
    """SHA-256 of a value in the one spelling, in hexadecimal."""
    return hashlib.sha256(spelled(value)).hexdigest()


def spelled(value: object) -> bytes:
    """A JSON value in the one spelling. A lone surrogate, which UTF-8 cannot hold, stands as JSON's own escape."""
    text = json.dumps(value, ensure_ascii=False, indent=2, sort_keys=True)
    return f"{text}\n".encode(errors="backslashreplace")


def read_bytes(file: Path) -> bytes:
    """The bytes of a signoff.json; NoInput where it cannot be read."""
    try:
        return file.read_bytes()
    except OSError as fault:
        raise NoInput(
            f"{file} cannot be read ({fault.strerror}).", advice="Name the signoff.json that 'signoff make' wrote."
        ) from None


def parsed(text: bytes) -> Document | None:
    """The document of these bytes; None where they are no signoff.json."""
    try:
        found = json.loads(text.decode("utf-8"))
    except (ValueError, RecursionError):
        return None
    return found if _whole(found) else None


def _whole(found: object) -> bool:
    """Whether a value has the parts of a signoff.json, each of its kind."""
    if not isinstance(found, dict) or found.keys() != {"format", "statement", *OUTSIDE}:
        return False
    kinds: Mapping[str, type] = {"statement": dict, "digests": dict, "seal": str, "pages": dict, "signatures": list}
    return found["format"] == FORMAT and all(isinstance(found[name], kind) for name, kind in kinds.items())


def shaped(statement: Statement) -> bool:
    """Whether a statement has every part and no other, each as it must be to be looked at again."""
    if statement.keys() != PARTS.keys() or not _texts(statement["roles"]):
        return False
    return all(_entries(statement[part], kind, names) for part, (kind, names) in SHAPES.items())


def _entries(value: object, kind: type, names: tuple[str, ...]) -> bool:
    entries = value if isinstance(value, list) else [value]
    whole = all(isinstance(entry, dict) and _texts([entry.get(name) for name in names]) for entry in entries)
    return isinstance(value, kind) and whole


def _texts(values: object) -> bool:
    return isinstance(values, list) and all(isinstance(value, str) for value in values)
