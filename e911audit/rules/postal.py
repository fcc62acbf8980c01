"""Family LOC, fifth part: whether city, state and ZIP can belong together."""

from sqlalchemy import or_

from e911audit.model.tables import Place
from e911audit.rules.places import ANY_ADDRESS, WRITTEN_ADDRESSES
from e911audit.rules.rule import Condition, rule
from e911audit.values import Basis, Severity


def _only_postal() -> Condition:
    """Tell where the state is right for the ZIP, so that only the post's own names disagree."""
    return Place.c.zip_fault == ""


@rule(
    code="LOC-016",
    name="State / ZIP mismatch",
    severity=Severity.MAJOR,
    basis=Basis.PRACTICE,
    among=WRITTEN_ADDRESSES,
    message="{subject} has '{written}': {zip_trouble}.",
    fix="Correct the state, the city or the ZIP code; keep a city that the county's MSAG uses.",
    cites=("practice",),
    needs=(ANY_ADDRESS,),
    points_at=("zip", "state", "street"),
    bad="""
        Sites: Site Code | Street Address   | City   | State | ZIP
               HQ        | 100 Congress Ave | Austin | TX    | 10001
    """,
    good="""
        Sites: Site Code | Street Address   | City          | State | ZIP
               HQ        | 100 Congress Ave | Austin        | TX    | 78701
               HILLS     | 70 Austin St     | Flushing      | NY    | 11375
               LOUIS     | 8 Elm St         | St. Louis     | MO    | 63101
               NOWHERE   | 9 Elm St         | Austin        | TX    |
    """,
    more={
        "a city, or a ZIP of PO boxes, that is odd for the rest": (
            """
            Sites: Site Code | Street Address   | City       | State | ZIP
                   DALLAS    | 100 Congress Ave | Dallas     | TX    | 78701
                   BOXES     | 101 Congress Ave | Austin     | TX    | 78760
                   ODD       | 102 Congress Ave | Austin     | TX    | 78700
            """,
            3,
        ),
        "a post box may have a ZIP of post boxes": (
            """
            Sites: Site Code | Street Address | City   | State | ZIP
                   BOX       | PO Box 12      | Austin | TX    | 78760
            """,
            0,
        ),
    },
    milder=(Severity.MINOR, _only_postal),
)
def zip_of_another_state() -> Condition:
    """Two parts that contradict each other mean that one was copied from another record, perhaps with the street.

    A ZIP of another state contradicts the address. A city that the post does not use there, or a ZIP that only holds
    PO boxes, is a doubt: the community of the 911 centre need not be the city of the post.
    """
    return or_(Place.c.zip_fault != "", Place.c.postal_doubt != "")
