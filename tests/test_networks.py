"""Subnets and access points as spans: every spelling, what covers what, the smallest around an address."""

import ipaddress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from e911audit import networks
from e911audit.networks import Span, Spans

SUBNETS = {
    "10.1.2.0/24": ("40a010200", "40a0102ff", ""),
    "10.1.2.0/255.255.255.0": ("40a010200", "40a0102ff", ""),
    " 10.1.2.0 / 24": ("40a010200", "40a0102ff", ""),
    "10.1.2.5/24": ("40a010200", "40a0102ff", "is an address within 10.1.2.0/24, not its first one"),
    "10.1.2.0": ("40a010200", None, ""),
    "10.1.2.7": ("40a010207", "40a010207", ""),
    "10.1.2.10-10.1.2.99": ("40a01020a", "40a010263", ""),
    "2001:db8::/32": ("620010db8" + "0" * 24, "620010db8" + "f" * 24, ""),
    "2001:4898:e8:6c:90d2:28d4:76a4:ec5e/128": ("6200148980" + "0e8006c90d228d476a4ec5e",) * 2 + ("",),
    "0.0.0.0/0": ("400000000", "4ffffffff", "covers every address there is"),
}


@pytest.mark.parametrize(("text", "span"), SUBNETS.items(), ids=SUBNETS)
def test_a_subnet_is_a_span(text, span):
    assert networks.subnet(text) == Span(*span)


@pytest.mark.parametrize(
    "text", ["", "voice VLAN", "10.1.2.0/33", "10.1.2.9-10.1.2.1", "10.1.2.0-::1", "10.1.2", "a-b"]
)
def test_what_is_no_subnet(text):
    assert networks.subnet(text) is None


@pytest.mark.parametrize("text", ["127.0.0.0/8", "169.254.0.0/16", "fe80::/10", "224.0.0.0/4", "ff02::/16", "::1"])
def test_networks_in_which_no_telephone_can_be_told(text):
    assert networks.subnet(text).fault


BSSIDS = {
    "F0-6E-0B-C2-03-23": ("mf06e0bc20323", "mf06e0bc20323"),
    "f06e.0bc2.0323": ("mf06e0bc20323", "mf06e0bc20323"),
    "F06E0BC20323": ("mf06e0bc20323", "mf06e0bc20323"),
    "F0:6E:0B:C2:03:*": ("mf06e0bc20300", "mf06e0bc203ff"),
    "40-a7-c3-2d-e7-0*": ("m40a7c32de700", "m40a7c32de70f"),
}


@pytest.mark.parametrize(("text", "ends"), BSSIDS.items(), ids=BSSIDS)
def test_a_bssid_is_a_span(text, ends):
    assert networks.bssid(text) == Span(*ends)


@pytest.mark.parametrize("text", ["", "*", "F0-6E-0B-C2-03", "F0-6E-0B-C2-03-23-99", "G0-6E-0B-C2-03-23", "lobby AP"])
def test_what_is_no_bssid(text):
    assert networks.bssid(text) is None


@pytest.mark.parametrize("text", ["F0-6E-0B-C2-*", "01-00-5E-00-00-01", "FF-FF-FF-FF-FF-FF"])
def test_a_bssid_that_no_telephone_sends(text):
    assert networks.bssid(text).fault


@given(st.integers(0, 2**48 - 1), st.sampled_from("-:. "))
def test_a_mac_address_has_one_place_however_it_is_spelled(number, separator):
    digits = f"{number:012x}"
    pairs = separator.join(digits[at : at + 2] for at in range(0, 12, 2))
    key = networks.mac(digits)
    assert key == f"m{digits}" == networks.mac(pairs.upper())
    assert networks.mac(networks.mac_text(key)) == key


@given(st.one_of(st.ip_addresses(v=4), st.ip_addresses(v=6)), st.one_of(st.ip_addresses(v=4), st.ip_addresses(v=6)))
def test_places_of_addresses_compare_as_addresses_do(one, other):
    order = [(one.version, int(one)), (other.version, int(other))]
    assert (networks.address_key(one) < networks.address_key(other)) is (order[0] < order[1])


@pytest.mark.parametrize("text", ["10.1.2.7", " 10.1.2.7 ", "10.1.2.7/24", "::ffff:10.1.2.7"])
def test_the_address_that_a_device_was_seen_with(text):
    assert networks.address(text) == ipaddress.ip_address("10.1.2.7")


@given(st.ip_addresses(v=4))
def test_no_network_that_begins_there_reaches_further(first):
    prefix = 32
    while prefix and ipaddress.ip_network((first, prefix - 1), strict=False).network_address == first:
        prefix -= 1
    last = ipaddress.ip_network((first, prefix)).broadcast_address
    assert networks.largest(networks.address_key(first)) == networks.address_key(last)


NESTED = st.lists(st.tuples(st.integers(0, 255), st.integers(0, 8)), max_size=12, unique=True)


@given(NESTED, st.integers(0, 255))
def test_the_smallest_network_around_an_address(networks_, asked):
    spans = {
        (f"{low >> bits << bits:02x}", f"{(low >> bits << bits) + (1 << bits) - 1:02x}") for low, bits in networks_
    }
    key = f"{asked:02x}"
    around = [span for span in spans if span[0] <= key <= span[1]]
    smallest = min(around, key=lambda span: int(span[1], 16) - int(span[0], 16), default=None)
    found = Spans((*span, span) for span in spans).find(key)
    assert (found and found[2]) == smallest


@given(st.lists(st.tuples(st.integers(0, 99), st.integers(0, 99)).map(sorted).map(tuple), max_size=10, unique=True))
def test_whatever_begins_within_another_is_told_once_and_only_then(ranges):
    spans = [(f"{low:02}", f"{high:02}", (low, high)) for low, high in ranges]
    told = {inner: outer for (*_, outer), (*_, inner) in Spans(spans).over()}
    for low, high in ranges:
        within = [
            one for one in ranges if one != (low, high) and one[0] <= low <= one[1] and (one[0], -one[1]) < (low, -high)
        ]
        assert ((low, high) in told) is bool(within)
        assert not within or told[low, high] in within
