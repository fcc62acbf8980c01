"""The open findings of the run, for rules that stand on those of other rules (``stands_on``)."""

from sqlalchemy import Integer, Text, cast, false, literal, select

from e911audit.rules.shared import shared

_nothing = cast(literal(""), Text)
OPEN = shared(
    "open_finding",
    select(
        _nothing.label("key"),
        _nothing.label("rule"),
        _nothing.label("severity"),
        _nothing.label("kind"),
        _nothing.label("subject"),
        cast(literal(0), Integer).label("sheet_id"),
        cast(literal(0), Integer).label("row"),
    ).where(false()),
    index="row",
)
"""One row for each record that an open finding cites; judging fills it with the severities that rules stand on."""
