"""Judging a store by every rule, planning its test calls, and reading a stored run back as a frozen Result."""

from e911audit.judging.calls import plan_calls
from e911audit.judging.judge import judge
from e911audit.judging.recall import recall

__all__ = ["judge", "plan_calls", "recall"]
