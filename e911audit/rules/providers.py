"""Family PRV, second part: what each provider is, and who is behind it."""

from typing import Any

from sqlalchemy import ColumnElement, Select, and_, case, func, literal, not_, null, or_, select, union, union_all

from e911audit.model.tables import Circuit, Provider, Scope, Term
from e911audit.rules.rule import Among, Condition, blank, rule
from e911audit.rules.scopes import unnamed
from e911audit.rules.subjects import looked_at
from e911audit.values import Basis, Severity

ROLES = "ilec-guide: roles table"
_first = not_(Provider.c.repeats)
_Owner = Term.alias("owner")
PROVIDERS = Among(
    name="providers",
    tables=("provider",),
    query=looked_at(
        Provider, "provider", Provider.c.name, literal(""), func.coalesce(Provider.c.role, "no role").label("role")
    ).where(_first),
)


def has_role(provider: Any, *roles: str) -> ColumnElement[bool]:
    """Tell where a provider has one of these roles, whatever others it has; NULL where it has none at all."""
    listed = literal(", ") + provider.c.role + literal(",")
    return or_(*(listed.contains(f", {role},") for role in roles))


@rule(
    code="PRV-004",
    name='Provider known only as "carrier"',
    severity=Severity.MINOR,
    basis=Basis.PRACTICE,
    among=PROVIDERS,
    message="{subject} is recorded with {role}: nobody can tell what it owns.",
    fix="Set its role: ILEC, CLEC, ITSP, ISP or reseller.",
    cites=(ROLES,),
    needs=("provider.role",),
    points_at=("role", "name"),
    bad="""
        Providers: Provider      | Role    | NOC Phone
                   Example Telco | Carrier | 800-555-0100
                   Other Voice   |         | 800-555-0101
    """,
    good="""
        Providers: Provider      | Role       | NOC Phone
                   Example Telco | ILEC, ISP  | 800-555-0100
                   Other Voice   | CLEC/ITSP  | 800-555-0101
    """,
    more={
        "a name that names nobody": (
            """
            Providers: Provider    | Role | NOC Phone
                       The carrier | ISP  | 800-555-0100
            """,
            1,
        ),
    },
)
def role_generic() -> Condition:
    """A carrier may be whoever owns the loop, the numbers or the trunks; each is asked for something else."""
    return or_(blank(Provider.c.role), func.coalesce(Provider.c.role == "carrier", False), unnamed(Provider.c.name))


@rule(
    code="PRV-008",
    name="Reseller without its underlying carrier",
    severity=Severity.MINOR,
    basis=Basis.PRACTICE,
    among=PROVIDERS,
    message="{subject} is recorded as {role}, but not whose network and numbers it sells.",
    fix="Ask which carrier holds its numbers, and record it.",
    cites=("ilec-guide: an ITSP partners with a CLEC",),
    needs=("provider.role", "provider.underlying_carrier"),
    points_at=("underlying_carrier", "role", "name"),
    bad="""
        Providers: Provider      | Role     | Underlying Carrier
                   Other Voice   | ITSP     |
                   Cheap Minutes | reseller | TBD
    """,
    good="""
        Providers: Provider      | Role     | Underlying Carrier
                   Other Voice   | ITSP     | Example Telco
                   Own Switch    | CLEC/ITSP |
                   Example Telco | ILEC     |
    """,
)
def carrier_behind_unknown() -> Condition:
    """Ports go by the carrier that holds the numbers, whoever sends the bill."""
    resells = or_(
        has_role(Provider, "reseller"), and_(has_role(Provider, "itsp"), not_(has_role(Provider, "clec", "ilec")))
    )
    return and_(blank(Provider.c.underlying_carrier), resells)


_HOLD_VOICE = ("ilec", "clec", "itsp", "ixc", "wireless", "reseller")
"""Roles that may hold numbers or run a SIP service; an ISP by itself does neither."""
_OWN_PLANT = ("ilec", "clec", "isp", "ixc", "wireless")
"""Roles that may own the access to a building; who only sells SIP service rents it from one of these."""
_Named = Term.alias("circuit_term")


def _of_circuits(name: ColumnElement[Any], *conditions: ColumnElement[bool]) -> Select[Any]:
    """Select the companies that circuits name in one column."""
    named = and_(_Named.c.written == name, _Named.c.kind == "provider")
    return select(_Named.c.meant).join(Circuit, named).where(not_(Circuit.c.repeats), *conditions)


_last_miles = _of_circuits(Circuit.c.underlying_provider)
_trunks = union(
    *(
        _of_circuits(name, Circuit.c.kind == "sip")
        for name in (Circuit.c.retail_provider, Circuit.c.underlying_provider)
    )
)


def _not(*roles: str) -> ColumnElement[Any]:
    """Tell where a provider has none of these roles; NULL where it is known as a carrier alone, or not at all."""
    return case((has_role(Provider, "carrier"), null()), else_=not_(has_role(Provider, *roles)))


_no_last_mile = case(
    (has_role(Provider, *_OWN_PLANT), False),
    (Provider.c.name.in_(_last_miles), False),
    (_last_miles.exists(), _not(*_OWN_PLANT)),
    else_=null(),
)
_no_trunk = and_(not_(has_role(Provider, "clec", "itsp", "reseller")), has_role(Provider, "ilec")) & case(
    (select(_trunks.subquery().c.meant).exists(), Provider.c.name.not_in(_trunks)), else_=False
)
_SHOULD_BE = (
    ("ilec", "the ILEC", _not("ilec")),
    ("number_owner", "the owner of the numbers", _not(*_HOLD_VOICE)),
    ("sip_owner", "the owner of the SIP service", _not(*_HOLD_VOICE)),
    ("sip_owner", "the owner of the SIP service, of which no listed SIP trunk is its own", _no_trunk),
    ("last_mile_owner", "the owner of the last mile, while no listed circuit comes over its plant", _no_last_mile),
)
"""Column of a scope -> what a provider is named as by it, and when its role contradicts that."""


def _uses(field: str, told: str, wrong: ColumnElement[Any]) -> Select[Any]:
    """Select providers that scopes name in one column, and whether that contradicts their role."""
    return (
        select(
            literal("provider").label("kind"),
            Provider.c.name.label("subject"),
            literal("").label("site"),
            Scope.c.sheet_id.label("sheet_id"),
            func.min(Scope.c.row).label("row"),
            func.count().label("affects"),
            literal(field).label("field"),
            literal(told).label("used_as"),
            Provider.c.role.label("role"),
            wrong.label("contradicts"),
        )
        .join_from(Scope, _Owner, and_(_Owner.c.written == Scope.c[field], _Owner.c.kind == "provider"))
        .join(Provider, and_(Provider.c.name == _Owner.c.meant, _first))
        .where(not_(Scope.c.repeats))
        .group_by(Provider.c.name, Scope.c.sheet_id, Provider.c.role)
    )


_roles = union_all(*(_uses(*facts) for facts in _SHOULD_BE)).subquery("roles_in_use")


@rule(
    code="PRV-009",
    name="Provider role contradicts what it sells",
    severity=Severity.MINOR,
    basis=Basis.PRACTICE,
    among=Among(name="providers that scopes name", tables=("provider", "scope"), query=select(*_roles.c)),
    message="{subject} is recorded as {role}, but named as {used_as}.",
    fix="Correct its role, or name the company that really does this at these sites.",
    cites=(ROLES,),
    needs=("provider.role", "scope.ilec or scope.number_owner or scope.sip_owner or scope.last_mile_owner"),
    points_at=("ilec", "number_owner", "sip_owner", "last_mile_owner", "role", "name"),
    bad="""
        Providers: Provider      | Role
                   Fast Internet | ISP
                   Other Voice   | ITSP
        Scope: Site Code | Number Owner  | SIP Owner   | ILEC
               HQ        | Fast Internet | Other Voice | Other Voice
    """,
    good="""
        Providers: Provider      | Role
                   Example Telco | ILEC, ISP
                   Other Voice   | ITSP
                   Vague Telecom | carrier
        Scope: Site Code | Number Owner  | SIP Owner   | ILEC
               HQ        | Example Telco | Other Voice | Example Telco
               WH        | Other Voice   | Other Voice | Vague Telecom
    """,
    more={
        "an ITSP owns a last mile only where a circuit of its own is listed; without circuits nobody knows": (
            """
            Providers: Provider      | Role
                       Example Telco | ILEC
                       Other Voice   | ITSP
                       Third Voice   | reseller
                       Cable Co      | ISP
            Scope: Site Code | Last Mile Owner
                   HQ        | Other Voice
                   WH        | third voice
                   ST        | Cable Co
            Circuits: Circuit ID | Kind     | Underlying Provider
                      FIB-1      | ethernet | Example Telco
                      FIB-2      | ethernet | Third Voice
            """,
            1,
        ),
        "no circuit is listed": (
            """
            Providers: Provider    | Role
                       Other Voice | ITSP
            Scope: Site Code | Last Mile Owner
                   HQ        | Other Voice
            """,
            0,
        ),
        "an ILEC that runs the SIP service has a trunk of its own among those listed": (
            """
            Providers: Provider      | Role
                       Example Telco | ILEC
                       Other Telco   | ILEC
                       Other Voice   | ITSP
            Scope: Site Code | SIP Owner
                   HQ        | Example Telco
                   WH        | Other Telco
            Circuits: Circuit ID | Kind     | Retail Provider
                      SIP-1      | sip      | Other Voice
                      SIP-2      | sip      | Other Telco
            """,
            1,
        ),
    },
)
def role_contradicts() -> Condition:
    """One of both is wrong, and with it who is asked for the port, the repair or the number."""
    return _roles.c.contradicts
