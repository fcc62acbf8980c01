"""The last day to order a circuit, by the contract of its seller."""

from datetime import date

import pytest
from sqlalchemy import select

from e911audit.intake.cells_circuits import channels
from e911audit.intake.load import load
from e911audit.model.tables import Circuit

CONTRACTS = """Provider,Service Class,Install Interval Days
Example Telco,Ethernet,30
Example Telco,dedicated,12.5
Example Telco,PRI,400
"""
CIRCUITS = """Circuit ID,Kind,Retail Provider,Service Class,Needed By
FIB-1,ethernet,EXAMPLE TELCO,,2026-12-15
FIB-2,ethernet,Example Telco,dedicated,2026-12-15
FIB-3,ethernet,Example Telco,best effort,2026-12-15
FIB-4,ethernet,Other Voice,,2026-12-15
PRI-5,pri,Example Telco,,2026-12-15
FIB-6,ethernet,Example Telco,,
"""


def orders(store):
    with store.work() as connection:
        asked = select(Circuit.c.name, Circuit.c.install_days, Circuit.c.order_by).order_by(Circuit.c.row)
        return {name: (days, last) for name, days, last in connection.execute(asked)}


def test_the_longest_interval_of_class_and_kind_counts(store, tmp_path):
    (tmp_path / "contracts.csv").write_text(CONTRACTS)
    (tmp_path / "circuits.csv").write_text(CIRCUITS)
    load(store, [tmp_path])
    assert orders(store) == {
        "FIB-1": (30, date(2026, 10, 30)),
        "FIB-2": (30, date(2026, 10, 30)),
        "FIB-3": (None, None),
        "FIB-4": (None, None),
        "PRI-5": (400, None),
        "FIB-6": (None, None),
    }


def test_a_contract_that_is_gone_leaves_no_date(store, tmp_path):
    (tmp_path / "contracts.csv").write_text(CONTRACTS)
    (tmp_path / "circuits.csv").write_text(CIRCUITS)
    load(store, [tmp_path])
    (tmp_path / "contracts.csv").unlink()
    load(store, [tmp_path], only=True)
    assert set(orders(store).values()) == {(None, None)}


@pytest.mark.parametrize(("written", "read"), [("23B+D", 23), ("23 B + 1 D", 23), ("46", 46), ("", None), ("2B+D", 2)])
def test_channels_carry_calls(written, read):
    assert channels(written) == read
