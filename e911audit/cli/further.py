"""What ``report`` can write beside the exceptions: each with the endings it has, and who makes it."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from e911audit.errors import CannotWrite

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
    """A further report: what it is, in words, the endings of its file, and how it is written."""

    what: str
    endings: tuple[str, ...]
    write: Callable[[Asked, Path], None]


def check_endings(chosen: Iterable[tuple[str, Path]]) -> None:
    """CannotWrite for a file that a further report cannot be, before anything is done."""
    for name, file in chosen:
        further = FURTHER[name]
        if file.suffix.lower() not in further.endings:
            raise CannotWrite(
                f"{file} cannot hold {further.what}.", advice=f"Use a name that ends in {' or '.join(further.endings)}."
            )


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
    "frameworks": Further("which laws each site meets", (".xlsx", ".md"), _frameworks),
    "test_plan": Further("the plan of test calls", (".xlsx",), _test_plan),
    "calendar": Further("the dates of the cutover", (".xlsx", ".ics"), _calendar),
    "scope": Further("who owns what at each site", (".xlsx", ".html"), _scope),
    "rejections": Further("what carriers sent back", (".xlsx", ".md"), _rejections),
    "discovery": Further("the sheet for tracing lines", (".xlsx",), _discovery),
    "costs": Further("what the lines cost", (".xlsx",), _costs),
}
"""Option of ``report`` -> the further report that it asks for."""
