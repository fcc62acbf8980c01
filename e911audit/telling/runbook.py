"""The steps of a port's cutover: who does what, when, and by what one sees that it is done (``runbook.toml``)."""

import tomllib
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from importlib.resources import files
from typing import Any

from e911audit.views.port_package import Step
from e911audit.views.result import Event

RECORDS = {
    False: ("Unlock (function U) the 911 records of the numbers.", "Migrate (function M) the 911 records."),
    True: ("Delete (function D) the 911 records of the numbers.", "Insert (function I) records of the new address."),
}
"""Whether the customer also moves -> what the old and the new carrier do with the 911 records (NENA 02-010)."""


def steps(facts: Mapping[str, str], events: Sequence[Event], numbers: int, found: int) -> Iterator[Step]:
    """The steps of an order with its columns, its dates, and how many numbers go and findings are open."""
    told = _told(facts, events) | {"numbers": f"{numbers:,}", "open": f"{found:,}"}
    for step in _data()["steps"]:
        yield Step(*(step[part].format_map(told) for part in ("when", "who", "what", "done")))


def _told(facts: Mapping[str, str], events: Sequence[Event]) -> dict[str, str]:
    old, new = RECORDS[facts.get("customer_moved") == "yes"]
    kinds = {event.kind: _when(event) for event in reversed(events)}
    days = {name: kinds.get(day["kind"], day["otherwise"]) for name, day in _data()["days"].items()}
    order = {name: facts.get(name) or words for name, words in _data()["otherwise"].items()}
    return {**days, **order, "old_record": old, "new_record": new}


def _when(event: Event) -> str:
    """The day, with its hour and zone where they are told, or its first and last day."""
    if event.starts:
        return f"{event.starts:%Y-%m-%d %H:%M %Z}"
    return str(event.on) if event.until == event.on else f"{event.on} to {event.until}"


@cache
def _data() -> dict[str, Any]:
    return tomllib.loads(files("e911audit.telling").joinpath("runbook.toml").read_text(encoding="utf-8"))
