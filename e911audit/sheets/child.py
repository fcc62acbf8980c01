"""Workbooks are read in a process of their own.

A file that exhausts memory or crashes the reader cannot take the program with it, and the reader works ahead while the
program uses what it has. The parent asks with one file a line; the child answers in frames (8 bytes of length, then a
marshalled value): for each sheet its facts, then chunks of rows, then None; behind the last sheet None, or a
refusal: its sentence, advice and name.
"""

import atexit
import marshal
import subprocess
import sys
from collections.abc import Callable, Iterator
from functools import partial
from itertools import chain, islice
from pathlib import Path
from queue import Empty, Queue
from threading import Thread
from typing import Any, BinaryIO

from e911audit.errors import UnreadableFile
from e911audit.sheets.file import File, inflated
from e911audit.sheets.table import Table

ROWS_AT_ONCE = 2_000
AHEAD = 48
"""Frames that wait for the program; with 2,000 rows of 15 columns each, about 25 MB."""
MEMORY_BYTES = 2 << 30
"""Most memory of the child, where the system can limit it (POSIX); a million rows of 15 columns take 1 GB."""
FREE_BYTES, MEMORY_FACTOR = 480 << 20, 16
"""A workbook may take so much, of which the idle reader takes 150 MB, and so many bytes for each of its own."""
SEARCHED_BYTES = 8 << 20
"""Parts of a workbook that are searched for stray cells although the memory is limited: they get a better sentence."""
MOST_TEXT = 32_767
"""Characters that a cell of a workbook may hold: the limit of Excel and of LibreOffice."""
REFUSAL = 3
"""Words of a refusal; the facts of a sheet are more."""
PATIENCE_SECONDS = 120
"""Longest silence of the child; the largest sheets are parsed in half of it."""
Read = Callable[[File], Iterator[Table]]


def answer(file: File, read: Read, out: BinaryIO) -> None:
    """Write the frames of one file; runs in the child."""
    try:
        for table in read(file):
            _say(out, (table.name, table.position, table.hidden, table.notes, table.merged, table.fault))
            while rows := list(islice(table.rows, ROWS_AT_ONCE)):
                _refuse_long_text(file, rows)
                _say(out, rows)
            _say(out, None)
        _say(out, None)
    except UnreadableFile as fault:
        _say(out, _words(fault))
    except MemoryError:
        greedy = UnreadableFile(f"{file.name} takes more memory to read than any honest file.", refusal="too-large")
        _say(out, _words(greedy))
    out.flush()


def _words(fault: UnreadableFile) -> tuple[str, str, str]:
    return fault.sentence, fault.advice, fault.refusal


def _from_words(sentence: str, advice: str, refusal: str) -> UnreadableFile:
    return UnreadableFile(sentence, advice=advice, refusal=refusal)


def _refuse_long_text(file: File, rows: list[list[str]]) -> None:
    if max(map(len, chain.from_iterable(rows)), default=0) > MOST_TEXT:
        raise UnreadableFile(
            f"{file.name} has a cell of more than {MOST_TEXT:,} characters, which no program writes.",
            refusal="long-cell",
        )


def _say(out: BinaryIO, value: Any) -> None:
    frame = marshal.dumps(value)
    out.write(len(frame).to_bytes(8, "big"))
    out.write(frame)


def main() -> None:
    """Answer until the parent has no more questions."""
    from e911audit.sheets import workbook

    for line in sys.stdin.buffer:
        file = _file_of(line.decode())
        limited = _limit_memory(file)
        answer(file, partial(workbook.read, searched=SEARCHED_BYTES) if limited else workbook.read, sys.stdout.buffer)


def _line_of(file: File) -> str:
    words = (str(file.path.resolve()), file.member)
    return ",".join(word.encode("utf-8", "surrogateescape").hex() for word in words)


def _file_of(line: str) -> File:
    path, member = (bytes.fromhex(word).decode("utf-8", "surrogateescape") for word in line.strip().split(","))
    return File(Path(path), member)


def _limit_memory(file: File) -> bool:
    """Let the file take as much memory as one of its size may; whether the system holds the limit."""
    try:
        import resource
    except ImportError:  # Windows; there guard.py stands alone
        return False
    _, hard = resource.getrlimit(resource.RLIMIT_AS)
    most = min(MEMORY_BYTES, FREE_BYTES + MEMORY_FACTOR * inflated(file))
    resource.setrlimit(resource.RLIMIT_AS, (most if hard == resource.RLIM_INFINITY else min(most, hard), hard))
    return True


class Child:
    """The reading process and the frames that it has sent."""

    def __init__(self) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-m", "e911audit.sheets.child"], stdin=subprocess.PIPE, stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
        )  # fmt: skip
        self.asked: File | None = None
        """The file that was asked for and that nobody has begun to take."""
        self.frames: Queue[bytes | None] = Queue(AHEAD)
        Thread(target=self._listen, daemon=True).start()

    def _listen(self) -> None:
        """Take frames from the pipe until it closes; an empty one tells the end."""
        out = self.process.stdout
        while out and len(size := out.read(8)) == 8:
            self.frames.put(out.read(int.from_bytes(size, "big")))
        self.frames.put(None)

    def ask(self, file: File) -> None:
        """Have a file read."""
        self.asked = file
        if self.process.stdin:
            self.process.stdin.write(f"{_line_of(file)}\n".encode())
            self.process.stdin.flush()

    def next(self, file: File) -> Any:
        """The next value; UnreadableFile where the child has died or is silent."""
        try:
            frame = self.frames.get(timeout=PATIENCE_SECONDS)
        except Empty:
            frame = None
        if frame is None:
            raise UnreadableFile(
                f"{file.name} crashed or exhausted the reader: it is damaged or made to do harm.",
                refusal="reader-crashed",
            )
        return marshal.loads(frame)  # noqa: S302  (from our own child)

    def stop(self) -> None:
        """End the process."""
        self.process.kill()
        self.process.wait()


_children: list[Child] = []


def _child(file: File) -> Child:
    """The child, at work on this file."""
    if _children and _children[0].asked not in (None, file):
        _stop()
    if not _children:
        _children.append(Child())
        atexit.register(_stop)
    if _children[0].asked is None:
        _children[0].ask(file)
    return _children[0]


def _stop() -> None:
    while _children:
        _children.pop().stop()


def foresee(file: File) -> None:
    """Have the child begin with the workbook that will be asked for first, while the program still starts."""
    if not _children:
        _child(file)


def read(file: File) -> Iterator[Table]:
    """Yield the sheets of a workbook, read by the child; the same answers as ``workbook.read``."""
    whole = False
    try:
        child = _child(file)
        child.asked = None
        while (sheet := child.next(file)) is not None:
            if len(sheet) == REFUSAL:
                whole = True
                raise _from_words(*sheet)
            name, position, hidden, notes, merged, fault = sheet
            rows = _rows(child, file)
            yield Table(name=name, position=position, rows=rows, hidden=hidden, notes=notes, merged=merged, fault=fault)
            for _ in rows:  # what the caller left over
                pass
        whole = True
    except (BrokenPipeError, OSError):
        raise UnreadableFile(
            f"{file.name} crashed the reader: it is damaged or made to do harm.", refusal="reader-crashed"
        ) from None
    finally:
        if not whole:
            _stop()


def _rows(child: Child, file: File) -> Iterator[list[str]]:
    while (rows := child.next(file)) is not None:
        if type(rows) is tuple:  # a refusal in the middle of a sheet
            raise _from_words(*rows)
        yield from rows


if __name__ == "__main__":
    main()
