"""What a command prints: what was not judged first, then go or no-go, then where the reports are."""

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from e911audit.values import Judgement, Severity

if TYPE_CHECKING:
    from e911audit.intake.load import Receipt
    from e911audit.views.result import Result


def show_receipt(receipt: "Receipt") -> None:
    """Print how each sheet ended: profile, rows, notes, and the first rows left out with cell and reason."""
    for note in receipt.notes:
        typer.echo(note)
    for source in receipt.sources:
        for sheet in source.sheets:
            where = f"{source.path} {sheet.name}".strip()
            by = f" by {sheet.profile}" if sheet.profile else ""
            counts = (
                f"{sheet.rows:,} rows: {sheet.loaded:,} loaded, {sheet.ignored:,} ignored, {sheet.rejected:,} rejected"
            )
            typer.echo(f"{where}: {sheet.state}{by}; {counts if sheet.rows else 'no rows'}")
            for told in (sheet.reason, *sheet.notes):
                typer.echo(f"  {told}")
    for row in receipt.rows_left:
        typer.echo(row)


def show_summary(result: "Result", outputs: Iterable[Path], notes: Iterable[str], *, quiet: bool) -> None:
    """Print the summary of a run to stdout."""
    show([*notes, *summary(result), *(f"Wrote {output}." for output in outputs)], quiet=quiet)


def show(lines: Iterable[str], *, quiet: bool) -> None:
    """Print lines to stdout."""
    if not quiet:
        for line in lines:
            typer.echo(line)


def summary(result: "Result") -> Iterator[str]:
    """What a run looked at, read, could not judge and found."""
    totals = result.totals
    yield (
        f"Looked at {totals['numbers']:,} numbers, {totals['devices']:,} devices, {totals['lines']:,} lines "
        f"at {totals['sites']:,} sites, as of {result.as_of}."
    )
    sheets = [sheet for source in result.sources for sheet in source.sheets]
    rejected = sum(sheet.rejected for sheet in sheets)
    skipped = sum(sheet.state != "loaded" for sheet in sheets)
    yield (
        f"Read {sum(sheet.loaded for sheet in sheets):,} rows of {len(sheets) - skipped} sheets; "
        f"{rejected:,} rows rejected, {skipped} sheets not loaded (see Rejected Rows and Sources)."
    )
    nowhere = [outcome for outcome in result.not_judged if outcome.state is Judgement.NOT_JUDGED]
    yield (
        f"Not judged: {len(nowhere)} of {len(result.outcomes)} rules for want of data, "
        f"{len(result.not_judged) - len(nowhere)} more for some records."
    )
    yield ("Found: " + ", ".join(f"{totals[severity]:,} {severity}" for severity in Severity) + ".")
    going = sum(site.go for site in result.sites)
    if result.sites:
        yield (f"Go for {going} of {len(result.sites)} sites.")
