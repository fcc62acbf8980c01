"""Family HYG, second part: is the evidence fresh on the day that counts, and was what failed tested again."""

from sqlalchemy import and_, case, func, literal, not_, or_, select

from e911audit.model.tables import Evidence
from e911audit.rules.freshness import FRESHNESS
from e911audit.rules.proofs import kinds_told, outcome, proofs
from e911audit.rules.rule import Among, Condition, day, rule
from e911audit.values import Basis, Severity

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
