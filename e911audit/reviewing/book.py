"""The rows of a reviewed workbook, wherever its columns have moved, and what of it cannot be read."""

from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from e911audit.errors import NoInput
from e911audit.intake.cells import Unread, bare, clear, day, plain
from e911audit.intake.header import HEADER_SEARCHED
from e911audit.intake.secrets import might_say, without_secret
from e911audit.sheets import File, Table, letter, read
from e911audit.views.result import Cell
from e911audit.views.review import DATES, DECISIONS, FIELDS, KEY, PROTECTED, SEAL, Seal
from e911audit.views.reviewed import Entry, Outcome

_FIELD_OF = {title: field for field, title in FIELDS.items()}
_TITLES = {plain(title): title for title in (*PROTECTED, SEAL, *FIELDS.values())}
SENTENCE = PROTECTED[0]
"""The column in which a sheet says that there is nothing, or more than fits."""
_DECISION = {plain(word): word for word in DECISIONS}


class Place(NamedTuple):
    """A row of a workbook: its path, sheet, row number, and the letters of its columns by their titles."""

    path: str
    sheet: str
    row: int
    letters: dict[str, str]

    def cell(self, title: str) -> Cell:
        """The cell of a column; the row's first where the sheet has no such column."""
        return Cell(self.path, self.sheet, f"{self.letters.get(title, 'A')}{self.row}")


class Reviewed(NamedTuple):
    """One row: the key and seal that it carries, what its own columns show, and what the reviewer's hold as text."""

    key: str
    seal: Seal | None
    shown: dict[str, str]
    entered: dict[str, str]
    place: Place

    def says(self, outcome: Outcome, column: str, why: str, value: str = "") -> Entry:
        """An entry about one of its columns."""
        return Entry(outcome, self.key, column, value, "", why, self.place.cell(column))


def value_of(field: str, text: str) -> str:
    """What a reviewer's cell says, days as ISO 8601, without PINs and passwords; Unread where it says nothing clear."""
    text = clear(text.strip()).replace("\r\n", "\n").replace("\x00", "\N{SYMBOL FOR NULL}").strip()
    if field in DATES:
        return day(bare(text)) or ""
    if field == "decision" and text:
        if plain(text) not in _DECISION:
            raise Unread(f"is none of {', '.join(DECISIONS)}")
        return _DECISION[plain(text)]
    return without_secret(text) if might_say(text.casefold()) else text


def read_book(path: Path) -> Iterator[Reviewed | Entry]:
    """Yield the rows of all sheets of findings, and what hinders others; NoInput where the workbook has none.

    UnreadableFile where it is no workbook at all.
    """
    if not path.is_file():
        raise NoInput(f"There is no file {path}.", advice="Give a reviewed exception workbook (.xlsx).")
    found = False
    for table in read(File(path)):
        if table.fault:
            yield _about_sheet(path, table.name, f"The sheet cannot be read: {table.fault}")
            continue
        for one in _sheet(str(path), table):
            found = True
            yield one
    if not found:
        raise NoInput(
            f"{path} has no sheet with the columns {KEY}, {SEAL} and {FIELDS['decision']}.",
            advice="Give an exception workbook that e911audit wrote and people reviewed.",
        )


def _about_sheet(path: Path | str, sheet: str, why: str, cell: str = "A1") -> Entry:
    return Entry(Outcome.REFUSED, "", "", "", "", why, Cell(str(path), sheet, cell))


def _sheet(path: str, table: Table) -> Iterator[Reviewed | Entry]:
    letters: dict[str, str] = {}
    for number, row in enumerate(table.rows, 1):
        if letters:
            yield from _row(Place(path, table.name, number, letters), row)
        elif number <= HEADER_SEARCHED and _of_findings(there := _header(row)):
            missing = [title for title in (KEY, SEAL) if title not in there]
            if missing:
                why = f"The sheet has no column {' and no column '.join(missing)}, so that no row tells its finding."
                yield _about_sheet(path, table.name, why, f"{there[FIELDS['decision']][0]}{number}")
                return
            letters = {title: found[0] for title, found in there.items() if len(found) == 1}
            for title, found in there.items():
                if len(found) > 1:
                    why = f"{len(found)} columns are called {title}; none of them is read."
                    yield _about_sheet(path, table.name, why, f"{found[1]}{number}")


def _of_findings(titles: dict[str, list[str]]) -> bool:
    """Whether these are the columns of a sheet of findings; other sheets have a Decision of another kind."""
    return FIELDS["decision"] in titles and not titles.keys().isdisjoint((KEY, SEAL, "Rule"))


def _header(row: list[str]) -> dict[str, list[str]]:
    """Title of a column of ours -> the letters under which it stands in what may be a header."""
    found: dict[str, list[str]] = {}
    for column, text in enumerate(row):
        if title := _TITLES.get(plain(text)):
            found.setdefault(title, []).append(letter(column))
    return found


def _row(place: Place, row: list[str]) -> Iterator[Reviewed]:
    texts = dict(zip(map(letter, range(len(row))), row, strict=True))
    told = {title: texts.get(letters, "") for title, letters in place.letters.items()}
    entered = {_FIELD_OF[title]: text for title, text in told.items() if title in _FIELD_OF}
    shown = {title: told.get(title, "") for title in PROTECTED}
    if any(text.strip() for title, text in told.items() if title != SENTENCE):
        yield Reviewed(told.get(KEY, "").strip(), Seal.read(told.get(SEAL, "")), shown, entered, place)
