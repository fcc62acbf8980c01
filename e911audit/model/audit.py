"""What was judged: Run, Outcome (one for each rule), Finding."""

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
    cells: list[Any] = Field(default_factory=list, sa_column=Column(JSON, nullable=False))
    """Sheet id and row number; the rule's ``points_at`` tells the column, unless a third entry names its field."""
