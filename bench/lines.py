"""The analog lines of the inventory: what each is for, and what is decided about it."""

from collections.abc import Iterator, Mapping
from datetime import date
from random import Random

LIFE_SAFETY = (
    ("Elevator", "Yes"), ("ELEVATOR", None), ("Elevator phone", "Y"), ("Fire Alarm", "Yes"), ("fire alarm", None),
    ("Burglar Alarm", "Yes"), ("Area of Refuge", "yes"), ("Pool Phone", "Yes"), (None, "Unknown"),
)  # fmt: skip
ORDINARY = ("Fax", "FAX", "fax", "Modem", "POS", "Postage Meter", "Paging")
REMOVED = ("Remove", "remove", "Disconnect", "DISCONNECT")


def site_lines(site: int, count: int) -> Iterator[Mapping[str, str | float | date | None]]:
    """Rows of Lines without number and address. Each vital line has a decision: without one it may break two rules."""
    rng = Random(f"lines {site}")
    for index in range(count):
        vital = rng.random() < 0.45
        kind, safety = rng.choice(LIFE_SAFETY) if vital else (rng.choice(ORDINARY), "No")
        action = rng.choice(("Keep", "Move", "Replace", *REMOVED) if vital else ("Keep", "Port", *REMOVED, None, " "))
        gone = action in REMOVED
        replaced = action == "Replace" or (gone and rng.random() < 0.5)
        yield {
            "Line Type": kind, "Life Safety": safety, "Service": "POTS", "Carrier": "Northway Telecom",
            "Account": f"ACCT-{site:04}", "Action": action,
            "Replacement": f"LTE unit {site}-{index}" if replaced else None,
            "Target Transport": "LTE" if replaced else None, "Destination Kind": "monitoring" if vital else None,
            "Monitoring Company": "Watchpost Central" if vital else None,
            "Monitoring Account": 40000 + index if vital else None,
            "Battery Hours": 24 if vital else None, "UPS Covers All": "Yes" if vital else None,
            "Owner": "Facilities", "Identified On": date(2026, 10, 1 + index % 28),
            "Cutover Date": date(2027, 1, 15), "Disconnect Due": date(2027, 3, 1) if gone else None,
            "Monthly Cost": 64.5,
        }  # fmt: skip
