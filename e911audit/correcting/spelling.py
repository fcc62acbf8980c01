"""What a spreadsheet program or a habit of writing has taken from a value, and the value itself proves."""

from collections.abc import Iterator

from e911audit.correcting.addresses import restored_zip
from e911audit.correcting.book import Book, Record
from e911audit.correcting.change import Change, corrected, name_of
from e911audit.views.correction import Correction
from e911audit.views.result import Finding

NUMBERED = ("number", "carrier_number", "device", "line")
ADDRESSED = ("site", "location", "number", "device", "line")


def normalised(book: Book, finding: Finding) -> list[Correction]:
    """Give the values of a sheet back what was lost: the zero of a ZIP that the state proves, the +1 of a number.

    Streets stay as they were written: another spelling of the same street helps nobody.
    """
    sheets = book.named_sheets(finding.subject)
    return [
        *(one for kind in NUMBERED for one in _numbers(book, finding, kind, sheets)),
        *(
            one
            for kind in ADDRESSED
            for record in _of(book, kind, sheets)
            for one in restored_zip(book, finding, record)
        ),
    ]


def _of(book: Book, kind: str, sheets: frozenset[int]) -> Iterator[Record]:
    return (record for record in book.all(kind) if record["sheet_id"] in sheets) if sheets else iter(())


def _numbers(book: Book, finding: Finding, kind: str, sheets: frozenset[int]) -> Iterator[Correction]:
    """Yield numbers in E.164 that stand alone in their cell: no range, no list, no extension behind them."""
    found = [*_of(book, kind, sheets)]
    alone: dict[tuple[int, int], int] = {}
    for record in found:
        alone[record["sheet_id"], record["row"]] = alone.get((record["sheet_id"], record["row"]), 0) + 1
    for record in found:
        e164, text = record["e164"], record["text"]
        single = alone[record["sheet_id"], record["row"]] == 1 and not (kind == "number" and record["extension"])
        possible = "NUM-002" not in book.faults.get((kind, name_of(record)), ())
        if e164 and text and text != e164 and single and possible and record["fault"] in (None, "fictitious"):
            yield corrected(book, finding, record, Change("e164", text, e164))
