"""Goal R8: disk full, read-only folder, locked store, report open elsewhere: a sentence, and everything as it was."""

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from contents import contents, inventory, judged, sound
from firm import COMMANDS, DAYS, STORE, files, save_inventory

from e911audit.store import store as store_module

posix = pytest.mark.skipif(sys.platform != "linux", reason="sets limits and mounts file systems as Linux does")
ONE_SENTENCE = re.compile(r"Error: [A-Z/][^\n]*\.\n")
KIB = 1024
STEPS = (0, 4, 16, 64, 128, 256, 512)
"""Most KiB that a file may have; in between the store, its journal and the reports reach their limits."""
WRITERS = {name: COMMANDS[name] for name in ("report", "review", "sign-off")} | {
    "audit": ("audit", "inventory.xlsx", "-o", "exceptions.xlsx", *DAYS, *STORE),
    "check --after": ("check", "--after", "2026-11-20", "--as-of", "2026-11-22", "-o", "owed.xlsx", *STORE),
}


def is_one_sentence(told):
    assert ONE_SENTENCE.fullmatch(told), told


def changed(folder, before):
    """The files that are not as they were, the store left out."""
    now, then = files(folder), files(before)
    return {path for path in now.keys() | then.keys() if now.get(path) != then.get(path)}


@pytest.fixture
def copy(audited, tmp_path):
    """Copies of the audited firm by name."""
    return lambda name: shutil.copytree(audited, tmp_path / name)


@posix
@pytest.mark.slow
@pytest.mark.parametrize("name", ["first load", "load", "check", "report"])
def test_a_disk_that_is_full(name, commands, audited, copy):
    """Whatever the place at which there is no more room; a command that had enough of it ends well."""
    refused = 0
    for step in STEPS:
        folder = copy(f"room {step}")
        if name == "first load":
            (folder / "audit.db").unlink()
        if name == "load":
            save_inventory(folder, 3_000)
        before = shutil.copytree(folder, folder.with_name(f"before {step}"))
        ended = commands.run(folder, *COMMANDS[name], room=step * KIB)
        if ended.code in {0, 1}:
            continue
        refused += 1
        assert ended.code == 2
        is_one_sentence(ended.told)
        if name == "first load":
            assert not (folder / "audit.db").exists()
        else:
            assert sound(folder / "audit.db")
            assert contents(folder / "audit.db") == contents(before / "audit.db") or name == "check"
            assert judged(folder / "audit.db") == judged(before / "audit.db")
        assert changed(folder, before) <= {"exceptions.xlsx", "findings.json"}  # whole, where the first had room enough
        for path in changed(folder, before):
            assert (folder / path).read_bytes() == (audited / path).read_bytes()
    assert refused


@pytest.fixture
def disk(tmp_path):
    """A disk of one MiB."""
    place = tmp_path / "disk"
    place.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", place], check=False, capture_output=True
    ).returncode
    if mounted:
        pytest.skip("this account may not mount a file system")
    yield place
    subprocess.run(["umount", "--lazy", place], check=True)


def fill(disk, left):
    """Leave so many KiB of room."""
    room = shutil.disk_usage(disk).free - left * KIB
    (disk / "ballast").write_bytes(b"x" * max(room, 0))


@posix
def test_a_real_disk_without_room(commands, audited, disk):
    shutil.copytree(audited, disk, dirs_exist_ok=True, ignore=shutil.ignore_patterns("page.html", "reviewed.xlsx"))
    save_inventory(disk, 3_000)
    fill(disk, 24)
    before, stood = files(disk), contents(disk / "audit.db")
    for words, told in (
        (COMMANDS["load"], "The disk of the store"),
        (COMMANDS["check"], "The disk of the store"),
        (
            ("report", "-o", "exceptions.xlsx", *STORE),
            "The report exceptions.xlsx cannot be written: the disk is full.",
        ),
    ):
        ended = commands.run(disk, *words)
        assert ended.code == 2
        is_one_sentence(ended.told)
        assert told in ended.told
    assert files(disk) == before
    assert sound(disk / "audit.db")
    assert contents(disk / "audit.db") == stood


@posix
def test_a_disk_that_can_only_be_read(commands, audited, disk):
    shutil.copytree(audited, disk, dirs_exist_ok=True, ignore=shutil.ignore_patterns("page.html"))
    save_inventory(disk, 210)
    before = files(disk)
    subprocess.run(["mount", "-o", "remount,ro", disk], check=True)
    for words in (COMMANDS["load"], COMMANDS["check"], ("report", "-o", "exceptions.xlsx", *STORE)):
        ended = commands.run(disk, *words)
        assert ended.code == 2
        is_one_sentence(ended.told)
    elsewhere = ("report", "-o", disk / "exceptions.xlsx", *STORE)
    ended = commands.run(audited, *elsewhere)
    assert (ended.code, "the disk can only be read" in ended.told) == (2, True)
    assert files(disk) == before


@posix
def test_a_folder_that_takes_no_files(commands, audited, copy):
    """/proc takes none, not even from the superuser; a file is no folder."""
    folder = copy("here")
    (folder / "file").write_bytes(b"")
    for place in ("/proc", "file"):
        for words in (
            ("load", "inventory.xlsx", "--store", f"{place}/audit.db", "-q"),
            ("report", "-o", f"{place}/exceptions.xlsx", *STORE),
            ("signoff", "make", "--site", "HQ", *DAYS, "-o", f"{place}/signoff", *STORE),
        ):
            ended = commands.run(folder, *words)
            assert ended.code == 2
            is_one_sentence(ended.told)
    (folder / "file").unlink()
    assert changed(folder, audited) == set()


@pytest.fixture
def command(command):
    """Run a command line in this process: exit code and stderr."""

    def run(*words):
        code, _, err = command(*words)
        return code, err

    return run


HOLDER = """
import sqlite3, sys
holder = sqlite3.connect("audit.db", isolation_level=None)
holder.execute("BEGIN IMMEDIATE")
print("held", flush=True)
sys.stdin.read()
"""


@posix
@pytest.mark.parametrize("name", [*(name for name in COMMANDS if name != "first load"), "audit"])
def test_a_store_that_another_process_holds(name, command, audited, copy, monkeypatch):
    folder = copy("here")
    monkeypatch.chdir(folder)
    monkeypatch.setattr(store_module, "BUSY_SECONDS", 0.05)
    holder = subprocess.Popen([sys.executable, "-c", HOLDER], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    assert holder.stdout.readline() == "held\n"
    code, told = command(*(COMMANDS | WRITERS)[name])
    holder.communicate()
    assert code == 2
    is_one_sentence(told)
    assert "audit.db is in use by another program." in told
    assert "Wait until that one has ended." in told
    assert changed(folder, audited) == set()
    assert contents(folder / "audit.db") == contents(audited / "audit.db")


@posix
@pytest.mark.parametrize("name", WRITERS)
def test_a_report_that_is_open_in_excel(name, command, audited, copy, monkeypatch):
    """On Windows nothing can take the place of an open file."""
    folder = copy("here")
    monkeypatch.chdir(folder)

    def locked(_self, _target):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "replace", locked)
    code, told = command(*WRITERS[name])
    assert code == 2
    is_one_sentence(told)
    assert "open in another program" in told
    assert changed(folder, audited) == set()
    assert inventory(folder / "audit.db").keys() >= inventory(audited / "audit.db").keys()
