"""The files of corrections: they load again by our own profiles to the corrected values, and nothing in them runs."""

import csv
import re
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as some

from e911audit.config import Config
from e911audit.correcting import correct
from e911audit.errors import CannotWrite
from e911audit.intake.load import load
from e911audit.judging import judge
from e911audit.nena import read_file
from e911audit.reports.fixes import write
from e911audit.reports.fixes.teams_script import COMMANDS, quoted
from e911audit.store import Store
from e911audit.telling.recall import recall
from e911audit.values import Severity
from e911audit.views.correction import RECORD_911, Correction, Corrections
from e911audit.views.result import Cell, Finding

PROFILES = Path(__file__).parents[1] / "profiles"
NOTE = "Nothing has been applied"


@pytest.fixture
def run():
    """Corrections of made-up findings on exports, and stores of what was written."""
    opened = []

    def stored(*files: Path) -> Store:
        store = Store.open("sqlite://")
        opened.append(store)
        load(store, list(files))
        return store

    def corrections(files: list[Path], *subjects: tuple[str, str, str]) -> Corrections:
        store = stored(*files)
        judge(store, Config(as_of=date(2026, 11, 22), rules={"NUM-002": {"allow_fictitious": True}}))
        findings = [
            Finding(
                key=f"{rule}:{subject}", rule=rule, severity=Severity.MINOR, subject_kind=kind, subject=subject, site="",
                message="", fix="", cites=(), affects=1, status="open", cells=(), original="",
            )
            for rule, kind, subject in subjects
        ]  # fmt: skip
        return correct(store, recall(store), findings)

    corrections.stored = stored
    yield corrections
    for store in opened:
        store.close()


def rows_of(store: Store, query: str) -> list[tuple]:
    with store.work() as connection:
        return [tuple(row) for row in connection.exec_driver_sql(query)]


def names(paths: list[Path]) -> set[str]:
    return {path.name for path in paths}


LOCATION_PLACES = (
    "select distinct l.code, p.line1, p.line2, p.city, p.state, p.zip from location l join address a on l.address_id = a.id "
    "join place p on a.place_id = p.id order by l.code"
)
WIREMAP = (
    "CompanyName,CompanyTaxId,Description,Address,Location,City,StateOrProvince,PostalCode,CountryOrRegion,Latitude,"
    "Longitude,Elin,NetworkDescription,NetworkObjectType,NetworkObjectIdentifier,SkipMapsLookup,EntryHash,Warning\n"
    'Acme,,Boston,"8 Elm Street, Suite 200",Floor 1,Boston,MA,2134,US,42.35,-71.13,,data,Subnet,10.1.1.0,,abc,old\n'
    'Acme,,Boston,"8 Elm Street, Suite 200",Floor 1,Boston,MA,2134,US,42.35,-71.13,,ap,WirelessAccessPoint,'
    "f0-6e-0b-c2-03-1a,true,def,\n"
    "Acme,,Austin HQ,100 Congress Ave,Floor 2,Austin,TX,78701,US,,,,sw,Port,00-11-22-33-44-55;Gi1/0/7,,ghi,\n"
)


def test_a_wiremap_keeps_its_columns_and_loads_to_the_corrected_place(run, tmp_path):
    export = tmp_path / "wiremap.csv"
    export.write_text(WIREMAP, encoding="utf-8")
    found = run([export], ("LOC-018", "location", "Boston Floor 1"), ("LOC-018", "site", "Austin HQ"))
    written = write(found, tmp_path / "fixes")
    assert names(written) == {"corrections.csv", "README.txt", "teams-wiremap.csv"}
    with (tmp_path / "fixes" / "teams-wiremap.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [row["NetworkObjectIdentifier"] for row in rows] == ["10.1.1.0", "f0-6e-0b-c2-03-1a"]
    first = rows[0]
    assert (first["CompanyName"], first["Latitude"], first["Longitude"]) == ("Acme", "42.35", "-71.13")
    assert (first["Address"], first["Location"], first["PostalCode"]) == ("8 ELM ST", "Floor 1, STE 200", "02134")
    assert "EntryHash" not in first
    assert rows[1]["SkipMapsLookup"] == "true"
    assert "old" not in first["Warning"]
    assert first["Warning"].startswith("Proposed, not applied: street was '8 Elm Street, Suite 200'")
    assert first["Warning"].count("LOC-018:Boston Floor 1") == 3
    before, after = run.stored(export), run.stored(tmp_path / "fixes" / "teams-wiremap.csv")
    assert rows_of(after, LOCATION_PLACES) == [
        ("Boston Floor 1, STE 200", "8 ELM ST", "FL 1 STE 200", "BOSTON", "MA", "02134")
    ]
    assert rows_of(before, LOCATION_PLACES)[1][1:] == rows_of(after, LOCATION_PLACES)[0][1:]
    assert rows_of(after, "select count(*) from network_element") == [(2,)]


def test_a_row_of_the_wiremap_that_tells_another_address_is_left_alone(run, tmp_path):
    export = tmp_path / "wiremap.csv"
    export.write_text(
        WIREMAP.replace(
            '"8 Elm Street, Suite 200",Floor 1,Boston,MA,2134,US,42.35,-71.13,,ap',
            "8 Elm St,Floor 1,Boston,MA,02134,US,,,,ap",
        ),
        encoding="utf-8",
    )
    write(run([export], ("LOC-018", "location", "Boston Floor 1")), tmp_path / "fixes")
    with (tmp_path / "fixes" / "teams-wiremap.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [row["NetworkObjectIdentifier"] for row in rows] == ["10.1.1.0"]


LOST_ZEROS = ("HYG-008", "sheet", "LisLocation.csv")
TEAMS = [PROFILES / "teams" / name for name in ("LisLocation.csv", "PhoneNumberAssignment.csv", "LisSubnet.csv")]


def test_a_teams_location_is_made_anew_and_what_used_it_follows(run, tmp_path):
    written = write(run(TEAMS, LOST_ZEROS), tmp_path)
    assert {"teams-corrections.ps1", "teams-locations.csv"} <= names(written)
    script = (tmp_path / "teams-corrections.ps1").read_text(encoding="utf-8-sig").splitlines()
    assert NOTE in script[0]
    assert script[0].startswith("#")
    commands = [line for line in script if not line.startswith(("#", "$ErrorActionPreference")) and line]
    assert len(commands) == 2, "one civic address for its default place and its floor"
    assert commands[0].startswith(
        "$address1 = New-CsOnlineLisCivicAddress -CompanyName 'Lakeshore Dental' -Description '"
    )
    assert commands[0].endswith(
        " -HouseNumber '12' -HouseNumberSuffix '1/2' -StreetName 'MILK' -StreetSuffix 'ST' -City 'BOSTON' "
        "-StateOrProvince 'MA' -PostalCode '02109' -CountryOrRegion 'US'"
    )
    assert commands[1] == (
        "$location3 = New-CsOnlineLisLocation -CivicAddressId $address1.CivicAddressId -Location 'Floor 1'"
    )
    assert any("was '2109', becomes '02109' (HYG-008:" in line for line in script)
    again = run.stored(tmp_path / "teams-locations.csv")
    assert [row[1:] for row in rows_of(again, LOCATION_PLACES)] == [
        ("12 1/2 MILK ST", "", "BOSTON", "MA", "02109"),
        ("12 1/2 MILK ST", "FL 1", "BOSTON", "MA", "02109"),
    ]


def test_network_and_numbers_are_pointed_to_the_new_location(run, tmp_path):
    guid = "30c00100-3333-4a4a-8b8b-000000000301"
    for name, rows in {
        "numbers.csv": f"TelephoneNumber,PstnAssignmentStatus,LocationId\n+16175550101,UserAssigned,{guid}\n+16175550102,Unassigned,{guid}\n",
        "subnets.csv": f"Subnet,LocationId,Description\n10.9.1.0,{guid},Boston\n",
        "ports.csv": f"PortID,ChassisID,LocationId,Description\nGi1/0/1,00-11-22-33-44-55,{guid},Boston\n",
    }.items():
        (tmp_path / name).write_text(rows, encoding="utf-8")
    files = [TEAMS[0], *(tmp_path / name for name in ("numbers.csv", "subnets.csv", "ports.csv"))]
    write(run(files, LOST_ZEROS), tmp_path / "fixes")
    script = (tmp_path / "fixes" / "teams-corrections.ps1").read_text(encoding="utf-8-sig")
    assert "Set-CsPhoneNumberAssignment -PhoneNumber '+16175550101' -LocationId $location3.LocationId" in script
    assert "Set-CsOnlineLisSubnet -Subnet '10.9.1.0' -LocationId $location3.LocationId" in script
    assert (
        "Set-CsOnlineLisPort -ChassisID '00-11-22-33-44-55' -PortID 'Gi1/0/1' -LocationId $location3.LocationId"
        in script
    )
    assert "+16175550102" not in script


def test_a_teams_number_gets_the_location_of_its_device(run, tmp_path):
    found = replace(
        A_LIST,
        corrections=(
            replace(
                A_LIST.corrections[0], kind="number", field="location", profile="teams-phone-assignment", becomes="O'Hare",
                whole={"e164": "+15125550144", "LocationId": "10c00300-1111-4a4a-8b8b-000000000103"},
            ),
        ),
    )  # fmt: skip
    write(found, tmp_path)
    script = (tmp_path / "teams-corrections.ps1").read_text(encoding="utf-8-sig")
    assert (
        "Set-CsPhoneNumberAssignment -PhoneNumber '+15125550144' -LocationId '10c00300-1111-4a4a-8b8b-000000000103'"
        in script
    )
    again = run.stored(tmp_path / "teams-numbers.csv", TEAMS[0])
    assert rows_of(again, "select e164, location from number")[0][0] == "+15125550144"


DIDS = (
    "description,extension,cidnum,destination,privacyman,alertinfo,ringing,mohclass,grppre,delay_answer,pricid,reversal\n"
    'Ground floor,2125550149,,"from-did-direct,149,1",0,,,default,,,,\n'
)
PLACED = """Telephone Number,Site Code,Location ID,E911 Provisioned
212-555-0149,HQ,HQ-1,yes
"""
HQ = """Location ID,Site Code,Street Address,City,State,ZIP,Floor,Validation
HQ-1,HQ,350 Fifth Ave,New York,NY,10118,1,provider
"""


def test_a_freepbx_extension_shows_the_number_whose_route_leads_to_it(run, tmp_path):
    for name, text in (("dids.csv", DIDS), ("numbers.csv", PLACED), ("locations.csv", HQ)):
        (tmp_path / name).write_text(text, encoding="utf-8")
    files = [
        PROFILES / "freepbx" / "extensions.csv",
        *(tmp_path / n for n in ("dids.csv", "numbers.csv", "locations.csv")),
    ]
    found = run(files, ("CBN-011", "device", "149"), ("CBN-011", "device", "151"))
    assert [(one.record, one.was, one.becomes) for one in found.corrections] == [("149", "146", "+12125550149")]
    assert found.unsure == 1
    write(found, tmp_path / "fixes")
    file = tmp_path / "fixes" / "freepbx-emergency-cid.csv"
    text = file.read_text(encoding="utf-8")
    assert NOTE in text.splitlines()[0]
    assert "canary" not in text
    assert rows_of(run.stored(file), "select extension, emergency_caller_id from device") == [("149", "+12125550149")]


def record(function: str, number: str, **values: str) -> Correction:
    whole = {"npa": number[:3], "calling_number": number[3:], "function": function, "extract_date": "112226", **values}
    return replace(
        A_LIST.corrections[0], field=RECORD_911, record=f"+1{number}", whole=whole, finding=f"X:{number}{function}"
    )


ADDRESS = {
    "house_number": "100",
    "street_name": "CONGRESS",
    "street_suffix": "AVE",
    "community_name": "AUSTIN",
    "state": "TX",
}


def test_records_are_sent_with_header_trailer_and_all_function_codes(run, tmp_path):
    changes = (
        record("C", "5125550103", **ADDRESS),
        record("C", "5125550103", **ADDRESS, esn="00101"),
        record("I", "5125550101", **ADDRESS, location="FL 3"),
        record("M", "5125550104", company_id="BETA"),
        record("U", "5125550104", company_id="ALPHA"),
        record("D", "5125550105"),
        record("C", "5125550105", **ADDRESS),
    )
    write(replace(corrections_of(), corrections=changes), tmp_path)
    file = read_file(tmp_path / "nena-ali.txt")
    assert file.doubts == ()
    assert [(one["calling_number"], one["function"], one["esn"]) for one in file.records] == [
        ("5550101", "I", ""), ("5550103", "C", "00101"), ("5550104", "U", ""), ("5550104", "M", ""), ("5550105", "D", ""),
    ]  # fmt: skip
    assert "NOTHING HAS BEEN SENT" in file.header["company_name"]
    assert file.trailer["record_count"] == "5"
    again = run.stored(tmp_path / "nena-ali.txt")
    assert rows_of(
        again,
        "select function, house_number, street_name, community, location_text from e911_record where e164 = '+15125550101'",
    ) == [("I", "100", "CONGRESS", "AUSTIN", "FL 3")]
    with (tmp_path / "nena-ali.csv").open(encoding="utf-8-sig", newline="") as listed:
        rows = list(csv.reader(listed))
    assert NOTE in rows[0][0]
    assert [row[0] for row in rows[2:]] == ["1", "2", "2", "3", "4", "5"]


GUIDE = """Street Name,Street Suffix,Low,High,Community,State,Parity,ESN
CONGRESS,AVE,1,199,AUSTIN,TX,both,101
"""
ALI = """Telephone Number,House Number,Street Name,Street Suffix,Community,State,ZIP,ESN,Customer Name
512-555-0101,100,CONGRESS,AVENUE,AUSTIN,TX,78701,00101,ACME
512-555-0102,100,CONGRESS,AVE,AUSTIN,TX,78701,00102,ACME
"""


def test_an_audit_of_the_records_that_were_sent_finds_nothing_more(run, tmp_path):
    guide, ali = tmp_path / "msag.csv", tmp_path / "ali.csv"
    guide.write_text(GUIDE, encoding="utf-8")
    ali.write_text(ALI, encoding="utf-8")
    store = run.stored(guide, ali)
    judge(store, Config(as_of=date(2026, 11, 22)))
    result = recall(store)
    keys = {"MSA-004:+15125550101", "MSA-006:+15125550102"}
    assert keys <= {finding.key for finding in result.findings}
    found = correct(store, result)
    assert {one.finding for one in found.corrections} == keys
    write(found, tmp_path / "fixes")
    after = run.stored(guide, tmp_path / "fixes" / "nena-ali.txt")
    judge(after, Config(as_of=date(2026, 11, 22)))
    again = recall(after)
    assert not [finding.key for finding in again.findings if finding.rule in ("MSA-004", "MSA-005", "MSA-006")]
    assert [o.looked_at for o in again.outcomes if o.rule == "MSA-004"] == [2]
    assert rows_of(after, "select e164, street_suffix, esn, customer_name from e911_record order by e164") == [
        ("+15125550101", "AVE", "00101", "ACME"), ("+15125550102", "AVE", "00101", "ACME"),
    ]  # fmt: skip


def corrections_of(*texts: str) -> Corrections:
    found = tuple(
        Correction(
            kind="device", record=text, field="emergency_caller_id", was=text, becomes=text, finding=f"CBN-011:{text}",
            rule="CBN-011", cell=Cell("a.xlsx", "Devices", "C2"), profile="devices",
        )
        for text in texts
    )  # fmt: skip
    return Corrections(as_of=date(2026, 11, 22), version="0.1.0", corrections=found, unsure=12)


A_LIST = corrections_of("Phone 1")


def test_the_list_says_first_that_nothing_is_applied_and_last_what_is_left(tmp_path):
    write(A_LIST, tmp_path)
    with (tmp_path / "corrections.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.reader(file))
    assert NOTE in rows[0][0]
    assert rows[2] == [
        "device", "Phone 1", "emergency_caller_id", "Phone 1", "Phone 1", "CBN-011:Phone 1", "CBN-011", "a.xlsx",
        "Devices", "C2",
    ]  # fmt: skip
    assert rows[-1] == ["12 findings have no sure correction."]
    assert (tmp_path / "README.txt").read_text(encoding="utf-8").splitlines()[-1] == rows[-1][0]


def test_what_has_no_corrections_any_more_is_removed(tmp_path):
    write(replace(A_LIST, corrections=(record("D", "5125550105"),)), tmp_path)
    assert (tmp_path / "nena-ali.txt").exists()
    own = tmp_path / "own.txt"
    own.write_text("mine", encoding="utf-8")
    assert names(write(A_LIST, tmp_path)) == {"corrections.csv", "README.txt"}
    assert names([*tmp_path.iterdir()]) == {"corrections.csv", "README.txt", "own.txt"}


def test_a_folder_that_cannot_be_made_is_told(tmp_path):
    (tmp_path / "taken").write_text("", encoding="utf-8")
    with pytest.raises(CannotWrite, match="taken"):
        write(A_LIST, tmp_path / "taken")


@given(some.text(alphabet=some.sampled_from("=+-@\t\r\n \"',;|cmd1A()!")))
def test_no_cell_of_a_list_is_a_formula(tmp_path, text):
    write(corrections_of(text), tmp_path)
    with (tmp_path / "corrections.csv").open(encoding="utf-8-sig", newline="") as file:
        cells = [cell for row in csv.reader(file) for cell in row]
    assert not [
        cell
        for cell in cells
        if cell.lstrip(" ").startswith(("=", "+", "-", "@", "\t", "\r", "\n"))
        and not re.fullmatch(r"-\d+(\.\d+)?", cell)
    ]


MARKS = "'\u2018\u2019\u201a\u201b"


@given(some.text(alphabet=some.sampled_from(f'{MARKS}"`$();|&{{}}#<> a\r\n\t\u0085\u2028')))
def test_a_quoted_text_is_one_string_of_powershell(text):
    """PowerShell ends a single-quoted string at a quotation mark of any of five sorts that no second one follows."""
    told = quoted(text)
    body = told[1:-1]
    assert told[0] == told[-1] == "'"
    assert not set(body) & set("\r\n")
    at = 0
    while at < len(body):
        if body[at] in MARKS:
            assert body[at + 1 : at + 2] in {*MARKS}
            at += 1
        at += 1


def test_a_comment_cannot_end_before_its_line(tmp_path):
    evil = "x\r\nRemove-CsPhoneNumberAssignment -RemoveAll #'; Stop-Computer"
    one = replace(
        A_LIST.corrections[0], kind="number", record=evil, was=evil, field="location", profile="teams-phone-assignment",
        whole={"e164": evil, "LocationId": evil},
    )  # fmt: skip
    write(replace(A_LIST, corrections=(one,)), tmp_path)
    lines = (tmp_path / "teams-corrections.ps1").read_text(encoding="utf-8-sig").splitlines()
    code = [line for line in lines if line and not line.startswith(("#", "$ErrorActionPreference"))]
    assert len(code) == 1
    assert code[0].startswith(COMMANDS["number"][0])
    assert "#''; Stop" in code[0]
