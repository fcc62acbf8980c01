"""Lines as all of their rows tell them, and numbers that only a carrier knows."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from operator import attrgetter
from typing import Any, NamedTuple

from sqlalchemy import Connection, func, select

from e911audit.intake.line_signs import mystery
from e911audit.line_kinds import UNKNOWN, Identity, Sign, identify, kind_of
from e911audit.model.tables import Address, Line, Site

HIDDEN = "it may be a hidden alarm or elevator line."


class Merged(NamedTuple):
    """One line as all of its rows tell it; ``rest`` holds the fields of the matrix."""

    name: str
    e164: str | None
    circuit: str | None
    site: str | None
    kind: str | None
    kind_words: str | None
    life_safety: str
    action: str | None
    replacement: str | None
    target_transport: str | None
    carrier: str | None
    owner: str | None
    monitoring_company: str | None
    cutover_on: Any
    sheet_id: int
    row: int
    unlisted: str
    rest: Mapping[str, Any]


OF_MATRIX = (
    *(
        "battery_hours",
        "ups_covers_all",
        "supervision_minutes",
        "mfvn",
        "second_path",
        "code_edition",
        "ul_certificate",
    ),
    *("required_checkin_seconds", "checkin_seconds", "fax_decision"),
)
"""Fields of a line that the matrix asks for."""
OF_LINE = tuple(field for field in Merged._fields if field not in ("unlisted", "rest", "life_safety"))
SAID = attrgetter(*OF_LINE, *OF_MATRIX)
"""What one row says, field by field."""


def merged_lines(connection: Connection) -> Iterator[Merged]:
    """Each line once: a field of several rows (inventory, bill) is what the first row says that says anything."""
    rows: dict[str, list[Any]] = defaultdict(list)
    for row in connection.execute(select(Line).order_by(func.coalesce(Line.c.site, ""), Line.c.name, Line.c.id)):
        rows[row.name].append(row)
    for of_line in rows.values():
        of_line.sort(key=lambda row: (row.action is None, row.id))

        told = zip(*map(SAID, of_line), strict=True)
        first = [next((value for value in values if value not in (None, "")), None) for values in told]
        safeties = {row.life_safety or "unknown" for row in of_line}
        safety = next(word for word in ("yes", "unknown", "no") if word in safeties)
        said: dict[str, Any] = dict(zip(OF_LINE, first, strict=False))
        rest = dict(zip(OF_MATRIX, first[len(OF_LINE) :], strict=True))
        yield Merged(**said, life_safety=safety, unlisted="", rest=rest)


def mystery_lines(connection: Connection, signs: Mapping[str, list[Any]]) -> Iterator[Merged]:
    """Numbers that a carrier bills and no inventory knows, each once."""
    unknown = mystery.subquery("unknown")
    service, place = Address.alias("service"), Address.alias("place")
    wanted = (
        select(unknown, Site.c.code.label("site"))
        .join(service, service.c.id == unknown.c.service_address_id, isouter=True)
        .join(place, place.c.place_id == service.c.place_id, isouter=True)
        .join(Site, Site.c.address_id == place.c.id, isouter=True)
        .order_by(unknown.c.e164, unknown.c.id, Site.c.code.nulls_last())
    )
    seen: set[str] = set()
    for number in connection.execute(wanted):
        if number.e164 in seen:
            continue
        seen.add(number.e164)
        found = identity_of(signs.get(number.e164, []))
        account = f" of account {number.account}" if number.account else ""
        yield Merged(
            **dict.fromkeys(Merged._fields),  # type: ignore[arg-type]
        )._replace(
            name=number.e164,
            e164=number.e164,
            site=number.site,
            kind=found.kind,
            kind_words=found.words,
            life_safety=found.life_safety if on_site(found) or found.life_safety != "no" else UNKNOWN,
            carrier=number.carrier,
            sheet_id=number.sheet_id,
            row=number.row,
            unlisted=f"On the carrier's record{account} but in no inventory: {HIDDEN}",
            rest={},
        )


def identity_of(signs: list[Any]) -> Identity:
    """What rows of ``LineSign`` say together."""
    return identify([Sign(sign.source, sign.kind, sign.words) for sign in signs])


def on_site(found: Identity) -> bool:
    """Whether a person at the jack said what the line is."""
    return found.sign is not None and found.sign.source == "person"


def doubted(found: Identity) -> tuple[str, ...]:
    """What graver things are said of a line than what it is taken for (titles of kinds); none once a person looked."""
    graver = (kind_of(sign.kind) for sign in found.against if sign.source != "safety")
    return () if on_site(found) else tuple(dict.fromkeys(kind.title for kind in graver if kind.life_safety != "no"))
