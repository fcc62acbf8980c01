"""What a file really is, by its first bytes and by what an archive holds; its ending is only compared."""

import zipfile
from typing import BinaryIO, NamedTuple

from e911audit.errors import UnreadableFile
from e911audit.sheets.file import File

ZIP = (b"PK\x03\x04", b"PK\x05\x06")
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
BINARY = (*ZIP, OLE)
"""First bytes of what the child reads; everything else may be text."""
START_BYTES = 2_048


class Kind(NamedTuple):
    """A workbook of some format and the endings that it goes by; ``xml`` where its sheets are XML parts."""

    name: str
    endings: tuple[str, ...]
    xml: bool = False


XLSX = Kind("an Excel workbook (.xlsx)", (".xlsx", ".xlsm", ".xltx", ".xltm"), xml=True)
XLSB = Kind("a binary Excel workbook (.xlsb)", (".xlsb",))
XLS = Kind("an Excel 97-2003 workbook (.xls)", (".xls", ".xlt"))
ODS = Kind("an OpenDocument spreadsheet (.ods)", (".ods", ".ots"))
WORKBOOKS = (XLSX, XLSB, XLS, ODS)

SAVE_AS = "Open it in Excel and save it as .xlsx or .csv."
UNPACK = "Unpack it and load what it holds."
ASK = "Ask for the list as .xlsx or .csv."
STARTS = (
    (b"\x09\x00\x04\x00", "a workbook of Excel 2", SAVE_AS),
    (b"\x09\x02\x06\x00", "a workbook of Excel 3", SAVE_AS),
    (b"\x09\x04\x06\x00", "a workbook of Excel 4", SAVE_AS),
    (b"ID;P", "a SYLK file", SAVE_AS),
    (b"TABLE\r\n0,1", "a DIF file", SAVE_AS),
    (b"\x1f\x8b", "a gzip archive", UNPACK),
    (b"BZh", "a bzip2 archive", UNPACK),
    (b"\xfd7zXZ\0", "an xz archive", UNPACK),
    (b"7z\xbc\xaf\x27\x1c", "a 7-Zip archive", UNPACK),
    (b"Rar!\x1a\x07", "a RAR archive", UNPACK),
    (b"%PDF-", "a PDF document", ASK),
    (b"{\\rtf", "a text document (RTF)", ASK),
    (b"\x89PNG", "a picture", ASK),
    (b"GIF8", "a picture", ASK),
    (b"\xff\xd8\xff", "a picture", ASK),
    (b"SQLite format 3\0", "a database (SQLite)", ASK),
)
MARKUP = (
    (b"urn:schemas-microsoft-com:office:spreadsheet", "an XML spreadsheet of Excel 2003", SAVE_AS),
    (b"<!doctype html", "a web page", SAVE_AS),
    (b"<html", "a web page", SAVE_AS),
    (b"<table", "a web page", SAVE_AS),
    (b"<?xml", "an XML file", ASK),
)
"""What the beginning of a file that starts with ``<`` names, in lower case."""
NOTHING = b"\xef\xbb\xbf\xff\xfe \t\r\n"
"""Byte order marks and blanks; the zeros of UTF-16 are left out before."""
DBASE = (b"\x02", b"\x03", b"\x04", b"\x05", b"\x30", b"\x31", b"\x83", b"\x8b", b"\xf5")
"""Version bytes of dBase and FoxPro tables."""
PACKAGES = (
    ("word/", "a Word document"),
    ("ppt/", "a PowerPoint presentation"),
    ("index/document.iwa", "an Apple Numbers document"),
    ("doc.kml", "a map (KMZ)"),
)


def refuse_other(file: File, start: bytes) -> None:
    """Raise UnreadableFile with what a file really is, where its first bytes say that it is no text."""
    text = start.replace(b"\0", b"").lstrip(NOTHING).lower()
    found = next((kind[1:] for kind in STARTS if start.startswith(kind[0])), None)
    if text.startswith(b"<"):
        found = next((kind[1:] for kind in MARKUP if kind[0] in text), found)
    if start.startswith(DBASE) and len(start) > 32 and _is_dbase(start):
        found = "a dBase table", SAVE_AS
    if found:
        raise UnreadableFile(
            f"{file.name} is {found[0]}, whatever its ending says.", advice=found[1], refusal="other-format"
        )


def _is_dbase(start: bytes) -> bool:
    """Whether the header has a date, and its length leaves room for whole descriptors of 32 bytes."""
    header = int.from_bytes(start[8:10], "little")
    return 1 <= start[2] <= 12 and 1 <= start[3] <= 31 and header > 32 and header % 32 in {0, 1, 8, 9}


def kind_of_archive(file: File, archive: zipfile.ZipFile) -> Kind:
    """Which workbook a zip archive is; UnreadableFile with what it is where it is none."""
    names = [name.lower().replace("\\", "/") for name in archive.namelist()]
    if "mimetype" in names:
        return _kind_by_type(file, archive.read("mimetype")[:200])
    if any(name.endswith("workbook.bin") for name in names):
        return XLSB
    if any(name.endswith("workbook.xml") or name.startswith("xl/") for name in names):
        return XLSX
    what = next((what for start, what in PACKAGES if any(name.startswith(start) for name in names)), "")
    if what:
        raise UnreadableFile(f"{file.name} is {what}, not a spreadsheet.", advice=ASK, refusal="other-document")
    raise _archive(file, names)


def _archive(file: File, names: list[str]) -> UnreadableFile:
    if not names:
        return UnreadableFile(f"{file.name} is an archive with no file in it.", advice=ASK, refusal="empty")
    if file.member:
        return UnreadableFile(
            f"{file.name} is an archive within an archive, which is not opened.",
            advice=UNPACK,
            refusal="nested-archive",
        )
    if "[content_types].xml" in names:
        return UnreadableFile(f"{file.name} lacks the parts of a workbook.", advice=SAVE_AS, refusal="no-workbook")
    return UnreadableFile(
        f"{file.name} is a .zip archive, not a workbook.", advice="Give it the ending .zip.", refusal="zip-archive"
    )


def _kind_by_type(file: File, media_type: bytes) -> Kind:
    if b"opendocument.spreadsheet" in media_type:
        return ODS
    told = media_type.decode("ascii", "replace").strip()
    raise UnreadableFile(
        f"{file.name} is a document of the type '{told}', not a spreadsheet.", advice=ASK, refusal="other-document"
    )


def kind_of_compound(file: File, stream: BinaryIO) -> Kind:
    """Which workbook an OLE compound file is; UnreadableFile where it has a password or is none."""
    content = stream.read()
    if _named("EncryptedPackage", content) or _has_password(content):
        raise locked(file)
    if _named("Workbook", content) or _named("Book", content):
        return XLS
    what = "a Word document" if _named("WordDocument", content) else "a compound file without a workbook"
    raise UnreadableFile(f"{file.name} is {what}.", advice=ASK, refusal="other-document")


def _named(stream: str, content: bytes) -> bool:
    """Whether the directory of a compound file names a stream (in UTF-16)."""
    return f"{stream}\0".encode("utf-16-le") in content


BEGIN_OF_BOOK = b"\x09\x08\x10\x00\x00\x06\x05\x00"
"""The first record of a workbook's globals in BIFF8 ([MS-XLS] 2.4.21)."""
FILE_PASS = 0x2F
RECORDS_BEFORE_PASS = 4


def _has_password(content: bytes) -> bool:
    """Whether a FilePass record stands behind the first records ([MS-XLS] 2.4.117), as in XOR obfuscation."""
    at = content.find(BEGIN_OF_BOOK)
    for _ in range(RECORDS_BEFORE_PASS if at >= 0 else 0):
        at += 4 + int.from_bytes(content[at + 2 : at + 4], "little")
        if int.from_bytes(content[at : at + 2], "little") == FILE_PASS:
            return True
    return False


def locked(file: File) -> UnreadableFile:
    """The refusal of a workbook that is encrypted."""
    return UnreadableFile(
        f"{file.name} has a password.",
        advice="Open it in Excel and save a copy without a password.",
        refusal="password",
    )
