"""Making a correction of a record: what it was, where that stands, and who must follow."""

from collections.abc import Sequence
from typing import NamedTuple

from e911audit.correcting.book import NAMES, Book, Record
from e911audit.views.correction import NO_TEXTS, Correction, Texts, Use
from e911audit.views.result import Finding


class Change(NamedTuple):
    """What becomes of one field; ``cells`` name the columns where it may stand, the first that the sheet has counts."""

    field: str
    was: str | None
    becomes: str
    cells: Sequence[str] = ()


def corrected(  # noqa: PLR0913, PLR0917  (what a correction is made of)
    book: Book, finding: Finding, record: Record, change: Change, whole: Texts = NO_TEXTS, uses: Sequence[Use] = ()
) -> Correction:
    """The correction of one field of a record."""
    return Correction(
        kind=record["table"],
        record=name_of(record),
        field=change.field,
        was=change.was or "",
        becomes=change.becomes,
        finding=finding.key,
        rule=finding.rule,
        cell=book.cell(record, change.cells or (change.field,)),
        profile=book.profile(record),
        whole=whole,
        uses=tuple(uses),
    )


def name_of(record: Record) -> str:
    """What people call a record: findings name it so too."""
    return str(next(record[name] for name in (*NAMES, "text") if record.get(name)))
