"""Settings: what is right is taken, what is wrong is named, and a severity is never lowered."""

from datetime import date
from pathlib import Path

import pytest

from e911audit.config import Config, find_config, read_config
from e911audit.errors import BadConfig
from e911audit.values import Severity

TODAY = date(2026, 11, 22)


@pytest.fixture
def read(tmp_path):
    def from_text(text: str, encoding: str = "utf-8") -> Config:
        file = tmp_path / "e911audit.toml"
        file.write_bytes(text.encode(encoding))
        return read_config(TODAY, file)

    return from_text


def test_without_a_file_the_defaults_hold():
    config = read_config(TODAY, None)
    assert (config.as_of, config.cutover, config.strictness, config.fail_on) == (TODAY, None, "default", "blocker")
    assert config.options("NUM-002") == {}


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig"])
def test_every_setting_is_read(read, encoding):
    config = read(
        'cutover = 2026-12-15\nstrictness = "strict"\nfail_on = "major"\n[rules.NUM-002]\nallow_fictitious = true\n'
        'severity = "blocker"\n',
        encoding,
    )
    assert (config.cutover, config.strictness, config.fail_on) == (date(2026, 12, 15), "strict", "major")
    assert config.options("NUM-002") == {"allow_fictitious": True}


WRONG = {
    "cutoff = 2026-12-15": "Do you mean 'cutover'",
    "zzz = 1": "Known are",
    'cutover = "2026-12-15"': "without quotes",
    "cutover = 2026-12-15T10:00:00": "2026-12-15",
    'strictness = "hard"': "default, strict, relaxed",
    "strictness = 3": "default, strict, relaxed",
    'fail_on = "critical"': "blocker, major, minor, info, never",
    'rules = "none"': "[rules.NUM-002]",
    "[rules]\nNUM-002 = true": "[rules.NUM-002]",
    '[rules.LOC-001]\nseverity = "awful"': "severity of LOC-001",
    "[rules.LOC-001]\nseverity = 1": "severity of LOC-001",
    "rules = [": "TOML",
}


@pytest.mark.parametrize(("text", "told"), WRONG.items(), ids=WRONG.keys())
def test_what_is_wrong_is_named(read, text, told):
    with pytest.raises(BadConfig) as refusal:
        read(text)
    assert told in refusal.value.sentence
    assert "e911audit.toml" in refusal.value.sentence
    assert refusal.value.advice


def test_bytes_that_are_no_text(read):
    with pytest.raises(BadConfig, match="TOML"):
        read("# Pe\xf1a\n", "latin-1")


def test_a_file_that_is_not_there(tmp_path):
    with pytest.raises(BadConfig, match="cannot be read"):
        read_config(TODAY, tmp_path / "none.toml")
    with pytest.raises(BadConfig, match="cannot be read"):
        read_config(TODAY, tmp_path)


@pytest.mark.parametrize("own", Severity)
@pytest.mark.parametrize("asked", Severity)
def test_a_severity_is_raised_but_never_lowered(own, asked):
    config = Config(as_of=TODAY, rules={"X-001": {"severity": str(asked)}})
    assert config.severity("X-001", own).rank == min(own.rank, asked.rank)
    assert config.severity("X-002", own) is own
    assert config.options("X-001") == {}


def test_the_file_of_the_audited_folder_comes_before_that_of_the_current_one(tmp_path, monkeypatch):
    audited, here = tmp_path / "exports", tmp_path / "here"
    for folder in (audited, here):
        folder.mkdir()
        (folder / "e911audit.toml").touch()
    monkeypatch.chdir(here)
    assert find_config([audited]) == audited / "e911audit.toml"
    assert find_config([audited / "numbers.csv"]) == audited / "e911audit.toml"
    (audited / "e911audit.toml").unlink()
    assert find_config([audited]) == Path("e911audit.toml")
    (here / "e911audit.toml").unlink()
    assert find_config([audited]) is None
