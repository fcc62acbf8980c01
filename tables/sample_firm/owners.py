"""Who owns what at every site: companies, last mile, circuits, hand-over points and contracts, in one workbook."""

from collections.abc import Iterator
from datetime import date

from tables.sample_firm.books import Fault, Row, Table, parsed, template_sheet, write_workbook
from tables.sample_firm.properties import ILEC

FILE = "Who owns what.xlsx"

# Name, role, underlying carrier, telephone for trouble, ticket rule, days that a port takes.
PROVIDERS = """
Tri-River Bell           | ilec       |                | 512-555-0191 | repair line first, then the area manager after 4 h        | 4
Harbor States Telephone  | ilec       |                | 617-555-0192 | repair line first, then the duty manager after 4 h        | 4
Delta Palmetto Telephone | ilec       |                | 901-555-0193 | repair line, circuit ID or number needed                  | 4
Prairie Union Telephone  | ilec       |                | 515-555-0194 | repair line, number needed; no tickets by mail            | 5
Ridgeway Access          | clec, isp  |                | 512-555-0195 | portal or NOC, circuit ID needed; next level after 2 h    | 4
Bluestem Cable           | isp        |                | 816-555-0196 | business support, account number needed                   |
Northline Cloud          | itsp       | Ridgeway Access | 206-555-0197 | portal; severity 1 by telephone, answered in 15 minutes  | 4
"""
PORTALS = {
    "Ridgeway Access": "noc.ridgeway.example",
    "Northline Cloud": "help.northline.example",
    "Bluestem Cable": "my.bluestem.example",
}
PROVIDER_COLUMNS = ["Provider", "Role", "Underlying Carrier", "NOC Phone", "Ticket Rule", "Minimum Port Days"]

# Provider, class, tariffed, repair hours, response hours, days to install, notice days.
CONTRACTS = """
Tri-River Bell           | pots        | yes | 24 | 8  | 10 | 30
Harbor States Telephone  | pots        | yes | 24 | 8  | 10 | 30
Delta Palmetto Telephone | pots        | yes | 24 | 8  | 10 | 30
Prairie Union Telephone  | pots        | yes | 36 | 12 | 12 | 20
Ridgeway Access          | dedicated   | no  | 4  | 1  | 45 | 60
Bluestem Cable           | best effort | no  | 24 | 12 | 15 | 30
Northline Cloud          | sip         | no  | 4  | 1  | 10 | 60
"""
CONTRACT_COLUMNS = [
    "Provider", "Service Class", "Tariffed", "Repair Hours", "Response Hours", "Install Interval Days", "Cancel Notice Days",
]  # fmt: skip

FAULTS = """
CIR-004 | BC-SAV-B218 | Circuits  | the backup runs over the first circuit's last mile
CIR-011 | SAV         | Circuits  | the backup runs over the first circuit's last mile
CIR-013 | RA-DSM-E117 | Circuits  | sold as diverse, and no route letter
DEM-001 | BC-MEM-B216 | Demarcs   | nobody has recorded where it is handed over
DEM-001 | TAC         | Demarcs   | nothing is built yet, so nothing is handed over
SLA-004 | DSM         | Contracts | a repair within a day is expected, 36 hours are promised
SLA-004 | SAV         | Contracts | a repair within 4 hours is expected, a day is promised
"""


def providers() -> Iterator[Row]:
    """Companies that sell or carry service."""
    for row in parsed(PROVIDERS, PROVIDER_COLUMNS):
        days = row["Minimum Port Days"]
        yield row | {
            "Minimum Port Days": int(days) if days else None,
            "Portal": PORTALS.get(row["Provider"], "by telephone only"),
        }


def scope(carriers: dict[str, str]) -> Iterator[Row]:
    """Who owns the last mile, numbers, SIP service and wiring of each site; ``carriers`` are its old carriers."""
    for site, ilec in carriers.items():
        yield {
            "Site Code": site, "Last Mile Owner": "Ridgeway Access", "Number Owner": ilec, "SIP Owner": "Northline Cloud",
            "ILEC": ilec, "Inside Wiring Owner": "Landlord" if site == "AUS" else "Larkspur Hollow facilities",
            "Patch Panel Owner": "Larkspur Hollow IT", "LAN Owner": "Larkspur Hollow IT" if site not in ILEC else None,
            "PBX Owner": "Northline Cloud",
        }  # fmt: skip


def circuits(carriers: dict[str, str]) -> Iterator[Row]:
    """A fibre and a cable circuit of different owners at each site that is open, but for what is wrong in Savannah."""
    for nth, site in enumerate(code for code in carriers if code != "TAC"):
        fibre = f"RA-{site}-E{100 + nth}"
        common = {
            "Site Code": site,
            "Voice Path": "yes",
            "Measured On": date(2026, 10, 5),
            "Last Tested": date(2026, 10, 12),
        }
        yield {
            "Circuit ID": fibre, **common, "Kind": "ethernet", "Retail Provider": "Ridgeway Access",
            "Underlying Provider": "Ridgeway Access", "Access Type": "fiber", "Service Class": "dedicated", "Bandwidth": "100M",
            "Backup Of": None, "Entrance": "north", "Conduit": "A", "Latency Ms": 18 + nth % 9, "Jitter Ms": 2, "Loss Percent": 0.0,
            "Diversity Claimed": "yes" if site == "DSM" else "no",
        }  # fmt: skip
        yield {
            "Circuit ID": f"BC-{site}-B{200 + nth}", **common, "Kind": "broadband", "Retail Provider": "Bluestem Cable",
            "Underlying Provider": "Ridgeway Access" if site == "SAV" else "Bluestem Cable", "Access Type": "coax",
            "Service Class": "best effort", "Bandwidth": "300M", "Backup Of": fibre, "Entrance": "south", "Conduit": "B",
            "Latency Ms": 27 + nth % 7, "Jitter Ms": 5, "Loss Percent": 0.1, "Diversity Claimed": "no",
        }  # fmt: skip


def demarcs(carriers: dict[str, str]) -> Iterator[Row]:
    """One hand-over point a circuit, but for the cable circuit in Memphis, and one for the copper of each acquired site."""
    for nth, row in enumerate(circuits(carriers)):
        circuit = row["Circuit ID"]
        where = None if circuit.startswith("BC-MEM") else "Telephone closet, first floor, north wall"
        yield {
            "Site Code": row["Site Code"], "Circuit ID": circuit, "Demarc Location": where, "Photo": f"DM-{400 + nth}.jpg",
            "Label": circuit, "Map": f"Riser map {row['Site Code']}", "Boundary": "NID" if "BC-" in circuit else "ONT",
            "Loopback Procedure": "ask the NOC for a loop at the hand-over", "Loopback Tested On": date(2026, 10, 12),
        }  # fmt: skip
    for nth, site in enumerate(ILEC):
        yield {
            "Site Code": site, "Demarc Location": "66 block, telephone closet", "Photo": f"DM-{500 + nth}.jpg",
            "Label": f"{ILEC[site]}, pairs 1-25", "Map": f"Riser map {site}", "Boundary": "NID",
            "Loopback Procedure": "open the test jack, ask the repair line for a ring", "Loopback Tested On": date(2026, 10, 13),
        }  # fmt: skip


def contracts() -> Iterator[Row]:
    """What each class of service is promised."""
    for row in parsed(CONTRACTS, CONTRACT_COLUMNS):
        tariffed = row["Tariffed"] == "yes"
        numbers = {name: int(row[name]) for name in CONTRACT_COLUMNS[3:]}
        yield row | numbers | {
            "Tariff Reference": "Local exchange tariff, section 5" if tariffed else None,
            "Tariff Date": date(2026, 2, 1) if tariffed else None,
            "Availability Percent": 99.9 if row["Service Class"] != "best effort" else None,
            "Availability Method": "monthly, by the provider's tickets" if row["Service Class"] != "best effort" else None,
            "Maintenance Window": "Sunday 01:00-05:00", "Outage Definition": "no calls or no data for 1 minute",
            "Escalation": "duty manager after 4 hours", "Credit Policy": "a day's charge for each day of outage",
            "MAC Rule": "5 business days", "Missed Appointment Rule": "installation charge waived",
            "Diversity Commitment": "separate entrances, by order" if row["Service Class"] == "dedicated" else None,
            "Term End": date(2028, 6, 30), "Early Termination": "none" if tariffed else "half of what remains",
        }  # fmt: skip


def write(sites: Table, old_carrier: dict[str, str]) -> None:
    """Write the workbook for the firm's sites and the three acquired ones."""
    carriers = {code: old_carrier[code] for code in sites} | ILEC
    write_workbook(
        FILE,
        template_sheet("Providers", providers()),
        template_sheet("Scope", scope(carriers)),
        template_sheet("Circuits", circuits(carriers)),
        template_sheet("Demarcs", demarcs(carriers)),
        template_sheet("Contracts", contracts()),
    )


def faults() -> Iterator[Fault]:
    """What the audit must find."""
    for row in parsed(FAULTS, ["rule", "subject", "sheet", "why"]):
        yield Fault(row["rule"], row["subject"], f"{FILE}, {row['sheet']}", row["why"])
