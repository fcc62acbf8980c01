"""Circuit IDs and CLLI codes: the forms of local exchange carriers are read, a provider's own ID is no fault."""

import doctest

import pytest

from e911audit import circuit_names
from e911audit.circuit_names import clli_fault, id_fault, id_form


@pytest.mark.parametrize(
    "name",
    [
        "10.LGGS.1000.1.NE",
        ".PLXX.123456..NY",
        "73/HCGS/123456/000/NE",
        "73/hcgs/123456//ne/",
        "A6.PLXX.123456.666.NY",
        "21.LGXX.402217..HST",
        "12.FXMX.732.555.1234.T22",
        ".SEGS.732.555.1234",
        "ITSP-4711",
        "SIP trunk Austin",
        "10.0.0.1",
        "+15125550100",
        "T1/AUSTTXGR",
        "73/HCGS/123456-123459/000/NE",
        "101/T3/AUSTTXGR/DLLSTXTA",
        "1001/ETHX/AUSTTXGRDS0/DLLSTXTA",
    ],
)
def test_good_and_foreign_ids_have_no_fault(name):
    assert id_fault(name) == ""


@pytest.mark.parametrize(
    "name",
    ["73/HCGS/12345678/000/NE", "73.HCGS.", "12.FXMX.732.555.12", "73/HCGS/12A456/000/NE", "101/T3/AUSTTXGR/1234TXTA"],
)
def test_ids_that_only_begin_like_a_carriers_have_one(name):
    assert id_fault(name)


@pytest.mark.parametrize(
    ("name", "form"),
    [
        ("73/HCGS/123456/000/NE", "serial number (CLCI)"),
        (".SEGS.732.555.1234", "telephone number"),
        ("101 /T3 /AUSTTXGR /DLLSTXTA", "facility (CLFI)"),
        ("ITSP-4711", ""),
    ],
)
def test_the_form_of_an_id_is_told(name, form):
    assert id_form(name) == form


@pytest.mark.parametrize("code", ["AUSTTXGR", "austtxgr", "AUSTTXGRDS0", "ATLNGACXDS0", "NYCMNY18", "AUSTTXP1234"])
def test_good_cllis(code):
    assert clli_fault(code) == ""


@pytest.mark.parametrize("code", ["AUSTTX", "AUSTTXGRDS", "AUS1TXGR", "AUST12GR", "12345678"])
def test_bad_cllis(code):
    assert clli_fault(code)


def test_doctests():
    assert doctest.testmod(circuit_names).failed == 0
