"""``profiles``: the known export formats, which one reads a file and why, and whether one still reads its sample."""

from pathlib import Path
from typing import Annotated

import typer

from e911audit.cli import options as given
from e911audit.errors import Exit

app = typer.Typer(
    help="List the known export formats; say which one reads a file, or test one on a sample.\n\n"
    "Example:  e911audit profiles match numbers.csv",
    rich_markup_mode=None,
)


@app.callback(invoke_without_command=True)
def profiles(context: typer.Context, *, folder: given.Profiles = None, debug: given.Debug = False) -> None:  # noqa: ARG001
    """List the profiles, where no other command follows."""
    if context.invoked_subcommand:
        return
    from e911audit.intake.known import with_folder

    known = with_folder(folder)
    for profile in known:
        origin = f"  [{profile.origin}]" if profile.origin else ""
        typer.echo(f"{profile.name:<32} {profile.title}{origin}")
    typer.echo(f"{len(known)} profiles. 'e911audit profiles match FILE' tells which one reads a file.")


@app.command("match")
def match_file(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="A spreadsheet, or a .zip of some.", show_default=False)],
    *,
    write: Annotated[
        Path | None, typer.Option("--write", metavar="TOML", help="Write a starter profile for the file's first sheet.")
    ] = None,
    folder: given.Profiles = None,
    debug: given.Debug = False,  # noqa: ARG001
) -> None:
    """Say which profile reads each sheet of a file and why, and which headers are not understood.

    Example:  e911audit profiles match numbers.csv --write my-profiles/numbers.toml
    """
    from e911audit.intake.known import with_folder
    from e911audit.intake.starter import explain, write_starter

    known = with_folder(folder)
    for line in explain(file, known):
        typer.echo(line)
    if write:
        typer.echo(f"Wrote {write_starter(file, known, write)}. Edit it, then run with --profiles {write.parent}.")


@app.command("test")
def check_samples(
    folder: Annotated[
        Path, typer.Argument(metavar="DIR", help="A sample (export and expected.toml), or a folder of them.")
    ],
    *,
    write: Annotated[bool, typer.Option("--write", help="Write what is read as what is expected from now on.")] = False,
    debug: given.Debug = False,  # noqa: ARG001
) -> None:
    """Read sample exports and compare the records with the expected ones; a profile beside a sample is tried on it.

    Example:  e911audit profiles test my-profiles/sample
    """
    from e911audit.intake.golden import differences, samples, write_expected

    failed = 0
    for sample in samples(folder):
        if write:
            typer.echo(f"Wrote {write_expected(sample)}.")
            continue
        told = differences(sample)
        typer.echo(f"{sample}: {'as expected' if not told else 'differs'}")
        for line in told:
            typer.echo(f"  {line}")
        failed += bool(told)
    if failed:
        raise typer.Exit(Exit.FINDINGS)
