"""Is an address in the Master Street Address Guide: by community, street, house number, parity; and by which ESN.

A guide's street and an address's are compared as they are written, word by word, for that is how a 911 database takes
them: only case, punctuation and blanks do not count, nor whether the suffix stands in a column of its own. What
differs by more is told as the nearest that the guide has, never taken for the same.
"""

from collections import defaultdict
from collections.abc import Iterable
from difflib import get_close_matches

from e911audit.places.keys import outside
from e911audit.places.msag_ranges import HELD, NEAR, Found, Range, Reason, Stretch, Wanted, folded
from e911audit.places.street import read_street
from e911audit.places.zip_table import zip_area

Streets = dict[str, Stretch]
"""The streets of one community by their spelling."""


def core(spelled: str) -> str:
    """Return what two spellings of a street have in common: its name, without directionals and types."""
    return outside(read_street(["1", *spelled.split()]), "", "", "").street


class Guide:
    """A Master Street Address Guide, ready to be asked."""

    def __init__(self, ranges: Iterable[Range]) -> None:
        self.ranges = list(ranges)
        self.counties = {one.county for one in self.ranges} - {""}
        self.states: dict[str, dict[str, Streets]] = {}
        """State -> community -> streets; made for states that are asked."""
        self.cores: dict[tuple[str, str], dict[str, list[str]]] = {}
        """State and community -> name without directionals and types -> streets; made where a street is missing."""

    def find(self, wanted: Wanted) -> Found:
        """Find an address; the first reason in order is told."""
        community, street = folded(wanted.community), wanted.street.spelled
        if not community or not street:
            return Found(None, "no community or no street is given")
        state = folded(wanted.state)
        if state not in self.states:
            self.states[state] = self._communities(state)
        streets = self.states[state].get(community)
        if streets is None:
            return self._no_community(community, street, wanted)
        if stretch := streets.get(street):
            return stretch.find(wanted.house)
        return self._no_street(state, community, street)

    def community_of(self, wanted: Wanted) -> str:
        """Return the community under which the guide holds the street and the house; "" where none or several do."""
        state = folded(wanted.state)
        if state not in self.states:
            self.states[state] = self._communities(state)
        held = [
            community
            for community, streets in self.states[state].items()
            if (stretch := streets.get(wanted.street.spelled)) and stretch.find(wanted.house).reason in HELD
        ]
        return held[0] if len(held) == 1 else ""

    def _communities(self, state: str) -> dict[str, Streets]:
        """The communities of a state; a blank state, asked or in the guide, fits every one."""
        grouped: dict[str, dict[str, list[Range]]] = defaultdict(lambda: defaultdict(list))
        for one in self.ranges:
            if not state or folded(one.state) in ("", state):
                grouped[folded(one.community)][one.street.spelled].append(one)
        return {
            community: {street: Stretch(rows) for street, rows in streets.items()}
            for community, streets in grouped.items()
        }

    def _no_community(self, community: str, street: str, wanted: Wanted) -> Found:
        """A community that the guide lacks is a fault only where the guide is known to be that of the place."""
        communities = self.states[folded(wanted.state)]
        elsewhere = [name for name, streets in communities.items() if street in streets][:NEAR]
        near = get_close_matches(community, communities, NEAR)
        hint = f"; it has {street} in {' and '.join(elsewhere)}" if elsewhere else ""
        if near:
            hint = f"; the nearest is {' or '.join(near)}"
        area = zip_area(wanted.zip)
        names = (*area.cities, *area.other_names, area.county) if area else ()
        covered = wanted.county in self.counties or any(folded(name) in communities for name in names)
        return Found(Reason.COMMUNITY if covered else None, f"the guide has no community {community}{hint}")

    def _no_street(self, state: str, community: str, street: str) -> Found:
        streets = self.states[state][community]
        if (state, community) not in self.cores:
            cores = self.cores[state, community] = defaultdict(list)
            for name in streets:
                cores[core(name)].append(name)
        if same := self.cores[state, community].get(core(street)):
            return Found(Reason.PARTS, f"{community} has {' and '.join(same[:NEAR])}, not {street}")
        near = get_close_matches(street, streets, NEAR, cutoff=0.75)
        hint = f"; the nearest is {' or '.join(near)}" if near else ""
        return Found(Reason.STREET, f"{community} has no {street}{hint}")
