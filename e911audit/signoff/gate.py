"""A gate of the sign-off: one question, its answer, and where what is in the way stands."""

from dataclasses import asdict, dataclass
from enum import StrEnum
from typing import Any


class Answer(StrEnum):
    """The three answers; only a gate that is met lets a site go."""

    MET = "met"
    NOT_MET = "not met"
    NOT_JUDGED = "not judged"


@dataclass(frozen=True, slots=True)
class Obstacle:
    """One thing that is in the way of a gate, and where it stands ("" where no cell can tell)."""

    what: str
    where: str = ""


@dataclass(frozen=True, slots=True)
class Gate:
    """One gate with its answer; ``told`` is the reason in one sentence."""

    name: str
    question: str
    answer: Answer
    told: str
    obstacles: tuple[Obstacle, ...] = ()

    def plain(self) -> dict[str, Any]:
        """The gate as the statement holds it."""
        return asdict(self) | {"answer": str(self.answer), "obstacles": [asdict(one) for one in self.obstacles]}


@dataclass(frozen=True, slots=True)
class Acceptance:
    """Somebody lets a site go although a rule could not be judged."""

    rule: str
    by: str
    reason: str
