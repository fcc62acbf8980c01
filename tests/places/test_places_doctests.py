"""The examples in the docstrings of the address engine are true."""

import doctest
import pkgutil
from importlib import import_module

import pytest

from e911audit import places

MODULES = [f"e911audit.places.{found.name}" for found in pkgutil.iter_modules(places.__path__)]


@pytest.mark.parametrize("name", MODULES)
def test_examples_in_docstrings(name):
    assert doctest.testmod(import_module(name)).failed == 0


def test_there_are_examples():
    finder = doctest.DocTestFinder(exclude_empty=True)
    assert sum(bool(found.examples) for name in MODULES for found in finder.find(import_module(name))) > 10
