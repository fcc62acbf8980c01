"""Which files a path means, what they are called in reports, and which export is the newer one."""

import hashlib
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path, PurePosixPath

from e911audit.errors import NoInput, UnreadableFile
from e911audit.intake.secrets import name_without_secret
from e911audit.sheets import ARCHIVE, BROKEN, File, exports_in

BLOCK = 1 << 20
DATE_IN_NAME = re.compile(r"(?<!\d)(20\d\d)[-_. ]?(0[1-9]|1[0-2])[-_. ]?(0[1-9]|[12]\d|3[01])(?!\d)")
US_DATE_IN_NAME = re.compile(r"(?<!\d)(0?[1-9]|1[0-2])[-_.](0?[1-9]|[12]\d|3[01])[-_.](20\d\d)(?!\d)")
DATE_IN_TITLE = re.compile(
    r"(?:as of|run date|report date|exported?(?: on)?|generated(?: on)?|date)\W{0,3}"
    r"(\d{4}-\d\d-\d\d|\d{1,2}/\d{1,2}/\d{2,4}|\d{1,2}-[A-Za-z]{3}-\d{2,4}|[A-Za-z]{3,9} \d{1,2},? \d{4})",
    re.IGNORECASE,
)
TEMPORARY = re.compile(r"^(?:\.|~\$)")
CONFIG = "e911audit.toml"


@dataclass(frozen=True, kw_only=True)
class FoundFile:
    """A file to read. ``label`` is its name in every message: relative to the current folder where it lies in it.

    A PIN that somebody wrote into the name of a file or of its folder is in neither name nor label.
    """

    file: File
    label: str

    @property
    def name(self) -> str:
        """The file's name without folders."""
        return name_without_secret(self.file.name)

    def size(self) -> int:
        """Its bytes; 0 where they cannot be read."""
        try:
            return self.file.size()
        except (OSError, UnreadableFile):
            return 0

    def sha256(self) -> str:
        """The digest of its bytes, in hexadecimal; empty where they cannot be read."""
        digest = hashlib.sha256()
        try:
            with self.file.open() as file:
                while block := file.read(BLOCK):
                    digest.update(block)
        except (OSError, UnreadableFile, *BROKEN):
            return ""
        return digest.hexdigest()


def find_files(paths: Iterable[Path]) -> list[FoundFile]:
    """Every file under the paths, sorted by label; NoInput where a path does not exist or nothing is there."""
    files = {file.resolve() for path in paths for file in _under(path)}
    if not files:
        raise NoInput("There is no file to read under the given paths.")
    found = sorted(((_label(file), file) for path in files for file in _files_of(path)), key=lambda entry: entry[0])
    taken = Counter[str]()
    told = []
    for whole, file in found:
        label = name_without_secret(whole)
        taken[label] += 1
        told.append(FoundFile(file=file, label=f"{label} ({taken[label]})" if taken[label] > 1 else label))
    return sorted(told, key=lambda file: file.label)


def _files_of(path: Path) -> list[File]:
    """What a .zip of exports holds, else the file itself; reading it then says what is wrong with it."""
    members = exports_in(path) if path.suffix.lower() == ARCHIVE else []
    return [member for member in members if PurePosixPath(member.member).name != CONFIG] or [File(path)]


def _label(file: File) -> str:
    """Relative to the current folder where it lies in it; a member stands behind its archive."""
    here = Path.cwd()
    outer = (file.path.relative_to(here) if file.path.is_relative_to(here) else file.path).as_posix()
    return f"{outer}/{file.member}" if file.member else outer


def _under(path: Path) -> Iterator[Path]:
    if not path.exists():
        raise NoInput(f"There is no file or folder '{path}'.", advice="Check the spelling, or drag the folder here.")
    if path.is_file():
        yield path
        return
    for entry in sorted(path.iterdir()):
        if TEMPORARY.match(entry.name) or entry.name == CONFIG:
            continue
        if entry.is_dir() and not entry.is_symlink():
            yield from _under(entry)
        elif entry.is_file():
            yield entry


def date_in_name(name: str) -> date | None:
    """The date in a file's name, None without one."""
    found, order = DATE_IN_NAME.search(name), (0, 1, 2)
    if not found:
        found, order = US_DATE_IN_NAME.search(name), (2, 0, 1)
    try:
        return date(*(int(found.groups()[place]) for place in order)) if found else None
    except ValueError:  # no month has that many days
        return None


def date_in_title(rows: Iterable[list[str]]) -> str | None:
    """The text of the date that a title row gives, None without one."""
    for row in rows:
        if found := DATE_IN_TITLE.search(" ".join(filter(None, row))):
            return found.group(1)
    return None


def series(label: str) -> str:
    """The label without its date: two files with the same one are exports of the same thing."""
    return US_DATE_IN_NAME.sub("", DATE_IN_NAME.sub("", label))
