"""What ``report`` can write beside the exceptions, and who makes each of it."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from e911audit.store import Store
    from e911audit.views.result import Result


@dataclass(frozen=True, kw_only=True)
class Asked:
    """The run that is reported: its store, its result for the chosen sites, and what was chosen."""

    store: "Store"
    result: "Result"
    run: int | None
    config: Path | None
    sites: tuple[str, ...]


class Further(NamedTuple):
    """A further report: its kind, as in ``reports.KINDS``, and how it is written."""

    kind: str
    write: Callable[[Asked, Path], None]


def _frameworks(asked: Asked, file: Path) -> None:
    from dataclasses import replace

    from e911audit.config import find_config, read_config
    from e911audit.reports.frameworks import write
    from e911audit.telling.frameworks import compliance

    settings = read_config(date.today(), asked.config or find_config([]))  # noqa: DTZ011
    found = compliance(asked.store, settings, asked.run)
    chosen = tuple(duty for duty in found.duties if not asked.sites or duty.site in asked.sites)
    write(replace(found, duties=chosen), file)


def _test_plan(asked: Asked, file: Path) -> None:
    from e911audit.reports.call_plan import write
    from e911audit.telling.calls import plan_calls

    write(plan_calls(asked.store, asked.result), file)


def _calendar(asked: Asked, file: Path) -> None:
    from e911audit.reports.calendar import write

    write(asked.result, file)


def _scope(asked: Asked, file: Path) -> None:
    from e911audit.reports.scope import write
    from e911audit.telling.scope import map_scope

    write(map_scope(asked.store, asked.result), file)


def _rejections(asked: Asked, file: Path) -> None:
    from e911audit.reports.rejections import write
    from e911audit.telling.rejections import rejection_log

    write(rejection_log(asked.store, asked.result.as_of), file)


def _discovery(asked: Asked, file: Path) -> None:
    from e911audit.reports.discovery import write
    from e911audit.telling.walk import plan_walk

    write(plan_walk(asked.store, asked.result), file)


def _costs(asked: Asked, file: Path) -> None:
    from e911audit.reports.costs import write

    write(asked.result, file)


FURTHER = {
    "frameworks": Further("frameworks", _frameworks),
    "test_plan": Further("call_plan", _test_plan),
    "calendar": Further("calendar", _calendar),
    "scope": Further("scope", _scope),
    "rejections": Further("rejections", _rejections),
    "discovery": Further("discovery", _discovery),
    "costs": Further("costs", _costs),
}
"""Option of ``report`` -> the further report that it asks for."""
