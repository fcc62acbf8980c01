"""Family HYG, third part: is there more than a word in a cell, and more than one person behind it."""

from sqlalchemy import ColumnElement, and_, case, func, literal, not_, select

from e911audit.model.tables import Evidence, Line
from e911audit.rules.claims import CLAIMS, Claim
from e911audit.rules.rule import Among, Condition, blank, given, rule
from e911audit.rules.subjects import LIFE_SAFETY_LINES, about_line, line_proof
from e911audit.values import Basis, Severity


def _unproved(claim: Claim) -> Condition:
    """Tell where a line makes the claim and no evidence bears it out; never NULL."""
    answer = Line.c[claim.field]
    made = func.coalesce(answer, "").in_(claim.answers) if claim.answers else given(answer)
    meant = func.coalesce(Line.c.kind, "").in_(claim.line_kinds) if claim.line_kinds else literal(True)
    return and_(meant, made, not_(line_proof(*claim.proofs)))


def _claims_told() -> ColumnElement[str]:
    told: ColumnElement[str] = literal("")
    for claim in CLAIMS:
        told += case((_unproved(claim), f", {claim.claim}"), else_="")
    return func.substr(told, 3)


_claims = _claims_told()


@rule(
    code="HYG-002",
    name="Evidence missing for blocker family",
    severity=Severity.BLOCKER,
    basis=Basis.PRACTICE,
    among=Among(
        name=LIFE_SAFETY_LINES.name,
        tables=LIFE_SAFETY_LINES.tables,
        query=LIFE_SAFETY_LINES.query.add_columns(_claims.label("claims")),
    ),
    message="Of {subject} ({line_kind}) a cell alone says that {claims}; no evidence that passed bears it out.",
    fix="Test it, or have it attested by who answers for it, and record that as evidence.",
    cites=("practice: what sign-off rests on",),
    needs=(" or ".join(f"line.{claim.field}" for claim in CLAIMS), "evidence.kind"),
    points_at=("mfvn", "ups_covers_all", "destination_kind", "replacement", "e164", "circuit"),
    bad="""
        Lines: Line Number  | Line Type  | Destination Kind | UPS Covers All | MFVN
               212-555-0177 | elevator   | monitoring       | yes            |
               212-555-0178 | fire alarm |                  |                | yes
        Evidence: Subject      | Kind         | Date       | Result
                  212-555-0177 | owner ack    | 2026-11-10 | pass
                  212-555-0178 | ahj approval | 2026-11-10 | pending
    """,
    good="""
        Lines: Line Number  | Line Type  | Destination Kind | UPS Covers All | MFVN
               212-555-0177 | elevator   | monitoring       | yes            |
               212-555-0178 | fire alarm |                  |                | yes
               212-555-0179 | elevator   | voicemail        | no             |
        Evidence: Subject      | Kind          | Date       | Result
                  212-555-0177 | callback test | 2026-11-10 | pass
                  212-555-0177 | battery test  | 2026-11-10 | pass
                  212-555-0178 | vendor ack    | 2026-11-10 | pass
    """,
    more={
        "a replacement that is only a text": (
            """
            Lines: Line Number  | Line Type | Action | Replacement
                   212-555-0177 | elevator  | remove | cellular unit ordered
                   212-555-0178 | elevator  | remove | cellular unit
                   212-555-0179 | fax       | remove | none needed
            Evidence: Subject      | Kind          | Date       | Result
                      212-555-0178 | callback test | 2026-11-10 | pass
            """,
            1,
        ),
    },
)
def taken_at_its_word() -> Condition:
    """A word in a cell clears the gravest rules as well as a test does, and costs nobody a trip to the basement."""
    return _claims != ""


APPROVALS = ("ahj_approval", "inspection", "vendor_ack", "insurance_consent")
"""Kinds of evidence in which somebody else than the owner must say yes; the owner's own consent is ``owner_ack``."""
_approved_by_owner = (
    select(Evidence.c.id)
    .where(about_line, Evidence.c.kind.in_(APPROVALS), func.upper(Evidence.c.by) == func.upper(Line.c.owner))
    .correlate(Line)
    .exists()
)


@rule(
    code="HYG-005",
    name="Same person requests and approves",
    severity=Severity.INFO,
    basis=Basis.PRACTICE,
    among=Among(
        name=LIFE_SAFETY_LINES.name,
        tables=LIFE_SAFETY_LINES.tables,
        query=LIFE_SAFETY_LINES.query.add_columns(func.coalesce(Line.c.owner, "").label("owner")),
    ),
    message="{owner} owns {subject} ({line_kind}) and also signed an approval for it.",
    fix="Have a second person approve.",
    cites=("practice",),
    needs=("line.owner", "evidence.by"),
    points_at=("owner",),
    bad="""
        Lines: Line Number  | Line Type | Owner
               212-555-0177 | elevator  | Ana Novak
        Evidence: Subject      | Kind       | Date       | By        | Result
                  212-555-0177 | inspection | 2026-11-10 | ana novak | pass
    """,
    good="""
        Lines: Line Number  | Line Type | Owner
               212-555-0177 | elevator  | Ana Novak
               212-555-0178 | fax       | Ana Novak
        Evidence: Subject      | Kind       | Date       | By        | Result
                  212-555-0177 | inspection | 2026-11-10 | Luis Hale | pass
                  212-555-0177 | owner ack  | 2026-11-10 | Ana Novak | pass
                  212-555-0178 | vendor ack | 2026-11-10 | Ana Novak | pass
    """,
    more={
        "a line without an owner is not judged": (
            """
            Lines: Line Number  | Line Type | Owner
                   212-555-0177 | elevator  |
            Evidence: Subject      | Kind       | Date       | By        | Result
                      212-555-0177 | inspection | 2026-11-10 | Ana Novak | pass
            """,
            0,
        ),
    },
)
def one_pair_of_eyes() -> Condition:
    """Whoever wants a line moved is the last to see why it should stay."""
    return case((blank(Line.c.owner), None), else_=_approved_by_owner)
