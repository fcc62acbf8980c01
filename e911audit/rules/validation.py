"""Family LOC, part on validation: what the databases answered, and how long ago."""

from sqlalchemy import ColumnElement, and_, case, func, literal, not_, or_

from e911audit.model.tables import Location
from e911audit.rules.elins import Record911
from e911audit.rules.places import USED_LOCATIONS
from e911audit.rules.rule import Among, Condition, day, given, is_in, rule
from e911audit.values import Basis, Severity

REFUSED = ("invalid", "reject", "fail", "no match", "not found", "not valid", "not validated", "error", "ambiguous")
"""Words of an answer that says no; RFC 5222 lists the parts of the address that are ``invalid``."""
NONE_REFUSED = ("invalid: none", "invalid=none", "invalid: 0", "invalid=0", "no invalid", "no error", "0 errors")
"""Words by which an answer says that nothing is refused."""
LEFT_OPEN = ("unchecked", "partial", "pending", "near match", "corrected", "unverified")
"""Words of an answer that leaves parts of the address open."""
AUTHORITIES = ("msag", "lvf")
"""Whose word is the 911 authority's own."""


def _says(answer: ColumnElement[str], words: tuple[str, ...]) -> Condition:
    return or_(*(answer.contains(word) for word in words))


_answer = func.lower(func.trim(Location.c.validation_result))
_harmless: ColumnElement[str] = _answer
for _words in NONE_REFUSED:
    _harmless = func.replace(_harmless, _words, "")
_refused = or_(
    case((_says(_answer, REFUSED), _says(_harmless, REFUSED)), else_=False),
    func.coalesce(Record911.c.provider_status == "rejected", False),
)
_told = case(
    (given(Location.c.validation_result), literal("'") + Location.c.validation_result + literal("'")),
    else_="the provider rejected the record of its ELIN",
)


def _left_open() -> Condition:
    return not_(_refused)


@rule(
    code="LOC-031",
    name="Validation answered invalid",
    severity=Severity.BLOCKER,
    basis=Basis.STANDARD,
    milder=(Severity.INFO, _left_open),
    among=Among(
        name=USED_LOCATIONS.name,
        tables=USED_LOCATIONS.tables,
        query=USED_LOCATIONS.query.add_columns(_told.label("told")).join(
            Record911, Record911.c.e164 == Location.c.elin, isouter=True
        ),
    ),
    message="The validation of {subject} was not answered with yes: {told}.",
    fix="Correct the parts that were refused and validate again; a part that is unchecked has to be proved otherwise.",
    cites=("RFC 5222", "provider's answer"),
    needs=("location.validation_result or e911_record.provider_status",),
    points_at=("validation_result", "elin", "validation"),
    bad="""
        Locations: Location ID | Street Address   | City   | State | ELIN         | Validation | Validation Result
                   HQ-1        | 100 Congress Ave | Austin | TX    |              | lvf        | invalid: HNO, RD
                   HQ-2        | 102 Congress Ave | Austin | TX    |              | provider   | Rejected
                   HQ-3        | 104 Congress Ave | Austin | TX    |              | lvf        | unchecked: FLR
        Devices: Device Name | Endpoint Kind | Location ID
                 Phone 1     | fixed_onprem  | HQ-1
                 Phone 2     | fixed_onprem  | HQ-2
                 Phone 3     | fixed_onprem  | HQ-3
    """,
    good="""
        Locations: Location ID | Street Address   | City   | State | Validation | Validation Result
                   HQ-1        | 100 Congress Ave | Austin | TX    | lvf        | valid: HNO, RD; invalid: none
                   HQ-2        | 102 Congress Ave | Austin | TX    | msag       | valid
                   HQ-3        | 104 Congress Ave | Austin | TX    | provider   | Validated
                   HQ-4        | 106 Congress Ave | Austin | TX    | msag       |
                   SPARE-1     | 108 Congress Ave | Austin | TX    | lvf        | invalid: HNO
        Devices: Device Name | Endpoint Kind | Location ID
                 Phone 1     | fixed_onprem  | HQ-1
                 Phone 2     | fixed_onprem  | HQ-2
                 Phone 3     | fixed_onprem  | HQ-3
                 Phone 4     | fixed_onprem  | HQ-4
    """,
    more={
        "the provider rejected the record of its ELIN": (
            """
            Locations: Location ID | Street Address   | City   | State | ELIN
                       HQ-1        | 100 Congress Ave | Austin | TX    | 212-555-0190
                       HQ-2        | 102 Congress Ave | Austin | TX    | 212-555-0191
            E911 Records: TN           | House Number | Street Name  | Community | Validation Status
                          212-555-0190 | 100          | CONGRESS AVE | AUSTIN    | failed
                          212-555-0191 | 102          | CONGRESS AVE | AUSTIN    | validated
            Devices: Device Name | Endpoint Kind | Location ID
                     Phone 1     | fixed_onprem  | HQ-1
                     Phone 2     | fixed_onprem  | HQ-2
            """,
            1,
        ),
    },
)
def answered_invalid() -> Condition:
    """A location database that refuses an address will not route a call from it; the call goes to a default instead.

    A provider's word that all is well proves nothing here, for some say so of whatever a map knows: only an answer of
    the MSAG or of a location validation function (LVF) counts as yes.
    """
    answered = and_(given(Location.c.validation_result), is_in(Location.c.validation, *AUTHORITIES))
    return case(
        (_refused, True),
        (func.coalesce(_says(_answer, LEFT_OPEN), False), True),
        (answered, False),
        else_=None,
    )


@rule(
    code="LOC-033",
    name="Validation too old",
    severity=Severity.MINOR,
    basis=Basis.PRACTICE,
    among=Among(
        name=USED_LOCATIONS.name,
        tables=USED_LOCATIONS.tables,
        query=USED_LOCATIONS.query.add_columns(Location.c.validated_on.label("validated_on")),
    ),
    message="{subject} was validated on {validated_on}, more than {days} days ago.",
    fix="Validate it again.",
    cites=("practice",),
    needs=("location.validated_on",),
    points_at=("validated_on", "validation"),
    options={"days": 365},
    bad="""
        Locations: Location ID | Street Address   | City   | State | Validation | Validated On
                   HQ-1        | 100 Congress Ave | Austin | TX    | msag       | 2025-11-21
        Devices: Device Name | Endpoint Kind | Location ID
                 Phone 1     | fixed_onprem  | HQ-1
    """,
    good="""
        Locations: Location ID | Street Address   | City   | State | Validation | Validated On
                   HQ-1        | 100 Congress Ave | Austin | TX    | msag       | 2025-11-22
                   HQ-2        | 102 Congress Ave | Austin | TX    | msag       |
                   SPARE-1     | 104 Congress Ave | Austin | TX    | msag       | 2019-11-22
        Devices: Device Name | Endpoint Kind | Location ID
                 Phone 1     | fixed_onprem  | HQ-1
                 Phone 2     | fixed_onprem  | HQ-2
    """,
)
def validated_long_ago(days: int) -> Condition:
    """Streets are renamed and house numbers given anew; the 911 database follows, and an old answer does not."""
    return Location.c.validated_on < day("as_of", days)
