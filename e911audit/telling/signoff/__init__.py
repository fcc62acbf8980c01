"""Go or no-go for one site: its case is collected from a store, gates answer, and a statement tells all of it."""

from e911audit.telling.signoff.again import check_catalogue, check_inputs, check_store
from e911audit.telling.signoff.state import state

__all__ = ["check_catalogue", "check_inputs", "check_store", "state"]
