"""The round trip of reviewed workbooks: what people did to them, what is kept, and what is told and left."""

import json
import shutil
from datetime import date, datetime

import pytest
from openpyxl import load_workbook
from review_books import AS_OF, SHEETS, asked, enter, firm, inventory, saved_by_libreoffice, sort_rows, titles

from e911audit.errors import CannotWrite, NoInput
from e911audit.intake.cells import Unread
from e911audit.intake.load import load
from e911audit.reports import write
from e911audit.reports.review import told
from e911audit.reports.review import write as write_account
from e911audit.reviewing.apply import apply
from e911audit.reviewing.book import value_of
from e911audit.store import Store
from e911audit.telling.recall import recall
from e911audit.views.review import FIELDS, NO_REVIEW, Review
from e911audit.views.reviewed import Outcome

ONE, TWO, THREE, FOUR = (f"LOC-020:HQ-{number}" for number in range(1, 5))


@pytest.fixture(scope="module")
def once(tmp_path_factory):
    """The folder in which the firm was audited."""
    folder = tmp_path_factory.mktemp("firm")
    firm(folder).close()
    return folder


@pytest.fixture
def audited(once, tmp_path):
    """A judged store of the test's own, its workbook beside it."""
    for name in ("audit.db", "exceptions.xlsx"):
        shutil.copy(once / name, tmp_path / name)
    store = Store.open(f"sqlite:///{(tmp_path / 'audit.db').as_posix()}")
    yield store
    store.close()


@pytest.fixture
def review(tmp_path):
    """Enter values into a copy of the workbook; returns its path."""

    def of(entries, name="reviewed.xlsx", source="exceptions.xlsx", sheet="Findings"):
        return enter(tmp_path / source, tmp_path / name, entries, sheet)

    return of


def outcomes(account):
    return {(entry.finding, entry.column): entry.outcome for entry in account.entries}


def reviews(store):
    return {finding.key: finding.review for finding in recall(store).findings if finding.review != NO_REVIEW}


def waiver(until=date(2026, 12, 31), by="Ann Lee"):
    return {"Decision": "waive", "Waiver Reason": "one open floor", "Waived By": by, "Waive Until": until}


def test_what_was_entered_is_kept_and_shown_again(audited, review, tmp_path):
    entered = {"Decision": "fix", "Owner": "Ann Lee", "Due": date(2026, 12, 1), "Note": "ask Bob\nthen me"}
    account = apply(audited, [review({ONE: entered})], AS_OF)
    assert set(outcomes(account).values()) == {Outcome.APPLIED}
    wanted = Review("fix", "Ann Lee", date(2026, 12, 1), note="ask Bob\nthen me")
    assert reviews(audited) == {ONE: wanted}
    write(recall(audited), tmp_path / "next.xlsx")
    for sheet in ("Blockers", "Findings"):
        page = load_workbook(tmp_path / "next.xlsx")[sheet]
        at = titles(page)
        [row] = [row for row in page.iter_rows(min_row=2) if row[at["Key"] - 1].value == ONE]
        shown = [row[at[title] - 1].value for title in FIELDS.values()]
        assert shown == ["fix", "Ann Lee", datetime(2026, 12, 1), None, None, None, "ask Bob\nthen me"]  # noqa: DTZ001
    assert apply(audited, [tmp_path / "next.xlsx"], AS_OF).entries == ()


def test_applying_twice_changes_nothing(audited, review):
    book = review({ONE: {"Owner": "Ann Lee"}})
    apply(audited, [book], AS_OF)
    assert set(outcomes(apply(audited, [book], AS_OF)).values()) == {Outcome.THERE}


def test_every_entry_tells_its_cell(audited, review):
    book = review({ONE: {"Owner": "Ann Lee", "Due": "soon"}}, sheet="Blockers")
    account = apply(audited, [book], AS_OF)
    page = load_workbook(book)["Blockers"]
    for entry in account.entries:
        assert (entry.cell.path, entry.cell.sheet) == (str(book), "Blockers")
        assert page[entry.cell.cell].value == entry.value
    assert outcomes(account) == {(ONE, "Owner"): Outcome.APPLIED, (ONE, "Due"): Outcome.REFUSED}


def test_rows_and_columns_may_move(audited, review):
    """Sorted, filtered, hidden, a title above, columns elsewhere and one of the reader's own, headers spelled anew."""
    path = review({ONE: {"Decision": "later", "Due": "12/24/2026"}, TWO: {"Owner": "Bob", "Due": 46380}})
    book = load_workbook(path)
    page = book["Findings"]
    sort_rows(page, "Key")
    page.auto_filter.add_filter_column(titles(page)["Severity"] - 1, ["info"])
    for row in range(2, page.max_row + 1):
        page.row_dimensions[row].hidden = page.cell(row, 1).value != "info"
    page.column_dimensions["H"].hidden = True
    page.move_range(f"L1:T{page.max_row}", cols=3)
    page["M1"] = "Seen by"
    page["O1"] = " decision "
    page.insert_rows(1, 2)
    page["A1"] = "Reviewed by the north team"
    book.save(path)
    assert set(outcomes(apply(audited, [path], AS_OF)).values()) == {Outcome.APPLIED}
    assert reviews(audited) == {
        ONE: Review("later", due=date(2026, 12, 24)),
        TWO: Review(owner="Bob", due=date(2026, 12, 24)),
    }


@pytest.mark.parametrize("text", ["2026-12-24", "12/24/2026", "Dec 24, 2026", "46380", "2026-12-24 00:00:00"])
def test_a_day_in_any_form(text):
    assert value_of("due", text) == "2026-12-24"


@pytest.mark.parametrize(
    ("field", "text"),
    [("due", "soon"), ("decision", "waved"), ("note", "#NAME?"), ("owner", "#FORMULA?"), ("waive_until", "13/13/2026")],
)
def test_what_says_nothing_clear_is_unread(field, text):
    with pytest.raises(Unread):
        value_of(field, text)


def test_a_pin_in_a_note_is_left_out():
    assert value_of("note", "'-= and '47") == "'-= and '47"
    assert value_of("note", "account PIN: 4711, call Ann") == "account PIN: [removed], call Ann"


def test_a_dry_run_keeps_nothing(audited, review):
    account = apply(audited, [review({ONE: {"Owner": "Ann Lee"}})], AS_OF, dry_run=True)
    assert account.counts[Outcome.APPLIED] == 1
    assert told(account).startswith("Dry run, nothing was kept: 1 applied")
    assert reviews(audited) == {}


def test_an_entry_can_be_taken_back(audited, review, tmp_path):
    apply(audited, [review({ONE: {"Owner": "Ann Lee", "Note": "look"}})], AS_OF)
    write(recall(audited), tmp_path / "second.xlsx")
    book = review({ONE: {"Owner": None}}, source="second.xlsx", sheet="Blockers")
    assert outcomes(apply(audited, [book], AS_OF)) == {(ONE, "Owner"): Outcome.APPLIED}
    assert reviews(audited) == {ONE: Review(note="look")}


def test_both_sheets_of_one_workbook_go_together(audited, review):
    """A blocker stands on two sheets; what is blank on one takes nothing back."""
    review({ONE: {"Owner": "Ann Lee"}, TWO: {"Decision": "fix"}})
    book = review(
        {ONE: {"Note": "on the other sheet"}, TWO: {"Decision": "later"}}, "b.xlsx", "reviewed.xlsx", "Blockers"
    )
    found = outcomes(apply(audited, [book], AS_OF))
    assert found == {
        (ONE, "Owner"): Outcome.APPLIED,
        (ONE, "Note"): Outcome.APPLIED,
        (TWO, "Decision"): Outcome.CONFLICT,
    }


def test_copies_of_two_people_merge(audited, review):
    ann = review({ONE: {"Owner": "Ann Lee"}, TWO: {"Owner": "Ann Lee"}, THREE: {"Note": "same"}}, "ann.xlsx")
    bob = review({ONE: {"Due": date(2026, 12, 1)}, TWO: {"Owner": "Bob"}, THREE: {"Note": "same"}}, "bob.xlsx")
    account = apply(audited, [ann, bob], AS_OF)
    assert reviews(audited) == {ONE: Review(owner="Ann Lee", due=date(2026, 12, 1)), THREE: Review(note="same")}
    conflicts = [entry for entry in account.entries if entry.outcome is Outcome.CONFLICT]
    assert [(entry.value, entry.cell.path) for entry in conflicts] == [("Ann Lee", str(ann)), ("Bob", str(bob))]
    assert "bob.xlsx Findings!" in conflicts[0].why
    assert "'Bob'" in conflicts[0].why


def test_one_after_the_other_is_no_last_write_wins(audited, review):
    apply(audited, [review({ONE: {"Owner": "Ann Lee"}}, "ann.xlsx")], AS_OF)
    account = apply(audited, [review({ONE: {"Owner": "Bob", "Note": "mine"}}, "bob.xlsx")], AS_OF)
    assert outcomes(account) == {(ONE, "Owner"): Outcome.CONFLICT, (ONE, "Note"): Outcome.APPLIED}
    [conflict] = account.left
    assert (conflict.before, conflict.value) == ("Ann Lee", "Bob")
    assert reviews(audited) == {ONE: Review(owner="Ann Lee", note="mine")}


def test_rows_that_are_no_findings(audited, review):
    path = review({ONE: {"Owner": "Ann Lee"}})
    book = load_workbook(path)
    page = book["Findings"]
    at, end = titles(page), page.max_row
    page.cell(end + 1, at["Note"]).value = "and the lobby phone?"
    page.cell(end + 2, at["Key"]).value = "LOC-020:HQ-99"
    page.cell(end + 2, at["Decision"]).value = "fix"
    copied = [page.cell(2, column).value for column in range(1, page.max_column + 1)]
    page.append(copied)
    page.cell(end + 3, at["Key"]).value = FOUR
    page.cell(end + 3, at["Decision"]).value = "false alarm"
    book.save(path)
    account = apply(audited, [path], AS_OF)
    found = {entry.cell.cell: entry.outcome for entry in account.left}
    letter = page.cell(1, at["Key"]).column_letter
    assert found[f"{letter}{end + 1}"] == Outcome.UNKNOWN
    assert found[f"{letter}{end + 2}"] == Outcome.UNKNOWN
    assert found[f"{letter}{end + 3}"] == Outcome.EDITED
    assert reviews(audited) == {ONE: Review(owner="Ann Lee")}


def test_edits_of_what_the_audit_says_are_told(audited, review):
    book = review(
        {ONE: {"Message": "It is fine.", "Decision": "false alarm"}, TWO: {"Site": "DEN"}, THREE: {"Source": "x"}}
    )
    account = apply(audited, [book], AS_OF)
    assert outcomes(account) == {
        (ONE, "Message"): Outcome.EDITED,
        (ONE, "Decision"): Outcome.EDITED,
        (TWO, "Site"): Outcome.EDITED,
        (THREE, "Key"): Outcome.EDITED,
    }
    assert "HQ-1 is in a building" in next(entry.why for entry in account.entries if entry.column == "Message")
    assert reviews(audited) == {}


def test_columns_sorted_apart_from_the_keys_are_no_decisions(audited, review):
    path = review({ONE: {"Decision": "fix"}, TWO: {"Decision": "later"}})
    book = load_workbook(path)
    page = book["Findings"]
    at = titles(page)
    keys = [(page.cell(row, at["Seal"]).value, page.cell(row, at["Key"]).value) for row in range(2, page.max_row + 1)]
    for row, (seal, key) in enumerate(reversed(keys), 2):
        page.cell(row, at["Seal"]).value, page.cell(row, at["Key"]).value = seal, key
    book.save(path)
    account = apply(audited, [path], AS_OF)
    assert {entry.outcome for entry in account.entries} == {Outcome.EDITED}
    assert reviews(audited) == {}


@pytest.mark.parametrize("gone", ["Fix", "Source", "Rule Name"])
def test_a_column_that_was_removed_is_no_edit(audited, review, gone):
    path = review({ONE: {"Owner": "Ann Lee"}})
    book = load_workbook(path)
    book["Findings"].delete_cols(titles(book["Findings"])[gone])
    book.save(path)
    assert outcomes(apply(audited, [path], AS_OF)) == {(ONE, "Owner"): Outcome.APPLIED}


@pytest.mark.parametrize("title", ["Key", "Seal"])
def test_without_key_or_seal_nothing_is_taken(audited, review, title):
    path = review({ONE: {"Owner": "Ann Lee"}})
    book = load_workbook(path)
    book["Findings"].delete_cols(titles(book["Findings"])[title])
    book.save(path)
    account = apply(audited, [path], AS_OF)
    [entry] = account.left
    assert (entry.outcome, entry.cell.sheet) == (Outcome.REFUSED, "Findings")
    assert title in entry.why
    assert reviews(audited) == {}


def test_a_header_that_stands_twice_is_not_guessed(audited, review):
    path = review({ONE: {"Owner": "Ann Lee", "Note": "look"}})
    book = load_workbook(path)
    page = book["Findings"]
    page.cell(1, page.max_column + 1).value = "Note"
    book.save(path)
    account = apply(audited, [path], AS_OF)
    assert "2 columns are called Note" in account.left[0].why
    assert reviews(audited) == {ONE: Review(owner="Ann Lee")}


def test_a_decision_on_what_has_changed_since_is_not_taken(audited, review, tmp_path):
    book = review({ONE: {"Decision": "false alarm"}, TWO: {"Decision": "fix"}, THREE: {"Decision": "later"}})
    sheets = dict(SHEETS)
    sheets["Buildings"] = [SHEETS["Buildings"][0], ["HQ", "Main", "9"]]
    sheets["Locations"] = [SHEETS["Locations"][0], ["HQ-1", "HQ", ""], ["HQ-2", "HQ", "3"]]
    load(audited, [inventory(tmp_path, sheets)], only=True)
    asked(audited)
    account = apply(audited, [book], AS_OF)
    assert outcomes(account) == {
        (ONE, "Decision"): Outcome.CHANGED,
        (TWO, "Decision"): Outcome.UNKNOWN,
        (THREE, "Decision"): Outcome.UNKNOWN,
    }
    why = {entry.finding: entry.why for entry in account.entries}
    assert "another message" in why[ONE]
    assert "not find this any more" in why[TWO]
    assert reviews(audited) == {}


def test_a_waiver_counts_from_the_next_check_until_its_end(audited, review, tmp_path):
    apply(audited, [review({ONE: waiver(), TWO: {"Owner": "Bob"}})], AS_OF)
    [before] = recall(audited).waivers
    assert (before.finding, before.by, before.until) == (ONE, "Ann Lee", date(2026, 12, 31))
    assert before.state.startswith("counts from the next")
    asked(audited)
    result = recall(audited)
    assert [one.state for one in result.waivers] == ["in force"]
    assert result.waivers[0].cell.path.endswith("reviewed.xlsx")
    assert {finding.key for finding in result.findings if finding.status == "waived"} == {ONE}
    write(result, tmp_path / "f.json")
    document = json.loads((tmp_path / "f.json").read_text(encoding="utf-8"))
    assert {one["rule"]: one["waived"] for one in document["outcomes"]}["LOC-020"] == 1
    write(result, tmp_path / "waived.xlsx")
    page = load_workbook(tmp_path / "waived.xlsx")["Waived"]
    assert (page.cell(2, titles(page)["Waived By"]).value, page.cell(2, titles(page)["Key"]).value) == ("Ann Lee", ONE)
    asked(audited, date(2027, 1, 1))
    late = recall(audited)
    assert [one.state for one in late.waivers] == ["ended on 2026-12-31"]
    assert not [finding for finding in late.findings if finding.status == "waived"]


@pytest.mark.parametrize(
    ("entered", "why"),
    [
        (waiver(by=None), "Waived By is blank"),
        (waiver(until=None), "Waive Until is blank"),
        (waiver(until=date(2026, 11, 21)), "ended before"),
        (waiver() | {"Decision": None}, "not 'waive'"),
        (waiver() | {"Decision": "later"}, "not 'waive'"),
    ],
    ids=["no name", "no end", "over", "no decision", "another decision"],
)
def test_half_a_waiver_is_refused_and_the_rest_kept(audited, review, entered, why):
    account = apply(audited, [review({ONE: entered | {"Owner": "Bob"}})], AS_OF)
    assert all(why in entry.why for entry in account.left)
    assert account.left
    held = reviews(audited)[ONE]
    assert (held.owner, held.waiver_reason, held.waived_by, held.waive_until) == ("Bob", "", "", None)
    assert held.decision in ("", "later")


def test_rules_that_nobody_may_waive(audited, review):
    key = next(finding.key for finding in recall(audited).findings if finding.rule == "LEG-050")
    account = apply(audited, [review({key: waiver()})], AS_OF)
    assert {entry.why for entry in account.left} == {"Nobody may waive LEG-050."}
    assert len(account.left) == 4
    assert reviews(audited) == {}


def test_a_waiver_does_not_cover_a_graver_finding(audited, review):
    key = next(finding.key for finding in recall(audited).findings if finding.rule == "HYG-008")
    apply(audited, [review({key: waiver()})], AS_OF)
    asked(audited)
    assert [one.state for one in recall(audited).waivers] == ["in force"]
    asked(audited, rules={"HYG-008": {"severity": "major"}})
    result = recall(audited)
    assert [one.state for one in result.waivers] == ["the finding was info and is major now"]
    assert {finding.status for finding in result.findings} == {"open"}


def test_a_workbook_overrules_a_sheet_of_waivers(tmp_path, review):
    header = ["Finding", "Reason", "Waived By", "Until"]
    sheets = SHEETS | {"Waivers": [header, [ONE, "one open floor", "Ann Lee", date(2026, 12, 31)]]}
    store = firm(tmp_path, sheets)
    [before] = recall(store).waivers
    assert (before.state, before.cell.sheet, before.cell.cell) == ("in force", "Waivers", "D2")
    assert reviews(store)[ONE].waived_by == "Ann Lee"
    assert outcomes(apply(store, [review({ONE: {"Decision": "fix"}}, sheet="Waived")], AS_OF)) == {
        (ONE, "Decision"): Outcome.APPLIED
    }
    asked(store)
    assert recall(store).waivers == ()
    assert {finding.status for finding in recall(store).findings if finding.key == ONE} == {"open"}


PAYLOADS = ["=1+1", '=HYPERLINK("http://example.test","x")', "+1-1", "-1+1", "@SUM(1)", "\t=1", "=cmd|' /C calc'!A0"]


@pytest.mark.parametrize("payload", PAYLOADS)
def test_a_text_that_looks_like_a_formula_stays_a_text(audited, review, tmp_path, payload):
    path = review({})
    book = load_workbook(path)
    page = book["Findings"]
    at = titles(page)
    for title in ("Owner", "Note"):
        cell = page.cell(2, at[title])
        cell.value, cell.data_type = payload, "s"
    key = page.cell(2, at["Key"]).value
    book.save(path)
    account = apply(audited, [path], AS_OF)
    assert set(outcomes(account).values()) == {Outcome.APPLIED}
    assert reviews(audited)[key].note == payload.strip()
    write(recall(audited), tmp_path / "next.xlsx")
    write_account(account, tmp_path / "account.xlsx")
    for name in ("next.xlsx", "account.xlsx"):
        cells = [cell for page in load_workbook(tmp_path / name) for row in page.iter_rows() for cell in row]
        assert not [cell for cell in cells if cell.data_type == "f"]
        assert [cell for cell in cells if cell.value == payload.strip()]
    write_account(account, tmp_path / "account.csv")
    text = (tmp_path / "account.csv").read_text(encoding="utf-8-sig")
    assert not [
        cell for line in text.splitlines() for cell in line.split(",") if cell.strip('"').startswith(("=", "+", "@"))
    ]


def test_a_formula_is_never_taken_for_its_text(audited, review):
    """openpyxl writes a formula without a value, as a program does that cannot calculate."""
    account = apply(
        audited, [review({ONE: {"Note": "=1+1", "Owner": '=CONCATENATE("a","b")', "Due": "=TODAY()"}})], AS_OF
    )
    assert set(outcomes(account).values()) == {Outcome.REFUSED}
    assert all("formula" in entry.why for entry in account.entries)
    assert reviews(audited) == {}


def test_the_account_in_every_format(audited, review, tmp_path):
    account = apply(audited, [review({ONE: {"Owner": "Ann Lee", "Due": "soon"}})], AS_OF)
    for ending in ("xlsx", "md", "csv", "json"):
        write_account(account, tmp_path / f"account.{ending}")
    book = load_workbook(tmp_path / "account.xlsx")
    assert [(page.title, page.max_row) for page in book] == [("Left", 2), ("All", 3)]
    document = json.loads((tmp_path / "account.json").read_text(encoding="utf-8"))
    assert document["counts"]["applied"] == document["counts"]["refused"] == 1
    assert [entry["cell"]["sheet"] for entry in document["entries"]] == ["Findings"] * 2
    for ending in ("md", "csv"):
        assert "'soon' is no date." in (tmp_path / f"account.{ending}").read_text(encoding="utf-8-sig")
    with pytest.raises(CannotWrite):
        write_account(account, tmp_path / "account.pdf")


def test_what_is_no_reviewed_workbook(audited, write_book, tmp_path):
    with pytest.raises(NoInput):
        apply(audited, [write_book("other.xlsx", {"Findings": [["Key", "Note"], ["a", "b"]]})], AS_OF)
    with pytest.raises(NoInput):
        apply(audited, [tmp_path / "nowhere.xlsx"], AS_OF)


@pytest.mark.slow
@pytest.mark.skipif(not shutil.which("soffice"), reason="LibreOffice (soffice) is not installed")
def test_three_reviewers_with_libreoffice(audited, review, tmp_path):
    """Ann sorts and filters, Bob hides and adds, Cai disagrees with Ann; all three save with LibreOffice."""
    entered = {
        ONE: {"Decision": "fix", "Owner": "Ann Lee", "Due": date(2026, 12, 1)},
        TWO: waiver(),
        THREE: {"Note": "=1+1 "},
    }
    ann = review(entered, "ann.xlsx")
    book = load_workbook(ann)
    page = book["Findings"]
    sort_rows(page, "Key")
    cell = next(
        row[titles(page)["Note"] - 1] for row in page.iter_rows() if row[titles(page)["Key"] - 1].value == THREE
    )
    cell.value, cell.data_type = "=1+1", "s"
    page.auto_filter.add_filter_column(titles(page)["Severity"] - 1, ["info"])
    book.save(ann)
    bob = review(
        {ONE: {"Note": "second floor?"}, FOUR: {"Decision": "later", "Due": "12/24/2026"}}, "bob.xlsx", sheet="Blockers"
    )
    book = load_workbook(bob)
    for page in (book["Blockers"], book["Findings"]):
        page.column_dimensions["G"].hidden = page.column_dimensions["H"].hidden = True
        for row in range(3, 6):
            page.row_dimensions[row].hidden = True
    at = titles(book["Findings"])
    book["Findings"].cell(book["Findings"].max_row + 2, at["Note"]).value = "we also have a phone in the garage"
    book.save(bob)
    cai = review({ONE: {"Owner": "Cai Roe", "Decision": "fix"}, FOUR: {"Subject": "HQ-4b"}}, "cai.xlsx")
    account = apply(audited, saved_by_libreoffice([ann, bob, cai], tmp_path), AS_OF)
    assert reviews(audited) == {
        ONE: Review("fix", due=date(2026, 12, 1), note="second floor?"),
        TWO: Review("waive", "", None, "one open floor", "Ann Lee", date(2026, 12, 31)),
        THREE: Review(note="=1+1"),
        FOUR: Review("later", due=date(2026, 12, 24)),
    }
    left = {(entry.finding, entry.column, entry.outcome) for entry in account.left}
    assert left == {
        (ONE, "Owner", Outcome.CONFLICT),
        ("", "Key", Outcome.UNKNOWN),
        (FOUR, "Subject", Outcome.EDITED),
    }


@pytest.mark.slow
@pytest.mark.skipif(not shutil.which("soffice"), reason="LibreOffice (soffice) is not installed")
def test_saving_with_libreoffice_changes_nothing(audited, tmp_path):
    saved = saved_by_libreoffice([tmp_path / "exceptions.xlsx"], tmp_path)
    assert apply(audited, saved, AS_OF).entries == ()


@pytest.mark.slow
def test_on_postgresql_it_is_the_same(postgresql, tmp_path):
    header = ["Finding", "Reason", "Waived By", "Until"]
    waivers = [
        header,
        [THREE, "small", "", date(2027, 1, 1)],
        [THREE, "small", "Bob", date(2026, 12, 1)],
        [FOUR, "", "", ""],
    ]
    store = firm(tmp_path, SHEETS | {"Waivers": waivers}, f"{postgresql}?customer=reviewed")
    entered = {ONE: waiver(), TWO: {"Owner": "Ann Lee", "Due": date(2026, 12, 1)}}
    account = apply(store, [enter(tmp_path / "exceptions.xlsx", tmp_path / "ann.xlsx", entered)], AS_OF)
    assert account.counts[Outcome.APPLIED] == 6
    asked(store)
    states = {one.finding: (one.by, one.state) for one in recall(store).waivers}
    assert states == {
        ONE: ("Ann Lee", "in force"),
        THREE: ("Bob", "in force"),
        FOUR: ("", "has no reason, no name or no end"),
    }
    assert reviews(store)[TWO] == Review(owner="Ann Lee", due=date(2026, 12, 1))
    store.close()
