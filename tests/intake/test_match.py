"""Which profile reads a sheet, what its columns mean, and what is said where none fits."""

from cProfile import Profile

import pytest

from e911audit.errors import BadProfile
from e911audit.intake.columns import KEYS
from e911audit.intake.known import profiles
from e911audit.intake.match import match, nearest
from e911audit.intake.profile import ADDRESS_PARTS
from e911audit.intake.profile_file import read_profile
from e911audit.intake.secrets import are_secret, is_secret
from e911audit.model import INVENTORY
from e911audit.sheets import letter


@pytest.mark.parametrize("profile", [one for one in profiles() if one.in_template], ids=lambda profile: profile.name)
def test_the_template_of_each_profile_is_read_by_it(profile):
    header = [field.headers[0] for field in profile.fields if field.in_template]
    fit = match([["A title"], [], header], f"{profile.title} export", profiles())
    assert fit is not None
    assert fit.profile is profile
    assert fit.header == 2
    assert fit.not_understood == ()
    own = [fit.columns[field.name] for field in profile.fields if field.in_template]
    assert own == list(range(len(header)))


@pytest.mark.parametrize("profile", profiles(), ids=lambda profile: profile.name)
def test_fields_are_columns_of_their_table_or_parts_of_an_address(profile):
    for block in profile.blocks:
        known = {*INVENTORY[block.loads].model_fields, *ADDRESS_PARTS, "exported_on", "e164", "extension", "name"}
        assert KEYS[block.loads] in known
        assert {field.name for field in block.fields if not field.name.startswith("alias_")} <= known
    for entry in profile.must:
        assert set(entry.split(" or ")) <= {field.name for field in profile.fields}


def test_of_two_columns_for_one_field_the_first_counts_and_the_second_is_told():
    fit = match([["Telephone Number", "Site", "DID"]], "", profiles())
    assert fit.columns["e164"] == 0
    assert 2 in fit.not_understood


def test_the_name_of_sheet_or_file_decides_between_equals():
    header = ["Telephone Number", "Carrier", "Account"]
    assert match([header], "CSR carrier bill", profiles()).profile.name == "csr"
    header = ["Telephone Number", "Site Code", "Kind"]
    assert match([header], "DID numbers", profiles()).profile.name == "numbers"
    assert match([header], "analog lines", profiles()).profile.name == "lines"


def test_a_sheet_of_something_else_is_told_what_it_lacks():
    assert match([["Invoice", "Amount"], ["1", "2"]], "", profiles()) is None
    assert "no row with known headers" in nearest([["Invoice", "Amount"]], profiles())
    told = nearest([["Site Code", "Site Name", "County", "PSAP"]], profiles())
    assert told.startswith("it is nearest to Sites but has no column for Street Address or City")


def test_the_header_is_looked_for_in_the_first_thirty_rows_only():
    header = ["Telephone Number", "Site Code"]
    assert match([["x"]] * 29 + [header], "", profiles()).header == 29
    assert match([["x"]] * 30 + [header], "", profiles()) is None


def calls(work, *about):
    """How many functions a piece of work calls."""
    with Profile() as counted:
        work(*about)
    return sum(entry.callcount for entry in counted.getstats())


@pytest.mark.parametrize("work", [lambda rows, known: match(rows, "", known), nearest], ids=["match", "nearest"])
def test_a_very_wide_sheet_is_not_looked_through_for_each_profile(work):
    """16,384 columns, of which each profile knows none: what it costs must not grow with profiles times columns."""
    rows, every = [[f"column {at}" for at in range(3000)] for _ in range(3)], profiles()
    few, all_of_them = calls(work, rows, every[:2]), calls(work, rows, every)
    assert all_of_them < 2 * few + 3000 * len(every)


SECRETS = ["PIN", "pin", "Account PIN", "Port-Out PIN", "PIN Code", "Pins", "Password", "Pass word", "PASSWD", "vmpwd", "SIP Secret",
           "secret", "sipPassword", "VoicemailPIN", "UserPin", "Passcode", "Pass Codes", "Credential", "credentials", "Auth Key"]  # fmt: skip
NO_SECRETS = ["PIN Required", "PIN Held", "PIN needed?", "Pinecrest", "Shipping", "Spin", "Secretary", "Opinion", "Mapping", "Pinout",
              "Telephone Number", "", "Authority", "Author", "Keypad"]  # fmt: skip


@pytest.mark.parametrize("header", SECRETS)
def test_headers_of_secrets(header):
    assert is_secret(header)
    assert are_secret(["Site Code", header, "Port"])


@pytest.mark.parametrize("header", NO_SECRETS)
def test_headers_that_only_look_so(header):
    assert not is_secret(header)


GOOD = 'name = "x"\ntitle = "X"\nabout = "a"\nloads = "number"\nmust = ["e164"]\n[fields]\ne164 = { from = "N", as = "phones" }\n'
BAD = {
    "no TOML": ("name =", "x.toml"),
    "a missing entry": (GOOD.replace('loads = "number"\n', ""), "loads"),
    "an unknown transformer": (GOOD.replace('"phones"', '"phonez"'), "phonez"),
    "an unknown vocabulary": (GOOD.replace('as = "phones"', 'words = "yesno"'), "yesno"),
    "a field that its table lacks": (GOOD + 'adress = "A"\n', "no field 'adress'"),
    "a wanted field that is not there": (
        GOOD.replace('["e164"]', '["e164", "site or location"]'),
        "must asks for 'location'",
    ),
    "no headers": (GOOD.replace('from = "N", ', ""), "from"),
}


@pytest.mark.parametrize(("text", "told"), BAD.values(), ids=BAD.keys())
def test_a_profile_that_cannot_be_used_names_its_file_and_fault(tmp_path, text, told):
    file = tmp_path / "x.toml"
    file.write_text(text)
    with pytest.raises(BadProfile) as refusal:
        read_profile(file)
    assert "x.toml" in refusal.value.sentence
    assert told in refusal.value.sentence


def test_a_good_profile_is_read(tmp_path):
    file = tmp_path / "x.toml"
    file.write_text(GOOD)
    assert [field.name for field in read_profile(file).fields] == ["e164", "exported_on"]


def test_columns_are_counted_in_letters():
    assert [letter(column) for column in (0, 25, 26, 701, 702)] == ["A", "Z", "AA", "ZZ", "AAA"]


def test_subnets_without_a_known_header_are_no_building_file_of_call_quality():
    trusted = [
        ["Identity", "IPAddress", "MaskBits", "Description"],
        ["203.0.113.0", "203.0.113.0", "29", "Austin internet"],
    ]
    assert match(trusted, "", profiles()) is None
    building = ["10.20.3.0", "HQ-F3", "24", "HQ", "", "", "", "Austin", "78701", "US", "TX", "", "1", "0"]
    assert match([building], "", profiles()).profile.name == "cqd-building"


def test_a_further_record_is_read_only_where_its_name_has_a_column():
    header = ["Subnet", "Description", "Location", "CompanyName", "HouseNumber", "StreetName", "City"]
    fit = match([header], "", profiles())
    assert fit.profile.name == "lync-wiremap"
    elements = [reading for reading in fit.readings if reading.block.loads == "network_element"]
    assert [reading.fields["kind"].value for reading in elements] == ["subnet"]
