"""Cells of a walk-around sheet: whether a line was traced to its end, and seen there."""

from e911audit.intake.cells import Unread, line_kind, text, words
from e911audit.line_kinds import UNKNOWN


def traced(text_: str) -> str | None:
    """Result of tone and trace beside what the line was seen to be, ``found|fax``, as the result of evidence.

    A line passes only where it was found and somebody said what it is: found alone tells where it ends and no more.
    """
    result, _, seen = text_.partition("|")
    told = words("tone_and_trace")(result)
    identified = text(seen) is not None
    if told is None:
        if identified:
            raise Unread("tells what the line is and not whether it was found")
        return None
    if told != "found":
        if identified:
            raise Unread("contradicts itself: what was not reached cannot have been seen")
        return "fail" if told == "not found" else "pending"
    return "pass" if _kind(seen) else "pending"


def _kind(seen: str) -> str | None:
    """The kind that was seen; None where it is unknown, or the cell cannot be read, of which its own field tells."""
    try:
        kind = line_kind(seen)
    except Unread:
        return None
    return None if kind == UNKNOWN else kind
