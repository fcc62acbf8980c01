"""The law as the program knows it: every clause with its dates, whom it covers, what judges it, and how sure it is."""

from collections.abc import Iterator
from itertools import groupby

from docs.generators.docstrings import attribute_docstrings
from docs.generators.markdown import code, page, plain, reason, table
from e911audit.law import Certainty, Clause, clauses
from e911audit.law.clauses import COLUMNS
from e911audit.rules import RULES

INTRODUCTION = (
    "What the rules that rest on law are judged by. This is no legal advice: a clause that is not *seen* was not read"
    " in its own text, and every report says so behind its citation. Have somebody read the law of your states."
)
OWN = (
    'Lay a file of your own over this table with `law = "my-law.csv"` in `e911audit.toml`. Its first row names the'
    " columns that it uses, of those below; a row replaces ours of the same `id` or is added, and one without a"
    " `demand` takes ours away. A clause of your own names in `rules` the rules that judge it, or in `manual` what a"
    " person must do."
)


def pages() -> Iterator[tuple[str, str]]:
    """Yield the page of the law."""
    told = attribute_docstrings(Certainty)
    parts = ["# Law", INTRODUCTION]
    parts += [
        table(("Certainty", "What it means"), ((code(Certainty[name]), reason(text)) for name, text in told.items()))
    ]
    parts += ["## A file of your own", OWN, ", ".join(map(code, COLUMNS))]
    ordered = sorted(clauses(), key=_part)
    for part, members in groupby(ordered, key=_part):
        parts += [f"## {part}", table(HEAD, map(_row, members))]
    yield "law.md", page(*parts)


HEAD = ("Clause", "Citation", "Demand", "Holds", "Systems", "Judged by", "Certainty", "Source and note")


def _part(clause: Clause) -> str:
    return clause.framework


def _row(clause: Clause) -> tuple[str, ...]:
    judged = ", ".join(f"[{rule}](rules/{rule}.md)" if rule in RULES else rule for rule in clause.rules)
    seen = "; ".join(filter(None, (clause.source, clause.note)))
    return (
        code(clause.id),
        plain(clause.citation),
        plain(clause.demand),
        _span(clause.starts, clause.ends),
        _span(clause.installed_from, clause.installed_to, "installed "),
        "; ".join(filter(None, (judged, plain(clause.manual)))),
        clause.certainty.value,
        plain(seen),
    )


def _span(first: object, last: object, what: str = "") -> str:
    words = (f"from {first}" if first else "", f"to {last}" if last else "")
    told = " ".join(filter(None, words))
    return f"{what}{told}" if told else ""
