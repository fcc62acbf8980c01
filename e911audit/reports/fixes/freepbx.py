"""Emergency caller IDs of FreePBX extensions, in the columns of its Bulk Handler.

The Bulk Handler deletes an extension and makes it anew from the columns of the file, so a file with few columns would
reset the rest, passwords too, which this program never keeps. The list is therefore to be copied into a full export;
its first line is no header, so that the Bulk Handler refuses it as it is.
"""

from collections.abc import Iterator

from e911audit.reports.fixes.rows import imported, note
from e911audit.views.correction import Corrections

EXTENSIONS = "freepbx-emergency-cid.csv"
NAMES = (EXTENSIONS,)
PROFILE, FIELD = "freepbx-extensions", "emergency_caller_id"
HEADERS = ("extension", "name", "tech", "emergency_cid", "was", "finding")
MERGE = "Copy emergency_cid into a full export of the Bulk Handler; this file alone would reset the extensions."


def files(corrections: Corrections) -> Iterator[tuple[str, bytes]]:
    """The list, numbers in ten digits: a spreadsheet program would take a plus sign away."""
    rows = [
        (one.whole["extension"], one.whole.get("name", ""), one.whole.get("tech", ""), one.becomes.removeprefix("+1"),
         one.was, one.finding)
        for one in corrections.corrections
        if one.profile == PROFILE and one.field == FIELD
    ]  # fmt: skip
    if rows:
        yield EXTENSIONS, imported([(f"{note(corrections)} {MERGE}",), HEADERS, *rows])
