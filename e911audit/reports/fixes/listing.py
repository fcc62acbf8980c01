"""All corrections as one list, whatever system their records come from, and what to do with the other files."""

from collections.abc import Iterator

from e911audit.reports.fixes.rows import delimited, note
from e911audit.views.correction import Corrections

LIST, READ_ME = "corrections.csv", "README.txt"
NAMES = (LIST, READ_ME)
HEADERS = ("Record Kind", "Record", "Field", "Was", "Becomes", "Finding", "Rule", "File", "Sheet", "Cell")
ADVICE = """
corrections.csv           every correction, with the cell where the value stands
teams-corrections.ps1     Teams: commands that make the corrected addresses and point numbers and network to them
teams-locations.csv       Teams: the corrected locations, in the columns of Get-CsOnlineLisLocation
teams-numbers.csv         Teams: the numbers that get another location
teams-wiremap.csv         TeamsE911Automation: the rows to import again; Warning tells what was changed
freepbx-emergency-cid.csv FreePBX: copy the column emergency_cid into a fresh, full export of the Bulk Handler and
                          import that. Do not import this file: the Bulk Handler replaces a whole extension and would
                          reset every setting that stands in no column. The first line makes it refuse the file.
nena-ali.txt              911 database: NENA 2.1 records (512) with header and trailer. Function codes: I insert,
                          C change, D delete, M migrate; U unlock is for the provider that loses the number.
nena-ali.csv              what each of these records was and which finding it answers

A finding that stands for several records counts as answered where one of them is corrected: look at the list.
A file is there only if it has something in it. Keep this folder out of the folder that you audit: a proposal read
as an export would count as a fact.
"""


def files(corrections: Corrections) -> Iterator[tuple[str, bytes]]:
    """The list and the explanation, which are always written."""
    rows = [
        (one.kind, one.record, one.field, one.was, one.becomes, one.finding, one.rule, one.cell.path, one.cell.sheet,
         one.cell.cell)
        for one in corrections.corrections
    ]  # fmt: skip
    yield LIST, delimited([(note(corrections),), HEADERS, *rows, (corrections.told,)])
    yield READ_ME, f"{note(corrections)}\n{ADVICE}\n{corrections.told}\n".encode()
