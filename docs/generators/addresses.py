"""The tables behind addresses: whose columns are made of what, what doubts weigh, what an address is enough for."""

from collections.abc import Iterator
from enum import Enum

from docs.generators.docstrings import attribute_docstrings
from docs.generators.markdown import code, codes, page, plain, reason, table
from e911audit.places import confidence, grade
from e911audit.places.components import Standard, columns
from e911audit.places.msag_ranges import Reason
from e911audit.places.same import Level

NOT_SEEN = (
    "Of a column that is not *seen* no document or export was at hand: its name or length is from memory. A value that"
    " is longer than the column is never cut; it is told."
)


def pages() -> Iterator[tuple[str, str]]:
    """Yield the page of the tables."""
    parts = ["# Tables of addresses", "What [Addresses](addresses.md) tells in words, from the code.", "## Grades"]
    parts += [reason((grade.__doc__ or "").partition("\n\n")[2]), _members(grade.Grade, "Grade")]
    parts += ["## Levels of two addresses", _members(Level, "Level")]
    parts += ["## Reasons of a Master Street Address Guide", "In the order in which they are asked; the first is told."]
    parts += [_members(Reason, "Reason"), "## Confidence", reason((confidence.__doc__ or "").partition("\n\n")[2])]
    parts += [_members(confidence.Confidence, "Confidence")]
    kinds = (
        (kind.confidence.value, code(kind.example), plain(kind.meaning))
        for kind in sorted(
            confidence.doubt_kinds(), key=lambda kind: list(confidence.Confidence).index(kind.confidence)
        )
    )
    parts += [table(("Confidence", "A doubt such as", "What it means"), kinds), "## Standards", NOT_SEEN]
    for standard, told in attribute_docstrings(Standard).items():
        rows = (
            (code(one.name), codes(one.of, " "), str(one.longest or ""), "yes" if one.seen else "no", plain(one.note))
            for one in columns(Standard[standard])
        )
        parts += [
            f"### {Standard[standard].value}",
            reason(told),
            table(("Column", "Made of", "Longest", "Seen", "Note"), rows),
        ]
    yield "address-tables.md", page(*parts)


def _members(kind: type[Enum], title: str) -> str:
    told = attribute_docstrings(kind)
    shown = {name: value if isinstance(value := kind[name].value, str) else name for name in told}
    return table((title, "What it means"), ((code(shown[name]), plain(text)) for name, text in told.items()))
