"""Who judges which rules: this process and an executor's workers, each with a connection and tables of its own.

The rules are parted so that neighbours, which share tables, stay together. This process takes the parts from the front
and the workers theirs from the back, until they meet.
"""

from collections import deque
from collections.abc import Callable, Iterator
from concurrent.futures import BrokenExecutor, Executor, ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from secrets import token_hex

from e911audit.beside import Workers, ask
from e911audit.config import Config
from e911audit.judging.law import Regime
from e911audit.judging.supply import supply
from e911audit.judging.turns import Found, Verdict
from e911audit.judging.verdict import Population, days, facts, verdict
from e911audit.rules import RULES, Rule
from e911audit.rules.open_findings import OPEN
from e911audit.rules.shared import computed
from e911audit.store.store import Store

PARTS = 24
"""Into how many parts the rules are split."""
FEW = 8
"""So many rules are not worth a worker, which computes anew what they share."""


class Reader:
    """What judges rules over one connection; it keeps what rules share for those that come after."""

    def __init__(self, population: Population) -> None:
        connection = population.connection
        self.population = population
        self.supplied = supply(connection, facts(connection, population.config))
        self.regime = Regime(connection, population.tables, population.config)

    def verdicts(self, rules: list[Rule]) -> list[Verdict]:
        """The verdicts in the order of the rules."""
        return [verdict(rule, self.supplied.scope(rule), self.population, self.regime) for rule in rules]


@contextmanager
def reader(store: Store, config: Config, found: Found) -> Iterator[Reader]:
    """A reader of this store, whose rules may ask for what others ``found``."""
    with store.reading() as connection, computed(connection, days(config)) as tables:
        tables.fill(OPEN, found)
        yield Reader(Population(connection, config, tables))


def verdicts(
    store: Store, config: Config, rules: list[Rule], found: Found, executor: Executor | None = None
) -> list[Verdict]:
    """The verdicts in the order of the rules, which may ask for what others ``found``.

    Nobody tells how many workers an executor of others has: it is asked for all parts at once.
    """
    if executor is None or not store.shared or len(rules) <= FEW:
        with reader(store, config, found) as own:
            return own.verdicts(rules)
    step = -(-len(rules) // PARTS)
    waiting = deque(rules[at : at + step] for at in range(0, len(rules), step))
    count, judgement = (executor.count, token_hex()) if isinstance(executor, Workers) else (len(waiting), "")
    about = (store.url, config, found, judgement)
    answered: dict[str, Verdict] = {}

    def keep(part: list[Rule], answers: list[Verdict]) -> None:
        answered.update(zip((rule.code for rule in part), answers, strict=True))

    def away() -> None:
        while part := _next(waiting.pop):
            try:
                keep(part, ask(executor, part_of, [rule.code for rule in part], *about).result())
            except BrokenExecutor:
                waiting.append(part)
                return

    def here() -> None:
        while part := _next(waiting.popleft):
            keep(part, own.verdicts(part))

    with ThreadPoolExecutor(count) as threads, reader(store, config, found) as own:
        try:
            gone = [threads.submit(away) for _ in range(count)]
            here()
            for one in gone:
                one.result()
            here()  # what workers have left that died
        finally:
            waiting.clear()
    return [answered[rule.code] for rule in rules]


def _next(take: Callable[[], list[Rule]]) -> list[Rule]:
    """The next part, none where all are taken."""
    try:
        return take()
    except IndexError:
        return []


def part_of(codes: list[str], url: str, config: Config, found: Found, judgement: str) -> list[Verdict]:
    """What a worker answers for some rules.

    A worker that lives no longer than the command keeps its reader for the other parts of the same ``judgement``; it
    holds no lock between them.
    """
    rules = [RULES[code] for code in codes]
    if not judgement:
        with _opened(url, config, found) as own:
            return own.verdicts(rules)
    if judgement not in _kept:
        while _kept:
            _kept.popitem()[1][0].close()
        stack = ExitStack()
        _kept[judgement] = (stack, stack.enter_context(_opened(url, config, found)))
    own = _kept[judgement][1]
    answers = own.verdicts(rules)
    own.population.connection.commit()
    return answers


def get_ready() -> None:
    """Have a worker load the rules while there is nothing to judge yet: unpickling this function does it."""


_kept: dict[str, tuple[ExitStack, Reader]] = {}
"""The reader of a worker by its judgement, at most one."""


@contextmanager
def _opened(url: str, config: Config, found: Found) -> Iterator[Reader]:
    store = Store.open(url)
    try:
        with reader(store, config, found) as own:
            yield own
    finally:
        store.close()
