"""The answers of a fleet as one: numbers that two customers both claim are looked up in their stores."""

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing, contextmanager
from datetime import date

from sqlalchemy import Connection, select

from e911audit import __version__
from e911audit.fleet.job import Job
from e911audit.model.tables import Number
from e911audit.rules.subjects import number_active
from e911audit.store import Store
from e911audit.telling.cells import Whereabouts
from e911audit.views.roll_up import Claim, CustomerAnswer, RollUp, State

SEVERAL = "SELECT e164, place FROM claim WHERE e164 IN (SELECT e164 FROM claim GROUP BY e164 HAVING count(*) > 1)"
ROWS_AT_ONCE = 500


def roll_up(jobs: Sequence[Job], answers: Sequence[CustomerAnswer], as_of: date) -> RollUp:
    """Every customer's answer, and the numbers in service that several customers list as theirs."""
    known = {answer.customer for answer in answers if answer.state != State.FAILED}
    claims = _claims([job for job in jobs if job.customer.name in known])
    return RollUp(as_of=as_of, version=__version__, answers=tuple(answers), claims=tuple(claims))


def _claims(jobs: Sequence[Job]) -> list[Claim]:
    with closing(sqlite3.connect("")) as book:  # a temporary file: a fleet has more numbers than memory should hold
        book.execute("CREATE TABLE claim (e164 TEXT, place INTEGER, PRIMARY KEY (e164, place)) WITHOUT ROWID")
        for place, job in enumerate(jobs):
            book.executemany("INSERT OR IGNORE INTO claim VALUES (?, ?)", ((number, place) for number in _numbers(job)))
        several: dict[int, list[str]] = {}
        for number, place in book.execute(SEVERAL):
            several.setdefault(place, []).append(number)
    return sorted(claim for place, numbers in several.items() for claim in _told(jobs[place], numbers))


def _numbers(job: Job) -> Iterable[str]:
    with _reading(job) as connection:
        yield from connection.scalars(select(Number.c.e164).where(Number.c.e164.is_not(None), number_active))


def _told(job: Job, numbers: list[str]) -> Iterator[Claim]:
    asked = select(Number.c.e164, Number.c.site, Number.c.sheet_id, Number.c.row).where(number_active)
    with _reading(job) as connection:
        where = Whereabouts(connection)
        for start in range(0, len(numbers), ROWS_AT_ONCE):
            some = asked.where(Number.c.e164.in_(numbers[start : start + ROWS_AT_ONCE]))
            for number, site, sheet, row in connection.execute(some):
                yield Claim(number, job.customer.name, site or "", str(where.cell(sheet, row, ("text",))))


@contextmanager
def _reading(job: Job) -> Iterator[Connection]:
    store = Store.open(job.url)
    try:
        with store.reading() as connection:
            yield connection
    finally:
        store.close()
