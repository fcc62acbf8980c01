"""The main job for Python programs: the same calls that the command line makes.

What only a later step needs is imported there: a file that cannot be read is refused sooner.
"""

from collections.abc import Iterable, Sequence
from concurrent.futures import Executor
from datetime import date
from pathlib import Path
from threading import Thread
from typing import TYPE_CHECKING

from e911audit.config import Config
from e911audit.errors import StoreRefused
from e911audit.intake.known import with_folder
from e911audit.intake.load import Receipt, silent
from e911audit.intake.load import load as load_into
from e911audit.intake.sheet import Progress
from e911audit.stages import stage
from e911audit.store import Store

if TYPE_CHECKING:
    from e911audit.porting.comparison import LoaComparison
    from e911audit.views.drift import Drift
    from e911audit.views.result import Result, SourceReceipt
    from e911audit.writing import Written

Paths = Sequence[str | Path]


def load(  # noqa: PLR0913  (one parameter for each thing to choose)
    paths: Paths,
    store: str = "sqlite:///audit.db",
    *,
    only: bool = False,
    profiles: str | Path | None = None,
    executor: Executor | None = None,
    progress: Progress = silent,
) -> Receipt:
    """Load every spreadsheet under the paths into a store (a URL); safe to repeat.

    ``profiles`` is a folder of profiles of your own, read before the known ones.

    Raises NoInput where nothing could be read and StoreRefused where the store cannot be used; the store is then as it
    was before.
    """
    Thread(target=_prepare, daemon=True).start()
    opened = Store.open(store)
    try:
        with stage("load"):
            return load_into(
                opened,
                [Path(path) for path in paths],
                only=only,
                profiles=with_folder(Path(profiles) if profiles else None),
                executor=executor,
                progress=progress,
            )
    except BaseException:
        opened.abandon()
        raise
    finally:
        opened.close()


def _prepare() -> None:
    """Load the address model while the program waits for the reader."""
    from e911audit.places.model import labels

    labels("")


def check(
    store: str = "sqlite:///audit.db",
    config: Config | None = None,
    *,
    executor: Executor | None = None,
    loaded: "Sequence[SourceReceipt] | None" = None,
) -> "Result":
    """Judge what a store holds by every rule, keep the run, and return it.

    The workers of an ``executor`` share the rules; they open the store by its URL. StoreRefused where another program
    loads other files meanwhile, or the store does not hold exactly the ``loaded`` sources (a receipt's).
    """
    from e911audit.judging import judge
    from e911audit.judging.judge import AGAIN, CHANGED
    from e911audit.telling.recall import recall

    opened = Store.open(store)
    try:
        with stage("judge"):
            run = judge(opened, config or Config(as_of=date.today()), executor=executor)  # noqa: DTZ011
        with stage("recall"):
            result = recall(opened, run)
        if loaded is not None and result.sources != tuple(loaded):
            raise StoreRefused(CHANGED, advice=AGAIN)
        return result
    finally:
        opened.close()


def audit(  # noqa: PLR0913  (one parameter for each thing to choose)
    paths: Paths,
    store: str = "sqlite:///audit.db",
    config: Config | None = None,
    *,
    profiles: str | Path | None = None,
    executor: Executor | None = None,
    outputs: Iterable[str | Path] = (),
    progress: Progress = silent,
) -> "Result":
    """The main job: the store then holds exactly these files; they are judged, and reports written to ``outputs``."""
    receipt = load(paths, store, only=True, profiles=profiles, executor=executor, progress=progress)
    result = check(store, config, executor=executor, loaded=receipt.sources)
    if outputs:
        write_reports(result, outputs, store)
    return result


def write_reports(
    result: "Result",
    outputs: Iterable[str | Path],
    store: str = "sqlite:///audit.db",
    *,
    sites: Iterable[str] = (),
    drift: "Drift | None" = None,
) -> "Written":
    """Write reports of a run of this store; what is up to date is left, what somebody has changed is put beside.

    ``sites`` are those to which the result was cut down; ``drift`` becomes part of a page (.html).
    """
    from e911audit.writing import deliver

    opened = Store.open(store)
    try:
        return deliver(opened, result, [Path(output) for output in outputs], sites, drift)
    finally:
        opened.close()


def compare_loa(
    paths: Paths = (),
    store: str | None = None,
    *,
    as_of: date | None = None,
    profiles: str | Path | None = None,
    progress: Progress = silent,
) -> "LoaComparison":
    """Compare letters of authorization (LOA) with carriers' records (CSR), field by field.

    Reads the sheets under the paths into a store of its own that is forgotten, or, without paths, what ``store`` (a
    URL) holds. NoInput where nothing could be read or no letter is among it.
    """
    from e911audit.telling.letters import compared_letters

    opened = Store.open(store or "sqlite://")
    try:
        if paths:
            own = with_folder(Path(profiles) if profiles else None)
            load_into(opened, [Path(path) for path in paths], profiles=own, progress=progress)
        return compared_letters(opened, as_of or date.today())  # noqa: DTZ011
    finally:
        opened.close()
