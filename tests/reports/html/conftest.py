"""A browser for all tests of the page, and a result that fills every section of it."""

import os
from dataclasses import replace
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from browser import PROGRAM, Browser
from comparison import compared
from reports_sample import make_result

from e911audit.reports.html import page as html_page
from e911audit.views.result import Cell, Event, Spot

SPOTS = (Spot(42.65, -73.75), Spot(40.75, -73.99), Spot(40.75, -73.98), Spot(41.31, -72.92, by_zip=True))


def event(kind, days, state="ahead", **more):
    on = date(2026, 12, 6) + timedelta(days=days)
    facts = {
        "uid": f"{kind}{days}",
        "kind": kind,
        "title": f"{kind}: PO-{days} (Tri-River Bell)",
        "on": on,
        "until": on,
        "starts": None,
        "state": state,
        "sites": ("HQ",),
        "order": "PO-1",
        "note": "",
        "cell": Cell("exports/orders.xlsx", "Port Orders", "G2"),
    }
    return Event(**facts | more)


CALENDAR = (
    event("CSR received", -200, "past"),
    event("FOC", -30, "cancelled", note="before the CSR was received"),
    event("freeze of the account", -5, until=date(2026, 12, 20)),
    event("FOC", 0, starts=datetime(2026, 12, 6, 11, 30, tzinfo=ZoneInfo("America/Chicago"))),
    event("contract term ends", 400, cell=None, sites=()),
)


@pytest.fixture(scope="session")
def full():
    """A result with something in every section."""
    made = make_result(24)
    sites = tuple(replace(site, spot=spot) for site, spot in zip(made.sites, SPOTS, strict=True))
    nowhere = replace(sites[0], code="SJU", name="San Juan", spot=Spot(18.47, -66.1))
    return replace(made, sites=(*sites, nowhere), calendar=CALENDAR)


@pytest.fixture(scope="session")
def drift():
    """What changed, in harmless words."""
    return compared()


@pytest.fixture(scope="session")
def browser(tmp_path_factory):
    """Chromium; the tests that need it are skipped where there is none."""
    if PROGRAM is None or os.name == "nt":
        pytest.skip("Chromium is not installed, or not to be driven by a pipe on this system")
    opened = Browser(tmp_path_factory.mktemp("profile"))
    yield opened
    opened.close()


@pytest.fixture
def shown(browser, full, drift, tmp_path):
    """Open the page of a result in the browser; options as ``Browser.open`` takes them."""

    def show(result=full, **options):
        file = tmp_path / "page.html"
        file.write_text(html_page(result, drift), encoding="utf-8")
        browser.open(file, **options)
        return browser

    return show
