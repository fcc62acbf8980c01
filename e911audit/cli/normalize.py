"""``normalize``: a list of addresses, cleaned."""

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from e911audit.cli import options as given
from e911audit.errors import Exit


class Columns(StrEnum):
    """Standards whose columns can be added."""

    PIDF_LO = "pidf-lo"
    CLDXF = "cldxf"
    ALI = "ali"
    USPS = "usps"
    ALL = "all"


File = Annotated[
    Path, typer.Argument(metavar="FILE", help="List of addresses: .xlsx, .csv, .tsv or .txt.", show_default=False)
]
Output = Annotated[
    Path | None,
    typer.Option(
        "-o", "--output", metavar="FILE", help="Cleaned list: .xlsx or .csv.", show_default="FILE-clean.xlsx, here"
    ),
]
Standards = Annotated[
    list[Columns],
    typer.Option("--columns", metavar="STANDARD", help="Add columns: pidf-lo, cldxf, ali, usps or all. Repeatable."),
]
Sheet = Annotated[
    str, typer.Option("--sheet", metavar="NAME", help="Sheet to read.", show_default="the first that fits")
]


def normalize(  # noqa: PLR0913  (one parameter for each option)
    file: File,
    *,
    output: Output = None,
    columns: Standards = [],  # noqa: B006
    sheet: Sheet = "",
    quiet: given.Quiet = False,
    debug: given.Debug = False,  # noqa: ARG001
) -> Exit:
    """Clean a list of addresses: each row again, with its lines, components, doubts, and what changed and why.

    Example:  e911audit normalize addresses.xlsx --columns pidf-lo -o clean.xlsx
    """
    from e911audit.normalizing import normalize as clean
    from e911audit.places.components import Standard

    target = output or Path(f"{file.stem}-clean.xlsx")
    standards = [one for one in Standard if Columns.ALL in columns or Columns(one.value) in columns]
    with given.progress(quiet=quiet) as tell:
        done = clean(file, target, standards, sheet=sheet, tell=tell)
    if not quiet:
        for note in done.notes:
            typer.echo(note)
        others = done.addresses - done.streets
        typer.echo(
            f"{done.rows:,} rows, {done.addresses:,} addresses: {done.streets:,} of a street, {others:,} of another "
            f"kind; {done.doubted:,} with doubts. Wrote {target}."
        )
    return Exit.CLEAN
