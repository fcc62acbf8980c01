"""What a store holds of providers, scopes, circuits, demarcs and contracts, by the names that they have in common."""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from sqlalchemy import Connection, Select, not_, select

from e911audit.intake.cells import plain
from e911audit.intake.installs import term_keys
from e911audit.intake.terms import called
from e911audit.model.tables import (
    Address,
    CarrierNumber,
    Circuit,
    Contract,
    Demarc,
    Line,
    Loa,
    Number,
    PortOrder,
    Provider,
    Scope,
    Site,
    Term,
)
from e911audit.views.scope_map import UNKNOWN, Party

ROLES = {
    "ilec": "ILEC",
    "clec": "CLEC",
    "itsp": "ITSP",
    "isp": "ISP",
    "ixc": "long-distance carrier",
    "wireless": "wireless carrier",
    "reseller": "reseller",
    "carrier": 'just "carrier"',
}
"""Role as it is stored -> as people say it."""
HOLDS_UP = {
    "ilec": "cutovers, repairs, validation of ports, disputes about the demarc",
    "clec": "numbers outside its rate centres, dates of ports",
    "itsp": "SIP policies, caller ID, answers of its support",
    "isp": "repairs of the access",
}
"""Role -> what a company of it can block or slow (the guide's table of roles)."""
WORKS = ("support", "caller_id_rules", "sip_policies", "api")
SELLS_OTHERS = ("itsp", "reseller")


class Records:
    """The inventory of one store, read once; records that repeat an earlier one are left out."""

    def __init__(self, connection: Connection) -> None:
        def first(table: Any) -> list[Any]:
            return list(connection.execute(select(table).where(not_(table.c.repeats)).order_by(table.c.id)))

        self.sites = {site.code: site for site in first(Site)}
        self.scopes = {scope.site: scope for scope in first(Scope)}
        self.providers = {provider.name: provider for provider in first(Provider)}
        self.circuits = first(Circuit)
        self.demarcs: dict[str, list[Any]] = defaultdict(list)
        """By circuit, plain, or by site where they are of all of its circuits."""
        for demarc in connection.execute(select(Demarc).order_by(Demarc.c.id)):
            self.demarcs[plain(demarc.circuit) if demarc.circuit else f"of {demarc.site}"].append(demarc)
        self.addresses: dict[str, str] = {code: shown for code, shown in connection.execute(_addresses)}  # noqa: C416
        self.means = {(kind, written): meant for kind, written, meant, _ in connection.execute(_terms)}
        self.generic = {plain(written) for kind, written, _, generic in connection.execute(_terms) if generic}
        self._called = called((one.name, one.aliases) for one in self.providers.values())
        self.contracts: dict[tuple[str, str], Any] = {}
        for contract in connection.execute(select(Contract).order_by(Contract.c.id)):
            provider = self.means.get(("provider", contract.provider), contract.provider)
            service = self.means.get(("service", contract.service_class or ""), "")
            self.contracts.setdefault((provider, service), contract)
        self.line_carriers = _by_site(connection.execute(_line_carriers))
        self.losing_carriers = _by_site(pair for query in _losing_carriers for pair in connection.execute(query))

    def company(self, written: str | None) -> str:
        """The name of the company that is meant; ``unknown`` where none is, or a word that names nobody."""
        if not written or plain(written) in self.generic:
            return UNKNOWN
        return self.means.get(("provider", written)) or self._called.get(plain(written), written)

    def party(self, written: str | None) -> Party:
        """What is known of the company that is meant."""
        name = self.company(written)
        known = self.providers.get(name)
        roles = ((known and known.role) or "").split(", ")
        resells = any(role in SELLS_OTHERS for role in roles) and "ilec" not in roles and "clec" not in roles
        return Party(
            name=name,
            role=", ".join(ROLES[role] for role in roles if role in ROLES) or UNKNOWN,
            behind=(known and known.underlying_carrier) or (UNKNOWN if resells else ""),
            phone=telephone((known and known.noc_phone) or UNKNOWN),
            portal=(known and known.portal) or UNKNOWN,
            ticket_rule=(known and known.ticket_rule) or UNKNOWN,
            holds_up="; ".join(HOLDS_UP[role] for role in roles if role in HOLDS_UP),
            works=tuple(getattr(known, field, None) or "" for field in WORKS),
        )

    def terms_of(self, circuit: Any) -> Any:
        """The contract that holds for a circuit, by its class of service before its kind; None without any."""
        return next((self.contracts[key] for key in term_keys(circuit, self.means) if key in self.contracts), None)

    def demarc_of(self, circuit: Any) -> Any:
        """The demarc of a circuit, else the only one that is recorded for all of its site."""
        return self._only(plain(circuit.name)) or self.demarc_at(circuit.site)

    def demarc_at(self, site: str | None) -> Any:
        """The only demarc that is recorded for all of a site; None where there are several or none."""
        return self._only(f"of {site}")

    def _only(self, key: str) -> Any:
        found = self.demarcs.get(key, [])
        return found[0] if len(found) == 1 else None


def telephone(text: str) -> str:
    """A number as people dial it; anything else as it is.

    >>> telephone("+18005550100"), telephone("611")
    ('800-555-0100', '611')
    """
    digits = text.removeprefix("+1")
    return f"{digits[:3]}-{digits[3:6]}-{digits[6:]}" if len(digits) == 10 and digits.isdecimal() else text


def _by_site(pairs: Iterable[Any]) -> dict[str, set[str]]:
    found: dict[str, set[str]] = defaultdict(set)
    for site, carrier in pairs:
        found[site].add(carrier or "")
    return dict(found)


_addresses: Select[Any] = select(Site.c.code, Address.c.shown).join(Address, Address.c.id == Site.c.address_id)
_terms = select(Term.c.kind, Term.c.written, Term.c.meant, Term.c.generic)
_line_carriers = select(Line.c.site, Line.c.carrier).where(Line.c.site.is_not(None)).distinct()
_losing_carriers: tuple[Select[Any], ...] = (
    select(Number.c.site, CarrierNumber.c.carrier)
    .join(CarrierNumber, CarrierNumber.c.e164 == Number.c.e164)
    .where(Number.c.site.is_not(None), CarrierNumber.c.carrier.is_not(None))
    .distinct(),
    select(Number.c.site, PortOrder.c.losing_carrier)
    .join(Loa, Loa.c.e164 == Number.c.e164)
    .join(PortOrder, PortOrder.c.pon == Loa.c.pon)
    .where(Number.c.site.is_not(None), PortOrder.c.losing_carrier.is_not(None))
    .distinct(),
)
