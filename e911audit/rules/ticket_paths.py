"""Family PRV, third part: how trouble is reported to those who must repair it."""

from typing import Any

from sqlalchemy import ColumnElement, Select, Table, and_, case, func, literal, not_, null, or_, select, union_all

from e911audit.model.tables import CarrierNumber, Circuit, Contract, Line, Number, Provider, Scope, Term
from e911audit.rules.circuit_subjects import TDM, is_path, stays
from e911audit.rules.rule import Among, Condition, blank, rule
from e911audit.rules.scopes import SITE_SCOPES, SiteScope
from e911audit.rules.shared import shared
from e911audit.values import Basis, Severity

_first = not_(Provider.c.repeats)
_naming = (
    Scope.c.last_mile_owner, Scope.c.number_owner, Scope.c.sip_owner, Contract.c.provider, Line.c.carrier,
    Number.c.carrier, CarrierNumber.c.carrier, Provider.c.underlying_carrier,
)  # fmt: skip
_names = union_all(*(select(column.label("written")).where(column.is_not(None)).distinct() for column in _naming))
_named = _names.subquery("named")
InUse = shared(
    "prv_in_use",
    select(Term.c.meant.label("provider"))
    .join(_named, and_(Term.c.written == _named.c.written, Term.c.kind == "provider"))
    .distinct(),
    index="provider",
)
"""The companies that scopes, contracts, lines, numbers or resellers name."""
_Owner = Term.alias("owner")
_OWNERS = ("last_mile_owner", "number_owner", "sip_owner")
_used = or_(Provider.c.name.in_(select(InUse.c.provider)), not_(select(InUse.c.provider).exists()))
_no_path = and_(blank(Provider.c.noc_phone), blank(Provider.c.ticket_rule), blank(Provider.c.portal))


def _path(subject: ColumnElement[Any], record: Table, field: str, none: ColumnElement[bool]) -> Select[Any]:
    """Select providers with their record, the field that names them, and whether they have ``none`` of the paths."""
    return select(
        literal("provider").label("kind"),
        subject.label("subject"),
        literal("").label("site"),
        record.c.sheet_id.label("sheet_id"),
        func.min(record.c.row).label("row"),
        func.count().label("affects"),
        literal(field).label("field"),
        none.label("pathless"),
        literal("" if record is Provider else ", which no sheet of providers has").label("unlisted"),
    ).group_by(subject, record.c.sheet_id)


def _owners(field: str) -> Select[Any]:
    """The owners of one kind that no sheet of providers has, with how many sites they have."""
    owner = and_(_Owner.c.written == Scope.c[field], _Owner.c.kind == "provider")
    return (
        _path(_Owner.c.meant, Scope, field, literal(True))
        .join_from(Scope, _Owner, owner)
        .where(not_(Scope.c.repeats), not_(_Owner.c.listed), not_(_Owner.c.generic))
    )


_listed = (
    _path(Provider.c.name, Provider, "name", _no_path)
    .where(_first, _used)
    .group_by(Provider.c.noc_phone, Provider.c.ticket_rule, Provider.c.portal)
)
_paths = union_all(_listed, *map(_owners, _OWNERS)).subquery("ticket_paths")


@rule(
    code="PRV-006",
    name="Provider without ticket path",
    severity=Severity.MAJOR,
    basis=Basis.PRACTICE,
    among=Among(name="providers in use", tables=("provider", "scope"), query=select(*_paths.c)),
    message="Nobody has recorded how trouble is reported to {subject}{unlisted}.",
    fix="Record its NOC, portal, hours and ticket rule, and try them once before the cutover.",
    cites=("ilec-guide: contract checklist, Repair",),
    needs=("provider.noc_phone or provider.ticket_rule or provider.portal",),
    points_at=("name", "last_mile_owner", "number_owner", "sip_owner"),
    bad="""
        Providers: Provider      | Role | NOC Phone    | Ticket Rule | Portal
                   Example Telco | ILEC | 800-555-0100 |             |
                   Other Voice   | ITSP |              |             |
    """,
    good="""
        Providers: Provider      | Role | NOC Phone    | Ticket Rule       | Portal
                   Example Telco | ILEC | 800-555-0100 |                   |
                   Other Voice   | ITSP |              | give the trunk ID |
    """,
)
def provider_unreachable() -> Condition:
    """Who looks for the telephone number of the NOC in the outage has lost the first hour of it."""
    return _paths.c.pathless


_LastMile, _Sip = Term.alias("last_mile_term"), Term.alias("sip_term")
_Mile, _Trunk = Provider.alias("last_mile_provider"), Provider.alias("sip_provider")
_Plant = Term.alias("plant_term")
_LastMiles = shared(
    "prv_last_miles",
    select(Circuit.c.site, func.coalesce(_Plant.c.meant, "").label("owner"))
    .join_from(
        Circuit,
        _Plant,
        and_(_Plant.c.written == Circuit.c.underlying_provider, _Plant.c.kind == "provider"),
        isouter=True,
    )
    .where(Circuit.c.site.is_not(None), stays(Circuit), or_(is_path(Circuit), Circuit.c.kind.in_(TDM)))
    .distinct(),
    index="site",
)
"""The owners of the last miles of each site by its circuits; "" for circuits that do not tell it."""


def _circuits_say(*conditions: ColumnElement[bool]) -> Condition:
    return (
        select(_LastMiles.c.owner)
        .where(_LastMiles.c.site == SiteScope.c.site, *conditions)
        .correlate(SiteScope, _LastMile)
        .exists()
    )


_plant = (
    select(func.max(_LastMiles.c.owner))
    .where(_LastMiles.c.site == SiteScope.c.site)
    .correlate(SiteScope)
    .scalar_subquery()
)
_contradicted = and_(
    not_(_LastMile.c.generic),
    _circuits_say(_LastMiles.c.owner != ""),
    not_(_circuits_say(_LastMiles.c.owner == _LastMile.c.meant)),
)
_told = case(
    (
        _contradicted,
        literal("names ")
        + _LastMile.c.meant
        + " as the owner of its last mile, while its circuits come over the plant of "
        + _plant,
    ),
    else_=literal("has its last mile from ")
    + _Mile.c.name
    + " and its SIP service from "
    + _Trunk.c.name
    + ", but trouble with both is reported in one place",
)
_pairs = (
    SITE_SCOPES.query.add_columns(_told.label("told"))
    .select_from(SiteScope)
    .join(
        _LastMile,
        and_(_LastMile.c.written == SiteScope.c.last_mile_owner, _LastMile.c.kind == "provider"),
        isouter=True,
    )
    .join(_Sip, and_(_Sip.c.written == SiteScope.c.sip_owner, _Sip.c.kind == "provider"), isouter=True)
    .join(_Mile, and_(_Mile.c.name == _LastMile.c.meant, not_(_Mile.c.repeats)), isouter=True)
    .join(_Trunk, and_(_Trunk.c.name == _Sip.c.meant, not_(_Trunk.c.repeats)), isouter=True)
)


@rule(
    code="PRV-005",
    name="One ticket path for two owners",
    severity=Severity.MAJOR,
    basis=Basis.PRACTICE,
    among=Among(name=SITE_SCOPES.name, tables=SITE_SCOPES.tables, query=_pairs),
    message="{subject} {told}.",
    fix="Record whose the last mile is, each owner's own NOC, portal and ticket rule, and whom to call first.",
    cites=("ilec-guide: story of the blamed SIP vendor",),
    needs=(
        "scope.last_mile_owner",
        "scope.sip_owner",
        "provider.noc_phone or provider.portal or circuit.underlying_provider",
    ),
    points_at=("last_mile_owner", "sip_owner", "site", "code"),
    bad="""
        Scope: Site Code | Last Mile Owner | SIP Owner
               HQ        | Example Telco   | Other Voice
        Providers: Provider      | Role | NOC Phone    | Portal
                   Example Telco | ILEC | 800-555-0101 |
                   Other Voice   | ITSP | 800-555-0101 |
    """,
    good="""
        Scope: Site Code | Last Mile Owner | SIP Owner
               HQ        | Example Telco   | Other Voice
               WH        | Other Voice     | OV
        Providers: Provider      | Role | NOC Phone    | Portal              | Aliases
                   Example Telco | ILEC | 800-555-0100 | tickets.example.com |
                   Other Voice   | ITSP | 800-555-0101 | tickets.example.com | OV
    """,
    more={
        "one portal where a NOC is missing, and owners of which nothing is known": (
            """
            Scope: Site Code | Last Mile Owner | SIP Owner
                   HQ        | Example Telco   | Other Voice
                   WH        | Example Telco   | Third Voice
                   ST        | Example Telco   |
            Providers: Provider      | Role | NOC Phone    | Portal
                       Example Telco | ILEC | 800-555-0100 | tickets.example.com
                       Other Voice   | ITSP |              | tickets.example.com
            """,
            1,
        ),
        "one vendor is named for both, and the circuit comes over the plant of another": (
            """
            Scope: Site Code | Last Mile Owner | SIP Owner
                   HQ        | Other Voice     | Other Voice
                   WH        | Example Telco   | Other Voice
                   ST        | Other Voice     | Other Voice
            Circuits: Circuit ID | Site Code | Kind      | Retail Provider | Underlying Provider
                      FIB-1      | HQ        | ethernet  | Other Voice     | Example Telco
                      FIB-2      | WH        | ethernet  | Other Voice     | Example Telco
                      CABLE-2    | WH        | broadband | Cable Co        | Cable Co
                      SIP-3      | ST        | sip       | Other Voice     | Example Telco
                      FIB-3      | ST        | ethernet  | Other Voice     |
            Providers: Provider      | Role | NOC Phone
                       Example Telco | ILEC | 800-555-0100
                       Other Voice   | ITSP | 800-555-0101
            """,
            1,
        ),
    },
)
def one_path_for_two() -> Condition:
    """Where both are reported to the SIP vendor, it cannot repair the last mile, and the owner never hears of it.

    One vendor for both is often but assumed: as long as no circuit tells whose plant it is, that is not judged.
    """
    portal = and_(_Mile.c.portal == _Trunk.c.portal, or_(_Mile.c.noc_phone.is_(None), _Trunk.c.noc_phone.is_(None)))
    one_place = and_(_LastMile.c.meant != _Sip.c.meant, or_(_Mile.c.noc_phone == _Trunk.c.noc_phone, portal))
    assumed = and_(_LastMile.c.meant == _Sip.c.meant, _circuits_say(), not_(_circuits_say(_LastMiles.c.owner != "")))
    return case((func.coalesce(_contradicted, False), True), (assumed, null()), else_=one_place)
