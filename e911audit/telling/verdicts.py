"""What a run comes to at each site: go or no-go and why, its counts, what its lines cost, where it lies."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Any

from sqlalchemy import Connection, func, select

from e911audit.model.tables import Address, Device, Line, Number, Outcome, Place, Site
from e911audit.places.zip_table import zip_area
from e911audit.rules import RULES
from e911audit.values import Severity, Status
from e911audit.views import result as view
from e911audit.views.costs import total


def site_verdicts(
    connection: Connection, run: int, findings: tuple[view.Finding, ...], lines: Sequence[view.SurvivingLine]
) -> tuple[view.SiteVerdict, ...]:
    """The verdict of each site by code, with what its lines cost."""
    return tuple(_priced(_sites(connection, run, findings), lines))


def _sites(connection: Connection, run: int, findings: tuple[view.Finding, ...]) -> Iterator[view.SiteVerdict]:
    counts: dict[str, dict[str | None, int]] = {
        name: dict(connection.execute(select(table.c.site, func.count()).group_by(table.c.site)).all())
        for name, table in (("numbers", Number), ("devices", Device), ("lines", Line))
    }
    weights: dict[str, Counter[str]] = defaultdict(Counter)
    for finding in findings:
        if finding.status == Status.OPEN:
            weights[finding.site][finding.severity] += 1
    unjudged, everywhere = _unjudged_blockers(connection, run)
    sites = (
        select(
            Site.c.code, Site.c.name, Address.c.shown, Site.c.latitude, Site.c.longitude, Site.c.outside, Place.c.zip
        )
        .join(Address, Address.c.id == Site.c.address_id, isouter=True)
        .join(Place, Place.c.id == Address.c.place_id, isouter=True)
        .where(~Site.c.repeats)
        .order_by(Site.c.code)
    )
    for code, name, address, *where in connection.execute(sites):
        weight = weights[code]
        doubt = unjudged[code] + everywhere
        why = [f"{weight['blocker']} open blocker{'s' * (weight['blocker'] != 1)}"] if weight["blocker"] else []
        why += [f"{doubt} blocker rule{'s' * (doubt != 1)} not judged"] if doubt else []
        figures: dict[str, Any] = {kind: found.get(code, 0) for kind, found in counts.items()}
        figures |= {str(severity): weight[severity] for severity in Severity}
        yield view.SiteVerdict(
            code=code,
            name=name or "",
            address=address or "",
            **figures,
            go=not why,
            why="; ".join(why) or "no open blocker, every blocker rule judged",
            spot=_spot(*where),
        )


def _priced(sites: Iterator[view.SiteVerdict], lines: Sequence[view.SurvivingLine]) -> Iterator[view.SiteVerdict]:
    """The sites with what their lines cost."""
    costs: dict[str, list[Decimal | None]] = defaultdict(list)
    for line in lines:
        costs[line.site].append(line.cost)
    for site in sites:
        spent = total(costs.get(site.code, ()))
        yield replace(site, cost=spent.known, priced=spent.priced, unpriced=spent.unpriced)


def _spot(
    latitude: float | None, longitude: float | None, outside: str | None, zip_code: str | None
) -> view.Spot | None:
    """Where a site lies: at its coordinates, unless its ZIP tells and they do not lie in the state of the address."""
    area = zip_area(zip_code) if zip_code else None
    centre = area.centre if area else None
    if latitude is not None and longitude is not None and (not centre or outside == ""):
        return view.Spot(latitude, longitude)
    return view.Spot(*centre, by_zip=True) if centre else None


def _unjudged_blockers(connection: Connection, run: int) -> tuple[Counter[str], int]:
    """By site, how many blocker rules left something unjudged; and how many were judged nowhere."""
    by_site: Counter[str] = Counter()
    nowhere = 0
    for row in connection.execute(select(Outcome).where(Outcome.c.run_id == run, Outcome.c.missing.is_not(None))):
        rule = RULES.get(row.rule)
        if rule is None or rule.severity is not Severity.BLOCKER or not row.missing:
            continue
        nowhere += not row.looked_at and not row.unjudged_by_site
        by_site.update(site for site in row.unjudged_by_site if site)
    return by_site, nowhere
