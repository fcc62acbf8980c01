"""Sure corrections of what a run found: worked out from the inventory, never guessed, never applied."""

from e911audit.correcting.correct import correct

__all__ = ["correct"]
