"""What can be said of coordinates once all sheets and the answers of geocoders are there.

It is kept in columns of sites and locations, for the rules of coordinates.
"""

from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from sqlalchemy import (
    ColumnElement,
    Connection,
    Row,
    Select,
    and_,
    bindparam,
    case,
    literal,
    not_,
    null,
    select,
    update,
)

from e911audit.geocoding.distance import metres
from e911audit.geocoding.question import Question
from e911audit.model.tables import Address, Geocode, Location, Place, Site
from e911audit.places.place import Kind
from e911audit.places.points import outside, point_doubt

SitePlace = Place.alias("site_place")
SiteAddress = Address.alias("site_address")
PARTS = ("kind", "line1", "house", "street", "city", "state", "zip")
"""What of a place makes a question."""
POINT = ("point_doubt", "outside", "off_m", "off_from")
"""The columns that are worked out here."""


class Judged(NamedTuple):
    """The values of ``POINT``; None where nothing can be said."""

    point_doubt: str | None = None
    outside: str | None = None
    off_m: float | None = None
    off_from: str | None = None


def _record(table: Any, parts: Sequence[ColumnElement[Any]], surveyed: Sequence[ColumnElement[Any]]) -> Select[Any]:
    return select(
        literal(table.name).label("table"),
        table.c.id,
        table.c.latitude,
        table.c.longitude,
        *(table.c[name].label(f"held_{name}") for name in POINT),
        *(column.label(name) for column, name in zip(surveyed, ("point_latitude", "point_longitude"), strict=True)),
        *(part.label(name) for part, name in zip(parts, PARTS, strict=True)),
    ).where(table.c.latitude.is_not(None), table.c.longitude.is_not(None))


def _records(connection: Connection) -> Iterator[Row[Any]]:
    """Sites and locations with coordinates; a location without an address of its own has that of its site."""
    sites = _record(Site, [Place.c[part] for part in PARTS], [null(), null()])
    sites = sites.join_from(Site, Address, Address.c.id == Site.c.address_id, isouter=True)
    own = [case((Address.c.civic, Place.c[part]), else_=SitePlace.c[part]) for part in PARTS]
    surveyed = [Location.c.address_point_latitude, Location.c.address_point_longitude]
    locations = _record(Location, own, surveyed).join_from(
        Location, Address, Address.c.id == Location.c.address_id, isouter=True
    )
    yield from connection.execute(sites.join(Place, Place.c.id == Address.c.place_id, isouter=True))
    yield from connection.execute(
        locations.join(Place, Place.c.id == Address.c.place_id, isouter=True)
        .join(Site, and_(Site.c.code == Location.c.site, not_(Site.c.repeats)), isouter=True)
        .join(SiteAddress, SiteAddress.c.id == Site.c.address_id, isouter=True)
        .join(SitePlace, SitePlace.c.id == SiteAddress.c.place_id, isouter=True)
    )


def question_of(row: Row[Any]) -> Question | None:
    """The address to ask for, None where it is no whole street address."""
    if row.kind != Kind.STREET or not row.house or not row.street or not (row.city or row.zip):
        return None
    return Question(row.line1, row.house, row.street, row.city, row.state, row.zip)


def questions(connection: Connection) -> dict[str, Question]:
    """The addresses for which a geocoder could tell something: of coordinates that have no surveyed point beside them.

    By their text, in order.
    """
    found = (question_of(row) for row in _records(connection) if row.point_latitude is None)
    return dict(sorted({question.text: question for question in found if question}.items()))


def judge_points(connection: Connection) -> None:
    """Work out the columns of all coordinates; safe to repeat."""
    answers = _answers(connection)
    changed: dict[str, list[dict[str, Any]]] = {"site": [], "location": []}
    for row in _records(connection):
        judged = _judged(row, answers)
        if judged != tuple(getattr(row, f"held_{name}") for name in POINT):
            changed[row.table].append({"record": row.id, **judged._asdict()})
    for table in (Site, Location):
        blank = dict.fromkeys(POINT)
        lost = table.c.point_doubt.is_not(None) & (table.c.latitude.is_(None) | table.c.longitude.is_(None))
        connection.execute(update(table).where(lost).values(blank))
        if changed[table.name]:
            means = update(table).where(table.c.id == bindparam("record"))
            connection.execute(means.values({name: bindparam(name) for name in POINT}), changed[table.name])


def _answers(connection: Connection) -> dict[str, tuple[tuple[float, float], str]]:
    """The exact answers by question: the point and the provider, the newest of several."""
    rows = connection.execute(select(Geocode).where(Geocode.c.exact).order_by(Geocode.c.asked_on, Geocode.c.provider))
    return {row.query: ((row.latitude, row.longitude), row.provider) for row in rows}


def _judged(row: Row[Any], answers: dict[str, tuple[tuple[float, float], str]]) -> Judged:
    point = row.latitude, row.longitude
    if not (abs(point[0]) <= 90 and abs(point[1]) <= 180) or point == (0, 0):
        return Judged()  # there is no such point, or it is a blank written as zero: another rule tells so
    place, told = None, ""
    question = question_of(row)
    if row.point_latitude is not None and row.point_longitude is not None:
        place, told = (row.point_latitude, row.point_longitude), "its address point"
    elif question and question.text in answers:
        place, provider = answers[question.text]
        told = f"{question.text} ({provider})"
    real = place if place and abs(place[0]) <= 90 else None
    return Judged(
        point_doubt(point, row.zip or ""),
        outside(point, row.state or ""),
        round(metres(point, real), 1) if real else None,
        told if real else None,
    )
