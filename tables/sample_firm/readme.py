"""README.md of the sample: what is where, and the answer key for people."""

from tables.sample_firm.books import FOLDER, Fault, parsed
from tables.sample_firm.properties import number


def write_readme(faults: list[Fault]) -> None:
    """Write README.md with the table of faults and that of lines worth a look."""
    table = "\n".join(f"| {fault.rule} | {fault.subject} | {fault.where} | {fault.why} |" for fault in faults)
    lines = "\n".join(
        f"| {number(*row['line'].split())} | {row['shows']} |" for row in parsed(LINES, ["line", "shows"])
    )
    text = README.replace("{table}", table).replace("{lines}", lines)
    (FOLDER / "README.md").write_text(text, encoding="utf-8", newline="\n")


LINES = """
DSM 0113 | sprinkler supervision that has moved to cellular with every proof: it may be disconnected from 2026-11-29
MEM 0113 | sprinkler supervision with a small battery: it must stay on copper
MEM 0111 | elevator telephone of whose battery nobody knows: copper or managed voice
MEM 0112 | fire alarm whose station test failed: nothing is cut before it passes
SAV 0110 | elevator telephone whose certificate has expired
SAV 0112 | fire alarm that moves to cellular while nobody has told the edition of the code: not judged
DSM 0118 | modem planned onto an ATA, over which its tones do not pass: only cellular fits
MEM 0115 | gate that may move to an ATA
MEM 0116 | modem that may go: its machine reports otherwise, and the vendor has agreed
MEM 0117 | listed as fax, while its note says FIRE PANEL: not judged until somebody has looked
MEM 0187 | mystery line: billed, in no list
"""


README = """<!-- written by make/readme.py; change it there -->
# A fictitious firm, three weeks before its VoIP cutover

Larkspur Hollow Holdings does not exist. It runs a hospital of two buildings in Nashville, a hotel in Salt Lake City, a
school in Portland, a warehouse with two elevators near Columbus, stores in Charlotte, Atlanta and (planned) Tacoma,
and offices in ten cities, with headquarters in a shared tower in Austin; 34 people work at home. It has just bought a
cold store in Memphis, a clinic in Des Moines and an inn in Savannah, of which only the analog lines are surveyed.
Cutover is Saturday, 2026-11-28. All telephone numbers are 555-0100 to 555-0199, which are reserved for fiction; streets
are invented, while cities, ZIPs and area codes belong together. Three numbers are typed wrong and can exist nowhere.

    e911audit audit sample_data --as-of 2026-11-09 --cutover 2026-11-28

| file | what it is | how it is dirty |
|---|---|---|
| Sites and buildings.xlsx | 17 sites, 18 buildings | two title rows, a no-break space in a header, site codes in lower case, ZIPs as numbers (lost zeros in MA and NJ) |
| Locations.xlsx | dispatchable locations, 34 of them homes | N/A in unused cells, streets in capitals, four spellings of a date, ELINs as numbers; a sheet that is only a note |
| network map.csv | subnets, switches, ports, access points | two exports pasted together: the header comes twice |
| DIDs 2026-11-02.xlsx | the telecom department's numbers | headers of its own, numbers as floats, tel:, with extensions, two ranges of spares, an empty row, two rows that cannot be loaded |
| Kansas City numbers.csv | the carrier's portal for one office | byte order mark, three numbers that are in the other list too, one row that cannot be loaded |
| devices_export.csv | telephones | semicolons, Windows-1252 |
| phone systems.csv | five telephone systems | six spellings of yes |
| Analog lines.xlsx | the line survey | title row, totals row, a legend, a hidden sheet of lists |
| evidence log.csv | tests, approvals, consents | numbers in six spellings, four spellings of a date |
| CSR 2026-10-12.xlsx | the carriers' records, one row an account | numbers as ranges and lists, with three separators |
| Acquired properties.xlsx | three sites with their lines, proofs and carriers' records | not at all: it is the template, filled in |
| Who owns what.xlsx | companies, last mile, circuits, hand-over points, contracts of all sites | not at all |
| Port orders.xlsx | four orders with their letters, events and carriers' records | not at all |

`e911audit.toml` lets reserved 555-01xx numbers pass. `python -m tables.sample_firm` writes everything here and, in the same
step, the answer keys in `tests`: `sample_answers.csv` (rule and subject of the table at the end), `sample_lines.csv`
(what may become of each line of the acquired properties) and `sample_orders.csv` (findings, holds and rejections of each
order).

## What to look at

**Must Survive**, the lines of the acquired properties: each decision has its line there.

| line | what it shows |
|---|---|
{lines}

`e911audit report --scope scope.xlsx` shows whom to call at each site; in Savannah the backup circuit runs over the same
company's last mile as the first one. `--discovery walk.xlsx --site MEM` is the sheet with which a technician looks for
the mystery line, `--costs costs.xlsx` what keeping each line costs.

**Port Hold**, and `e911audit report --rejections rejections.xlsx`, `--calendar calendar.xlsx`,
`--port-package PO-7101 FOLDER`, the orders:

| order | what it shows |
|---|---|
| PO-7101 | clean: six numbers that may port on 2026-11-19 |
| PO-7102 | sent back three times for a suite that stands on the CSR and not on the letter |
| PO-7103 | a partial port that takes the billing number away; four numbers stay with the old carrier |
| PO-7104 | an ordinary line, and with it by mistake the telephone of the office elevator in Memphis |

`e911audit compare-loa sample_data` shows the CSR and the letter side by side.

## What is wrong in it

What is not in the table is meant to be clean at blocker and major. An address is reported under the record that holds
it: the location, or the site or number where that carries an address itself. Faults named by one row may be felt by
others: telephones at a spoiled location, the second location of a doubled ELIN (its record has the first one's
address), zero coordinates that also lie outside the state (LOC-010, LOC-012).

| rule | subject | file, sheet | why |
|---|---|---|---|
{table}
"""
