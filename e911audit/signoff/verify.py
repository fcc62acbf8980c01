"""Whether a sign-off is still what was made and signed: each part is the same, changed, or cannot be verified."""

import hashlib
from collections.abc import Iterator, Mapping
from enum import StrEnum
from pathlib import Path
from typing import NamedTuple

from e911audit.signoff.document import FORMAT, PARTS, Document, digest, parsed, shaped, spelled
from e911audit.signoff.envelope import fault, signer
from e911audit.signoff.keys import fingerprint


class State(StrEnum):
    """What became of a part."""

    SAME = "unchanged"
    CHANGED = "CHANGED"
    UNKNOWN = "cannot verify"


class Check(NamedTuple):
    """One part of a sign-off, what became of it, and a sentence on it."""

    part: str
    state: State
    told: str


def check_file(text: bytes) -> tuple[Document | None, list[Check]]:
    """The document of a signoff.json and whether it is whole and spelled as it was written."""
    found = parsed(text)
    if found is None:
        told = f"This is no signoff.json of format {FORMAT}; it was damaged or edited."
        return None, [Check("file", State.CHANGED, told)]
    if spelled(found) != text:
        return found, [Check("file", State.CHANGED, "The file is not spelled as it was written: somebody edited it.")]
    return found, [Check("file", State.SAME, "Spelled as it was written.")]


def check_parts(document: Document) -> Iterator[Check]:
    """Each part of the statement against its digest, and all of it against the seal."""
    statement, digests = document["statement"], document["digests"]
    if not shaped(statement) or digests.keys() != PARTS.keys():
        yield Check("statement", State.CHANGED, "A part of the statement, or a digest, is missing, other or was added.")
        return
    for part, words in PARTS.items():
        same = digests[part] == digest(statement[part])
        yield _check(part, same, f"Digest of {words}: {'as it was' if same else 'does not fit them any more'}.")
    sealed = document["seal"] == digest(statement)
    yield _check("seal", sealed, f"The seal over the whole statement {'fits' if sealed else 'does not fit'}.")


def check_pages(document: Document, folder: Path) -> Iterator[Check]:
    """The pages beside the file against their digests."""
    if not document["pages"]:
        yield Check("pages", State.CHANGED, "The sign-off names no pages, and it is made with some.")
    for name, told in document["pages"].items():
        part = f"page {name}"
        if Path(name).name != name or "\\" in name:
            yield Check(part, State.CHANGED, "This is no name of a page beside the file.")
            continue
        try:
            found = hashlib.sha256((folder / name).read_bytes()).hexdigest()
        except OSError:
            yield Check(part, State.UNKNOWN, f"{name} is not beside the file.")
            continue
        yield _check(part, found == told, "As it was made." if found == told else f"{name} is not as it was made.")


def check_signatures(document: Document, pinned: Mapping[str, str]) -> Iterator[Check]:
    """Each signature; ``pinned`` tells, for roles whose key is known, the fingerprint that it must have."""
    seen: set[str] = set()
    for number, envelope in enumerate(document["signatures"], 1):
        who = signer(envelope)
        part = f"signature {number}" + (f" ({who.role})" if who else "")
        told = fault(envelope, document)
        if who is None or told:
            yield Check(part, State.CHANGED, f"The signature {told}.")
            continue
        key = fingerprint(who.public_key)
        if who.role in seen:
            told = f"{who.role} has signed twice, and each role signs once"
        elif pinned.get(who.role, key) != key:
            told = f"the settings name another key for {who.role}"
        seen.add(who.role)
        words = f"{who.name}, {who.on}, key {key}" + ("" if who.role in pinned else " (compare it with the person's)")
        yield _check(part, not told, f"{words}: {told or 'fits'}.")


def unsigned(document: Document) -> list[str]:
    """The roles that must sign and have not; of a shaped statement."""
    have = {who.role for envelope in document["signatures"] if (who := signer(envelope))}
    return [role for role in document["statement"]["roles"] if role not in have]


def _check(part: str, same: bool, told: str) -> Check:
    return Check(part, State.SAME if same else State.CHANGED, told)
