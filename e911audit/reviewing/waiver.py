"""Whether what a reviewer enters about a waiver can be taken: whole, allowed, with an end to come."""

from collections.abc import Mapping
from datetime import date

from e911audit.rules import RULES
from e911audit.views.result import Finding
from e911audit.views.review import FIELDS, WAIVE, WAIVER


def doubt(finding: Finding, entered: Mapping[str, str], as_of: date) -> dict[str, str]:
    """Field -> why it cannot be taken, for the entered fields that make a waiver; blank where all can."""
    touched = [field for field in entered if field in WAIVER or (field, entered[field]) == ("decision", WAIVE)]
    if not touched:
        return {}
    then = {field: entered.get(field, finding.review.text(field)) for field in ("decision", *WAIVER)}
    why = _why(finding, then, as_of)
    return dict.fromkeys(touched, why) if why else {}


def _why(finding: Finding, then: Mapping[str, str], as_of: date) -> str:
    if then["decision"] != WAIVE:
        taken_back = not any(then[field] for field in WAIVER)
        return "" if taken_back else f"The Decision is not '{WAIVE}', so that this waives nothing."
    rule = RULES.get(finding.rule)
    if rule and not rule.waivable:
        return f"Nobody may waive {finding.rule}."
    missing = [FIELDS[field] for field in WAIVER if not then[field]]
    if missing:
        return f"A waiver needs a reason, a name and an end; {', '.join(missing)} is blank."
    ended = date.fromisoformat(then["waive_until"]) < as_of
    return f"The waiver would have ended before {as_of.isoformat()}." if ended else ""
