"""What stands where in NENA records, with the source and the certainty of every field."""

from collections.abc import Iterator

from docs.generators.markdown import code, page, plain, reason, table
from e911audit.nena import Layout, formats, layout
from e911audit.nena.layout import KINDS, MARK, sources

INTRODUCTION = (
    "A text file of such records is recognised by its content: lines of one length that end with `*`, with CRLF, LF, CR"
    " or nothing between them, or a header (UHL) at its start. Its columns are those below. A header, a trailer and a"
    " line of another length are kept as rows of one cell, and the receipt tells where a trailer counts otherwise."
)
DOUBTFUL = (
    "A field that is not *seen* may stand elsewhere, or mean something else, in a file of yours: compare it with the"
    " guide of the provider who sent it."
)


def pages() -> Iterator[tuple[str, str]]:
    """Yield the page of the records."""
    certainty = reason((layout.__doc__ or "").partition("\n\n")[2])
    parts = ["# NENA records", INTRODUCTION, certainty, DOUBTFUL]
    for one in formats().values():
        parts += [part for each in (one.record, one.header, one.trailer) for part in _layout(each)]
    parts += [
        "## Kinds of field",
        table(("Kind", "What it holds"), ((code(kind), told) for kind, told in KINDS.items())),
    ]
    parts += [
        "## Sources",
        table(("Source", "What it is"), ((code(name), plain(told)) for name, told in sources().items())),
    ]
    yield "nena.md", page(*parts)


def _layout(one: Layout) -> Iterator[str]:
    yield f"## {one.name}"
    yield f"{one.length} characters."
    yield table(
        ("Positions", "Length", "Field", "Column", "Kind", "Meaning", "Source", "Certainty"),
        (
            (
                field.positions,
                str(field.length),
                code(field.name),
                "" if field.kind == MARK else plain(field.header),
                code(field.kind),
                plain(field.meaning),
                ", ".join(field.sources),
                field.certainty,
            )
            for field in one.fields
        ),
    )
