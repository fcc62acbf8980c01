"""Goal R7: kill -9 at any moment loses nothing and leaves nothing half; the next run is as if nothing had happened.

30 kills here, 300 where the environment variable E911AUDIT_LONG is 1. The seed of the moments is fixed. A moment is a
share of the processor time that an unkilled run takes, so that it falls into the same work on a busy machine.
"""

import os
import random
import shutil
import sys
from pathlib import Path

import pytest
from contents import contents, inventory, judged, newest, sound
from firm import ACCOUNT, COMMANDS, files, save_inventory

from e911audit.reports import write
from e911audit.store import Store
from e911audit.telling.recall import recall
from e911audit.whole_file import PART

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(sys.platform != "linux", reason="reads the processor clock of another process"),
]
SEED = 911
KILLS = (300 if os.environ.get("E911AUDIT_LONG") == "1" else 30) // len(COMMANDS)
LEFT_BY_A_KILL = ("audit.db-journal", PART)
"""Beginnings of the names that a kill may leave, until the next run."""


def prepared(name, audited, folder):
    """What a folder holds before the command."""
    if name == "first load":
        (folder / "tmp").mkdir(parents=True)
        save_inventory(folder, 200)
        return folder
    shutil.copytree(audited, folder)
    if name == "load":
        save_inventory(folder, 240)
    if name == "report":
        (folder / "findings.json").write_bytes(b"an older report")
    return folder


def findings(folder):
    """The bytes of findings.json, written from the store."""
    store = Store.open(str(folder / "audit.db"))
    write(recall(store), folder.parent / "recalled.json")
    store.close()
    return (folder.parent / "recalled.json").read_bytes()


def held(folder, of):
    path = folder / "audit.db"
    return of(path) if path.exists() else {}


def nothing_is_half(name, folder, before, after):
    """Each report is the old one or the new one, and each transaction of the command is kept whole or not at all."""
    assert not (folder / "audit.db").exists() or sound(folder / "audit.db")
    old, new = files(before), files(after)
    for path, found in files(folder).items():
        if not Path(path).name.startswith(LEFT_BY_A_KILL) and Path(path).parent.name != "tmp":
            assert found in (old.get(path), new.get(path)), path
    parts = (inventory, judged) if name in {"check", "sign-off"} else (contents,)
    for part in parts:
        assert held(folder, part) in (held(before, part), held(after, part))


def as_if_nothing_had_happened(name, folder, after):
    """The next run gives the files, the inventory and the findings of a run that nobody killed, and no file more."""
    found, wanted = files(folder), files(after)
    assert found.keys() == wanted.keys()
    assert [path for path in found if found[path] != wanted[path] and path != ACCOUNT] == []
    assert inventory(folder / "audit.db") == inventory(after / "audit.db")
    assert newest(folder / "audit.db") == newest(after / "audit.db")
    if name != "first load":
        assert findings(folder) == findings(after)


@pytest.mark.parametrize("name", COMMANDS)
def test_kill_dash_nine(name, commands, audited, tmp_path):
    before = prepared(name, audited, tmp_path / "before")
    after = shutil.copytree(before, tmp_path / "after")
    code, took, *_ = commands.run(after, *COMMANDS[name])
    assert code in {0, 1, 4}
    moments = random.Random(f"{SEED} {name}")  # noqa: S311
    killed = 0
    for number in range(KILLS):
        folder = shutil.copytree(before, tmp_path / f"kill {number}")
        ended, _, outlived, _ = commands.run(folder, *COMMANDS[name], kill_after=took * moments.random())
        assert ended in {-9, code}
        assert outlived == []
        killed += ended == -9
        nothing_is_half(name, folder, before, after)
        assert commands.run(folder, *COMMANDS[name])[0] == code
        as_if_nothing_had_happened(name, folder, after)
        shutil.rmtree(folder)
    assert killed >= KILLS * 0.6, "the moments lie within the work"
