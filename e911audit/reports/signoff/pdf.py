"""The pages of a sign-off as a PDF: with its fonts, without date or random number; equal blocks give equal bytes."""

from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

from reportlab import rl_config
from reportlab.lib.colors import HexColor
from reportlab.lib.pagesizes import LETTER
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import inch
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import CondPageBreak, Flowable, KeepTogether, Paragraph, SimpleDocTemplate, Spacer
from reportlab.platypus import Table as Grid

from e911audit.reports.signoff.blocks import Block, Heading, Table, Words
from e911audit.reports.text import one_line

MARGIN = 0.7 * inch
WIDTH = LETTER[0] - 2 * MARGIN
TALL = 0.38 * inch
FONT, BOLD = "Vera", "VeraBd"
"""Bitstream Vera, which comes with reportlab and may be embedded."""
LINE, SHADE = HexColor(0x767676), HexColor(0xE8E8E8)
GRID: list[Any] = [
    ("GRID", (0, 0), (-1, -1), 0.5, LINE),
    ("BACKGROUND", (0, 0), (-1, 0), SHADE),
    ("VALIGN", (0, 0), (-1, -1), "TOP"),
    ("TOPPADDING", (0, 0), (-1, -1), 2),
    ("BOTTOMPADDING", (0, 0), (-1, -1), 3),
]


def write(title: str, blocks: Iterable[Block], path: Path) -> None:
    """Write the pages."""
    _fonts()
    title = _drawn(title)
    story = [_paragraph(title, 16, BOLD), *(part for block in blocks for part in _parts(block))]
    pages = SimpleDocTemplate(
        str(path), pagesize=LETTER, leftMargin=MARGIN, rightMargin=MARGIN, topMargin=MARGIN, bottomMargin=MARGIN,
        title=title, author="e911audit", creator="e911audit", lang="en", invariant=1,
    )  # fmt: skip

    def footer(canvas: Canvas, _document: Any) -> None:
        canvas.setFont(FONT, 7.5)
        canvas.drawString(MARGIN, MARGIN / 2, title)
        canvas.drawRightString(LETTER[0] - MARGIN, MARGIN / 2, f"Page {canvas.getPageNumber()}")

    pages.build(story, onFirstPage=footer, onLaterPages=footer)


@cache
def _fonts() -> None:
    folder = Path(rl_config.__file__).parent / "fonts"
    for name in (FONT, BOLD):
        pdfmetrics.registerFont(TTFont(name, str(folder / f"{name}.ttf")))
    pdfmetrics.registerFontFamily(FONT, normal=FONT, bold=BOLD, italic=FONT, boldItalic=BOLD)


def _drawn(text: str) -> str:
    """The text with each character that the font lacks replaced by its code, so that nothing is lost unseen."""
    glyphs = pdfmetrics.getFont(FONT).face.charToGlyph  # type: ignore[attr-defined]  # a TrueType font has them
    return "".join(one if ord(one) in glyphs else f"[U+{ord(one):04X}]" for one in one_line(text))


def _paragraph(text: str, size: float, font: str = FONT) -> Paragraph:
    style = ParagraphStyle(f"{font}{size}", fontName=font, fontSize=size, leading=size * 1.3, splitLongWords=1)
    return Paragraph(escape(_drawn(text)), style)


def _parts(block: Block) -> Iterator[Flowable]:
    match block:
        case Heading(text):
            yield CondPageBreak(1.2 * inch)
            yield Spacer(1, 12)
            yield _paragraph(text, 12, BOLD)
            yield Spacer(1, 4)
        case Words(text, True):
            yield Spacer(1, 8)
            yield _boxed(text)
            yield Spacer(1, 8)
        case Words(text):
            yield _paragraph(text, 9.5)
            yield Spacer(1, 4)
        case Table():
            yield KeepTogether(_grid(block)) if block.tall else _grid(block)
            yield Spacer(1, 6)


def _boxed(text: str) -> Grid:
    words = _paragraph(text, 24, BOLD)
    return Grid([[words]], colWidths=[2.4 * inch], hAlign="LEFT", style=[("BOX", (0, 0), (-1, -1), 2.5, HexColor(0)),
        ("BOTTOMPADDING", (0, 0), (-1, -1), 8)])  # fmt: skip


def _grid(table: Table) -> Grid:
    rows = [[_paragraph(name, 8, BOLD) for name in table.headers]]
    rows += [[_paragraph(cell, 8) for cell in row] for row in table.rows]
    return Grid(
        rows,
        colWidths=[WIDTH * width / 100 for width in table.widths],
        rowHeights=[None, *[TALL if table.tall else None] * len(table.rows)],
        repeatRows=1,
        hAlign="LEFT",
        style=[*GRID, *([("VALIGN", (0, 1), (-1, -1), "BOTTOM")] if table.tall else [])],
    )
