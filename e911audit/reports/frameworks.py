"""The matrix of frameworks and sites as a workbook (.xlsx) or a page (.md): met, not met, not judged, manual."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from operator import attrgetter, methodcaller
from pathlib import Path
from typing import NamedTuple

from e911audit.reports import write_as
from e911audit.reports.markdown import plain, table
from e911audit.views.result import Compliance, Duty

ANSWERS = ("not met", "not judged", "manual", "met")
TITLE = "E911 migration audit: frameworks"
EMPTY = "No site of the inventory has an address, so no law could be looked up."
ABOUT = (
    "Not judged is no pass: the data did not tell. Manual is what no data can tell and a person must do. This is no"
    " legal advice; citations marked (unverified) or (by summary) were not read in their own text."
)


class SiteRow(NamedTuple):
    """A site and its answer for each framework, such as ``not met 2, not judged 1``."""

    site: str
    answers: dict[str, str]

    def answer(self, framework: str) -> str:
        """The answer for a framework, in words also where none of its clauses holds."""
        return self.answers.get(framework, "no clause known")


def frameworks(compliance: Compliance) -> list[str]:
    """The frameworks that hold anywhere, in the order of the table of law."""
    return list(dict.fromkeys(duty.framework for duty in compliance.duties))


def by_site(compliance: Compliance) -> list[SiteRow]:
    """One row for each site."""
    counts: dict[str, dict[str, Counter[str]]] = defaultdict(lambda: defaultdict(Counter))
    for duty in compliance.duties:
        counts[duty.site][duty.framework][duty.answer] += 1
    return [SiteRow(site, {name: _words(found) for name, found in each.items()}) for site, each in counts.items()]


def _words(found: Counter[str]) -> str:
    """The answers of a framework: all met, else how many are not."""
    if set(found) <= {"met"}:
        return f"met {found['met']}"
    return ", ".join(f"{answer} {found[answer]}" for answer in ANSWERS if found[answer])


def in_order(compliance: Compliance) -> list[Duty]:
    """The duties, the worst answers of each site first."""
    return sorted(compliance.duties, key=lambda duty: (duty.site, ANSWERS.index(duty.answer)))


def write(compliance: Compliance, path: Path) -> None:
    """Write the matrix; CannotWrite for another ending than .xlsx and .md."""
    write_as("frameworks", WRITERS, compliance, path)


def _workbook(compliance: Compliance, path: Path) -> None:
    from e911audit.reports.excel import write_sheets
    from e911audit.reports.excel.table import TABLOID, Column, Plan

    matrix = (
        Column("Site", 14, attrgetter("site"), "id"),
        *(Column(name, 30, methodcaller("answer", name)) for name in frameworks(compliance)),
    )
    clauses = (
        Column("Site", 14, attrgetter("site"), "id"),
        Column("Framework", 22, attrgetter("framework")),
        Column("Answer", 12, attrgetter("answer"), "word"),
        Column("Demand", 56, attrgetter("demand")),
        Column("Why", 44, attrgetter("why")),
        Column("Citation", 36, attrgetter("cite")),
        Column("Clause", 20, attrgetter("clause"), "id"),
    )
    plans = (
        Plan("Matrix", by_site, matrix, EMPTY, freeze="B2", paper=TABLOID),
        Plan("Clauses", in_order, clauses, EMPTY, freeze="B2", paper=TABLOID),
    )
    write_sheets(compliance, path, TITLE, plans)


def _page(compliance: Compliance, path: Path) -> None:
    path.write_text("\n".join(_lines(compliance)) + "\n", encoding="utf-8", newline="\n")


def _lines(compliance: Compliance) -> Iterator[str]:
    names = frameworks(compliance)
    yield "# Frameworks"
    yield ""
    yield f"As of {compliance.as_of.isoformat()}, e911audit {plain(compliance.version)}. {ABOUT}"
    yield ""
    if not compliance.duties:
        yield EMPTY
        return
    sites: list[tuple[object, ...]] = [(row.site, *map(row.answer, names)) for row in by_site(compliance)]
    yield from table(("Site", *names), sites)
    for site, duties in _grouped(in_order(compliance)):
        yield ""
        yield f"## {plain(site)}"
        yield ""
        told: list[tuple[object, ...]] = [(duty.answer, duty.demand, duty.why, duty.cite) for duty in duties]
        yield from table(("Answer", "Demand", "Why", "Citation"), told)


def _grouped(duties: Iterable[Duty]) -> Iterator[tuple[str, list[Duty]]]:
    groups: dict[str, list[Duty]] = defaultdict(list)
    for duty in duties:
        groups[duty.site].append(duty)
    yield from groups.items()


WRITERS = {".xlsx": _workbook, ".md": _page}
"""Ending of the file -> what writes it."""
