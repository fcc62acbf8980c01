"""Records for the 911 database in NENA 2.1: a header, the records with their function codes, a trailer."""

from collections.abc import Iterator

from e911audit.nena import NenaFile, closing, encode_file, formats
from e911audit.reports.fixes.rows import delimited, note
from e911audit.views.correction import RECORD_911, Correction, Corrections

RECORDS, LIST = "nena-ali.txt", "nena-ali.csv"
NAMES = (RECORDS, LIST)
HEADERS = ("Record", "Function", "Telephone Number", "Was", "Becomes", "Finding")
ORDER = "DUMCI"
"""Function codes as they must follow one another for one number."""


def files(corrections: Corrections) -> Iterator[tuple[str, bytes]]:
    """The file of records, and what each of them was."""
    sent = _sent(corrections)
    if not sent:
        return
    day = corrections.as_of
    header = {
        "extract_date": f"{day:%m%d%y}",
        "company_name": "PROPOSED BY E911AUDIT, NOTHING HAS BEEN SENT",
        "cycle_counter": "1",
        "general_use": "NOT SENT, CHECK IT",
        "expanded_extract_date": f"{day:%Y%m%d}",
    }
    records = tuple(dict(whole[-1].whole) for whole in sent)
    yield (
        RECORDS,
        encode_file(
            NenaFile(format=formats()["ali"], records=records, header=header, trailer=closing(header, len(records)))
        ),
    )
    rows = [
        (str(number), one.whole["function"], f"+1{one.whole['npa']}{one.whole['calling_number']}", one.was, one.becomes,
         one.finding)
        for number, whole in enumerate(sent, 1)
        for one in whole
    ]  # fmt: skip
    yield LIST, delimited([(note(corrections),), HEADERS, *rows])


def _sent(corrections: Corrections) -> list[list[Correction]]:
    """The corrections of each record that is sent, the last of which has them all; a deleted one is not changed too."""
    by_record: dict[tuple[str, str], list[Correction]] = {}
    for one in corrections.corrections:
        if one.field == RECORD_911:
            number = one.whole["npa"] + one.whole["calling_number"]
            by_record.setdefault((number, one.whole["function"]), []).append(one)
    kept = {key: changes for key, changes in by_record.items() if key[1] == "D" or (key[0], "D") not in by_record}
    return [kept[key] for key in sorted(kept, key=lambda key: (key[0], ORDER.index(key[1])))]
