"""Picking a format by the ending, and never leaving half a report."""

import builtins
import os
import subprocess
import sys
from dataclasses import fields
from importlib import import_module
from pathlib import Path

import pytest

from e911audit import reports
from e911audit.errors import CannotWrite
from e911audit.reports import FORMATS, KINDS, write


@pytest.mark.parametrize("ending", FORMATS)
@pytest.mark.parametrize("shout", [str.lower, str.upper])
def test_the_ending_picks_the_format(result, tmp_path, ending, shout):
    path = tmp_path / f"report{shout(ending)}"
    write(result, path)
    start = {".xlsx": b"PK", ".html": b"<!DOCTYPE html>", ".json": b"{\n", ".md": b"# E911"}[ending]
    assert path.read_bytes().startswith(start)
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.parametrize("name", ["report.pdf", "report", "report.xls", ".xlsx"])
def test_an_unknown_ending_is_refused_with_the_known_ones(result, tmp_path, name):
    with pytest.raises(CannotWrite) as refusal:
        write(result, tmp_path / name)
    assert all(ending in str(refusal.value) for ending in FORMATS)
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind != "exceptions"])
def test_every_kind_has_a_writer_for_each_of_its_endings(kind):
    module = import_module(f"e911audit.reports.{kind}")
    writers = getattr(module, "WRITERS", None) or getattr(module, "FORMATS", None) or {".xlsx": module.write}
    assert tuple(writers) == KINDS[kind].endings


@pytest.mark.parametrize("ending", FORMATS)
def test_a_missing_folder_is_named(result, tmp_path, ending):
    with pytest.raises(CannotWrite, match="its folder does not exist"):
        write(result, tmp_path / "nowhere" / f"report{ending}")


def test_a_folder_that_is_a_file(result, tmp_path):
    (tmp_path / "file").write_text("")
    with pytest.raises(CannotWrite, match="its folder is a file"):
        write(result, tmp_path / "file" / "report.md")


def test_a_folder_with_the_reports_name(result, tmp_path):
    (tmp_path / "report.md").mkdir()
    with pytest.raises(CannotWrite):
        write(result, tmp_path / "report.md")
    assert [path.name for path in tmp_path.iterdir()] == ["report.md"]


@pytest.mark.parametrize("ending", FORMATS)
def test_a_locked_file_keeps_the_old_report(result, tmp_path, monkeypatch, ending):
    path = tmp_path / f"report{ending}"
    path.write_bytes(b"old")

    def locked(_self, _target):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "replace", locked)
    with pytest.raises(CannotWrite, match="open in another program") as refusal:
        write(result, path)
    assert "Close the file" in refusal.value.advice
    assert path.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [path]


FULL_DISK = """
import resource, signal, sys
sys.path.insert(0, sys.argv[1])
from reports_sample import make_result
from e911audit.errors import CannotWrite
from e911audit.reports import write
result = make_result(400)
write(result, sys.argv[3] + "/warm" + sys.argv[2])
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[4]), resource.RLIM_INFINITY))
try:
    write(result, sys.argv[3] + "/report" + sys.argv[2])
except CannotWrite as refusal:
    print(refusal)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="limits of file size are set with the POSIX call")
@pytest.mark.parametrize("ending", FORMATS)
@pytest.mark.parametrize("room", [0, 4096])
def test_a_write_that_fails_midway_leaves_nothing(tmp_path, ending, room):
    (tmp_path / f"report{ending}").write_bytes(b"old")
    here = Path(__file__).parent
    command = [sys.executable, "-c", FULL_DISK, str(here), ending, str(tmp_path), str(room)]
    env = os.environ | {"PYTHONPATH": str(here.parents[1])}
    run = subprocess.run(command, capture_output=True, text=True, env=env, check=False)
    assert run.returncode == 0, run.stderr
    assert "cannot be written" in run.stdout
    assert not run.stderr
    assert (tmp_path / f"report{ending}").read_bytes() == b"old"
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted([f"report{ending}", f"warm{ending}"])


def test_a_defect_leaves_no_stray_file(result, tmp_path, monkeypatch):
    (tmp_path / "report.json").write_bytes(b"old")

    def broken(_result, path):
        path.write_bytes(b"half")
        raise ZeroDivisionError

    monkeypatch.setattr("e911audit.reports.findings_json.write", broken)
    with pytest.raises(ZeroDivisionError):
        write(result, tmp_path / "report.json")
    assert [(path.name, path.read_bytes()) for path in tmp_path.iterdir()] == [("report.json", b"old")]


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such modes")
def test_a_private_report_stays_private(result, tmp_path):
    path = tmp_path / "report.json"
    path.write_bytes(b"old")
    path.chmod(0o600)
    write(result, path)
    assert path.stat().st_mode & 0o777 == 0o600


def test_jinja_is_loaded_only_for_a_page(tmp_path):
    program = (
        "import sys, e911audit.reports as r, e911audit.reports.markdown\n"
        "assert 'jinja2' not in sys.modules\n"
        "import e911audit.reports.html\n"
        "assert 'jinja2' in sys.modules and 'openpyxl' not in sys.modules\n"
    )
    env = os.environ | {"PYTHONPATH": str(Path(__file__).parents[2])}
    run = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, env=env, check=False, cwd=tmp_path
    )
    assert run.returncode == 0, run.stderr


def test_openpyxl_is_loaded_only_for_a_workbook(tmp_path):
    program = (
        "import sys, e911audit.reports as r, e911audit.reports.markdown, e911audit.reports.findings_json\n"
        "assert 'openpyxl' not in sys.modules\n"
        "assert not {m for m in sys.modules if m.startswith(('sqlalchemy', 'sqlmodel', 'e911audit.store'))}\n"
        "import e911audit.reports.excel\n"
        "assert 'openpyxl' in sys.modules\n"
        "assert not {m for m in sys.modules if m.startswith(('sqlalchemy', 'sqlmodel', 'e911audit.store'))}\n"
    )
    env = os.environ | {"PYTHONPATH": str(Path(__file__).parents[2])}
    run = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, env=env, check=False, cwd=tmp_path
    )
    assert run.returncode == 0, run.stderr


def test_a_report_reads_nothing_but_the_result(result, tmp_path, monkeypatch):
    """No input file is opened: a report can be written where the sources are not."""
    opened = []
    real = builtins.open

    def watched(file, *rest, **options):
        opened.append(str(file))
        return real(file, *rest, **options)

    monkeypatch.setattr(builtins, "open", watched)
    reports.write(result, tmp_path / "report.xlsx")
    paths = {source.path for source in result.sources}
    assert paths
    assert not {name for name in opened if any(name.endswith(path) for path in paths)}
    assert {field.name for field in fields(result)} >= {"sources"}
