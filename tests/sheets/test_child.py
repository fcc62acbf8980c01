"""The process that reads workbooks: what happens to it is a sentence about the file, and the next file is read as ever."""

import io

import pytest
from openpyxl import Workbook

from e911audit.errors import UnreadableFile
from e911audit.sheets import File, child, read
from e911audit.sheets.table import Table


@pytest.fixture
def book(tmp_path):
    def write(name, rows=3):
        made = Workbook(write_only=True)
        for title in ("First", "Second"):
            sheet = made.create_sheet(title)
            for row in range(rows):
                sheet.append([f"{title} {row}", row])
        made.save(tmp_path / name)
        return tmp_path / name

    return write


def whole(path):
    return [(table.name, list(table.rows)) for table in read(File(path))]


def test_many_rows_come_whole_and_in_order(book):
    found = whole(book("a.xlsx", 5_000))
    assert [name for name, _ in found] == ["First", "Second"]
    assert [row[1] for row in found[1][1]] == [str(row) for row in range(5_000)]


def test_a_reader_that_dies_is_a_sentence_and_the_next_file_is_read(book):
    path = book("a.xlsx")
    whole(path)
    child._children[0].process.kill()
    child._children[0].process.wait()
    with pytest.raises(UnreadableFile, match=r"a\.xlsx"):
        whole(path)
    assert len(whole(path)) == 2


@pytest.mark.slow
def test_a_reader_that_says_nothing_is_given_up(book, monkeypatch):
    path = book("a.xlsx", 20_000)
    whole(book("b.xlsx"))
    monkeypatch.setattr(child, "PATIENCE_SECONDS", 0.001)
    with pytest.raises(UnreadableFile, match="crashed or exhausted"):
        whole(path)
    monkeypatch.undo()
    assert len(whole(path)) == 2


def test_a_file_that_is_read_in_part_does_not_disturb_the_next(book):
    first, second = book("a.xlsx", 5_000), book("b.xlsx")
    for table in read(File(first)):
        assert next(table.rows)[0] == "First 0"
        break
    assert [name for name, _ in whole(second)] == ["First", "Second"]
    for table in read(File(first)):
        assert next(table.rows)[0].endswith(" 0")
    assert len(whole(second)[0][1]) == 3


def frames(read_, path):
    out = io.BytesIO()
    child.answer(File(path), read_, out)
    return out.getvalue()


def test_a_file_that_takes_all_memory_is_refused(tmp_path):
    def greedy(_path):
        yield Table(name="x", position=0, rows=iter([["a"]]))
        raise MemoryError

    assert b"more memory" in frames(greedy, tmp_path / "a.xlsx")


def test_what_the_child_answers_is_what_was_read(tmp_path):
    def plain(_path):
        yield Table(name="x", position=0, rows=iter([["one"], ["two"]]), notes=("a note",))

    told = frames(plain, tmp_path / "a.xlsx")
    assert told.index(b"a note") < told.index(b"one") < told.index(b"two")
