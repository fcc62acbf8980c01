"""What names of companies and services mean, and what a demarc's label and a contract's dates come to."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from sqlalchemy import Connection, delete, insert, select

from e911audit.intake.cells import plain, vocabularies
from e911audit.model.tables import CarrierNumber, Circuit, Contract, Line, Number, PortOrder, Provider, Scope, Term

NAMING_PROVIDERS = (
    Provider.c.name, Provider.c.underlying_carrier, Scope.c.last_mile_owner, Scope.c.number_owner, Scope.c.sip_owner,
    Scope.c.ilec, Contract.c.provider, Line.c.carrier, Number.c.carrier, CarrierNumber.c.carrier,
    Circuit.c.retail_provider, Circuit.c.underlying_provider, PortOrder.c.losing_carrier,
    PortOrder.c.gaining_carrier,
)  # fmt: skip
"""The columns that name a company."""
NAMING_SERVICES = (Contract.c.service_class, Line.c.service, Circuit.c.service_class, Circuit.c.kind)
GENERIC = "carrier"
"""The role of the vocabulary whose words name nobody."""
PARTED = re.compile(r"[;,|\n]")
LEGAL_FORMS = frozenset(("inc", "llc", "lp", "corp", "co", "ltd", "company"))
"""What a comma may part from a company's name without being a name."""
NOT_SHOWN = re.compile(r"[\W_]+")

Columns = dict[str, list[Any]]


def name_terms(connection: Connection) -> None:
    """Work out anew what the names of companies and services mean."""
    found = [*_provider_terms(connection), *_service_terms(connection)]
    connection.execute(delete(Term))
    if found:
        connection.execute(insert(Term), [{"id": number, **term} for number, term in enumerate(found, 1)])


def _written(connection: Connection, columns: Iterable[Any]) -> list[str]:
    """All distinct names of these columns, sorted, so that equal input gives equal answers."""
    return sorted({name for column in columns for name in connection.scalars(select(column).distinct()) if name})


def _provider_terms(connection: Connection) -> Iterator[dict[str, Any]]:
    generic = {word for word, role in vocabularies()["provider_role"].items() if role == GENERIC}
    providers = connection.execute(select(Provider.c.name, Provider.c.aliases).order_by(Provider.c.id)).all()
    return _terms("provider", _written(connection, NAMING_PROVIDERS), called(providers), generic)


def _service_terms(connection: Connection) -> Iterator[dict[str, Any]]:
    return _terms("service", _written(connection, NAMING_SERVICES), vocabularies()["service_class"], set())


def _terms(kind: str, names: list[str], known: Mapping[str, str], generic: set[str]) -> Iterator[dict[str, Any]]:
    spelled: dict[str, str] = {}
    for name in names:
        key = plain(name)
        meant = known.get(key) or spelled.setdefault(key, name)
        yield {"kind": kind, "written": name, "meant": meant, "listed": key in known, "generic": key in generic}


def called(providers: Iterable[Sequence[Any]]) -> dict[str, str]:
    """What providers are called, by name and alias, plain -> their names; an alias of two names nobody.

    >>> called([("Example Telco", "ET, Extel, Inc"), ("Other Voice", "ET")])
    {'extel': 'Example Telco', 'exampletelco': 'Example Telco', 'othervoice': 'Other Voice'}
    """
    names: dict[str, str] = {}
    aliases: defaultdict[str, set[str]] = defaultdict(set)
    for name, others in providers:
        meant = names.setdefault(plain(name), name)
        for alias in map(plain, PARTED.split(others or "")):
            if alias and alias not in LEGAL_FORMS:
                aliases[alias].add(meant)
    return {alias: next(iter(meant)) for alias, meant in aliases.items() if len(meant) == 1} | names


def shape_demarcs(columns: Columns, _texts: Sequence[str]) -> None:
    """Name each demarc by its circuit or else its site, and compare its label with the circuit."""
    blank: list[Any] = [None] * len(next(iter(columns.values()), []))
    circuits, labels = columns.get("circuit", blank), columns.get("label", blank)
    columns["name"] = [circuit or site for circuit, site in zip(circuits, columns.get("site", blank), strict=True)]
    columns["label_fits"] = [label_fits(*pair) for pair in zip(labels, circuits, strict=True)]


def label_fits(label: str | None, circuit: str | None) -> str | None:
    """Whether a label shows the circuit's ID: ``yes``, ``no``, or None where one of them is blank.

    Circuit IDs are written with points or slashes, with or without their empty and zero parts.

    >>> label_fits("ckt 73.HCGS.123456..NE", "73/HCGS/123456/000/NE")
    'yes'
    >>> label_fits("73/HCGS/123457/NE", "73/HCGS/123456/000/NE")
    'no'
    """
    shown, asked = _parts(label), _parts(circuit)
    if not shown or not asked:
        return None
    return "yes" if "".join(asked) in "".join(shown) else "no"


def _parts(text: str | None) -> list[str]:
    return [part.lstrip("0") for part in NOT_SHOWN.split((text or "").upper()) if part.strip("0")]


def shape_contracts(columns: Columns, _texts: Sequence[str]) -> None:
    """Work out the last day to give notice."""
    if "term_end" in columns and "cancel_notice_days" in columns:
        pairs = zip(columns["term_end"], columns["cancel_notice_days"], strict=True)
        columns["notice_by"] = [_notice_by(end, days) for end, days in pairs]


def _notice_by(end: str | None, days: float | None) -> str | None:
    """The end of a term less its days of notice; None where that is no day of the calendar."""
    if end is None or days is None:
        return None
    try:
        return (date.fromisoformat(end) - timedelta(days=days)).isoformat()
    except OverflowError:
        return None
