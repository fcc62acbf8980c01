"""Whether what is planned for a line fits what the matrix allows, and what it would need."""

from collections.abc import Sequence
from typing import Any, NamedTuple

from e911audit.line_kinds import UNKNOWN
from e911audit.survival import NOTHING, ROUTE_OF, TITLES, Decision, Verdict, decide
from e911audit.telling.disconnect import Wait

ANSWERS = {True: "yes", False: "no", None: "not judged"}
REPLACED = Wait(None, "something replaces it")
DECIDED = Wait(None, "somebody decides what becomes of it")
CHANGED = Wait(None, "the plan is changed")
JUDGED = Wait(None, "the plan can be judged")


class Plan(NamedTuple):
    """The decision; whether the plan fits it (None: not judged), in words; what must be known for that.

    ``goes`` tells that the line, as it is today, is to end; ``waits`` are what stands in the way of that.
    """

    decision: Decision
    fits: bool | None
    words: str
    lacks: tuple[str, ...] = ()
    goes: bool = False
    waits: tuple[Wait, ...] = ()


def judge_plan(line: Any, routes: Sequence[Verdict], *, clear: bool, sure: bool) -> Plan:
    """Judge the plan of a line.

    ``clear`` tells that nothing graver is said of it than its kind, ``sure`` that a person said what it is and that no
    proof is missing.
    """
    ends = line.action == "remove" and str(line.replacement or "").strip().lower() in NOTHING
    if ends and line.life_safety == "no":
        return _removed(sure=sure and clear)
    stays = line.action == "keep" or (line.target_transport == "pots" and line.action not in (None, UNKNOWN))
    unsure = not clear or line.life_safety == UNKNOWN
    decision = Decision.NOT_JUDGED if unsure else decide(routes, stays=stays)
    if ends:
        lives = "depend" if line.life_safety == "yes" else "may depend"
        return Plan(decision, False, f"removal of a line on which lives {lives}: no", waits=(REPLACED,))
    if stays:
        return Plan(decision, True, "it stays: yes", _lacks(routes, "cell"), waits=(REPLACED,))
    if line.action in (None, UNKNOWN):
        return Plan(decision, None, "no plan", _lacks(routes, "cell"), waits=(DECIDED,))
    return _moved(line, decision, [] if unsure else routes)


def _removed(*, sure: bool) -> Plan:
    if sure:
        return Plan(Decision.GO, True, "removal: yes", goes=True)
    words = "removal: not judged, a person must say what the line is and its proofs be given"
    wait = Wait(None, "a person has said what it is, without contradiction, and its proofs are given")
    return Plan(Decision.NOT_JUDGED, None, words, waits=(wait,))


def _moved(line: Any, decision: Decision, routes: Sequence[Verdict]) -> Plan:
    route = ROUTE_OF.get(line.target_transport or "")
    if route is None:
        words = f"{line.action}: not judged, nothing says to what it moves"
        return Plan(decision, None, words, ("target transport",), waits=(Wait(None, "its new transport is named"),))
    verdict = next((one for one in routes if one.route == route), None)
    fits = verdict.may if verdict else None
    words = f"{line.action}, {TITLES[route]}: {ANSWERS[fits]}"
    waits = () if fits else (CHANGED if fits is False else JUDGED,)
    return Plan(decision, fits, words, verdict.lacks if verdict else (), goes=bool(fits), waits=waits)


def _lacks(routes: Sequence[Verdict], route: str) -> tuple[str, ...]:
    return next((one.lacks for one in routes if one.route == route), ())
