"""Files that nobody prepared for us, one process each: read or refused, within time and memory, and no cell falls out."""

import csv
import json
import subprocess
import sys
import warnings
from pathlib import Path
from typing import NamedTuple

import pytest
from openpyxl import load_workbook

ROOT = Path(__file__).resolve().parents[1]
CORPUS = ROOT.parent / "shared" / "corpus"
SECONDS = 20
MOST_KB = 500 << 10
"""Above the idle program, for the program and its child together."""
IDLE = "nothing.csv"

READ_ONE = """
import json, resource, sys
from pathlib import Path
from time import perf_counter
from e911audit.errors import E911AuditError
from e911audit.intake.sources import find_files
from e911audit.sheets import child, read
start = perf_counter()
told = {"sheets": [], "refused": []}
for file in find_files([Path(sys.argv[1])]):
    try:
        for table in read(file.file):
            cells = sum(1 for row in table.rows for cell in row if cell)
            told["sheets"].append([table.name, cells, table.fault, list(table.notes)])
    except E911AuditError as refusal:
        told["refused"].append([refusal.sentence, refusal.advice])
told["seconds"] = perf_counter() - start
child._stop()
told["kb"] = sum(resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
print(json.dumps(told))
"""


class Told(NamedTuple):
    """What became of one file."""

    sheets: list[list]
    refused: list[list[str]]
    seconds: float
    kb: int


def reading(path):
    done = subprocess.run(
        [sys.executable, "-c", READ_ONE, str(path)],
        capture_output=True,
        text=True,
        timeout=SECONDS,
        check=False,
        cwd=ROOT,
    )
    assert done.returncode == 0, f"{path.name}: {done.stderr[-500:]}"
    return Told(**json.loads(done.stdout))


def files(*folders):
    found = (path for folder in folders for path in (CORPUS / folder).glob("*"))
    return sorted(path for path in found if path.suffix not in {".md", ".json"} and path.name != "index.csv")


@pytest.fixture(scope="module")
def told(tmp_path_factory):
    """Every file of the corpus, and an idle program beside them."""
    idle = tmp_path_factory.mktemp("idle") / IDLE
    idle.write_text("a,b\n")
    return {path.name: reading(path) for path in [idle, *files("hostile", "samples", "real")]}


pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(
        not CORPUS.is_dir(), reason="the corpus lies beside the project, on the machine of its makers only"
    ),
]


def test_every_file_is_read_or_refused_in_one_sentence(told):
    for name, file in told.items():
        assert file.sheets or file.refused, name
        for sentence, advice in file.refused:
            assert sentence.endswith("."), name
            assert ". " not in sentence, name
            assert advice.endswith("."), name
            assert sentence.startswith(name), name


def test_none_takes_more_memory_than_it_may(told):
    idle = told[IDLE].kb
    over = {name: file.kb - idle for name, file in told.items() if file.kb - idle > MOST_KB}
    assert over == {}


def test_the_figures_are_told(told, capsys):
    files = [file for name, file in told.items() if name != IDLE]
    loaded = [file for file in files if any(not fault for _, _, fault, _ in file.sheets)]
    slowest = max(told, key=lambda name: told[name].seconds)
    largest = max(told, key=lambda name: told[name].kb)
    with capsys.disabled():
        print(
            f"\n{len(files)} files, {len(loaded)} read, {len(files) - len(loaded)} refused; "
            f"slowest {told[slowest].seconds:.2f} s ({slowest}); largest {told[largest].kb / 1024:.0f} MB ({largest})"
        )
    assert len(loaded) > len(files) / 2


REFUSED = {
    "bomb__poi__poc-xmlbomb-empty.xlsx": "inflates",
    "corrupt__cal__issue_666_panic.xlsb": "damaged",
    "corrupt__cal__too_small.xls": "neither",
    "corrupt__poi__duplicate-filename-case-insensitive.xlsx": "more than once",
    "corrupt__poi__xlsx-corrupted.xlsx": "damaged",
    "csv__fric__empty.csv": "empty",
    "html__messy__rowcolspan.html": "web page",
    "made__billion_laughs.xlsx": "DOCTYPE",
    "made__inflated_two_corners.xlsx": "stray cell",
    "made__truncated.xlsx": "damaged",
    "made__zipbomb_512MiB_string.xlsx": "inflates",
    "wrongext__fric__implicit-zip.csv": "zip archive",
    "wrongext__sjs__1904.xml": "Excel 2003",
} | {path.name: "password" for path in files("hostile") if path.name.startswith("encrypted__")}


@pytest.mark.parametrize("name", REFUSED)
def test_what_is_refused_is_called_by_what_it_is(told, name):
    assert told[name].sheets == []
    assert [REFUSED[name] in sentence for sentence, _ in told[name].refused] == [True]


NOT_COMPARABLE = {
    "big__php__issue.3654.xlsx": "a text of several formats, which openpyxl leaves out",
    "encoding__cal__whitespace_trim.xlsx": "a cell of blanks alone",
    "made__wide_16384.xlsx": "openpyxl takes all memory for it",
    "formula__readxl__missing-v-node-xlsx.xlsx": "our mark of a formula without a value",
    "made__formula_no_cache.xlsx": "our mark of a formula without a value",
}


def cells_by_openpyxl(path):
    """Non-blank cells of each sheet; None where openpyxl fails or finds no sheet, as in strict workbooks."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            book = load_workbook(path, data_only=True)
    except Exception:
        return None
    return {
        sheet.title: sum(1 for row in sheet.iter_rows(values_only=True) for cell in row if cell not in (None, ""))
        for sheet in book.worksheets
    } or None


def test_no_cell_of_a_workbook_falls_out(told):
    compared = 0
    for path in files("hostile", "real"):
        if path.suffix not in {".xlsx", ".xlsm"} or path.name in NOT_COMPARABLE or told[path.name].refused:
            continue
        theirs = cells_by_openpyxl(path)
        if theirs is None:
            continue
        ours = {name: cells for name, cells, fault, _ in told[path.name].sheets if not fault}
        assert {name: cells for name, cells in ours.items() if cells} == {
            name: cells for name, cells in theirs.items() if cells
        }, path.name
        compared += 1
    assert compared > 50


def test_no_row_of_a_text_falls_out(told):
    compared = 0
    for path in files("hostile", "real", "samples"):
        if path.suffix != ".csv" or told[path.name].refused:
            continue
        encoding, _, rest = told[path.name].sheets[0][3][0].partition(", delimiter ")
        delimiter = {"comma": ",", "semicolon": ";", "tab": "\t", "pipe": "|"}[rest]
        with path.open(encoding=encoding, newline="") as file:
            rows = csv.reader((line.replace("\0", "") for line in file), delimiter=delimiter)
            assert sum(1 for row in rows for cell in row if cell) == told[path.name].sheets[0][1], path.name
        compared += 1
    assert compared > 50
