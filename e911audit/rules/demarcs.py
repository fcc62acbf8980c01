"""Family DEM: does everybody know where the carrier ends, and can it be proved there."""

from typing import Any

from sqlalchemy import Select, and_, case, func, literal, null, or_, select, union_all

from e911audit.model.tables import Demarc, Site
from e911audit.rules.lacking import lacking
from e911audit.rules.rule import Among, Condition, blank, day, given, rule
from e911audit.rules.scopes import SITE_SCOPES, SiteScope
from e911audit.rules.subjects import first_site, looked_at
from e911audit.values import Basis, Severity

GUIDE = "ilec-guide: demarcation"
_name = func.coalesce(Demarc.c.circuit, Demarc.c.site)
_query = looked_at(Demarc, "demarc", _name, Demarc.c.site)
DEMARCS = Among(name="demarcs", tables=("demarc",), query=_query)
_without = (
    looked_at(Site, "site", Site.c.code, Site.c.code, null().label("location_text"))
    .where(first_site, Site.c.code.not_in(select(Demarc.c.site).where(Demarc.c.site.is_not(None))))
)  # fmt: skip
_both = union_all(_query.add_columns(Demarc.c.location_text), _without).subquery("demarcs_and_sites")
_every: Select[Any] = select(*_both.c)


@rule(
    code="DEM-001",
    name="Demarc location not recorded",
    severity=Severity.MAJOR,
    basis=Basis.PRACTICE,
    among=Among(name="demarcs, and sites without any", tables=("demarc", "site"), query=_every),
    message="Nobody has recorded where the demarcation point of {subject} is.",
    fix="Survey it: building entry, room, rack or panel, and the carrier's label; ask the carrier where it is unknown.",
    cites=(GUIDE, "47 CFR 68.105"),
    needs=("demarc.location_text",),
    points_at=("location_text", "circuit", "site", "code"),
    bad="""
        Demarcs: Site Code | Circuit ID     | Demarc Location | Boundary
                 HQ        | 10.LGGS.1000.1 | TBD             | NID
    """,
    good="""
        Demarcs: Site Code | Circuit ID     | Demarc Location       | Boundary
                 HQ        | 10.LGGS.1000.1 | Bldg 1 basement, MPOE | NID
    """,
    more={
        "a site without any row, and two demarcs of one": (
            """
            Sites: Site Code | Street Address   | City   | State
                   HQ        | 100 Congress Ave | Austin | TX
                   WH        | 200 Elm St       | Austin | TX
            Demarcs: Site Code | Circuit ID     | Demarc Location       | Boundary
                     hq        | 10.LGGS.1000.1 | Bldg 1 basement, MPOE | NID
                     HQ        | 10.LGGS.1000.2 |                       | NID
            """,
            2,
        ),
    },
)
def demarc_nowhere() -> Condition:
    """In an outage the technician and the carrier meet at the demarc; whoever must search for it loses time."""
    return blank(_both.c.location_text)


_shown = {"photo": Demarc.c.photo, "label": Demarc.c.label, "site_map": Demarc.c.site_map}


@rule(
    code="DEM-002",
    name="Demarc photo, label or map missing",
    severity=Severity.MINOR,
    basis=Basis.PRACTICE,
    among=Among(name=DEMARCS.name, tables=DEMARCS.tables, query=_query.add_columns(lacking(**_shown).label("missing"))),
    message="The demarcation point of {subject} has no {missing} on record.",
    fix="Take a photo, label the handoff with the circuit ID, and mark the place on a map of the site.",
    cites=(GUIDE,),
    needs=("demarc.photo", "demarc.label", "demarc.site_map"),
    points_at=("photo", "label", "site_map"),
    bad="""
        Demarcs: Site Code | Circuit ID     | Demarc Location | Photo    | Label          | Map
                 HQ        | 10.LGGS.1000.1 | MPOE            | mpoe.jpg | 10.LGGS.1000.1 |
    """,
    good="""
        Demarcs: Site Code | Circuit ID     | Demarc Location | Photo    | Label          | Map
                 HQ        | 10.LGGS.1000.1 | MPOE            | mpoe.jpg | 10.LGGS.1000.1 | HQ-map.pdf
    """,
    more={
        "a no is no photo": (
            """
            Demarcs: Site Code | Circuit ID     | Demarc Location | Photo | Label          | Map
                     HQ        | 10.LGGS.1000.1 | MPOE            | No    | 10.LGGS.1000.1 | HQ-map.pdf
            """,
            1,
        ),
    },
)
def demarc_not_shown() -> Condition:
    """Photo, label and map let a person at the other end of the telephone say which of forty jacks is meant."""
    return or_(*map(blank, _shown.values()))


@rule(
    code="DEM-003",
    name="Demarc label differs from circuit ID",
    severity=Severity.MINOR,
    basis=Basis.PRACTICE,
    among=Among(
        name=DEMARCS.name,
        tables=DEMARCS.tables,
        query=_query.add_columns(func.coalesce(Demarc.c.label, "").label("label")),
    ),
    message="The label at the demarcation point of circuit {subject} reads '{label}'.",
    fix="Find out which of both is right, by the carrier's record or a loopback test, and relabel.",
    cites=(GUIDE,),
    needs=("demarc.label", "demarc.circuit"),
    points_at=("label", "circuit"),
    bad="""
        Demarcs: Site Code | Circuit ID            | Demarc Location | Label
                 HQ        | 73/HCGS/123456/000/NE | MPOE            | 73/HCGS/123465/000/NE
    """,
    good="""
        Demarcs: Site Code | Circuit ID            | Demarc Location | Label
                 HQ        | 73/HCGS/123456/000/NE | MPOE            | Example Telco ckt 73.hcgs.123456..ne
    """,
    more={
        "without one of both there is nothing to compare": (
            """
            Demarcs: Site Code | Circuit ID            | Demarc Location | Label
                     HQ        | 73/HCGS/123456/000/NE | MPOE            |
                     WH        |                       | MPOE            | 73/HCGS/123456/000/NE
            """,
            0,
        ),
    },
)
def label_differs() -> Condition:
    """A wrong label sends the technician to another circuit, and the first test takes down one that worked."""
    return Demarc.c.label_fits == "no"


_untested = or_(blank(Demarc.c.loopback_procedure), Demarc.c.loopback_tested_on.is_(None))


@rule(
    code="DEM-004",
    name="Loopback procedure missing or untested",
    severity=Severity.MINOR,
    basis=Basis.PRACTICE,
    among=DEMARCS,
    message="The loopback test of {subject} has no written procedure, or was not done within {days} days.",
    fix="Write down how the loop is set and who sets it, run it once, and record the date.",
    cites=("ilec-guide: loopback test procedures",),
    needs=("demarc.loopback_procedure", "demarc.loopback_tested_on"),
    points_at=("loopback_tested_on", "loopback_procedure"),
    options={"days": 365},
    bad="""
        Demarcs: Site Code | Circuit ID     | Demarc Location | Loopback Procedure | Loopback Tested On
                 HQ        | 10.LGGS.1000.1 | MPOE            | LB-4               | 2025-11-01
    """,
    good="""
        Demarcs: Site Code | Circuit ID     | Demarc Location | Loopback Procedure | Loopback Tested On
                 HQ        | 10.LGGS.1000.1 | MPOE            | LB-4               | 2026-02-01
    """,
    more={
        "never tested, tested without a procedure, and nobody says whether it can be looped": (
            """
            Demarcs: Site Code | Circuit ID     | Demarc Location | Loopback Procedure | Loopback Tested On
                     HQ        | 10.LGGS.1000.1 | MPOE            | LB-4               |
                     HQ        | 10.LGGS.1000.2 | MPOE            |                    | 2026-02-01
                     HQ        | 10.LGGS.1000.3 | MPOE            |                    |
            """,
            2,
        ),
    },
)
def loopback_unproved(days: int) -> Condition:
    """A loop at the demarc tells within minutes on whose side the fault is; it must not be tried first in an outage.

    A demarc with neither procedure nor test may be one that cannot be looped: it is not judged.
    """
    told = or_(given(Demarc.c.loopback_procedure), Demarc.c.loopback_tested_on.is_not(None))
    capable = or_(told, null())
    return and_(capable, or_(_untested, Demarc.c.loopback_tested_on < day("as_of", days)))


@rule(
    code="DEM-005",
    name="Inside-wiring owner missing",
    severity=Severity.MAJOR,
    basis=Basis.PRACTICE,
    among=SITE_SCOPES,
    message="Nobody is named as the owner of the inside wiring of {subject}.",
    fix="Name who repairs the wiring between the demarcation point and the equipment: own staff, landlord or vendor.",
    cites=("ilec-guide: clear ownership of inside wiring",),
    needs=("scope.inside_wiring_owner",),
    points_at=("inside_wiring_owner", "site", "code"),
    bad="""
        Scope: Site Code | Last Mile Owner | Inside Wiring Owner
               HQ        | Example Telco   | TBD
    """,
    good="""
        Scope: Site Code | Last Mile Owner | Inside Wiring Owner
               HQ        | Example Telco   | Landlord
    """,
)
def wiring_without_owner() -> Condition:
    """Behind the demarc the carrier does nothing; a fault in wiring that nobody owns is nobody's to repair."""
    return blank(SiteScope.c.inside_wiring_owner)


@rule(
    code="DEM-006",
    name="Patch-panel owner missing",
    severity=Severity.MINOR,
    basis=Basis.PRACTICE,
    among=SITE_SCOPES,
    message="Nobody is named as the owner of the patch panels of {subject}.",
    fix="Name who patches and documents the panels: own staff, landlord or vendor.",
    cites=("ilec-guide: patch panels",),
    needs=("scope.patch_panel_owner",),
    points_at=("patch_panel_owner", "site", "code"),
    bad="""
        Scope: Site Code | Inside Wiring Owner | Patch Panel Owner
               HQ        | Landlord            |
    """,
    good="""
        Scope: Site Code | Inside Wiring Owner | Patch Panel Owner
               HQ        | Landlord            | Network team
    """,
)
def panels_without_owner() -> Condition:
    """Whoever moves a patch moves a telephone away from the place that its 911 record tells."""
    return blank(SiteScope.c.patch_panel_owner)


_boundary = case(
    (blank(Demarc.c.boundary), "is not stated"),
    else_=literal("lies beyond the NID (") + Demarc.c.boundary + literal("), and no contract is named for that"),
)
_managed = and_(Demarc.c.boundary.in_(("sbc", "extended")), blank(Demarc.c.managed_reference))


@rule(
    code="DEM-007",
    name="Responsibility boundary not stated",
    severity=Severity.MINOR,
    basis=Basis.PRACTICE,
    among=Among(
        name=DEMARCS.name,
        tables=DEMARCS.tables,
        query=_query.add_columns(_boundary.label("boundary")),
    ),
    message="The boundary of the provider's responsibility for {subject} {boundary}.",
    fix="State NID, ONT or SBC as the boundary; for a managed service beyond the NID name its contract.",
    cites=("ilec-guide: unless you pay for managed services",),
    needs=("demarc.boundary", "demarc.managed_reference"),
    points_at=("boundary", "managed_reference", "circuit", "site"),
    bad="""
        Demarcs: Site Code | Demarc Location | Boundary | Managed Reference
                 HQ        | MPOE            |          |
                 WH        | MPOE            | SBC      |
    """,
    good="""
        Demarcs: Site Code | Demarc Location | Boundary   | Managed Reference
                 HQ        | MPOE            | smart jack |
                 WH        | MPOE            | SBC        | MSA 2025-14, annex B
    """,
)
def boundary_unstated() -> Condition:
    """Up to the boundary the provider repairs, beyond it the customer does, unless a managed service is paid for."""
    return or_(blank(Demarc.c.boundary), _managed)
