"""Family HYG, second part: is there proof, is it fresh, was what failed tested again, and again after the cutover."""

from sqlalchemy import ColumnElement, and_, case, func, literal, not_, or_, select

from e911audit.model.tables import Evidence, Line
from e911audit.rules.claims import CLAIMS, Claim
from e911audit.rules.freshness import FRESHNESS
from e911audit.rules.proofs import kinds_told, outcome, proofs
from e911audit.rules.rule import Among, Condition, blank, day, given, rule
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


_reference = case((day("cutover") > day("as_of"), day("cutover")), else_=day("as_of"))
_too_old = case(
    *(
        (Evidence.c.kind == kind.kind, Evidence.c.on_date < day("cutover", kind.days_before))
        for kind in FRESHNESS
        if kind.days_before is not None
    ),
    else_=literal(False),
)
_expired = or_(func.coalesce(Evidence.c.expires_on < _reference, False), _too_old)
_newest = (
    func.row_number().over(
        partition_by=(Evidence.c.subject, Evidence.c.kind, outcome(Evidence)),
        order_by=(Evidence.c.on_date.desc().nulls_last(), Evidence.c.row.desc(), Evidence.c.sheet_id),
    )
    == 1
)
_latest = select(Evidence.c.id, _newest.label("newest")).subquery("latest_proof")
_passed = proofs("proofs that passed", kinds_told(func.coalesce(_expired, False)).label("kinds"))


@rule(
    code="HYG-003",
    name="Evidence expired",
    severity=Severity.MAJOR,
    basis=Basis.PRACTICE,
    among=Among(
        name=_passed.name,
        tables=_passed.tables,
        query=_passed.query.join(_latest, _latest.c.id == Evidence.c.id).where(
            _latest.c.newest, outcome(Evidence) == "pass"
        ),
    ),
    message="Evidence for {subject} is no longer fresh on the day that counts: {kinds}.",
    fix="Test or inspect again before the cutover and record it.",
    cites=("practice: freshness by kind of evidence",),
    needs=("run.cutover or evidence.expires_on", "evidence.on_date or evidence.expires_on"),
    points_at=("expires_on", "on_date", "subject"),
    bad="""
        Run: Cutover
             2026-12-15
        Evidence: Subject      | Kind         | Date       | Result | Expires On
                  212-555-0177 | inspection   | 2025-11-10 | pass   | 2026-11-30
                  HQ           | 911 test     | 2026-03-10 | pass   |
                  212-555-0178 | battery test | 2025-03-10 | pass   |
    """,
    good="""
        Run: Cutover
             2026-12-15
        Evidence: Subject      | Kind         | Date       | Result | Expires On
                  212-555-0177 | inspection   | 2025-11-10 | pass   | 2027-11-30
                  212-555-0177 | photo        | 2019-11-10 | pass   |
                  HQ           | 911 test     | 2026-03-10 | pass   |
                  HQ           | 911 test     | 2026-11-10 | pass   |
                  212-555-0178 | battery test | 2026-03-10 | pass   |
    """,
    more={
        "without a cutover only the date on it can decide": (
            """
            Evidence: Subject      | Kind       | Date       | Result | Expires On
                      212-555-0177 | inspection | 2024-11-10 | pass   | 2026-10-31
                      HQ           | 911 test   | 2020-03-10 | pass   |
            """,
            1,
        ),
        "two kinds of one subject are one finding": (
            """
            Run: Cutover
                 2026-12-15
            Evidence: Subject | Kind          | Date       | Result | Expires On
                      HQ      | 911 test      | 2026-03-10 | pass   |
                      HQ      | callback test | 2026-03-10 | pass   |
            """,
            1,
        ),
        "after the cutover what was fresh on its day still counts, unless its date has passed": (
            """
            Run: Cutover
                 2026-09-15
            Evidence: Subject | Kind       | Date       | Result | Expires On
                      HQ      | 911 test   | 2026-07-10 | pass   |
                      Lift 1  | inspection | 2025-11-10 | pass   | 2026-10-31
            """,
            1,
        ),
    },
)
def no_longer_fresh() -> Condition:
    """Since the last test, dial plans, carriers and batteries have changed; what it proved may no longer be so.

    Of each subject and kind the newest proof that passed counts. Its age on the day of the cutover is judged by
    ``data/freshness.csv``, the date on it by the later of the cutover and the day of the run.
    """
    return _expired


_Again = Evidence.alias("again")
_later = or_(
    _Again.c.on_date > Evidence.c.on_date,
    and_(
        func.coalesce(_Again.c.on_date == Evidence.c.on_date, True),
        _Again.c.sheet_id == Evidence.c.sheet_id,
        _Again.c.row > Evidence.c.row,
    ),
)
_repaired = (
    select(_Again.c.id)
    .where(_Again.c.subject == Evidence.c.subject, _Again.c.kind == Evidence.c.kind, outcome(_Again) == "pass", _later)
    .correlate(Evidence)
    .exists()
)
_failed = and_(outcome(Evidence) == "fail", not_(_repaired))


@rule(
    code="HYG-004",
    name="Evidence failed and not repeated",
    severity=Severity.BLOCKER,
    basis=Basis.PRACTICE,
    among=proofs("evidence", kinds_told(_failed).label("kinds")),
    message="For {subject} this failed and has not passed since: {kinds}.",
    fix="Repair what failed, test again and record it.",
    cites=("practice",),
    needs=("evidence.result or evidence.address_correct or evidence.callback_result",),
    points_at=("result", "address_correct", "callback_result", "subject"),
    bad="""
        Evidence: Subject      | Kind         | Date       | Result
                  212-555-0177 | station test | 2026-11-10 | pass
                  212-555-0177 | station test | 2026-11-12 | fail
                  HQ           | 911 test     | 2026-11-10 | fail
                  HQ           | 911 test     | 2026-11-12 | pending
    """,
    good="""
        Evidence: Subject      | Kind         | Date       | Result
                  212-555-0177 | station test | 2026-11-10 | fail
                  212-555-0177 | station test | 2026-11-10 | pass
                  HQ           | 911 test     | 2026-11-10 | fail
                  HQ           | 911 test     | 2026-11-12 | pass
    """,
    more={
        "another kind or another subject repairs nothing": (
            """
            Evidence: Subject | Kind          | Date       | Result
                      HQ      | 911 test      | 2026-11-10 | fail
                      HQ      | callback test | 2026-11-12 | pass
                      DEPOT   | 911 test      | 2026-11-12 | pass
            """,
            1,
        ),
        "a call that passed with the wrong address or without a callback failed": (
            """
            Evidence: Subject | Kind     | Date       | Result | Address Correct | Callback Result
                      HQ      | 911 test | 2026-11-10 | pass   | no              | pass
                      DEPOT   | 911 test | 2026-11-10 | pass   | yes             | fail
            """,
            2,
        ),
    },
)
def failed_for_good() -> Condition:
    """A failed test that nobody repeated is the one thing on the list that is known not to work."""
    return _failed


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
