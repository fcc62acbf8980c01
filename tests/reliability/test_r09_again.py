"""Goal R9: the same import three times is the same as once; two processes on one store do each other no harm."""

import json
import sys
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from pathlib import Path
from threading import Barrier

import pytest
from contents import contents, inventory, newest, sound
from firm import DAYS, save_inventory
from killed import Commands

from e911audit import api
from e911audit.config import Config
from e911audit.errors import NoInput, StoreRefused
from e911audit.judging import judge
from e911audit.reports import write
from e911audit.rules import RULES
from e911audit.store import Store
from e911audit.telling.recall import recall

AS_OF = date(2026, 11, 22)
TOLD = ("in use by another program", "Another program loaded other files")


@pytest.fixture
def exports(tmp_path, write_csv):
    """A folder of exports of both kinds."""
    write_csv(
        "exports/numbers.csv", [["Telephone Number", "Site Code"], ["512-736-9001", "HQ"], ["512-736-9001", "HQ"]]
    )
    write_csv("exports/photo.csv", [["Camera", "Lens"], ["a", "b"]])
    save_inventory(tmp_path / "exports", 20)
    return tmp_path / "exports"


def test_three_imports_are_one(exports, tmp_path, monkeypatch):
    """However the folder is spelled, and whether the store may hold other files."""
    monkeypatch.chdir(tmp_path)
    once, thrice = tmp_path / "once.db", tmp_path / "thrice.db"
    api.load(["exports"], str(once))
    for number, path in enumerate([Path("exports"), exports, Path("exports/../exports")]):
        assert api.load([path], str(thrice), only=number == 1).changed == (number == 0)
    assert contents(thrice) == contents(once)


def test_there_and_back_is_as_before(exports, tmp_path, monkeypatch):
    """A newer export replaces the older one whole; the older one again replaces that."""
    monkeypatch.chdir(tmp_path)
    once, back = tmp_path / "once.db", tmp_path / "back.db"
    api.load(["exports"], str(once))
    for numbers in (20, 25, 20):
        save_inventory(exports, numbers)
        api.load(["exports"], str(back))
    found, wanted = api.check(str(back), Config(as_of=AS_OF)), api.check(str(once), Config(as_of=AS_OF))
    assert found.findings == wanted.findings
    assert {table: len(rows) for table, rows in inventory(back).items()} == {
        table: len(rows) for table, rows in inventory(once).items()
    }


@pytest.mark.usefixtures("exports")
def test_three_audits_find_what_one_finds(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    asked = [RULES[code] for code in ("HYG-008", "LEG-050", "LOC-020")]
    api.load(["exports"], "audit.db")
    store = Store.open("audit.db")
    runs = []
    for _ in range(3):
        judge(store, Config(as_of=AS_OF), asked)
        write(recall(store), tmp_path / "findings.json")
        runs.append((inventory("audit.db"), newest("audit.db"), (tmp_path / "findings.json").read_bytes()))
    store.close()
    assert runs[0] == runs[1] == runs[2]


def test_a_load_during_a_judgement_is_told(exports, tmp_path, monkeypatch):
    """Rules look one after the other; a run over two inventories would be the truth about neither."""
    monkeypatch.chdir(tmp_path)
    api.load(["exports"], "audit.db")
    store, asked = Store.open("audit.db"), [RULES["LOC-020"]]
    judging = sys.modules[judge.__module__]  # the package has its function by the module's name
    real = judging.verdicts

    def interrupted(*rest):
        save_inventory(exports, 30)
        api.load(["exports"], "audit.db")
        return real(*rest)

    monkeypatch.setattr(judging, "verdicts", interrupted)
    with pytest.raises(StoreRefused, match="Another program loaded other files"):
        judge(store, Config(as_of=AS_OF), asked)
    store.close()
    assert "run" not in contents("audit.db")


def test_an_audit_is_of_its_own_files(exports, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    receipt = api.load(["exports/numbers.csv"], "audit.db", only=True)
    save_inventory(exports, 30)
    api.load(["exports"], "audit.db", only=True)
    with pytest.raises(StoreRefused, match="Another program loaded other files"):
        api.check("audit.db", Config(as_of=AS_OF), loaded=receipt.sources)


@pytest.mark.usefixtures("exports")
def test_a_load_that_fails_leaves_the_store_that_another_one_filled(tmp_path, monkeypatch):
    """Both found no store and made it; only one has something to put into it."""
    monkeypatch.chdir(tmp_path)
    ours = Store.open("audit.db")
    api.load(["exports"], "audit.db")
    ours.abandon()
    assert contents("audit.db")["number"]
    (tmp_path / "empty").mkdir()
    with pytest.raises(NoInput):
        api.load(["empty"], "new.db")
    assert not Path("new.db").exists()


@pytest.fixture(scope="module")
def pair(request):
    """Two command lines at once: the same arguments differ in their folder only."""
    first, second = request.getfixturevalue("commands"), Commands()

    def run(folder, *both):
        start = Barrier(2)

        def one(side, words):
            start.wait()
            return side.run(folder, *words)

        with ThreadPoolExecutor(2) as pool:
            return list(pool.map(one, (first, second), both))

    yield run
    second.close()


def findings(url, folder):
    store = Store.open(url)
    try:
        write(recall(store), folder / "recalled.json")
    finally:
        store.close()
    return (folder / "recalled.json").read_bytes()


def audit(path, url, name):
    return ("audit", path, "-o", f"{name}.json", *DAYS, "--store", url, "-q")


def ended_well(ended):
    return ended.code in {0, 1} or (ended.code == 2 and any(told in ended.told for told in TOLD))


@pytest.mark.slow
def test_of_two_at_once(url_of, pair, commands, tmp_path):
    """The same audit by two processes at once: the store is that of one after the other."""
    save_inventory(tmp_path, 60)
    (tmp_path / "tmp").mkdir()
    serial, at_once = url_of("serial"), url_of("at_once")
    for name in ("a", "b"):
        assert commands.run(tmp_path, *audit("inventory.xlsx", serial, name)).code == 1
    both = pair(tmp_path, *(audit("inventory.xlsx", at_once, name) for name in ("c", "d")))
    assert all(map(ended_well, both)), both
    assert findings(at_once, tmp_path) == findings(serial, tmp_path)
    for ended, name in zip(both, ("c", "d"), strict=True):
        if ended.code != 2:
            assert (tmp_path / f"{name}.json").read_bytes() == (tmp_path / "a.json").read_bytes()
    if at_once.startswith("sqlite"):
        assert sound(tmp_path / "at_once.db")
        assert inventory(tmp_path / "at_once.db") == inventory(tmp_path / "serial.db")
        assert newest(tmp_path / "at_once.db") == newest(tmp_path / "serial.db")


@pytest.mark.slow
def test_two_audits_of_other_files_never_tell_of_each_others(url_of, pair, tmp_path):
    save_inventory(tmp_path, 60, "acme.xlsx")
    save_inventory(tmp_path, 70, "globex.xlsx")
    (tmp_path / "tmp").mkdir()
    both = pair(tmp_path, *(audit(f"{name}.xlsx", url_of("both"), name) for name in ("acme", "globex")))
    assert all(map(ended_well, both)), both
    for ended, name in zip(both, ("acme", "globex"), strict=True):
        if ended.code == 2:
            assert not (tmp_path / f"{name}.json").exists()
        else:
            document = json.loads((tmp_path / f"{name}.json").read_text(encoding="utf-8"))
            assert [source["path"] for source in document["sources"]] == [f"{name}.xlsx"]


@pytest.fixture(params=["sqlite", "postgresql"])
def url_of(request, tmp_path):
    """URLs of stores by name, on this kind of database."""
    if sys.platform != "linux":
        pytest.skip("forks commands")
    if request.param == "sqlite":
        return lambda name: f"sqlite:///{tmp_path / name}.db"
    server = request.getfixturevalue("postgresql")
    return lambda name: f"{server}?customer={request.node.originalname[5:30]}_{name}"
