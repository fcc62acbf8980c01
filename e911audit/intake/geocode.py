"""Addresses to a geocoder and its answers into the store; what was answered once is not asked again."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import NamedTuple, Protocol

from sqlalchemy import Connection, delete, select

from e911audit.errors import GeocoderFailed, UnreadableFile
from e911audit.geocoding.census import PROVIDER, read_answers, row_id
from e911audit.geocoding.question import Answer, Question
from e911audit.intake.points import judge_points, questions
from e911audit.model.tables import Geocode
from e911audit.store.store import Store, add

COLUMNS = ("query", "provider", "latitude", "longitude", "answer", "exact", "asked_on")


class Asked(Protocol):
    """What answers addresses: ``geocoding.service.Service``, or what stands in for it."""

    provider: str

    def ask(self, question: Question) -> Answer:
        """The answer to one address."""


class Outlook(NamedTuple):
    """What would be asked: the addresses whose coordinates can be compared, and how many of them are answered."""

    left: dict[str, Question]
    answered: int


@dataclass
class Harvest:
    """What came of a run: addresses answered exactly, answered by something near, not found, and rows of strangers."""

    exact: int = 0
    near: int = 0
    not_found: int = 0
    unknown: int = 0

    def count(self, answer: Answer) -> None:
        """Count an answer."""
        if answer.latitude is None:
            self.not_found += 1
        elif answer.exact:
            self.exact += 1
        else:
            self.near += 1


def outlook(store: Store, provider: str) -> Outlook:
    """The addresses that this provider would be asked for: those without its answer and without anyone's exact one."""
    with store.work() as connection:
        asked = questions(connection)
        known = Geocode.c.exact | (Geocode.c.provider == provider)
        answered = set(connection.scalars(select(Geocode.c.query).where(known)))
    left = {text: question for text, question in asked.items() if text not in answered}
    return Outlook(left, len(asked) - len(left))


def ask_all(
    store: Store, service: Asked, left: Mapping[str, Question], today: date, tell: Callable[[int], None]
) -> Harvest:
    """Ask for each address and keep each answer at once, so that a break loses none.

    GeocoderFailed ends it and says how far it came.
    """
    harvest = Harvest()
    kept = 0
    try:
        for kept, question in enumerate(left.values()):
            answer = service.ask(question)
            with store.work() as connection:
                _keep(connection, service.provider, [(question.text, answer)], today)
            harvest.count(answer)
            tell(kept + 1)
    except GeocoderFailed as fault:
        raise GeocoderFailed(f"{fault.sentence} {kept} of {len(left)} addresses are answered and kept.") from None
    finally:
        with store.work() as connection:
            judge_points(connection)
    return harvest


def take_census(store: Store, files: Iterable[Path], today: date) -> Harvest:
    """Take the answers of the Census geocoder from its files, all of them or none."""
    harvest = Harvest()
    with store.work() as connection:
        asked = {row_id(question): question for question in questions(connection).values()}
        for path in files:
            rows = list(read_answers(path, asked))
            if not rows:
                raise UnreadableFile(f"{path.name} holds no answer of the Census geocoder.", refusal="no-census-answer")
            harvest.unknown += sum(1 for key, _ in rows if key not in asked)
            answers = [(asked[key].text, answer) for key, answer in rows if key in asked]
            for _, answer in answers:
                harvest.count(answer)
            _keep(connection, PROVIDER, answers, today)
        judge_points(connection)
    return harvest


def _keep(connection: Connection, provider: str, answers: list[tuple[str, Answer]], today: date) -> None:
    """Keep answers in place of older ones of the same provider."""
    latest = dict(answers)
    old = delete(Geocode).where(Geocode.c.provider == provider)
    for text in latest:
        connection.execute(old.where(Geocode.c.query == text))
    rows = [(text, provider, *found, today.isoformat()) for text, found in latest.items()]
    add(connection, Geocode, COLUMNS, rows)
