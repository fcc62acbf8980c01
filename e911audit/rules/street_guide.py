"""Family MSA: 911 records beside the street guide, which ``intake/guide.py`` compared once all sheets were there."""

from sqlalchemy import ColumnElement, String, and_, case, cast, func, literal, or_

from e911audit.model.tables import E911Record, MsagRange
from e911audit.places.msag_ranges import Reason
from e911audit.rules.ali_records import HAS_STREET, NENA, RECORDS
from e911audit.rules.rule import Among, Condition, rule
from e911audit.rules.subjects import looked_at
from e911audit.values import Basis, Severity

NO_STREET = (Reason.COMMUNITY, Reason.STREET, Reason.PARTS)
NO_NUMBER = (Reason.RANGE, Reason.PARITY)
GAP = 50
"""Numbers of one side of a street, half a block: where more are missing between two ranges there is no house."""


def _street() -> ColumnElement[str]:
    """The range as people name it: ``N MAIN ST, ROUND ROCK, 101-199``."""
    blank, comma = literal(" "), literal(", ")
    street = (
        func.coalesce(MsagRange.c.predir + blank, "")
        + MsagRange.c.street_name
        + func.coalesce(blank + MsagRange.c.street_suffix, "")
        + func.coalesce(blank + MsagRange.c.postdir, "")
    )
    ends = [func.coalesce(cast(end, String), "?") for end in (MsagRange.c.low, MsagRange.c.high)]
    return street + func.coalesce(comma + MsagRange.c.community, "") + comma + ends[0] + literal("-") + ends[1]


_trouble = func.coalesce(func.nullif(MsagRange.c.range_fault, ""), MsagRange.c.range_doubt, "")
RANGES = Among(
    name="ranges of the street guide",
    tables=("msag_range",),
    query=looked_at(MsagRange, "msag_range", _street(), literal(""), _trouble.label("trouble")),
)

_GUIDE = """
        MSAG: Pre Directional | Street Name | Street Suffix | Low | High | Community  | State | Parity | ESN
              N               | MAIN        | ST            | 101 | 199  | ROUND ROCK | TX    | odd    | 231
              N               | MAIN        | ST            | 100 | 198  | ROUND ROCK | TX    | even   | 231"""


@rule(
    code="MSA-004",
    name="Street not in MSAG",
    severity=Severity.BLOCKER,
    basis=Basis.STANDARD,
    among=RECORDS,
    message="{subject} has a 911 record whose street is not in the street guide: {msag_told}.",
    fix="Correct the record to the spelling of the MSAG, or ask the county to add the street.",
    cites=(NENA, "DBMS error 709"),
    needs=HAS_STREET,
    points_at=("street_name", "street", "community"),
    bad=f"""{_GUIDE}
        E911 Records: Telephone Number | House Number | Pre Directional | Street Name | Street Suffix | Community
                      212-555-0142     | 101          | S               | MAIN        | ST            | ROUND ROCK
                      212-555-0143     | 101          | N               | MAIN        | RD            | ROUND ROCK
                      212-555-0144     | 101          |                 | ELM         | ST            | ROUND ROCK
    """,
    good=f"""{_GUIDE}
        E911 Records: Telephone Number | House Number | Pre Directional | Street Name | Street Suffix | Community
                      212-555-0142     | 101          | N               | Main        | St.           | Round Rock
                      212-555-0143     | 198          | N               | MAIN        | ST            | ROUND ROCK
    """,
    more={
        "a guide of another county says nothing": (
            f"""{_GUIDE}
        E911 Records: Telephone Number | House Number | Street Name | Street Suffix | Community  | ZIP
                      212-555-0142     | 101          | ELM         | ST            | DALLAS     | 75201
            """,
            0,
        ),
        "the post's city where the guide has its own community": (
            f"""{_GUIDE}
        E911 Records: Telephone Number | House Number | Street Name | Street Suffix | Community  | ZIP
                      212-555-0142     | 101          | N MAIN      | ST            | AUSTIN     | 78664
            """,
            1,
        ),
    },
)
def street_not_in_guide() -> Condition:
    """A 911 system routes by the street guide, so that a record which it lacks goes to a default and not to help.

    Nothing is said of places that the guide does not cover: their community, county and ZIP are not in it.
    """
    return E911Record.c.msag_reason.in_(NO_STREET)


@rule(
    code="MSA-005",
    name="House number out of range or parity",
    severity=Severity.BLOCKER,
    basis=Basis.STANDARD,
    among=RECORDS,
    message="{subject} has a 911 record whose house number the street guide does not hold: {msag_told}.",
    fix="Correct the house number, or ask the county to widen the range.",
    cites=(NENA, "DBMS error 701"),
    needs=(*HAS_STREET, "e911_record.house_number or e911_record.street", "msag_range.low", "msag_range.high"),
    points_at=("house_number", "street", "street_name"),
    bad=f"""{_GUIDE}
        E911 Records: Telephone Number | House Number | Pre Directional | Street Name | Street Suffix | Community
                      212-555-0142     | 250          | N               | MAIN        | ST            | ROUND ROCK
                      212-555-0143     | 199          | N               | MAIN        | ST            | ROUND ROCK
    """,
    good=f"""{_GUIDE}
        E911 Records: Telephone Number | House Number | Pre Directional | Street Name | Street Suffix | Community
                      212-555-0142     | 101          | N               | MAIN        | ST            | ROUND ROCK
    """,
    more={
        "a number of the other side of the street": (
            """
        MSAG: Street Name | Street Suffix | Low | High | Community  | State | Parity | ESN
              MAIN        | ST            | 101 | 199  | ROUND ROCK | TX    | odd    | 231
        E911 Records: Telephone Number | House Number | Street Name | Street Suffix | Community
                      212-555-0142     | 150          | MAIN        | ST            | ROUND ROCK
            """,
            1,
        ),
        "without its street in the guide a number is not judged": (
            f"""{_GUIDE}
        E911 Records: Telephone Number | House Number | Street Name | Street Suffix | Community
                      212-555-0142     | 250          | ELM         | ST            | ROUND ROCK
            """,
            0,
        ),
    },
)
def number_not_in_guide() -> Condition:
    """A house outside of every range has no emergency service number, and so no agency that is sent to it."""
    reason = E911Record.c.msag_reason
    return case((reason.in_(NO_STREET), None), else_=reason.in_(NO_NUMBER))


@rule(
    code="MSA-006",
    name="ESN differs from MSAG row",
    severity=Severity.MAJOR,
    basis=Basis.STANDARD,
    among=RECORDS,
    message="{subject} has a 911 record of ESN {esn}, where the street guide gives {msag_esn}.",
    fix="Send the record again with the ESN of the MSAG.",
    cites=(NENA,),
    needs=(*HAS_STREET, "e911_record.esn", "msag_range.esn"),
    points_at=("esn", "street_name"),
    bad=f"""{_GUIDE}
        E911 Records: Telephone Number | House Number | Street Name | Street Suffix | Community  | ESN
                      212-555-0142     | 101          | N MAIN      | ST            | ROUND ROCK | 240
    """,
    good=f"""{_GUIDE}
        E911 Records: Telephone Number | House Number | Street Name | Street Suffix | Community  | ESN
                      212-555-0142     | 101          | N MAIN      | ST            | ROUND ROCK | 00231
    """,
    more={
        "where ranges of two ESNs hold the number, one of them may be right and a third is not": (
            """
        MSAG: Street Name | Street Suffix | Low | High | Community  | State | Parity | ESN
              MAIN        | ST            | 100 | 199  | ROUND ROCK | TX    | both   | 231
              MAIN        | ST            | 150 | 299  | ROUND ROCK | TX    | both   | 240
        E911 Records: Telephone Number | House Number | Street Name | Street Suffix | Community  | ESN
                      212-555-0142     | 160          | MAIN        | ST            | ROUND ROCK | 240
                      212-555-0143     | 160          | MAIN        | ST            | ROUND ROCK | 250
            """,
            1,
        ),
    },
)
def esn_of_another_range() -> Condition:
    """The emergency service number decides which police, fire and ambulance the 911 centre sees for the call."""
    own = func.ltrim(func.upper(E911Record.c.esn), "0")
    return case((E911Record.c.msag_esn.is_(None), None), else_=own != E911Record.c.msag_esn)


@rule(
    code="MSA-009",
    name="MSAG ranges overlap or gap",
    severity=Severity.MINOR,
    basis=Basis.STANDARD,
    among=RANGES,
    message="{subject}: {trouble}.",
    fix="Report the range to the county, which keeps the guide.",
    cites=("NENA MSAG practice",),
    needs=("msag_range.street_name", "msag_range.low", "msag_range.high"),
    points_at=("low", "high", "street_name"),
    options={"gap": GAP},
    bad="""
        MSAG: Street Name | Street Suffix | Low | High | Community  | State | Parity | ESN
              MAIN        | ST            | 100 | 199  | ROUND ROCK | TX    | both   | 231
              MAIN        | ST            | 150 | 299  | ROUND ROCK | TX    | both   | 240
              OAK         | ST            | 299 | 200  | ROUND ROCK | TX    | both   | 231
    """,
    good="""
        MSAG: Street Name | Street Suffix | Low | High | Community  | State | Parity | ESN
              MAIN        | ST            | 101 | 199  | ROUND ROCK | TX    | odd    | 231
              MAIN        | ST            | 100 | 198  | ROUND ROCK | TX    | even   | 240
              MAIN        | ST            | 200 | 299  | ROUND ROCK | TX    | both   | 240
              MAIN        | ST            | 500 | 599  | ROUND ROCK | TX    | both   | 240
    """,
    more={
        "a short gap, and an overlap within one ESN": (
            """
        MSAG: Street Name | Street Suffix | Low | High | Community  | State | Parity | ESN
              MAIN        | ST            | 100 | 198  | ROUND ROCK | TX    | both   | 231
              MAIN        | ST            | 200 | 299  | ROUND ROCK | TX    | both   | 231
              MAIN        | ST            | 250 | 399  | ROUND ROCK | TX    | both   | 231
            """,
            2,
        ),
    },
    milder=(Severity.INFO, lambda: MsagRange.c.range_fault == ""),
)
def ranges_at_odds(gap: int) -> Condition:
    """Where two ranges of different ESNs hold one house, or none does, the guide cannot tell whom to send.

    A gap counts below so many numbers of one side; a gap, or an overlap within one ESN, is told for information.
    """
    doubtful = and_(MsagRange.c.range_doubt != "", MsagRange.c.range_gap < gap)
    return or_(MsagRange.c.range_fault != "", doubtful)
