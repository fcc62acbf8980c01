"""What ``doctor`` looks at: each check tells what it saw, whether that is in order, and what to do where it is not."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from tempfile import gettempdir

from e911audit.health.installed import PACKAGE, known_profiles, libraries, needed, template, tested
from e911audit.health.kept import store
from e911audit.health.machine import clock, language, space, zones
from e911audit.health.told import Health, Told
from e911audit.rules import RULES

__all__ = ["Health", "Told", "checks"]


def checks(url: str, *, asked: bool) -> Iterator[Told]:
    """Everything, the store of this URL last; ``asked`` is whether the user named it, so that it must be there."""
    yield from language()
    yield from libraries(needed(), tested())
    yield Told(Health.OK, f"{len(RULES)} rules")
    yield from known_profiles()
    yield template(PACKAGE)
    yield clock(date.today())  # noqa: DTZ011
    yield zones()
    yield space(Path(gettempdir()), "temporary files")
    yield from store(url, asked=asked)
