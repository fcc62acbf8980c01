"""The audit of one customer as a worker does it: into its own folder, and nothing where nothing has changed."""

import hashlib
from collections import Counter
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from pydantic import TypeAdapter, ValidationError
from sqlalchemy import func, select

from e911audit import __version__, api
from e911audit.config import Config, find_config, read_config
from e911audit.errors import E911AuditError
from e911audit.fingerprint import fingerprint, program, settings
from e911audit.fleet.customers import Customer
from e911audit.intake.sources import find_files
from e911audit.judging.judge import rules_digest
from e911audit.law import clauses
from e911audit.model.tables import Decision
from e911audit.reports import placed
from e911audit.rules import RULES
from e911audit.store import Store
from e911audit.telling import history
from e911audit.values import Severity, Status
from e911audit.views.result import Result
from e911audit.views.roll_up import CustomerAnswer, RuleCount, RunCount, SiteCount, State

ANSWER = "answer.json"
REPORTS = ("exceptions.xlsx", "findings.json")
FORM = TypeAdapter(CustomerAnswer)


@dataclass(frozen=True, kw_only=True)
class Job:
    """One customer, where its reports go, and the settings of the run; it travels to a worker."""

    customer: Customer
    into: Path
    store: str = ""
    """URL of a PostgreSQL database for all customers; empty: a SQLite file in the customer's folder."""
    as_of: date
    cutover: date | None = None
    strictness: str = ""
    config: Path | None = None
    """Settings for everybody; None: those in the customer's folder."""

    @property
    def folder(self) -> Path:
        """Where this customer's reports stand."""
        return self.into / self.customer.folder

    @property
    def url(self) -> str:
        """The customer's store."""
        if not self.store:
            return f"sqlite:///{(self.folder / 'audit.db').as_posix()}"
        return f"{self.store}{'&' if '?' in self.store else '?'}customer={self.customer.schema}"

    def settings(self) -> Config:
        """The settings by which the customer is judged; BadConfig where they cannot be read."""
        found = read_config(self.as_of, self.config or find_config([self.customer.path]))
        return replace(found, cutover=self.cutover or found.cutover, strictness=self.strictness or found.strictness)


def audit_customer(job: Job) -> CustomerAnswer:
    """Audit one customer and keep the answer beside its reports; whatever goes wrong becomes the answer."""
    try:
        job.folder.mkdir(parents=True, exist_ok=True)
        config = job.settings()
        seal = _seal(job, config)
        before = kept_answer(job)
        if before and before.seal == seal:
            return replace(before, state=State.UNCHANGED)
        answer = _audited(job, config, seal)
        with placed(job.folder / ANSWER) as part:
            part.write_bytes(FORM.dump_json(answer, indent=1))
    except E911AuditError as fault:
        return failed(job, str(fault))
    except Exception as fault:  # noqa: BLE001  (one customer must not end the others)
        return failed(job, f"e911audit failed in a way that nobody foresaw ({type(fault).__name__}: {fault}).")
    return answer


def failed(job: Job, fault: str) -> CustomerAnswer:
    """The answer for a customer of whom nothing is known."""
    return CustomerAnswer(
        customer=job.customer.name, state=State.FAILED, fault=fault, as_of=job.as_of, version=__version__, totals={}
    )


def kept_answer(job: Job) -> CustomerAnswer | None:
    """The answer of an earlier run whose reports are all still there."""
    if not all((job.folder / name).is_file() for name in (ANSWER, *REPORTS)):
        return None
    with suppress(OSError, ValidationError):
        return FORM.validate_json((job.folder / ANSWER).read_bytes())
    return None


def _seal(job: Job, config: Config) -> str:
    """SHA-256 over what the answer rests on; NoInput where the customer has no file."""
    digest = hashlib.sha256(f"{job.url} {_decisions(job)} {fingerprint(program(), settings(config))}".encode())
    digest.update(rules_digest(RULES.values(), clauses(config.law)).encode())
    for file in find_files([job.customer.path]):
        digest.update(f"{file.label} {file.sha256()}\n".encode(errors="surrogateescape"))
    return digest.hexdigest()


def _decisions(job: Job) -> int:
    """How many decisions of reviewers the customer's store holds; they are only ever added."""
    if not job.store and not (job.folder / "audit.db").is_file():
        return 0
    opened = Store.open(job.url)
    try:
        with opened.reading() as connection:
            return connection.scalar(select(func.count()).select_from(Decision)) or 0
    finally:
        opened.close()


def _audited(job: Job, config: Config, seal: str) -> CustomerAnswer:
    result = api.audit(
        [job.customer.path],
        job.url,
        config,
        profiles=config.profiles,
        outputs=[job.folder / name for name in REPORTS],
    )
    return CustomerAnswer(
        customer=job.customer.name,
        state=State.AUDITED,
        seal=seal,
        as_of=result.as_of,
        version=result.version,
        totals={name: count for name, count in result.totals.items() if name not in [*Severity]},
        sites=tuple(
            SiteCount(one.code, one.name, one.go, one.blocker, one.major, one.minor, one.info, one.why)
            for one in result.sites
        ),
        rules=_rules(result),
        not_judged=len(result.not_judged),
        trend=_trend(job.url),
    )


def _rules(result: Result) -> tuple[RuleCount, ...]:
    found = Counter((one.rule, one.severity) for one in result.findings if one.status == Status.OPEN)
    return tuple(RuleCount(rule, severity, count) for (rule, severity), count in sorted(found.items()))


def _trend(url: str) -> tuple[RunCount, ...]:
    """Runs of the store by day; a later run of a day stands for the day."""
    opened = Store.open(url)
    try:
        with opened.reading() as connection:
            runs = history.trend(connection)
    finally:
        opened.close()
    by_day = {run.as_of: RunCount(*run[1:]) for run in runs}
    return tuple(by_day[day] for day in sorted(by_day))
