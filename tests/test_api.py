"""The package for Python programs: the same answers as the command line."""

import json
from datetime import date

import pytest

import e911audit
from e911audit.config import Config
from e911audit.errors import NoInput, StoreRefused
from e911audit.values import Severity

CONFIG = Config(as_of=date(2026, 11, 22))
HEADER = ["Telephone Number", "Site Code", "E911 Provisioned", "Status"]


@pytest.fixture
def url(tmp_path):
    return f"sqlite:///{tmp_path / 'audit.db'}"


def test_the_public_names_are_there_and_no_others():
    assert all(callable(getattr(e911audit, name)) for name in e911audit.__all__)
    with pytest.raises(AttributeError, match="nonsense"):
        _ = e911audit.nonsense


def test_audit_writes_and_returns_what_it_found(tmp_path, url, write_csv):
    path = write_csv(
        "in/dids.csv", [HEADER, ["512-456-1414", "HQ", "no", "active"], ["512-456-1415", "B2", "no", "active"]]
    )
    out = tmp_path / "findings.json"
    result = e911audit.audit([path.parent], url, CONFIG, outputs=[out])
    assert result.worst() is Severity.BLOCKER
    told = json.loads(out.read_text())
    assert [finding["key"] for finding in told["findings"]] == [finding.key for finding in result.findings]
    assert result.totals["numbers"] == told["totals"]["numbers"] == 2


def test_load_and_check_are_its_two_halves(url, write_csv):
    path = write_csv("dids.csv", [HEADER, ["512-456-1414", "HQ", "no", "active"]])
    assert e911audit.load([path], url).changed
    assert not e911audit.load([str(path)], url).changed
    first, second = e911audit.check(url, CONFIG), e911audit.check(url, CONFIG)
    assert first == second
    assert first.findings


def test_a_result_for_some_sites_counts_only_those(url, write_csv):
    path = write_csv(
        "dids.csv", [HEADER, ["512-456-1414", "HQ", "no", "active"], ["512-456-1415", "B2", "no", "active"]]
    )
    result = e911audit.audit([path], url, CONFIG)
    some = result.for_sites(frozenset({"HQ"}))
    assert {finding.site for finding in some.findings} == {"HQ"}
    assert 0 < some.totals["blocker"] < result.totals["blocker"]
    assert some.outcomes == result.outcomes
    assert result.for_sites(frozenset({"ZZ"})).worst() is None


def test_a_load_that_fails_leaves_no_store_behind(tmp_path, url, write_csv):
    with pytest.raises(NoInput):
        e911audit.load([tmp_path / "none"], url)
    assert not (tmp_path / "audit.db").exists()
    e911audit.load([write_csv("dids.csv", [HEADER, ["512-456-1414"]])], url)
    with pytest.raises(NoInput):
        e911audit.load([tmp_path / "none"], url)
    assert (tmp_path / "audit.db").exists()


def test_a_check_of_nothing(tmp_path):
    with pytest.raises(StoreRefused):
        e911audit.check(f"sqlite:///{tmp_path}/none/audit.db", CONFIG)


def test_several_processes_give_the_same_answers(url, tmp_path, write_csv):
    from concurrent.futures import ThreadPoolExecutor

    header = ["Location ID", "Site Code", "Street Address", "City", "State", "ZIP"]
    path = write_csv(
        "locations.csv",
        [header, *([f"L{n}", "HQ", f"{n} Main St Suite {n}", "Austin", "TX", "78701"] for n in range(1, 300))],
    )
    alone = e911audit.audit([path], url, CONFIG)
    with ThreadPoolExecutor(2) as pool:
        together = e911audit.audit([path], f"sqlite:///{tmp_path / 'other.db'}", CONFIG, executor=pool)
    assert together == alone
