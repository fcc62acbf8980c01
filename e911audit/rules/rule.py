"""What a rule is: who is looked at, what is wrong, why it matters, by what authority.

A rule's condition is one SQL expression with three answers. TRUE is a finding, FALSE is clean, and NULL (something that
the condition needs is blank) is *not judged*: missing data can neither pass nor flood.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, TypeVar

from sqlalchemy import BindParameter, ColumnElement, Date, Select, and_, bindparam, case, func, or_

from e911audit.errors import UnknownRule
from e911audit.law.cites import dated
from e911audit.values import Basis, Severity

Condition = ColumnElement[bool]
Wrong = TypeVar("Wrong", bound=Callable[..., Condition])

RULES: dict[str, "Rule"] = {}
"""Every rule by its code."""

NO_OPTIONS: Mapping[str, Any] = {}
NO_CASES: Mapping[str, tuple[str, int]] = {}


@dataclass(frozen=True, kw_only=True)
class Among:
    """Who is looked at: records of one or several tables.

    ``query`` selects the columns ``kind`` (table name), ``subject`` (the name people use), ``site``, ``sheet_id``,
    ``row`` and ``affects`` (how many people, devices or numbers stand behind the record), and any further labelled
    column that a message may quote.
    """

    name: str
    tables: tuple[str, ...]
    query: Select[Any]


@dataclass(frozen=True, kw_only=True)
class Rule:
    """One entry of the catalogue.

    ``needs`` names fields as ``table.field``; alternatives are joined by `` or ``. A sheet that lacks a needed column
    of the looked-at table is not judged; a field of another table must be supplied by some sheet.
    ``points_at`` names the fields whose cell is cited, the first that the sheet has.
    ``good`` and ``bad`` are tiny workbooks with the template's headers (see ``example.py``); ``more`` holds further
    named cases with the number of findings expected.
    """

    code: str
    name: str
    severity: Severity
    basis: Basis
    among: Among
    wrong: Callable[..., Condition]
    why: str
    message: str
    fix: str
    cites: tuple[str, ...]
    needs: tuple[str, ...]
    points_at: tuple[str, ...]
    bad: str
    good: str
    more: Mapping[str, tuple[str, int]] = field(default_factory=dict)
    options: Mapping[str, Any] = field(default_factory=dict)
    levels: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    """Options that another strictness than the default sets: ``{"strict": {"floors_from": 1}}``."""
    milder: tuple[Severity, Callable[[], Condition]] | None = None
    """A lesser severity and when it applies, for rules whose weight depends on the degree."""
    stands_on: tuple[Severity, ...] = ()
    """Severities of the open findings of the same run that the rule asks for (``open_findings.OPEN``). Such a rule is
    judged when every rule that asks for none has been; it never sees the findings of another such rule."""
    waivable: bool = True
    """False where nobody may take the risk: a cut life-safety line, a port that will be rejected."""
    since: str = "0.1"

    @property
    def family(self) -> str:
        """The letters before the number, for example ``LOC``."""
        return self.code.partition("-")[0]

    def condition(self, settings: Mapping[str, Any]) -> Condition:
        """Build the SQL condition under these settings; missing ones take the rule's defaults."""
        return self.wrong(**{**self.options, **settings})

    def settings(self, strictness: str, own: Mapping[str, Any]) -> dict[str, Any]:
        """The options in force: the user's own before those of the strictness before the defaults."""
        return {**self.options, **self.levels.get(strictness, {}), **own}


def rule(
    *,
    code: str,
    more: Mapping[str, tuple[str, int]] = NO_CASES,
    options: Mapping[str, Any] = NO_OPTIONS,
    levels: Mapping[str, Mapping[str, Any]] = NO_OPTIONS,
    **facts: Any,
) -> Callable[[Wrong], Wrong]:
    """Register the decorated condition as a rule; its docstring is the reason why the rule exists.

    A citation of a clause under revision gets the day as of which we know it.
    """
    facts["cites"] = tuple(map(dated, facts.get("cites", ())))

    def register(wrong: Wrong) -> Wrong:
        if code in RULES:
            raise ValueError(f"{code} is defined twice")
        why = " ".join((wrong.__doc__ or "").split())
        RULES[code] = Rule(code=code, wrong=wrong, why=why, more=more, options=options, levels=levels, **facts)
        return wrong

    return register


def find(code: str) -> Rule:
    """Return the rule of this code; UnknownRule names it where there is none."""
    try:
        return RULES[code.strip().upper()]
    except KeyError:
        raise UnknownRule(f"There is no rule '{code}'.") from None


def blank(column: ColumnElement[Any]) -> Condition:
    """Tell where a text is NULL or empty; never NULL itself."""
    return or_(column.is_(None), func.trim(column) == "")


def given(column: ColumnElement[Any]) -> Condition:
    """Tell where a text holds something; never NULL itself."""
    return and_(column.is_not(None), func.trim(column) != "")


def is_in(column: ColumnElement[Any], *words: str) -> Condition:
    """Tell where the column holds one of the words; a blank is FALSE, not NULL."""
    return func.coalesce(column, "").in_(words)


def known(column: ColumnElement[Any]) -> ColumnElement[Any]:
    """Turn blank, unknown and untested into NULL, which is no answer."""
    return case((column.in_(("unknown", "untested", "")), None), else_=column)


DAYS: dict[str, tuple[str, int]] = {}
"""Every date of the run that a condition has asked for: parameter name -> ``as_of`` or ``cutover``, less some days."""


def day(base: str, minus: int = 0) -> BindParameter[Any]:
    """A date of the run: ``as_of`` or ``cutover``, less some days. NULL where the run has no such date."""
    name = f"{base}_{minus}"
    DAYS[name] = (base, minus)
    return bindparam(name, type_=Date)
