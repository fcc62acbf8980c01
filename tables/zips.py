"""Writes the ZIP table ``e911audit/places/data/zips.csv`` from the facts of the ``zipcodes`` package (MIT licence).

    python -m tables.zips

The package itself is not asked at run time: its first answer takes 165 ms and 56 MB in each process and every further
ZIP an eighth of a millisecond, the table 5 ms, 9 MB and some microseconds. ``tests/places/test_zips.py`` compares both.
"""

from pathlib import Path
from typing import Any

import zipcodes

from e911audit.places.spell import fold_city
from e911audit.places.zip_table import TYPES, VINTAGE

FILE = Path(__file__).parents[1] / "e911audit" / "places" / "data" / "zips.csv"
HEADER = "zip,type,state,county,latitude,longitude,cities,other_names"
LETTERS = {name: letter for letter, name in TYPES.items()}


def lines() -> list[str]:
    """Return the table's lines: a header, then one line for each ZIP in order."""
    if zipcodes.__version__ != VINTAGE:
        raise SystemExit(f"Set VINTAGE in e911audit/places/zip_table.py to {zipcodes.__version__}.")
    return [HEADER, *(line(entry) for entry in sorted(zipcodes.list_all(), key=lambda entry: entry["zip_code"]))]


def line(entry: dict[str, Any]) -> str:
    """Return one ZIP's line: cities that the post accepts, then names that people use; a small letter is out of use."""
    letter = LETTERS[entry["zip_code_type"]]
    accepted = {fold_city(name.upper()): name for name in (*reversed(entry["acceptable_cities"]), entry["city"])}
    names = [entry["city"], *(name for name in entry["acceptable_cities"] if accepted[fold_city(name.upper())] == name)]
    spoken = {fold_city(name.upper()): name for name in reversed(entry["unacceptable_cities"])}
    others = [name for key, name in reversed(spoken.items()) if key not in accepted] if letter == "S" else []
    where = (
        ["", ""] if float(entry["lat"]) == 0 else [f"{float(entry[key]):.4f}".rstrip("0") for key in ("lat", "long")]
    )
    return ",".join(
        [
            entry["zip_code"],
            letter if entry["active"] else letter.lower(),
            entry["state"],
            entry["county"].upper(),
            *where,
            "|".join(dict.fromkeys(names)).upper(),
            "|".join(others).upper(),
        ]
    )


if __name__ == "__main__":
    FILE.write_text("\n".join([*lines(), ""]), encoding="utf-8", newline="\n")
