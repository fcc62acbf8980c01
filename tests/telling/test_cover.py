"""The fewest calls: compared on small cases with trying every choice."""

import random
from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from e911audit.telling.cover import at_least, cover

CASES = 1_500


def least(reaches):
    """How many stations the smallest cover has, by trying all."""
    everything = frozenset().union(*reaches.values())
    kinds = list(set(reaches.values()))
    return next(
        size
        for size in range(len(kinds) + 1)
        for chosen in combinations(kinds, size)
        if frozenset().union(*chosen) == everything
    )


def telephones(chance):
    """A few telephones, each on a floor of a building, on a system and a trunk group."""
    floors, systems, trunks = chance.randint(1, 5), chance.randint(1, 4), chance.randint(1, 3)

    def one():
        floor = chance.randrange(floors)
        return frozenset({
            ("building", floor // 2),
            ("floor", floor),
            ("system", chance.randrange(systems)),
            ("trunk", chance.randrange(trunks)),
        })  # fmt: skip

    return {name: one() for name in range(chance.randint(1, 12))}


def test_small_cases_need_as_few_as_any_choice_would():
    """Greedy is not exact: in one case of some hundred it takes one call more, and then the bound does not claim."""
    chance = random.Random(911)  # noqa: S311  (the same cases each time)
    more = 0
    for _ in range(CASES):
        reaches = telephones(chance)
        planned, needed, bound = len(cover(reaches)), least(reaches), at_least(reaches)
        assert bound <= needed <= planned <= needed + 1
        more += planned > needed
    assert more < CASES / 100


THINGS = st.frozensets(st.integers(0, 9), min_size=1, max_size=5)


@given(st.dictionaries(st.integers(0, 30), THINGS, max_size=20))
def test_everything_is_reached_and_no_call_is_idle(reaches):
    chosen = cover(reaches)
    everything = frozenset().union(*reaches.values())
    assert frozenset().union(*(reaches[station] for station in chosen)) == everything
    for idle in chosen:
        assert frozenset().union(*(reaches[station] for station in chosen if station != idle)) != everything
    assert at_least(reaches) <= len(chosen)


@given(st.dictionaries(st.integers(0, 8), THINGS, min_size=1, max_size=8))
def test_the_bound_is_never_above_the_least(reaches):
    assert at_least(reaches) <= least(reaches) <= len(cover(reaches))


def test_a_floor_that_one_call_reaches_beside_a_system_saves_a_call():
    reaches = {
        "first": frozenset({"floor 1", "old system"}),
        "second": frozenset({"floor 1", "new system"}),
        "third": frozenset({"floor 2", "old system"}),
    }
    assert sorted(cover(reaches)) == ["second", "third"]
    assert at_least(reaches) == 2


def test_nothing_needs_nothing():
    assert cover({}) == []
    assert at_least({}) == 0
