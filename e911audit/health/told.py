"""What one check of the doctor says."""

from dataclasses import dataclass
from enum import StrEnum


class Health(StrEnum):
    """How a line of the doctor begins."""

    OK = "ok"
    WARNING = "warning"
    WRONG = "WRONG"


@dataclass(frozen=True)
class Told:
    """What a check saw; ``advice`` where it is not in order."""

    health: Health
    seen: str
    advice: str = ""

    def __str__(self) -> str:
        return f"{self.health:<8} {self.seen}{'. ' if self.advice else ''}{self.advice}"


def told(good: bool, seen: str, advice: str, otherwise: Health = Health.WRONG) -> Told:
    """In order, or not and then with advice."""
    return Told(Health.OK, seen) if good else Told(otherwise, seen, advice)
