"""The documentation is true: generated pages are up to date, commands and settings that it shows exist, its code runs."""

import re
import shlex
import shutil
import subprocess
import sys
import tomllib
from datetime import date
from pathlib import Path

import pytest
import typer
from openpyxl import load_workbook

from docs.generators.commands import commands
from e911audit import errors
from e911audit.cli.app import app
from e911audit.config import known, read_config
from e911audit.intake.cells import vocabularies
from e911audit.intake.known import profiles
from e911audit.nena import formats
from e911audit.rules import RULES

ROOT = Path(__file__).resolve().parents[1]
DOCS = ROOT / "docs"
BY_HAND = [
    ROOT / "README.md",
    ROOT / "CONTRIBUTING.md",
    ROOT / "sample_data" / "README.md",
    DOCS / "architecture.md",
    DOCS / "page.md",
    DOCS / "review.md",
    DOCS / "signoff.md",
]
COMMANDS = typer.main.get_command(app).commands
ERRORS = [errors.E911AuditError, *errors.E911AuditError.__subclasses__()]
IN_BLOCK = re.compile(r"^(?: {4}|.*Example: +)(?:\S*[\\/])?e911audit (.+)$", re.MULTILINE)
IN_LINE = re.compile(r"`e911audit ([^`]+)`")
FENCED = re.compile(r"^```(\w+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
LINK = re.compile(r"(?<!!)\[[^\]]*\]\(([^)#\s]+)(?:#[^)]*)?\)")


def read(path: Path) -> str:
    return path.read_text(encoding="utf-8")


def calls(text: str) -> list[list[str]]:
    """The arguments of every e911audit command that a text shows."""
    found = [shlex.split(line, comments=True) for line in [*IN_BLOCK.findall(text), *IN_LINE.findall(text)]]
    return [words for words in found if words]


def parse(words: list[str]) -> None:
    """Let the command line parse a call without running it; fails where command, option or value is unknown."""
    name, *arguments = words
    if name in ("--version", "--help"):
        return
    assert name in COMMANDS, f"no command {name}"
    if "--help" not in arguments:
        COMMANDS[name].make_context(name, arguments)


def fenced(path: Path, language: str) -> list[str]:
    return [body for found, body in FENCED.findall(read(path)) if found == language]


def test_generated_pages_are_up_to_date():
    done = subprocess.run(
        [sys.executable, "-m", "docs.generate", "--check"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize("page", BY_HAND, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_commands_shown_exist(page):
    for words in calls(read(page)):
        parse(words)


def test_readme_shows_every_command():
    assert set(COMMANDS) <= {words[0] for words in calls(read(ROOT / "README.md"))}


@pytest.mark.parametrize("name", COMMANDS)
def test_help_of_a_command_ends_with_an_example_of_it(name):
    shown = calls(COMMANDS[name].help)
    assert [words[0] for words in shown] == [name]
    parse(shown[0])


def test_a_wrong_call_would_be_noticed():
    with pytest.raises(AssertionError):
        parse(["audti", "exports"])
    with pytest.raises(Exception, match="--outptu"):
        parse(["audit", "exports", "--outptu", "x.xlsx"])


@pytest.mark.parametrize("code", sorted(RULES))
def test_rule_has_its_page_and_stands_in_the_index(code):
    page = read(DOCS / "rules" / f"{code}.md")
    assert all(f"\n## {part}\n" in page for part in ("Why", "What it says", "What to do", "Bad", "Good"))
    assert all(f"`{option}`" in page for option in RULES[code].options)
    assert f"[{code}]({code}.md)" in read(DOCS / "rules" / "README.md")


@pytest.mark.parametrize("profile", profiles(), ids=lambda profile: profile.name)
def test_profile_is_told_with_every_header(profile):
    page = read(DOCS / "profiles.md")
    _, _, behind = page.partition(f"\n## {profile.title}\n")
    section, _, _ = behind.partition("\n## ")
    assert section
    for block in profile.blocks:
        for field in block.fields:
            row = "\n".join(line for line in section.splitlines() if line.startswith(f"| `{field.name}` |"))
            told = (
                [field.value] if field.value else [header for part in (field.headers, *field.parts) for header in part]
            )
            assert told
            assert all(f"`{header}`" in row for header in told), field.name


def test_every_vocabulary_is_told():
    page = read(DOCS / "profiles.md")
    assert all(f"\n## Words: {name.replace('_', ' ')}\n" in page for name in vocabularies())


def test_every_field_of_nena_records_is_told_with_its_certainty():
    page = read(DOCS / "nena.md")
    for one in formats().values():
        for layout in (one.record, one.header, one.trailer):
            section = page.partition(f"\n## {layout.name}\n")[2].partition("\n## ")[0]
            told = re.findall(r"^\| ([\d-]+) \| \d+ \| `(\w+)` .* (\w+) \|$", section, re.MULTILINE)
            assert told == [(field.positions, field.name, field.certainty) for field in layout.fields]


@pytest.mark.parametrize("name", [name for name in commands() if name])
def test_command_is_told_with_every_option(name):
    command = commands()[name]
    section = read(DOCS / "cli.md").partition(f"\n## e911audit {name}\n")[2].partition("\n## ")[0]
    options = [word for one in command.params for word in one.opts if word.startswith("--")]
    assert options or hasattr(command, "commands"), "only a group of commands has no option of its own"
    assert all(option in section for option in options)


@pytest.mark.parametrize("error", ERRORS, ids=lambda error: error.__name__)
def test_error_is_told_with_its_advice(error):
    section = read(DOCS / "errors.md").partition(f"\n## {error.__name__}\n")[2].partition("\n## ")[0]
    assert error.__doc__ in section
    assert error.advice in section


def test_settings_told_are_those_that_are_read(tmp_path):
    keys = re.findall(r"^\| `(\w+)` \|", read(DOCS / "settings.md").partition("## Rules")[0], re.MULTILINE)
    values = {
        "cutover": "2026-12-15",
        "strictness": '"strict"',
        "fail_on": '"minor"',
        "profiles": '"mine"',
        "law": '"law.csv"',
        "port_calendar": '"days.csv"',
        "rules": "{}",
        "geocoder": '{ service = "nominatim" }',
        "signoff": '{ roles = ["telecom"] }',
    }
    file = tmp_path / "e911audit.toml"
    file.write_text("\n".join(f"{key} = {values[key]}" for key in keys), encoding="utf-8")
    found = read_config(date(2026, 11, 22), file)
    assert (found.cutover, found.strictness, found.fail_on) == (date(2026, 12, 15), "strict", "minor")
    assert found.profiles == tmp_path / "mine"
    assert found.port_calendar == tmp_path / "days.csv"
    assert found.signoff.roles == ("telecom",)


def test_readme_settings_are_accepted(tmp_path):
    (text,) = fenced(ROOT / "README.md", "toml")
    file = tmp_path / "e911audit.toml"
    file.write_text(text, encoding="utf-8")
    found = read_config(date(2026, 11, 22), file)
    assert found.rules.keys() == tomllib.loads(text)["rules"].keys() <= RULES.keys()
    for code in found.rules:
        known(found.options(code), RULES[code].options, code)


def test_readme_python_runs_and_writes_the_sheets_that_it_tells(tmp_path):
    (code,) = fenced(ROOT / "README.md", "python")
    shutil.copytree(ROOT / "sample_data", tmp_path / "sample_data")
    done = subprocess.run([sys.executable, "-c", code], cwd=tmp_path, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert "1 MAIN ST FL 3 SALEM" in done.stdout
    assert {"audit.db", "exceptions.xlsx", "findings.json"} <= {file.name for file in tmp_path.iterdir()}
    book = load_workbook(tmp_path / "exceptions.xlsx", read_only=True)
    told = re.findall(r"^\| ([A-Z][\w ,]+?) \|", read(ROOT / "README.md"), re.MULTILINE)
    assert sorted(", ".join(told).split(", ")) == sorted(book.sheetnames)
    book.close()


@pytest.mark.parametrize(
    "page", [*BY_HAND, *sorted(DOCS.glob("*.md")), DOCS / "rules" / "README.md"], ids=lambda page: page.stem
)
def test_links_lead_to_files(page):
    missing = [
        target for target in LINK.findall(read(page)) if "://" not in target and not (page.parent / target).exists()
    ]
    assert missing == []


@pytest.mark.parametrize("text", fenced(DOCS / "signoff.md", "toml"))
def test_settings_of_the_sign_off_are_accepted(text, tmp_path):
    file = tmp_path / "e911audit.toml"
    file.write_text(text, encoding="utf-8")
    found = read_config(date(2026, 11, 22), file).signoff
    assert found.accept or found.keys
    assert {one.rule for one in found.accept} <= RULES.keys()
