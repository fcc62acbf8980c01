"""Family LEG: what becomes of a line, and what is proved since then, for all rules about single kinds of line."""

from typing import Any

from sqlalchemy import ColumnElement, and_, case, func, not_, or_, select

from e911audit.model.tables import Evidence, Line
from e911audit.rules.rule import Among, Condition, blank, day, given, is_in, known
from e911audit.rules.subjects import LINES, about_line, proof_passed

CHANGES = ("port", "move", "replace")
"""What the plan does to a line that goes on in another form."""
VOIP = ("ata", "sip")
"""Transports that run over the customer's own network, with its switches, routers and power."""

goes = and_(is_in(Line.c.action, "remove"), blank(Line.c.replacement))
"""Tells where the line ends and nothing takes its place; never NULL."""
_action = known(Line.c.action)
changes = or_(_action.in_(CHANGES), and_(_action == "remove", given(Line.c.replacement)))
"""Tells where the line goes on in another form; NULL where nobody has decided."""
transport = case(
    (known(Line.c.target_transport).is_not(None), Line.c.target_transport), (_action == "keep", "pots"), else_=None
)
"""How the line is carried after the cutover: a kept one as before; NULL where nobody has said."""
moves_on = func.coalesce(Line.c.cutover_on, day("cutover"))
"""The day of the line's cutover, else the run's; NULL without one."""


def said(column: ColumnElement[Any]) -> Condition:
    """Tell where a cell names something; "none" and the like name nothing. Never NULL itself."""
    return func.lower(func.trim(func.coalesce(column, ""))).not_in(("", "no", "none", "n/a", "na", "-", "nobody"))


def serving(*kinds: str, further: tuple[ColumnElement[Any], ...] = ()) -> Among:
    """Select lines of these kinds that stay or are replaced; LEG-001 tells those that only go."""
    return Among(
        name=" and ".join(kind.replace("_", " ") for kind in kinds) + " lines that go on",
        tables=LINES.tables,
        query=LINES.query.where(Line.c.kind.in_(kinds), not_(goes)).add_columns(*further),
    )


def proved_as_moved(*kinds: str) -> Condition:
    """Tell where such evidence passed; once the day of the cutover is over, only what dates from it or later counts."""
    new = or_(moves_on.is_(None), moves_on >= day("as_of"), Evidence.c.on_date >= moves_on)
    return (
        select(Evidence.c.id).where(about_line, proof_passed, new, Evidence.c.kind.in_(kinds)).correlate(Line).exists()
    )
