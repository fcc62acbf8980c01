"""The scope map: who owns what, where the incumbent appears, what is in doubt, and what the checklist misses."""

import csv
import doctest
from dataclasses import replace
from datetime import date

import pytest
from scope_sample import SHEETS, rows_of

from e911audit.config import Config
from e911audit.intake.load import load
from e911audit.judging import judge
from e911audit.rules import find
from e911audit.store import Store
from e911audit.telling import scope_records
from e911audit.telling.recall import recall
from e911audit.telling.scope import map_scope
from e911audit.views.scope_map import FALLS_SHORT, FITS, MISSING, NOT_NEEDED, RECORDED, UNKNOWN

AS_OF = date(2026, 11, 22)


@pytest.fixture(scope="module")
def firm(tmp_path_factory):
    """The store of the sample, and the result of a run on it."""
    folder = tmp_path_factory.mktemp("firm")
    for name, text in SHEETS.items():
        with (folder / f"{name}.csv").open("w", newline="", encoding="utf-8") as file:
            csv.writer(file).writerows(rows_of(text))
    store = Store.open("sqlite://")
    load(store, [folder])
    judge(store, Config(as_of=AS_OF), [find("PRV-001")])
    yield store, recall(store)
    store.close()


@pytest.fixture(scope="module")
def found(firm):
    return map_scope(*firm)


def site(found, code):
    return next(one for one in found.sites if one.code == code)


def part(found, code, what):
    return next(one for one in site(found, code).parts if one.what == what)


def test_each_site_tells_who_owns_what_and_whom_to_call(found):
    assert [one.code for one in found.sites] == ["HQ", "LAND", "ST", "WH"]
    last_mile = part(found, "HQ", "last mile")
    assert (last_mile.party.name, last_mile.party.role) == ("Example Telco", "ILEC")
    assert (last_mile.party.phone, last_mile.party.portal) == ("800-555-0100", "tickets.example.com")
    trunks = part(found, "HQ", "SIP service")
    assert (trunks.party.name, trunks.party.role, trunks.party.behind) == ("Other Voice", "ITSP", "Example CLEC")
    assert trunks.party.portal == UNKNOWN


def test_unknown_says_unknown(found):
    assert {one.party.name for one in site(found, "LAND").parts} == {UNKNOWN}
    assert site(found, "LAND").open == len(site(found, "LAND").parts)
    numbers = part(found, "ST", "telephone numbers")
    assert (numbers.party.name, numbers.doubt) == (UNKNOWN, "'the carrier' names nobody")
    landlord = part(found, "HQ", "inside wiring").party
    assert (landlord.name, landlord.role, landlord.phone) == ("Landlord", UNKNOWN, UNKNOWN)


def test_one_vendor_for_both_is_in_doubt_until_a_circuit_tells_whose_plant_it_is(found):
    assert part(found, "ST", "last mile").doubt.startswith("the same company as for the SIP service")
    assert not part(found, "HQ", "last mile").doubt


def test_where_the_incumbent_appears_is_yes_no_or_unknown(found):
    answers = {code: [one.answer for one in site(found, code).appearances] for code in ("HQ", "WH", "LAND")}
    assert answers["HQ"] == ["yes", UNKNOWN, UNKNOWN, "yes", "no"]
    assert answers["WH"] == ["yes", "yes", "yes", "yes", "no"]
    assert set(answers["LAND"]) == {UNKNOWN}


def test_parties_tell_who_is_behind_them_and_what_they_do(found):
    parties = {one.name: one for one in found.parties}
    assert parties.keys() == {"Cable Co", "Cheap Minutes", "Example Telco", "Landlord", "Other Voice", "us"}
    assert (parties["Cheap Minutes"].role, parties["Cheap Minutes"].behind) == ("reseller", UNKNOWN)
    assert "last mile: 2" in parties["Example Telco"].does
    assert "validation of ports" in parties["Example Telco"].holds_up
    assert parties["Other Voice"].works == ("", "only numbers that it holds", "", "")


def state(found, circuit, item):
    return next((one.state, one.told) for one in found.checklist if (one.circuit, one.item) == (circuit, item))


def test_the_checklist_tells_what_is_recorded_of_each_circuit(found):
    fibre = "10.KQGS.100200..NE"
    assert state(found, fibre, "exact location") == (RECORDED, "Basement, room B2, rack 1")
    assert state(found, fibre, "NOC telephone") == (RECORDED, "800-555-0100")
    assert state(found, fibre, "commitment in the contract") == (MISSING, "")
    assert state(found, fibre, "tariff or service guide") == (NOT_NEEDED, "")
    assert state(found, "CABLE-1", "date of the route letter") == (NOT_NEEDED, "")
    assert state(found, "CABLE-1", "hours to repair") == (MISSING, "")
    assert {one.terms for one in found.checklist if one.circuit == fibre} == {"Example Telco, Ethernet"}
    assert {one.area for one in found.checklist if one.site == "LAND"} == {"Demarc"}


def test_expected_repair_is_held_against_the_contract(found):
    item = "expected against contracted"
    assert state(found, "10.KQGS.100200..NE", item) == (FALLS_SHORT, "2 h expected, 4 h contracted")
    assert state(found, "CABLE-1", item) == (FALLS_SHORT, "2 h expected, best effort commits to nothing")
    assert state(found, "73/HCGS/123456/000/NE", item) == (FITS, "24 h expected, 24 h contracted")
    assert state(found, "SIP-3", item)[0] == MISSING


def test_install_interval_is_held_against_the_calendar(found):
    item = "install interval against the calendar"
    told = "ordered 2026-11-02, to be ordered before 2026-10-30, needed by 2026-12-15"
    assert state(found, "10.KQGS.100200..NE", item) == (FALLS_SHORT, told)
    assert state(found, "CABLE-1", item) == (NOT_NEEDED, "")


def test_completeness_counts_what_is_asked(found):
    hq = site(found, "HQ")
    assert (hq.recorded, hq.asked) == tuple(
        sum(getattr(one, name) for one in hq.circuits) for name in ("recorded", "asked")
    )
    asked = [one for one in found.checklist if one.site == "HQ" and one.state != NOT_NEEDED]
    assert hq.asked == len(asked)
    assert hq.recorded == sum(one.state != MISSING for one in asked)


def test_trunks_tell_the_order_of_port_and_disconnect(found):
    trunks = {one.name: one for one in found.trunks}
    pri = trunks["73/HCGS/123456/000/NE"]
    assert (pri.channels, pri.d_channel, pri.needed, pri.sip_channels) == (23, "span 1, channel 24", 23, 20)
    assert (pri.foc, pri.disconnect) == ("2026-12-15", date(2026, 12, 14))
    assert pri.order == "disconnect before the port: numbers move until 2026-12-15"
    assert pri.enough == "no: the busy hour needs 23"
    assert trunks["SIP-3"].order == "no disconnect is dated"
    assert (pri.kept, trunks["SIP-3"].kept) == ("", "failover for the alarm panel; no day of review is given")


def test_some_sites_only(firm):
    store, result = firm
    some = map_scope(store, replace(result, sites=tuple(one for one in result.sites if one.code == "WH")))
    assert [one.code for one in some.sites] == ["WH"]
    assert {one.site for one in some.checklist} == {one.site for one in some.trunks} == {"WH"}


def test_doctests():
    assert doctest.testmod(scope_records).failed == 0
