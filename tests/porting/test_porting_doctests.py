"""The examples in the docstrings."""

import doctest
from importlib import import_module

import pytest

MODULES = ("porting.contacts", "porting.identifiers", "porting.names", "porting.wording", "law.cites")


@pytest.mark.parametrize("name", MODULES)
def test_examples_hold(name):
    failed, tried = doctest.testmod(import_module(f"e911audit.{name}"))
    assert (failed, tried > 0) == (0, True)
