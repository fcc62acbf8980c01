"""Judging a store by every rule."""

from e911audit.judging.judge import judge

__all__ = ["judge"]
