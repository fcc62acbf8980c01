"""Ed25519 keys (RFC 8032): made, kept encrypted with a passphrase or readable by their owner alone, and read again."""

import base64
import binascii
import hashlib
import os
import stat
from pathlib import Path

from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import (
    BestAvailableEncryption,
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
    load_pem_private_key,
)

from e911audit.errors import BadKey

OWNER_ONLY = 0o600
OTHERS = stat.S_IRWXG | stat.S_IRWXO
PUBLIC = ".pub"
"""Ending of the file beside the private key that everybody may have."""


class Key:
    """A private key that signs."""

    def __init__(self, private: Ed25519PrivateKey) -> None:
        self.private = private

    @property
    def public(self) -> str:
        """The public key, its 32 bytes in base64."""
        raw = self.private.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)
        return base64.b64encode(raw).decode()

    def sign(self, message: bytes) -> str:
        """The signature of a message, its 64 bytes in base64."""
        return base64.b64encode(self.private.sign(message)).decode()


def make_key(file: Path, passphrase: str) -> Key:
    """A new key in a new file, PKCS #8 in PEM, and its public half beside it; without a passphrase it is not encrypted.

    BadKey where a file of one of the names exists: a key that is overwritten is lost.
    """
    key = Key(Ed25519PrivateKey.generate())
    encryption = BestAvailableEncryption(passphrase.encode()) if passphrase else NoEncryption()
    pem = key.private.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, encryption)
    public = file.with_name(file.name + PUBLIC)
    if public.exists():
        raise BadKey(f"{public} exists already.", advice="Choose another name for the key.")
    _write_new(file, pem, OWNER_ONLY)
    _write_new(public, f"{key.public}\n".encode(), 0o644)
    return key


def _write_new(file: Path, content: bytes, mode: int) -> None:
    try:
        handle = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode)
    except FileExistsError:
        raise BadKey(f"{file} exists already.", advice="Choose another name for the key.") from None
    except OSError as fault:
        raise BadKey(f"{file} cannot be written ({fault.strerror}).", advice="Choose another place.") from None
    with os.fdopen(handle, "wb") as stream:
        stream.write(content)


def encrypted(file: Path) -> bool:
    """Whether a key asks for a passphrase; BadKey where the file cannot be read."""
    return b"ENCRYPTED" in _pem(file)


def read_key(file: Path, passphrase: str) -> Key:
    """The private key of a file; BadKey for a wrong passphrase, another kind of key, or one that others may read."""
    pem = _pem(file)
    if b"ENCRYPTED" not in pem and os.name == "posix" and file.stat().st_mode & OTHERS:
        raise BadKey(
            f"{file} has no passphrase and others may read it.",
            advice="Allow only yourself (chmod 600) if nobody has copied it, or make a new key.",
        )
    try:
        private = load_pem_private_key(pem, passphrase.encode() if b"ENCRYPTED" in pem else None)
    except (ValueError, TypeError, UnsupportedAlgorithm):
        raise BadKey(
            f"{file} cannot be opened with this passphrase, or is no private key.",
            advice="Try again; a forgotten passphrase cannot be recovered, then make a new key.",
        ) from None
    if not isinstance(private, Ed25519PrivateKey):
        raise BadKey(f"{file} is no Ed25519 key.", advice="Make one with 'e911audit signoff key'.")
    return Key(private)


def _pem(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except OSError as fault:
        raise BadKey(
            f"{file} cannot be read ({fault.strerror}).", advice="Name the file of your private key."
        ) from None


def holds(public: str, signature: str, message: bytes) -> bool:
    """Whether a signature of this public key fits a message; texts that are not written as ``Key`` does never do."""
    try:
        key = Ed25519PublicKey.from_public_bytes(unwritten(public))
        key.verify(unwritten(signature), message)
    except (InvalidSignature, ValueError):
        return False
    return True


def unwritten(text: str) -> bytes:
    """The bytes of a base64 text; ValueError unless it is the one spelling of them (RFC 4648, section 3.5)."""
    try:
        content = base64.b64decode(text, validate=True)
    except (binascii.Error, TypeError) as fault:
        raise ValueError("no base64") from fault
    if base64.b64encode(content).decode() != text:
        raise ValueError("base64 with stray bits")
    return content


def fingerprint(public: str) -> str:
    """The name of a public key that people can compare: SHA-256 of its bytes, in hexadecimal."""
    return hashlib.sha256(unwritten(public)).hexdigest()
