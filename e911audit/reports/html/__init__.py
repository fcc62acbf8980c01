"""The report as one page of HTML that needs no network: read in a browser, on a telephone or in print.

Templates, style and script are files in ``templates``; ``page`` puts them together, ``sections`` says what stands in
the tables.
"""

from pathlib import Path

from e911audit.reports import tally
from e911audit.reports.html import drift as changed
from e911audit.reports.html import map as mapped
from e911audit.reports.html import sections
from e911audit.reports.html.findings import grouped
from e911audit.reports.html.page import render
from e911audit.reports.html.timeline import timeline
from e911audit.values import Severity
from e911audit.views.drift import Drift
from e911audit.views.result import Result


def write(result: Result, path: Path, drift: Drift | None = None) -> None:
    """Write the page, with what changed where a comparison is given; equal results give equal bytes."""
    path.write_text(page(result, drift), encoding="utf-8", newline="\n")


def page(result: Result, drift: Drift | None = None) -> str:
    """The whole page."""
    in_order = tally.sites_in_order(result)
    groups = grouped(result)
    codes = sorted({finding.site for group in groups for finding in group.listed})
    values = {
        "result": result,
        "headline": tally.headline(result),
        "unjudged_sentence": tally.unjudged_sentence(result),
        "incomplete": bool(result.not_judged or not result.outcomes),
        "by_severity": tally.by_severity(result),
        "severities": tuple(Severity),
        "map": mapped.draw(in_order),
        "outlines": mapped.outlines(),
        "named": mapped.named,
        "groups": groups,
        "families": sorted({group.family for group in groups}),
        "listed": sum(len(group.listed) for group in groups),
        "codes": codes,
        "numbers": {code: number for number, code in enumerate(codes)},
        "timeline": timeline(result),
        "changes": changed.told(drift) if drift else None,
        "tables": {section.__name__: section(result) for section in sections.ALL},
    }
    return render("report.html.j2", values)
