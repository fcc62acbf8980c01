"""A file is one on disk or a member of a .zip of exports: both are read alike, and no archive is extracted."""

import hashlib
import zipfile

import pytest
from openpyxl import Workbook

from e911audit.errors import UnreadableFile
from e911audit.intake.sources import find_files
from e911audit.sheets import read

CSV = b"Site,City\nHQ,Austin\n"


def rows_of(file):
    return [list(table.rows) for table in read(file)]


@pytest.fixture
def archive(tmp_path):
    def write(members, name="exports.zip"):
        with zipfile.ZipFile(tmp_path / name, "w", zipfile.ZIP_DEFLATED) as made:
            for member, content in members.items():
                made.writestr(member, content)
        return tmp_path / name

    return write


def book(tmp_path):
    made = Workbook()
    made.active.append(["Site", "City"])
    made.save(tmp_path / "made.xlsx")
    return (tmp_path / "made.xlsx").read_bytes()


def test_members_are_files_with_labels_and_digests_of_their_own(archive, tmp_path, monkeypatch):
    path = archive(
        {"users.csv": CSV, "teams/sites.xlsx": book(tmp_path), "__MACOSX/._users.csv": b"x", ".hidden": b"x"}
    )
    (tmp_path / "made.xlsx").unlink()
    monkeypatch.chdir(tmp_path)
    found = find_files([tmp_path])
    assert [file.label for file in found] == ["exports.zip/teams/sites.xlsx", "exports.zip/users.csv"]
    assert [file.name for file in found] == ["sites.xlsx", "users.csv"]
    assert found[1].sha256() == hashlib.sha256(CSV).hexdigest()
    assert found[1].size() == len(CSV)
    assert [rows_of(file.file) for file in found] == [[[["Site", "City"]]], [[["Site", "City"], ["HQ", "Austin"]]]]
    assert sorted(path.name for path in tmp_path.iterdir()) == [path.name]


def encrypted(archive):
    path = archive({"users.csv": CSV})
    content = bytearray(path.read_bytes())
    for mark, offset in ((b"PK\x01\x02", 8), (b"PK\x03\x04", 6)):
        content[content.index(mark) + offset] |= 1
    path.write_bytes(content)
    return path, "password"


def repeated(archive):
    with (
        pytest.warns(UserWarning, match="Duplicate"),
        zipfile.ZipFile(path := archive({"users.csv": CSV}), "a") as again,
    ):
        again.writestr("users.csv", CSV)
    return path, "2 members"


def within(archive):
    return archive({"inner.zip": archive({"users.csv": CSV}, "inner.zip").read_bytes()}), "archive"


def damaged(archive):
    path = archive({"users.csv": CSV})
    path.write_bytes(path.read_bytes()[:-30])
    return path, "damaged"


def bomb(archive):
    return archive({"users.csv": b"a,b\n" * 1_000_000}), "zip bomb"


def empty(archive):
    return archive({}), "no file"


@pytest.mark.parametrize("make", [encrypted, repeated, within, damaged, bomb, empty])
def test_what_a_zip_may_not_hold_is_refused_by_name(archive, make):
    path, word = make(archive)
    found = [file for file in find_files([path]) if "exports.zip" in file.label]
    with pytest.raises(UnreadableFile, match=word) as refusal:
        rows_of(found[0].file)
    assert refusal.value.sentence.startswith((found[0].name, "exports.zip"))
    assert refusal.value.advice
