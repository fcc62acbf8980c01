"""Area codes: the table is what two libraries say, and they agree on every area code of a state."""

import pytest

from e911audit.places.tables import STATES
from e911audit.rules.area_codes import AREA_CODES
from tables.area_codes import FILE, described, lines, touched

PROVINCES = set("AB BC MB NB NL NS NT NU ON PE QC SK YT".split())


@pytest.mark.slow
def test_the_table_is_what_its_maker_writes():
    assert FILE.read_text(encoding="utf-8").splitlines() == lines()


@pytest.mark.slow
def test_both_libraries_agree_where_an_area_code_is_at_home():
    homes, states = described(), touched()
    differ = {
        code: (home, found.most_common(1)[0][0])
        for code, found in states.items()
        if (home := homes.get(code)) and home not in PROVINCES and home != found.most_common(1)[0][0]
    }
    assert differ == {}
    assert len(homes.keys() & states.keys()) > 350


def test_homes_are_states_or_provinces():
    assert {home for home, _ in AREA_CODES.values()} <= set(STATES.values()) | PROVINCES
    assert AREA_CODES["816"] == ("MO", "KS")
    assert AREA_CODES["202"] == ("DC", "MD VA")
    assert "800" not in AREA_CODES
