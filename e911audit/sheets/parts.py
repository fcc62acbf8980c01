"""The parts of an .xlsx package: which member is which sheet, the calendar, and the formats that show leading zeros."""

import posixpath
import re
import zipfile
from collections.abc import Callable, Iterator, Mapping
from types import MappingProxyType
from typing import IO, Any, NamedTuple
from xml.parsers import expat

MOST_BYTES = 16 << 20
"""Larger workbook parts and styles than any honest file has are not looked into."""
ZEROS = re.compile(r"0{2,15}")
STYLES = "/styles"
YES = {"1", "true", "on"}


class Parts(NamedTuple):
    """``sheets`` names the member of each sheet, blank where there is none.

    ``zeros`` tells by index of a cell's style how many digits its format shows.
    """

    sheets: dict[str, str]
    mac_calendar: bool = False
    uncalculated: bool = False
    zeros: Mapping[str, int] = MappingProxyType({})


class BadPart(Exception):
    """A part of a package is no XML that a spreadsheet program writes."""


def parse(stream: IO[bytes], **handlers: Callable[..., Any]) -> None:
    """Parse XML with expat's handlers (``StartElementHandler`` ...); BadPart where it is none."""
    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.StartDoctypeDeclHandler = _refuse_doctype
    for name, handler in handlers.items():
        setattr(parser, name, handler)
    try:
        parser.ParseFile(stream)
    except expat.ExpatError as fault:
        raise BadPart(f"no XML: {fault}") from None


def _refuse_doctype(*_facts: Any) -> None:
    raise BadPart("a part declares a DOCTYPE")


def local(name: str) -> str:
    """A name without its prefix: ``x:row`` is a ``row``."""
    return name.rpartition(":")[2]


def find_parts(archive: zipfile.ZipFile) -> Parts:
    """Read what the package says about its sheets; BadPart where that is damaged."""
    members = {_norm(name): name for name in archive.namelist()}
    book = next((to for kind, to in _relations(archive, members, "") if kind.endswith("/officeDocument")), "")
    book = book if book in members else "xl/workbook.xml"
    relations = {key: (kind, to) for key, kind, to in _keyed_relations(archive, members, book)}
    sheets, mac, uncalculated = dict[str, str](), False, False
    for element, facts in _elements(archive, members.get(book, "")):
        if element == "sheet":
            key = next((value for name, value in facts.items() if name.endswith(":id")), "")
            sheets[facts.get("name", "")] = members.get(relations.get(key, ("", ""))[1], "")
        elif element == "workbookPr":
            mac = facts.get("date1904", "").lower() in YES
        elif element == "calcPr":
            uncalculated = facts.get("fullCalcOnLoad", "").lower() in YES
    styles = next((to for kind, to in relations.values() if kind.endswith(STYLES)), "")
    return Parts(sheets, mac, uncalculated, _zeros(_elements(archive, members.get(styles, ""))))


def _norm(name: str) -> str:
    return posixpath.normpath(name.replace("\\", "/").lstrip("/")).lower()


def _relations(archive: zipfile.ZipFile, members: dict[str, str], part: str) -> list[tuple[str, str]]:
    return [(kind, to) for _, kind, to in _keyed_relations(archive, members, part)]


def _keyed_relations(archive: zipfile.ZipFile, members: dict[str, str], part: str) -> Iterator[tuple[str, str, str]]:
    """Key, type and target of each relation of a part."""
    folder, name = posixpath.split(part)
    for element, facts in _elements(archive, members.get(_norm(f"{folder}/_rels/{name}.rels"), "")):
        if element == "Relationship":
            target = facts.get("Target", "")
            within = target if target.startswith(("/", "\\")) else f"{folder}/{target}"
            yield facts.get("Id", ""), facts.get("Type", ""), _norm(within)


def _elements(archive: zipfile.ZipFile, name: str) -> list[tuple[str, dict[str, str]]]:
    """Local names and attributes of a part's elements in order; none without it."""
    found: list[tuple[str, dict[str, str]]] = []
    if name and archive.getinfo(name).file_size <= MOST_BYTES:
        with archive.open(name) as stream:
            parse(stream, StartElementHandler=lambda element, facts: found.append((local(element), facts)))
    return found


def _zeros(styles: list[tuple[str, dict[str, str]]]) -> dict[str, int]:
    """How many digits each cell style shows whose format consists of zeros only."""
    formats = {
        facts.get("numFmtId"): len(facts["formatCode"])
        for element, facts in styles
        if element == "numFmt" and ZEROS.fullmatch(facts.get("formatCode", ""))
    }
    section, wanted = "", []
    for element, facts in styles if formats else ():
        if element == "xf" and section == "cellXfs":
            wanted.append(formats.get(facts.get("numFmtId")))
        elif element.endswith(("Xfs", "Styles", "xfs")):
            section = element
    return {str(index): width for index, width in enumerate(wanted) if width}
