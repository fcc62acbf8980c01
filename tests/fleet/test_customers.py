"""Whose exports lie where, and what each customer's folder and schema are called."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from e911audit.errors import NoInput
from e911audit.fleet import Customer, find_customers
from e911audit.store import store as store_module


def test_every_folder_and_archive_is_a_customer(tmp_path):
    for name in ("Globex", "acme", ".git"):
        (tmp_path / name).mkdir()
    (tmp_path / "initech.zip").write_bytes(b"")
    (tmp_path / "read me.txt").write_text("no customer")
    assert [one.name for one in find_customers(tmp_path)] == ["Globex", "acme", "initech"]


@pytest.mark.parametrize("header", [["Customer", "Path"], [" PATH", "Account Manager", "customer "]])
def test_a_list_names_customers_and_paths(write_csv, tmp_path, header):
    cells = {"customer": "Acme", "path": "exports/acme", "account manager": "Joe"}
    row = [cells[name.strip().lower()] for name in header]
    file = write_csv("list.csv", [["Our customers"], header, row, ["", "", ""]])
    assert find_customers(file) == (Customer("Acme", tmp_path / "exports/acme"),)


def test_a_list_may_be_a_workbook(write_book, tmp_path):
    file = write_book("list.xlsx", {"Fleet": [["Customer", "Path"], ["Acme", "a"], ["Globex", "b"]]})
    assert [one.path for one in find_customers(file)] == [tmp_path / "a", tmp_path / "b"]


@pytest.mark.parametrize(
    ("rows", "told"),
    [
        ([["Customer", "Path"]], "holds no customer"),
        ([["Name", "Where"], ["Acme", "a"]], "holds no customer"),
        ([["Customer", "Path"], ["Acme", ""]], r"has no path, .*list\.csv row 2"),
        ([["Customer", "Path"], ["", "a"]], r"has no name, .*list\.csv row 2"),
        ([["Customer", "Path"], ["Acme", "a"], ["Acme", "b"]], "2 customers of .* have the name 'Acme'"),
        ([["Customer", "Path"], ["Acme", "a"], ["acme", "b"]], "2 customers of .* have the folder 'acme'"),
    ],
)
def test_a_list_that_is_not_clear_is_refused(write_csv, rows, told):
    with pytest.raises(NoInput, match=told):
        find_customers(write_csv("list.csv", rows))


def test_a_folder_that_is_not_there(tmp_path):
    with pytest.raises(NoInput, match="There is no file or folder"):
        find_customers(tmp_path / "none")


@given(st.text(min_size=1))
def test_every_name_gives_a_folder_inside_and_a_schema(name):
    customer = Customer(name, None)
    assert re.fullmatch(r"[A-Za-z0-9_-][A-Za-z0-9 ._-]*", customer.folder)
    assert customer.folder not in (".", "..")
    assert not customer.folder.endswith((".", " "))
    assert store_module.SCHEMA.fullmatch(customer.schema)


@pytest.mark.parametrize(
    "name", ["../../etc", "a/b", "con", "NUL.txt", "COM1", "=cmd()", "\u202egpj", "..", "Łódź", " "]
)
def test_a_name_that_some_system_refuses_is_changed_and_told_apart(name):
    folder = Customer(name, None).folder
    assert folder != name
    assert re.search(r"-[0-9a-f]{6}$", folder)
    assert folder != Customer(name + "x", None).folder
