"""The hour of an order: a day, the time and the zone as people write them, to a moment."""

import re
import tomllib
from datetime import date, datetime, time, timedelta
from functools import cache
from importlib.resources import files
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

TIME = re.compile(r"(\d{1,2})(?::?(\d\d))?(?::\d\d)?\s*([ap])?\.?m?\.?", re.IGNORECASE | re.ASCII)
TIME_AND_ZONE = re.compile(r"(noon|[\d:]+\s*(?:[ap]\.?m\.?)?)\s*\(?([a-z][\w/ ]*)?\)?", re.IGNORECASE)
NOON = "12:00"
MIDNIGHT_AFTER = (24, 0)
"""24:00 is the end of its day: what happens then belongs to the next."""
HALF_DAY = 12


def moment(day: date, written: str | None, zone: str | None) -> datetime | None:
    """The moment that is meant, None where the time or its zone is not told or cannot be read.

    The zone may stand behind the time.

    >>> moment(date(2026, 12, 2), "11:30 AM", "ET").isoformat()
    '2026-12-02T11:30:00-05:00'
    >>> moment(date(2026, 7, 1), "1130 Central", "").isoformat()
    '2026-07-01T11:30:00-05:00'
    >>> moment(date(2026, 12, 2), "24:00", "UTC").isoformat()
    '2026-12-03T00:00:00+00:00'
    >>> moment(date(2026, 12, 2), "11:30", "")
    """
    hour, behind = _parts(written)
    place = zone_of(zone or behind)
    return None if hour is None or place is None else _at(day, hour).replace(tzinfo=place)


def local_moment(day: date, written: str | None) -> datetime | None:
    """The same by the clock on the spot, whichever that is; None too where words behind the time name no zone.

    >>> local_moment(date(2026, 12, 2), "2:30 PM CT"), local_moment(date(2026, 12, 2), "9")
    (datetime.datetime(2026, 12, 2, 14, 30), None)
    """
    hour, behind = _parts(written)
    return None if hour is None or (behind and zone_of(behind) is None) else _at(day, hour)


def time_of_day(written: str) -> tuple[int, int] | None:
    """Hours and minutes of a time of day, (24, 0) for the end of the day; None where the text is no time.

    >>> time_of_day("2:30 PM"), time_of_day("1400"), time_of_day("noon"), time_of_day("9")
    ((14, 30), (14, 0), (12, 0), None)
    """
    words = written.strip().lower()
    found = TIME.fullmatch(NOON if words == "noon" else words)
    if not found:
        return None
    hours, minutes = int(found[1]), int(found[2] or 0)
    if found[3]:
        if hours > HALF_DAY or (hours == 0 and found[3] == "p"):
            return None
        hours = hours % HALF_DAY + HALF_DAY * (found[3] == "p")
    elif not found[2]:
        return None  # a bare number tells no hour: 9 may be morning or evening
    return (hours, minutes) if (hours < 24 and minutes < 60) or (hours, minutes) == MIDNIGHT_AFTER else None


def _parts(written: str | None) -> tuple[tuple[int, int] | None, str]:
    """The time of day that a text begins with, and the words behind it."""
    found = TIME_AND_ZONE.fullmatch((written or "").strip())
    return (time_of_day(found[1]), found[2] or "") if found else (None, "")


def _at(day: date, hour: tuple[int, int]) -> datetime:
    hours, minutes = hour
    return datetime.combine(day + timedelta(days=hours // 24), time(hours % 24, minutes))


def zone_of(words: str) -> ZoneInfo | None:
    """The zone of these words or of an IANA name, None where nobody knows it.

    >>> zone_of("eastern").key, zone_of("America/Boise").key, zone_of("")
    ('America/New_York', 'America/Boise', None)
    """
    name = _names().get(" ".join(words.casefold().split()))
    if name is None and "/" in words:
        name = words.strip()
    try:
        return ZoneInfo(name) if name else None
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return None


@cache
def _names() -> dict[str, str]:
    text = files("e911audit").joinpath("time_zones.toml").read_text(encoding="utf-8")
    return {word.casefold(): zone for zone, words in tomllib.loads(text).items() for word in words}
