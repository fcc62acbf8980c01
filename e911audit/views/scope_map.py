"""The frozen view of a scope map, which the reports receive: who owns what at each site, and whom to call for it."""

from dataclasses import dataclass
from datetime import date

UNKNOWN = "unknown"
RECORDED, MISSING, NOT_NEEDED, FITS, FALLS_SHORT = "recorded", "missing", "not needed", "fits", "falls short"
"""What is said of an item of the contract checklist."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Party:
    """A company; what the sheets do not tell of it is ``unknown``, and what does not apply is empty."""

    name: str
    role: str
    behind: str
    """The carrier whose network and numbers it sells."""
    phone: str
    portal: str
    ticket_rule: str
    holds_up: str = ""
    """What a company of its role can block or slow."""
    works: tuple[str, ...] = ("", "", "", "")
    """Support, rules for caller ID, SIP policies, API."""
    does: tuple[str, ...] = ()
    """What it owns, and at how many sites."""


@dataclass(frozen=True, slots=True)
class Part:
    """What somebody owns at a site: who, and when to call whom; ``doubt`` says what speaks against it."""

    what: str
    when: str
    party: Party
    doubt: str = ""


@dataclass(frozen=True, slots=True)
class Appearance:
    """A place where the incumbent carrier may appear at a site: yes, no or unknown, and why."""

    where: str
    answer: str
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Access:
    """A circuit or trunk of a site, as those who repair it call it; ``asked`` is how many items its checklist has."""

    name: str
    form: str
    kind: str
    sold_by: str
    plant_of: str
    service: str
    repair: str
    demarc: str
    recorded: int
    asked: int


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteMap:
    """All of one site."""

    code: str
    name: str
    address: str
    exchange: str
    """Its wire centre and rate centre, in words."""
    parts: tuple[Part, ...]
    appearances: tuple[Appearance, ...]
    circuits: tuple[Access, ...]
    recorded: int
    asked: int

    @property
    def open(self) -> int:
        """How many owners and ticket paths nobody has recorded, or are contradicted."""
        return sum(
            part.party.name == UNKNOWN or part.party.phone == part.party.portal == UNKNOWN or bool(part.doubt)
            for part in self.parts
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    """One item of the contract checklist of a circuit, or of a site without circuits."""

    site: str
    circuit: str
    terms: str
    """The provider and class of the contract that holds for it, empty where none does."""
    area: str
    item: str
    state: str
    told: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Trunk:
    """A PRI or SIP trunk beside the order that moves its numbers and the load of its busy hour."""

    site: str
    name: str
    kind: str
    channels: int | None
    d_channel: str
    ranges: str
    gateway_plan: str
    test_plan: str
    cutover: date | None
    foc: str
    disconnect: date | None
    order: str
    kept: str
    """Why it is kept and when that is looked at again; empty for one that is to be disconnected."""
    erlangs: float | None
    needed: int | None
    sip_channels: int | None
    enough: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ScopeMap:
    """The sites by code, all parties that they name, their trunks and the contract checklist."""

    version: str
    as_of: date
    sites: tuple[SiteMap, ...]
    parties: tuple[Party, ...]
    trunks: tuple[Trunk, ...]
    checklist: tuple[Checked, ...]
