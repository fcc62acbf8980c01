"""``compare-loa`` as a user meets it."""

from functools import partial

import pytest

CSR = [
    ["Account", "Carrier", "Business Name", "Telephone Numbers"],
    ["8841", "Tri-River Bell", "Acme, Inc.", "212-555-0142"],
]
LOA = [["Order", "Account", "Business Name", "Telephone Numbers"], ["PO-1", "8841", "Acme, Inc.", "212-555-0142"]]


@pytest.fixture
def run(command, monkeypatch, tmp_path):
    monkeypatch.chdir(tmp_path)
    return partial(command, "compare-loa")


@pytest.mark.parametrize(
    ("name", "options", "code"),
    [("Acme, Inc.", (), 0), ("ACME INC", (), 0), ("ACME INC", ("--fail-on", "minor"), 1), ("Other Inc", (), 1), ("Other Inc", ("--fail-on", "never"), 0)],
)  # fmt: skip
def test_exit_codes(run, write_csv, tmp_path, name, options, code):
    write_csv("in/csr.csv", CSR)
    write_csv("in/loa.csv", [LOA[0], ["PO-1", "8841", name, "212-555-0142"]])
    assert run(tmp_path / "in", *options)[0] == code


def test_table_goes_to_stdout_and_reports_to_files(run, write_csv, tmp_path):
    write_csv("in/csr.csv", CSR)
    write_csv("in/loa.csv", [LOA[0], ["PO-1", "8841", "Acme Inc.", "212-555-0142"]])
    code, out, err = run(tmp_path / "in", "-o", "letters.xlsx", "-o", "letters.md")
    assert (code, err) == (0, "")
    assert 'LOA lacks a comma after "Acme"' in out
    assert "Telnyx ENTITY_NAME_MISMATCH" in out
    assert (tmp_path / "letters.xlsx").is_file()
    assert (tmp_path / "letters.md").is_file()


def test_a_store_is_compared_without_a_path(run, write_csv, tmp_path):
    from e911audit import load

    load([write_csv("csr.csv", CSR), write_csv("loa.csv", LOA)], f"sqlite:///{tmp_path}/project.db")
    code, out, _ = run("--store", "project.db")
    assert code == 0
    assert out.startswith("Order PO-1, account 8841 at Tri-River Bell")


@pytest.mark.parametrize(
    ("words", "code", "told"),
    [
        ((), 2, "Give either a PATH or --store"),
        (("in", "--store", "x.db"), 2, "Give either a PATH or --store"),
        (("in", "-o", "letters.pdf"), 2, "letters.pdf cannot hold letters beside"),
        (("nowhere",), 3, "nowhere"),
        (("in",), 3, "no letter of authorization"),
    ],
)
def test_wrong_calls_are_told_in_a_sentence(run, write_csv, words, code, told):
    write_csv("in/csr.csv", CSR)
    found, out, err = run(*words)
    assert (found, out) == (code, "")
    assert told in err
    assert "Traceback" not in err
