"""What was judged and decided: Run, Outcome (one for each rule), Finding, Decision."""

from datetime import date, datetime
from typing import Any

from sqlmodel import JSON, Column, Field, SQLModel


class Run(SQLModel, table=True):
    """One judgement of the whole store."""

    id: int = Field(primary_key=True)
    at: datetime
    version: str
    as_of: date
    cutover: date | None = None
    strictness: str = "default"
    rules_digest: str = ""
    inputs_digest: str = ""
    """SHA-256 over what else was judged: the sources, what people and geocoders answered, the program."""
    config: dict[str, Any] = Field(default_factory=dict, sa_column=Column(JSON, nullable=False))


class Outcome(SQLModel, table=True):
    """What one rule answered in one run: the denominator of its findings."""

    run_id: int = Field(primary_key=True, foreign_key="run.id")
    rule: str = Field(primary_key=True)
    state: str
    looked_at: int = 0
    found: int = 0
    waived: int = 0
    unjudged: int = 0
    missing: list[str] = Field(default_factory=list, sa_column=Column(JSON, nullable=False))
    unjudged_by_site: dict[str, int] = Field(default_factory=dict, sa_column=Column(JSON, nullable=False))


class Clause(SQLModel, table=True):
    """A clause of the law by which the newest run was judged; a day that is NULL sets no limit."""

    id: str = Field(primary_key=True)
    jurisdiction: str = Field(index=True)
    topic: str
    cite: str
    """The citation, with a word where its text was not seen."""
    area_sqft: int | None = None
    small_sqft: int | None = None
    small_devices: int | None = None
    small_until: date | None = None
    starts: date | None = None
    ends: date | None = None
    installed_from: date | None = None
    installed_to: date | None = None


class Finding(SQLModel, table=True):
    """One thing that is wrong; ``key`` is stable from run to run."""

    run_id: int = Field(primary_key=True, foreign_key="run.id")
    key: str = Field(primary_key=True)
    rule: str = Field(index=True)
    severity: str
    subject_kind: str
    subject: str
    site: str = ""
    message: str
    affects: int = 1
    status: str = "open"
    cites: str | None = None
    """The clauses of law that hold for this site or system by their dates, joined by the unit separator; NULL where the
    rule rests on no clause."""
    cells: list[Any] = Field(default_factory=list, sa_column=Column(JSON, nullable=False))
    """Sheet id and row number; the rule's ``points_at`` tells the column, unless a third entry names its field."""


class Report(SQLModel, table=True):
    """A file that was written last for a run of this store."""

    path: str = Field(primary_key=True)
    """Whole path."""
    sha256: str
    """Of the file as it was written; where it differs, somebody has changed the file."""
    made_of: str
    """SHA-256 over what the file shows: the run, what was answered since, which sites."""


class LastAudit(SQLModel, table=True):
    """What the last audit of a store in a SQLite file said; one row, see ``standing.py``."""

    __tablename__ = "last_audit"

    transactions: int = Field(primary_key=True)
    """How many the file has counted with this one; at any other count the row means nothing."""
    inputs: str
    outputs: str
    said: list[str] = Field(default_factory=list, sa_column=Column(JSON, nullable=False))
    code: int


class Decision(SQLModel, table=True):
    """One value that a reviewer entered for a finding; never changed, the newest of a field holds."""

    id: int = Field(primary_key=True)
    finding: str = Field(index=True)
    """The finding's key."""
    field: str
    """A field of Review."""
    value: str = ""
    """Days are ISO 8601; blank takes back what was entered before."""
    severity: str
    """Of the finding when it was decided: a waiver does not cover a graver one."""
    path: str
    sheet: str
    cell: str
    """Where in the reviewed workbook it was entered."""
    at: datetime
