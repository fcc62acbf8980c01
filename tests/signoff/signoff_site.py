"""One small site that may go, and what its tests share."""

from datetime import date
from pathlib import Path

from inventories import save_book

from e911audit.config import Config
from e911audit.intake.load import load
from e911audit.judging import judge
from e911audit.signoff.gate import Acceptance
from e911audit.store import Store
from e911audit.telling.recall import recall
from e911audit.telling.signoff import state

AS_OF, CUTOVER = "2026-11-22", "2026-11-28"
ROLES = ("911 coordinator", "facilities or life safety", "telecom", "project")
SHEETS = {
    "Sites": [
        ["Site Code", "Site Name", "Street Address", "City", "State", "ZIP", "PSAP", "PSAP Phone", "Elevators"],
        ["HQ", "Head <b>Office</b>", "100 Congress Ave", "Austin", "TX", "78701", "Austin 911", "512-456-1400", "0"],
    ],
    "Devices": [
        [
            "Device Name",
            "Endpoint Kind",
            "System",
            "Site Code",
            "Telephone Number",
            "Can Dial 911",
            "Emergency Caller ID",
        ],
        ["Phone 1", "fixed_onprem", "PBX", "HQ", "512-456-1414", "yes", "512-456-1414"],
    ],
    "Systems": [
        ["System", "Installed On", "Direct 911", "Notification", "Notification Targets", "Notification Tested On"],
        ["PBX", "2021-03-01", "yes", "yes", "front desk", "2026-11-01"],
    ],
    "Lines": [
        ["Line Number", "Site Code", "Line Type", "Action", "Disconnect Due"],
        ["512-456-1499", "HQ", "pool phone", "replace", "2026-12-31"],
    ],
    "Evidence": [
        ["Subject", "Kind", "Date", "By", "Result", "Callback Result"],
        ["Phone 1", "911 test", "2026-11-15", "Ann Lee", "pass", "pass"],
        ["512-456-1499", "line id", "2026-11-10", "Ann Lee", "pass", ""],
        ["512-456-1499", "owner consent", "2026-11-10", "Bo Park", "pass", ""],
        ["512-456-1499", "911 test", "2026-11-15", "Ann Lee", "pass", "pass"],
    ],
}


def judged(folder: Path, sheets=SHEETS, rules=None, url="") -> Store:
    """A store (default: in this folder) with these sheets and one run by these rules (default: all)."""
    store = Store.open(url or f"sqlite:///{(folder / 'audit.db').as_posix()}")
    load(store, [save_book(folder / "inventory.xlsx", sheets)])
    judge(store, Config(as_of=date.fromisoformat(AS_OF), cutover=date.fromisoformat(CUTOVER)), rules=rules)
    return store


def everything(store: Store) -> list[Acceptance]:
    """All rules that were not judged, accepted by one person."""
    return [Acceptance(one.rule, "Ann Lee", "no such equipment") for one in recall(store).not_judged]


def stated(store: Store, accepted=()):
    return state(store, "HQ", accepted, ROLES)


def answers(statement):
    return {gate["name"]: gate["answer"] for gate in statement["gates"]}
