"""What is sure is corrected, what is not is left out and counted; the corrected data has no such finding any more."""

import csv
from dataclasses import replace
from pathlib import Path

import pytest

from e911audit.correcting.correct import CORRECTORS, agreed
from e911audit.views.correction import RECORD_911

SITES = """
    Sites: Site Code | Street Address   | City   | State | ZIP   | Buildings | Multi Tenant | Occupancy
           HQ        | 100 Congress Ave | Austin | TX    | 78701 | 1         | no           | office
           SHOP      | 12 Elm St        | Austin | TX    | 78701 | 1         | no           | office
    Buildings: Site Code | Building | Floors
               HQ        | Main     | 4
               SHOP      | Shop     | 1
    Locations: Location ID | Site Code | Street Address   | City   | State | ZIP   | Floor | Room | Validation | ELIN
               HQ-3-312    | HQ        | 100 Congress Ave | Austin | TX    | 78701 | 3     | 312  | provider   | {elin}
               HQ-4        | HQ        | 100 Congress Ave | Austin | TX    | 78701 | {floor} |    | provider   |
               SHOP-1      | SHOP      | 12 Elm St        | Austin | TX    | 78701 |       |      | provider   |
"""


def premises(elin="", floor="4"):
    return SITES.format(elin=elin, floor=floor)


def test_rules_of_the_table_are_of_the_catalogue():
    with (Path(__file__).parents[1] / "catalogue.csv").open(encoding="utf-8") as file:
        codes = {row["code"] for row in csv.DictReader(file)}
    assert set(CORRECTORS) <= codes


def test_a_device_is_where_its_number_is_listed(audited, made, found):
    example = premises() + """
    Numbers: Telephone Number | Site Code | Location ID | E911 Provisioned
             512-555-0101     | HQ        | HQ-3-312    | yes
             512-555-0102     | HQ        |             | yes
    Devices: Device Name | MAC               | Endpoint Kind | Telephone Number | Site Code | Location ID
             Phone 1     | 00:11:22:33:44:01 | fixed_onprem  | 512-555-0101     |           |
             Phone 2     | 00:11:22:33:44:02 | fixed_onprem  | 512-555-0102     |           |
             Phone 3     | 00:11:22:33:44:03 | offprem       | 512-555-0101     |           |
    """  # fmt: skip
    run = audited(
        example.replace(
            "Phone 3     | 00:11:22:33:44:03 | offprem       | 512-555-0101", "Laptop | 00:11:22:33:44:03 | offprem |"
        )
    )
    assert run.keys("LOC-001") == {"LOC-001:Phone 1", "LOC-001:Phone 2", "LOC-001:Laptop"}
    corrections = run.correct("LOC-001")
    assert found(corrections) == [("Phone 1", "location", "", "HQ-3-312")]
    assert str(corrections.corrections[0].cell).endswith("Devices!F2")
    assert corrections.told == "2 findings have no sure correction."
    again = audited(*made(run, corrections))
    assert again.keys("LOC-001") == {"LOC-001:Phone 2", "LOC-001:Laptop"}


@pytest.mark.parametrize(
    ("change", "why"),
    [
        (("512-555-0101 | HQ | HQ-3-312 | yes", "512-555-0101 | HQ | HQ-4 | yes"), "the location's floor is unknown"),
        (("Phone 9 | 00:11:22:33:44:09 | fixed_onprem |", "Phone 9 | 00:11:22:33:44:09 | fixed_onprem | 512-555-0101"),
         "two devices have the number"),
        (("fixed_onprem | 512-555-0101", "nonfixed_onprem | 512-555-0101"), "the device moves"),
        (("512-555-0102 | HQ |", "512-555-0101 | HQ | HQ-4"), "the number is listed at two locations"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)  # fmt: skip
def test_what_proves_no_location(audited, change, why):
    example = premises(floor="") + """
    Numbers: Telephone Number | Site Code | Location ID | E911 Provisioned
             512-555-0101 | HQ | HQ-3-312 | yes
             512-555-0102 | HQ |          | yes
    Devices: Device Name | MAC | Endpoint Kind | Telephone Number | Site Code | Location ID
             Phone 1 | 00:11:22:33:44:01 | fixed_onprem | 512-555-0101 | |
             Phone 8 | 00:11:22:33:44:08 | fixed_onprem |              | | HQ-4
             Phone 9 | 00:11:22:33:44:09 | fixed_onprem |              | | HQ-3-312
    """  # fmt: skip
    assert audited(example).answer("LOC-001", "device", "Phone 1").unsure == 0
    assert change[0] in example
    corrections = audited(example.replace(*change)).answer("LOC-001", "device", "Phone 1")
    assert (corrections.corrections, corrections.unsure) == ((), 1), why


def test_a_one_room_shop_proves_the_location_of_its_devices(audited, found):
    example = premises() + """
    Devices: Device Name | MAC               | Endpoint Kind | Site Code | Location ID
             Till        | 00:11:22:33:44:01 | fixed_onprem  | SHOP      |
             Desk        | 00:11:22:33:44:02 | fixed_onprem  | HQ        |
    """  # fmt: skip
    run = audited(example)
    assert found(run.answer("LOC-020", "device", "Till")) == [("Till", "location", "", "SHOP-1")]
    assert found(run.answer("LOC-020", "device", "Desk")) == []
    unknown = audited(
        example.replace(
            "| 12 Elm St        | Austin | TX    | 78701 | 1         | no ",
            "| 12 Elm St        | Austin | TX    | 78701 | 1         |    ",
        )
    )
    assert found(unknown.answer("LOC-020", "device", "Till")) == []


def test_a_device_belongs_to_the_site_of_its_number(audited, made, found):
    run = audited(premises() + """
    Numbers: Telephone Number | Site Code | Location ID
             512-555-0101     | HQ        | HQ-3-312
             512-555-0102     | HQ        | HQ-3-312
             512-555-0102     | SHOP      |
    Devices: Device Name | MAC               | Endpoint Kind | Telephone Number | Site Code | Location ID
             Phone 1     | 00:11:22:33:44:01 | fixed_onprem  | 512-555-0101     |           |
             Phone 2     | 00:11:22:33:44:02 | fixed_onprem  | 512-555-0102     |           |
             Phone 3     | 00:11:22:33:44:03 | fixed_onprem  |                  |           | SHOP-1
    """)  # fmt: skip
    corrections = run.correct("DEV-003")
    assert found(corrections) == [("Phone 1", "site", "", "HQ"), ("Phone 3", "site", "", "SHOP")]
    assert corrections.unsure == 1
    assert audited(*made(run, corrections)).keys("DEV-003") == {"DEV-003:Phone 2"}


CALLERS = """
    Numbers: Telephone Number | Site Code | Location ID | E911 Provisioned
             512-555-0101     | HQ        | HQ-3-312    | yes
             512-555-0102     | HQ        | HQ-3-312    | no
             512-555-0190     | HQ        | HQ-3-312    | yes
    Devices: Device Name | MAC               | Endpoint Kind | Telephone Number | Site Code | Location ID | Emergency Caller ID
             Phone 1     | 00:11:22:33:44:01 | fixed_onprem  | 512-555-0101     | HQ        | HQ-3-312    | 4101
             Phone 2     | 00:11:22:33:44:02 | fixed_onprem  | 512-555-0102     | HQ        | HQ-3-312    | 800-555-0142
"""


def test_a_device_shows_its_own_number_where_that_has_a_911_record(audited, made, found):
    run = audited(premises() + CALLERS)
    corrections = run.correct("CBN-011", "NUM-010")
    assert found(corrections) == [("Phone 1", "emergency_caller_id", "4101", "+15125550101")]
    again = audited(*made(run, corrections))
    assert "CBN-011:Phone 1" not in again.keys("CBN-011")
    assert again.keys("NUM-010") == {"NUM-010:Phone 2"}


def test_a_device_shows_the_elin_of_its_location_but_never_one_of_two_numbers(audited, made, found):
    run = audited(premises(elin="512-555-0190") + CALLERS)
    corrections = run.correct("CBN-011", "NUM-010")
    mended = ("Phone 2", "emergency_caller_id", "+18005550142", "+15125550190")
    assert found(corrections) == [mended, mended]
    assert [one.rule for one in corrections.corrections] == ["CBN-011", "NUM-010"]
    assert corrections.unsure == 1
    assert audited(*made(run, corrections)).keys("CBN-011", "NUM-010") == {"CBN-011:Phone 1"}


def test_two_findings_that_want_different_values_have_none(audited):
    run = audited(premises() + CALLERS)
    (one,) = run.correct("CBN-011").corrections
    other = replace(one, becomes="+15125550102", finding="NUM-010:Phone 1")
    assert agreed([one, replace(one, finding="NUM-010:Phone 1")]) == [one, replace(one, finding="NUM-010:Phone 1")]
    assert agreed([one, other]) == []


def test_a_missing_record_is_inserted_at_a_dispatchable_location_only(audited, found):
    run = audited(premises(floor="") + """
    Numbers: Telephone Number | Site Code | Location ID | E911 Provisioned | Class Of Service | Caller Name | Status
             512-555-0101     | HQ        | HQ-3-312    | no               | 2                | Café Ltd    | active
             512-555-0102     | HQ        | HQ-4        | no               |                  |             | active
             512-555-0103     | HQ        |             | no               |                  |             | active
             512-555-0104     | HQ        | HQ-3-312    | yes              |                  |             | spare
    """)  # fmt: skip
    corrections = run.correct("NUM-001")
    assert found(corrections) == [
        ("+15125550101", RECORD_911, "", "I 100 CONGRESS AVE AUSTIN TX FL 3 RM 312 78701"),
    ]
    assert corrections.corrections[0].whole["customer_name"] == "CAFE LTD"
    assert corrections.unsure == 2
    assert found(run.answer("NUM-007", "number", "+15125550104")) == [("+15125550104", RECORD_911, "", "D")]
    assert found(run.answer("NUM-007", "number", "+15125550101")) == []


def test_a_street_guide_that_lacks_the_address_leaves_the_record_out(audited, found):
    example = premises() + """
    Numbers: Telephone Number | Site Code | Location ID | E911 Provisioned
             512-555-0101     | HQ        | HQ-3-312    | no
    MSAG: Street Name | Street Suffix | Low | High | Community | State | Parity | ESN
          CONGRESS    | AVE           | 1   | 199  | AUSTIN    | TX    | both   | 101
    """  # fmt: skip
    assert len(found(audited(example).correct("NUM-001"))) == 1
    assert found(audited(example.replace("| 199 ", "| 99  ")).correct("NUM-001")) == []


RECORDS = """
    E911 Records: Telephone Number | House Number | Street Name | Street Suffix | Community | State | ZIP | ESN | Company ID
                  512-555-0101 | 100 | CONGRESS | AVENUE | AUSTIN | TX | 78701 | 00102 | ALPHA
                  512-555-0102 | 100 | ELM      | ST     | AUSTIN | TX | 78701 | 00101 | ALPHA
    MSAG: Street Name | Street Suffix | Low | High | Community | State | Parity | ESN
          CONGRESS    | AVE           | 1   | 199  | AUSTIN    | TX    | both   | 101
"""


def test_a_record_is_spelled_as_the_guide_and_gets_its_esn(audited):
    run = audited(RECORDS)
    assert run.keys("MSA-004", "MSA-006") == {"MSA-004:+15125550101", "MSA-004:+15125550102"}
    corrections = run.correct("MSA-004", "MSA-006")
    assert [(one.record, one.whole["function"], one.whole["street_suffix"]) for one in corrections.corrections] == [
        ("+15125550101", "C", "AVE")
    ]
    assert corrections.unsure == 1
    spelled = audited(RECORDS.replace("AVENUE", "AVE   "))
    assert spelled.keys("MSA-006") == {"MSA-006:+15125550101"}
    (esn,) = spelled.correct("MSA-006").corrections
    assert (esn.whole["esn"], esn.whole["street_suffix"], "esn 00102" in esn.was) == ("00101", "AVE", True)


def test_changes_of_one_record_add_up(audited):
    """The guide gives an ESN to the spelling as it is; two findings change two fields of one record."""
    example = premises() + """
    Numbers: Telephone Number | Site Code | Location ID
             512-555-0101     | HQ        | HQ-3-312
    Devices: Device Name | Endpoint Kind | Telephone Number | Site Code | Location ID
             Phone 1     | fixed_onprem  | 512-555-0101     | HQ        | HQ-3-312
    E911 Records: Telephone Number | House Number | Street Name | Street Suffix | Community | State | ZIP | ESN
                  512-555-0101 | 12 | CONGRESS | AVE | AUSTIN | TX | 78701 | 00102
    MSAG: Street Name | Street Suffix | Low | High | Community | State | Parity | ESN
          CONGRESS    | AVE           | 1   | 199  | AUSTIN    | TX    | both   | 101
    """  # fmt: skip
    run = audited(example)
    numbers = [("MSA-006", "e911_record"), ("NUM-006", "number")]
    first, second = run.answers(*((rule, kind, "+15125550101") for rule, kind in numbers)).corrections
    assert [(one.whole["house_number"], one.whole["esn"]) for one in (first, second)] == [
        ("12", "00101"),
        ("100", "00101"),
    ]


def test_a_record_takes_the_address_of_its_number_s_location(audited, found):
    run = audited(premises() + """
    Numbers: Telephone Number | Site Code | Location ID | Company ID
             512-555-0101     | HQ        | HQ-3-312    | BETA
    Devices: Device Name | Endpoint Kind | Telephone Number | Site Code | Location ID
             Phone 1     | fixed_onprem  | 512-555-0101     | HQ        | HQ-3-312
    E911 Records: Telephone Number | House Number | Street Name | Street Suffix | Community | State | ZIP | Customer Name | Company ID
                  512-555-0101 | 12 | Elm | St | Austin | TX | 78701 | Acme | ALPHA
    """)  # fmt: skip
    ((_, _, was, becomes),) = found(run.answer("NUM-006", "number", "+15125550101"))
    assert (was, becomes) == (
        "12 ELM ST AUSTIN TX 78701 company_id ALPHA",
        "C 100 CONGRESS AVE AUSTIN TX FL 3 RM 312 78701 company_id ALPHA",
    )
    ported = run.correct("NUM-017").corrections
    assert [(one.whole["function"], one.whole["company_id"]) for one in ported] == [("U", "ALPHA"), ("M", "BETA")]


def test_an_elin_gets_its_record(audited, found):
    example = premises(elin="512-555-0190") + """
    Numbers: Telephone Number | Kind | Location ID
             512-555-0190     | elin | HQ-3-312
    """  # fmt: skip
    run = audited(example)
    assert found(run.answer("CBN-013", "location", "HQ-3-312")) == [
        ("HQ-3-312", RECORD_911, "", "I 100 CONGRESS AVE AUSTIN TX FL 3 RM 312 78701")
    ]
    assert found(run.answer("CBN-013", "location", "HQ-4")) == []


ADDRESSES = """
    Locations: Location ID | Street Address                 | City   | State | ZIP   | Floor | Unit | Dispatch Location
               A           | 100 Congress Avenue, Suite 200 | Austin | TX    | 78701 | 3     |      |
               B           | 8 Elm Street                   | Boston | MA    | 2134  |       |      |
               C           | 100 Congress Avenue L2         | Austin | TX    | 78701 |       |      |
               D           | 100 Congress Ave               | Austin | TX    | 10001 |       |      |
"""


def test_an_address_is_written_anew_only_where_nothing_was_guessed(audited, made, found):
    run = audited(ADDRESSES)
    answers = {code: run.answer("LOC-018", "location", code) for code in "AB"}
    assert found(answers["A"]) == [
        ("A", "street", "100 Congress Avenue, Suite 200", "100 CONGRESS AVE"),
        ("A", "unit", "", "STE 200"),
    ]
    assert found(answers["B"]) == found(answers["A"]), "one finding stands for all locations of a site on a sheet"
    book = made(run, answers["A"])
    with audited(*book).store.work() as connection:
        rows = connection.exec_driver_sql(
            "select line1, line2, key from place join address on place_id = place.id join location on address_id = "
            "address.id where code = 'A'"
        ).all()
    with run.store.work() as connection:
        before = connection.exec_driver_sql(
            "select line1, line2, key from place join address on place_id = place.id join location on address_id = "
            "address.id where code = 'A'"
        ).all()
    assert rows == before


def test_a_number_list_alone_proves_nothing_against_a_911_record(audited, found):
    run = audited(premises() + """
    Numbers: Telephone Number | Site Code | Location ID
             512-555-0101     | HQ        | HQ-3-312
    E911 Records: Telephone Number | House Number | Street Name | Street Suffix | Community | State | ZIP
                  512-555-0101     | 12           | Elm         | St            | Austin    | TX    | 78701
    """)  # fmt: skip
    assert found(run.answer("NUM-006", "number", "+15125550101")) == []


def test_a_rule_without_a_corrector_has_none(audited):
    corrections = audited(premises()).answer("LEG-002", "line", "Lift")
    assert (corrections.corrections, corrections.unsure) == ((), 1)
    assert corrections.told == "1 finding has no sure correction."


def test_a_lost_zero_and_a_lost_plus_one_are_given_back(audited, made, found):
    run = audited("""
    Sites: Site Code | Street Address | City   | State | ZIP
           BOS       | 8 Elm Street   | Boston | MA    | 2134
           AUS       | 9 Elm Street   | Austin | TX    | 2134
    Numbers: Telephone Number    | Site Code
             (617) 555-0101      | BOS
             617-555-0110 - 0112 | BOS
             +16175550120        | BOS
    """)  # fmt: skip
    corrections = run.correct("HYG-008")
    assert found(corrections) == [
        ("+16175550101", "e164", "(617) 555-0101", "+16175550101"),
        ("BOS", "zip", "2134", "02134"),
    ]
    again = audited(*made(run, corrections))
    assert found(again.correct("HYG-008")) == []


def test_the_community_of_the_guide_takes_the_place_of_the_post_s_city(audited):
    run = audited("""
    MSAG: Street Name | Street Suffix | Low | High | Community    | State | Parity | ESN
          MAIN        | ST            | 100 | 199  | BRUSHY CREEK | TX    | both   | 231
          OAK         | ST            | 100 | 199  | ROUND ROCK   | TX    | both   | 231
    E911 Records: Telephone Number | House Number | Street Name | Street Suffix | Community  | State | ZIP
                  212-555-0142     | 101          | MAIN        | ST            | ROUND ROCK | TX    | 78664
    """)  # fmt: skip
    assert run.keys("MSA-007") == {"MSA-007:+12125550142"}
    (one,) = run.correct("MSA-007").corrections
    assert (one.whole["function"], one.whole["community_name"]) == ("C", "BRUSHY CREEK")


def test_a_missing_record_of_an_elin_that_the_run_found(audited, found):
    run = audited(premises(elin="512-555-0190") + """
    Numbers: Telephone Number | Location ID | E911 Provisioned
             512-555-0190     | HQ-3-312    | no
    E911 Records: Telephone Number | House Number | Street Name | Street Suffix | Community | State | ZIP
                  512-555-0199     | 12           | ELM         | ST            | AUSTIN    | TX    | 78701
    """)  # fmt: skip
    assert run.keys("CBN-013") == {"CBN-013:HQ-3-312"}
    assert found(run.correct("CBN-013")) == [
        ("HQ-3-312", RECORD_911, "", "I 100 CONGRESS AVE AUSTIN TX FL 3 RM 312 78701")
    ]
