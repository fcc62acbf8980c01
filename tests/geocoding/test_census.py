"""The Census batch files: written, answered by hand, and read back into the same cache."""

import csv
from datetime import date

import pytest
from sqlalchemy import select

from e911audit.cli.app import run
from e911audit.errors import CannotWrite, UnreadableFile
from e911audit.geocoding.census import MOST_ROWS, PROVIDER, read_answers, row_id, write_batches
from e911audit.geocoding.question import Question
from e911audit.intake.geocode import outlook, take_census
from e911audit.intake.load import load
from e911audit.model.tables import Geocode, Site
from e911audit.store import Store

TODAY = date(2026, 11, 22)


def question(number):
    return Question(f"{number} MAIN ST", str(number), "MAIN", "AUSTIN", "TX", "78701")


def rows(path):
    with path.open(newline="", encoding="ascii") as file:
        return list(csv.reader(file))


def test_files_hold_ten_thousand_rows_of_five_cells(tmp_path):
    files = write_batches(map(question, range(1, MOST_ROWS + 3)), tmp_path / "out")
    assert [path.name for path in files] == ["census-001.csv", "census-002.csv"]
    first, second = map(rows, files)
    assert (len(first), len(second)) == (MOST_ROWS, 2)
    assert first[0] == [row_id(question(1)), "1 MAIN ST", "AUSTIN", "TX", "78701"]
    assert len({row[0] for row in first + second}) == MOST_ROWS + 2


def test_a_folder_that_takes_no_files(tmp_path):
    (tmp_path / "file").write_text("")
    with pytest.raises(CannotWrite, match="takes no files"):
        write_batches([question(1)], tmp_path / "file")


def answered(path, *cells):
    with path.open("w", newline="", encoding="utf-8") as file:
        csv.writer(file, quoting=csv.QUOTE_ALL).writerows(cells)
    return path


def test_the_three_verdicts(tmp_path):
    asked = {row_id(question(number)): question(number) for number in (1, 2, 3)}
    ids = list(asked)
    path = answered(
        tmp_path / "answers.csv",
        [
            ids[0],
            "1 MAIN ST, AUSTIN, TX, 78701",
            "Match",
            "Exact",
            "1 MAIN ST, AUSTIN, TX, 78701",
            "-97.74468,30.26345",
            "63946",
            "L",
        ],
        [ids[1], "2 MAIN ST, AUSTIN, TX, 78701", "No_Match"],
        [ids[2], "3 MAIN ST, AUSTIN, TX, 78701", "Tie"],
        [
            "stranger",
            "9 OAK ST, TULSA, OK, 74103",
            "Match",
            "Exact",
            "9 OAK ST, TULSA, OK, 74103",
            "-95.99,36.15",
            "1",
            "R",
        ],
    )
    found = dict(read_answers(path, asked))
    assert found[ids[0]] == (30.26345, -97.74468, "1 MAIN ST, AUSTIN, TX, 78701", True)
    assert found[ids[1]] == found[ids[2]] == found["stranger"] == (None, None, "", False)


@pytest.mark.parametrize(
    ("cells", "told"),
    [
        (["a1", "1 MAIN ST", "AUSTIN", "TX", "78701"], "row 1 is no answer of the Census geocoder"),
        (["a1", "1 MAIN ST"], "row 1 is no answer of the Census geocoder"),
        (["known", "1 MAIN ST, AUSTIN", "Match", "Exact", "1 MAIN ST"], "row 1 is a match without coordinates"),
    ],
)
def test_other_files_are_refused_with_the_row(tmp_path, cells, told):
    with pytest.raises(UnreadableFile, match=told):
        list(read_answers(answered(tmp_path / "odd.csv", cells), {"known": question(1)}))


def test_a_binary_file_is_refused(tmp_path):
    (tmp_path / "odd.csv").write_bytes(b"\xff\xfe\x00PK")
    with pytest.raises(UnreadableFile, match=r"odd\.csv cannot be read"):
        list(read_answers(tmp_path / "odd.csv", {}))


def test_out_and_in_by_the_command(tmp_path, sites, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    store = Store.open("sqlite:///audit.db")
    load(store, [sites])
    store.close()
    monkeypatch.setattr("sys.argv", ["e911audit", "geocode", "--store", "sqlite:///audit.db", "--census-out", "batch"])
    assert run() == 0
    assert (
        "3 addresses written to batch (census-001.csv); 0 answered already. Nothing was sent" in capsys.readouterr().out
    )
    sent = {row[1]: row[0] for row in rows(tmp_path / "batch" / "census-001.csv")}
    answered(
        tmp_path / "back.csv",
        [
            sent["100 CONGRESS AVE"],
            "x",
            "Match",
            "Non_Exact",
            "100 CONGRESS AVE, AUSTIN, TX, 78701",
            "-97.74468,30.26345",
            "1",
            "L",
        ],
        [sent["8 ELM ST"], "x", "No_Match"],
        ["stranger", "x", "No_Match"],
    )
    monkeypatch.setattr(
        "sys.argv", ["e911audit", "geocode", "--store", "sqlite:///audit.db", "--census-in", "back.csv"]
    )
    assert run() == 0
    told = capsys.readouterr().out
    assert "1 answered exactly, 0 by a place nearby (not used), 1 not found." in told
    assert "1 rows are of addresses that this store does not ask for." in told
    store = Store.open("sqlite:///audit.db")
    assert len(outlook(store, PROVIDER).left) == 1
    with store.work() as connection:
        assert {row.provider for row in connection.execute(select(Geocode))} == {PROVIDER}
        metres = connection.scalar(select(Site.c.off_m).where(Site.c.code == "HQ"))
    store.close()
    assert 2000 < metres < 2300


def test_a_file_with_a_damaged_row_changes_nothing(loaded, sites, tmp_path):
    store = loaded(sites)
    key = row_id(next(iter(outlook(store, PROVIDER).left.values())))
    path = answered(tmp_path / "back.csv", [key, "x", "No_Match"], ["other", "x"])
    with pytest.raises(UnreadableFile, match="row 2"):
        take_census(store, [path], TODAY)
    with store.work() as connection:
        assert connection.execute(select(Geocode)).all() == []
