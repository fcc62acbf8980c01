"""A file to read: one on disk, or a member of a .zip of exports, which is never extracted."""

import zipfile
import zlib
from collections import Counter
from dataclasses import dataclass
from os import SEEK_END
from pathlib import Path, PurePosixPath
from typing import BinaryIO

from e911audit.errors import UnreadableFile

MOST_RATIO = 200
"""Highest compression of one member. Honest workbooks stay under 121:1, bombs reach 1,000:1."""
GRACE = 100 << 10
"""Members of up to so many bytes may be compressed as they like."""
MOST_BYTES = 4 << 30
"""Most bytes that an archive may inflate to; a sheet of a million rows of 15 columns takes about 0.7 GB."""
MOST_MEMBERS = 1_000
MOST_DIRECTORY = 1 << 20
"""Longest directory of so many members; their names take some tens of bytes each."""
END, END_BYTES, END_WITHIN = b"PK\x05\x06", 22, 22 + (64 << 10)
LOCATOR, LOCATOR_BYTES, END_64_BYTES = b"PK\x06\x07", 20, 56
"""The records at the end of an archive (APPNOTE 4.3.14-4.3.16); a comment of up to 64 KB may follow them."""
ENCRYPTED = 0x1
"""Bit of a member's flags (ZIP specification, APPNOTE 4.4.4)."""
BROKEN = (zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, EOFError)
"""What Python's zip reader raises for damaged, encrypted and exotic archives."""
NO_EXPORT = ("__MACOSX", ".", "~$")
"""How folders and files begin that programs leave behind."""
EXPORT_AGAIN = "Export it again, or unpack it and save it once more."


@dataclass(frozen=True)
class File:
    """A path, and the name of the member where it is a .zip of exports."""

    path: Path
    member: str = ""

    @property
    def name(self) -> str:
        """Its name without folders, as messages begin."""
        return PurePosixPath(self.member).name if self.member else self.path.name

    @property
    def ending(self) -> str:
        """The lower-case ending with its dot; blank without one."""
        return PurePosixPath(self.name).suffix.lower()

    def size(self) -> int:
        """Its bytes, inflated; OSError or UnreadableFile where it is not there."""
        return self._about()[1].file_size if self.member else self.path.stat().st_size

    def open(self) -> BinaryIO:
        """Its bytes as a seekable stream; UnreadableFile for a member that is encrypted, repeated or a bomb."""
        if not self.member:
            return self.path.open("rb")
        archive, about = self._about()
        with archive:
            if about.flag_bits & ENCRYPTED:
                raise UnreadableFile(
                    f"{self.name} has a password.", advice="Unpack it and load what it holds.", refusal="password"
                )
            refuse_bomb(self.name, [about])
            return archive.open(about)  # type: ignore[return-value]  # the type of a member's stream, IO[bytes]

    def _about(self) -> tuple[zipfile.ZipFile, zipfile.ZipInfo]:
        try:
            archive = zipfile.ZipFile(self.path)
            same = [about for about in archive.infolist() if about.filename == self.member]
        except BROKEN as fault:
            raise UnreadableFile(
                f"{self.path.name} is a damaged archive ({fault}).", advice=EXPORT_AGAIN, refusal="damaged"
            ) from None
        if len(same) != 1:
            raise UnreadableFile(
                f"{self.path.name} holds {len(same)} members of the name {self.member}, where one is expected.",
                advice=EXPORT_AGAIN,
                refusal="repeated-part",
            )
        return archive, same[0]


def inflated(file: File) -> int:
    """The bytes of a file with those that its parts inflate to; 0 where it cannot be read."""
    try:
        size = file.size()
        with file.open() as stream:
            if directory_bytes(stream) > MOST_DIRECTORY:
                return size
        with file.open() as stream, zipfile.ZipFile(stream) as archive:
            return size + sum(about.file_size for about in archive.infolist())
    except BROKEN:
        return size
    except (OSError, UnreadableFile):
        return 0


def directory_bytes(stream: BinaryIO) -> int:
    """How long an archive says its directory is, which a zip reader keeps in memory thirteenfold; 0 without one."""
    start = max(stream.seek(0, SEEK_END) - END_WITHIN, 0)
    stream.seek(start)
    tail = stream.read(END_WITHIN)
    at = tail.rfind(END)
    if at < 0 or len(tail) < at + END_BYTES:
        return 0
    locator = tail[at - LOCATOR_BYTES : at] if at >= LOCATOR_BYTES else b""
    if not locator.startswith(LOCATOR):
        return int.from_bytes(tail[at + 12 : at + 16], "little")
    stream.seek(int.from_bytes(locator[8:16], "little"))
    return int.from_bytes(stream.read(END_64_BYTES)[40:48], "little")


def refuse_bomb(name: str, members: list[zipfile.ZipInfo]) -> None:
    """Raise UnreadableFile where members inflate as no honest ones do, or are too many."""
    if len(members) > MOST_MEMBERS:
        raise UnreadableFile(
            f"{name} holds more than {MOST_MEMBERS:,} parts.", advice=EXPORT_AGAIN, refusal="too-many-parts"
        )
    for about in members:
        if about.file_size > GRACE and about.file_size > MOST_RATIO * max(about.compress_size, 1):
            raise UnreadableFile(
                f"{name} inflates {MOST_RATIO} times and more, as a zip bomb does.",
                advice=EXPORT_AGAIN,
                refusal="zip-bomb",
            )
    if sum(about.file_size for about in members) > MOST_BYTES:
        raise UnreadableFile(
            f"{name} inflates to more than {MOST_BYTES >> 30} GB.", advice=EXPORT_AGAIN, refusal="too-large"
        )


def exports_in(path: Path) -> list[File]:
    """The members of a .zip of exports by name; none where it is a workbook, damaged, a bomb or empty.

    Members that programs leave behind (hidden, temporary, __MACOSX) are no exports.
    """
    try:
        with path.open("rb") as stream:
            if directory_bytes(stream) > MOST_DIRECTORY:
                return []
        with zipfile.ZipFile(path) as archive:
            members = archive.infolist()
            refuse_bomb(path.name, members)
    except (*BROKEN, OSError, UnreadableFile):
        return []
    names = Counter(about.filename for about in members if not about.is_dir())
    if any(name.lower() in {"[content_types].xml", "mimetype"} for name in names):
        return []
    return [File(path, name) for name in sorted(names) if not _left_behind(name)]


def _left_behind(name: str) -> bool:
    return any(part.startswith(NO_EXPORT) and part not in {".", ".."} for part in PurePosixPath(name).parts)
