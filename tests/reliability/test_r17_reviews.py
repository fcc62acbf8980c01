"""Goal R17: what reviewers enter survives whatever they do to the rows of their workbooks, in every mix.

tests/reviewing/test_review.py has each case by itself, LibreOffice's saving, and what is told of conflicts; here sorting,
filtering, hiding, deleting and moving are mixed at random between two reviewers, and every entry is asked for again.
"""

import os
import shutil
from datetime import date

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook
from review_books import AS_OF, asked, enter, firm, saved_by_libreoffice, sort_rows, titles

from e911audit.reports import write
from e911audit.reviewing.apply import apply
from e911audit.store import Store
from e911audit.telling.recall import recall
from e911audit.views.review import NO_REVIEW, Review
from e911audit.views.reviewed import Outcome

EXAMPLES = 150 if os.environ.get("E911AUDIT_LONG") == "1" else 8
KEYS = [f"LOC-020:HQ-{number}" for number in range(1, 8)]
NOTES = st.text("abcXYZ 09äöü漢=+-@'\"<>&;,.\n", min_size=1, max_size=40).map(str.strip).filter(bool)
ENTRIES = st.fixed_dictionaries(
    {"Note": NOTES},
    optional={
        "Decision": st.sampled_from(["accept", "fix", "later", "false alarm"]),
        "Owner": st.sampled_from(["Ann Lee", "=Ann", "Núñez", "+1 512 555 0142"]),
        "Due": st.dates(date(2026, 11, 23), date(2030, 12, 31)),
    },
)


@pytest.fixture(scope="module")
def once(tmp_path_factory):
    folder = tmp_path_factory.mktemp("firm")
    firm(folder).close()
    return folder


@pytest.fixture
def audited(once, tmp_path):
    """A judged store of the test's own, its workbook beside it."""
    for name in ("audit.db", "exceptions.xlsx"):
        shutil.copy(once / name, tmp_path / name)
    store = Store.open(str(tmp_path / "audit.db"))
    yield store
    store.close()


def fill(path, source, entries):
    """Save a copy with these entries as texts; openpyxl would take one that begins with '=' for a formula."""
    book = load_workbook(source)
    page = book["Findings"]
    at = titles(page)
    rows = {page.cell(row, at["Key"]).value: row for row in range(2, page.max_row + 1)}
    for key, values in entries.items():
        for title, value in values.items():
            cell = page.cell(rows[key], at[title])
            cell.value = value
            if isinstance(value, str):
                cell.data_type = "s"
    book.save(path)
    return path


def sort(page, data):
    sort_rows(page, data.draw(st.sampled_from(["Key", "Severity", "Note", "Owner", "Message"]), label="sorted by"))
    for row in page.iter_rows(min_row=2):
        for cell in row:
            if isinstance(cell.value, str):
                cell.data_type = "s"


def filter_rows(page, data):
    page.auto_filter.ref = page.dimensions
    page.auto_filter.add_filter_column(titles(page)["Severity"] - 1, ["info"])
    for row in data.draw(st.sets(st.integers(2, page.max_row), max_size=6), label="hidden by the filter"):
        page.row_dimensions[row].hidden = True


def hide_columns(page, data):
    for letter in data.draw(st.sets(st.sampled_from("ABCDEFGHKLMNO"), max_size=5), label="hidden columns"):
        page.column_dimensions[letter].hidden = True


def delete_rows(page, data, mine):
    """Only rows in which this reviewer entered nothing."""
    at = titles(page)["Key"]
    other = [row for row in range(2, page.max_row + 1) if page.cell(row, at).value not in mine]
    for row in sorted(data.draw(st.sets(st.sampled_from(other)) if other else st.just(set())), reverse=True):
        page.delete_rows(row)


def move_columns(page, _data):
    """The reviewer's columns further to the right, and a title above."""
    first = titles(page)["Decision"]
    page.move_range(f"{page.cell(1, first).coordinate}:{page.cell(page.max_row, page.max_column).coordinate}", cols=2)
    page.insert_rows(1)
    page["A1"] = "Reviewed"


def manhandle(path, data, mine):
    """Do to the sheet what people do, in any order; what moves columns comes last."""
    book = load_workbook(path)
    page = book["Findings"]
    for act in data.draw(st.permutations([sort, filter_rows, hide_columns, delete_rows]), label="order"):
        act(page, data, mine) if act is delete_rows else act(page, data)
    if data.draw(st.booleans(), label="columns moved"):
        move_columns(page, data)
    book.save(path)


def expected(entries):
    return {
        key: Review(values.get("Decision", ""), values.get("Owner", ""), values.get("Due"), note=values["Note"])
        for key, values in entries.items()
    }


def kept(store):
    return {finding.key: finding.review for finding in recall(store).findings if finding.review != NO_REVIEW}


@pytest.mark.slow
@settings(max_examples=EXAMPLES, derandomize=True, phases=[Phase.generate])  # each example takes a second
@given(data=st.data())
def test_every_entry_of_two_reviewers_survives(once, tmp_path_factory, data):
    folder = tmp_path_factory.mktemp("example")
    shutil.copy(once / "audit.db", folder / "audit.db")
    entries = data.draw(st.dictionaries(st.sampled_from(KEYS), ENTRIES, min_size=1), label="entries")
    sides = {key: data.draw(st.booleans(), label=f"Bob has {key}") for key in entries}
    books = []
    for name, side in (("ann", False), ("bob", True)):
        mine = {key: values for key, values in entries.items() if sides[key] == side}
        books.append(fill(folder / f"{name}.xlsx", once / "exceptions.xlsx", mine))
        manhandle(books[-1], data, mine)
    store = Store.open(str(folder / "audit.db"))
    try:
        account = apply(store, books, AS_OF)
        assert {entry.outcome for entry in account.entries} == {Outcome.APPLIED}
        assert kept(store) == expected(entries)
        asked(store)
        assert kept(store) == expected(entries)
        write(recall(store), folder / "next.xlsx")
        assert apply(store, [folder / "next.xlsx"], AS_OF).entries == ()
    finally:
        store.close()


def test_a_row_that_was_deleted_takes_nothing_back(audited, tmp_path):
    """Who deletes a row says nothing about it, on either sheet; what was entered before stays."""
    first = {KEYS[0]: {"Owner": "Ann Lee", "Note": "look"}, KEYS[1]: {"Owner": "Bob"}}
    apply(audited, [enter(tmp_path / "exceptions.xlsx", tmp_path / "first.xlsx", first)], AS_OF)
    write(recall(audited), tmp_path / "second.xlsx")
    path = enter(tmp_path / "second.xlsx", tmp_path / "deleted.xlsx", {KEYS[2]: {"Note": "new"}})
    book = load_workbook(path)
    for page in (book["Findings"], book["Blockers"]):
        at = titles(page)["Key"]
        [row] = [row for row in range(2, page.max_row + 1) if page.cell(row, at).value == KEYS[0]]
        page.delete_rows(row)
    book.save(path)
    account = apply(audited, [path], AS_OF)
    assert [(entry.finding, entry.outcome) for entry in account.entries] == [(KEYS[2], Outcome.APPLIED)]
    wanted = {KEYS[0]: Review(owner="Ann Lee", note="look"), KEYS[1]: Review(owner="Bob"), KEYS[2]: Review(note="new")}
    assert kept(audited) == wanted


def test_a_sheet_that_was_deleted_takes_nothing_back(audited, tmp_path):
    apply(audited, [enter(tmp_path / "exceptions.xlsx", tmp_path / "a.xlsx", {KEYS[0]: {"Owner": "Ann Lee"}})], AS_OF)
    write(recall(audited), tmp_path / "second.xlsx")
    path = enter(tmp_path / "second.xlsx", tmp_path / "b.xlsx", {KEYS[0]: {"Note": "look"}}, sheet="Blockers")
    book = load_workbook(path)
    del book["Findings"]
    book.save(path)
    apply(audited, [path], AS_OF)
    assert kept(audited) == {KEYS[0]: Review(owner="Ann Lee", note="look")}


@pytest.mark.slow
@pytest.mark.skipif(not shutil.which("soffice"), reason="LibreOffice (soffice) is not installed")
def test_rows_deleted_and_hidden_and_saved_by_libreoffice(audited, tmp_path):
    path = fill(tmp_path / "ann.xlsx", tmp_path / "exceptions.xlsx", {KEYS[3]: {"Note": "=1+1", "Owner": "Ann Lee"}})
    book = load_workbook(path)
    page = book["Findings"]
    at = titles(page)["Key"]
    for row in range(page.max_row, 1, -1):
        if page.cell(row, at).value in KEYS[:2]:
            page.delete_rows(row)
        elif page.cell(row, at).value == KEYS[3]:
            page.row_dimensions[row].hidden = True
    for row in page.iter_rows(min_row=2):
        for cell in row:
            if cell.value == "=1+1":
                cell.data_type = "s"
    book.save(path)
    account = apply(audited, saved_by_libreoffice([path], tmp_path), AS_OF)
    assert {entry.outcome for entry in account.entries} == {Outcome.APPLIED}
    assert kept(audited) == {KEYS[3]: Review(owner="Ann Lee", note="=1+1")}
