"""What is said only once all sheets are there: one spelling for a name, repeats, and the location that a network tells."""

import pytest

from e911audit.intake.load import load as load_into

SITES = [["Site Code", "Site Name", "City"], ["HQ-1", "Head Office", "Austin"], ["B2", "Branch", "Waco"]]
DEVICES = ["Device Name", "Site Code", "Location ID", "Switch", "Switch Port", "BSSID", "IP Address", "System"]


@pytest.mark.parametrize("spelling", ["hq-1", "HQ 1", "hq1", "HQ-1", "head office", " HQ-1 "])
def test_a_site_has_one_spelling(write_csv, loaded, ask, spelling):
    numbers = write_csv("numbers.csv", [["Telephone Number", "Site Code"], ["512-456-1414", spelling]])
    store = loaded(numbers, write_csv("sites.csv", SITES))
    assert ask(store, "select site from number") == [("HQ-1",)]
    assert ask(store, "select code from site order by row") == [("HQ-1",), ("B2",)]


def test_the_spelling_that_most_records_use_counts(write_csv, loaded, ask):
    rows = [[f"512-456-14{n}", "Hq1"] for n in range(10, 13)]
    store = loaded(write_csv("numbers.csv", [["Telephone Number", "Site Code"], *rows]), write_csv("sites.csv", SITES))
    assert ask(store, "select distinct site from number") == [("Hq1",)]
    assert ask(store, "select code from site order by row") == [("Hq1",), ("B2",)]


def test_an_unknown_site_keeps_its_spelling(write_csv, loaded, ask):
    numbers = write_csv("numbers.csv", [["Telephone Number", "Site Code"], ["512-456-1414", "hq-9"]])
    assert ask(loaded(numbers, write_csv("sites.csv", SITES)), "select site from number") == [("hq-9",)]


def test_sheets_may_come_in_any_order_and_one_by_one(write_csv, store, ask):
    numbers = write_csv("a.csv", [["Telephone Number", "Site Code"], ["512-456-1414", "hq 1"]])
    sites = write_csv("b.csv", SITES)
    load_into(store, [numbers])
    load_into(store, [sites])
    assert ask(store, "select site from number") == [("HQ-1",)]


def test_a_site_described_twice_counts_once(write_csv, loaded, ask):
    store = loaded(write_csv("sites.csv", [*SITES, ["hq-1", "Again", "Austin"], ["HQ-1", "And again", "Austin"]]))
    assert ask(store, "select name, repeats from site order by row") == [
        ("Head Office", 0), ("Branch", 0), ("Again", 1), ("And again", 1),
    ]  # fmt: skip


NETWORK = [
    ["Kind", "Identifier", "Port", "Location ID"],
    ["subnet", "10.1.0.0/16", "", "NET"],
    ["subnet", "10.1.2.0/24", "", "SUB"],
    ["subnet", "not a network", "", "BAD"],
    ["subnet", "2001:db8::/32", "", "SIX"],
    ["switch", "sw-1", "", "SW"],
    ["port", "SW-1", "Gi1/0/1", "PORT"],
    ["bssid", "AA:BB:CC:00:11:22", "", "AP"],
    ["", "sw-9", "", "NINE"],
]
SEEN = {
    "the port before its switch": (["sw-1", "gi1/0/1", "", ""], "PORT"),
    "the switch where its port is unknown": (["SW-1", "Gi1/0/9", "", ""], "SW"),
    "the access point": (["", "", "aabb.cc00.1122", ""], "AP"),
    "the smallest subnet": (["", "", "", "10.1.2.7"], "SUB"),
    "a larger subnet": (["", "", "", "10.1.3.7"], "NET"),
    "a subnet of version 6": (["", "", "", "2001:db8::5"], "SIX"),
    "the access point before the subnet": (["", "", "AA:BB:CC:00:11:22", "10.1.2.7"], "AP"),
    "an unknown switch, so the subnet": (["sw-7", "1", "", "10.1.2.7"], "SUB"),
    "nowhere": (["sw-7", "1", "", "192.168.1.1"], None),
    "no address": (["", "", "", "dhcp"], None),
}


@pytest.mark.parametrize(("seen", "location"), SEEN.values(), ids=SEEN.keys())
def test_the_network_tells_where_a_device_is(write_csv, loaded, ask, seen, location):
    devices = write_csv("devices.csv", [DEVICES, ["phone", "", "", *seen, "PBX"]])
    store = loaded(devices, write_csv("network.csv", NETWORK))
    assert ask(store, "select mapped_location from device") == [(location,)]


def test_the_map_is_forgotten_with_its_sheet(write_csv, store, ask):
    devices = write_csv("devices.csv", [DEVICES, ["phone", "", "", "sw-1", "", "", "", "PBX"]])
    load_into(store, [devices, write_csv("network.csv", NETWORK)])
    assert ask(store, "select mapped_location from device") == [("SW",)]
    load_into(store, [devices], only=True)
    assert ask(store, "select mapped_location from device") == [(None,)]


LINES = ["Line Number", "Circuit ID", "Line Type", "Life Safety", "Action", "Notes"]
KINDS = {
    "a column": (["fax", "", "", "elevator"], ("fax", None, "no")),
    "words": (["", "", "", "elevator car 1"], ("elevator_phone", "ELEVATOR", "yes")),
    "an unknown column, so words": (["unknown", "", "", "FACP"], ("fire_alarm_dact", "FACP", "yes")),
    "nothing": (["", "", "keep", ""], (None, None, "unknown")),
    "life safety by its own column": (["fax", "yes", "", ""], ("fax", None, "yes")),
    "unknown": (["TBD", "", "", "zebra"], ("unknown", None, "unknown")),
}


@pytest.mark.parametrize(("cells", "expected"), KINDS.values(), ids=KINDS.keys())
def test_what_a_line_serves(write_csv, loaded, ask, cells, expected):
    store = loaded(write_csv("lines.csv", [LINES, ["512-456-1414", "", *cells]]))
    assert ask(store, "select kind, kind_words, life_safety from line") == [expected]


NAMES = {
    "its number": (["512-456-1414", "C-1"], "+15124561414"),
    "its circuit": (["", "C-1"], "C-1"),
    "its text": (["4010", ""], "4010"),
}


@pytest.mark.parametrize(("cells", "name"), NAMES.values(), ids=NAMES.keys())
def test_what_a_line_is_called(write_csv, loaded, ask, cells, name):
    assert ask(loaded(write_csv("lines.csv", [LINES, [*cells, "fax"]])), "select name from line") == [(name,)]


CALLED = {
    "its name": (["phone-1", "AA", "4010", "512-456-1414"], "phone-1"),
    "its address": (["", "AA", "4010", "512-456-1414"], "AA"),
    "its extension": (["", "", "4010", "512-456-1414"], "4010"),
    "its number": (["", "", "", "512-456-1414"], "+15124561414"),
}


@pytest.mark.parametrize(("cells", "name"), CALLED.values(), ids=CALLED.keys())
def test_what_a_device_is_called(write_csv, loaded, ask, cells, name):
    rows = [["Device Name", "MAC", "Extension", "Telephone Number", "Model"], [*cells, "8841"]]
    assert ask(loaded(write_csv("devices.csv", rows)), "select name from device") == [(name,)]


def test_which_description_comes_first_does_not_depend_on_what_was_loaded_first(write_csv, store, ask):
    first = write_csv("a.csv", [["Site Code", "City"], ["HQ", "Austin"]])
    second = write_csv("b.csv", [["Site Code", "City"], ["HQ", "Waco"]])
    load_into(store, [second])
    load_into(store, [first])
    by_file = "select s.name, repeats from site join sheet h on h.id = sheet_id join source s on s.id = source_id order by s.name"
    assert ask(store, by_file) == [("a.csv", 0), ("b.csv", 1)]
    write_csv("a.csv", [["Site Code", "City"], ["HQ", "Austin"], ["B2", "Waco"]])
    load_into(store, [first])
    assert ask(store, by_file) == [("a.csv", 0), ("a.csv", 0), ("b.csv", 1)]


ADDRESS = ["Street Address", "City", "State", "ZIP"]


def test_a_number_without_site_is_at_the_only_site_of_its_address(write_csv, loaded, ask):
    sites = [["Site Code", *ADDRESS], ["HQ", "100 Congress Ave", "Austin", "TX", "78701"], ["LAB", "8 Elm St", "Austin", "TX", "78701"],
             ["LAB-2", "8 Elm Street", "Austin", "TX", "78701"]]  # fmt: skip
    numbers = [["Telephone Number", *ADDRESS], ["512-456-1414", "100 CONGRESS AVENUE Ste 4", "Austin", "TX", "78701"],
               ["512-456-1415", "8 Elm St", "Austin", "TX", "78701"]]  # fmt: skip
    store = loaded(write_csv("numbers.csv", numbers), write_csv("sites.csv", sites))
    assert ask(store, "select e164, site, site_written from number order by row") == [
        ("+15124561414", "HQ", None),
        ("+15124561415", None, None),
    ]


def test_a_telephone_is_at_the_site_of_its_location(write_csv, loaded, ask):
    devices = write_csv("devices.csv", [["Device Name", "Model", "Location ID"], ["Phone 1", "A", "hq 1"]])
    locations = write_csv("locations.csv", [["Location ID", "Site Code", "Floor"], ["HQ-1", "HQ", "1"]])
    assert ask(loaded(devices, locations), "select location, site from device") == [("HQ-1", "HQ")]


GUIDS = [f"{n}1111111-1111-1111-1111-111111111111" for n in (1, 2)]
LIS = ["LocationId", "CivicAddressId", "Description", "Location", "StreetName", "City", "StateOrProvince"]


def test_two_places_of_one_name_are_told_apart_by_their_guids(write_csv, loaded, ask):
    places = write_csv(
        "LisLocation.csv", [LIS, *([guid, "", "HQ", "Floor 1", "Main", "Austin", "TX"] for guid in GUIDS)]
    )
    subnets = write_csv(
        "LisSubnet.csv",
        [["Subnet", "LocationId", "Description"], ["10.1.1.0", GUIDS[1].upper(), "a"], ["10.1.2.0", "HQ Floor 1", "b"]],
    )
    store = loaded(places, subnets)
    assert ask(store, "select code from location order by row") == [
        ("HQ Floor 1 (11111111)",),
        ("HQ Floor 1 (21111111)",),
    ]
    assert ask(store, "select location from network_element order by row") == [
        ("HQ Floor 1 (21111111)",),
        ("HQ Floor 1",),
    ]


GATEWAYS = {
    "the port of an adapter": (["SLC-ATA1 port 1", ""], "SLC-ATA1"),
    "another spelling": (["slc ata1: 2/0", ""], "SLC-ATA1"),
    "its hardware address": (["00:11:22:33:44:55/3", ""], "SLC-ATA1"),
    "the longer of two names": (["SLC-ATA1-B 4", ""], "SLC-ATA1-B"),
    "a name that only begins like one": (["SLC-ATA12 port 1", ""], None),
    "what replaces the line": (["", "SLC-ATA1 port 2"], "SLC-ATA1"),
    "a telephone is no adapter": (["phone 3", ""], None),
    "nothing": (["", ""], None),
}


@pytest.mark.parametrize(("cells", "gateway"), GATEWAYS.values(), ids=GATEWAYS.keys())
def test_a_line_on_the_port_of_an_adapter(write_csv, loaded, ask, cells, gateway):
    devices = [
        ["Device Name", "MAC", "Kind"],
        ["SLC-ATA1", "00:11:22:33:44:55", "ata"],
        ["SLC-ATA1-B", "", "ata"],
        ["phone", "", "desk phone"],
    ]
    lines = [["Line Number", "Line Type", "Gateway Port", "Replacement"], ["512-456-1414", "fax", *cells]]
    store = loaded(write_csv("lines.csv", lines), write_csv("devices.csv", devices))
    assert ask(store, "select gateway from line") == [(gateway,)]


def test_an_adapter_is_forgotten_with_its_sheet(write_csv, store, ask):
    lines = write_csv("lines.csv", [["Line Number", "Line Type", "Gateway Port"], ["512-456-1414", "fax", "ATA 7, 1"]])
    load_into(store, [lines, write_csv("devices.csv", [["Device Name", "Kind"], ["ATA 7", "ata"]])])
    assert ask(store, "select gateway from line") == [("ATA 7",)]
    load_into(store, [lines], only=True)
    assert ask(store, "select gateway from line") == [(None,)]
