"""signoff on the command line: exit codes, who may sign what, and what is told."""

import sqlite3
from pathlib import Path

import pytest
from signoff_site import AS_OF, CUTOVER, ROLES, SHEETS, judged

from e911audit.errors import Exit
from e911audit.rules import find
from e911audit.signoff.document import parsed

FILE = Path("signoff", "HQ", "signoff.json")
MAKE = ("signoff", "make", "--site", "HQ", "--store", "audit.db", "--as-of", AS_OF)


@pytest.fixture(autouse=True)
def passphrase(monkeypatch):
    monkeypatch.setenv("E911AUDIT_PASSPHRASE", "of a test")


def toml(text):
    Path("e911audit.toml").write_text(text, encoding="utf-8")


def accept_all():
    """Settings that accept all that the sign-off of the fixture accepts."""
    rules = [one["rule"] for one in parsed(FILE.read_bytes())["statement"]["accepted"]]
    toml(f'[[signoff.accept]]\nrules = {rules}\nby = "Ann Lee"\nreason = "no such equipment"\n')


@pytest.mark.usefixtures("made")
def test_a_refused_sign_off_exits_with_4_and_makes_its_pages(command):
    code, out, _ = command(*MAKE, "--cutover", CUTOVER, "-o", "out")
    assert code == Exit.REFUSED
    assert "NO-GO: " in out
    assert "NOT JUDGED  Was every rule judged" in out
    assert {file.name for file in Path("out", "HQ").iterdir()} == {"signoff.json", "signoff.html", "signoff.pdf"}
    assert "NO-GO" in Path("out", "HQ", "signoff.html").read_text(encoding="utf-8")
    assert command("signoff", "verify", "out/HQ/signoff.json")[0] == 0
    assert command("signoff", "verify", "out/HQ/signoff.json", "--complete")[0] == Exit.REFUSED


@pytest.mark.usefixtures("made")
def test_a_go_exits_with_0_and_making_it_twice_gives_the_same_bytes(command):
    accept_all()
    found = []
    for folder in ("one", "two"):
        code, out, _ = command(*MAKE, "--cutover", CUTOVER, "-o", folder)
        assert code == 0
        assert "GO: " in out
        found.append([file.read_bytes() for file in sorted(Path(folder, "HQ").iterdir())])
    assert found[0] == found[1] == [file.read_bytes() for file in sorted(FILE.parent.iterdir())]


@pytest.mark.usefixtures("made")
def test_rules_are_accepted_by_name_on_the_command_line(command):
    code, out, _ = command(
        *MAKE, "--cutover", CUTOVER, "-o", "out", "--accept-unjudged", "msa-001", "--accept-unjudged", "CBN-001",
        "--by", "Ann Lee", "--reason", "no ALI file",
    )  # fmt: skip
    assert code == Exit.REFUSED
    assert "CBN-001 was not accepted" in out
    [one] = parsed(Path("out", "HQ", "signoff.json").read_bytes())["statement"]["accepted"]
    assert (one["rule"], one["by"], one["reason"]) == ("MSA-001", "Ann Lee", "no ALI file")


@pytest.mark.usefixtures("made")
@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("--accept-unjudged", "MSA-001"), "accepted by a person and for a reason"),
        (("--accept-unjudged", "MSA-001", "--by", "Ann Lee", "--reason", " "), "accepted by a person and for a reason"),
        (("--accept-unjudged", "MSA-999", "--by", "A", "--reason", "x"), "There is no rule 'MSA-999'"),
        (("--site", "NOWHERE"), "There is no site 'NOWHERE'"),
        (("-o", "inventory.xlsx"), "cannot be made"),
    ],
)
def test_wrong_usage_is_told_and_makes_nothing(command, words, told):
    code, _, err = command(*MAKE, "--cutover", CUTOVER, "-o", "out", *words)
    assert code == Exit.USAGE
    assert told in err
    assert not Path("out").exists()


def test_several_sites_are_signed_off_by_one_run(command, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    book = {**SHEETS, "Sites": [*SHEETS["Sites"], ["../LAB", "Lab", "8 Elm St", "Austin", "TX", "78701", "", "", "0"]]}
    judged(tmp_path, book, [find("LOC-001")]).close()
    code, out, _ = command(*MAKE, "--site", "../LAB", "--cutover", CUTOVER, "-o", "out")
    assert code == Exit.REFUSED
    assert out.count("NO-GO: ") == 2
    made = sorted(path.parent.relative_to(tmp_path / "out") for path in tmp_path.rglob("signoff.json"))
    assert [path.name for path in made] == [str(path) for path in made]  # each a folder inside, none above
    assert made[0].name == "HQ" or made[1].name == "HQ"
    with sqlite3.connect("audit.db") as store:
        assert store.execute("select count(*) from run").fetchone() == (2,)
    store.close()


@pytest.mark.usefixtures("made")
def test_a_sign_off_needs_a_cutover(command):
    code, _, err = command(*MAKE)
    assert code == Exit.USAGE
    assert "The day of the cutover is missing" in err


@pytest.mark.usefixtures("made")
def test_every_role_signs_once(command):
    assert command("signoff", "key", "ann.key")[0] == 0
    sign = ("signoff", "sign", FILE, "--key", "ann.key", "--name", "Ann Lee", "--as-of", "2026-11-23", "--role")
    for role in ROLES:
        code, out, _ = command("signoff", "verify", FILE, "--complete")
        assert code == Exit.REFUSED
        assert role in out.splitlines()[-1]
        code, out, _ = command(*sign, role)
        assert code == 0
        assert f"Ann Lee signed {FILE} for {role}: GO." in out
    code, out, _ = command("signoff", "verify", FILE, "--complete", "--store", "audit.db")
    assert code == 0
    assert out.splitlines()[-1] == "The decision is GO; not signed by: nobody, every role signed."
    code, _, err = command(*sign, "telecom")
    assert code == Exit.REFUSED
    assert "'telecom' has signed" in err


@pytest.mark.usefixtures("made")
def test_a_role_that_need_not_sign_is_told_with_those_that_must(command):
    command("signoff", "key", "ann.key")
    code, _, err = command("signoff", "sign", FILE, "--key", "ann.key", "--name", "Ann Lee", "--role", "mayor")
    assert code == Exit.USAGE
    assert all(role in err for role in ROLES)


@pytest.mark.usefixtures("made")
def test_nothing_that_changed_is_signed(command):
    command("signoff", "key", "ann.key")
    page = FILE.with_name("signoff.html")
    page.write_bytes(page.read_bytes() + b" ")
    before = FILE.read_bytes()
    code, _, err = command("signoff", "sign", FILE, "--key", "ann.key", "--name", "Ann Lee", "--role", "telecom")
    assert code == Exit.REFUSED
    assert "page signoff.html" in err
    assert FILE.read_bytes() == before


@pytest.mark.usefixtures("made")
def test_roles_are_settings(command):
    toml('[signoff]\nroles = ["fire marshal"]\n')
    command(*MAKE, "--cutover", CUTOVER, "-o", "out")
    assert parsed(Path("out", "HQ", "signoff.json").read_bytes())["statement"]["roles"] == ["fire marshal"]
    assert "fire marshal" in Path("out", "HQ", "signoff.html").read_text(encoding="utf-8")


@pytest.mark.usefixtures("made")
@pytest.mark.parametrize(
    ("text", "told"),
    [
        ('signoff = "yes"', "signoff must be a table"),
        ("[signoff]\nrole = []", "Do you mean 'roles'?"),
        ('[signoff]\nroles = ["telecom", "telecom"]', "list of different texts"),
        ('[signoff.keys]\nmayor = "' + "0" * 64 + '"', "there is no setting 'mayor'"),
        ('[signoff.keys]\ntelecom = "ann.key"', "64 hexadecimal digits"),
        ('[[signoff.accept]]\nrules = ["MSA-001"]\nby = "Ann Lee"', "by (a name) and reason"),
        ('[[signoff.accept]]\nrules = "MSA-001"\nby = "Ann Lee"\nreason = "x"', "rules (a list of codes)"),
        ('[[signoff.accept]]\nrules = ["MSA-001"]\nby = " "\nreason = "x"', "by (a name) and reason"),
    ],
)
def test_settings_are_checked(command, text, told):
    toml(text)
    code, _, err = command(*MAKE, "--cutover", CUTOVER)
    assert code == Exit.USAGE
    assert told in err


@pytest.mark.usefixtures("made")
def test_a_rule_accepted_in_the_settings_must_exist(command):
    toml('[[signoff.accept]]\nrules = ["MSA-999"]\nby = "Ann Lee"\nreason = "x"\n')
    code, _, err = command(*MAKE, "--cutover", CUTOVER)
    assert code == Exit.USAGE
    assert "There is no rule 'MSA-999'" in err


@pytest.mark.parametrize("text", [b"", b"{}", b"\x00"])
def test_what_is_no_sign_off_is_refused(command, tmp_path, text):
    file = tmp_path / "signoff.json"
    file.write_bytes(text)
    code, out, _ = command("signoff", "verify", file)
    assert code == Exit.REFUSED
    assert "CHANGED: file." in out


def test_a_missing_sign_off_is_no_input(command, tmp_path):
    assert command("signoff", "verify", tmp_path / "signoff.json")[0] == Exit.NO_INPUT


def test_a_key_needs_a_passphrase_unless_it_is_told_otherwise(command, tmp_path, monkeypatch):
    monkeypatch.delenv("E911AUDIT_PASSPHRASE")
    monkeypatch.setattr("typer.prompt", lambda *_words, **_options: "")
    code, _, err = command("signoff", "key", tmp_path / "ann.key")
    assert code == Exit.USAGE
    assert "The passphrase is empty" in err
    code, out, _ = command("signoff", "key", tmp_path / "ann.key", "--no-passphrase")
    assert code == 0
    assert "fingerprint" in out


AFTER = ("check", "--store", "audit.db", "--after", CUTOVER)


@pytest.mark.usefixtures("made")
def test_check_after_the_cutover_lists_the_proofs_owed(command):
    code, out, _ = command(*AFTER, "--as-of", "2026-11-30", "-o", "owed.md")
    assert code == Exit.FINDINGS
    assert "missing: HQ, 911 test call (2026-11-28, within 24 hours): last passed on 2026-11-15, before" in out
    assert "Wrote owed.md." in out
    assert Path("owed.md").is_file()
    assert command(*AFTER, "--as-of", "2026-11-30", "--fail-on", "never", "-q")[:2] == (0, "")


@pytest.mark.usefixtures("made")
@pytest.mark.parametrize(
    ("words", "told"),
    [
        ((*AFTER, "--as-of", "2026-11-27"), "the cutover of 2026-11-28 has not been"),
        ((*AFTER, "--as-of", "2026-11-30", "--cutover", "2026-11-29"), "name two days"),
        ((*AFTER, "--as-of", "2026-11-30", "-o", "owed.html"), "owed.html"),
        (("check", "--store", "audit.db", "-o", "owed.md"), "Only --after writes a list"),
    ],
)
def test_a_wrong_check_after_is_told(command, words, told):
    code, _, err = command(*words)
    assert code == Exit.USAGE
    assert told in err
