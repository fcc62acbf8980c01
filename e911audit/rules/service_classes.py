"""Family NUM, fourth part: does the 911 record say how the number is really served."""

from typing import Any

from sqlalchemy import ColumnElement, Select, and_, case, func, literal, or_, select

from e911audit.model.tables import Device
from e911audit.rules.held_records import HELD, Held, plain, together, told
from e911audit.rules.rule import Among, Condition, rule
from e911audit.rules.service_codes import meaning_of, sort_of
from e911audit.rules.shared import shared
from e911audit.rules.subjects import can_dial
from e911audit.values import Basis, Severity

NENA = "NENA-STA-015"
OUTSIDE = ("2", "5")
"""Types of service of a foreign exchange whose telephone is outside of the 911 area of its exchange."""
TYPES = tuple("012345689")
"""Types of service whose meaning was seen; 6 exists for number portability."""

_types = told("type_of_service")


@rule(
    code="NUM-012",
    name="Foreign-exchange type outside 911 area",
    severity=Severity.MAJOR,
    basis=Basis.STANDARD,
    among=_types,
    message="{subject} has a 911 record of type of service {type_of_service}: a foreign exchange outside the 911 area.",
    fix="Let the provider prove to which 911 centre its calls go, or take a number of the place.",
    cites=(NENA,),
    needs=("number.type_of_service or e911_record.type_of_service",),
    points_at=("type_of_service", "e164"),
    bad="""
        Numbers: Telephone Number | Status | Type Of Service
                 212-555-0142     | active | 2
        E911 Records: Telephone Number | Street Name | Community | Type Of Service
                      212-555-0143     | 8 Elm St    | Austin    | 5
    """,
    good="""
        Numbers: Telephone Number | Status | Type Of Service
                 212-555-0142     | active | 0
                 212-555-0143     | spare  | 2
        E911 Records: Telephone Number | Street Name | Community | Type Of Service
                      212-555-0144     | 8 Elm St    | Austin    | 1
                      212-555-0145     | 8 Elm St    | Austin    | 3
    """,
    more={
        "what is no type of service is not judged, and one list speaks for the other": (
            """
            Numbers: Telephone Number | Status | Type Of Service
                     212-555-0142     | active | FX
                     212-555-0143     | active |
                     212-555-0144     | active |
            E911 Records: Telephone Number | Street Name | Community | Type Of Service
                          212-555-0143     | 8 Elm St    | Austin    | 2
            """,
            1,
        ),
    },
)
def foreign_exchange() -> Condition:
    """The exchange of such a number belongs to the area of another 911 centre, which may get the calls by default."""
    kind = func.trim(Held.c.type_of_service)
    return case((kind.in_(TYPES), kind.in_(OUTSIDE)), else_=literal(None))


_shown_class: ColumnElement[str] = meaning_of(Held.c.class_of_service)
_classes = told("class_of_service")
_classes_query: Select[Any] = _classes.query.add_columns(_shown_class.label("meaning"))


@rule(
    code="NUM-013",
    name="Class of service stale",
    severity=Severity.MINOR,
    basis=Basis.STANDARD,
    among=Among(
        name="911 records",
        tables=HELD,
        query=together(
            "class_of_service", "class of service ", func.coalesce(plain(Held.c.class_of_service), "")
        ).add_columns(_shown_class.label("meaning")),
    ),
    message="Numbers that are served by SIP still have 911 records of {subject}: {meaning}.",
    fix="Send a change (function C) with D or K for VoIP that stays in its place, J for VoIP that moves.",
    cites=(NENA,),
    needs=("number.class_of_service or e911_record.class_of_service", "number.service"),
    points_at=("class_of_service", "e164"),
    bad="""
        Numbers: Telephone Number | Status | Service   | Class Of Service
                 212-555-0142     | active | SIP trunk | 4
                 212-555-0143     | active | Teams     | BUSX
        E911 Records: Telephone Number | Street Name | Community | Class Of Service
                      212-555-0143     | 8 Elm St    | Austin    | 2
    """,
    good="""
        Numbers: Telephone Number | Status | Service   | Class Of Service
                 212-555-0142     | active | SIP trunk | K
                 212-555-0143     | active | PRI       | 4
                 212-555-0144     | active | SIP       | d
    """,
    more={
        "without its service or with a class of a later standard it is not judged": (
            """
            Numbers: Telephone Number | Status | Service | Class Of Service
                     212-555-0142     | active |         | 4
                     212-555-0143     | active | SIP     | Z
                     212-555-0144     | active | SIP     | 4
            """,
            1,
        ),
    },
)
def class_of_an_old_line() -> Condition:
    """A call taker who reads "business PBX" asks for an operator who is gone, and trusts an address that may move."""
    return and_(Held.c.service == "sip", sort_of(Held.c.class_of_service) == "wireline")


def _any(kind: str) -> ColumnElement[int]:
    return func.max(case((Device.c.endpoint_kind == kind, 1), else_=0)).label(kind)


_shown = func.coalesce(Device.c.emergency_caller_id, Device.c.e164)
_ShownBy = shared(
    "shown_by",
    select(
        _shown.label("e164"),
        func.count().label("devices"),
        _any("offprem"),
        _any("nonfixed_onprem"),
        func.max(case((Device.c.endpoint_kind.in_(("fixed_onprem", "guest_room")), 1), else_=0)).label("fixed"),
        func.max(case((Device.c.endpoint_kind.is_(None), 1), else_=0)).label("unknown"),
    )
    .where(_shown.is_not(None), can_dial)
    .group_by(_shown),
    index="e164",
)
"""For each number that devices show to 911: how many, and whether some of them are off the premises, move, or stay."""


@rule(
    code="NUM-014",
    name="Nomadic use with fixed class",
    severity=Severity.MINOR,
    basis=Basis.STANDARD,
    among=Among(
        name="911 records of numbers that telephones show",
        tables=HELD,
        query=_classes_query.join(_ShownBy, _ShownBy.c.e164 == Held.c.e164),
    ),
    message="{subject} is shown by a telephone that moves; its 911 record says class {class_of_service}, {meaning}.",
    fix="Send a change (function C) with class J, and let the telephone report where it is.",
    cites=(NENA,),
    needs=("number.class_of_service or e911_record.class_of_service", "device.endpoint_kind"),
    points_at=("class_of_service", "e164"),
    bad="""
        Numbers: Telephone Number | Status | Class Of Service
                 212-555-0142     | active | K
                 212-555-0143     | active | 2
        Devices: Device Name | MAC               | Telephone Number | Endpoint Kind   | Emergency Caller ID
                 Laptop 1    | 00:11:22:33:44:55 | 212-555-0142     | offprem         |
                 Cordless 1  | 00:11:22:33:44:66 |                  | nonfixed_onprem | 212-555-0143
    """,
    good="""
        Numbers: Telephone Number | Status | Class Of Service
                 212-555-0142     | active | J
                 212-555-0143     | active | K
                 212-555-0144     | active | V
        Devices: Device Name | MAC               | Telephone Number | Endpoint Kind
                 Laptop 1    | 00:11:22:33:44:55 | 212-555-0142     | offprem
                 Phone 1     | 00:11:22:33:44:66 | 212-555-0143     | fixed_onprem
                 Cordless 1  | 00:11:22:33:44:77 | 212-555-0144     | nonfixed_onprem
    """,
    more={
        "a desk telephone and a cordless one on one number, and one that goes home": (
            """
            Numbers: Telephone Number | Status | Class Of Service
                     212-555-0142     | active | K
                     212-555-0143     | active | K
            Devices: Device Name | MAC               | Telephone Number | Endpoint Kind
                     Phone 1     | 00:11:22:33:44:55 | 212-555-0142     | fixed_onprem
                     Cordless 1  | 00:11:22:33:44:66 | 212-555-0142     | nonfixed_onprem
                     Phone 2     | 00:11:22:33:44:77 | 212-555-0143     | fixed_onprem
                     Laptop 2    | 00:11:22:33:44:88 | 212-555-0143     | offprem
            """,
            1,
        ),
        "a telephone of unknown kind, or a class that tells nothing": (
            """
            Numbers: Telephone Number | Status | Class Of Service
                     212-555-0142     | active | K
                     212-555-0143     | active | B
            Devices: Device Name | MAC               | Telephone Number | Endpoint Kind
                     Phone 1     | 00:11:22:33:44:55 | 212-555-0142     |
                     Laptop 2    | 00:11:22:33:44:88 | 212-555-0143     | offprem
            """,
            0,
        ),
    },
)
def fixed_class_for_one_that_moves() -> Condition:
    """A fixed class tells the call taker that the address on the screen is where the caller is.

    Where a fixed telephone on the premises shares the number, its cordless twin does not count.
    """
    nomadic = case(
        (or_(_ShownBy.c.offprem == 1, and_(_ShownBy.c.nonfixed_onprem == 1, _ShownBy.c.fixed == 0)), True),
        (_ShownBy.c.unknown == 1, literal(None)),
        else_=False,
    )
    return and_(nomadic, sort_of(Held.c.class_of_service).in_(("wireline", "fixed")))
