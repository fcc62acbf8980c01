"""The frozen view of one run that reports and sign-off receive; it holds no session and cannot judge."""

from collections import Counter
from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal

from e911audit.values import Judgement, Severity
from e911audit.views.review import NO_REVIEW, Review


@dataclass(frozen=True, slots=True)
class Cell:
    """Where a value stands: path of the file, name of the sheet, cell such as ``C17``."""

    path: str
    sheet: str
    cell: str

    def __str__(self) -> str:
        return self._in(self.path)

    @property
    def brief(self) -> str:
        """The same with the file's name alone."""
        return self._in(self.path.rpartition("/")[2])

    def _in(self, file: str) -> str:
        return f"{file} {self.sheet}!{self.cell}" if self.sheet else f"{file} {self.cell}"


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that is wrong. ``original`` is the cited cell's value as it was written."""

    key: str
    rule: str
    severity: Severity
    subject_kind: str
    subject: str
    site: str
    message: str
    fix: str
    cites: tuple[str, ...]
    affects: int
    status: str
    cells: tuple[Cell, ...]
    original: str
    review: Review = NO_REVIEW


@dataclass(frozen=True, slots=True)
class Waiver:
    """A risk that somebody took, in a reviewed workbook or on a sheet of waivers, and whether it counts.

    ``state`` is ``in force`` or says why it does not count; only where it is in force the finding is waived.
    """

    finding: str
    reason: str
    by: str
    until: date | None
    state: str
    cell: Cell


@dataclass(frozen=True, slots=True)
class Outcome:
    """What one rule answered: looked at n, found m, could not judge k for want of the fields in ``missing``."""

    rule: str
    state: Judgement
    looked_at: int
    found: int
    waived: int
    unjudged: int
    missing: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SheetReceipt:
    """How one sheet of a source ended."""

    name: str
    profile: str
    state: str
    reason: str
    rows: int
    loaded: int
    ignored: int
    rejected: int
    complaints: int
    not_understood: tuple[str, ...]
    secrets: tuple[str, ...]
    exported_on: date | None
    notes: tuple[str, ...] = ()
    """What else was found, guessed or dropped, and what may be missing."""


@dataclass(frozen=True, slots=True)
class SourceReceipt:
    """One file and its sheets."""

    path: str
    sha256: str
    sheets: tuple[SheetReceipt, ...]


@dataclass(frozen=True, slots=True)
class RowNote:
    """A row that was rejected, or loaded with a cell that could not be read (``state`` tells which)."""

    cell: Cell
    state: str
    reason: str
    values: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Spot:
    """Where a site lies, in degrees (WGS 84): by its coordinates, or only the centre of its ZIP's area."""

    latitude: float
    longitude: float
    by_zip: bool = False


@dataclass(frozen=True, slots=True)
class SiteVerdict:
    """Go or no-go for one site: ``go`` is True only without open blockers and with nothing unjudged for it."""

    code: str
    name: str
    address: str
    numbers: int
    devices: int
    lines: int
    blocker: int
    major: int
    minor: int
    info: int
    go: bool
    why: str
    spot: Spot | None = None
    cost: Decimal | None = None
    """US dollars a month of its ``priced`` lines with a known cost; None where none is known."""
    priced: int = 0
    unpriced: int = 0
    """Lines, unlisted numbers among them, whose cost is not known."""


@dataclass(frozen=True, slots=True)
class Affected:
    """A device, number or line behind a finding, and what else is known of it."""

    kind: str
    name: str
    told: str
    cell: Cell


@dataclass(frozen=True, slots=True)
class Duty:
    """What one clause of law or of a standard asks at one site, and whether it is met.

    ``answer`` is ``met``, ``not met``, ``not judged`` or ``manual``; ``why`` tells the rules, or what a person must do.
    """

    site: str
    framework: str
    clause: str
    cite: str
    demand: str
    answer: str
    why: str


@dataclass(frozen=True, slots=True)
class Compliance:
    """Every clause that holds at every site, for one run."""

    version: str
    as_of: date
    duties: tuple[Duty, ...]


@dataclass(frozen=True, slots=True)
class SurvivingLine:
    """A line that must outlive the cutover, why, which proof is there and which is missing.

    ``kind_words`` are the words that the kind was inferred from, empty where a person told it. A number that a carrier
    bills and no inventory knows is such a line too.
    """

    line: str
    site: str
    kind: str
    kind_words: str
    action: str
    why: str
    proof: tuple[str, ...]
    missing: tuple[str, ...]
    """Proofs that are not there or do not count, and how they stand; a failed proof of any kind is among them."""
    cell: Cell
    lives: str = ""
    """Whether lives depend on it: yes, perhaps or no."""
    how_known: tuple[str, ...] = ()
    """What tells the kind and where it stands, what decided first."""
    confidence: str = ""
    """certain (identified on site), told (by a column), likely, weak, contradicted or none."""
    decision: str = ""
    """What may become of it: a word of ``survival.Decision``."""
    grounds: tuple[str, ...] = ()
    """What the matrix says of each route, by what authority, and whether that is unverified."""
    plan: str = ""
    """Whether what is planned fits the decision."""
    plan_fits: bool | None = None
    """The same as an answer; None where it cannot be judged."""
    proof_told: tuple[str, ...] = ()
    """The proofs that count, with day, person, authority, reference and expiry."""
    missing_from: tuple[str, ...] = ()
    """Who must give each proof of ``missing``."""
    facts_missing: tuple[str, ...] = ()
    """What must be known of the line before its plan can be judged."""
    earliest_disconnect: date | None = None
    """The first day on which the old line may safely go; None where it cannot be computed."""
    not_before: tuple[str, ...] = ()
    """What that day follows from, or what must happen before it can be computed."""
    cost: Decimal | None = None
    """US dollars a month; None where it is not known."""
    cost_told: tuple[str, ...] = ()
    """Where the cost stands, what its bills are, and what contradicts it or keeps it unknown."""
    billed_accounts: int = 0
    """On how many accounts it is billed; 0 where no bill tells."""

    @property
    def waiting(self) -> tuple[str, ...]:
        """``not_before`` for a reader: without a day each of them must come first."""
        return (
            self.not_before if self.earliest_disconnect else tuple(f"not before {words}" for words in self.not_before)
        )

    @property
    def disconnect_told(self) -> str:
        """The earliest safe day of disconnection and why, else what must happen before."""
        reasons = "; ".join(self.not_before)
        return f"{self.earliest_disconnect}: {reasons}" if self.earliest_disconnect else f"not before: {reasons}"

    @property
    def kind_told(self) -> str:
        """The kind, and whether it is only inferred."""
        return f"{self.kind} (inferred from '{self.kind_words}')" if self.kind_words else self.kind


@dataclass(frozen=True, slots=True)
class HeldNumber:
    """A number that a port can harm, and what is to be done with it.

    ``hold`` is ``must not port``, ``undecided``, ``must not disconnect before``, ``may port`` or ``no hold``;
    ``before`` tells until when the old service must stay, ``beside`` what hangs on the number.
    """

    number: str
    site: str
    hold: str
    why: str
    cell: Cell
    order: str = ""
    before: str = ""
    beside: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """One date of the project: a FOC, a freeze, a proof that expires.

    ``uid`` is the same from run to run, so that a calendar which has the event moves it. ``until`` is its last day,
    ``starts`` the moment (with its zone) where the sheets tell time and zone. ``state`` is ``ahead``, ``past`` or
    ``cancelled``; ``note`` tells what speaks against the day or is not known of it, "" where nothing.
    """

    uid: str
    kind: str
    title: str
    on: date
    until: date
    starts: datetime | None
    state: str
    sites: tuple[str, ...]
    order: str
    note: str
    cell: Cell | None


@dataclass(frozen=True, slots=True)
class PlaceUse:
    """One distinct written address, what it was read as, how many records use it, and what was doubted."""

    written: str
    kind: str
    line1: str
    line2: str
    city: str
    state: str
    zip: str
    used: int
    doubts: str


@dataclass(frozen=True, slots=True)
class RuleFacts:
    """What a report says about a rule."""

    code: str
    name: str
    severity: Severity
    basis: str
    why: str
    fix: str
    cites: tuple[str, ...]
    needs: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """Everything that a report may show. Findings are sorted by key, other tuples by site and name."""

    version: str
    as_of: date
    cutover: date | None
    strictness: str
    sources: tuple[SourceReceipt, ...]
    outcomes: tuple[Outcome, ...]
    findings: tuple[Finding, ...]
    totals: dict[str, int]
    sites: tuple[SiteVerdict, ...]
    must_survive: tuple[SurvivingLine, ...]
    port_hold: tuple[HeldNumber, ...]
    addresses: tuple[PlaceUse, ...]
    row_notes: tuple[RowNote, ...]
    rules: tuple[RuleFacts, ...]
    other_lines: tuple[SurvivingLine, ...] = ()
    """Lines on which no life depends, with the same decision, proofs and day as those that must survive."""
    calendar: tuple[Event, ...] = ()
    """The dates of the project by day; empty where no sheet tells any."""
    run: int = 0
    """Its number in the store."""
    waivers: tuple[Waiver, ...] = ()
    """All waivers that were ever entered and not taken back, also those that do not count; sorted by key."""

    @property
    def not_judged(self) -> tuple[Outcome, ...]:
        """Rules that could not be judged for some or all records."""
        return tuple(o for o in self.outcomes if o.unjudged or o.state is Judgement.NOT_JUDGED)

    def for_sites(self, codes: frozenset[str]) -> "Result":
        """The same run with only what belongs to these sites; receipts and outcomes stay whole."""
        findings = tuple(finding for finding in self.findings if finding.site in codes)
        keys = {finding.key for finding in findings}
        counts = Counter(str(finding.severity) for finding in findings if finding.status == "open")
        return replace(
            self,
            findings=findings,
            waivers=tuple(one for one in self.waivers if one.finding in keys),
            totals=self.totals | {str(severity): counts[severity] for severity in Severity},
            sites=tuple(site for site in self.sites if site.code in codes),
            must_survive=tuple(line for line in self.must_survive if line.site in codes),
            other_lines=tuple(line for line in self.other_lines if line.site in codes),
            port_hold=tuple(number for number in self.port_hold if number.site in codes),
            calendar=tuple(event for event in self.calendar if not event.sites or codes & set(event.sites)),
        )

    def worst(self) -> Severity | None:
        """The gravest severity among open findings, None without any."""
        return min((f.severity for f in self.findings if f.status == "open"), key=lambda s: s.rank, default=None)
