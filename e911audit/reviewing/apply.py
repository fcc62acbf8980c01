"""Decisions of reviewed workbooks into the store: what fits is kept, what is doubtful is told and left.

A cell counts as entered where it differs from what the workbook was made with, so that several people's copies, and
the same finding on two sheets of one, go together field by field.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any, NamedTuple

from sqlalchemy import Connection, insert, select

from e911audit import __version__
from e911audit.intake.cells import Unread
from e911audit.model.tables import Decision, Finding
from e911audit.reviewing.book import Reviewed, read_book, value_of
from e911audit.reviewing.waiver import doubt
from e911audit.store.store import Store, next_id
from e911audit.telling.recall import recalled
from e911audit.views.result import Finding as Found
from e911audit.views.result import Result
from e911audit.views.review import FIELDS, KEY, PROTECTED, STATE, Seal, digest, plain
from e911audit.views.reviewed import Account, Entry, Outcome, shown

_APART = "The row's own columns do not fit together; they were edited, or sorted apart from each other."


class Edit(NamedTuple):
    """One value that a reviewer changed."""

    row: Reviewed
    finding: Found
    field: str
    value: str

    def says(self, outcome: Outcome, why: str = "") -> Entry:
        """An entry about it."""
        title = FIELDS[self.field]
        before, cell = self.finding.review.text(self.field), self.row.place.cell(title)
        return Entry(outcome, self.finding.key, title, self.value, before, why, cell)


def apply(store: Store, books: Sequence[Path], as_of: date, *, dry_run: bool = False) -> Account:
    """Take the decisions of reviewed workbooks into the store, in one transaction, and tell what became of each.

    NoInput or UnreadableFile for a workbook without findings, StoreRefused where nothing was judged.
    """
    rows = [one for book in books for one in read_book(book)]
    with store.work() as connection:
        found = _Known(connection, recalled(connection))
        weighed = [one for row in rows for one in ([row] if isinstance(row, Entry) else _weighed(row, found))]
        entries = [one for one in weighed if isinstance(one, Entry)]
        kept = []
        for edits in _by_finding(one for one in weighed if isinstance(one, Edit)):
            told, good = _merged(edits, as_of)
            entries += told
            kept += good
        entries += [edit.says(Outcome.APPLIED) for edit in kept]
        if kept and not dry_run:
            _keep(connection, kept)
    entries.sort(key=lambda entry: (entry.finding, entry.column, entry.cell.path, entry.cell.sheet, entry.cell.cell))
    return Account(__version__, as_of, tuple(map(str, books)), dry_run, tuple(entries))


class _Known:
    """The findings of the newest run by their keys as they compare, and the keys of all runs."""

    def __init__(self, connection: Connection, result: Result) -> None:
        self._connection = connection
        self._names = {rule.code: rule.name for rule in result.rules}
        self._findings: dict[str, list[Found]] = defaultdict(list)
        for finding in result.findings:
            self._findings[plain(finding.key)].append(finding)

    def finding(self, key: str) -> Found | None:
        """The one finding of this key."""
        found = self._findings.get(plain(key), [])
        return found[0] if len(found) == 1 else None

    def shown(self, finding: Found) -> dict[str, str]:
        """What the row of a finding shows, but for its source."""
        return dict(zip(PROTECTED, shown(finding, self._names.get(finding.rule, ""), ""), strict=True))

    def why_unknown(self, key: str) -> str:
        """What is known of a key that the newest run has not."""
        earlier = self._connection.scalar(select(Finding.c.run_id).where(Finding.c.key == key).limit(1))
        return "The newest run does not find this any more." if earlier else "No run has a finding of this key."


def _weighed(row: Reviewed, found: _Known) -> Iterator[Edit | Entry]:
    """The edits of a row, or why they cannot be applied."""
    edits, unread = _edits(row)
    finding = found.finding(row.key)
    if row.seal is None:
        why = "The row was added by hand: it has no seal of this program." if row.key else "The row tells no finding."
        yield row.says(Outcome.UNKNOWN, KEY, why, row.key)
    elif edited := _edited(row, finding, row.seal, found):
        yield from edited
        yield from _left(row, edits, Outcome.EDITED, "Its row is not the one that the workbook was made with.")
    elif finding is None:
        yield from _left(row, edits, Outcome.UNKNOWN, found.why_unknown(row.key))
    elif changed := _changed(row, finding, row.seal):
        yield from _left(row, edits, Outcome.CHANGED, f"The finding has another {changed} now; decide again.")
    else:
        yield from (Edit(row, finding, field, value) for field, value in edits.items())
    if row.seal is not None:
        yield from unread


def _edits(row: Reviewed) -> tuple[dict[str, str], list[Entry]]:
    """The values that differ from what the workbook was made with, and the cells that say nothing clear."""
    edits, unread = {}, []
    made_with = row.seal.fields if row.seal else {}
    for field, text in row.entered.items():
        try:
            value = value_of(field, text)
        except Unread as fault:
            unread.append(row.says(Outcome.REFUSED, FIELDS[field], f"'{plain(text)}' {fault}.", text))
            continue
        if (digest(value) if value else None) != made_with.get(field):
            edits[field] = value
    return edits, unread


def _left(row: Reviewed, edits: Mapping[str, str], outcome: Outcome, why: str) -> Iterator[Entry]:
    for field, value in edits.items():
        yield row.says(outcome, FIELDS[field], why, value)


def _edited(row: Reviewed, finding: Found | None, seal: Seal, found: _Known) -> list[Entry]:
    """The protected cells that are not as the program wrote them; the key's, where nothing tells which."""
    columns = [title for title in PROTECTED if title in row.place.letters]
    whole = len(columns) == len(PROTECTED)
    if whole and digest(*(row.shown[title] for title in PROTECTED)) == seal.row:
        return []
    now = found.shown(finding) if finding else {}
    comparable = bool(now) and Seal.of(tuple(now.values())).state == seal.state
    told = [
        row.says(Outcome.EDITED, title, f"Review does not correct data; here stood '{plain(now[title])}'.", text)
        for title in columns
        if comparable and title != "Source" and plain(text := row.shown[title]) != plain(now[title])
    ]
    return told or ([row.says(Outcome.EDITED, KEY, _APART, row.key)] if whole else [])


def _changed(row: Reviewed, finding: Found, seal: Seal) -> str:
    """What of the finding is not as the workbook shows it; blank where nothing is."""
    now = {"Severity": finding.severity, "Message": finding.message, "Original Value": finding.original}
    if digest(*(now[title] for title in STATE)) == seal.state:
        return ""
    names = [title.lower() for title in STATE if plain(row.shown[title]) != plain(now[title])]
    return " and ".join(names) or "state"


def _by_finding(edits: Iterable[Edit]) -> Iterable[list[Edit]]:
    found: dict[str, list[Edit]] = defaultdict(list)
    for edit in edits:
        found[edit.finding.key].append(edit)
    return found.values()


def _merged(edits: list[Edit], as_of: date) -> tuple[list[Entry], list[Edit]]:
    """What is to tell of the edits of one finding, and those to keep."""
    entries: list[Entry] = []
    kept: list[Edit] = []
    for field in FIELDS:
        told, good = _settled([edit for edit in edits if edit.field == field])
        entries += told
        kept += good
    refused = doubt(edits[0].finding, {edit.field: edit.value for edit in kept}, as_of)
    entries += [edit.says(Outcome.REFUSED, refused[edit.field]) for edit in kept if edit.field in refused]
    return entries, [edit for edit in kept if edit.field not in refused]


def _settled(edits: list[Edit]) -> tuple[list[Entry], list[Edit]]:
    """One field of one finding: the edit to keep, if all say the same and the store holds what they began with."""
    if not edits:
        return [], []
    first, held = edits[0], edits[0].finding.review.text(edits[0].field)
    others = [edit for edit in edits if plain(edit.value) != plain(first.value)]
    if others:
        return [edit.says(Outcome.CONFLICT, _against(edit, edits)) for edit in edits], []
    if plain(held) == plain(first.value):
        return [edit.says(Outcome.THERE) for edit in edits], []
    now = digest(held) if held else None
    fitting = [edit for edit in edits if edit.row.seal and edit.row.seal.fields.get(edit.field) == now]
    if not fitting:
        why = "The store has got another value since the workbook was made."
        return [edit.says(Outcome.CONFLICT, why) for edit in edits], []
    repeated = [edit.says(Outcome.THERE, "Another cell says the same.") for edit in edits if edit is not fitting[0]]
    return repeated, fitting[:1]


def _against(edit: Edit, edits: list[Edit]) -> str:
    """The other values and where they stand."""
    cells = (one.says(Outcome.CONFLICT) for one in edits if plain(one.value) != plain(edit.value))
    return "; ".join(f"{entry.cell} says '{plain(entry.value)}'" for entry in cells) + "."


def _keep(connection: Connection, edits: list[Edit]) -> None:
    now, start = datetime.now(UTC), next_id(connection, Decision)
    rows: list[dict[str, Any]] = []
    for number, edit in enumerate(edits, start):
        cell = edit.says(Outcome.APPLIED).cell
        rows.append({
            "id": number, "finding": edit.finding.key, "field": edit.field, "value": edit.value,
            "severity": edit.finding.severity, "path": cell.path, "sheet": cell.sheet, "cell": cell.cell, "at": now,
        })  # fmt: skip
    connection.execute(insert(Decision), rows)
