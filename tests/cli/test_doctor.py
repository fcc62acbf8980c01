"""The doctor: what is in order, what is told with advice, and what makes it fail."""

import shutil
from datetime import date
from pathlib import Path
from types import SimpleNamespace

import openpyxl
import pytest

from e911audit.health import Health, checks, installed
from e911audit.health.installed import PACKAGE, libraries, needed, template
from e911audit.health.kept import network, store
from e911audit.health.machine import clock, expat, space

MOUNTS = """/dev/sda1 / ext4 rw 0 0
server:/export /mnt/nfs nfs4 rw 0 0
//server/share /mnt/two\\040words cifs rw 0 0
/dev/sdb1 /mnt/nfs/local xfs rw 0 0
server:/x /mnt/nfsother nfs rw 0 0
"""


@pytest.mark.parametrize(
    ("folder", "kind"),
    [
        ("/home/ann", ""),
        ("/mnt/nfs/project", "a network share (nfs4)"),
        ("/mnt/nfs", "a network share (nfs4)"),
        ("/mnt/nfs/local/project", ""),
        ("/mnt/two words/x", "a network share (cifs)"),
        ("\\\\server\\share\\x", "a network share (UNC)"),
        ("//server/share/x", "a network share (UNC)"),
    ],
)
def test_a_network_share_is_known(folder, kind):
    assert network(folder, MOUNTS) == kind


def test_a_store_on_a_share_is_a_warning_with_advice(monkeypatch, tmp_path):
    mounts = tmp_path / "mounts"
    mounts.write_text(f"server:/x {tmp_path} nfs rw 0 0\n")
    monkeypatch.setattr("e911audit.health.kept.MOUNTS", mounts)
    first = next(store(f"sqlite:///{tmp_path}/a.db", asked=False))
    assert first.health is Health.WARNING
    assert "a disk of this machine" in first.advice


def test_an_old_expat_and_a_wrong_clock():
    assert expat((2, 4, 0)).health is Health.WRONG
    assert expat((2, 4, 1)).health is Health.OK
    assert [clock(date(year, 1, 1)).health for year in (1970, 2027, 2060)] == ["warning", "ok", "warning"]


@pytest.mark.parametrize(("free", "health"), [(1, Health.WRONG), (100 << 20, Health.WARNING), (5 << 30, Health.OK)])
def test_room_on_the_disk(monkeypatch, free, health):
    monkeypatch.setattr(shutil, "disk_usage", lambda _: SimpleNamespace(free=free))
    assert space(Path(), "anything").health is health


def test_libraries_beside_the_tested_versions():
    assert {"sqlmodel", "openpyxl", "python-calamine"} <= {*needed()}
    assert "pytest" not in needed()
    assert {*needed()} <= installed.tested().keys()
    told = [*libraries(["openpyxl", "no-such-library"], {"openpyxl": "0.1"})]
    assert [one.health for one in told] == [Health.WARNING, Health.WRONG]
    assert "Tested with 0.1" in told[0].advice


def test_a_blank_workbook_of_another_version(tmp_path):
    assert template(PACKAGE).health is Health.OK
    assert template(tmp_path / "package").health is Health.WARNING
    file = next((PACKAGE.parent / "templates").glob("*.xlsx"))
    book = openpyxl.load_workbook(file)
    book["Sites"].delete_cols(1)
    del book["Numbers"]
    (tmp_path / "templates").mkdir()
    book.save(tmp_path / "templates" / file.name)
    told = template(tmp_path / "package")
    assert told.health is Health.WARNING
    assert "another version (Sites, Numbers)" in told.seen


def test_a_folder_that_is_not_there(tmp_path):
    told = [*store(f"sqlite:///{tmp_path}/none/a.db", asked=False)]
    assert Health.WRONG in [one.health for one in told]


def test_every_line_that_is_not_in_order_has_advice(tmp_path):
    told = [*checks(f"sqlite:///{tmp_path}/none.db", asked=True)]
    assert [one for one in told if one.health is not Health.OK and not one.advice] == []
    assert told[-1].health is Health.WRONG
    assert len(told) > 25
