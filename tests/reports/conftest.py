"""Results to report."""

from dataclasses import replace

import pytest
from reports_sample import make_result


@pytest.fixture
def result():
    return make_result()


@pytest.fixture
def empty(result):
    """A run over a folder without any file."""
    nothing = dict.fromkeys(
        ("sources", "outcomes", "findings", "sites", "must_survive", "port_hold", "addresses", "row_notes", "rules"), ()
    )
    return replace(result, cutover=None, totals=dict.fromkeys(result.totals, 0), **nothing)
