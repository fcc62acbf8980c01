"""Write the sample firm: a fictitious group of companies three weeks before its VoIP cutover.

Usage: python -m tables.sample_firm, at the root of the checkout. Every run writes the same bytes: nothing is drawn at random, and
the time stamps inside the workbooks are fixed. What is wrong is told where it is put in, and the same step writes it to
README.md and to the answer keys in tests/, so that the keys cannot drift from the data. All telephone numbers are
555-0100 to 555-0199, which are reserved for fiction.
"""

import csv
from collections.abc import Iterable, Sequence

from tables.sample_firm import firm, orders, owners, properties
from tables.sample_firm.books import FOLDER
from tables.sample_firm.readme import write_readme

TESTS = FOLDER.parent / "tests"


def write_key(name: str, header: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    """Write an answer key for the tests."""
    with (TESTS / name).open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(header)
        writer.writerows(rows)


def main() -> None:
    """Write all files."""
    built, faults = firm.build()
    faults = sorted([*faults, *properties.faults(), *owners.faults(), *(fault for _, fault in orders.findings())])
    firm.write(built)
    properties.write(orders.numbers())
    owners.write(built.sites, {code: firm.carrier(row["NPA"]) for code, row in built.sites.items()})
    orders.write()
    write_key("sample_answers.csv", ("rule", "subject"), (fault[:2] for fault in faults))
    write_key("sample_lines.csv", properties.Judged._fields, properties.answers())
    write_key("sample_orders.csv", ("order", "told", "subject", "answer"), orders.answers())
    write_readme(faults)


if __name__ == "__main__":
    main()
