"""One signature of one person: a DSSE envelope (secure-systems-lab/dsse, version 1) around an in-toto Statement.

What is signed names the role and the person beside the digests of the statement and of the pages, so that a signature
can be moved neither to another sign-off nor to another role.
"""

import base64
import json
from collections.abc import Mapping
from datetime import date
from typing import Any, NamedTuple

from e911audit.signoff.document import Document, spelled
from e911audit.signoff.keys import Key, fingerprint, holds, unwritten

PAYLOAD_TYPE = "application/vnd.in-toto+json"
STATEMENT_TYPE = "https://in-toto.io/Statement/v1"
PREDICATE_TYPE = "urn:e911audit:signature:1"
SUBJECT = "statement"
"""Name of the statement among the subjects; the others are the pages by their file names."""


class Signer(NamedTuple):
    """Who signed: ``on`` is the day that the signer gave."""

    role: str
    name: str
    on: str
    public_key: str


def pae(payload_type: str, payload: bytes) -> bytes:
    """The pre-authentication encoding of DSSE: what is signed in place of the payload alone."""
    kind = payload_type.encode()
    return b"DSSEv1 %d %s %d %s" % (len(kind), kind, len(payload), payload)


def subjects(document: Document) -> dict[str, str]:
    """What a signer signs: the digests of the statement and of the pages by their names."""
    return {SUBJECT: document["seal"], **document["pages"]}


def signed(document: Document, key: Key, role: str, name: str, on: date) -> dict[str, Any]:
    """The envelope of one signer."""
    statement = {
        "_type": STATEMENT_TYPE,
        "subject": [{"name": what, "digest": {"sha256": value}} for what, value in subjects(document).items()],
        "predicateType": PREDICATE_TYPE,
        "predicate": Signer(role, name, on.isoformat(), key.public)._asdict(),
    }
    payload = spelled(statement)
    return {
        "payloadType": PAYLOAD_TYPE,
        "payload": base64.b64encode(payload).decode(),
        "signatures": [{"keyid": fingerprint(key.public), "sig": key.sign(pae(PAYLOAD_TYPE, payload))}],
    }


def signer(envelope: object) -> Signer | None:
    """Who signed an envelope, whether or not the signature fits; None where it cannot be read."""
    try:
        told = json.loads(unwritten(envelope["payload"]))  # type: ignore[index]  # anything may stand in the file
        found = Signer(**told["predicate"])
        fingerprint(found.public_key)
    except (KeyError, TypeError, ValueError):
        return None
    return found if all(isinstance(value, str) for value in found) else None


def fault(envelope: Mapping[str, Any], document: Document) -> str:
    """What is wrong with an envelope, "" where it was signed by the key that it names for this sign-off."""
    found = signer(envelope)
    if found is None or not _shaped(envelope, found):
        return "cannot be read"
    payload = unwritten(envelope["payload"])
    if not holds(found.public_key, envelope["signatures"][0]["sig"], pae(PAYLOAD_TYPE, payload)):
        return "does not fit what was signed"
    told = json.loads(payload)
    named = [{"name": what, "digest": {"sha256": value}} for what, value in subjects(document).items()]
    if told.get("_type") != STATEMENT_TYPE or told.get("predicateType") != PREDICATE_TYPE:
        return "is of another kind"
    return "" if told.get("subject") == named else "was given to another statement or other pages"


def _shaped(envelope: Mapping[str, Any], found: Signer) -> bool:
    """Whether an envelope has the fields of DSSE, one signature, and that key's id."""
    if envelope.keys() != {"payloadType", "payload", "signatures"} or envelope["payloadType"] != PAYLOAD_TYPE:
        return False
    match envelope["signatures"]:
        case [{"keyid": str(key), "sig": str(), **rest}]:
            return not rest and key == fingerprint(found.public_key)
    return False
