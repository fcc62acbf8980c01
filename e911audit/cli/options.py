"""Options that several commands share, and what they mean."""

import re
from collections.abc import Iterator
from concurrent.futures import Executor
from contextlib import contextmanager
from datetime import date, datetime
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from e911audit.errors import E911AuditError, Exit, StoreRefused

if TYPE_CHECKING:
    from e911audit.config import Config
    from e911audit.intake.sheet import Progress
    from e911audit.views.result import Result

Paths = Annotated[
    list[Path],
    typer.Argument(metavar="PATH", help="Spreadsheets (.xlsx, .csv) or folders of them.", show_default=False),
]
Outputs = Annotated[
    list[Path],
    typer.Option(
        "-o",
        "--output",
        metavar="FILE",
        help="Report to write; the ending picks the format: .xlsx .html .json .md. Repeatable.",
        show_default="exceptions.xlsx",
    ),
]
StoreUrl = Annotated[
    str | None,
    typer.Option(
        "--store", metavar="URL", help="Store, e.g. sqlite:///audit.db.", show_default="audit.db beside the output"
    ),
]
AsOf = Annotated[
    datetime | None,
    typer.Option("--as-of", formats=["%Y-%m-%d"], metavar="DATE", help="The day to judge for.", show_default="today"),
]
Cutover = Annotated[
    datetime | None, typer.Option("--cutover", formats=["%Y-%m-%d"], metavar="DATE", help="The day of the cutover.")
]
Sites = Annotated[list[str], typer.Option("--site", metavar="CODE", help="Report only this site. Repeatable.")]
Strictness = Annotated[str | None, typer.Option("--strictness", metavar="LEVEL", help="default, strict or relaxed.")]
FailOn = Annotated[
    str | None,
    typer.Option(
        "--fail-on", metavar="SEVERITY", help="Exit with 1 at or above it: blocker, major, minor, info, never."
    ),
]
ConfigFile = Annotated[
    Path | None,
    typer.Option(
        "--config", metavar="FILE", help="Settings.", show_default="e911audit.toml in the audited or current folder"
    ),
]
Profiles = Annotated[
    Path | None,
    typer.Option("--profiles", metavar="DIR", help="Folder of your own profiles, read before the known ones."),
]
Jobs = Annotated[
    int, typer.Option("--jobs", metavar="N", min=1, help="Processes to work with; 1 means this one alone.")
]
Scheduler = Annotated[
    str,
    typer.Option("--scheduler", metavar="ADDRESS", help="A Dask cluster to work with.", show_default="this machine"),
]
DEFAULT_JOBS = 2
"""One that loads and one that understands addresses meanwhile; then both judge."""
LARGE_BYTES = 3_000_000
"""Files that are worth a further process: about 30,000 rows, which take longer than it takes to start."""
Quiet = Annotated[bool, typer.Option("--quiet", "-q", help="Print nothing but errors.")]
Debug = Annotated[bool, typer.Option("--debug", help="Show the traceback of an error.")]

SEE_HELP = "Add --help to see what the options mean."
DEFAULT_OUTPUT = Path("exceptions.xlsx")
IN_MEMORY = re.compile(r"sqlite(?:\+\w+)?:/{2,3}(?::memory:)?(?:\?.*)?")
"""The URLs of SQLite without a file."""


def begin_reading(paths: list[Path]) -> None:
    """Have the first workbook read while the program still starts."""
    from e911audit.intake.sources import find_files
    from e911audit.sheets import foresee

    foresee(found.file for found in find_files(paths))


def begin_writing(outputs: list[Path]) -> None:
    """Import the workbook's writer while the database judges outside of Python's lock."""
    if any(output.suffix.lower() == ".xlsx" for output in outputs):
        from threading import Thread

        Thread(target=import_module, args=("e911audit.reports.excel",), daemon=True).start()


def store_url(url: str | None, outputs: list[Path]) -> str:
    """The store that was asked for, else audit.db beside the first output; StoreRefused where nothing would be kept."""
    beside = (outputs[0] if outputs else DEFAULT_OUTPUT).parent / "audit.db"
    url = url or beside.as_posix()
    if IN_MEMORY.fullmatch(url):
        raise StoreRefused(f"The store {url} is in memory and forgotten when the command ends.")
    return url if "://" in url else f"sqlite:///{url}"


def settings(  # noqa: PLR0913, PLR0917  (one parameter for each option)
    paths: list[Path],
    as_of: datetime | None,
    cutover: datetime | None,
    strictness: str | None,
    fail_on: str | None,
    config: Path | None,
) -> "Config":
    """The run's settings: the command line before the file before the defaults."""
    from dataclasses import replace

    from e911audit.config import STRICTNESS, find_config, one_of, read_config
    from e911audit.values import Severity

    today = as_of.date() if as_of else date.today()  # noqa: DTZ011
    found = read_config(today, config or find_config(paths))
    if cutover:
        found = replace(found, cutover=cutover.date())
    if strictness:
        found = replace(found, strictness=one_of(strictness, STRICTNESS, "--strictness", SEE_HELP))
    if fail_on:
        found = replace(found, fail_on=one_of(fail_on, [*Severity, "never"], "--fail-on", SEE_HELP))
    return found


def profile_folder(own: Path | None, paths: list[Path], config: Path | None) -> Path | None:
    """The folder of a user's own profiles: from the command line, else from the settings."""
    from e911audit.config import find_config, read_config

    return own or read_config(date.today(), config or find_config(paths)).profiles  # noqa: DTZ011


def only_sites(result: "Result", sites: list[str]) -> "Result":
    """The result for these sites; an unknown code is a usage error."""
    unknown = set(sites) - {site.code for site in result.sites}
    if unknown:
        raise E911AuditError(
            f"There is no site '{min(unknown)}' in the inventory.",
            advice=f"Known are {', '.join(site.code for site in result.sites[:12])}.",
        )
    return result.for_sites(frozenset(sites)) if sites else result


def verdict(result: "Result", fail_on: str) -> Exit:
    """The exit code for what was found."""
    from e911audit.values import Severity

    worst = result.worst()
    if fail_on == "never" or worst is None or worst.rank > Severity(fail_on).rank:
        return Exit.CLEAN
    return Exit.FINDINGS


def existing(url: str) -> str:
    """The URL of a store that is there; a missing or empty SQLite file is an error here, not a new store."""
    prefix = "sqlite:///"
    file = Path(url.removeprefix(prefix))
    if url.startswith(prefix) and not (file.is_file() and file.stat().st_size):
        raise StoreRefused(
            f"There is no store {file}.",
            advice="Run 'e911audit load PATH' first, or name it with --store.",
        )
    return url


def _bytes(paths: list[Path]) -> int:
    """The size of the files under the paths."""
    from e911audit.intake.sources import find_files

    return sum(path.stat().st_size for path in {found.file.path for found in find_files(paths)})


@contextmanager
def workers(jobs: int, paths: list[Path], scheduler: str = "") -> Iterator[Executor | None]:
    """Processes beside this one, where these files are worth them: they understand addresses and judge."""
    if scheduler:
        from e911audit.fleet.cluster import executor

        with executor(scheduler) as shared:
            yield shared
        return
    if jobs == 1 or _bytes(paths) < LARGE_BYTES:
        yield None
        return
    from e911audit.beside import Workers

    try:
        pool = Workers(jobs - 1)
    except OSError:  # the system has no shared memory for it, as some containers have none
        yield None
        return
    try:
        yield pool
    finally:
        pool.shutdown(wait=False, cancel_futures=True)


@contextmanager
def progress(*, quiet: bool) -> Iterator["Progress"]:
    """A line on stderr that tells what is read; only on a terminal, and only once a second has passed."""
    from time import monotonic

    from rich.console import Console

    console = Console(stderr=True)
    if quiet or not console.is_terminal:
        yield lambda _label, _rows: None
        return
    start = monotonic()
    with console.status("") as status:
        status.stop()

        def tell(label: str, rows: int) -> None:
            if monotonic() - start > 1:
                status.update(f"{label}: {rows:,} rows")
                status.start()

        yield tell
