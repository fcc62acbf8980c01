"""What may become of a line: the matrix of kind, route, power, supervision, network and code edition.

Columns of ``survival.csv``: the kind of line; the route (``managed`` is a carrier's managed voice, ``cell`` a listed
cellular or IP unit, ``ata`` an adapter or SIP over the customer's own network); the case in which the row holds; the
answer (yes, no, conditional); what must be so, all of it; by what authority; how certain the row is (``seen`` in a
source, ``unverified``, ``practice``). A kind without rows is not judged.

Needs are ``field>=n``, ``field<=n`` (of which 0 means none, and fails), ``field=word``, ``field!=word`` (a blank
passes), ``field`` (something is said), ``proof:kind``, ``checkin`` and ``by_hand:what_no_column_tells``.
"""

import csv
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from enum import StrEnum
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any, NamedTuple


class Decision(StrEnum):
    """What may become of a line on the data given."""

    COPPER = "must stay on copper"
    STAY = "must stay on copper or managed voice"
    CELL = "may move to listed cellular or IP"
    ATA = "may move to ATA"
    GO = "may go"
    NOT_JUDGED = "not judged"


class Ground(NamedTuple):
    """One row of the matrix."""

    kind: str
    route: str
    case: str
    answer: str
    needs: str
    authority: str
    certainty: str


class Verdict(NamedTuple):
    """Whether a line may take a route: True, False, or None for want of the facts in ``lacks``.

    ``fails`` are the facts that speak against it, in words.
    """

    route: str
    may: bool | None
    fails: tuple[str, ...]
    lacks: tuple[str, ...]
    authority: str
    unverified: bool


ROUTES = ("managed", "cell", "ata")
"""From the safest to the freest."""
ROUTE_OF = {"mfvn": "managed", "cell": "cell", "ata": "ata", "sip": "ata"}
"""Target transport of a line -> route; a line that stays on copper takes none."""
TITLES = {"managed": "managed voice", "cell": "listed cellular or IP", "ata": "ATA or SIP"}
NOTHING = ("", "no", "none", "n/a", "na", "-", "nobody")
"""How a cell says that there is nothing."""
UNITS = {"battery_hours": " hours", "supervision_minutes": " minutes"}
NAMES = {"mfvn": "MFVN", "ups_covers_all": "UPS covers all"}
YEAR = re.compile(r"(?:19|20)\d\d")
COMPARED = re.compile(r"(\w+)(>=|<=|!=|=)(.+)")
Facts = Mapping[str, Any]


@cache
def matrix() -> Mapping[tuple[str, str], tuple[Ground, ...]]:
    """The rows by kind and route."""
    rows: dict[tuple[str, str], tuple[Ground, ...]] = {}
    with files("e911audit").joinpath("survival.csv").open(encoding="utf-8") as file:
        for row in csv.DictReader(file):
            ground = Ground(**row)
            rows[ground.kind, ground.route] = (*rows.get((ground.kind, ground.route), ()), ground)
    return rows


def verdicts(kind: str, facts: Facts) -> tuple[Verdict, ...]:
    """What the matrix says of each route for a line of this kind; nothing for a kind that it does not know.

    ``facts`` are the fields of the line, and ``proof:kind`` True for each proof that counts.
    """
    return _verdicts(kind, tuple(sorted(facts.items())))


@lru_cache(maxsize=4096)
def _verdicts(kind: str, facts: tuple[tuple[str, Any], ...]) -> tuple[Verdict, ...]:
    """The same, once for all lines that are alike."""
    known = dict(facts)
    return tuple(_verdict(route, matrix()[kind, route], known) for route in ROUTES if (kind, route) in matrix())


def decide(found: Sequence[Verdict], *, stays: bool) -> Decision:
    """The freest route whose conditions are all met; ``stays`` tells that the plan is to leave the line as it is.

    Where none is met the line must stay; where that is only for want of facts, and the plan is another, it is not
    judged.
    """
    may = {verdict.route: verdict.may for verdict in found}
    if not found:
        return Decision.NOT_JUDGED
    if may["ata"]:
        return Decision.ATA
    if may["cell"]:
        return Decision.CELL
    if not stays and None in (may["ata"], may["cell"]):
        return Decision.NOT_JUDGED
    return Decision.COPPER if may["managed"] is False else Decision.STAY


def _verdict(route: str, grounds: Iterable[Ground], facts: Facts) -> Verdict:
    """All rows that may hold must agree; where they do not, the fact that tells them apart is lacking."""
    held = [
        (ground, unsure, *_needs(ground, facts)) for ground in grounds if (unsure := _cases(ground, facts)) is not None
    ]
    answers = {False if fails else None if lacks else True for _, _, fails, lacks in held}
    may = next(iter(answers)) if len(answers) == 1 else None
    differ = len({(fails, lacks) for _, _, fails, lacks in held}) > 1
    lacking = [lack for _, _, _, lacks in held for lack in lacks]
    lacking += [doubt for _, unsure, _, _ in held for doubt in unsure if differ]
    return Verdict(
        route,
        may,
        tuple(dict.fromkeys(fail for _, _, fails, _ in held for fail in fails)) if may is False else (),
        tuple(dict.fromkeys(lacking)) if may is None else (),
        "; ".join(dict.fromkeys(ground.authority for ground, *_ in held)),
        any(ground.certainty == "unverified" for ground, *_ in held),
    )


def _cases(ground: Ground, facts: Facts) -> tuple[str, ...] | None:
    """None where the row does not hold; else the facts that would tell whether it does."""
    unsure = []
    for case in ground.case.split():
        holds, lacking = _case(case, facts)
        if holds is False:
            return None
        if holds is None:
            unsure.append(lacking)
    return tuple(unsure)


def _case(case: str, facts: Facts) -> tuple[bool | None, str]:
    if case in ("single", "dual"):
        return (case == "dual") == _said(facts.get("second_path")), ""
    if case in ("insured", "uninsured"):
        certificate = facts.get("ul_certificate")
        if facts.get("required_checkin_seconds") is None and not str(certificate or "").strip():
            return None, "UL certificate"
        insured = _said(certificate) or facts.get("required_checkin_seconds") is not None
        return (case == "insured") == insured, ""
    years = YEAR.findall(facts.get("code_edition") or "")
    if not years:
        return None, "code edition"
    limit = int(case[-4:])
    return (int(years[-1]) >= limit if ">=" in case else int(years[-1]) <= limit), ""


def _needs(ground: Ground, facts: Facts) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """What speaks against a row's needs, and what is not known of them."""
    if ground.answer == "no":
        return (f"not over {TITLES[ground.route]}",), ()
    met = {need: _met(need, facts) for need in ground.needs.split()}
    return (
        tuple(f"{need_words(need)}, told is {_told(need, facts)}" for need, so in met.items() if so is False),
        tuple(need_words(need) for need, so in met.items() if so is None),
    )


def _met(need: str, facts: Facts) -> bool | None:
    compared = COMPARED.fullmatch(need)
    if need.startswith("proof:"):
        return True if facts.get(need) else None
    if need.startswith("by_hand:"):
        return None
    if need == "checkin":
        allowed, given = facts.get("required_checkin_seconds"), facts.get("checkin_seconds")
        return None if allowed is None or given is None else bool(0 < given <= allowed)
    if compared is None:
        written = facts.get(need)
        return _said(written) if written else None
    field, sign, wanted = compared.groups()
    return _compare(facts.get(field), sign, wanted)


def _compare(value: Any, sign: str, wanted: str) -> bool | None:
    if sign == "!=":
        return bool(value != wanted)
    if value is None or value in ("", "unknown", "untested"):
        return None
    compare: dict[str, Callable[[], bool]] = {
        "=": lambda: bool(value == wanted),
        ">=": lambda: bool(value >= float(wanted)),
        "<=": lambda: bool(0 < value <= float(wanted)),
    }
    return compare[sign]()


def need_words(need: str) -> str:
    """A need as a reader would say it.

    >>> need_words("battery_hours>=24"), need_words("mfvn=yes"), need_words("proof:ahj_approval")
    ('battery at least 24 hours', 'MFVN', 'AHJ approval')
    """
    compared = COMPARED.fullmatch(need)
    if compared is None:
        plain = need.removeprefix("proof:").removeprefix("by_hand:")
        return plain.replace("_", " ").replace("ahj", "AHJ").replace("checkin", "check-in in the seconds required")
    field, sign, wanted = compared.groups()
    name = NAMES.get(field, field.rpartition("_")[0].replace("_", " ") if field in UNITS else field.replace("_", " "))
    if sign in ("=", "!="):
        return name
    return f"{name} {'at least' if sign == '>=' else 'at most'} {wanted}{UNITS[field]}"


def _told(need: str, facts: Facts) -> str:
    """What a cell says of a need that is not met; of a check-in its seconds."""
    compared = COMPARED.fullmatch(need)
    value = facts.get(compared[1] if compared else "checkin_seconds" if need == "checkin" else need)
    return f"{value:g}" if isinstance(value, int | float) else str(value)


def _said(value: object) -> bool:
    return str(value or "").strip().lower() not in NOTHING
