"""Family MSA, fifth part: addresses beside the street guide as a whole, by community and by site."""

from typing import Any

from sqlalchemy import ColumnElement, and_, case, func, not_, select, union_all

from e911audit.model.tables import Address, E911Record, Location, Place, Site
from e911audit.places.msag_ranges import HELD
from e911audit.rules.ali_records import HAS_STREET, NENA, RECORDS
from e911audit.rules.rule import Among, Condition, rule
from e911audit.rules.shared import shared
from e911audit.rules.subjects import SiteAddress, SitePlace, first_site, looked_at
from e911audit.values import Basis, Severity


@rule(
    code="MSA-007",
    name="Community is postal, not MSAG",
    severity=Severity.MINOR,
    basis=Basis.STANDARD,
    among=RECORDS,
    message="{subject} has a 911 record with the city of the post, where the community of the street guide is "
    "{msag_community}.",
    fix="Send the record again with the community of the MSAG; mail may keep its city.",
    cites=(NENA,),
    needs=(*HAS_STREET, "e911_record.zip or e911_record.street", "e911_record.community", "msag_range.community"),
    points_at=("community",),
    bad="""
        MSAG: Street Name | Street Suffix | Low | High | Community    | State | Parity | ESN
              MAIN        | ST            | 100 | 199  | BRUSHY CREEK | TX    | both   | 231
              OAK         | ST            | 100 | 199  | ROUND ROCK   | TX    | both   | 231
        E911 Records: Telephone Number | House Number | Street Name | Street Suffix | Community  | State | ZIP
                      212-555-0142     | 101          | MAIN        | ST            | ROUND ROCK | TX    | 78664
    """,
    good="""
        MSAG: Street Name | Street Suffix | Low | High | Community    | State | Parity | ESN
              MAIN        | ST            | 100 | 199  | BRUSHY CREEK | TX    | both   | 231
              OAK         | ST            | 100 | 199  | ROUND ROCK   | TX    | both   | 231
        E911 Records: Telephone Number | House Number | Street Name | Street Suffix | Community    | State | ZIP
                      212-555-0142     | 101          | MAIN        | ST            | BRUSHY CREEK | TX    | 78664
                      212-555-0143     | 101          | OAK         | ST            | ROUND ROCK   | TX    | 78664
    """,
    more={
        "a number that the other community has not, a street of two communities, a city that is none of the post's": (
            """
        MSAG: Street Name | Street Suffix | Low | High | Community    | State | Parity | ESN
              MAIN        | ST            | 100 | 199  | BRUSHY CREEK | TX    | both   | 231
              ELM         | ST            | 100 | 199  | BRUSHY CREEK | TX    | both   | 231
              ELM         | ST            | 100 | 199  | HUTTO        | TX    | both   | 231
              OAK         | ST            | 100 | 199  | ROUND ROCK   | TX    | both   | 231
        E911 Records: Telephone Number | House Number | Street Name | Street Suffix | Community  | State | ZIP
                      212-555-0142     | 900          | MAIN        | ST            | ROUND ROCK | TX    | 78664
                      212-555-0143     | 101          | ELM         | ST            | ROUND ROCK | TX    | 78664
                      212-555-0144     | 101          | MAIN        | ST            | AUSTIN     | TX    | 78664
            """,
            0,
        ),
        "a guide of another county, which has a street of the same name": (
            """
        MSAG: Street Name | Street Suffix | Low | High | Community    | State | Parity | ESN
              MAIN        | ST            | 100 | 199  | BRUSHY CREEK | TX    | both   | 231
        E911 Records: Telephone Number | House Number | Street Name | Street Suffix | Community | State | ZIP
                      212-555-0142     | 101          | MAIN        | ST            | DALLAS    | TX    | 75201
            """,
            0,
        ),
    },
)
def city_of_the_post() -> Condition:
    """The post and the 911 authority draw their borders differently; a database knows only the names of the latter."""
    return E911Record.c.msag_community != ""


def _own_or_site(name: str) -> ColumnElement[Any]:
    """What is known of the place of a location: of its own address, else of its site's."""
    return case((Address.c.civic, Place.c[name]), else_=SitePlace.c[name])


_has_locations = select(Location.c.id).where(Location.c.site == Site.c.code).correlate(Site).exists()
_GuidedLocation = shared(
    "guided_location",
    union_all(
        looked_at(
            Location,
            "site",
            func.coalesce(Location.c.site, "without a site"),
            Location.c.site,
            Location.c.code.label("location"),
            _own_or_site("msag_reason").label("msag_reason"),
            _own_or_site("msag_told").label("msag_told"),
        )
        .select_from(Location)
        .join(Address, Address.c.id == Location.c.address_id, isouter=True)
        .join(Place, Place.c.id == Address.c.place_id, isouter=True)
        .join(Site, and_(Site.c.code == Location.c.site, first_site), isouter=True)
        .join(SiteAddress, SiteAddress.c.id == Site.c.address_id, isouter=True)
        .join(SitePlace, SitePlace.c.id == SiteAddress.c.place_id, isouter=True)
        .where(not_(Location.c.repeats)),
        looked_at(
            Site,
            "site",
            Site.c.code,
            Site.c.code,
            Site.c.code.label("location"),
            SitePlace.c.msag_reason,
            SitePlace.c.msag_told,
        )
        .select_from(Site)
        .join(SiteAddress, SiteAddress.c.id == Site.c.address_id, isouter=True)
        .join(SitePlace, SitePlace.c.id == SiteAddress.c.place_id, isouter=True)
        .where(first_site, not_(_has_locations)),
    ),
    index="subject",
)
"""Every location by its site, with the answer of the street guide; a site without locations is one itself."""
_is_held = _GuidedLocation.c.msag_reason.in_(HELD)
MatchRate = shared(
    "match_rate",
    select(
        _GuidedLocation.c.subject.label("site"),
        func.sum(case((_is_held, 1), else_=0)).label("matched"),
        func.count().label("locations"),
    )
    .where(_GuidedLocation.c.msag_reason.is_not(None))
    .group_by(_GuidedLocation.c.subject),
    index="site",
)
"""How many locations of each site the guide holds, of those that it covers."""


@rule(
    code="MSA-010",
    name="Match rate below target",
    severity=Severity.MAJOR,
    basis=Basis.STANDARD,
    among=Among(
        name="locations",
        tables=("location", "site"),
        query=select(
            *_GuidedLocation.c,
            MatchRate.c.matched,
            MatchRate.c.locations,
            (100 * MatchRate.c.matched // MatchRate.c.locations).label("rate"),
        ).join(MatchRate, MatchRate.c.site == _GuidedLocation.c.subject, isouter=True),
    ),
    message="{subject}: the street guide holds {matched} of {locations} locations ({rate} %), where {target} % are "
    "wanted before a migration; of {location} it says: {msag_told}.",
    fix="Correct the addresses to the MSAG, or ask the county to add them, before the migration.",
    cites=("NENA 71-501", "98 % practice"),
    needs=("location.street or location.site or site.street", "msag_range.street_name"),
    points_at=("street", "code"),
    options={"target": 98},
    bad="""
        MSAG: Street Name | Street Suffix | Low | High | Community  | State | Parity | ESN
              MAIN        | ST            | 100 | 199  | ROUND ROCK | TX    | both   | 231
        Sites: Site Code | Street Address | City       | State | ZIP
               HQ        | 101 Main St    | Round Rock | TX    | 78664
        Locations: Location ID | Site Code | Street Address | City       | State | ZIP
                   HQ-1        | HQ        |                |            |       |
                   HQ-2        | HQ        | 9 Nowhere Ln   | Round Rock | TX    | 78664
    """,
    good="""
        MSAG: Street Name | Street Suffix | Low | High | Community  | State | Parity | ESN
              MAIN        | ST            | 100 | 199  | ROUND ROCK | TX    | both   | 231
        Sites: Site Code | Street Address | City       | State | ZIP
               HQ        | 101 Main St    | Round Rock | TX    | 78664
        Locations: Location ID | Site Code | Street Address     | City       | State | ZIP
                   HQ-1        | HQ        |                    |            |       |
                   HQ-2        | HQ        | 198 Main Street    | Round Rock | TX    | 78664
    """,
    more={
        "two sites, of which one has no locations and one is of another county": (
            """
        MSAG: Street Name | Street Suffix | Low | High | Community  | State | Parity | ESN
              MAIN        | ST            | 100 | 199  | ROUND ROCK | TX    | both   | 231
        Sites: Site Code | Street Address | City       | State | ZIP
               HQ        | 901 Main St    | Round Rock | TX    | 78664
               FAR       | 9 Nowhere Ln   | Dallas     | TX    | 75201
            """,
            1,
        ),
        "one of fifty is 98 %": (
            """
        MSAG: Street Name | Street Suffix | Low | High | Community  | State | Parity | ESN
              MAIN        | ST            | 100 | 199  | ROUND ROCK | TX    | both   | 231
        Locations: Location ID | Site Code | Street Address | City | State | ZIP
                   HQ-0 | HQ | 901 Main St | Round Rock | TX | 78664
"""
            + "".join(
                f"                   HQ-{n} | HQ | {100 + n} Main St | Round Rock | TX | 78664\n" for n in range(1, 50)
            ),
            0,
        ),
        "one of forty-nine is not": (
            """
        MSAG: Street Name | Street Suffix | Low | High | Community  | State | Parity | ESN
              MAIN        | ST            | 100 | 199  | ROUND ROCK | TX    | both   | 231
        Locations: Location ID | Site Code | Street Address | City | State | ZIP
                   HQ-0 | HQ | 901 Main St | Round Rock | TX | 78664
"""
            + "".join(
                f"                   HQ-{n} | HQ | {100 + n} Main St | Round Rock | TX | 78664\n" for n in range(1, 49)
            ),
            1,
        ),
    },
)
def too_few_in_the_guide(target: int) -> Condition:
    """What the street guide does not hold, the 911 database refuses: those telephones keep an old address or have none.

    Locations of places that the guide does not cover count neither way.
    """
    rare = 100 * MatchRate.c.matched < target * MatchRate.c.locations
    reason = _GuidedLocation.c.msag_reason
    return case((reason.is_(None), None), else_=and_(rare, reason.not_in(HELD)))
