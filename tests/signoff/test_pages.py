"""The pages: everything is told and nothing acts, equal input gives equal bytes, no half file is ever left."""

import hashlib
import json
import os
import re
import subprocess
import sys
import zlib
from copy import deepcopy
from html.parser import HTMLParser
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from signoff_site import ROLES

from e911audit.errors import CannotWrite
from e911audit.reports.signoff import DEVICES, folder_name, write
from e911audit.signoff.document import parsed

HERE = Path(__file__).parent
NASTY = (
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "</table><h1>GO</h1>",
    "&lt;b&gt;",
    "\u202eGO\x00",
)


@pytest.fixture(scope="session")
def statement(made_once):
    return parsed((made_once / "signoff" / "HQ" / "signoff.json").read_bytes())["statement"]


class Elements(HTMLParser):
    """Which elements and attributes a page has, and its text."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[tuple[str, tuple[str, ...]]] = []
        self.text: list[str] = []

    def handle_starttag(self, tag, attrs):
        self.found.append((tag, tuple(name for name, _ in attrs)))

    def handle_data(self, data):
        self.text.append(data)


def elements(page: Path) -> Elements:
    parser = Elements()
    parser.feed(page.read_text(encoding="utf-8"))
    return parser


def with_text(statement, text):
    told = deepcopy(statement)
    told["site"].update(name=text, address=text)
    told["findings"] = [{**one, "message": text, "severity": "major"} for one in told["findings"]]
    told["gates"][0] |= {"answer": "not met", "told": text, "obstacles": [{"what": text, "where": text}]}
    told["waivers"] = [{"finding": text, "reason": text, "by": text, "until": "2027-01-01"}]
    told["lines"] = [{**told["lines"][0], "kind": text}]
    told["roles"] = [text, "telecom"]
    return told


def test_no_text_of_the_input_becomes_an_element(statement, tmp_path):
    write(with_text(statement, "plain"), tmp_path)
    plain = elements(tmp_path / "signoff.html").found
    for text in NASTY:
        write(with_text(statement, text), tmp_path)
        assert elements(tmp_path / "signoff.html").found == plain
    assert {tag for tag, _ in plain} == {
        *("html", "head", "meta", "title", "style", "body", "main", "h1", "h2", "p"),
        *("table", "colgroup", "col", "thead", "tbody", "tr", "th", "td"),
    }


def test_the_page_tells_gates_signatures_and_what_it_rests_on(statement, tmp_path):
    made = write(statement, tmp_path)
    page = " ".join(elements(tmp_path / "signoff.html").text)
    for gate in statement["gates"]:
        assert gate["question"] in page
        assert gate["told"] in page
    assert all(role in page for role in ROLES)
    assert "This page is unsigned" in page
    assert made["seal"] in page
    assert all(one["sha256"] in page for one in statement["inputs"])


def test_a_no_go_says_so(statement, tmp_path):
    told = deepcopy(statement)
    told["decision"] = {"word": "NO-GO", "words": "It may not."}
    write(told, tmp_path)
    assert "NO-GO" in elements(tmp_path / "signoff.html").text
    assert "NO-GO" in pdf_text(tmp_path / "signoff.pdf")


def pdf_text(file: Path) -> str:
    """The text of a PDF, by poppler."""
    try:
        done = subprocess.run(["pdftotext", "-layout", file, "-"], capture_output=True, text=True, check=True)
    except FileNotFoundError:
        pytest.skip("poppler is not installed")
    return done.stdout


def test_the_pdf_loses_no_character_unseen(statement, tmp_path):
    write(with_text(statement, "Café <b>中</b> & more"), tmp_path)
    assert "Café <b>[U+4E2D]</b> & more" in pdf_text(tmp_path / "signoff.pdf")


def test_endless_texts_and_lists_are_cut_with_a_mark(statement, tmp_path):
    told = with_text(statement, "x" * 5_000)
    told["gates"][0]["obstacles"] *= 500
    write(told, tmp_path)
    page = " ".join(elements(tmp_path / "signoff.html").text)
    assert "And 460 more, in signoff.json." in page
    assert "x" * 401 not in page
    assert (tmp_path / "signoff.pdf").stat().st_size < 1_000_000


MAKE = """
import json, sys
from pathlib import Path
from e911audit.reports.signoff import write
write(json.loads(Path(sys.argv[1]).read_text(encoding="utf-8")), Path(sys.argv[2]))
"""


def test_equal_input_gives_equal_bytes(statement, tmp_path):
    (tmp_path / "statement.json").write_text(json.dumps(statement), encoding="utf-8")
    found = set()
    for seed, zone in (("0", "UTC"), ("42", "Pacific/Chatham")):
        folder = tmp_path / seed
        folder.mkdir()
        env = os.environ | {"PYTHONHASHSEED": seed, "TZ": zone, "PYTHONPATH": str(HERE.parents[1])}
        subprocess.run([sys.executable, "-c", MAKE, tmp_path / "statement.json", folder], env=env, check=True)
        found.add(tuple(hashlib.sha256(file.read_bytes()).hexdigest() for file in sorted(folder.iterdir())))
    assert len(found) == 1
    assert len(found.pop()) == 3


KILLED = """
import os, sys
from pathlib import Path
sys.path[:0] = [sys.argv[3], sys.argv[4]]
import json
from e911audit.reports import signoff
from e911audit.reports.signoff import write
statement = json.loads(Path(sys.argv[1]).read_text(encoding="utf-8"))
replace, left = Path.replace, int(sys.argv[5])
def dying(self, target):
    global left
    if left == 0:
        os._exit(9)
    left -= 1
    return replace(self, target)
Path.replace = dying
write(statement, Path(sys.argv[2]))
"""


@pytest.mark.parametrize("files", [0, 1, 2])
def test_killed_in_the_middle_it_leaves_whole_files_and_no_false_proof(statement, tmp_path, files):
    """The proof is written last: beside newer pages the old one is refused, never half a new one."""
    folder = tmp_path / "HQ"
    folder.mkdir()
    write(statement, folder)
    before = {file.name: file.read_bytes() for file in folder.iterdir()}
    told = deepcopy(statement)
    told["decision"] = {"word": "NO-GO", "words": "It may not."}
    (tmp_path / "other.json").write_text(json.dumps(told), encoding="utf-8")
    command = [sys.executable, "-c", KILLED, tmp_path / "other.json", folder, HERE, HERE.parents[1], str(files)]
    assert subprocess.run(command, check=False).returncode == 9
    order = ("signoff.html", "signoff.pdf", "signoff.json")
    for number, name in enumerate(order):
        assert ((folder / name).read_bytes() == before[name]) is (number >= files)
    made = parsed((folder / "signoff.json").read_bytes())
    fits = [hashlib.sha256((folder / name).read_bytes()).hexdigest() == made["pages"][name] for name in order[:2]]
    assert fits == [files < 1, files < 2]


def test_a_page_that_cannot_be_written_is_told(statement, tmp_path):
    (tmp_path / "signoff.pdf").mkdir()
    with pytest.raises(CannotWrite, match=r"signoff\.pdf"):
        write(statement, tmp_path)
    assert not (tmp_path / "signoff.json").exists()


HOSTILE = [
    *("../../etc/x", "..", ".", "", "a/b", "a\\b", "Bldg: 4", "CON", "NUL", "COM1", "x" * 300, "HQ.", "HQ ", "C:"),
    *("\u202eGO", "~", "-rf", "\x00", "\ud800", "hq", "Hq", "ÄÖ", "aux.txt", "/absolute", "$(x)", "*", "?", "|"),
]


def test_a_site_code_makes_one_folder_inside(tmp_path):
    names = [folder_name(code) for code in HOSTILE]
    assert all(re.fullmatch(r"[A-Z0-9_-]{0,60}-[0-9a-f]{8}", name) for name in names)
    assert all((tmp_path / name).resolve().parent == tmp_path.resolve() for name in names)
    assert len({name.lower() for name in names}) == len(HOSTILE)
    assert folder_name("HQ-3") == "HQ-3"


@given(st.text(max_size=80))
def test_any_code_makes_a_plain_name(code):
    name = folder_name(code)
    assert re.fullmatch(r"[A-Za-z0-9_-]{1,69}", name)
    assert not DEVICES.fullmatch(name)


def test_the_pdf_has_no_date_of_its_own(statement, tmp_path):
    write(statement, tmp_path)
    content = (tmp_path / "signoff.pdf").read_bytes()
    dates = re.findall(rb"/(?:CreationDate|ModDate) \(D:(\d{4})", content)
    assert set(dates) <= {b"2000"}
    assert zlib.crc32(content)
