"""Judging a store by every rule, planning its test calls, and reading a stored run back as a frozen Result."""

from e911audit.judging.calls import plan_calls
from e911audit.judging.judge import judge
from e911audit.judging.recall import recall
from e911audit.judging.scope import map_scope
from e911audit.judging.walk import plan_walk

__all__ = ["judge", "map_scope", "plan_calls", "plan_walk", "recall"]
