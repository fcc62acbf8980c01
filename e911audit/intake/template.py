"""The blank import workbook: one sheet for each profile of the template, with notes, an example row and drop-downs.

Notes and example stand above the header row, so that they are never read as data.
"""

from pathlib import Path

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from e911audit.errors import CannotWrite
from e911audit.intake.cells import stored_words, vocabularies
from e911audit.intake.known import profiles
from e911audit.intake.profile import Profile, ProfileField
from e911audit.sheets import letter

FILE = "e911audit-template.xlsx"
TITLE_ROW, NOTES_ROW, EXAMPLE_ROW, HEADER_ROW = 1, 2, 3, 4
LAST_ROW = 20_000
"""Rows that get drop-downs and text format."""
LISTS = "Lists"
FORMS = {
    "phones": "number, range 5125550100-0149, or list",
    "phone": "telephone number",
    "caller_id": "telephone number",
    "number": "number",
    "monthly_cost": "US dollars a month",
    "whole": "whole number",
    "channels": "whole number",
    "date": "date",
    "subject": "number, circuit, site code, device or system",
    "line_kind": "choose, or describe",
    "notification_parts": "list of: fact, callback, location; or infeasible",
    "provider_roles": "list of: ilec, clec, itsp, isp, ixc, wireless, reseller",
}
EXAMPLES = {
    "phones": "512-555-0142",
    "phone": "512-555-0142",
    "caller_id": "512-555-0100",
    "subject": "512-555-0142",
    "number": "4",
    "monthly_cost": "$45.00",
    "whole": "2",
    "channels": "23",
    "date": "2026-11-01",
    "line_kind": "elevator_phone",
    "notification_parts": "fact, callback, location",
    "provider_roles": "clec, itsp",
    "street": "100 Congress Ave",
    "interior": "Fl 3 Rm 312",
    "city": "Austin",
    "state": "TX",
    "zip": "78701",
    "site": "HQ",
    "location": "HQ-3-312",
    "building": "Main",
    "floor": "3",
    "room": "312",
    "unit": "Ste 300",
    "zone": "East wing",
}
"""Example text by transformer or field; other fields show their own title."""
BOLD_WHITE = Font(bold=True, color="FFFFFF")
HEADER_FILL = PatternFill("solid", fgColor="1F3864")
MUST_FILL = PatternFill("solid", fgColor="9C2A10")
GREY = Font(italic=True, color="7F7F7F")


def write_template(folder: Path) -> Path:
    """Write the blank workbook into a folder, which is made where it is missing; returns the file."""
    book = Workbook()
    book.remove(book.worksheets[0])
    shown = [profile for profile in profiles() if profile.in_template]
    for profile in shown:
        _write_sheet(book.create_sheet(profile.title), profile)
    _write_lists(book, shown)
    file = folder / FILE
    try:
        folder.mkdir(parents=True, exist_ok=True)
        book.save(file)
    except OSError as fault:
        raise CannotWrite(f"{file} cannot be written ({fault.strerror}).") from None
    return file


def _write_sheet(sheet: Worksheet, profile: Profile) -> None:
    fields = [field for field in profile.fields if field.in_template]
    must = {name for entry in profile.must for name in entry.split(" or ")}
    sheet.cell(TITLE_ROW, 1, f"{profile.title}: {profile.about}").font = Font(bold=True, size=12)
    for column, field in enumerate(fields, 1):
        sheet.cell(NOTES_ROW, column, _note(field)).font = GREY
        sheet.cell(NOTES_ROW, column).alignment = Alignment(wrap_text=True, vertical="top")
        sheet.cell(EXAMPLE_ROW, column, f"e.g. {_example(field)}").font = GREY
        header = sheet.cell(HEADER_ROW, column, field.headers[0])
        header.font, header.fill = BOLD_WHITE, MUST_FILL if field.name in must else HEADER_FILL
        sheet.column_dimensions[letter(column - 1)].width = max(12, len(field.headers[0]) + 3)
        sheet.column_dimensions[letter(column - 1)].number_format = "@"
        if field.vocabulary or field.as_ == "line_kind":
            _add_drop_down(sheet, letter(column - 1), field.vocabulary or "line_kind")
    sheet.row_dimensions[NOTES_ROW].height = 45
    sheet.freeze_panes = f"A{HEADER_ROW + 1}"
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.print_title_rows = f"{HEADER_ROW}:{HEADER_ROW}"


def _note(field: ProfileField) -> str:
    if field.vocabulary:
        return "choose from the list"
    return FORMS.get(field.as_, "text")


def _example(field: ProfileField) -> str:
    if field.vocabulary:
        return stored_words(field.vocabulary)[0]
    return EXAMPLES.get(field.name) or EXAMPLES.get(field.as_) or field.headers[0]


def _add_drop_down(sheet: Worksheet, column: str, vocabulary: str) -> None:
    """Offer the stored words; other words are allowed, since the loader knows more than the list shows."""
    choice = DataValidation(
        type="list", formula1=f"={_list_name(vocabulary)}", allow_blank=True, showErrorMessage=False
    )
    choice.add(f"{column}{HEADER_ROW + 1}:{column}{LAST_ROW}")
    sheet.add_data_validation(choice)


def _write_lists(book: Workbook, shown: list[Profile]) -> None:
    used = {field.vocabulary or field.as_ for profile in shown for field in profile.fields}
    sheet = book.create_sheet(LISTS)
    sheet.sheet_state = "hidden"
    for column, vocabulary in enumerate(sorted(name for name in used if _is_vocabulary(name)), 1):
        words = stored_words(vocabulary)
        for row, word in enumerate([vocabulary, *words], 1):
            sheet.cell(row, column, word)
        area = f"{LISTS}!${letter(column - 1)}$2:${letter(column - 1)}${len(words) + 1}"
        book.defined_names[_list_name(vocabulary)] = DefinedName(_list_name(vocabulary), attr_text=area)


def _is_vocabulary(name: str) -> bool:
    return name in vocabularies()


def _list_name(vocabulary: str) -> str:
    return f"list_{vocabulary}"
