"""What Excel demands of a workbook that it opens without offering to repair it (ECMA-376 part 1, and its limits)."""

import posixpath
import re
import zipfile
from dataclasses import replace
from datetime import date
from xml.etree import ElementTree as ET

import pytest
from openpyxl import load_workbook
from reports_sample import make_result

from e911audit.reports import write
from e911audit.views.review import Review

MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
OFFICE = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
ORDER = (
    "sheetPr dimension sheetViews sheetFormatPr cols sheetData sheetCalcPr sheetProtection protectedRanges scenarios "
    "autoFilter sortState dataConsolidate customSheetViews mergeCells phoneticPr conditionalFormatting dataValidations "
    "hyperlinks printOptions pageMargins pageSetup headerFooter rowBreaks colBreaks customProperties cellWatches "
    "ignoredErrors smartTags drawing legacyDrawing"
).split()
"""The sequence of CT_Worksheet, 18.3.1.99."""
STYLES = "numFmts fonts fills borders cellStyleXfs cellXfs cellStyles dxfs tableStyles colors extLst".split()
"""The sequence of CT_Stylesheet, 18.8.39."""
MOST_LINKS, LONGEST_NAME, LONGEST_PROMPT, LONGEST_TITLE = 65_530, 31, 255, 32


def reviewed():
    """A result in which some findings have been reviewed before."""
    one = make_result()
    waived = Review("waive", "Ann Lee", date(2026, 12, 1), "=small", "+Bob", date(2026, 12, 31), "a\nb")
    return replace(one, findings=tuple(replace(f, review=waived) if n % 3 else f for n, f in enumerate(one.findings)))


class Book:
    """The parts of a workbook."""

    def __init__(self, path):
        with zipfile.ZipFile(path) as archive:
            assert len(archive.namelist()) == len(set(archive.namelist()))
            self.parts = {name: archive.read(name) for name in archive.namelist()}
        self.book = self.xml("xl/workbook.xml")
        self.styles = self.xml("xl/styles.xml")
        relations = self.relations("xl/workbook.xml")
        self.sheets = {
            sheet.get("name"): f"xl/{relations[sheet.get(f'{OFFICE}id')].removeprefix('/xl/')}"
            for sheet in self.book.iter(f"{MAIN}sheet")
        }

    def xml(self, name):
        return ET.fromstring(self.parts[name])  # noqa: S314

    def relations(self, name):
        folder, file = posixpath.split(name)
        own = f"{folder}/_rels/{file}.rels"
        return {one.get("Id"): one.get("Target") for one in self.xml(own)} if own in self.parts else {}

    def count(self, group):
        return len(self.styles.find(f"{MAIN}{group}"))


@pytest.fixture(scope="module", params=["plain", "reviewed", "empty"])
def book(request, tmp_path_factory):
    result = reviewed() if request.param == "reviewed" else make_result(0 if request.param == "empty" else 60)
    path = tmp_path_factory.mktemp("demands") / "exceptions.xlsx"
    write(result, path)
    return Book(path)


def test_every_part_is_declared_and_every_relation_leads_somewhere(book):
    types = book.xml("[Content_Types].xml")
    endings = {one.get("Extension") for one in types if one.get("Extension")}
    named = {one.get("PartName") for one in types if one.get("PartName")}
    assert {name.lstrip("/") for name in named} <= set(book.parts)
    for name in book.parts:
        assert f"/{name}" in named or name.rpartition(".")[2] in endings, name
        if name.endswith(".rels"):
            folder = posixpath.dirname(posixpath.dirname(name))
            for one in book.xml(name):
                target = one.get("Target")
                place = (
                    target.lstrip("/") if target.startswith("/") else posixpath.normpath(posixpath.join(folder, target))
                )
                assert one.get("TargetMode") == "External" or place in book.parts, (name, target)


def test_elements_stand_in_their_order(book):
    for part in book.sheets.values():
        tags = [child.tag.removeprefix(MAIN) for child in book.xml(part)]
        assert set(tags) <= set(ORDER)
        assert [ORDER.index(tag) for tag in tags] == sorted(ORDER.index(tag) for tag in tags)
        assert not [tag for tag in set(tags) if tags.count(tag) > 1 and tag != "conditionalFormatting"]
    tags = [child.tag.removeprefix(MAIN) for child in book.styles]
    assert [STYLES.index(tag) for tag in tags] == sorted(STYLES.index(tag) for tag in tags)


def test_rows_and_cells_ascend(book):
    def number(letters):
        found = 0
        for letter in letters:
            found = found * 26 + ord(letter) - 64
        return found

    for part in book.sheets.values():
        rows = [int(row.get("r")) for row in book.xml(part).iter(f"{MAIN}row")]
        assert rows == sorted(set(rows))
        for row in book.xml(part).iter(f"{MAIN}row"):
            columns = [number(re.sub(r"\d", "", cell.get("r"))) for cell in row]
            assert columns == sorted(set(columns))


def test_styles_exist_and_have_names(book):
    cells, formats = book.count("cellXfs"), book.count("dxfs") if book.styles.find(f"{MAIN}dxfs") is not None else 0
    for part in book.sheets.values():
        xml = book.xml(part)
        assert all(int(cell.get("s", 0)) < cells for cell in xml.iter(f"{MAIN}c"))
        assert all(int(column.get("style", 0)) < cells for column in xml.iter(f"{MAIN}col"))
        rules = list(xml.iter(f"{MAIN}cfRule"))
        assert all(int(rule.get("dxfId")) < formats for rule in rules)
        assert len({rule.get("priority") for rule in rules}) == len(rules)
    named = [style.get("name") for style in book.styles.iter(f"{MAIN}cellStyle")]
    assert len({name.casefold() for name in named}) == len(named)
    assert {"Audit header", "Audit text", "Audit NO-GO"} <= set(named)
    bases = book.count("cellStyleXfs")
    assert all(int(style.get("xfId")) < bases for style in book.styles.iter(f"{MAIN}cellStyle"))
    used = [int(one.get("xfId", 0)) for one in book.styles.find(f"{MAIN}cellXfs")]
    assert max(used) < bases
    assert used.count(0) == 1
    formats = [one.get("numFmtId") for one in book.styles.iter(f"{MAIN}numFmt")]
    assert len(set(formats)) == len(formats)
    assert all(int(one) >= 164 for one in formats)


def test_links_are_few_enough_and_lead_to_rows(book):
    rows = {name: {row.get("r") for row in book.xml(part).iter(f"{MAIN}row")} for name, part in book.sheets.items()}
    for name, part in book.sheets.items():
        links = list(book.xml(part).iter(f"{MAIN}hyperlink"))
        relations = book.relations(part)
        places = [link.get("ref") for link in links]
        assert len(set(places)) == len(places) <= MOST_LINKS
        filled = {cell.get("r") for cell in book.xml(part).iter(f"{MAIN}c") if len(cell)}
        assert set(places) <= filled
        for link in links:
            if link.get(f"{OFFICE}id"):
                assert link.get(f"{OFFICE}id") in relations
            else:
                sheet, row = re.fullmatch(r"'([^']+)'!A(\d+)", link.get("location")).groups()
                assert row in rows[sheet], (name, link.attrib)


def test_links_lead_both_ways(tmp_path):
    """From a finding to its rule, site and source, and from each of them back to its first finding."""
    write(make_result(), tmp_path / "exceptions.xlsx")
    book = load_workbook(tmp_path / "exceptions.xlsx")

    def followed(sheet, cell):
        target, _, place = book[sheet][cell].hyperlink.location.rpartition("!")
        return target.strip("'"), int(place.removeprefix("A"))

    page = book["Findings"]
    for cell, sheet, wanted in (
        ("B5", "Rules", page["B5"].value),
        ("D5", "Sites", page["D5"].value),
        ("K5", "Sources", "Phones"),
    ):
        target, row = followed("Findings", cell)
        column = "B" if sheet == "Sources" else "A"
        assert (target, book[target][f"{column}{row}"].value) == (sheet, wanted)
        back, first = followed(sheet, f"{column}{row}")
        assert back == "Findings"
        assert first <= 5
        if sheet != "Sources":
            assert page[f"{cell[0]}{first}"].value == wanted
    summary = book["Summary"]
    leading = {row[0].value: row[0].hyperlink.location for row in summary.iter_rows() if row[0].hyperlink}
    assert leading["HQ"].startswith("'Sites'!A")
    assert leading["LOC-001"].startswith("'Findings'!A")


def test_checks_of_entries_are_within_their_limits(book):
    for part in book.sheets.values():
        for check in book.xml(part).iter(f"{MAIN}dataValidation"):
            assert len(check.get("prompt", "")) <= LONGEST_PROMPT
            assert len(check.get("error", "")) <= LONGEST_PROMPT
            assert max(len(check.get("promptTitle", "")), len(check.get("errorTitle", ""))) <= LONGEST_TITLE
            assert all(len(formula.text) <= LONGEST_PROMPT for formula in check if formula.text)


def test_names_are_well_formed_and_every_sheet_has_a_print_area(book):
    assert len({name.casefold() for name in book.sheets}) == len(book.sheets)
    assert all(len(name) <= LONGEST_NAME for name in book.sheets)
    areas = set()
    for one in book.book.iter(f"{MAIN}definedName"):
        sheet, place = re.fullmatch(r"'([^']+)'!(\$[A-Z]*\$?\d*:\$[A-Z]*\$?\d*)", one.text).groups()
        assert list(book.sheets)[int(one.get("localSheetId"))] == sheet
        assert place
        if one.get("name") == "_xlnm.Print_Area":
            areas.add(sheet)
    assert areas == set(book.sheets)


def test_the_document_tells_what_it_is(book):
    told = {child.tag.rpartition("}")[2]: child.text for child in book.xml("docProps/core.xml")}
    assert {"title", "subject", "creator", "created", "modified", "language", "keywords", "category"} <= set(told)
