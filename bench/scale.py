"""Measure what numbers cost on each kind of store and write the page about it.

    python bench/scale.py --postgresql URL [--rows 100000] [--large 1000000] [--write docs/scale.md]

The database at URL (any, also an empty one) gets schemas whose names begin with `scale_`, which are dropped afterwards.
"""

import argparse
import os
import re
import shlex
import shutil
import sys
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple

import inventory
import plan
import report
from run import HERE, OUT, compile_ours, take

NUMBERS = 0.6
"""Of the inventory's rows."""
CORE_PRICE, DISK_PRICE = 0.05, 0.12
CUSTOMERS, SIZE = 10_000, 10_000
DAYS = 30
CONSTRUCTS = {
    "CASE": r"\bCASE\b", "GROUP BY": r"GROUP BY", "EXISTS": r"EXISTS", "UNION": r"\bUNION\b", "LIKE": r"\bLIKE\b",
    "window functions (row_number, lag, count)": r"OVER \(", "regular expressions (~)": r" !?~ ",
    "WITH RECURSIVE": r"RECURSIVE", "LATERAL": r"LATERAL", "DISTINCT ON": r"DISTINCT ON", "JSON operators": r"->",
}  # fmt: skip


class Cost(NamedTuple):
    """What one way of auditing so many rows took: seconds of wall, MB at the peak, bytes that the stores take."""

    name: str
    rows: int
    wall: float
    peak: float
    bytes: int

    @property
    def numbers(self) -> float:
        """Million numbers."""
        return self.rows * NUMBERS / 1e6

    @property
    def core_seconds(self) -> float:
        """A million numbers."""
        return self.wall * (os.cpu_count() or 1) / self.numbers

    @property
    def gigabytes(self) -> float:
        """A million numbers."""
        return self.bytes / 1e9 / self.numbers


def source(rows: int, file: Path) -> Path:
    """An inventory of so many rows, made once."""
    if not file.exists():
        file.parent.mkdir(parents=True, exist_ok=True)
        inventory.make(rows, file)
    return file


def audit(name: str, rows: int, store: str, program: list[str]) -> Cost:
    """One audit into one store."""
    file = source(rows, OUT / f"inventory-{rows}.xlsx")
    for left in OUT.glob("scale.*"):
        left.unlink()
    reports = ["-o", str(OUT / "scale.xlsx"), "-o", str(OUT / "scale.json")]
    days = ["--fail-on", "never", "--as-of", plan.TODAY.isoformat()]
    taken = take([*program, "audit", str(file), *reports, "--store", store, *days])
    return Cost(name, rows, taken.wall, taken.peak, size_of(store))


def fleet(rows: int, customers: int, program: list[str]) -> Cost:
    """As many customers as told, of equal size, by as many processes as there are cores."""
    each = source(rows // customers, OUT / f"inventory-{rows // customers}.xlsx")
    shutil.rmtree(OUT / "fleet", ignore_errors=True)
    for at in range(customers):
        (folder := OUT / "fleet" / f"c{at}").mkdir(parents=True)
        shutil.copy(each, folder)
    into = OUT / "fleet-out"
    shutil.rmtree(into, ignore_errors=True)
    jobs = str(os.cpu_count() or 1)
    days = ["--fail-on", "never", "--as-of", plan.TODAY.isoformat()]
    taken = take([*program, "fleet", "run", str(OUT / "fleet"), "--into", str(into), "--jobs", jobs, *days])
    stores = sum(file.stat().st_size for file in into.rglob("*.db"))
    return Cost(f"fleet, {customers} customers, {jobs} processes", rows, taken.wall, taken.peak, stores)


def size_of(store: str) -> int:
    """The bytes that a store takes on disk, with its indexes."""
    if store.startswith("sqlite"):
        return Path(store.removeprefix("sqlite:///")).stat().st_size
    with server(store) as (cursor, schema):
        cursor.execute(
            "SELECT sum(pg_total_relation_size(c.oid)) FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace "
            "WHERE n.nspname = %s AND c.relkind = 'r'",
            (schema,),
        )
        (found,) = cursor.fetchone()
        cursor.execute(f'DROP SCHEMA "{schema}" CASCADE')
        return int(found)


@contextmanager
def server(store: str) -> Iterator[tuple[Any, str]]:
    """A cursor on the database of a store, and the name of its schema."""
    import psycopg

    url, _, schema = store.partition("?customer=")
    with psycopg.connect(url.replace("+psycopg", ""), autocommit=True) as connection, connection.cursor() as cursor:
        yield cursor, schema


def constructs() -> tuple[int, str]:
    """How many statements the rules have, and in how many of them each construct stands."""
    from sqlalchemy.dialects import postgresql

    from e911audit.rules import RULES
    from e911audit.rules.shared import SHARED

    selects = [*SHARED.values()]
    selects += [rule.among.query.add_columns(rule.condition(rule.options)) for rule in RULES.values()]
    texts = [str(select.compile(dialect=postgresql.dialect())) for select in selects]
    found = Counter({name: sum(bool(re.search(like, text)) for text in texts) for name, like in CONSTRUCTS.items()})
    functions = sorted({name for text in texts for name in re.findall(r"\b([a-z_]+)\(", text)})
    rows = [(name, str(count)) for name, count in found.most_common()]
    return len(texts), f"{report.table(('construct', 'statements'), rows)}\n\nFunctions: {', '.join(functions)}."


def row(cost: Cost) -> tuple[str, ...]:
    """One way of auditing, for a million numbers."""
    return (
        cost.name, f"{cost.rows:,}", f"{cost.wall:.1f}", f"{cost.wall / cost.numbers:,.0f}",
        f"{cost.core_seconds:,.0f}", f"{cost.gigabytes:.2f}", f"{cost.peak:,.0f}",
    )  # fmt: skip


HEAD = ("", "rows", "wall s", "s a million numbers", "core s a million", "GB a million", "peak MB")


def bill(cost: Cost) -> str:
    """What 100 million numbers cost in a month."""
    millions = CUSTOMERS * SIZE / 1e6
    hours = cost.core_seconds * millions / 3600
    disk = cost.gigabytes * millions
    nightly, kept = hours * CORE_PRICE * DAYS, disk * DISK_PRICE
    rows = [
        ("a night", f"{hours:,.1f} core hours", f"{hours * CORE_PRICE:,.2f}"),
        ("a month of nights", f"{hours * DAYS:,.0f} core hours", f"{nightly:,.2f}"),
        ("stores", f"{disk:,.0f} GB", f"{kept:,.2f}"),
        ("together", f"cores for an eight-hour night: {hours / 8:,.1f}", f"{nightly + kept:,.2f}"),
    ]
    return report.table(("", "", "US dollars"), rows)


def main() -> None:
    """Measure and write."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rows", type=int, default=100_000)
    parser.add_argument("--large", type=int, default=1_000_000)
    parser.add_argument("--customers", type=int, default=10)
    parser.add_argument("--postgresql", metavar="URL", required=True)
    parser.add_argument("--program", default=f"{shlex.quote(sys.executable)} -m e911audit", help="the program to judge")
    parser.add_argument("--write", type=Path, metavar="FILE.md")
    wanted = parser.parse_args()
    program = shlex.split(wanted.program)
    compile_ours()
    sqlite = f"sqlite:///{OUT / 'scale.db'}"
    large = audit("SQLite", wanted.large, sqlite, program)
    each = fleet(wanted.rows, wanted.customers, program)
    costs = [
        audit("SQLite", wanted.rows, sqlite, program),
        large,
        audit("PostgreSQL", wanted.rows, f"{wanted.postgresql}?customer=scale_bench", program),
        each,
    ]
    statements, found = constructs()
    page = (HERE / "scale.md").read_text(encoding="utf-8").format(
        machine=report.machine(),
        rows_per_number=1 / NUMBERS,
        table=report.table(HEAD, map(row, costs)),
        million=f"{large.wall:,.0f} s, {large.peak:,.0f} MB and a store of {large.bytes / 1e9:.1f} GB",
        statements=statements,
        constructs=found,
        customers=CUSTOMERS,
        size=SIZE,
        bill=bill(each),
        core_price=CORE_PRICE,
        disk_price=DISK_PRICE,
    )  # fmt: skip
    print(page)
    if wanted.write:
        wanted.write.write_text(page, encoding="utf-8")


if __name__ == "__main__":
    main()
