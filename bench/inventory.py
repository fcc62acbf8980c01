"""Make the inventory that the benchmark reads: python bench/inventory.py ROWS FILE.xlsx

ROWS counts the data rows of Numbers (60 %), Devices (35 %) and Lines (5 %). The workbook is that of
`e911audit template`, with the dirt of real exports. Equal ROWS give an equal workbook; memory does not grow with ROWS.
Oddities that two careful readers could judge differently are left out, so that every correct program finds the same.
"""

import argparse
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from random import Random

import columns
from lines import site_lines
from plan import LOCATIONS, SLOTS, Plan, Row, addressed, code, day, digits, plan, system, written
from telephones import devices, numbers
from town import CITIES, PER_SITE, addresses, floor, telephone
from workbook import Workbook


def sites(shape: Plan) -> Iterator[Row]:
    """The Sites sheet."""
    for site in range(shape.sites):
        city = CITIES[site % len(CITIES)]
        known = written(addresses(site)[0]) if addressed(site) else {}
        where = {"Latitude": city.lat + site % 97 / 7919, "Longitude": city.lon - site % 89 / 7907} if known else {}
        yield {
            "Site Code": code(site), "Site Name": f"{city.name} {site}", **known, **where,
            "Headquarters": "Yes" if site == 0 else "No", "Address Role": "Service",
            "Buildings": 1 + site % 3, "Workspace Sq Ft": 6000, "Multi Tenant": "No",
            "Occupancy": "Office", "Elevators": site % 4, "Voice Model": "Hosted", "PSAP": f"{city.name} 911",
            "PSAP Phone": telephone(Random(site), digits(site, SLOTS - 1)),
        }  # fmt: skip


def buildings(shape: Plan) -> Iterator[Row]:
    """The Buildings sheet."""
    for site in range(shape.sites):
        for index in range(1 + site % 3):
            yield {"Site Code": code(site), "Building": str(index + 1), "Floors": 9, "Floor Area Sq Ft": 6000,
                   "Elevators": site % 4}  # fmt: skip


def locations(shape: Plan) -> Iterator[Row]:
    """The Locations sheet: LOCATIONS of each site, then the homes of its people, which belong to no site."""
    for site in range(shape.sites):
        rng, texts = Random(f"locations {site}"), addresses(site)
        for index in range(PER_SITE):
            home = index >= LOCATIONS
            stale = rng.random() < 0.03
            yield {
                "Location ID": f"{code(site)}-L{index:02}", "Site Code": None if home else code(site),
                **written(texts[index]), "Building": None if home else str(index % (1 + site % 3) + 1),
                "Floor": None if home or rng.random() < 0.03 else floor(index),
                "Room": None if home else f"{floor(index)}1{index % 4 + 1}", "Area Sq Ft": 3000,
                "Validation": None if stale else "Provider", "Validated On": None if stale else day(rng, 300),
                "Validation Result": None if stale else "Valid",
            }  # fmt: skip


def systems(shape: Plan) -> Iterator[Row]:
    """The Systems sheet."""
    for site in range(0, shape.sites, 10):
        faulty = site % 70 == 60
        yield {
            "System": system(site), "Vendor": "Cisco", "Installed On": date(2021, 5, 3),
            "Direct 911": "No" if faulty else "Yes", "Prefix 911 Handled": "Yes",
            "Outside Access Code": 9, "Notification": "No" if faulty else "Yes",
            "Notification Targets": "Front desk, security", "Notification Carries": "fact, callback, location",
            "Notification Holds Call": "No", "Notification Staffed": "Yes", "Notification Tested On": date(2026, 9, 1),
            "Callback": "own", "Callback Reaches Human": "Yes", "Survivable 911": "Yes",
        }  # fmt: skip


def lines(shape: Plan) -> Iterator[Row]:
    """The Lines sheet."""
    for site in range(shape.sites):
        texts = addresses(site) if addressed(site) else None
        for index, row in enumerate(site_lines(site, shape.share(shape.lines, site))):
            address = written(texts[index % LOCATIONS]) if texts and index % 10 else {}
            circuit = f"{site:04}/{index:03}/NWY"
            rng = Random(f"line number {site} {index}")
            own = telephone(rng, digits(site, SLOTS - 2 - index)) if index % 20 else None
            yield {"Line Number": own, "Site Code": code(site), "Circuit ID": circuit, **address, **row}


SHEETS = {"Sites": sites, "Buildings": buildings, "Locations": locations, "Numbers": numbers, "Devices": devices,
          "Lines": lines, "Systems": systems}  # fmt: skip


def make(rows: int, path: Path) -> None:
    """Write the inventory of `rows` data rows; `path` appears only when it is complete."""
    shape, part = plan(rows), path.with_suffix(".part")
    with Workbook(part) as book:
        for name, build in SHEETS.items():
            header = columns.OF[name]
            book.sheet(name, header, ([row.get(column) for column in header] if row else () for row in build(shape)))
    part.replace(path)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("rows", type=int, help="200 to 3,000,000")
    parser.add_argument("file", type=Path)
    wanted = parser.parse_args()
    if not 200 <= wanted.rows <= 3_000_000:
        parser.error("ROWS is outside 200 to 3,000,000")
    make(wanted.rows, wanted.file)


if __name__ == "__main__":
    main()
