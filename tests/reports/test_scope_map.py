"""The scope map as files: a workbook without formulas and with a page for each site, a page without any other file."""

import re
from base64 import b64encode
from dataclasses import replace
from datetime import date
from hashlib import sha256
from html.parser import HTMLParser

import openpyxl
import pytest

from e911audit.errors import CannotWrite
from e911audit.reports.scope import write
from e911audit.reports.scope.page import MOST_CIRCUITS
from e911audit.views.scope_map import UNKNOWN, Access, Appearance, Checked, Part, Party, ScopeMap, SiteMap

HOSTILE = "=HYPERLINK(1)<script>alert(1)</script>\u202e"
TELCO = Party(name="Example Telco", role="ILEC", behind="", phone="800-555-0100", portal=UNKNOWN, ticket_rule=HOSTILE)
NOBODY = Party(name=UNKNOWN, role=UNKNOWN, behind="", phone=UNKNOWN, portal=UNKNOWN, ticket_rule=UNKNOWN)
PARTS = (
    "last mile",
    "telephone numbers",
    "SIP service",
    "local exchange (ILEC)",
    "inside wiring",
    "patch panels",
    "switches and PoE",
    "SBC and telephone system",
)
CIRCUIT = Access(
    name="CABLE-1", form="", kind="ethernet", sold_by="Example Telco", plant_of=UNKNOWN, service="dedicated", repair="4 h",
    demarc="Basement", recorded=3, asked=33,
)  # fmt: skip
HQ = SiteMap(
    code="HQ",
    name=HOSTILE,
    address="100 Congress Ave",
    exchange="wire centre unknown, rate centre AUSTIN",
    parts=tuple(Part(what, "It is down.", TELCO if what == "last mile" else NOBODY, "") for what in PARTS),
    appearances=(Appearance("access circuit", "yes", "by its circuits"),),
    circuits=tuple(replace(CIRCUIT, name=f"CABLE-{number}") for number in range(60)),
    recorded=3,
    asked=33,
)
CHECK = Checked(site="HQ", circuit="CABLE-1", terms="", area="Demarc", item="label", state="missing", told=HOSTILE)
MAP = ScopeMap(
    version="1.0",
    as_of=date(2026, 11, 22),
    sites=(HQ, replace(HQ, code="WH", circuits=())),
    parties=(TELCO,),
    trunks=(),
    checklist=(CHECK,),
)


@pytest.fixture
def book(tmp_path):
    write(MAP, tmp_path / "scope.xlsx")
    return openpyxl.load_workbook(tmp_path / "scope.xlsx")


@pytest.fixture
def page(tmp_path):
    write(MAP, tmp_path / "scope.html")
    return (tmp_path / "scope.html").read_text(encoding="utf-8")


def test_sheets_of_the_workbook(book):
    assert book.sheetnames == ["Overview", "Sites", "Parties", "Circuits", "Trunks", "Contract checklist"]
    assert [cell.value for cell in book["Overview"][2]][:4] == [
        "HQ",
        HOSTILE.replace("\u202e", "\ufffd"),
        "Example Telco",
        "ILEC",
    ]
    assert book["Circuits"].max_row == 61
    assert book["Trunks"]["A2"].value == "No PRI or SIP trunk is listed."
    assert book["Contract checklist"]["F2"].value == "missing"


def test_each_site_has_a_landscape_page_of_its_own(book):
    sheet = book["Sites"]
    ends = [one.id for one in sheet.row_breaks.brk]
    assert len(ends) == 2
    assert sheet.cell(ends[0] + 1, 1).value.startswith("WH")
    assert sheet.page_setup.orientation == "landscape"
    assert not sheet.sheet_properties.pageSetUpPr.fitToPage
    assert sheet.cell(ends[0], 1).value.endswith("more: see the sheet Circuits.")
    heights = [sheet.row_dimensions[row].height or 15 for row in range(1, ends[0] + 1)]
    assert sum(heights) < 8.5 * 72 / 0.65 - 72


def test_no_cell_is_a_formula(book):
    assert {cell.data_type for sheet in book for row in sheet for cell in row} <= {"s", "n", "inlineStr"}


class Tags(HTMLParser):
    """Collects the tags and what they point to."""

    def __init__(self):
        super().__init__()
        self.tags, self.open, self.targets = set(), [], []

    def handle_starttag(self, tag, attributes):
        self.tags.add(tag)
        self.targets += [value for name, value in attributes if name in ("href", "src", "srcset", "data", "action")]
        self.targets += [value for name, value in attributes if name.startswith("on")]
        if tag != "meta":
            self.open.append(tag)

    def handle_endtag(self, tag):
        assert self.open.pop() == tag


def test_the_page_needs_nothing_else_and_runs_nothing(page):
    tags = Tags()
    tags.feed(page)
    assert not tags.open
    assert not tags.tags & {"script", "img", "link", "iframe", "object", "form"}
    assert all(target.startswith("#site-") for target in tags.targets)
    assert "url(" not in page
    assert "@import" not in page
    style = re.search("<style>(.*)</style>", page, re.DOTALL)[1]
    digest = b64encode(sha256(style.encode()).digest()).decode()
    policy = re.search(r'Content-Security-Policy" content="([^"]*)"', page)[1]
    assert policy.startswith("default-src 'none'; ")
    assert f"style-src 'sha256-{digest}'" in policy


def test_everything_on_the_page_is_escaped_and_shown(page):
    assert "<script" not in page
    assert "=HYPERLINK(1)&lt;script&gt;alert(1)&lt;/script&gt;\ufffd" in page
    assert f"And {60 - MOST_CIRCUITS} more: see the workbook." in page
    assert page.count("<section") == 3
    assert page.startswith("<!DOCTYPE html>")


def test_headers_and_parts_begin_with_a_capital(page):
    headers = re.findall('<th scope="col"[^>]*>([^<]*)', page)
    assert len(headers) > 20
    assert all(header[0].isupper() for header in headers)
    parts = [part.what for site in MAP.sites for part in site.parts]
    assert all(f'<th scope="row">{part[0].upper()}{part[1:]}</th>' in page for part in parts)


@pytest.mark.parametrize("ending", ["xlsx", "html"])
def test_the_same_map_gives_the_same_bytes(tmp_path, ending):
    one, other = tmp_path / f"one.{ending}", tmp_path / f"other.{ending}"
    write(MAP, one)
    write(MAP, other)
    assert one.read_bytes() == other.read_bytes()


@pytest.mark.parametrize("ending", ["xlsx", "html"])
def test_an_empty_map_says_so(tmp_path, ending):
    file = tmp_path / f"none.{ending}"
    write(replace(MAP, sites=(), parties=(), checklist=()), file)
    if ending == "html":
        assert "No site was found in the input." in file.read_text(encoding="utf-8")
    else:
        assert openpyxl.load_workbook(file)["Overview"]["A2"].value == "No site was found in the input."


def test_another_ending_is_one_sentence(tmp_path):
    with pytest.raises(CannotWrite, match=r"scope\.pdf cannot hold who owns what at each site"):
        write(MAP, tmp_path / "scope.pdf")
