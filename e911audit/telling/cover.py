"""The fewest calls that reach everything: a set cover, greedy, with a bound that tells how near it is to the least."""

from collections import Counter, defaultdict
from collections.abc import Hashable, Mapping, Sequence
from typing import TypeVar

Station = TypeVar("Station", bound=Hashable)
Thing = TypeVar("Thing", bound=Hashable)


def cover(reaches: Mapping[Station, frozenset[Thing]]) -> list[Station]:
    """Stations that together reach all that any station reaches, in the order in which they were chosen.

    What only few stations reach is reached first, by the station that reaches most of what is left; of equals the one
    that reaches the rarest things, then the first. A station is dropped where the others reach all that it does. Set
    cover is NP-hard, so this need not be the least; ``at_least`` tells how far off it can be.
    """
    rare = Counter(thing for things in reaches.values() for thing in things)
    by_thing = _by_thing(reaches)
    left = set(rare)
    chosen: list[Station] = []
    for thing in _rarest_first(rare):
        if thing in left:
            best = max(by_thing[thing], key=lambda station: _worth(reaches[station] & left, rare))
            chosen.append(best)
            left -= reaches[best]
    return _without_idle(chosen, reaches)


def at_least(reaches: Mapping[Station, frozenset[Thing]]) -> int:
    """How many stations any cover needs: things of which no two can be reached from one station need one each."""
    by_thing = _by_thing(reaches)
    rare = Counter({thing: len(stations) for thing, stations in by_thing.items()})
    taken: set[Station] = set()
    needed = 0
    for thing in _rarest_first(rare):
        if taken.isdisjoint(by_thing[thing]):
            needed += 1
            taken.update(by_thing[thing])
    return needed


def _rarest_first(rare: Counter[Thing]) -> list[Thing]:
    return sorted(rare, key=lambda thing: (rare[thing], str(thing)))


def _by_thing(reaches: Mapping[Station, frozenset[Thing]]) -> dict[Thing, list[Station]]:
    """Thing -> stations that reach it; of stations that reach the same only the first, as a room's telephones do."""
    first: dict[frozenset[Thing], Station] = {}
    for station, things in reaches.items():
        first.setdefault(things, station)
    by_thing = defaultdict(list)
    for things, station in first.items():
        for thing in things:
            by_thing[thing].append(station)
    return by_thing


def _worth(new: frozenset[Thing], rare: Counter[Thing]) -> tuple[int, float]:
    return len(new), sum(1 / count for count in sorted(rare[thing] for thing in new))


def _without_idle(chosen: Sequence[Station], reaches: Mapping[Station, frozenset[Thing]]) -> list[Station]:
    times = Counter(thing for station in chosen for thing in reaches[station])
    kept = list(chosen)
    for station in sorted(chosen, key=lambda station: len(reaches[station])):
        if all(times[thing] > 1 for thing in reaches[station]):
            kept.remove(station)
            times.subtract(reaches[station])
    return kept
