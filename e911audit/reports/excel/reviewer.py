"""The reviewer's columns: which values they take, and what stands out in them."""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any, NamedTuple

from openpyxl.formatting.rule import Rule
from openpyxl.styles import Font, PatternFill
from openpyxl.styles.differential import DifferentialStyle
from openpyxl.styles.numbers import NumberFormat
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation

from e911audit.line_kinds import line_kinds
from e911audit.reports.excel.style import BOXED, NOTE, REVIEW, STOP, day_number
from e911audit.views.review import DECISIONS, FIELDS, WAIVE, WAIVER


class Choice(NamedTuple):
    """What a reviewer may enter: the attributes of the data validation."""

    facts: dict[str, Any]


YELLOW = PatternFill("solid", start_color=REVIEW, end_color=REVIEW)

REVIEW_STYLE = DifferentialStyle(fill=YELLOW, border=BOXED)
"""Of the reviewer's cells; a conditional format colours those of the records without a cell for each."""


def _passed(number: int, word: str) -> DifferentialStyle:
    """The look of a day that has passed, by a number format of its own."""
    shown = NumberFormat(numFmtId=number, formatCode=f'"{word} "yyyy-mm-dd')
    return DifferentialStyle(font=Font(bold=True, color=STOP), numFmt=shown, fill=YELLOW)


OVERDUE, ENDED = _passed(190, "overdue"), _passed(191, "ended")
"""Of days that have passed; the word shows beside the day, so that it is seen without colour."""

WAIVING = DifferentialStyle(font=Font(bold=True), fill=PatternFill("solid", start_color=NOTE, end_color=NOTE))
LACKING = DifferentialStyle(fill=PatternFill("lightUp", fgColor=STOP, bgColor=REVIEW))
"""Of a decision to waive, and of the blank cells that it still needs: hatched, so that it is seen in grey."""

CHOICES: dict[str, Choice] = {
    "list": Choice(
        {
            "type": "list",
            "formula1": f'"{",".join(DECISIONS)}"',
            "promptTitle": "Decision",
            "prompt": "accept: seen, the work is planned. fix: to be mended. waive: the risk is taken; "
            "give reason, name and end. false alarm: the finding is wrong. later: decide after the cutover.",
            "errorTitle": "Not a decision",
            "error": f"Choose one of: {', '.join(DECISIONS)}.",
        }
    ),
    "test": Choice(
        {
            "type": "list",
            "formula1": '"pass,fail,pending"',
            "errorTitle": "Not a result",
            "error": "Choose one of: pass, fail, pending.",
        }
    ),
    "trace": Choice(
        {
            "type": "list",
            "formula1": '"found,not found,no access"',
            "errorTitle": "Not a result",
            "error": "Choose one of: found, not found, no access.",
        }
    ),
    "kind": Choice(
        {
            "type": "list",
            "formula1": f"Kinds!$A$2:$A${len(line_kinds())}",  # without the unknown kind, below the header
            "errorTitle": "Not a kind of line",
            "error": "Choose one of the kinds of the sheet Kinds.",
        }
    ),
    "yes": Choice(
        {
            "type": "list",
            "formula1": '"yes,no"',
            "errorTitle": "Not an answer",
            "error": "Choose yes or no.",
        }
    ),
    "date": Choice(
        {
            "type": "date",
            "operator": "greaterThanOrEqual",
            "formula1": str(day_number(date(2000, 1, 1))),
            "errorTitle": "Not a date",
            "error": "Enter a date, for example 2027-01-31.",
        }
    ),
}
"""Checks of the reviewer's columns."""


def add_checks(sheet: Any, titles: Sequence[tuple[str, str]], count: int) -> None:
    """Colour and check the reviewer's cells of so many records; ``titles`` are title and check of every column.

    A column that is no reviewer's has no check.
    """
    letters = {title: get_column_letter(number) for number, (title, _) in enumerate(titles, 1)}
    for title, check in titles:
        if not check:
            continue
        letter = letters[title]
        area = f"{letter}2:{letter}{count + 1}"
        for formula, look in (*_standing_out(title, letters), ("TRUE", REVIEW_STYLE)):
            sheet.conditional_formatting.add(area, Rule(type="expression", formula=[formula], dxf=look))
        if check in CHOICES:
            validation = DataValidation(allow_blank=True, showErrorMessage=True, **CHOICES[check].facts)
            validation.add(area)
            sheet.data_validations.append(validation)


def _standing_out(title: str, letters: dict[str, str]) -> Iterator[tuple[str, Any]]:
    """What stands out in a column of FIELDS: the condition for its first cell, and the look."""
    decision, here = letters.get(FIELDS["decision"]), letters[title]
    if decision is None:
        return
    if title == FIELDS["decision"]:
        yield f'{here}2="{WAIVE}"', WAIVING
    if title in [FIELDS[field] for field in WAIVER]:
        yield f'AND(${decision}2="{WAIVE}",{here}2="")', LACKING
    if title == FIELDS["waive_until"]:
        yield f"AND(ISNUMBER({here}2),{here}2<TODAY())", ENDED
    if title == FIELDS["due"]:
        yield f'AND(ISNUMBER({here}2),{here}2<TODAY(),${decision}2<>"{WAIVE}")', OVERDUE
