"""A small comparison of two runs."""

from datetime import date

from e911audit.values import Severity
from e911audit.views.drift import Answer, Seen, Snapshot, compare


def compared(text=""):
    """What changed from a run to the next: a finding that is new, one that is fixed; ``text`` ends every text."""
    rule = f"LOC-001{text}"

    def snapshot(name, *subjects):
        seen = {
            one: Seen(one, rule, Severity.BLOCKER, f"HQ{text}", f"{one}{text}", f"{one} is lost.{text}", "open")
            for one in subjects
        }
        return Snapshot(f"{name}{text}", date(2026, 11, 22), "0.1.0", seen, {rule: Answer(True, 0)}, frozenset())

    return compare(snapshot("1", "A", "B"), snapshot("2", "B", "C"))
