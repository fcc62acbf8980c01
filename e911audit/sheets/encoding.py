"""The encoding of a text file, found by reading it once to its end."""

import codecs
import re
from collections.abc import Iterator
from typing import NamedTuple

from e911audit.errors import UnreadableFile
from e911audit.sheets.file import File

BOMS = (
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
"""UTF-32 first: its mark begins like that of UTF-16."""
SAMPLE = 64 << 10
BLOCK = 1 << 20
LONGEST_LINE = 4
"""Blocks without a line end above which a line is longer than any honest one."""
NOT_IN_1252 = re.compile(rb"[\x81\x8d\x8f\x90\x9d]")
NOT_ASCII = re.compile(rb"[\x80-\xff]+")
UTF8 = re.compile(rb"(?:[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3})+")


class Encoding(NamedTuple):
    """A codec's name, whether zero characters stand in the text, and what the receipt should tell."""

    name: str
    zeros: bool = False
    notes: tuple[str, ...] = ()


def find_encoding(file: File) -> Encoding:
    """UTF-8, UTF-16 or UTF-32, with a byte order mark or without; else Mac Roman, Windows-1252 or Latin-1.

    UnreadableFile where a line takes megabytes.
    """
    with file.open() as stream:
        start = stream.read(SAMPLE)
    marked = next((name for bom, name in BOMS if start.startswith(bom)), "") or _by_zeros(start)
    decoder, utf8, zeros = codecs.getincrementaldecoder("utf-8")(), True, False
    for block in _blocks(file):
        zeros = zeros or b"\0" in block
        utf8 = utf8 and _holds(decoder, block)
    if marked.startswith(("utf-16", "utf-32")):
        return Encoding(marked)
    notes = ("zero bytes were left out",) if zeros else ()
    if marked or (utf8 and _holds(decoder, b"", final=True)):
        return Encoding(marked or "utf-8", zeros, notes)
    return _eight_bits(file, zeros, notes)


def _by_zeros(start: bytes) -> str:
    """UTF-32 or UTF-16 without a byte order mark: the letters of English have their zero bytes there."""
    quarters = [start[at::4].count(0) * 8 > len(start) for at in range(4)]
    if quarters == [True, True, True, False]:
        return "utf-32-be"
    if quarters == [False, True, True, True]:
        return "utf-32-le"
    halves = [start[at::2].count(0) * 4 > len(start) for at in range(2)]
    return {(True, False): "utf-16-be", (False, True): "utf-16-le"}.get((halves[0], halves[1]), "")


def _blocks(file: File) -> Iterator[bytes]:
    """The file in pieces; UnreadableFile where too many in a row have no line end."""
    long = 0
    with file.open() as stream:
        while block := stream.read(BLOCK):
            long = 0 if b"\n" in block or b"\r" in block else long + 1
            if long > LONGEST_LINE:
                raise UnreadableFile(
                    f"{file.name} has a line of more than {LONGEST_LINE} MB: it is no table.", refusal="endless-line"
                )
            yield block


def _holds(decoder: codecs.IncrementalDecoder, block: bytes, *, final: bool = False) -> bool:
    try:
        decoder.decode(block, final)
    except UnicodeDecodeError:
        return False
    return True


def _eight_bits(file: File, zeros: bool, notes: tuple[str, ...]) -> Encoding:
    """Which one-byte encoding: Excel writes Mac Roman with the line ends of old Macintoshes, which are CR alone."""
    macintosh, strange, letters, utf8 = True, False, 0, 0
    for block in _blocks(file):
        macintosh = macintosh and b"\n" not in block
        strange = strange or NOT_IN_1252.search(block) is not None
        found = NOT_ASCII.findall(block)
        letters += len(found)
        utf8 += sum(UTF8.fullmatch(letter) is not None for letter in found)
    name = "mac-roman" if macintosh else "latin-1" if strange else "cp1252"
    doubt = (f"most letters are UTF-8 but not all of them: read as {name}",) if utf8 * 2 > letters else ()
    return Encoding(name, zeros, notes + doubt)
