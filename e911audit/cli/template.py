"""``template``: the blank import workbook."""

from pathlib import Path
from typing import Annotated

import typer

from e911audit.cli import options as given


def template(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="Folder to write to; it is made where it is missing.")],
    debug: given.Debug = False,  # noqa: ARG001
) -> None:
    """Write the blank import workbook, with drop-downs, notes and an example row.

    Example:  e911audit template my-project
    """
    from e911audit.intake.template import write_template

    typer.echo(f"Wrote {write_template(folder)}.")
