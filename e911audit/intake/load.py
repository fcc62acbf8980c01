"""Files into a store: every sheet ends loaded, ignored or unreadable, every row loaded, ignored or rejected."""

import re
from collections.abc import Sequence
from concurrent.futures import Executor
from dataclasses import dataclass, field
from pathlib import Path

from sqlalchemy import Connection, select

from e911audit.errors import NoInput, UnreadableFile
from e911audit.intake.addresses import AddressBook
from e911audit.intake.held import NEWER, Held
from e911audit.intake.inventory import Inventory
from e911audit.intake.known import digest
from e911audit.intake.known import profiles as known_profiles
from e911audit.intake.link import link
from e911audit.intake.profile import Profile
from e911audit.intake.receipt import receipts, rows_left
from e911audit.intake.sheet import Progress, SheetIntake
from e911audit.intake.sources import FoundFile, find_files
from e911audit.model.tables import Sheet, Source
from e911audit.sheets import is_export, read
from e911audit.store.backup import backups
from e911audit.store.store import Store, gauge
from e911audit.values import SheetState
from e911audit.views.result import SourceReceipt

OUR_REPORT = {"Summary", "Blockers", "Must Survive", "Not Judged"}
"""Sheets of our own exception workbook, which is no input."""
TOLD_ROWS = 10
"""Rejected rows of a sheet, and ignored ones, that the receipt lists; more are counted."""
TOLD = 3
"""Reasons that an error names; more are counted."""
MESSAGE = re.compile(r"(.*?)\.? \[([a-z-]+)\] (.*)", re.DOTALL)
"""The text of an error: sentence, refusal, advice."""


def silent(_label: str, _rows: int) -> None:
    """Tell nobody."""
    return


@dataclass
class Receipt:
    """What one load did, in sentences; ``changed`` is False where the store already held everything."""

    changed: bool = False
    notes: list[str] = field(default_factory=list)
    sources: tuple[SourceReceipt, ...] = ()
    """How each sheet of the store ended."""
    rows_left: tuple[str, ...] = ()
    """The first rejected and ignored rows of each sheet, with cell and reason."""


def load(  # noqa: PLR0913  (one parameter for each thing to choose)
    store: Store,
    paths: Sequence[Path],
    *,
    only: bool = False,
    profiles: Sequence[Profile] = (),
    executor: Executor | None = None,
    progress: Progress = silent,
) -> Receipt:
    """Load every spreadsheet under the paths in one transaction; the same file twice changes nothing.

    With ``only`` the store holds exactly these files afterwards: what came from others is removed, and the receipt
    says so. ``profiles`` are those to read by (default: the package's and its plug-ins'). NoInput where nothing could
    be read.
    """
    own = {store.file, *(backups(store.file) if store.file else ())}
    files = [file for file in find_files(paths) if file.file.path not in own]
    chosen = tuple(profiles) or known_profiles()
    with store.work() as connection:
        addresses = AddressBook(connection, executor)
        intake = Intake(Held(connection, digest(chosen)), Inventory(connection, addresses), chosen, progress)
        digests = {file.label: file.sha256() for file in files}
        intake.clear(digests, only=only)
        for file in files:
            intake.take(file, digests[file.label])
        if not connection.scalar(select(Sheet.c.id).where(Sheet.c.state == SheetState.LOADED).limit(1)):
            raise _nothing_read(connection)
        if intake.receipt.changed:
            addresses.resolve()
            if intake.held.dropped:
                addresses.forget_unused()
            gauge(connection)
            link(connection)
        intake.receipt.sources = receipts(connection)
        intake.receipt.rows_left = tuple(rows_left(connection, TOLD_ROWS))
        return intake.receipt


class Intake:
    """One load into one store: which files are read, which are set aside, and what came of each."""

    def __init__(self, held: Held, inventory: Inventory, profiles: tuple[Profile, ...], progress: Progress) -> None:
        self.held = held
        self.sheets = SheetIntake(held, inventory, profiles, progress)
        self.receipt = Receipt()
        self.outdated = set[str]()

    def clear(self, digests: dict[str, str], *, only: bool) -> None:
        """Remove the sources whose bytes have changed and, with ``only``, those that are not among these labels.

        What other profiles or another version of the program read is read again, too.
        """
        sources = select(Source.c.id, Source.c.path, Source.c.sha256, Source.c.read_by)
        for source, path, before, read_by in self.held.connection.execute(sources).all():
            if path in digests and digests[path] != before:
                self.outdated.add(path)
            elif path in digests and read_by != self.held.read_by:
                pass
            elif path in digests or not only:
                continue
            else:
                self.receipt.notes.append(f"{path} is no longer under the audited paths: its rows were removed.")
            self.held.drop(source)
            self.receipt.changed = True

    def take(self, file: FoundFile, digest: str) -> None:
        """Load one file, unless the store holds it already."""
        refusal = self.held.better(file, digest)
        before = self.held.connection.scalar(select(Source.c.id).where(Source.c.path == file.label))
        if before is not None:
            if refusal == self.held.refusal(before):
                return
            self.held.drop(before)
        self.receipt.changed = True
        source = self.held.add_source(file, digest)
        if refusal:
            self.held.refuse(source, SheetState.IGNORED, refusal)
            return
        self._read(file, source)
        loaded = self.held.loaded(source)
        if loaded:
            self._replace_older(file)
        if file.label in self.outdated:
            told = "its rows replace the older ones"
            lost = "nothing in it could be loaded, and its older rows are gone"
            self.receipt.notes.append(f"{file.label} has changed: {told if loaded else lost}.")

    def _read(self, file: FoundFile, source: int) -> None:
        if not is_export(file.file):
            self.held.refuse(source, SheetState.IGNORED, f"no spreadsheet (its ending is '{file.file.ending}')")
            return
        try:
            names = []
            for table in read(file.file):
                names.append(table.name)
                self.sheets.load(source, file, table)
            if set(names) >= OUR_REPORT:
                self.held.drop(source, keep=True)
                self.held.refuse(source, SheetState.IGNORED, "a report of this program, not an export")
        except UnreadableFile as fault:
            self.held.drop(source, keep=True)
            self.held.refuse(source, SheetState.UNREADABLE, str(fault))

    def _replace_older(self, file: FoundFile) -> None:
        for path, source in self.held.older_exports(file):
            if self.held.loaded(source):
                self.receipt.notes.append(f"{file.label} replaces the older export {path}.")
            self.held.drop(source, keep=True)
            self.held.refuse(source, SheetState.IGNORED, f"{NEWER}{file.label}")


def _nothing_read(connection: Connection) -> NoInput:
    """Name the first files with their reasons, and the advice of these where they agree on one."""
    asked = select(Source.c.path, Source.c.name, Sheet.c.name.label("sheet"), Sheet.c.state, Sheet.c.reason)
    found = [_why(*row) for row in connection.execute(asked.join(Sheet).order_by(Sheet.c.id))]
    told = list(dict.fromkeys(why for why, _, _ in found))
    more = [f"and {len(told) - TOLD} more"] if len(told) > TOLD else []
    reasons = "; ".join(told[:TOLD] + more)
    refusal, advice = ({why[at] for why in found} for at in (1, 2))
    return NoInput(
        f"No sheet could be loaded: {reasons}.",
        advice=advice.pop() if len(advice) == 1 else "",
        refusal=refusal.pop() if len(refusal) == 1 else "",
    )


def _why(path: str, name: str, sheet: str, state: str, reason: str) -> tuple[str, str, str]:
    """Why a sheet was not loaded, beginning with its file, and the refusal and the advice that the reason ends with."""
    fault, refusal, advice = reason.rstrip("."), "", ""
    if state == SheetState.UNREADABLE and (parts := MESSAGE.fullmatch(reason)):
        fault, refusal, advice = parts.groups()
    if fault.startswith(f"{name} "):
        return f"{path}{fault.removeprefix(name)}", refusal, advice
    return f"{f'{path} {sheet}'.rstrip()}: {fault}", refusal, advice
