"""The frozen view of one order's paper: what its letter says, which numbers go, and what is done when they go."""

from dataclasses import dataclass
from datetime import date

from e911audit.views.call_plan import Call
from e911audit.views.result import Cell, Event, Finding, HeldNumber


@dataclass(frozen=True, slots=True, kw_only=True)
class LetterField:
    """One field of the letter: the CSR's text with its cell, what the letter on file says, and what is to be settled.

    ``value`` is "" and ``cell`` None where no CSR tells the field.
    """

    name: str
    value: str
    cell: Cell | None
    on_letter: str
    note: str


@dataclass(frozen=True, slots=True, kw_only=True)
class NumberTest:
    """What a number must do once it has moved: where it rings, what name it shows, which address 911 reads.

    ``hold`` is that of its ``HeldNumber``: a number that must not port is not tested but left alone.
    """

    number: str
    site: str
    hold: str
    rings_at: str
    caller_name: str
    address_911: str


@dataclass(frozen=True, slots=True)
class Step:
    """One step of the runbook: when, who, what, and by what one sees that it is done."""

    when: str
    who: str
    what: str
    done_when: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PortPackage:
    """Everything that the paper of one order shows.

    ``facts`` holds the order's own columns by their names in the model, and its billing numbers, ``btn`` and
    ``new_btn``, in E.164; ``address`` the components of the CSR's service address. What nobody told is "". ``goes`` are
    the numbers that may port, ``stays`` all others of the order and of its account, each with its reason.
    """

    version: str
    as_of: date
    order: str
    facts: dict[str, str]
    address: dict[str, str]
    fields: tuple[LetterField, ...]
    goes: tuple[HeldNumber, ...]
    stays: tuple[HeldNumber, ...]
    steps: tuple[Step, ...]
    tests: tuple[NumberTest, ...]
    calls: tuple[Call, ...]
    events: tuple[Event, ...]
    open: tuple[Finding, ...]

    def told(self, name: str) -> str:
        """The CSR's text of a field of the letter, "" where it tells none."""
        return next((field.value for field in self.fields if field.name == name), "")
