"""The frozen view of a walk to the ends of lines, which the report receives; it holds no session and cannot judge."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True, kw_only=True)
class Stop:
    """One line to be found: where it may end, what it is believed to be and how that is known, what to look for.

    ``demarcs`` are the demarcation points where its pair may begin; empty texts are not told by the inventory.
    """

    site: str
    building: str
    floor: str
    jack: str
    demarcs: tuple[str, ...]
    line: str
    kind: str
    lives: str
    confidence: str
    how_known: tuple[str, ...]
    decision: str
    look_for: str
    find_out: tuple[str, ...]
    """Facts that the plan of the line cannot be judged without."""


@dataclass(frozen=True, slots=True)
class KindSeen:
    """A kind that a technician may choose, whether lives depend on it, and what its end looks like."""

    title: str
    lives: str
    look_for: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Walk:
    """The lines by site; at each site first those that nobody knows, then by building and floor."""

    version: str
    as_of: date
    stops: tuple[Stop, ...]
    kinds: tuple[KindSeen, ...]
