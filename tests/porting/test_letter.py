"""A letter beside the carrier's record: pairs of texts as projects have them, and what a person must be told."""

import csv
from pathlib import Path

import pytest

from e911audit.numbers import read_numbers
from e911audit.places.place import Written
from e911audit.porting.letter import compare_letter
from e911audit.porting.levels import Level
from e911audit.porting.sides import Letter, Record
from e911audit.porting.strictness import Strictness, fields, strictness_of

PAIRS = list(csv.DictReader(Path(__file__).with_name("pairs.csv").read_text(encoding="utf-8").splitlines()))
NORMAL, STRICT, MINIMAL = (Strictness(name, "declared", "") for name in ("normal", "strict", "minimal"))


def numbers(text):
    return frozenset(phone.e164 for phone in read_numbers(text)) if text else frozenset()


def sides(field, csr, loa):
    """Both sides with one field of each."""
    if field == "service_address":
        return Record(service=Written(csr)), Letter(service=Written(loa))
    if field == "zip":
        return Record(service=Written(zip=csr)), Letter(service=Written(zip=loa))
    if field == "numbers":
        return Record(numbers=numbers(csr)), Letter(numbers=numbers(loa))
    if field == "signer":
        return Record(contacts=csr), Letter(signer=loa)
    return Record(**{field: csr}), Letter(**{field: loa})


def compared(field, record, letter, how=NORMAL, **further):
    return next(one for one in compare_letter(record, letter, how, **further) if one.field == field)


def one_field(field, csr, loa, how=NORMAL):
    return compared(field, *sides(field, csr, loa), how)


@pytest.mark.parametrize("pair", PAIRS, ids=[row["number"] for row in PAIRS])
def test_pairs(pair):
    found = one_field(pair["field"], pair["csr"], pair["loa"])
    strict = one_field(pair["field"], pair["csr"], pair["loa"], STRICT)
    assert (found.level, "|".join(found.parts)) == (pair["level"], pair["parts"])
    assert (found.rejection, found.likelihood, strict.likelihood) == (
        pair["rejection"], pair["likelihood"], pair["strict"],
    )  # fmt: skip


@pytest.mark.parametrize(
    ("field", "csr", "loa", "told"),
    [
        ("service_address", "100 N Main St Ste 200", "100 N Main St", 'LOA lacks "STE 200" (unit)'),
        ("service_address", "100 Main St", "100 Main St Fl 2", 'LOA adds "2" (floor)'),
        ("service_address", "1 Elm St Ste 2", "1 Elm St Ste 3", 'LOA has "STE 3" where the CSR has "STE 2" (unit)'),
        ("service_address", "100 N Main St", "100 N. Main St", 'LOA adds a full stop after "N"'),
        ("name", "Acme, Inc.", "Acme Inc", 'LOA lacks a comma after "Acme"; LOA lacks a full stop after "Inc"'),
        ("name", "Acme Inc", "ACME INC", "upper and lower case differ"),
        ("name", "O\u2019Brien", "O'Brien", "LOA has an apostrophe for a curly apostrophe"),
        ("name", "Acme Inc", "Acme", 'LOA lacks "Inc" (legal form)'),
        ("signer", "Darin L. Ward", "Darin Ward", 'LOA lacks "L." (middle initial)'),
    ],
)
def test_a_person_sees_what_differs(field, csr, loa, told):
    assert one_field(field, csr, loa).difference == told


def test_every_field_is_compared_in_order():
    found = compare_letter(Record(), Letter(), NORMAL)
    assert [one.field for one in found] == list(fields())
    assert {(one.level, one.severity, one.rejection) for one in found} == {(Level.UNCOMPARABLE, "", "")}


def test_the_billing_address_as_service_address():
    record = Record(
        service=Written("100 N Main St", city="Austin", state="TX"), billing=Written("PO Box 12, Austin, TX 78767")
    )
    found = compared("service_address", record, Letter(service=Written("P.O. Box 12", city="Austin", state="TX")))
    assert (found.level, found.crossed) == (Level.MISMATCH, "has the billing address of the CSR")


def test_one_address_for_both_is_no_cross_match():
    here = Written("100 N Main St", city="Austin", state="TX")
    found = compared("service_address", Record(service=here, billing=here), Letter(service=here))
    assert (found.level, found.crossed) == (Level.EXACT, "")


def test_a_site_that_the_carrier_does_not_know():
    from e911audit.porting.addresses import parts

    here = Written("5 Elm St", city="Austin", state="TX")
    found = compared(
        "service_address", Record(service=Written("9 Oak St", city="Austin", state="TX")), Letter(service=here),
        sites={parts(here): "HQ"},
    )  # fmt: skip
    assert found.crossed == "has the address of site HQ, which the CSR does not know"


def test_other_cross_matches():
    record = Record(account="88-41", btn="+12125550100", name="Acme Holdings LLC", dba="Acme Widgets", numbers=numbers("2125550100-0102"),
                    service=Written("1 Elm St"), billing=Written("PO Box 12"))  # fmt: skip
    letter = Letter(account="212-555-0100", btn="+12125550102", name="Acme Widgets", billing=Written("1 Elm St"))
    crossed = {one.field: one.crossed for one in compare_letter(record, letter, NORMAL) if one.crossed}
    assert crossed == {
        "name": "has the DBA of the CSR, not its name",
        "account": "has the billing number of the CSR, not its account number",
        "btn": "has another number of the account",
        "billing_address": "has the service address of the CSR",
    }


def test_a_trade_name_is_compared_with_the_trade_name():
    record = Record(name="Acme Holdings LLC", dba="Acme Widgets")
    letter = Letter(name="Acme Holdings LLC d/b/a Acme Widgets")
    assert compared("name", record, letter).level == Level.EQUAL_NORMALISED
    assert compared("dba", record, letter).level == Level.EXACT


@pytest.mark.parametrize(
    ("required", "held", "level"),
    [
        ("yes", "yes", Level.EXACT), ("yes", "no", Level.MISMATCH), ("yes", "", Level.MISMATCH),
        ("no", "", Level.EXACT), ("", "yes", Level.UNCOMPARABLE),
    ],
)  # fmt: skip
def test_pin_is_present_or_not(required, held, level):
    assert compared("pin", Record(pin_required=required), Letter(pin_held=held)).level == level


@pytest.mark.parametrize(
    ("extent", "rejection", "severity"),
    [("full", "PARTIAL_FULL", "blocker"), ("partial", "", ""), ("", "PARTIAL_FULL", "major")],
)
def test_numbers_that_stay(extent, rejection, severity):
    record, letter = Record(numbers=numbers("2125550100-0109")), Letter(numbers=numbers("2125550100"), extent=extent)
    found = compared("numbers", record, letter)
    assert (found.level, found.rejection, found.severity) == (Level.TOKEN_DIFF, rejection, severity)


@pytest.mark.parametrize(
    ("new", "told"),
    [
        ("+12125550109", ""),
        ("+12125550101", "+12125550101 is on the port list"),
        ("+12125550100", "+12125550100 is on the port list and is the old billing number"),
        ("+12125550150", "+12125550150 is not on the account"),
        ("", "no new billing number is named, and +12125550100 moves"),
    ],
)
def test_new_billing_number(new, told):
    record = Record(btn="+12125550100", numbers=numbers("2125550100-0109"))
    found = compared("new_btn", record, Letter(new_btn=new, numbers=numbers("2125550100-0101"), extent="partial"))
    assert (found.difference, found.level) == (told, Level.MISMATCH if told else Level.EXACT)


def test_the_office_of_the_signer():
    record = Record(contacts="Ann Lee, CFO; Bob Ray (IT Director)")
    assert (
        compared("title", record, Letter(signer="Ann Lee", title="Chief Financial Officer")).level
        == Level.EQUAL_NORMALISED
    )
    assert compared("title", record, Letter(signer="Bob Ray", title="CFO")).level == Level.MISMATCH
    assert compared("title", record, Letter(signer="Eve Poe", title="CFO")).level == Level.UNCOMPARABLE


def test_a_town_that_one_side_leaves_out_decides_nothing():
    found = compared(
        "service_address",
        Record(service=Written("1 Elm St", city="Austin", state="TX")),
        Letter(service=Written("1 Elm St")),
    )
    assert (found.level, found.likelihood, found.severity) == (Level.TOKEN_DIFF, "low", "")


def test_carriers_that_check_few_fields():
    name = one_field("name", "Acme Inc", "Other Inc", MINIMAL)
    account = one_field("account", "8841", "8842", MINIMAL)
    assert (name.likelihood, name.severity) == ("low", "minor")
    assert (account.likelihood, account.severity) == ("certain", "blocker")


def test_strict_carriers_refuse_a_comma():
    assert one_field("name", "Acme, Inc", "Acme Inc").severity == "minor"
    assert one_field("name", "Acme, Inc", "Acme Inc", STRICT).severity == "blocker"


def test_strictness_and_how_we_know_it():
    assert strictness_of("Tri-River Bell").name == "normal"
    assert strictness_of("Tri-River Bell").certainty == "assumed"
    assert strictness_of("Tri-River Bell", "strict") == Strictness("strict", "declared", "the Providers sheet")
    assert strictness_of("Bandwidth.com CLEC")[:2] == ("minimal", "seen")
    assert strictness_of("Tri-River Bell", one_simple_line=True)[:2] == ("minimal", "seen")
