"""Files that nobody prepared for us: each is loaded or refused with a sentence, and its rows add up."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
CORPUS = ROOT.parent / "shared" / "corpus"
SECONDS = 20

READ_EACH = """
import json, sys
from pathlib import Path
from e911audit.errors import E911AuditError
from e911audit.intake.load import load
from e911audit.store import Store
for line in sys.stdin:
    store = Store.open("sqlite://")
    told = {"file": line.strip(), "sheets": [], "refused": "", "fault": ""}
    try:
        load(store, [Path(line.strip())])
        with store.work() as connection:
            rows = connection.exec_driver_sql("select state, reason, rows, loaded, ignored, rejected from sheet")
            told["sheets"] = [list(row) for row in rows]
    except E911AuditError as fault:
        told["refused"] = fault.sentence
    except BaseException as fault:
        told["fault"] = f"{type(fault).__name__}: {fault}"
    store.close()
    print(json.dumps(told), flush=True)
"""


def files(folder):
    return sorted(path for path in (CORPUS / folder).glob("*") if path.is_file()) if CORPUS.is_dir() else []


def read_each(paths):
    """What became of each file: read by one child process after the other, a new one behind each that dies or hangs."""
    told = {}
    left = list(paths)
    while left:
        asked = "".join(f"{path}\n" for path in left[:40])
        try:
            done = subprocess.run(
                [sys.executable, "-c", READ_EACH],
                input=asked,
                capture_output=True,
                text=True,
                timeout=SECONDS * 2,
                check=False,
                cwd=ROOT,
            )
            out = done.stdout
        except subprocess.TimeoutExpired as late:
            out = (late.stdout or b"").decode()
        answers = [json.loads(line) for line in out.splitlines()]
        told.update({answer["file"]: answer for answer in answers})
        if len(answers) < len(left[:40]):
            dead = left[len(answers)]
            told[str(dead)] = {"file": str(dead), "sheets": [], "refused": "", "fault": "the process died or hung"}
        left = [path for path in left if str(path) not in told]
    return told


@pytest.mark.slow
@pytest.mark.skipif(not CORPUS.is_dir(), reason="the corpus lies beside the project, on the machine of its makers only")
@pytest.mark.parametrize("folder", ["real", "samples", "hostile"])
def test_every_file_is_loaded_or_refused_in_a_sentence(folder):
    told = read_each(files(folder))
    assert told
    faults = {Path(file).name: answer["fault"] for file, answer in told.items() if answer["fault"]}
    assert faults == {}
    for file, answer in told.items():
        assert answer["sheets"] or answer["refused"].endswith("."), file
        for state, reason, rows, loaded, ignored, rejected in answer["sheets"]:
            assert rows == loaded + ignored + rejected, file
            assert reason, file
            assert state == "loaded" or not loaded, file


EXPECTED = {
    "cms_hospital_general_2018.csv": 4793,
    "imls_museums_2018_f1.csv": 7431,
    "md_elevators_sample_no_contacts.csv": 2495,
    "us_district_offices.csv": 1312,
}


@pytest.mark.slow
@pytest.mark.skipif(not CORPUS.is_dir(), reason="the corpus lies beside the project, on the machine of its makers only")
def test_registers_with_a_header_are_read_to_the_last_row():
    told = read_each([CORPUS / "real" / name for name in EXPECTED])
    assert {Path(file).name: answer["sheets"][0][2] for file, answer in told.items()} == EXPECTED
