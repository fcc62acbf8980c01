"""Family PRV, second part: what each provider is, and who is behind it."""

from typing import Any

from sqlalchemy import ColumnElement, Select, and_, case, func, literal, not_, or_, select, union_all

from e911audit.model.tables import Provider, Scope, Term
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
_SHOULD_BE = {"ilec": ("the ILEC", ("ilec",)), "number_owner": ("the owner of the numbers", _HOLD_VOICE)} | {
    "sip_owner": ("the owner of the SIP service", _HOLD_VOICE)
}


def _uses(field: str, told: str, roles: tuple[str, ...]) -> Select[Any]:
    """Select providers that scopes name in one column, and whether their role is none that can be that."""
    wrong = case((has_role(Provider, "carrier"), None), else_=not_(has_role(Provider, *roles)))
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


_roles = union_all(*(_uses(field, *facts) for field, facts in _SHOULD_BE.items())).subquery("roles_in_use")


@rule(
    code="PRV-009",
    name="Provider role contradicts what it sells",
    severity=Severity.MINOR,
    basis=Basis.PRACTICE,
    among=Among(name="providers that scopes name", tables=("provider", "scope"), query=select(*_roles.c)),
    message="{subject} is recorded as {role}, but named as {used_as}.",
    fix="Correct its role, or name the company that really does this at these sites.",
    cites=(ROLES,),
    needs=("provider.role", "scope.ilec or scope.number_owner or scope.sip_owner"),
    points_at=("ilec", "number_owner", "sip_owner", "role", "name"),
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
)
def role_contradicts() -> Condition:
    """One of both is wrong, and with it who is asked for the port, the repair or the number."""
    return _roles.c.contradicts
