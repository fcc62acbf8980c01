"""The batch files of the United States Census Bureau's geocoder, which is free and needs no key.

Out go rows of id, street, city, state and ZIP, without a header, at most 10,000 in a file. Back come rows of id, the
address as sent, Match, No_Match or Tie, and for a match Exact or Non_Exact, the matched address, "longitude,latitude"
in one cell and more. The user carries the files; nothing here opens a connection.
"""

import csv
import hashlib
from collections.abc import Iterable, Iterator, Mapping
from itertools import count, islice
from pathlib import Path

from e911audit.errors import CannotWrite, UnreadableFile
from e911audit.geocoding.question import Answer, Question, answer

MOST_ROWS = 10_000
"""What the bureau takes in one file."""
PROVIDER = "us-census"
VERDICTS = ("Match", "No_Match", "Tie")


def row_id(question: Question) -> str:
    """Return an id that a later run gives to the same address."""
    return hashlib.sha256(question.text.encode()).hexdigest()[:12]


def write_batches(questions: Iterable[Question], folder: Path) -> list[Path]:
    """Write the files ``census-001.csv`` and so on; CannotWrite where the folder takes none."""
    written: list[Path] = []
    waiting = iter(questions)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for number in count(1):
            batch = list(islice(waiting, MOST_ROWS))
            if not batch:
                return written
            path = folder / f"census-{number:03}.csv"
            with path.open("w", newline="", encoding="ascii", errors="replace") as file:
                csv.writer(file).writerows(
                    (row_id(asked), asked.line, asked.city, asked.state, asked.zip) for asked in batch
                )
            written.append(path)
    except OSError as fault:
        raise CannotWrite(f"{folder} takes no files ({fault.strerror or fault}).") from None
    return written


def read_answers(path: Path, asked: Mapping[str, Question]) -> Iterator[tuple[str, Answer]]:
    """Yield the id and the answer of each row; an id that was not ``asked`` comes with an empty answer.

    UnreadableFile names the first row that is none of the bureau's.
    """
    try:
        with path.open(newline="", encoding="utf-8-sig") as file:
            for number, row in enumerate(csv.reader(file), 1):
                if row:
                    yield row[0], _answer(row, asked.get(row[0]), f"{path.name} row {number}")
    except (OSError, UnicodeDecodeError, csv.Error) as fault:
        raise UnreadableFile(f"{path.name} cannot be read ({fault}).", refusal="unreadable") from None


def _answer(row: list[str], question: Question | None, where: str) -> Answer:
    if len(row) < 3 or row[2] not in VERDICTS:
        raise UnreadableFile(
            f"{where} is no answer of the Census geocoder: its third cell is not Match, No_Match or Tie.",
            advice="Send the file of --census-out to the bureau's batch page and give the file that it returns.",
            refusal="no-census-answer",
        )
    if row[2] != "Match" or question is None:
        return Answer()
    try:
        longitude, latitude = map(float, row[5].split(","))
    except (IndexError, ValueError):
        raise UnreadableFile(
            f"{where} is a match without coordinates in its sixth cell.", refusal="no-census-answer"
        ) from None
    return answer(question, latitude, longitude, row[4])
