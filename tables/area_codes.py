"""Writes ``e911audit/rules/data/area_codes.csv``: in which state an area code is at home, and which others it touches.

    python -m tables.area_codes

The home is what ``phonenumbers`` (Apache licence) calls the area code's place, else the state with most of its ZIP
codes; the other states are those of its ZIP codes in ``zipcodes`` (MIT licence). Neither is asked at run time: the
geocoder of ``phonenumbers`` takes two seconds to load. ``tests/rules/test_area_codes.py`` compares them.
"""

import re
from collections import Counter, defaultdict
from pathlib import Path

import zipcodes
from phonenumbers.geodata import GEOCODE_DATA

from e911audit.rules.area_codes import VINTAGE

FILE = Path(__file__).parents[1] / "e911audit" / "rules" / "data" / "area_codes.csv"
HEADER = "area_code,home,touches"
PLACE = re.compile(r"(?:.*, )?([A-Z]{2})")
"""A description that ends with the code of a state or province: ``Jersey City, NJ``."""


def described() -> dict[str, str]:
    """Area code -> state or province by ``phonenumbers``; one that it only names has the code of another so named."""
    codes: dict[str, Counter[str]] = defaultdict(Counter)
    names: dict[str, str] = {}
    for prefix, said in GEOCODE_DATA.items():
        text = said.get("en", "")
        if prefix.startswith("1") and (place := PLACE.fullmatch(text)):
            codes[prefix[1:4]][place[1]] += 1
        elif prefix.startswith("1") and len(prefix) == 4:
            names[prefix[1:]] = text
    home = {area: found.most_common(1)[0][0] for area, found in codes.items()}
    meant = {name: home[area] for area, name in names.items() if area in home and "/" not in name}
    return home | {area: meant[name] for area, name in names.items() if area not in home and name in meant}


def touched() -> dict[str, Counter[str]]:
    """Area code -> states of the ZIP codes in which ``zipcodes`` has it."""
    states: dict[str, Counter[str]] = defaultdict(Counter)
    for entry in zipcodes.list_all():
        for area in entry["area_codes"]:
            states[area][entry["state"]] += 1
    return states


def lines() -> list[str]:
    """Return the table's lines: a header, then one line for each area code in order."""
    if zipcodes.__version__ != VINTAGE:
        raise SystemExit(f"Set VINTAGE in e911audit/rules/area_codes.py to {zipcodes.__version__}.")
    homes, states = described(), touched()
    found = [HEADER]
    for area in sorted(homes | states):
        home = homes.get(area) or states[area].most_common(1)[0][0]
        found.append(f"{area},{home},{' '.join(sorted(states.get(area, Counter()).keys() - {home}))}")
    return found


if __name__ == "__main__":
    FILE.write_text("\n".join([*lines(), ""]), encoding="utf-8", newline="\n")
