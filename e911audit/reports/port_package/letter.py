"""The data of the letter of authorization, copied field by field from the CSR, and which numbers go and stay."""

from operator import attrgetter
from pathlib import Path

from e911audit.reports.excel import write_sheets
from e911audit.reports.excel.table import TABLOID, Column, Plan
from e911audit.views.port_package import LetterField, PortPackage

TITLE = "Data of the letter of authorization"


def _cells(field: LetterField) -> tuple[object, ...]:
    return (field.cell,) if field.cell else ()


LETTER = (
    Column("Field", 26, attrgetter("name")),
    Column("Copy This Text", 46, attrgetter("value"), "id"),
    Column("On The Letter Now", 40, attrgetter("on_letter"), "id"),
    Column("To Be Settled", 44, attrgetter("note")),
    Column("Source", 36, _cells, "source"),
)
NUMBERS = (
    Column("Telephone Number", 18, attrgetter("number"), "id"),
    Column("Site", 10, attrgetter("site"), "id"),
    Column("Order", 14, attrgetter("order"), "id"),
    Column("Hold", 16, attrgetter("hold"), "word"),
    Column("Why", 56, attrgetter("why")),
    Column("Old Service Must Stay Until", 26, attrgetter("before")),
    Column("What Hangs On It", 34, attrgetter("beside")),
    Column("Source", 34, lambda held: (held.cell,), "source"),
)

HOW = (
    "Copy the texts of the sheet LOA Data as they stand, with every suite number, full stop and blank.",
    "The law asks for the billing name and address (47 CFR 64.1130); the carrier compares the service address.",
    "Give both, each in its own field.",
    "Only the numbers of the sheet Will Port are in the files for the vendors.",
    "The PIN is in no file: the billing owner gives it to the new carrier.",
)


def _about(package: PortPackage) -> tuple[str, ...]:
    facts = package.facts
    named = (("Order", package.order), ("Losing carrier", facts.get("losing_carrier")),
             ("Gaining carrier", facts.get("gaining_carrier")), ("Full or partial", facts.get("extent")))  # fmt: skip
    return (
        "; ".join(f"{name}: {value or 'not told'}" for name, value in named),
        f"May port: {len(package.goes):,} numbers. Of the order or its account, and not in it: {len(package.stays):,}.",
        *HOW,
    )


SHEETS = (
    Plan("LOA Data", attrgetter("fields"), LETTER, "", "B2", tab="243B53"),
    Plan(
        "Will Port",
        attrgetter("goes"),
        NUMBERS,
        "No number of the order may port: see Will Not Port.",
        "B2",
        TABLOID,
        "2E7D32",
    ),
    Plan(
        "Will Not Port",
        attrgetter("stays"),
        NUMBERS,
        "Every number of the order and of its account ports.",
        "B2",
        TABLOID,
        "9B1C1C",
    ),
    Plan("How", _about, (Column("How This Is Used", 120, str),), ""),
)


def write(package: PortPackage, path: Path) -> None:
    """Write the workbook."""
    write_sheets(package, path, TITLE, SHEETS)
