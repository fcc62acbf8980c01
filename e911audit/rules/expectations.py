"""Family SLA, third part: what sites expect of a repair, beside what their services commit to."""

from sqlalchemy import and_, case, func, literal, not_, null, or_, select, union_all

from e911audit.model.tables import Line, Scope, Site, Term
from e911audit.rules.circuit_terms import CircuitTerms
from e911audit.rules.lacking import amount
from e911audit.rules.rule import Among, Condition, rule
from e911audit.rules.shared import shared
from e911audit.rules.subjects import SITES, first_site
from e911audit.rules.terms import ProviderTerm, ServiceTerm, Terms, means, stays
from e911audit.values import Basis, Severity

_Owner = Term.alias("owner_term")
_of_lines = (
    select(Line.c.site.label("site"), ProviderTerm.c.meant.label("provider"), ServiceTerm.c.meant.label("service"))
    .join_from(Line, ProviderTerm, means(ProviderTerm, "provider", Line.c.carrier))
    .join(ServiceTerm, means(ServiceTerm, "service", Line.c.service))
    .where(stays, Line.c.site.is_not(None))
    .distinct()
    .subquery("services_of_lines")
)
_terms = (Terms.c.provider, Terms.c.service, Terms.c.least, Terms.c.most, Terms.c.unsaid)
_effort = (Terms.c.only_best_effort, Terms.c.best_effort)
_by_line = select(_of_lines.c.site, *_terms, *_effort).join_from(
    _of_lines,
    Terms,
    and_(Terms.c.provider == _of_lines.c.provider, Terms.c.service == _of_lines.c.service),
    isouter=True,
)
_of_owner = (
    select(
        Terms.c.provider.label("provider"),
        func.min(Terms.c.least).label("least"),
        func.max(Terms.c.most).label("most"),
        func.max(Terms.c.unsaid).label("unsaid"),
        func.min(Terms.c.only_best_effort).label("only_best_effort"),
        func.max(Terms.c.best_effort).label("best_effort"),
    )
    .group_by(Terms.c.provider)
    .subquery("terms_of_owner")
)
_by_owner = (
    select(
        Scope.c.site,
        _of_owner.c.provider,
        literal("").label("service"),
        *(_of_owner.c[name] for name in ("least", "most", "unsaid", "only_best_effort", "best_effort")),
    )
    .join_from(Scope, _Owner, means(_Owner, "provider", Scope.c.last_mile_owner))
    .join(_of_owner, _of_owner.c.provider == _Owner.c.meant)
    .where(not_(Scope.c.repeats), Scope.c.site.not_in(select(CircuitTerms.c.site).where(CircuitTerms.c.backup == 0)))
)
_of_a_circuit = (
    CircuitTerms.c[name]
    for name in ("site", "provider", "service", "least", "most", "unsaid", "only_best_effort", "best_effort")
)
_by_circuit = select(*_of_a_circuit).where(CircuitTerms.c.backup == 0)
_promised = union_all(_by_line, _by_owner, _by_circuit).subquery("promised")
_expected = Site.c.expected_repair_hours
_slower = and_(_promised.c.unsaid == 0, _promised.c.best_effort == 0, _promised.c.least > _expected)
_quick = and_(_promised.c.unsaid == 0, _promised.c.best_effort == 0, _promised.c.most <= _expected)
_short = case((or_(_promised.c.only_best_effort == 1, _slower), 2), (_quick, 0), else_=1)
"""2 where the terms fall short of what the site expects, 0 where they do not, 1 where that is not known."""
_ranked = (
    select(
        Site.c.code.label("site"),
        _short.label("short"),
        (_promised.c.provider + case((_promised.c.service != "", literal(", ")), else_=""))
        .concat(func.replace(_promised.c.service, "_", " "))
        .label("named"),
        case(
            (_promised.c.only_best_effort == 1, "commits to nothing (best effort)"),
            else_=literal("commits to ") + amount(_promised.c.least) + literal(" hours"),
        ).label("told"),
        func.row_number()
        .over(
            partition_by=Site.c.code,
            order_by=(_short.desc(), func.coalesce(_promised.c.least, 0).desc(), _promised.c.provider),
        )
        .label("place"),
    )
    .join_from(Site, _promised, _promised.c.site == Site.c.code)
    .where(first_site, _expected.is_not(None))
    .subquery("ranked")
)
Slowest = shared("sla_slowest", select(*_ranked.c).where(_ranked.c.place == 1), index="site")
"""For each site that expects a time of repair the terms that fall shortest of it."""


@rule(
    code="SLA-004",
    name="Expected repair faster than the contract",
    severity=Severity.MAJOR,
    basis=Basis.PRACTICE,
    among=Among(
        name="sites that expect a time of repair",
        tables=SITES.tables,
        query=SITES.query.add_columns(
            amount(_expected).label("expected"), Slowest.c.named.label("named"), Slowest.c.told.label("told")
        )
        .join(Slowest, Slowest.c.site == Site.c.code, isouter=True)
        .where(_expected.is_not(None)),
    ),
    message="{subject} expects a repair within {expected} hours, but {named} {told}.",
    fix="Tell the site what the contract says, or buy a class of service that repairs so soon.",
    cites=("ilec-guide: two-hour repair story",),
    needs=(
        "site.expected_repair_hours",
        "contract.repair_hours",
        "line.service or scope.last_mile_owner or circuit.service_class or circuit.kind",
    ),
    points_at=("expected_repair_hours", "code"),
    bad="""
        Sites: Site Code | Street Address   | City   | State | Expected Repair Hours
               HQ        | 100 Congress Ave | Austin | TX    | 2
               WH        | 200 Elm St       | Austin | TX    | 24
        Scope: Site Code | Last Mile Owner | SIP Owner
               HQ        | Example Telco   | Other Voice
               WH        | Cable Co        | Other Voice
        Contracts: Provider      | Service Class | Repair Hours
                   Example Telco | Ethernet      | 4
                   Cable Co      | Best effort   |
    """,
    good="""
        Sites: Site Code | Street Address   | City   | State | Expected Repair Hours
               HQ        | 100 Congress Ave | Austin | TX    | 4
               WH        | 200 Elm St       | Austin | TX    |
        Scope: Site Code | Last Mile Owner | SIP Owner
               HQ        | Example Telco   | Other Voice
               WH        | Example Telco   | Other Voice
        Contracts: Provider      | Service Class | Repair Hours
                   Example Telco | Ethernet      | 4
    """,
    more={
        "by the class of a line that stays; of several classes of the last mile nobody knows which": (
            """
            Sites: Site Code | Street Address   | City   | State | Expected Repair Hours
                   HQ        | 100 Congress Ave | Austin | TX    | 8
                   WH        | 200 Elm St       | Austin | TX    | 8
            Lines: Line Number  | Line Type | Service | Carrier       | Action | Site Code
                   512-555-0142 | elevator  | POTS    | Example Telco | keep   | HQ
                   512-555-0143 | fax       | POTS    | Example Telco | remove | WH
            Scope: Site Code | Last Mile Owner | SIP Owner
                   HQ        | Example Telco   | Other Voice
                   WH        | Example Telco   | Other Voice
            Contracts: Provider      | Service Class | Repair Hours
                       Example Telco | Ethernet      | 4
                       Example Telco | POTS          | 24
            """,
            1,
        ),
        "circuits tell the class that the owner of the last mile leaves open; a backup may be of a lesser one": (
            """
            Sites: Site Code | Street Address   | City   | State | Expected Repair Hours
                   HQ        | 100 Congress Ave | Austin | TX    | 2
                   WH        | 200 Elm St       | Austin | TX    | 8
                   ST        | 300 Elm St       | Austin | TX    | 8
            Scope: Site Code | Last Mile Owner | SIP Owner
                   HQ        | Example Telco   | Other Voice
                   WH        | Example Telco   | Other Voice
                   ST        | Example Telco   | Other Voice
            Circuits: Circuit ID | Site Code | Kind      | Retail Provider | Service Class | Backup Of
                      FIB-1      | HQ        | ethernet  | Example Telco   | dedicated     |
                      DSL-2      | WH        | broadband | Cable Co        | best effort   |
                      FIB-3      | ST        | ethernet  | Example Telco   | dedicated     |
                      DSL-3      | ST        | broadband | Cable Co        | best effort   | FIB-3
            Contracts: Provider      | Service Class | Repair Hours
                       Example Telco | Ethernet      | 4
                       Example Telco | Dedicated     | 6
                       Example Telco | POTS          | 24
            """,
            2,
        ),
    },
)
def repair_too_slow() -> Condition:
    """A promise that was made for another class of service is believed until the first outage."""
    return case((Slowest.c.short == 1, null()), else_=Slowest.c.short == 2)
