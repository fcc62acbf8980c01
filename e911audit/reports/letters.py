"""Letters beside the carriers' records, as a workbook, a table, a page or for programs."""

import csv
import json
from collections.abc import Iterator
from operator import attrgetter
from pathlib import Path
from typing import Any

from e911audit.porting.comparison import ComparedLetter, LoaComparison, codes_in_words
from e911audit.porting.letter import Compared
from e911audit.porting.rejections import codes_of, rejections
from e911audit.porting.strictness import fields
from e911audit.reports import write_as
from e911audit.reports.clean_list.text import neutral
from e911audit.reports.markdown import plain, table
from e911audit.reports.text import count_of, visible

TITLE = "Letters of authorization beside the carriers' records"
NOTHING = "No letter differs from its record in a field that can be compared."
HEADERS = (
    "Order", "Account", "Severity", "Field", "Level", "CSR", "LOA", "Difference", "Expected Rejection", "Likelihood",
    "Carrier Codes", "Fix", "Prevention", "LOA At", "CSR At",
)  # fmt: skip
Pair = tuple[ComparedLetter, Compared]


def write(comparison: LoaComparison, path: Path) -> None:
    """Write the comparison; CannotWrite for another ending than .xlsx, .csv, .md and .json."""
    write_as("letters", WRITERS, comparison, path)


def told(letter: ComparedLetter) -> str:
    """A letter in one line: what to expect of it."""
    of = f"account {letter.account}" if letter.account else "an unknown account"
    at = f" at {letter.carrier}" if letter.carrier else ""
    if letter.record is None:
        return f"Order {letter.order}, {of}{at}: {letter.trust}."
    expected = (
        f"expected to come back for {', '.join(letter.rejections)}"
        if letter.rejections
        else "no difference that would send it back"
    )
    left = f"; {count_of(len(letter.open), 'field')} cannot be compared" if letter.open else ""
    return f"Order {letter.order}, {of}{at}: {expected}{left}."


def lines(letter: ComparedLetter) -> Iterator[str]:
    """The table of a letter as text: every field, and below it what a difference leads to."""
    width = max(len(field.title) for field in fields().values())
    for one in letter.fields:
        title = fields()[one.field].title
        yield f"  {title:{width}}  {one.level:26}  {visible(one.difference)}".rstrip()
        if one.rejection:
            found = rejections()[one.rejection]
            yield f"  {'':{width}}  -> {one.rejection}, likelihood {one.likelihood}: {codes_in_words(one.rejection)}"
            yield f"  {'':{width}}     {found.fix} {found.prevention}"


def _values(pair: Pair) -> tuple[str, ...]:
    letter, one = pair
    found = rejections().get(one.rejection)
    return (
        letter.order, letter.account, one.severity, fields()[one.field].title, one.level, one.csr, one.loa,
        one.difference, f"{found.name}: {found.title}" if found else "", one.likelihood, codes_in_words(one.rejection),
        found.fix if found else "", found.prevention if found else "", str(letter.letter), str(letter.record or ""),
    )  # fmt: skip


def _differing(comparison: LoaComparison) -> list[Pair]:
    return [(letter, one) for letter in comparison.letters for one in letter.differing]


def _workbook(comparison: LoaComparison, path: Path) -> None:
    from e911audit.reports.excel import write_sheets
    from e911audit.reports.excel.table import TABLOID, Column, Plan

    def value(at: int) -> Any:
        return lambda pair: _values(pair)[at]

    widths = (12, 15, 10, 17, 15, 32, 32, 38, 20, 11, 28, 30, 30)
    looks = {"Severity": "word", "Order": "id", "Account": "id", "CSR": "id", "LOA": "id"}
    columns = (
        *(
            Column(title, width, value(at), looks.get(title, "text"))
            for at, (title, width) in enumerate(zip(HEADERS, widths, strict=False))
        ),
        Column("LOA At", 34, lambda pair: (pair[0].letter,), "source"),
        Column("CSR At", 34, lambda pair: (pair[0].record,) if pair[0].record else (), "source"),
    )
    letters = (
        Column("Order", 12, attrgetter("order"), "id"),
        Column("Account", 16, attrgetter("account"), "id"),
        Column("Losing Carrier", 22, attrgetter("carrier")),
        Column("What To Expect", 48, told),
        Column("Record", 9, attrgetter("record_kind")),
        Column("Trust In Record", 30, attrgetter("trust")),
        Column("Carrier Looks", 11, attrgetter("strictness")),
        Column("How We Know", 34, attrgetter("certainty")),
        Column("LOA At", 34, lambda letter: (letter.letter,), "source"),
    )
    plans = (
        Plan("Letters", attrgetter("letters"), letters, NOTHING, "B2", TABLOID),
        Plan("Differences", _differing, columns, NOTHING, "E2", TABLOID, "9B1C1C"),
        Plan("All Fields", lambda found: list(found.fields), columns, NOTHING, "E2", TABLOID),
    )
    write_sheets(comparison, path, TITLE, plans)


def _csv(comparison: LoaComparison, path: Path) -> None:
    with path.open("w", encoding="utf-8-sig", errors="backslashreplace", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(HEADERS)
        writer.writerows(tuple(map(neutral, _values(pair))) for pair in comparison.fields)


def _page(comparison: LoaComparison, path: Path) -> None:
    path.write_text(
        "\n".join(_page_lines(comparison)) + "\n", encoding="utf-8", errors="backslashreplace", newline="\n"
    )


def _page_lines(comparison: LoaComparison) -> Iterator[str]:
    yield f"# {TITLE}"
    for letter in comparison.letters:
        yield f"\n## Order {plain(letter.order)}"
        yield f"\n{plain(told(letter))}"
        yield f"\nRecord: {plain(letter.trust)}. Carrier: {plain(letter.strictness)} ({plain(letter.certainty)})."
        rows: list[tuple[object, ...]] = [
            (
                values[2], values[3], values[4], values[5], values[6], values[7], values[8], values[10],
                f"{values[11]} {values[12]}".strip(),
            )
            for values in (_values((letter, one)) for one in letter.fields)
        ]  # fmt: skip
        yield from table(
            ("Severity", "Field", "Level", "CSR", "LOA", "Difference", "Expected", "Codes", "Fix and habit"), rows
        )


def _json(comparison: LoaComparison, path: Path) -> None:
    document = {
        "format": 1,
        "program": {"name": "e911audit", "version": comparison.version},
        "as_of": comparison.as_of.isoformat(),
        "letters": [_letter(letter) for letter in comparison.letters],
    }
    text = json.dumps(document, ensure_ascii=False, indent=1)
    path.write_text(text + "\n", encoding="utf-8", errors="backslashreplace", newline="\n")


def _letter(letter: ComparedLetter) -> dict[str, Any]:
    return {
        "order": letter.order,
        "account": letter.account,
        "carrier": letter.carrier,
        "expected": list(letter.rejections),
        "record": {"kind": letter.record_kind, "trust": letter.trust, "cell": str(letter.record or "")},
        "letter": {"cell": str(letter.letter)},
        "strictness": {"name": letter.strictness, "certainty": letter.certainty},
        "fields": [_field(one) for one in letter.fields],
    }


def _field(one: Compared) -> dict[str, Any]:
    found = rejections().get(one.rejection)
    expected = found and {
        "class": found.name,
        "guide": found.guide,
        "title": found.title,
        "codes": codes_of(found.name),
        "fix": found.fix,
        "prevention": found.prevention,
    }
    return one._asdict() | {"title": fields()[one.field].title, "rejection": expected}


WRITERS = {".xlsx": _workbook, ".csv": _csv, ".md": _page, ".json": _json}
"""Ending of the file -> what writes it."""
