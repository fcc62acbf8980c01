"""What a rule answers of each record, TRUE, FALSE or NULL, for views that must agree with the findings."""

from collections.abc import Iterator
from typing import Any, NamedTuple

from e911audit.judging.judge import Population, facts
from e911audit.judging.supply import supply
from e911audit.rules import RULES


class Answer(NamedTuple):
    """Whether a record is found (NULL: not judged), and the sentence that the rule would say of it."""

    found: bool | None
    message: str
    row: dict[str, Any]


class Answers:
    """Ask rules of a store as a judgement would."""

    def __init__(self, population: Population) -> None:
        self.population = population
        self.supplied = supply(population.connection, facts(population.connection, population.config))

    def judged(self, code: str) -> bool:
        """Whether the sheets supply what the rule needs for any record."""
        return bool(self.supplied.scope(RULES[code]).judged)

    def by_subject(self, code: str) -> dict[str, Answer]:
        """Subject -> its answer; where several records have one, found goes before not judged before clean."""
        weight = {True: 2, None: 1, False: 0}
        told: dict[str, Answer] = {}
        for subject, answer in self._each(code):
            if subject not in told or weight[answer.found] > weight[told[subject].found]:
                told[subject] = answer
        return told

    def _each(self, code: str) -> Iterator[tuple[str, Answer]]:
        rule, config = RULES[code], self.population.config
        settings = rule.settings(config.strictness, config.options(rule.code))
        judged = frozenset(self.supplied.scope(rule).judged)
        query = rule.among.query.add_columns(rule.condition(settings).label("wrong"))
        for row in self.population.ask(query).mappings():
            found = row["wrong"] if row["sheet_id"] in judged else None
            yield (
                row["subject"],
                Answer(None if found is None else bool(found), _message(rule, settings, row), dict(row)),
            )


def _message(rule: Any, settings: dict[str, Any], row: Any) -> str:
    return str(rule.message.format_map({**settings, **row}))
