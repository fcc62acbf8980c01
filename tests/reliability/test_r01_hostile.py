"""R1: no file kills, hangs or confuses any command that takes one, and none changes its input."""

import shutil
import sys
from hashlib import sha256
from pathlib import Path

import pytest
from hostile_files import HOSTILE
from refused import EXAMPLES
from running import answer_of, faults_of
from stores import empty_store

from docs.generators.commands import commands

CORPUS = Path(__file__).resolve().parents[3] / "shared" / "corpus" / "hostile"
FILE, STORE = "FILE", "STORE"
CALLS = {
    "audit": ("audit", FILE, "-o", "findings.json", "--store", STORE, "--jobs", "1", "--fail-on", "never"),
    "load": ("load", FILE, "--store", STORE, "--jobs", "1"),
    "normalize": ("normalize", "-o", "clean.csv", "--", FILE),
    "compare-loa": ("compare-loa", FILE, "-o", "letters.json"),
    "profiles match": ("profiles", "match", FILE, "--write", "mine.toml"),
    "profiles test": ("profiles", "test", FILE),
    "fleet run": ("fleet", "run", FILE, "--into", "fleet", "--jobs", "1"),
    "diff": ("diff", FILE, FILE),
    "check": ("check", "--store", FILE),
    "report": ("report", "--store", FILE, "-o", "findings.json"),
    "geocode": ("geocode", "--store", STORE, "--census-in", FILE),
    "doctor": ("doctor", "--store", FILE),
    "load --config": ("load", FILE, "--config", FILE),
    "review apply": ("review", "apply", FILE, "--store", STORE, "-o", "left.json"),
    "signoff verify": ("signoff", "verify", FILE),
    "signoff sign": ("signoff", "sign", FILE, "--key", FILE, "--role", "telecom", "--name", "Ann"),
    "signoff key": ("signoff", "key", FILE, "--no-passphrase"),
    "signoff make": ("signoff", "make", "--site", "HQ", "--cutover", "2026-12-15", "--store", FILE),
}
"""Every command that takes a file, and how it is called with one."""
WITHOUT_FILE = {"", "profiles", "fleet", "review", "signoff", "rules", "explain", "template"}
"""Groups, and commands whose arguments are no input."""


@pytest.fixture(scope="module")
def fresh(tmp_path_factory):
    """An empty store on disk, to copy."""
    path = tmp_path_factory.mktemp("store") / "empty.db"
    store = empty_store()
    with store.engine.connect() as connection:
        path.write_bytes(connection.connection.driver_connection.serialize())
    return path


def used(command, file, fresh, folder):
    """Call a command with a file in an empty folder; what went wrong, and how long it took."""
    here = folder / "here"
    here.mkdir()
    store = here / "audit.db"
    shutil.copyfile(fresh, store)
    file = Path(shutil.copyfile(file, folder / file.name)) if file.is_relative_to(CORPUS) else file
    before = sha256(file.read_bytes()).digest()
    words = [{FILE: file, STORE: f"sqlite:///{store}"}.get(word, word) for word in CALLS[command]]
    answer = answer_of(words, here)
    found = faults_of(answer)
    if sha256(file.read_bytes()).digest() != before:
        found.append("the input has changed")
    shutil.rmtree(here)
    file.unlink()
    return [f"{command} {file.name}: {fault}" for fault in found], answer


def test_every_command_that_takes_a_file_is_here():
    assert {call.partition(" --")[0] for call in CALLS} | WITHOUT_FILE == {*commands()}


@pytest.mark.parametrize("command", CALLS)
def test_every_refused_file_is_refused_by_every_command(tmp_path, fresh, command):
    for make in (make for makes in EXAMPLES.values() for make in makes):
        (tmp_path / make.__name__).mkdir()
        found, answer = used(command, make(tmp_path / make.__name__), fresh, tmp_path)
        assert found == []
        assert answer.code in {2, 3, 4}


@pytest.mark.parametrize("command", CALLS)
def test_what_is_hard_to_read_is_read_or_refused_by_every_command(tmp_path, fresh, command):
    codes = []
    for number, make in enumerate(HOSTILE):
        (tmp_path / str(number)).mkdir()
        found, answer = used(command, make(tmp_path / str(number)), fresh, tmp_path)
        assert found == []
        codes.append(answer.code)
    if command in {"audit", "load", "normalize"}:
        assert codes.count(0) >= len(HOSTILE) - 2


@pytest.mark.slow
@pytest.mark.skipif(not CORPUS.is_dir(), reason="the corpus lies beside the project, on the machine of its makers only")
@pytest.mark.parametrize("command", CALLS)
def test_every_file_of_the_corpus_is_read_or_refused_by_every_command(tmp_path, fresh, command, capsys):
    told = [used(command, file, fresh, tmp_path) for file in sorted(CORPUS.iterdir()) if file.is_file()]
    assert [fault for found, _ in told for fault in found] == []
    answers = [answer for _, answer in told]
    assert len(answers) > 100
    slowest = {
        name: max((answer.seconds for answer in answers if (answer.code >= 2) == refused), default=0)
        for name, refused in (("read", False), ("refused", True))
    }
    with capsys.disabled():
        sys.stderr.write(
            f"\nR1 {command}: {len(answers)} files, {sum(answer.code < 2 for answer in answers)} answered, "
            f"slowest {slowest['read']:.1f} s read, {slowest['refused']:.1f} s refused\n"
        )
