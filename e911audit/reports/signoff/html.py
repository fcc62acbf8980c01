"""The pages of a sign-off as one self-contained HTML file: no script, nothing fetched, fit to be printed."""

from collections.abc import Iterable, Iterator
from html import escape
from pathlib import Path

from e911audit.reports.signoff.blocks import Block, Heading, Table, Words
from e911audit.reports.text import visible

POLICY = "default-src 'none'; style-src 'unsafe-inline'"
STYLE = """\
@page { size: letter; margin: 0.7in; }
body { font: 11pt/1.35 Arial, Helvetica, sans-serif; color: #111; max-width: 7.6in; margin: 1em auto; padding: 0 1em; }
h1 { font-size: 18pt; } h2 { font-size: 13pt; margin: 1.4em 0 0.4em; break-after: avoid; }
p.strong { font-size: 26pt; font-weight: bold; border: 3px solid #111; padding: 0.15em 0.5em; display: inline-block;
  margin: 0.2em 0; }
table { border-collapse: collapse; width: 100%; table-layout: fixed; }
thead { display: table-header-group; } tr { break-inside: avoid; }
th, td { border: 1px solid #767676; padding: 0.25em 0.45em; text-align: left; vertical-align: top;
  overflow-wrap: anywhere; font-size: 9.5pt; }
th { background: #e8e8e8; }
table.tall td { height: 0.5in; vertical-align: bottom; }
@media print { body { margin: 0; padding: 0; max-width: none; } }
"""


def write(title: str, blocks: Iterable[Block], path: Path) -> None:
    """Write the pages; equal blocks give equal bytes."""
    shown = escape(visible(title))
    text = "\n".join(
        (
            '<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">',
            f'<meta http-equiv="Content-Security-Policy" content="{POLICY}">',
            '<meta name="viewport" content="width=device-width, initial-scale=1">',
            f"<title>{shown}</title>\n<style>\n{STYLE}</style>\n</head>\n<body>\n<main>\n<h1>{shown}</h1>",
            *(line for block in blocks for line in _lines(block)),
            "</main>\n</body>\n</html>\n",
        )
    )
    path.write_text(text, encoding="utf-8", newline="\n")


def _lines(block: Block) -> Iterator[str]:
    match block:
        case Heading(text):
            yield f"<h2>{escape(visible(text))}</h2>"
        case Words(text, strong):
            kind = ' class="strong"' if strong else ""
            yield f"<p{kind}>{escape(visible(text))}</p>"
        case Table():
            yield from _table(block)


def _table(table: Table) -> Iterator[str]:
    yield '<table class="tall">' if table.tall else "<table>"
    yield "<colgroup>" + "".join(f'<col style="width:{width}%">' for width in table.widths) + "</colgroup>"
    yield "<thead><tr>" + "".join(f'<th scope="col">{escape(name)}</th>' for name in table.headers) + "</tr></thead>"
    yield "<tbody>"
    for row in table.rows:
        yield "<tr>" + "".join(f"<td>{escape(visible(cell))}</td>" for cell in row) + "</tr>"
    yield "</tbody>\n</table>"
