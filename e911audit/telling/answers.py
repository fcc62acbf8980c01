"""What a rule answers of each record, TRUE, FALSE or NULL, for views that must agree with the findings."""

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from e911audit.judging.supply import supply
from e911audit.judging.verdict import Population, facts
from e911audit.rules import RULES


class Answer(NamedTuple):
    """Whether a record is found (NULL: not judged); of a found one, the rule's sentence and the columns behind it."""

    found: bool | None
    message: str = ""
    row: Mapping[str, Any] = {}


CLEAN, UNJUDGED = Answer(False), Answer(None)
WEIGHT = {True: 2, None: 1, False: 0}
"""Where several records have one subject, found goes before not judged before clean."""


class Answers:
    """Ask rules of a store as a judgement would."""

    def __init__(self, population: Population) -> None:
        self.population = population
        self.supplied = supply(population.connection, facts(population.connection, population.config))

    def judged(self, code: str) -> bool:
        """Whether the sheets supply what the rule needs for any record."""
        return bool(self.supplied.scope(RULES[code]).judged)

    def by_subject(self, code: str) -> dict[str, Answer]:
        """Subject -> its answer, the gravest of its records."""
        told: dict[str, Answer] = {}
        for subject, answer in self._each(code):
            known = told.get(subject)
            if known is None or WEIGHT[answer.found] > WEIGHT[known.found]:
                told[subject] = answer
        return told

    def _each(self, code: str) -> Iterator[tuple[str, Answer]]:
        rule, config = RULES[code], self.population.config
        settings = rule.settings(config.strictness, config.options(rule.code))
        judged = frozenset(self.supplied.scope(rule).judged)
        query = rule.among.query.add_columns(rule.condition(settings).label("wrong"))
        rows = self.population.ask(query)
        subject, sheet, wrong = (list(rows.keys()).index(name) for name in ("subject", "sheet_id", "wrong"))
        for row in rows:
            if row[wrong] is None or row[sheet] not in judged:
                yield row[subject], UNJUDGED
            elif not row[wrong]:
                yield row[subject], CLEAN
            else:
                told = dict(zip(rows.keys(), row, strict=True))
                yield row[subject], Answer(True, rule.message.format_map({**settings, **told}), told)
