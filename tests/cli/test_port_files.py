"""``report --calendar`` and ``report --port-package`` from the command line."""

from functools import partial

import pytest

from e911audit.api import audit

ORDERS = [["Order", "Losing Carrier", "FOC Date"], ["PO-1", "Tri-River Bell", "2026-12-02"]]


@pytest.fixture
def run(command, tmp_path, write_csv):
    """Run ``report`` on a store with one order: exit code, stdout, stderr."""
    url = f"sqlite:///{tmp_path / 'audit.db'}"
    audit([write_csv("port orders.csv", ORDERS)], url)
    return partial(command, "report", "--store", url, "-o", tmp_path / "o.json")


def test_a_calendar_and_the_paper_of_an_order(run, tmp_path):
    code, out, _ = run("--calendar", tmp_path / "cutover.ics", "--port-package", "po-1", tmp_path / "paper")
    assert code == 0
    assert "Wrote 7 files about order PO-1" in out
    assert "May port: 0 numbers." in out
    assert b"FOC: PO-1" in (tmp_path / "cutover.ics").read_bytes()
    assert (tmp_path / "paper" / "runbook.md").is_file()


def test_an_unknown_order_is_one_sentence(run, tmp_path):
    code, _, err = run("--port-package", "PO-11", tmp_path / "paper")
    assert code == 2
    assert err == "Error: There is no port order 'PO-11' in the inventory. [usage] The nearest are PO-1.\n"
    assert not (tmp_path / "paper").exists()


def test_a_calendar_of_another_kind_is_refused_before_any_work(run, tmp_path):
    code, _, err = run("--calendar", tmp_path / "cutover.pdf")
    assert code == 2
    assert "Use a name that ends in .xlsx or .ics." in err
    assert not (tmp_path / "o.json").exists()
