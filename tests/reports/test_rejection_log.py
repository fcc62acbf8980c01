"""The log of rejections: kept apart from jeopardies, counted by class, and what each carrier rejects for."""

from datetime import date

import pytest
from openpyxl import load_workbook

from e911audit.errors import CannotWrite
from e911audit.intake.load import load
from e911audit.reports.rejections import NOTHING, told, write
from e911audit.store import Store
from e911audit.telling.rejections import rejection_log

AS_OF = date(2026, 11, 22)
SHEETS = {
    "Port Orders": [
        ["Order", "Losing Carrier", "State", "FOC Received On"],
        ["PO-1", "Tri-River Bell", "submitted", ""],
        ["PO-2", "tri-river bell", "FOC", "2026-11-10"],
    ],
    "Port Events": [
        ["Order", "When", "Kind", "Code", "Text", "Fix"],
        ["PO-1", "2026-10-30", "submit", "", "", ""],
        ["PO-1", "2026-11-02", "reject", "7402", "address", "street corrected"],
        ["PO-1", "2026-11-03", "supplement", "", "", ""],
        ["PO-1", "2026-11-09", "reject", "", "Suite missing", ""],
        ["PO-1", "2026-11-16", "reject", "8G", "", "name of the CSR"],
        ["PO-2", "2026-11-11", "jeopardy", "1E", "end user not ready", ""],
        ["PO-9", "2026-11-12", "reject", "", "call us", ""],
    ],
}


@pytest.fixture
def log(write_book):
    store = Store.open("sqlite://")
    load(store, [write_book("ports.xlsx", SHEETS)])
    yield rejection_log(store, AS_OF)
    store.close()


def test_each_event_has_its_class_and_how_often_it_came(log):
    assert [(event.order, event.kind, event.rejection, event.time, event.after_foc) for event in log.events] == [
        ("PO-1", "reject", "ADDRESS", 1, ""),
        ("PO-1", "reject", "ADDRESS", 2, ""),
        ("PO-1", "reject", "NAME", 1, ""),
        ("PO-2", "jeopardy", "DUE_DATE", 1, "yes"),
        ("PO-9", "reject", "OTHER", 1, ""),
    ]
    assert [event.whose for event in log.events if event.kind == "jeopardy"] == ["customer"]


def test_orders_count_what_came_back(log):
    counted = [
        (
            one.order,
            one.carrier,
            one.sent,
            one.rejected,
            one.jeopardies,
            one.unfixed,
            one.repeated,
            one.classes,
            one.last,
        )
        for one in log.orders
    ]
    assert counted == [
        ("PO-1", "Tri-River Bell", 2, 3, 0, 1, 1, ("ADDRESS", "NAME"), date(2026, 11, 16)),
        ("PO-2", "Tri-River Bell", 0, 0, 1, 0, 0, ("DUE_DATE",), date(2026, 11, 11)),
        ("PO-9", "unknown", 0, 1, 0, 1, 0, ("OTHER",), date(2026, 11, 12)),
    ]


def test_what_a_carrier_rejects_for_stands_with_the_most_frequent_first(log):
    lessons = [
        (one.carrier, one.rejection, one.rejected, one.jeopardies, one.orders, one.share, one.codes)
        for one in log.lessons
    ]
    assert lessons == [
        ("Tri-River Bell", "ADDRESS", 2, 0, 1, 0.5, ("7402", "Suite missing")),
        ("Tri-River Bell", "DUE_DATE", 0, 1, 1, 0.25, ("1E",)),
        ("Tri-River Bell", "NAME", 1, 0, 1, 0.25, ("8G",)),
        ("unknown", "OTHER", 1, 0, 1, 1.0, ("call us",)),
    ]


def test_the_workbook_has_a_sheet_for_each(log, tmp_path):
    write(log, tmp_path / "log.xlsx")
    book = load_workbook(tmp_path / "log.xlsx")
    assert book.sheetnames == ["Log", "By Order", "By Carrier"]
    assert [cell.value for cell in book["Log"]["H"]] == ["Class", "ADDRESS", "ADDRESS", "NAME", "DUE_DATE", "OTHER"]
    assert [cell.value for cell in book["By Carrier"]["H"]][1:] == ["50%", "25%", "25%", "100%"]


def test_the_page_tells_the_same(log, tmp_path):
    write(log, tmp_path / "log.md")
    text = (tmp_path / "log.md").read_text(encoding="utf-8")
    assert "4 rejections and 1 jeopardy of 3 orders." in text
    assert "| Tri-River Bell | ADDRESS |" in text
    assert text.index("## By Carrier") < text.index("## Log")


def test_nothing_is_said_in_words_too(tmp_path):
    store = Store.open("sqlite://")
    empty = rejection_log(store, AS_OF)
    store.close()
    assert told(empty) == NOTHING
    write(empty, tmp_path / "log.md")
    assert NOTHING in (tmp_path / "log.md").read_text(encoding="utf-8")


def test_another_ending_is_refused(log, tmp_path):
    with pytest.raises(CannotWrite, match=r"log\.pdf"):
        write(log, tmp_path / "log.pdf")
