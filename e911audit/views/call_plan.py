"""The frozen view of a plan of 911 test calls, which the report receives; it holds no session and cannot plan."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True, kw_only=True)
class Call:
    """One test call: from where, what should be read back and called back, and what it reaches.

    ``dial_from`` is a device's name, or a number in E.164 where the sheets list no device; ``callback`` and the 911
    centre's facts are empty where the inventory does not tell them.
    """

    dial_from: str
    number: str
    site: str
    building: str
    floor: str
    location: str
    system: str
    trunk_group: str
    address: str
    callback: str
    psap: str
    psap_phone: str
    reaches: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class NotReached:
    """What no call of the plan reaches, and why."""

    what: str
    name: str
    site: str
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CallPlan:
    """The calls by site, building and floor. No plan that reaches as much has fewer than ``at_least`` of them."""

    version: str
    as_of: date
    calls: tuple[Call, ...]
    at_least: int
    not_reached: tuple[NotReached, ...]
