"""Keys: encrypted or readable by their owner alone, never overwritten, and only Ed25519."""

import os
import stat

import pytest
from cryptography.hazmat.primitives.asymmetric.ec import SECP256R1, generate_private_key
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat, PublicFormat

from e911audit.errors import BadKey
from e911audit.signoff.keys import Key, encrypted, fingerprint, holds, make_key, read_key

WORDS = "correct horse"  # a passphrase of tests
posix = pytest.mark.skipif(os.name != "posix", reason="Windows has no such modes")


def test_a_key_is_encrypted_and_read_again_with_its_passphrase(tmp_path):
    made = make_key(tmp_path / "ann.key", WORDS)
    assert encrypted(tmp_path / "ann.key")
    assert read_key(tmp_path / "ann.key", WORDS).public == made.public
    assert (tmp_path / "ann.key.pub").read_text(encoding="ascii").strip() == made.public


@pytest.mark.parametrize("wrong", ["", "wrong"])
def test_a_wrong_passphrase_is_told(tmp_path, wrong):
    make_key(tmp_path / "ann.key", WORDS)
    with pytest.raises(BadKey, match="cannot be opened with this passphrase"):
        read_key(tmp_path / "ann.key", wrong)


@posix
def test_only_the_owner_may_read_a_new_key(tmp_path):
    for words in ("", WORDS):
        file = tmp_path / f"key{words}"
        make_key(file, words)
        assert stat.S_IMODE(file.stat().st_mode) == 0o600


@posix
def test_a_bare_key_that_others_may_read_is_refused(tmp_path):
    file = tmp_path / "ann.key"
    make_key(file, "")
    read_key(file, "")
    file.chmod(0o640)
    with pytest.raises(BadKey, match="others may read it"):
        read_key(file, "")


def test_no_file_is_overwritten(tmp_path):
    make_key(tmp_path / "ann.key", WORDS)
    before = (tmp_path / "ann.key").read_bytes()
    with pytest.raises(BadKey, match=r"ann\.key\.pub exists already"):
        make_key(tmp_path / "ann.key", WORDS)
    (tmp_path / "ann.key.pub").unlink()
    with pytest.raises(BadKey, match=r"ann\.key exists already"):
        make_key(tmp_path / "ann.key", WORDS)
    assert (tmp_path / "ann.key").read_bytes() == before


def test_a_missing_folder_or_file_is_told(tmp_path):
    with pytest.raises(BadKey, match="cannot be written"):
        make_key(tmp_path / "nowhere" / "ann.key", "")
    with pytest.raises(BadKey, match="cannot be read"):
        read_key(tmp_path / "nobody.key", "")


@pytest.mark.parametrize("content", [b"", b"no key", b"-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n"])
def test_what_is_no_key_is_told(tmp_path, content):
    file = tmp_path / "ann.key"
    file.write_bytes(content)
    file.chmod(0o600)
    with pytest.raises(BadKey, match="is no private key"):
        read_key(file, "")


def test_a_key_of_another_kind_is_refused(tmp_path):
    file = tmp_path / "ec.key"
    pem = generate_private_key(SECP256R1()).private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    file.write_bytes(pem)
    file.chmod(0o600)
    with pytest.raises(BadKey, match="no Ed25519 key"):
        read_key(file, "")


def test_a_signature_fits_its_message_and_key_alone():
    one, other = Key(Ed25519PrivateKey.generate()), Key(Ed25519PrivateKey.generate())
    signature = one.sign(b"go")
    assert holds(one.public, signature, b"go")
    assert not holds(one.public, signature, b"no")
    assert not holds(other.public, signature, b"go")
    assert not holds("", signature, b"go")
    assert not holds(one.public, signature + "\n", b"go")


def test_the_first_test_vector_of_rfc_8032():
    """Section 7.1, test 1: the empty message."""
    secret = bytes.fromhex("9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60")
    key = Key(Ed25519PrivateKey.from_private_bytes(secret))
    public = key.private.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)
    assert public.hex() == "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a"
    assert holds(key.public, key.sign(b""), b"")
    assert len(fingerprint(key.public)) == 64
