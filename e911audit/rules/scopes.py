"""Family PRV, first part: who owns the last mile, the numbers and the SIP service of each site."""

from typing import Any

from sqlalchemy import ColumnElement, and_, case, func, literal, not_, null, or_, select, union_all

from e911audit.model.tables import Number, Scope, Site, Term
from e911audit.rules.rule import Among, Condition, blank, given, rule
from e911audit.rules.shared import shared
from e911audit.rules.subjects import SITES, first_site
from e911audit.values import Basis, Severity

GUIDE = "ilec-guide: who owns the last mile, the phone numbers, the SIP service"
SIP_WORDS = ("sip", "hosted", "cloud", "voip", "ucaas", "teams", "webex", "zoom", "mixed")
"""Words of a voice model that runs over SIP, at least in part."""

_owners = (
    Scope.c.last_mile_owner, Scope.c.number_owner, Scope.c.sip_owner, Scope.c.ilec, Scope.c.inside_wiring_owner,
    Scope.c.patch_panel_owner,
)  # fmt: skip
_first = not_(Scope.c.repeats)
_of_sites = (
    select(
        Site.c.code.label("site"),
        Site.c.voice_model.label("voice_model"),
        func.coalesce(Scope.c.sheet_id, Site.c.sheet_id).label("sheet_id"),
        func.coalesce(Scope.c.row, Site.c.row).label("row"),
        *_owners,
    )
    .join(Scope, and_(Scope.c.site == Site.c.code, _first), isouter=True)
    .where(first_site)
)
_of_others = select(Scope.c.site, null().label("voice_model"), Scope.c.sheet_id, Scope.c.row, *_owners).where(
    _first, Scope.c.site.not_in(select(Site.c.code))
)
SiteScope = shared("prv_scope", union_all(_of_sites, _of_others).subquery().select(), index="site")
"""Each site with its row of the scope sheet; where it has none all owners are NULL, and its own row is cited."""


def _told(owner: ColumnElement[Any]) -> ColumnElement[str]:
    """How a message tells what stands there instead of a name."""
    return case((given(owner), literal("'") + owner + literal("' names nobody")), else_="nobody is recorded")


SITE_SCOPES = Among(
    name="sites",
    tables=("site", "scope"),
    query=select(
        literal("site").label("kind"),
        SiteScope.c.site.label("subject"),
        SiteScope.c.site.label("site"),
        SiteScope.c.sheet_id.label("sheet_id"),
        SiteScope.c.row.label("row"),
        literal(1).label("affects"),
        _told(SiteScope.c.last_mile_owner).label("last_mile"),
        _told(SiteScope.c.number_owner).label("numbers"),
        _told(SiteScope.c.sip_owner).label("sip"),
    ),
)


def unnamed(owner: ColumnElement[Any]) -> Condition:
    """Tell where a name is blank or one of the words that name nobody, such as "carrier"; never NULL itself."""
    nobody = select(Term.c.written).where(Term.c.kind == "provider", Term.c.generic)
    return or_(blank(owner), func.coalesce(owner, "").in_(nobody))


@rule(
    code="PRV-001",
    name="Site has no named owner of the last mile",
    severity=Severity.MAJOR,
    basis=Basis.PRACTICE,
    among=SITE_SCOPES,
    message="{subject} has no named owner of the last mile: {last_mile}.",
    fix="Name the company that owns the access to the building, and how trouble is reported to it.",
    cites=(GUIDE,),
    needs=("scope.last_mile_owner",),
    points_at=("last_mile_owner", "site", "code"),
    bad="""
        Scope: Site Code | Last Mile Owner | Number Owner
               HQ        | the carrier     | Example Telco
               WH        |                 | Example Telco
    """,
    good="""
        Scope: Site Code | Last Mile Owner | Number Owner
               HQ        | Example Telco   | Example Telco
    """,
    more={
        "a site that the scope sheet does not have": (
            """
            Sites: Site Code | Street Address   | City   | State
                   HQ        | 100 Congress Ave | Austin | TX
                   WH        | 200 Elm St       | Austin | TX
            Scope: Site Code | Last Mile Owner | Number Owner
                   hq        | Example Telco   | Example Telco
            """,
            1,
        ),
    },
)
def last_mile_unowned() -> Condition:
    """When the circuit is down the SIP vendor cannot repair it; without the owner's name nobody is called."""
    return unnamed(SiteScope.c.last_mile_owner)


@rule(
    code="PRV-002",
    name="Site has no named owner of the phone numbers",
    severity=Severity.MAJOR,
    basis=Basis.PRACTICE,
    among=SITE_SCOPES,
    message="{subject} has no named owner of its telephone numbers: {numbers}.",
    fix="Name the company that holds the numbers; its record decides whether they can be ported.",
    cites=(GUIDE,),
    needs=("scope.number_owner",),
    points_at=("number_owner", "site", "code"),
    bad="""
        Scope: Site Code | Last Mile Owner | Number Owner
               HQ        | Example Telco   |
    """,
    good="""
        Scope: Site Code | Last Mile Owner | Number Owner
               HQ        | Example Telco   | Other Voice
    """,
)
def numbers_unowned() -> Condition:
    """Ports, 911 records and caller names are changed by the company that holds the numbers, and by no other."""
    return unnamed(SiteScope.c.number_owner)


_sip_sites = select(Number.c.site).where(Number.c.service == "sip", Number.c.site.is_not(None))
_sip = case(
    (given(SiteScope.c.voice_model), or_(*(SiteScope.c.voice_model.icontains(word) for word in SIP_WORDS))),
    (SiteScope.c.site.in_(_sip_sites), literal(True)),
    else_=null(),
)


@rule(
    code="PRV-003",
    name="Site has no named owner of the SIP service",
    severity=Severity.MAJOR,
    basis=Basis.PRACTICE,
    among=SITE_SCOPES,
    message="{subject} has SIP or hosted voice but no named owner of it: {sip}.",
    fix="Name the company that runs the trunks or the hosted system, and how trouble is reported to it.",
    cites=(GUIDE,),
    needs=("scope.sip_owner", "site.voice_model or number.service"),
    points_at=("sip_owner", "site", "code"),
    bad="""
        Sites: Site Code | Street Address   | City   | State | Voice Model
               HQ        | 100 Congress Ave | Austin | TX    | Hosted PBX
        Scope: Site Code | Last Mile Owner | SIP Owner
               HQ        | Example Telco   |
    """,
    good="""
        Sites: Site Code | Street Address   | City   | State | Voice Model
               HQ        | 100 Congress Ave | Austin | TX    | SIP trunk
               WH        | 200 Elm St       | Austin | TX    | analog
        Scope: Site Code | Last Mile Owner | SIP Owner
               HQ        | Example Telco   | Other Voice
               WH        | Example Telco   |
    """,
    more={
        "numbers that are served by SIP tell it too": (
            """
            Sites: Site Code | Street Address   | City   | State
                   HQ        | 100 Congress Ave | Austin | TX
                   WH        | 200 Elm St       | Austin | TX
            Numbers: Telephone Number | Site Code | Service
                     512-555-0142     | HQ        | sip
                     512-555-0143     | WH        | pots
            Scope: Site Code | Last Mile Owner | SIP Owner
                   HQ        | Example Telco   |
                   WH        | Example Telco   |
            """,
            1,
        ),
    },
)
def sip_unowned() -> Condition:
    """Routing, caller ID and the hand-over of 911 calls lie with whoever runs the SIP service."""
    return and_(unnamed(SiteScope.c.sip_owner), _sip)


@rule(
    code="PRV-007",
    name="ILEC or serving wire centre unknown",
    severity=Severity.MINOR,
    basis=Basis.PRACTICE,
    among=Among(
        name=SITES.name,
        tables=SITES.tables,
        query=SITES.query.join(Scope, and_(Scope.c.site == Site.c.code, _first), isouter=True),
    ),
    message="Neither the ILEC nor the wire centre nor the rate centre of {subject} is known.",
    fix="Look up the rate centre of its numbers and the local exchange carrier of its address.",
    cites=("ilec-guide: role of the ILEC",),
    needs=("site.rate_center or site.wire_center_clli or scope.ilec",),
    points_at=("rate_center", "wire_center_clli", "code"),
    bad="""
        Sites: Site Code | Street Address   | City   | State | Rate Center
               HQ        | 100 Congress Ave | Austin | TX    |
    """,
    good="""
        Sites: Site Code | Street Address   | City   | State | Rate Center
               HQ        | 100 Congress Ave | Austin | TX    | AUSTIN
               WH        | 200 Elm St       | Austin | TX    |
        Scope: Site Code | Last Mile Owner | ILEC
               WH        | Example Telco   | Example Telco
    """,
)
def incumbent_unknown() -> Condition:
    """The incumbent often owns the last mile, the demarc and the numbers; ports and repairs go through it."""
    return and_(blank(Site.c.rate_center), blank(Site.c.wire_center_clli), blank(Scope.c.ilec))
