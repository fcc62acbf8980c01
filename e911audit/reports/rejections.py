"""The log of rejections as a workbook (.xlsx) or a page (.md): each event, by order, and the lessons by carrier."""

from collections.abc import Iterator
from operator import attrgetter
from pathlib import Path
from typing import Any

from e911audit.reports import write_as
from e911audit.reports.markdown import plain, table
from e911audit.reports.text import count_of
from e911audit.views.rejection_log import Lesson, OrderRejections, RejectionLog

TITLE = "Rejections and jeopardies of port orders"
NOTHING = "No sheet tells of a rejection or a jeopardy."


def write(log: RejectionLog, path: Path) -> None:
    """Write the log; CannotWrite for another ending than .xlsx and .md."""
    write_as("rejections", WRITERS, log, path)


def told(log: RejectionLog) -> str:
    """The log in one line."""
    rejected = sum(event.kind == "reject" for event in log.events)
    orders = count_of(len(log.orders), "order")
    jeopardies = len(log.events) - rejected
    known = f"{count_of(rejected, 'rejection')} and {jeopardies:,} jeopard{'y' if jeopardies == 1 else 'ies'}"
    return f"{known} of {orders}." if log.events else NOTHING


def _share(lesson: Lesson) -> str:
    return f"{lesson.share:.0%}"


def _classes(order: OrderRejections) -> str:
    return ", ".join(order.classes)


def _codes(lesson: Lesson) -> str:
    return "; ".join(lesson.codes)


_EVENTS: tuple[tuple[str, float, Any, str], ...] = (
    ("Order", 12, attrgetter("order"), "id"),
    ("When", 11, attrgetter("on"), "date"),
    ("Kind", 10, attrgetter("kind"), "word"),
    ("After FOC", 8, attrgetter("after_foc"), "word"),
    ("Losing Carrier", 18, attrgetter("carrier"), "text"),
    ("Code", 12, attrgetter("code"), "id"),
    ("What The Carrier Said", 34, attrgetter("text"), "text"),
    ("Class", 18, attrgetter("rejection"), "id"),
    ("What It Means", 30, attrgetter("title"), "text"),
    ("Guide", 18, attrgetter("guide"), "text"),
    ("Whose", 10, attrgetter("whose"), "word"),
    ("Time", 7, attrgetter("time"), "number"),
    ("Fix Made", 26, attrgetter("fix"), "text"),
    ("Fix To Make", 40, attrgetter("advice"), "text"),
    ("Prevention", 40, attrgetter("prevention"), "text"),
    ("Stands In", 26, attrgetter("cell"), "text"),
)
_ORDERS: tuple[tuple[str, float, Any, str], ...] = (
    ("Order", 12, attrgetter("order"), "id"),
    ("Losing Carrier", 20, attrgetter("carrier"), "text"),
    ("State", 12, attrgetter("state"), "word"),
    ("Sent", 8, attrgetter("sent"), "number"),
    ("Rejected", 10, attrgetter("rejected"), "number"),
    ("Jeopardies", 11, attrgetter("jeopardies"), "number"),
    ("Without A Fix", 10, attrgetter("unfixed"), "number"),
    ("Again", 8, attrgetter("repeated"), "number"),
    ("Classes", 40, _classes, "text"),
    ("Last", 11, attrgetter("last"), "date"),
)
_LESSONS: tuple[tuple[str, float, Any, str], ...] = (
    ("Losing Carrier", 20, attrgetter("carrier"), "text"),
    ("Class", 18, attrgetter("rejection"), "id"),
    ("What It Rejects For", 34, attrgetter("title"), "text"),
    ("Rejected", 10, attrgetter("rejected"), "number"),
    ("Jeopardies", 11, attrgetter("jeopardies"), "number"),
    ("Orders", 8, attrgetter("orders"), "number"),
    ("Again", 8, attrgetter("repeated"), "number"),
    ("Share", 8, _share, "word"),
    ("Told As", 34, _codes, "text"),
    ("Last", 11, attrgetter("last"), "date"),
    ("Prevention", 50, attrgetter("prevention"), "text"),
)
_TABLES = (("Log", "events", _EVENTS), ("By Order", "orders", _ORDERS), ("By Carrier", "lessons", _LESSONS))
"""Title, what of the log, its columns: title, width, value and kind."""


def _workbook(log: RejectionLog, path: Path) -> None:
    from e911audit.reports.excel import write_sheets
    from e911audit.reports.excel.table import TABLOID, Column, Plan

    plans = (
        Plan(title, attrgetter(rows), tuple(Column(*column) for column in columns), NOTHING, paper=TABLOID)
        for title, rows, columns in _TABLES
    )
    write_sheets(log, path, TITLE, tuple(plans))


def _page(log: RejectionLog, path: Path) -> None:
    path.write_text("\n".join(_lines(log)) + "\n", encoding="utf-8", newline="\n")


def _lines(log: RejectionLog) -> Iterator[str]:
    yield f"# {TITLE}"
    yield ""
    yield plain(told(log))
    for title, rows, columns in reversed(_TABLES) if log.events else ():
        yield f"\n## {title}"
        values = [tuple(_cell(value(row)) for _, _, value, _ in columns) for row in getattr(log, rows)]
        yield from table(tuple(name for name, *_ in columns), values)


def _cell(value: object) -> object:
    return "" if value is None else value


WRITERS = {".xlsx": _workbook, ".md": _page}
"""Ending of the file -> what writes it."""
