"""The Port Hold list: every number that a port can harm, and never "may port" where something is not known."""

from datetime import date

import pytest

from e911audit.config import Config
from e911audit.judging import judge
from e911audit.telling.recall import recall

HEADERS = {
    "Port Orders": "Order|Account|Losing Carrier|FOC Date|Full Or Partial|State|Activated On|Completed On|Inbound Verified"
    "|Outbound Verified|911 Verified|Caller ID Verified|Type|Remaining Numbers",
    "LOA": "Order|Telephone Numbers",
    "CSR": "Account|Carrier|Telephone Numbers|BTN|Features|Pending Order|Carrier Freeze",
    "Numbers": "Telephone Number|Site Code|E911 Provisioned|Route Target|Status",
    "Lines": "Line Number|Site Code|Line Type|Life Safety|Action|Cutover Date|Destination",
    "Circuits": "Circuit ID|Site Code|Kind|Access Type|Number Ranges|Disconnect Date",
}
READY = {
    "Port Orders": ["PO-1|88-41|Tri-River Bell|2026-12-02|full"],
    "LOA": ["PO-1|512-555-0142-0143"],
    "CSR": ["8841|Tri-River Bell|512-555-0142-0143|512-555-0142|1FB|no|no"],
    "Numbers": ["512-555-0142|HQ|yes|Reception|active", "512-555-0143|HQ|yes|Sales|active"],
    "Lines": ["512-555-0177|HQ|fax|no|keep||"],
}
FIRST, SECOND, LIFT = "+15125550142", "+15125550143", "+15125550177"


@pytest.fixture
def held(write_book, loaded):
    """Load these sheets (rows under HEADERS) and return the list by number; a sheet of None is left out."""

    def hold(**changes):
        told = READY | {name.replace("_", " "): rows for name, rows in changes.items()}
        sheets = {
            name: [HEADERS[name].split("|"), *(row.split("|") for row in rows)] for name, rows in told.items() if rows
        }
        store = loaded(write_book("port.xlsx", sheets), only=True)
        judge(store, Config(as_of=date(2026, 11, 22)))
        result = recall(store)
        hold.result = result
        return {one.number: one for one in result.port_hold}

    return hold


def test_a_number_of_which_everything_is_known_may_port(held):
    told = held()
    assert {one.hold for one in told.values()} == {"may port"}
    assert list(told) == [FIRST, SECOND]
    assert told[FIRST].order == "PO-1"
    assert told[FIRST].before == "2026-12-03, and its calls are verified"
    assert told[FIRST].cell.sheet == "LOA"
    assert told[FIRST].beside == "its new 911 record is staged"


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        ({"Lines": None}, "no list of lines tells whether it is a life-safety line"),
        ({"CSR": None}, "there is no CSR of the order's account to compare with"),
        ({"CSR": ["8841|Tri-River Bell|512-555-0142-0143|512-555-0142||no|no"]}, "the CSR tells no features of it"),
        (
            {"CSR": ["8841|Tri-River Bell|512-555-0142-0143|512-555-0142|1FB||no"]},
            "no CSR tells whether its account has a pending order",
        ),
        (
            {"CSR": ["8841|Tri-River Bell|512-555-0142-0143|512-555-0142|1FB|no|"]},
            "no CSR tells whether its account has a carrier freeze",
        ),
        ({"Port_Orders": ["PO-9|88-41|Tri-River Bell|2026-12-02|full"]}, "no list of port orders has its order PO-1"),
        (
            {"Port_Orders": ["PO-1|88-41|Tri-River Bell|2026-12-02|"]},
            "it is the billing number, and the order does not tell whether it is full or partial",
        ),
    ],
)
def test_what_is_not_known_leaves_it_undecided(held, changes, why):
    one = held(**changes)[FIRST]
    assert one.hold == "undecided"
    assert why in one.why.split("; ")


@pytest.mark.parametrize(
    ("changes", "rule"),
    [
        ({"Lines": ["512-555-0142|HQ|elevator||keep||"]}, "POR-003"),
        ({"Lines": ["512-555-0142|HQ|unknown||port||"]}, "POR-003"),
        ({"CSR": ["8841|Tri-River Bell|512-555-0142-0143|512-555-0142|ADSL|no|no"]}, "POR-032"),
        ({"CSR": ["8841|Tri-River Bell|512-555-0142-0143|512-555-0142|1FB|yes|no"]}, "POR-036"),
        ({"CSR": ["8841|Tri-River Bell|512-555-0142-0143|512-555-0142|1FB|no|yes"]}, "POR-038"),
        ({"CSR": ["8841|Tri-River Bell|512-555-0143|512-555-0143|1FB|no|no"]}, "POR-030"),
        ({"LOA": ["PO-1|512-555-0142-0143", "PO-2|512-555-0142"]}, "POR-041"),
        ({"Numbers": ["512-555-0142|HQ|no|Reception|active"]}, "POR-001"),
        ({"Numbers": ["512-555-0142|HQ|yes||active"]}, "POR-060"),
        ({"Port_Orders": ["PO-1|88-41|Tri-River Bell|2026-12-02|partial"]}, "POR-033"),
    ],
)
def test_what_a_rule_of_ports_finds_must_not_port(held, changes, rule):
    one = held(**changes)[FIRST]
    assert one.hold == "must not port"
    assert f"({rule})" in one.why
    assert rule in {finding.rule for finding in held.result.findings}


def test_a_partial_order_without_a_new_btn_holds_the_btn_alone(held):
    told = held(Port_Orders=["PO-1|88-41|Tri-River Bell|2026-12-02|partial"])
    assert [told[FIRST].hold, told[SECOND].hold] == ["must not port", "may port"]


def test_a_line_that_the_plan_keeps_must_not_port(held):
    one = held(Lines=["512-555-0142|HQ|fax|no|keep||"])[FIRST]
    assert (one.hold, one.why) == ("must not port", "the plan keeps its line (fax)")
    assert one.beside.startswith("fax, plan: keep")


def test_dsl_that_rides_on_a_number(held):
    told = held(Circuits=["DSL-1|HQ|broadband|dsl|512-555-0142|"])
    assert [told[FIRST].hold, told[SECOND].hold] == ["must not port", "may port"]
    assert "DSL-1" in told[FIRST].why


def test_a_failover_line_is_held_though_it_is_on_no_order(held):
    one = held(Lines=["512-555-0177|HQ|failover||keep||", "512-555-0178|HQ|fax|no|remove||"])[LIFT]
    assert (one.hold, one.before, one.order) == ("must not port", "every proof of its line is complete", "")
    assert "failover" in one.why
    assert one.cell.sheet == "Lines"


def test_a_line_that_may_be_graver_than_it_is_listed_is_undecided_on_an_order_and_beside_one(held):
    told = held(
        CSR=["8841|Tri-River Bell|512-555-0142-0144|512-555-0142|1FB|no|no"],
        Lines=["512-555-0143|HQ|fax|no|port||FIRE PANEL", "512-555-0144|HQ|fax|no|remove||FIRE PANEL"],
    )
    assert {number[-4:]: one.hold for number, one in told.items()} == {
        "0142": "may port",
        "0143": "undecided",
        "0144": "undecided",
    }
    assert told["+15125550144"].why == (
        "its line is listed as fax, and something else about it says fire alarm communicator"
    )


def test_numbers_of_a_trunk_and_of_the_account(held):
    told = held(
        CSR=["8841|Tri-River Bell|512-555-0142-0146|512-555-0142|1FB|no|no"],
        Circuits=["PRI-1|HQ|pri||512-555-0140-0143|2026-12-20"],
        Lines=["512-555-0144|HQ|fax|no|remove||", "512-555-0145|HQ|fax|no|replace|2026-12-05|"],
    )
    assert {number[-4:]: one.hold for number, one in told.items()} == {
        "0140": "undecided",
        "0141": "undecided",
        "0142": "may port",
        "0143": "may port",
        "0144": "no hold",
        "0145": "must not disconnect before",
        "0146": "undecided",
    }
    assert "PRI-1 is to be disconnected on 2026-12-20" in told["+15125550140"].why
    assert told["+15125550145"].before == "2026-12-06, and its replacement works"
    assert "may be a hidden alarm or elevator line" in told["+15125550146"].why


def test_numbers_that_stay_as_their_order_says(held):
    told = held(
        Port_Orders=["PO-1|88-41|Tri-River Bell|2026-12-02|full|||||||||keep"],
        CSR=["8841|Tri-River Bell|512-555-0142-0144|512-555-0142|1FB|no|no"],
        Numbers=[*READY["Numbers"], "512-555-0144|HQ|yes|Fax|active"],
    )
    assert told["+15125550144"].hold == "must not disconnect before"


@pytest.mark.parametrize(("verified", "hold"), [("yes", "no hold"), ("no", "must not disconnect before")])
def test_a_number_that_has_moved(held, verified, hold):
    order = f"PO-1|88-41|Tri-River Bell|2026-11-10|full|completed|2026-11-10|2026-11-11|yes|yes|{verified}|yes"
    one = held(Port_Orders=[order])[FIRST]
    assert one.hold == hold
    assert one.before == "2026-11-12, and its calls are verified"
    assert ("911" in one.why) == (verified == "no")


def test_a_cancelled_order_holds_nothing(held):
    assert held(Port_Orders=["PO-1|88-41|Tri-River Bell|2026-12-02|full|cancelled"]) == {}


def test_what_must_not_port_stands_first(held):
    told = held(Lines=["512-555-0143|HQ|elevator||keep||"])
    assert list(told) == [SECOND, FIRST]


def test_who_calls_a_number_is_told(held):
    one = held(Lines=["512-555-0177|HQ|fax|no|keep||512-555-0142"])[FIRST]
    assert "fax line +15125550177 calls it" in one.beside
