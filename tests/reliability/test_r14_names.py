"""R14: no name of a site, an order or a customer leads out of a folder, or takes the place of another one's files."""

import csv
import re
from datetime import date
from importlib import import_module
from pathlib import Path

import pytest
from exports import write_exports
from payloads import NAMES
from running import answer_of, faults_of

from e911audit import fleet
from e911audit.fleet.customers import RESERVED, Customer, find_customers
from e911audit.reports.fixes import FORMATS
from e911audit.reports.port_package import FILES
from e911audit.reports.signoff import site_folder


def files_under(folder):
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}


@pytest.mark.parametrize("name", NAMES)
def test_a_customers_folder_lies_inside_and_every_system_takes_it(tmp_path, name):
    folder = Customer(name, tmp_path).folder
    made = (tmp_path / "out" / folder).resolve()
    assert made.parent == (tmp_path / "out").resolve()
    made.mkdir(parents=True)
    assert re.fullmatch(r"[A-Za-z0-9_-][A-Za-z0-9 ._-]*", folder)
    assert not folder.endswith((".", " "))
    assert not RESERVED.match(folder)
    assert len(folder) <= 100


@pytest.mark.parametrize("name", NAMES)
def test_a_sites_sign_off_lies_inside_and_every_system_takes_it(tmp_path, name):
    folder = site_folder(tmp_path / "out", name)
    assert folder.resolve().parent == (tmp_path / "out").resolve()
    assert re.fullmatch(r"[A-Za-z0-9_-][A-Za-z0-9 ._-]*", folder.name)
    assert not folder.name.endswith((".", " "))
    assert not RESERVED.match(folder.name)
    assert len(folder.name) <= 100


def test_no_two_sites_share_a_folder(tmp_path):
    assert len({site_folder(tmp_path, name).name.lower() for name in NAMES}) == len(NAMES)


def test_no_two_customers_share_a_folder():
    folders = [Customer(name, Path()).folder.lower() for name in {name.casefold(): name for name in NAMES}.values()]
    assert len(NAMES) >= 40
    assert len({*folders}) == len(folders)


def test_a_list_of_hostile_names_is_read_and_a_job_stays_inside(tmp_path):
    names = [*{name.strip().casefold(): name.strip() for name in NAMES}.values()]
    with (tmp_path / "list.csv").open("w", newline="", encoding="utf-8") as file:
        csv.writer(file).writerows([["Customer", "Path"], *([name, "exports"] for name in names)])
    (tmp_path / "exports").mkdir()
    found = find_customers(tmp_path / "list.csv")
    assert {one.name for one in found} == {*names}
    for one in found:
        answer = fleet.audit_customer(fleet.Job(customer=one, into=tmp_path / "out", as_of=date(2026, 11, 22)))
        assert "There is no file to read" in answer.fault
    assert {path.parent for path in (tmp_path / "out").iterdir()} == {tmp_path / "out"}
    assert {path.name for path in tmp_path.iterdir()} == {"list.csv", "exports", "out"}


@pytest.mark.slow
def test_names_in_the_data_name_no_file(tmp_path):
    here = tmp_path / "a" / "b" / "here"
    here.mkdir(parents=True)
    exports = tmp_path / "exports"
    exports.mkdir()
    write_exports(exports, NAMES)
    before = files_under(tmp_path)
    for words in (
        ("audit", exports, "--as-of", "2026-11-22", "-o", "a.json", "--store", "a.db", "--jobs", "1"),
        ("report", "--store", "a.db", "-o", "r.md", "--scope", "s.html", "--fixes", "fixes",
         "--port-package", NAMES[0], "package"),
        ("normalize", exports / "Sites.csv", "-o", "n.csv"),
    ):  # fmt: skip
        answer = answer_of(words, here)
        assert (answer.code in {0, 1}, faults_of(answer)) == (True, []), answer.err[-600:]
    fixes = {f"fixes/{name}" for module in FORMATS for name in import_module(module).NAMES}
    made = files_under(here)
    assert made - fixes == {"a.json", "a.db", "r.md", "s.html", "n.csv", *(f"package/{name}" for name in FILES)}
    assert made & fixes
    assert files_under(tmp_path) - before == {f"a/b/here/{name}" for name in made}
