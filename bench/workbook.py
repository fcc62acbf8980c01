"""Write an .xlsx row by row in constant memory, in the dialect of Excel: shared strings, cell references, date style.

Libraries that stream write inline strings instead, which no reader meets in a workbook that Excel saved.
"""

import tempfile
import zipfile
from collections.abc import Iterable, Sequence
from datetime import date
from pathlib import Path
from types import TracebackType
from typing import IO, Self, TypeAlias
from xml.sax.saxutils import escape, quoteattr

Cell: TypeAlias = str | int | float | date | None

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
PART = "application/vnd.openxmlformats-officedocument.spreadsheetml"
HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
# Style 1 is a date: number format 14 of ECMA-376 part 1, 18.8.30.
STYLES = (
    f'{HEAD}<styleSheet xmlns="{MAIN}"><fonts count="1"><font/></fonts>'
    '<fills count="1"><fill><patternFill/></fill></fills>'
    '<borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs>'
    '<cellXfs count="2"><xf/><xf numFmtId="14" applyNumberFormat="1"/></cellXfs>'
    '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>'
)
EXCEL_DAY_0 = date(1899, 12, 30).toordinal()


def letter(column: int) -> str:
    """Letters of a column, counted from 0: 0 is A, 26 is AA."""
    return (letter(column // 26 - 1) if column >= 26 else "") + chr(65 + column % 26)


class Strings:
    """The shared strings, written out at once; only the latest ones are remembered, so memory stays constant."""

    KEEP = 50_000

    def __init__(self) -> None:
        self.out = tempfile.TemporaryFile("w+", encoding="utf-8")  # noqa: SIM115 - the workbook closes it
        self.count = 0
        self.new: dict[str, int] = {}
        self.old: dict[str, int] = {}

    def number(self, text: str) -> int:
        """Index of a text; a text not used for long gets a second index, which the format allows."""
        known = self.new.get(text)
        if known is not None:
            return known
        known = self.old.get(text)
        if known is None:
            known = self.count
            self.count += 1
            self.out.write(f'<si><t xml:space="preserve">{escape(text)}</t></si>')
        if len(self.new) >= self.KEEP:
            self.old, self.new = self.new, {}
        self.new[text] = known
        return known


class Workbook:
    """A workbook being written; leaving the `with` block completes the file."""

    def __init__(self, path: Path) -> None:
        self.zip = zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED)
        self.strings = Strings()
        self.names: list[str] = []

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if kind is None:
            self._finish()
        self.strings.out.close()
        self.zip.close()

    def sheet(self, name: str, header: Sequence[str], rows: Iterable[Sequence[Cell]]) -> None:
        """Add a sheet: the header in row 1, each of `rows` below it; an empty sequence leaves a blank row."""
        self.names.append(name)
        letters = [letter(column) for column in range(len(header))]
        with self.zip.open(f"xl/worksheets/sheet{len(self.names)}.xml", "w", force_zip64=True) as out:
            out.write(f'{HEAD}<worksheet xmlns="{MAIN}"><sheetData>'.encode())
            self._row(out, 1, letters, header)
            for number, row in enumerate(rows, 2):
                self._row(out, number, letters, row)
            out.write(b"</sheetData></worksheet>")

    def _row(self, out: IO[bytes], number: int, letters: Sequence[str], cells: Sequence[Cell]) -> None:
        xml = [f'<row r="{number}">']
        for column, cell in zip(letters, cells, strict=False):
            if isinstance(cell, str):
                xml.append(f'<c r="{column}{number}" t="s"><v>{self.strings.number(cell)}</v></c>')
            elif isinstance(cell, date):
                xml.append(f'<c r="{column}{number}" s="1"><v>{cell.toordinal() - EXCEL_DAY_0}</v></c>')
            elif cell is not None:
                xml.append(f'<c r="{column}{number}"><v>{cell}</v></c>')
        xml.append("</row>")
        out.write("".join(xml).encode())

    def _finish(self) -> None:
        with self.zip.open("xl/sharedStrings.xml", "w", force_zip64=True) as out:
            out.write(f'{HEAD}<sst xmlns="{MAIN}" uniqueCount="{self.strings.count}">'.encode())
            self.strings.out.seek(0)
            while piece := self.strings.out.read(1 << 16):
                out.write(piece.encode())
            out.write(b"</sst>")
        numbers = range(1, len(self.names) + 1)
        sheets = "".join(
            f'<sheet name={quoteattr(name)} sheetId="{n}" r:id="rId{n}"/>' for n, name in enumerate(self.names, 1)
        )
        parts = [(f"worksheets/sheet{n}.xml", "worksheet") for n in numbers]
        parts += [("styles.xml", "styles"), ("sharedStrings.xml", "sharedStrings")]
        self.zip.writestr(
            "xl/workbook.xml",
            f'{HEAD}<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}"><sheets>{sheets}</sheets></workbook>',
        )
        self.zip.writestr("xl/styles.xml", STYLES)
        self.zip.writestr("xl/_rels/workbook.xml.rels", relations((target, kind) for target, kind in parts))
        self.zip.writestr("_rels/.rels", relations([("xl/workbook.xml", "officeDocument")]))
        self.zip.writestr("[Content_Types].xml", content_types(parts))


def relations(parts: Iterable[tuple[str, str]]) -> str:
    """The relationship part for (target, kind) pairs, numbered rId1 and on."""
    items = "".join(
        f'<Relationship Id="rId{n}" Type="{OFFICE}/{kind}" Target="{target}"/>'
        for n, (target, kind) in enumerate(parts, 1)
    )
    return f'{HEAD}<Relationships xmlns="{PACKAGE}/relationships">{items}</Relationships>'


def content_types(parts: Iterable[tuple[str, str]]) -> str:
    """The content types part: the workbook and the parts beside it."""
    items = "".join(f'<Override PartName="/xl/{target}" ContentType="{PART}.{kind}+xml"/>' for target, kind in parts)
    return (
        f'{HEAD}<Types xmlns="{PACKAGE}/content-types"><Default Extension="xml" ContentType="application/xml"/>'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Override PartName="/xl/workbook.xml" ContentType="{PART}.sheet.main+xml"/>{items}</Types>'
    )
