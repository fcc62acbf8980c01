"""A file of NENA records as a whole: what its lines, its header and its trailer say of it, as one record."""

from sqlalchemy import update

from e911audit.intake.columns import Columns
from e911audit.intake.inventory import Inventory
from e911audit.model.tables import Sheet
from e911audit.nena import Tally
from e911audit.values import SheetState

TABLE = "exchange_file"
AT_A_LINE = ("format", "line_fault", "frame_fault")
"""Fields whose cell is a whole line (or record) of the file."""


def letters_of(tally: Tally | None) -> dict[str, str]:
    """Field -> what stands before the number of a line where a finding cites one; nothing for other files."""
    return {f"{TABLE}.{name}": f"{tally.shape.unit} " for name in AT_A_LINE} if tally else {}


def tell_file(inventory: Inventory, sheet: int, tally: Tally, *, loaded: bool) -> None:
    """Store the record of a file; where none of its own records could be loaded, it is all that the sheet tells."""
    if not loaded and not tally.doubts:
        return
    columns, rows = _file_record(tally)
    inventory.add(TABLE, sheet, columns, rows)
    if not loaded:
        facts = {"state": SheetState.LOADED, "loads": TABLE, "columns": letters_of(tally)}
        inventory.connection.execute(update(Sheet).where(Sheet.c.id == sheet).values(facts))


def _file_record(tally: Tally) -> tuple[Columns, list[int]]:
    """The columns of one record, and its row."""
    lines, frame, shape = tally.line_doubts, tally.frame_doubts, tally.shape
    if not shape.format.framed and not tally.headers and not tally.trailers:
        frame = []
        told = None
    else:
        told = "; ".join(doubt.told for doubt in frame)
    columns = {
        "format": shape.format.name,
        "records": tally.records,
        "wrong_lines": len({*tally.odd, *tally.unmarked}),
        "line_fault": "; ".join(doubt.told for doubt in lines),
        "frame_fault": told,
        "frame_row": frame[0].line if frame else 1,
    }
    return {name: [value] for name, value in columns.items()}, [min((doubt.line for doubt in lines), default=1)]
