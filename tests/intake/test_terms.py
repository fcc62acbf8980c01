"""Names of companies and services mean what sheets of providers and the vocabulary say, in whatever order they come."""

import pytest
from sqlalchemy import select

from e911audit.intake.cells import Unread
from e911audit.intake.cells_roles import provider_roles
from e911audit.intake.load import load
from e911audit.intake.terms import label_fits
from e911audit.model import Contract, Demarc, Provider, Scope, Sheet, Term
from e911audit.store import Store

SHEETS = {
    "Scope": [
        [
            "Site Code",
            "Last Mile Owner",
            "Number Owner",
            "SIP Owner",
            "ILEC",
            "Inside Wiring Owner",
            "Patch Panel Owner",
        ],
        ["HQ", "ET&C", "the carrier", "Other Voice", "", "Landlord", ""],
    ],
    "Contracts": [
        [
            "Provider",
            "Service Class",
            "Tariffed",
            "Repair Hours",
            "Term End",
            "Cancel Notice Days",
            "Early Termination",
        ],
        ["et & c", "Best Effort", "no", "24 h", "2026-12-31", "30 days", "none"],
    ],
    "Demarcs": [
        ["Site Code", "Circuit ID", "Demarc Location", "Photo", "Label", "Boundary"],
        ["hq", "73/HCGS/123456/000/NE", "MPOE, room 101", "no", "73.HCGS.123456..NE", "smart jack"],
    ],
}
PROVIDERS = {
    "Providers": [
        ["Provider", "Role", "Aliases", "NOC Phone", "Ticket Rule"],
        ["Example Telco", "CLEC and ILEC", "ET&C; Extelco", "800-555-0100", "give the circuit ID"],
    ]
}


@pytest.fixture
def connection(write_book):
    store = Store.open("sqlite://")
    load(store, [write_book("scope.xlsx", SHEETS)])
    load(store, [write_book("providers.xlsx", PROVIDERS)])
    with store.work() as connection:
        yield connection
    store.close()


def test_sheets_are_read_whole(connection):
    sheets = connection.execute(select(Sheet.profile, Sheet.loaded, Sheet.complaints).order_by(Sheet.profile)).all()
    assert sheets == [("contracts", 1, 0), ("demarcs", 1, 0), ("providers", 1, 0), ("scope", 1, 0)]
    provider = connection.execute(select(Provider.role, Provider.noc_phone)).one()
    assert provider == ("ilec, clec", "+18005550100")
    assert connection.execute(select(Scope.site, Scope.patch_panel_owner)).one() == ("HQ", None)


def test_aliases_mean_the_provider_that_was_loaded_later(connection):
    terms = {term.written: term for term in connection.execute(select(Term.__table__))}
    assert {terms[name].meant for name in ("ET&C", "et & c", "Example Telco")} == {"Example Telco"}
    assert (terms["Other Voice"].listed, terms["ET&C"].listed) == (False, True)
    assert (terms["the carrier"].generic, terms["Other Voice"].generic) == (True, False)
    assert (terms["Best Effort"].kind, terms["Best Effort"].meant) == ("service", "best_effort")
    assert "Landlord" not in terms


def test_dates_and_labels_are_worked_out(connection):
    contract = connection.execute(select(Contract.repair_hours, Contract.notice_by, Contract.early_termination)).one()
    assert (contract[0], contract[1].isoformat(), contract[2]) == (24, "2026-12-01", "none")
    demarc = connection.execute(select(Demarc.name, Demarc.photo, Demarc.boundary, Demarc.label_fits)).one()
    assert demarc == ("73/HCGS/123456/000/NE", None, "nid", "yes")


@pytest.mark.parametrize(
    ("label", "circuit", "fits"),
    [
        ("Example Telco 10.LGGS.1000.1.NE", "10/LGGS/001000/1/NE", "yes"),
        ("10.LGGS.1001.1.NE", "10/LGGS/001000/1/NE", "no"),
        ("LGGS 1000", "10/LGGS/001000/1/NE", "no"),
        ("--", "10/LGGS/001000/1/NE", None),
        ("10.LGGS.1000", None, None),
    ],
)
def test_a_label_shows_the_whole_circuit_id(label, circuit, fits):
    assert label_fits(label, circuit) == fits


def test_a_role_nobody_knows_is_unread():
    assert provider_roles("SIP provider / CLEC") == "clec, itsp"
    assert provider_roles("the carrier") == "carrier"
    with pytest.raises(Unread):
        provider_roles("ILEC, plumber")
