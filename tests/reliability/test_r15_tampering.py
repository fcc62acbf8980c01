"""Goal R15: a sign-off refuses one bit changed in any input, page, part of signoff.json, or in what its store says.

tests/signoff/test_tampering.py tries edits that a person would make; here every file is tried, bit by bit, by the
command itself. 25 bits a file, 250 where the environment variable E911AUDIT_LONG is 1.
"""

import os
import random
import shutil
import sqlite3
import sys
from contextlib import closing
from pathlib import Path

import pytest
from contents import newest, sound
from firm import COMMANDS, DAYS, STORE

from e911audit.__main__ import main
from e911audit.errors import Exit

pytestmark = [pytest.mark.slow, pytest.mark.skipif(sys.platform != "linux", reason="forks commands")]
FOLDER = Path("signoff", "HQ")
BITS = 250 if os.environ.get("E911AUDIT_LONG") == "1" else 25
SEED = 911
FILES = ("inventory.xlsx", "more.csv", "signoff/HQ/signoff.html", "signoff/HQ/signoff.pdf", "signoff/HQ/signoff.json")


@pytest.fixture(scope="module")
def signed_off(commands, audited, tmp_path_factory):
    """A folder with two inputs, the store, and the sign-off made of it, which says no-go."""
    folder = tmp_path_factory.mktemp("signed off") / "firm"
    shutil.copytree(audited, folder)
    (folder / "more.csv").write_text("Telephone Number,Site Code\n512-736-9001,HQ\n", encoding="utf-8")
    assert commands.run(folder, "load", "more.csv", *STORE).code == 0
    assert commands.run(folder, *COMMANDS["sign-off"]).code == Exit.REFUSED
    return folder


@pytest.fixture
def folder(signed_off, tmp_path, monkeypatch):
    folder = shutil.copytree(signed_off, tmp_path / "firm")
    monkeypatch.chdir(folder)
    return folder


@pytest.fixture
def verify(monkeypatch, capsys):
    """``signoff verify`` of the current folder: exit code and what it printed."""

    def run(*options):
        monkeypatch.setattr(sys, "argv", ["e911audit", "signoff", "verify", str(FOLDER / "signoff.json"), *options])
        with pytest.raises(SystemExit) as stop:
            main()
        told = capsys.readouterr()
        assert "nobody foresaw" not in told.err
        return int(stop.value.code or 0), told.out + told.err

    return run


def flip(content, at, bit):
    flipped = bytearray(content)
    flipped[at] ^= 1 << bit
    return bytes(flipped)


@pytest.mark.usefixtures("folder")
def test_untouched_it_passes(verify):
    assert verify("--store", "audit.db")[0] == 0


@pytest.mark.usefixtures("folder")
@pytest.mark.parametrize("name", FILES)
def test_one_bit_of_a_file(name, verify):
    content, bits = Path(name).read_bytes(), random.Random(f"{SEED} {name}")  # noqa: S311
    for _ in range(BITS):
        at, bit = bits.randrange(len(content)), bits.randrange(8)
        Path(name).write_bytes(flip(content, at, bit))
        code, told = verify()
        assert code == Exit.REFUSED, (at, bit)
        assert "CHANGED: " in told
        if not name.endswith(".json"):  # one of its parts is named, or the seal
            assert f"CHANGED: {'page' if name.startswith('signoff') else 'input'} {Path(name).name}." in told


@pytest.mark.usefixtures("folder")
def test_every_input_is_named(verify):
    for name in FILES[:2]:
        content = Path(name).read_bytes()
        Path(name).unlink()
        code, told = verify()
        assert (code, f"cannot verify: input {name}." in told) == (Exit.REFUSED, True)
        Path(name).write_bytes(content)
    assert verify()[0] == 0


def places(content, texts):
    """Where these texts stand in a file."""
    for text in texts:
        at = content.find(text)
        while at >= 0:
            yield from range(at, at + len(text))
            at = content.find(text, at + 1)


@pytest.mark.usefixtures("folder")
def test_one_bit_of_what_the_store_says_of_findings(verify):
    """Keys, messages and severities stand in the store once, or again in an index, which then does not fit the table."""
    with closing(sqlite3.connect("audit.db")) as driver:
        run = driver.execute("select max(id) from run").fetchone()
        keys = [key.encode() for (key,) in driver.execute("select key from finding where run_id = ?", run)]
        messages = [text.encode() for (text,) in driver.execute("select message from finding where run_id = ?", run)]
        driver.execute("delete from finding where run_id < ?", run)
        driver.execute("delete from outcome where run_id < ?", run)
        driver.commit()
        driver.execute("vacuum")
    content, bits = Path("audit.db").read_bytes(), random.Random(SEED)  # noqa: S311
    assert verify("--store", "audit.db")[0] == 0
    for texts in (keys, messages):
        found = sorted(set(places(content, texts)))
        for at in bits.sample(found, BITS):
            Path("audit.db").write_bytes(flip(content, at, bits.randrange(8)))
            code, told = verify("--store", "audit.db")
            assert code in {Exit.REFUSED, Exit.USAGE}, (at, content[at - 40 : at + 40])
            assert "CHANGED: " in told or "is damaged" in told


@pytest.mark.usefixtures("folder")
def test_one_bit_anywhere_in_the_store(verify):
    """Much of a store is free space, or about other runs: what passes is sound and says the same of this one."""
    content, bits = Path("audit.db").read_bytes(), random.Random(SEED)  # noqa: S311
    said = newest("audit.db")
    for _ in range(BITS):
        at, bit = bits.randrange(len(content)), bits.randrange(8)
        Path("audit.db").write_bytes(flip(content, at, bit))
        code, _ = verify("--store", "audit.db")
        assert code in {0, Exit.REFUSED, Exit.USAGE}
        if code == 0:
            assert sound("audit.db")
            assert newest("audit.db") == said, at


@pytest.mark.usefixtures("folder")
def test_nobody_signs_off_by_a_damaged_store(monkeypatch, capsys):
    """One bit of an index: every query may still answer, so only a look at the whole finds it."""
    with closing(sqlite3.connect("audit.db")) as driver:
        [(key,)] = driver.execute("select key from finding where run_id = 1 order by key limit 1")
    content = Path("audit.db").read_bytes()
    at = content.rfind(key.encode())
    Path("audit.db").write_bytes(flip(content, at, 0))
    assert not sound("audit.db")
    shutil.rmtree(FOLDER)
    monkeypatch.setattr(sys, "argv", ["e911audit", "signoff", "make", "--site", "HQ", *DAYS, *STORE])
    with pytest.raises(SystemExit) as stop:
        main()
    assert (stop.value.code, "The database is damaged" in capsys.readouterr().err) == (Exit.USAGE, True)
    assert not FOLDER.exists()
