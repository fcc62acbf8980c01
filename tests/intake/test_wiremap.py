"""Where the network map says that devices are, and what it leaves open."""

import pytest

from e911audit.intake.whereabouts import chassis, port_name

DEVICES = ["Device Name", "Site Code", "Location ID", "Switch", "Switch Port", "BSSID", "IP Address", "System"]
HEAD = ["Kind", "Identifier", "Port", "Location ID", "Site Code"]
MAP = [
    HEAD,
    ["bssid", "F0-6E-0B-C2-03-*", "", "WILD", ""],
    ["bssid", "F0-6E-0B-C2-03-1A", "", "AP", ""],
    ["port", "00-11-22-33-44-55", "Gi1/0/30", "PORT", ""],
    ["switch", "10.9.9.9", "", "SW", ""],
    ["switch", "sw-bare", "", "", "HQ"],
    ["subnet", "10.1.0.0/16", "", "NET", ""],
    ["subnet", "10.1.8.0", "", "LIS", ""],
    ["subnet", "10.2.1.0", "", "SIZED", ""],
    ["subnet", "10.2.1.0/24", "", "", "HQ"],
    ["subnet", "10.3.1.0/24", "", "ONE", ""],
    ["subnet", "10.3.1.0/24", "", "OTHER", ""],
    ["subnet", "10.4.1.10-10.4.1.99", "", "RANGE", ""],
    ["subnet", "10.5.1.7/24", "", "HOST", ""],
    ["subnet", "10.5.0.0/16", "", "", "HQ"],
    ["subnet", "10.6.0.0/16", "", "", "HQ"],
]
SEEN = {
    "a wildcard": (["", "", "f06e.0bc2.0399", ""], ("WILD", "bssid", "")),
    "the access point itself before the wildcard": (["", "", "F06E0BC2031A", ""], ("AP", "bssid", "")),
    "a port of a switch by its MAC address": (
        ["0011.2233.4455", "GigabitEthernet1/0/30", "", ""],
        ("PORT", "port", ""),
    ),
    "a switch by its address": (["10.9.9.9", "7", "", ""], ("SW", "switch", "")),
    "a switch without a location": (["SW-BARE", "", "", ""], (None, "switch", "")),
    "a switch without a location, so the subnet": (["sw-bare", "", "", "10.1.2.3"], ("NET", "subnet", "")),
    "a subnet": (["", "", "", "10.1.2.3"], ("NET", "subnet", "")),
    "a subnet without its size may reach so far": (["", "", "", "10.1.9.3"], (None, "unsure", None)),
    "or not, where no network that begins there does": (["", "", "", "10.1.16.3"], ("NET", "subnet", "")),
    "its size stands in another list": (["", "", "", "10.2.1.9"], ("SIZED", "subnet", "")),
    "and ends there": (["", "", "", "10.2.2.9"], (None, "none", "network 10.2.2.0/24")),
    "two locations": (["", "", "", "10.3.1.9"], (None, "unsure", None)),
    "a range": (["", "", "", "10.4.1.99"], ("RANGE", "subnet", "")),
    "behind the range": (["", "", "", "10.4.1.100"], (None, "none", "network 10.4.1.0/24")),
    "a subnet written by a host of it": (["", "", "", "10.5.1.200"], ("HOST", "subnet", "")),
    "a network around others, which tells nothing": (["", "", "", "10.5.9.1"], (None, "none", "network 10.5.9.0/24")),
    "a network that should tell a location": (["", "", "", "10.6.9.1"], (None, "subnet", "")),
    "an unknown access point": (["", "", "00:11:22:00:00:01", ""], (None, "none", "access point 00-11-22-00-00-01")),
    "nothing": (["", "", "", ""], (None, None, None)),
    "nothing that can be read": (["", "", "lobby", "dhcp"], (None, None, None)),
}


@pytest.mark.parametrize(("seen", "found"), SEEN.values(), ids=SEEN.keys())
def test_where_a_device_is(write_csv, loaded, ask, seen, found):
    devices = write_csv("devices.csv", [DEVICES, ["phone", "", "", *seen, "PBX"]])
    store = loaded(devices, write_csv("network.csv", MAP))
    assert ask(store, "select mapped_location, mapped_by, unmapped from device") == [found]


def test_contradictions_are_told_on_the_first_row_of_an_element(write_csv, loaded, ask):
    store = loaded(write_csv("network.csv", MAP))
    told = "select identifier, clash from network_element where clash != ''"
    assert ask(store, told) == [("10.3.1.0/24", "ONE (network.csv row 11), OTHER (network.csv row 12)")]
    over = "select identifier, overlap, overlap_count, overlap_how from network_element where overlap != ''"
    assert ask(store, over) == [("F0-6E-0B-C2-03-*", "F0-6E-0B-C2-03-1A (AP)", 1, "inside")]


def test_the_graver_of_several_overlaps_is_told(write_csv, loaded, ask):
    locations = [["Location ID", "Site Code", "Floor"], ["HQ-1", "HQ", "1"], ["HQ-2", "HQ", "2"], ["SAT-1", "SAT", "1"]]
    network = [
        HEAD,
        ["subnet", "10.1.0.0/16", "", "HQ-1", ""],
        ["subnet", "10.1.1.0/24", "", "HQ-2", ""],
        ["subnet", "10.1.2.0/24", "", "SAT-1", ""],
    ]
    store = loaded(write_csv("locations.csv", locations), write_csv("network.csv", network))
    over = "select overlap, overlap_count, overlap_how from network_element where overlap != ''"
    assert ask(store, over) == [("10.1.1.0/24 (HQ-2)", 2, "another site")]


@pytest.mark.parametrize("text", ["GigabitEthernet1/0/30", "gi1/0/30", "G1/0/30", "Gig 1/0/30", " Gi-1/0/30 "])
def test_a_port_has_one_spelling(text):
    assert port_name(text) == "gi1/0/30"


def test_ports_that_are_not_one():
    assert len({port_name(text) for text in ("Gi1/0/30", "Gi10/30", "Te1/0/30", "1/0/30", "10/30", "uplink", "")}) == 7


def test_a_switch_has_one_spelling():
    assert chassis("SW-1 HQ") == chassis("sw1hq")
    assert chassis("0011.2233.4455") == chassis("00-11-22-33-44-55") != chassis("00-11-22-33-44-56")
    assert chassis("10.1.1.1") != chassis("10.11.1")
