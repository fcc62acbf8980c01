"""How long the stages of a run take; told on stderr when E911AUDIT_STAGES is set, for the benchmark."""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from time import perf_counter

TOLD = bool(os.environ.get("E911AUDIT_STAGES"))


@contextmanager
def stage(name: str) -> Iterator[None]:
    """Time a stage: ``stage read 1.25`` in seconds."""
    start = perf_counter()
    yield
    if TOLD:
        sys.stderr.write(f"stage {name} {perf_counter() - start:.3f}\n")
