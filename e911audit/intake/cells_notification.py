"""Cells that tell what a notification of a 911 call carries."""

import re

from e911audit.intake.cells import Unread, text, words

PARTED = re.compile(r"[,;/+&\n]|\band\b", re.IGNORECASE)
ORDER = ("fact", "callback", "location", "infeasible")
EVERYTHING = re.compile(r"\W*(?:all|everything|full)\W*", re.IGNORECASE)


def notification_parts(text_: str) -> str | None:
    """What a list names of fact, callback, location and infeasible, in this order.

    A part that is no known word makes the whole cell Unread: "no location" must not count as a location.
    """
    if text(text_) is None:
        return None
    if EVERYTHING.fullmatch(text_):
        return ", ".join(ORDER[:3])
    found = {words("notification_part")(part) for part in PARTED.split(text_) if text(part)}
    if not found:
        raise Unread(f"is no list of {', '.join(ORDER)}")
    return ", ".join(part for part in ORDER if part in found)
