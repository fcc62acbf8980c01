"""Family NUM, fifth part: does a number belong where its site is (``data/area_codes.csv``).

Columns of the table: area code, the state or province where it is at home, the other states that it touches. The facts
are from two libraries that agree on every area code of a state that both have (see ``tables/area_codes.py``); where
only the newer one has it, no other states are known. Rate centres and LATAs are not compared: no open table has them.
"""

import csv
from importlib.resources import files

from sqlalchemy import and_, case, func, literal, not_, select

from e911audit.model.tables import Device, Number, Site
from e911audit.rules.numbers import local
from e911audit.rules.rule import Among, Condition, is_in, rule
from e911audit.rules.shared import shared
from e911audit.rules.subjects import SiteAddress, SitePlace, first_site, looked_at, number_active
from e911audit.values import Basis, Severity

VINTAGE = "3.0.0"
"""The release of the ``zipcodes`` package that the touched states are from."""


def read_area_codes() -> dict[str, tuple[str, str]]:
    """Area code -> its home and the other states that it touches, parted by blanks."""
    with files("e911audit.rules").joinpath("data/area_codes.csv").open(encoding="utf-8") as file:
        return {row["area_code"]: (row["home"], row["touches"]) for row in csv.DictReader(file)}


AREA_CODES = read_area_codes()
BLANK = literal(" ")

_code = func.substr(Number.c.e164, 3, 3)
_used = select(_code.label("code")).where(Number.c.e164.is_not(None)).distinct().subquery("used_area_code")
_Area = shared(
    "area_code",
    select(
        _used.c.code,
        case({code: home for code, (home, _) in AREA_CODES.items()}, value=_used.c.code, else_=None).label("home"),
        case(
            {code: f" {home} {touches} " for code, (home, touches) in AREA_CODES.items()},
            value=_used.c.code,
            else_=None,
        ).label("states"),
    ),
    index="code",
)
"""The area codes of the inventory; ``states`` are all in which one may be used."""
_elsewhere = (
    select(Device.c.id)
    .where(Device.c.e164 == Number.c.e164, Device.c.endpoint_kind == "offprem")
    .correlate(Number)
    .exists()
)
"""Numbers of people who work elsewhere say nothing of the site."""


@rule(
    code="NUM-011",
    name="Number's rate centre far from site",
    severity=Severity.MINOR,
    basis=Basis.PRACTICE,
    among=Among(
        name="active numbers of sites",
        tables=("number",),
        query=looked_at(
            Number,
            "number",
            literal("area code ") + _code + literal(" at ") + Number.c.site,
            Number.c.site,
            _Area.c.home,
            SitePlace.c.state,
        )
        .select_from(Number)
        .join(_Area, _Area.c.code == _code)
        .join(Site, and_(Site.c.code == Number.c.site, first_site))
        .join(SiteAddress, SiteAddress.c.id == Site.c.address_id, isouter=True)
        .join(SitePlace, SitePlace.c.id == SiteAddress.c.place_id, isouter=True)
        .where(number_active, local, not_(is_in(Number.c.service, "cell")), not_(_elsewhere)),
    ),
    message="Numbers of {subject} are at home in {home}, and the site is in {state}.",
    fix="Ask the provider how their 911 calls are routed (types of service 2 and 5 go to a default), and test one.",
    cites=("NENA-STA-015 type of service", "practice"),
    needs=("number.e164", "number.site or number.location or number.street", "site.state or site.street"),
    points_at=("e164",),
    bad="""
        Sites: Site Code | Street Address | City  | State | ZIP
               TULSA     | 20 Boston Ave  | Tulsa | OK    | 74103
        Numbers: Telephone Number | Status | Site Code
                 212-555-0142     | active | TULSA
                 416-555-0143     | active | TULSA
    """,
    good="""
        Sites: Site Code | Street Address     | City        | State | ZIP
               TULSA     | 20 Boston Ave      | Tulsa       | OK    | 74103
               KC        | 904 River Bluff St | Kansas City | KS    | 66101
        Numbers: Telephone Number | Status       | Site Code | Service
                 918-555-0142     | active       | TULSA     |
                 816-555-0143     | active       | KC        |
                 212-555-0144     | disconnected | TULSA     |
                 212-555-0145     | active       | TULSA     | cellular
                 800-555-0146     | active       | TULSA     |
    """,
    more={
        "all numbers of one area code are one finding, and remote workers are none": (
            """
            Sites: Site Code | Street Address | City  | State | ZIP
                   TULSA     | 20 Boston Ave  | Tulsa | OK    | 74103
            Numbers: Telephone Number | Status | Site Code
                     212-555-0142     | active | TULSA
                     212-555-0143     | active | TULSA
                     312-555-0144     | active | TULSA
            Devices: Device Name | Telephone Number | Endpoint Kind
                     Laptop 1    | 312-555-0144     | offprem
            """,
            1,
        ),
        "a site without a state, and an area code of no state": (
            """
            Sites: Site Code | Street Address | City  | State | ZIP
                   TULSA     | 20 Boston Ave  | Tulsa |       |
                   DALLAS    | 8 Elm St       |       | TX    | 75201
            Numbers: Telephone Number | Status | Site Code
                     212-555-0142     | active | TULSA
                     876-555-0143     | active | DALLAS
            """,
            0,
        ),
    },
)
def far_from_home() -> Condition:
    """A number whose exchange is in another state reaches the 911 centre there, unless the provider routes by address.

    An area code is at home in its state and in those that it touches; an unknown one is not judged.
    """
    here = func.nullif(SitePlace.c.state, "")
    return not_(_Area.c.states.contains(BLANK + here + BLANK))
