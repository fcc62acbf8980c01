"""Local time of a port: 47 CFR 52.35 counts an order by the clock of the region in which its numbers are."""

import re
import tomllib
from datetime import date, datetime, time, timedelta
from functools import cache
from importlib.resources import files
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

from e911audit.clock import zone_of
from e911audit.porting.days import FEDERAL, ONE_DAY, Calendar, business_day

TIME = re.compile(
    r"(?P<hour>\d{1,2})(?::?(?P<minute>\d{2}))?(?::\d{2})?\s*(?P<half>[ap])?\.?(?:m\.?)?\b", re.IGNORECASE
)
WORDS = {"noon": time(12), "midnight": time(0)}
HALF_A_DAY, WHOLE_DAY = 12, 24
SIMPLE_UNTIL, OTHERS_UNTIL = time(13), time(17)
"""Until when an order counts as of its day: 13:00 for simple ports, else the end of the least business hours."""
SNAPBACK = timedelta(hours=24)
"""How long a losing carrier takes numbers back as they were; afterwards the way back is a new port."""


class Moment(NamedTuple):
    """A day, and the time of it where that is known."""

    day: date
    time: time | None


def read_zone(text: str | None) -> ZoneInfo | None:
    """The time zone that a text means; None where it means none."""
    return zone_of((text or "").replace(".", ""))


def zone_of_state(state: str) -> ZoneInfo | None:
    """The time zone that counts for ports of numbers in a state; None where the state is in no region."""
    name = _regions().get(state)
    return ZoneInfo(name) if name else None


def read_moment(day: date, text: str | None, zone: str | None, local: ZoneInfo | None) -> Moment:
    """A day and the time written beside it, by the local clock; a time of 24:00 belongs to the next day.

    >>> read_moment(date(2026, 12, 2), "1:30 AM", "ET", ZoneInfo("America/Los_Angeles"))
    Moment(day=datetime.date(2026, 12, 1), time=datetime.time(22, 30))
    """
    hour, next_day = _time(text)
    if hour is None:
        return Moment(day, None)
    moment = datetime.combine(day + ONE_DAY if next_day else day, hour)
    own = read_zone(zone)
    if own and local:
        moment = moment.replace(tzinfo=own).astimezone(local)
    return Moment(moment.date(), moment.time())


def counts_as_of(sent: Moment, *, simple: bool, calendar: Calendar = FEDERAL) -> date:
    """The business day as which a submission counts; one without a time counts as of its day.

    >>> counts_as_of(Moment(date(2026, 11, 25), time(13, 30)), simple=True)
    datetime.date(2026, 11, 27)
    """
    late = sent.time is not None and sent.time > (SIMPLE_UNTIL if simple else OTHERS_UNTIL)
    in_time = not late or business_day(sent.day, calendar) != sent.day
    return business_day(sent.day if in_time else sent.day + ONE_DAY, calendar)


def snapback_by(activated: Moment, local: ZoneInfo | None) -> str:
    """Until when numbers can be had back, in words; the end of the next day where the hour is not known."""
    if activated.time is None:
        return f"the end of {activated.day + ONE_DAY}"
    begin = datetime.combine(activated.day, activated.time, tzinfo=local)
    # Twenty-four hours by the clock of the world, so that a night in which clocks change is no hour off.
    end = (begin.astimezone(ZoneInfo("UTC")) + SNAPBACK).astimezone(local) if local else begin + SNAPBACK
    return f"{end:%Y-%m-%d %H:%M} {end.tzname() or ''}".strip()


def _time(text: str | None) -> tuple[time | None, bool]:
    """The time that a text begins with, and whether it is the end of the day."""
    written = (text or "").strip().lower()
    if written in WORDS:
        return WORDS[written], False
    found = TIME.match(written)
    if not found:
        return None, False
    hour, minute = int(found["hour"]), int(found["minute"] or 0)
    if found["half"]:
        hour = hour % HALF_A_DAY + (HALF_A_DAY if found["half"] == "p" else 0)
    if (hour, minute) == (WHOLE_DAY, 0):
        return time(0), True
    return (time(hour, minute), False) if hour < WHOLE_DAY and minute < 60 else (None, False)


@cache
def _data() -> dict[str, Any]:
    return tomllib.loads(files("e911audit.porting").joinpath("clock.toml").read_text(encoding="utf-8"))


@cache
def _regions() -> dict[str, str]:
    return {state: region["zone"] for region in _data()["regions"].values() for state in region["states"].split()}
