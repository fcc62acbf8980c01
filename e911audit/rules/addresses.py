"""Family LOC, first part: is what was written an address to which an ambulance can drive.

"Dispatchable location" is the term of 47 CFR 9.3: a validated street address and whatever else is needed to find the
caller (suite, floor, room or similar).
"""

from sqlalchemy import and_, or_

from e911audit.model.tables import Place
from e911audit.places.place import SECOND_ADDRESS
from e911audit.rules.places import ANY_ADDRESS, WRITTEN_ADDRESSES
from e911audit.rules.rule import Condition, rule
from e911audit.values import Basis, Severity


@rule(
    code="LOC-002",
    name="Placeholder address",
    severity=Severity.BLOCKER,
    basis=Basis.LAW,
    among=WRITTEN_ADDRESSES,
    message="{subject} has the placeholder '{written}' where its address belongs.",
    fix="Enter the service address.",
    cites=("47 CFR 9.3 dispatchable location",),
    needs=(ANY_ADDRESS,),
    points_at=("street", "city"),
    bad="""
        Sites: Site Code | Street Address | City   | State | ZIP
               HQ        | TBD            | Austin | TX    | 78701
               DEPOT     | see notes      | Austin | TX    | 78701
    """,
    good="""
        Sites: Site Code | Street Address   | City   | State | ZIP
               HQ        | 100 Congress Ave | Austin | TX    | 78701
    """,
)
def placeholder_address() -> Condition:
    """A word such as TBD or SEE NOTES looks like data to a program and sends nobody to an emergency."""
    return Place.c.kind == "placeholder"


@rule(
    code="LOC-003",
    name="PO box or general delivery",
    severity=Severity.BLOCKER,
    basis=Basis.LAW,
    among=WRITTEN_ADDRESSES,
    message="{subject} has the mail box '{written}' instead of a street address.",
    fix="Replace it by the street address of the building.",
    cites=("47 CFR 9.3", "RFC 5139 POBOX"),
    needs=(ANY_ADDRESS,),
    points_at=("street",),
    bad="""
        Sites: Site Code | Street Address | City   | State | ZIP
               HQ        | PO Box 123     | Austin | TX    | 78701
    """,
    good="""
        Sites: Site Code | Street Address   | City   | State | ZIP
               HQ        | 100 Congress Ave | Austin | TX    | 78701
    """,
    more={
        "a street may be called Box": (
            """
            Sites: Site Code | Street Address | City   | State | ZIP
                   HQ        | 12 Box Elder Rd | Austin | TX   | 78701
            """,
            0,
        ),
    },
)
def mail_box() -> Condition:
    """Mail waits in a box at a post office; the person who calls 911 is somewhere else."""
    return Place.c.kind == "po_box"


@rule(
    code="LOC-004",
    name="Private mail box / CMRA / virtual office",
    severity=Severity.BLOCKER,
    basis=Basis.PRACTICE,
    among=WRITTEN_ADDRESSES,
    message="{subject} has '{written}', a private mail box or virtual office where nobody works.",
    fix="Find the physical premises and enter their address.",
    cites=("47 CFR 9.3",),
    needs=(ANY_ADDRESS,),
    points_at=("street", "interior"),
    bad="""
        Sites: Site Code | Street Address       | City   | State | ZIP
               HQ        | 100 Main St PMB 204  | Austin | TX    | 78701
    """,
    good="""
        Sites: Site Code | Street Address       | City   | State | ZIP
               HQ        | 100 Main St Ste 204  | Austin | TX    | 78701
    """,
)
def private_mail_box() -> Condition:
    """A mail shop has a valid street address, so it passes every postal check and still misleads the ambulance."""
    return Place.c.kind == "private_mailbox"


@rule(
    code="LOC-005",
    name="Rural route / HC box",
    severity=Severity.MAJOR,
    basis=Basis.STANDARD,
    among=WRITTEN_ADDRESSES,
    message="{subject} has the mail route '{written}' instead of a civic address.",
    fix="Ask the county's 911 office for the civic address.",
    cites=("MSAG practice",),
    needs=(ANY_ADDRESS,),
    points_at=("street",),
    bad="""
        Sites: Site Code | Street Address | City | State | ZIP
               FARM      | RR 2 Box 10    | Ely  | MN    | 55731
    """,
    good="""
        Sites: Site Code | Street Address      | City | State | ZIP
               FARM      | 1482 County Road 21 | Ely  | MN    | 55731
    """,
)
def rural_route() -> Condition:
    """A route and box tell a mail carrier's order of stops; counties gave these houses numbers for 911."""
    return Place.c.kind == "rural_route"


@rule(
    code="LOC-006",
    name="City or ZIP only",
    severity=Severity.BLOCKER,
    basis=Basis.LAW,
    among=WRITTEN_ADDRESSES,
    message="{subject} has only '{written}': the street or the house number is missing.",
    fix="Complete the street address.",
    cites=("47 CFR 9.3",),
    needs=(ANY_ADDRESS,),
    points_at=("street", "city", "zip"),
    bad="""
        Sites: Site Code | Street Address | City   | State | ZIP
               HQ        |                | Austin | TX    | 78701
               DEPOT     | Congress Ave   | Austin | TX    | 78701
    """,
    good="""
        Sites: Site Code | Street Address    | City    | State | ZIP
               HQ        | 100 Congress Ave  | Austin  | TX    | 78701
               WEST      | One Microsoft Way | Redmond | WA    | 98052
               NORTH     | W240N1234 Pewaukee Rd | Waukesha | WI | 53188
    """,
    more={
        "both ways of being incomplete are found": (
            """
            Sites: Site Code | Street Address | City   | State | ZIP
                   HQ        |                | Austin | TX    | 78701
                   DEPOT     | Congress Ave   | Austin | TX    | 78701
            """,
            2,
        ),
    },
)
def city_only() -> Condition:
    """Responders who know the city, or a street miles long, and nothing else have to search it."""
    no_house = and_(Place.c.kind == "street", Place.c.house == "")
    return or_(Place.c.kind == "city_only", no_house)


@rule(
    code="LOC-007",
    name="Intersection or descriptive location",
    severity=Severity.BLOCKER,
    basis=Basis.LAW,
    among=WRITTEN_ADDRESSES,
    message="{subject} describes a place, '{written}', instead of giving its address.",
    fix="Use the address; keep the words as location text.",
    cites=("47 CFR 9.3",),
    needs=(ANY_ADDRESS,),
    points_at=("street",),
    bad="""
        Sites: Site Code | Street Address       | City   | State | ZIP
               HQ        | Main St & 5th Ave    | Austin | TX    | 78701
               DEPOT     | Corner of Elm and 3rd | Austin | TX   | 78701
    """,
    good="""
        Sites: Site Code | Street Address   | City   | State | ZIP
               HQ        | 100 Congress Ave | Austin | TX    | 78701
    """,
)
def described_place() -> Condition:
    """A crossing has four corners and many doors, and a landmark is known only to those who live there."""
    return Place.c.kind.in_(("intersection", "landmark"))


@rule(
    code="LOC-017",
    name="Unparseable address",
    severity=Severity.MAJOR,
    basis=Basis.PRACTICE,
    among=WRITTEN_ADDRESSES,
    message="{subject} has '{written}', which could not be read as one address.",
    fix="Put street, city, state, ZIP and interior parts into their own columns.",
    cites=("practice",),
    needs=(ANY_ADDRESS,),
    points_at=("street",),
    bad="""
        Sites: Site Code | Street Address                     | City   | State | ZIP
               HQ        | ring twice then ask for the keeper |        |       |
               DEPOT     | 100 Congress Ave, 20 Brazos St     | Austin | TX    | 78701
    """,
    good="""
        Sites: Site Code | Street Address   | City   | State | ZIP
               HQ        | 100 Congress Ave | Austin | TX    | 78701
    """,
)
def unread_address() -> Condition:
    """What a program cannot read, a dispatcher's system cannot match to its map either."""
    return or_(Place.c.kind == "unread", Place.c.doubts.contains(SECOND_ADDRESS))
