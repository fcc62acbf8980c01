"""The command line as a user meets it: exit codes, where words go, and never a traceback for bad input."""

import json
import os
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest
from openpyxl import load_workbook

from e911audit.rules import RULES

SITES = [
    ["Site Code", "Site Name", "Street Address", "City", "State", "ZIP"],
    ["HQ", "Head Office", "500 Congress Ave", "Austin", "TX", "78701"],
]
BAD = [["Telephone Number", "Site Code", "E911 Provisioned", "Status"], ["512-456-1414", "HQ", "no", "active"]]
GOOD = [BAD[0], ["512-456-1414", "HQ", "yes", "active"]]
OPENLY = ("--as-of", "2026-11-22")


@pytest.fixture
def run(command, monkeypatch, tmp_path):
    """Run a command line in a folder of its own: exit code, stdout, stderr."""
    here = tmp_path / "here"
    here.mkdir()
    monkeypatch.chdir(here)
    return command


@pytest.fixture
def bad(write_csv, tmp_path):
    """A folder with one blocker."""
    write_csv("bad/sites.csv", SITES)
    write_csv("bad/numbers.csv", BAD)
    return tmp_path / "bad"


@pytest.fixture
def good(write_csv, tmp_path):
    """A folder without one."""
    write_csv("good/sites.csv", SITES)
    write_csv("good/numbers.csv", GOOD)
    return tmp_path / "good"


@pytest.mark.slow
def test_findings_decide_the_exit_code(run, good, bad):
    assert run("audit", good, *OPENLY)[0] == 0
    assert run("audit", bad, *OPENLY)[0] == 1
    assert run("audit", bad, *OPENLY, "--fail-on", "never")[0] == 0
    assert Path("exceptions.xlsx").is_file()
    assert Path("audit.db").is_file()


@pytest.mark.slow
def test_fail_on_counts_at_or_above(run, bad):
    run("audit", bad, *OPENLY, "-o", "f.json")
    worst = {finding["severity"] for finding in json.loads(Path("f.json").read_text())["findings"]}
    assert "blocker" in worst
    for severity in ("blocker", "major", "minor", "info"):
        assert run("check", *OPENLY, "--fail-on", severity)[0] == 1


def test_what_is_printed_where(run, bad):
    code, out, err = run("audit", bad, *OPENLY)
    assert code == 1
    assert "1 numbers" in out
    assert out.index("Not judged") < out.index("Found:")
    assert "Wrote exceptions.xlsx" in out
    assert err == ""


def test_quiet_prints_nothing_but_errors(run, bad):
    assert run("audit", bad, *OPENLY, "--quiet") == (1, "", "")
    assert run("load", bad, "-q") == (0, "", "")
    assert run("check", *OPENLY, "-q") == (1, "", "")
    assert run("report", "-q") == (0, "", "")
    code, out, err = run("audit", "none", "-q")
    assert (code, out) == (3, "")
    assert err.startswith("Error: ")


def test_the_verbs_one_after_the_other(run, bad):
    code, out, _ = run("load", bad)
    assert (code, "Loaded into sqlite:///audit.db" in out) == (0, True)
    code, out, _ = run("load", bad)
    assert (code, "nothing changed" in out) == (0, True)
    assert run("report")[0] == 2
    assert run("check", *OPENLY)[0] == 1
    code, out, _ = run("report", "-o", "a.json", "-o", "b.md", "-o", "c.xlsx")
    assert code == 0
    assert all(Path(name).stat().st_size for name in ("a.json", "b.md", "c.xlsx"))
    assert json.loads(Path("a.json").read_text())["as_of"] == "2026-11-22"


def test_the_same_input_gives_the_same_bytes(run, bad):
    Path("a").mkdir()
    run("audit", bad, *OPENLY, "-o", "a/f.json")
    run("audit", bad, *OPENLY, "-o", "a/g.json")
    Path("b").mkdir()
    run("audit", bad, *OPENLY, "-o", "b/f.json")
    assert Path("a/f.json").read_bytes() == Path("a/g.json").read_bytes() == Path("b/f.json").read_bytes()


def test_a_changed_folder_gives_the_same_bytes_as_a_new_store(run, bad, write_csv):
    write_csv("bad/more.csv", [BAD[0], ["512-456-1499", "hq", "no", "active"], ["512-456-1414", "HQ", "no", "active"]])
    run("audit", bad, *OPENLY, "-o", "f.json")
    write_csv(
        "bad/numbers.csv", [BAD[0], ["512-456-1414", "HQ", "no", "active"], ["512-456-1499", "Hq", "no", "active"]]
    )
    write_csv("bad/sites.csv", [SITES[0], ["HQ", "Head Office", "501 Congress Ave", "Austin", "TX", "78701"]])
    run("audit", bad, *OPENLY, "-o", "f.json")
    run("audit", bad, *OPENLY, "-o", "g.json", "--store", "new.db")
    assert Path("f.json").read_bytes() == Path("g.json").read_bytes()


@pytest.mark.slow
def test_several_jobs_give_the_same_bytes(run, bad):
    run("audit", bad, *OPENLY, "-o", "one.json")
    assert run("audit", bad, *OPENLY, "-o", "two.json", "--store", "two.db", "--jobs", 2)[0] == 1
    assert Path("one.json").read_bytes() == Path("two.json").read_bytes()


def test_a_plan_of_test_calls_beside_the_reports(run, bad):
    run("audit", bad, *OPENLY, "-o", "first.json", "-q")
    assert run("report", "-q", "-o", "again.json", "--test-plan", "calls.xlsx", "--site", "HQ") == (0, "", "")
    assert Path("again.json").exists()
    assert Path("calls.xlsx").exists()


def test_a_log_of_rejections_beside_the_reports(run, bad):
    run("audit", bad, *OPENLY, "-o", "first.json", "-q")
    assert run("report", "-q", "-o", "again.json", "--rejections", "log.md") == (0, "", "")
    assert "No sheet tells of a rejection or a jeopardy." in Path("log.md").read_text(encoding="utf-8")


def test_a_walk_and_its_costs_beside_the_reports(run, bad):
    run("audit", bad, *OPENLY, "-o", "first.json", "-q")
    assert run("report", "-q", "-o", "again.json", "--discovery", "walk.xlsx", "--costs", "costs.xlsx") == (0, "", "")
    assert [sheet.title for sheet in load_workbook("walk.xlsx")] == ["Lines", "Kinds", "How"]
    assert [sheet.title for sheet in load_workbook("costs.xlsx")] == ["Sites", "Lines", "Paid For Nothing", "How"]


def test_a_scope_map_beside_the_reports(run, bad):
    run("audit", bad, *OPENLY, "-o", "first.json", "-q")
    for file in ("scope.xlsx", "scope.html"):
        assert run("report", "-q", "-o", "again.json", "--scope", file) == (0, "", "")
        assert Path(file).exists()


def test_a_page_tells_what_changed_since_a_run(run, bad, write_csv):
    run("audit", bad, *OPENLY, "-o", "a.json")
    write_csv("bad/numbers.csv", GOOD)
    run("audit", bad, *OPENLY, "-o", "a.json")
    code, _, err = run("report", "-o", "page.html", "-o", "a.md", "--since", "1")
    assert (code, err) == (0, "")
    page = Path("page.html").read_text(encoding="utf-8")
    assert 'id="changes"' in page
    assert "1 fixed" in page
    run("report", "-o", "page.html", "--since", "1", "--site", "HQ")
    assert "1 fixed" in Path("page.html").read_text(encoding="utf-8")
    code, _, err = run("report", "-o", "page.html", "--since", "9")
    assert (code, "no run 9" in err) == (2, True)


def test_one_site(run, bad):
    run("audit", bad, *OPENLY, "-o", "f.json", "--site", "HQ")
    assert {finding["site"] for finding in json.loads(Path("f.json").read_text())["findings"]} == {"HQ"}
    code, _, err = run("audit", bad, *OPENLY, "--site", "ZZ")
    assert code == 2
    assert "no site 'ZZ'" in err
    assert "HQ" in err


def test_the_settings_of_the_folder_are_used_and_the_command_line_comes_first(run, bad):
    (bad / "e911audit.toml").write_text('fail_on = "never"\ncutover = 2026-12-15\n')
    assert run("audit", bad, *OPENLY, "-o", "f.json")[0] == 0
    assert json.loads(Path("f.json").read_text())["cutover"] == "2026-12-15"
    assert run("audit", bad, *OPENLY, "--fail-on", "blocker", "--cutover", "2026-12-16", "-o", "f.json")[0] == 1
    assert json.loads(Path("f.json").read_text())["cutover"] == "2026-12-16"


def nothing(folder):
    pass


def empty_file(folder):
    (folder / "in.csv").touch()


def other_sheet(folder):
    (folder / "in.csv").write_text("Invoice,Amount\n1,2\n")


def damaged(folder):
    (folder / "in.xlsx").write_bytes(b"PK\x03\x04 and then nothing")


def old_format(folder):
    (folder / "in.xls").write_bytes(b"\xd0\xcf\x11\xe0")


def no_export(folder):
    (folder / "readme.md").write_text("hello")


def only_headers(folder):
    (folder / "in.csv").write_text("Telephone Number,Site Code\n")


@pytest.mark.parametrize("make", [nothing, empty_file, other_sheet, damaged, old_format, no_export, only_headers])
@pytest.mark.parametrize("verb", ["audit", "load"])
def test_input_that_cannot_be_read_is_three_and_leaves_nothing_behind(run, tmp_path, make, verb):
    folder = tmp_path / "in"
    folder.mkdir()
    make(folder)
    code, out, err = run(verb, folder)
    assert (code, out) == (3, "")
    assert err.startswith("Error: ")
    assert "Traceback" not in err
    assert len(err.splitlines()) == 1
    assert list(Path().iterdir()) == []


def test_a_path_that_is_not_there(run):
    code, out, err = run("audit", "no-such-folder")
    assert (code, out) == (3, "")
    assert "There is no file or folder 'no-such-folder'" in err
    assert list(Path().iterdir()) == []


USAGE = {
    "no path": (("audit",), "PATH"),
    "an unknown command": (("adit",), "adit"),
    "an unknown option": (("audit", "INPUT", "--fail"), "--fail"),
    "a wrong date": (("audit", "INPUT", "--as-of", "tomorrow"), "tomorrow"),
    "a wrong severity": (("audit", "INPUT", "--fail-on", "critical"), "blocker, major, minor, info, never"),
    "a wrong strictness": (("audit", "INPUT", "--strictness", "hard"), "default, strict, relaxed"),
    "a wrong number of jobs": (("audit", "INPUT", "--jobs", "0"), "--jobs"),
    "an unknown ending": (("audit", "INPUT", "-o", "report.docx"), ".docx"),
    "settings that are not there": (("audit", "INPUT", "--config", "none.toml"), "none.toml"),
    "a store that means nothing": (("audit", "INPUT", "--store", "nonsense://x"), "nonsense"),
    "a store in no folder": (("audit", "INPUT", "--store", "sqlite:///none/audit.db"), "There is no folder none"),
    "an unknown rule": (("explain", "XXX-999"), "XXX-999"),
    "a store that is not there to check": (("check",), "There is no store audit.db"),
    "a plan that is no workbook": (
        ("report", "--test-plan", "calls.csv"),
        "calls.csv cannot hold the plan of test calls",
    ),
    "a log of rejections that is no page": (
        ("report", "--rejections", "log.csv"),
        "log.csv cannot hold what carriers sent back",
    ),
    "a walk that is no workbook": (
        ("report", "--discovery", "walk.csv"),
        "walk.csv cannot hold the sheet for tracing lines",
    ),
    "costs that are no workbook": (("report", "--costs", "costs.csv"), "costs.csv cannot hold what the lines cost"),
    "a scope map of another kind": (
        ("report", "--scope", "scope.pdf"),
        "scope.pdf cannot hold who owns what at each site",
    ),
    "a store that is not there to report": (("report", "--store", "none.db"), "There is no store none.db"),
    "a run that is not there": (("report", "--run", "x"), "--run"),
}


@pytest.mark.parametrize(("words", "told"), USAGE.values(), ids=USAGE.keys())
def test_wrong_usage_is_two_and_leaves_nothing_behind(run, bad, words, told):
    code, out, err = run(*(bad if word == "INPUT" else word for word in words))
    assert (code, out) == (2, "")
    assert told in err
    assert "Traceback" not in err
    assert list(Path().iterdir()) == []


def test_settings_that_are_wrong_are_told_before_anything_is_written(run, bad):
    (bad / "e911audit.toml").write_text("[rules.NUM-002]\nallow_ficticious = true\n")
    code, _, err = run("audit", bad)
    assert code == 2
    assert "allow_fictitious" in err
    assert not Path("exceptions.xlsx").exists()


@pytest.mark.parametrize("url", ["sqlite://", "sqlite:///:memory:", "sqlite+pysqlite:///?cache=shared"])
@pytest.mark.parametrize("words", [["audit", "PATH"], ["load", "PATH"], ["check"], ["report"], ["doctor"]])
def test_a_store_that_would_be_forgotten_is_refused(run, bad, words, url):
    code, _, err = run(*(bad if word == "PATH" else word for word in words), "--store", url)
    assert code == 2
    assert err.startswith(f"Error: The store {url} is in memory and forgotten when the command ends. [store] Give")


@pytest.mark.parametrize("verb", ["audit", "load", "check", "report"])
def test_a_store_that_is_not_ours_is_left_alone(run, bad, verb):
    with sqlite3.connect("other.db") as connection:
        connection.execute("create table songs (title text)")
    connection.close()
    before = Path("other.db").read_bytes()
    words = [bad] if verb in ("audit", "load") else []
    code, out, err = run(verb, *words, "--store", "sqlite:///other.db")
    assert (code, out) == (2, "")
    assert "another program" in err
    assert Path("other.db").read_bytes() == before


@pytest.mark.skipif(os.name != "posix" or os.geteuid() == 0, reason="the superuser may write everywhere")
def test_a_folder_that_may_not_be_written(run, bad, tmp_path):
    locked = tmp_path / "locked"
    locked.mkdir(mode=0o500)
    code, _, err = run("audit", bad, "-o", locked / "exceptions.xlsx")
    assert code == 2
    assert err.startswith("Error: ")


def test_an_output_in_no_folder(run, bad):
    code, _, err = run("audit", bad, *OPENLY, "-o", "none/exceptions.xlsx")
    assert code == 2
    assert "none" in err
    assert "Traceback" not in err


def test_debug_shows_the_traceback(run):
    from e911audit.errors import NoInput

    with pytest.raises(NoInput):
        run("audit", "none", "--debug")


def test_what_nobody_foresaw_is_a_sentence_too(run, bad, monkeypatch):
    monkeypatch.setattr("e911audit.api.load_into", lambda *_, **__: 1 / 0)
    code, out, err = run("audit", bad)
    assert (code, out) == (2, "")
    assert "ZeroDivisionError" in err
    assert "--debug" in err
    assert "Traceback" not in err


COMMANDS = ["audit", "load", "check", "report", "rules", "explain", "template", "doctor"]


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_has_help_with_an_example(run, name):
    code, out, _ = run(name, "--help")
    assert code == 0
    assert f"e911audit {name}" in out


def test_help_names_every_command(run):
    code, out, _ = run("--help")
    assert code == 0
    assert all(command in out for command in COMMANDS)


@pytest.mark.parametrize("words", [("--version",), ("--version", "audit")])
def test_version(run, words):
    from e911audit import __version__

    assert run(*words) == (0, f"e911audit {__version__}\n", "")


def test_rules_and_explain(run):
    code, out, _ = run("rules")
    assert code == 0
    assert all(code in out for code in RULES)
    code, out, _ = run("explain", "loc-001")
    assert code == 0
    for part in ("LOC-001", "Why", "What to do", "Bad", "Good", *RULES["LOC-001"].cites):
        assert part in out


def test_doctor(run, bad):
    code, out, err = run("doctor")
    assert (code, err) == (0, "")
    assert "not there yet" in out
    run("load", bad)
    code, out, _ = run("doctor")
    assert (code, "sound" in out) == (0, True)
    Path("audit.db").write_bytes(b"no store" * 500)
    code, _, err = run("doctor")
    assert code == 2
    assert "WRONG" in err
    assert run("doctor", "--store", "none.db")[0] == 2
    assert not Path("none.db").exists()


def test_the_template_is_read_back(run):
    code, out, _ = run("template", "mine")
    assert code == 0
    (book,) = Path("mine").glob("*.xlsx")
    assert book.name in out
    assert run("load", book)[0] in (0, 3)


def child(*words, **environment):
    return subprocess.run(
        [sys.executable, *words],
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
        env={**os.environ, "PYTHONPATH": str(Path(__file__).resolve().parents[2]), **environment},
    )


@pytest.mark.parametrize("words", [("--help",), ("--version",), ("audit", "--help"), ("doctor", "--help")])
def test_help_does_not_wait_for_heavy_imports(words):
    done = child("-X", "importtime", "-m", "e911audit", *words)
    assert done.returncode == 0
    imported = {
        line.rpartition("|")[2].strip().partition(".")[0]
        for line in done.stderr.splitlines()
        if line.startswith("import time:")
    }
    assert "e911audit" in imported
    assert not imported & {
        "sqlalchemy",
        "sqlmodel",
        "openpyxl",
        "usaddress",
        "phonenumbers",
        "python_calamine",
        "alembic",
        "geopy",
    }


def test_no_colour_where_none_is_wanted():
    done = child("-m", "e911audit", "audit", "--nonsense", NO_COLOR="1", FORCE_COLOR="1")
    assert done.returncode == 2
    assert "\x1b[3" not in done.stdout + done.stderr


@pytest.mark.slow
def test_the_module_runs_as_a_program(bad, tmp_path):
    done = child("-m", "e911audit", "audit", str(bad), *OPENLY, "-o", str(tmp_path / "f.json"))
    assert done.returncode == 1
    assert done.stderr == ""
    assert (tmp_path / "f.json").is_file()


ODD = [["Rufnummer", "Haus", "Kennwort PIN"], ["512-456-1414", "HQ", "4711"]]


def test_a_file_that_nobody_knows_gets_a_profile_that_reads_it(run, write_csv):
    odd = write_csv("odd/liste.csv", ODD)
    code, out, _ = run("profiles", "match", odd, "--write", "mine/liste.toml")
    assert code == 0
    assert "no profile reads it" in out
    starter = Path("mine/liste.toml")
    text = starter.read_text(encoding="utf-8")
    assert "Kennwort" not in text
    assert "Rufnummer" in text
    fields = '[fields]\ne164 = { from = "Rufnummer", as = "phones" }\nsite = "Haus"\n'
    starter.write_text(text.partition("[fields]")[0] + fields, encoding="utf-8")
    code, out, _ = run("profiles", "match", odd, "--profiles", "mine")
    assert code == 0
    assert "read by liste" in out
    assert "secret, will be dropped: C 'Kennwort PIN'" in out
    code, out, _ = run("load", odd, "--profiles", "mine")
    assert code == 0
    assert "loaded by liste; 1 rows: 1 loaded" in out
    assert "4711" not in Path("audit.db").read_bytes().decode("latin-1")
    assert run("profiles", "match", odd, "--write", "mine/liste.toml")[0] == 2


def test_a_sample_that_no_longer_holds_is_told(run, write_csv, tmp_path):
    sample = write_csv("sample/numbers.csv", BAD).parent
    assert run("profiles", "test", sample)[0] == 3
    assert run("profiles", "test", sample, "--write")[0] == 0
    assert run("profiles", "test", sample)[0] == 0
    write_csv("sample/numbers.csv", [BAD[0], ["512-456-1415", "HQ", "no", "active"]])
    code, out, _ = run("profiles", "test", sample)
    assert code == 1
    assert '+e164 = "+15124561415"' in out
    assert run("profiles", "test", tmp_path / "nowhere")[0] == 3


def test_profiles_are_listed(run):
    code, out, _ = run("profiles")
    assert code == 0
    assert "teams-phone-assignment" in out
    assert run("profiles", "--profiles", "nowhere")[0] == 2


LOCATED = [
    ["Location ID", "Site Code", "Street Address", "City", "State", "ZIP", "Floor", "Validation"],
    ["HQ-3", "HQ", "500 Congress Ave", "Austin", "TX", "78701", "3", "provider"],
]


def test_report_writes_sure_corrections(run, write_csv, tmp_path):
    write_csv("in/sites.csv", SITES)
    write_csv("in/locations.csv", LOCATED)
    numbers = [["Telephone Number", "Site Code", "Location ID", "E911 Provisioned", "Status"]]
    numbers += [["512-456-1414", "HQ", "HQ-3", "no", "active"], ["512-456-1415", "HQ", "", "no", "active"]]
    write_csv("in/numbers.csv", numbers)
    run("audit", tmp_path / "in", *OPENLY, "--store", "in.db", "-q")
    code, out, _ = run("report", "--store", "in.db", "-o", "out.json", "--fixes", "fixes")
    assert code == 0
    found = json.loads(Path("out.json").read_text(encoding="utf-8"))["findings"]
    assert [one["rule"] for one in found] == ["HYG-008", "NUM-001", "NUM-001"]
    assert out.splitlines()[-1] == "1 finding has no sure correction."
    listed = Path("fixes/corrections.csv").read_text(encoding="utf-8-sig")
    assert "NUM-001:+15124561414" in listed
    assert "NUM-001:+15124561415" not in listed
    assert Path("fixes/nena-ali.txt").read_text(encoding="ascii").splitlines()[1].startswith("I5124561414500")


def test_corrections_are_of_the_newest_run(run, bad):
    run("audit", bad, *OPENLY, "--store", "in.db", "-q")
    code, _, err = run("report", "--store", "in.db", "--run", "1", "--fixes", "fixes")
    assert code == 2
    assert "newest run" in err
    assert not Path("fixes").exists()
