"""Three properties that the firm has just bought, in one workbook of the template: what may become of each of their lines.

``LINES`` tells each line together with its answer: the decision, and the earliest day on which it may be disconnected
or, after "not", what must come first.
"""

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from tables.sample_firm.books import Fault, Row, parsed, template_sheet, write_workbook

FILE = "Acquired properties.xlsx"
CUTOVER = date(2026, 11, 28)
MOVED = date(2026, 10, 20)
"""Lines with this cutover are already on their replacement."""
STATION = "Beacon Hollow Central Station"
PAPERS = "Ridge Line Elevator Inspections"

SITES = """
MEM | Tchula Cold Store   | 3380 Tchula Freight Rd    | Memphis    | TN | 38118 | Shelby  | 35.046218 | -89.931746 | industrial | 164000 | 2 | MEMPHIS    | MMPHTNBA | no  | 901
DSM | Walnut Bluff Clinic | 1190 Walnut Bluff Ave     | Des Moines | IA | 50309 | Polk    | 41.587634 | -93.628917 | hospital   | 88000  | 1 | DES MOINES | DESMIADT | yes | 515
SAV | Marsh Lantern Inn   | 218 E Marsh Lantern St    | Savannah   | GA | 31401 | Chatham | 32.075193 | -81.089246 | hotel      | 57000  | 2 | SAVANNAH   | SVNHGABS | no  | 912
"""
SITE_COLUMNS = (
    "Site Code,Site Name,Street Address,City,State,ZIP,County,Latitude,Longitude,Occupancy,Workspace Sq Ft,Elevators,"
    "Rate Center,Wire Center CLLI,Critical,NPA"
)
FLOORS = {"MEM": 2, "DSM": 4, "SAV": 4}

PLACES = """
MEM-01-OFC   | 1 | Dock Office      |
MEM-01-MDF   | 1 | Telephone Closet |
MEM-02-OFC   | 2 | Planning Office  |
MEM-EL1      | 1 | Freight Lobby    | Elevator 1
MEM-EL2      | 1 | Office Lobby     | Elevator 2
MEM-GATE     | 1 | Gate House       |
DSM-01-RECEP | 1 | Reception        |
DSM-01-MDF   | 1 | Telephone Closet |
DSM-01-LOT   | 1 | Car Park Desk    |
DSM-02-NURSE | 2 | Nurse Station 2  |
DSM-02-LAND  | 2 | Stair Landing B  |
DSM-03-ADMIN | 3 | Billing 310      |
DSM-EL1      | 1 | Elev Lobby       | Elevator 1
SAV-01-DESK  | 1 | Front Desk       |
SAV-01-MDF   | 1 | Telephone Closet |
SAV-01-POOL  | 1 | Pool House       |
SAV-04-SALES | 4 | Sales Office 400 |
SAV-EL1      | 1 | Elev Lobby       | Elevator 1
SAV-EL2      | 1 | Garden Lobby     | Elevator 2
"""

# Number, location, line type, action, target transport, decision | earliest day, or what must come first.
LINES = """
MEM 0110 MEM-EL1 elevator_phone keep pots | may move to listed cellular or IP | not something replaces it
MEM 0111 MEM-EL2 elevator_phone keep pots | must stay on copper or managed voice | not something replaces it
MEM 0112 MEM-01-MDF fire_alarm_dact replace cell | may move to listed cellular or IP | not every missing proof is given
MEM 0113 MEM-01-MDF sprinkler_supervisory keep pots | must stay on copper | not something replaces it
MEM 0114 MEM-01-OFC burglar_alarm replace cell | may move to listed cellular or IP | not every missing proof is given
MEM 0115 MEM-GATE access_gate move ata | may move to ATA | not the cutover of 2026-11-28 is done and accepted
MEM 0116 MEM-01-MDF modem_scada remove - | may go | 2026-12-09
MEM 0117 MEM-01-MDF fax remove - | not judged | not a person has said what it is, without contradiction, and its proofs are given
MEM 0118 MEM-02-OFC voice port sip | may move to ATA | not port order PO-7104 is complete (FOC 2026-11-24)
MEM 0119 MEM-01-MDF failover keep pots | may move to listed cellular or IP | not something replaces it
DSM 0110 DSM-EL1 elevator_phone replace cell | may move to ATA | 2026-11-29
DSM 0111 DSM-02-LAND area_of_refuge keep pots | must stay on copper or managed voice | not something replaces it
DSM 0112 DSM-01-MDF fire_alarm_dact keep pots | must stay on copper | not something replaces it
DSM 0113 DSM-01-MDF sprinkler_supervisory replace cell | may move to listed cellular or IP | 2026-11-29
DSM 0114 DSM-02-NURSE nurse_call keep pots | must stay on copper or managed voice | not something replaces it
DSM 0115 DSM-01-LOT - move ata | may move to ATA | not every missing proof is given
DSM 0116 DSM-01-RECEP power_fail_transfer keep pots | must stay on copper | not something replaces it
DSM 0117 DSM-02-NURSE red_phone keep pots | must stay on copper or managed voice | not something replaces it
DSM 0118 DSM-01-MDF modem_scada move ata | may move to listed cellular or IP | not the plan is changed
DSM 0119 DSM-03-ADMIN fax move mfvn | may move to ATA | not the cutover of 2026-11-28 is done and accepted
DSM 0120 DSM-01-MDF unknown keep pots | not judged | not something replaces it
SAV 0110 SAV-EL1 elevator_phone keep pots | may move to listed cellular or IP | not something replaces it
SAV 0111 SAV-EL2 elevator_phone move mfvn | may move to listed cellular or IP | not every missing proof is given
SAV 0112 SAV-01-MDF fire_alarm_dact replace cell | not judged | not every missing proof is given
SAV 0113 SAV-01-POOL pool_spa_phone keep pots | may move to ATA | not something replaces it
SAV 0114 SAV-01-DESK tty keep pots | must stay on copper or managed voice | not something replaces it
SAV 0115 SAV-01-MDF burglar_alarm keep pots | must stay on copper or managed voice | not something replaces it
SAV 0116 SAV-01-DESK atm_pos replace cell | may move to ATA | not the cutover of 2026-11-28 is done and accepted
SAV 0117 SAV-01-DESK postage_meter remove - | may go | 2026-12-09
SAV 0118 SAV-01-MDF paging keep pots | may move to ATA | not something replaces it
SAV 0119 SAV-01-MDF alarm keep pots | not judged | not something replaces it
"""
MYSTERY = ("+19015550187", "MEM", "not judged", "not somebody decides what becomes of it")

USUAL: dict[str, Row] = {
    "elevator_phone": {"Life Safety": "yes", "Destination": STATION, "Destination Kind": "monitoring", "Battery Hours": 8,
                       "UPS Covers All": "unknown", "Supervision Minutes": 1440, "Code Edition": "ASME A17.1-2013",
                       "Alternate Destination": "Regional station, 24 h", "Alternate After Seconds": 30},
    "fire_alarm_dact": {"Life Safety": "yes", "Destination": STATION, "Destination Kind": "monitoring", "Battery Hours": 30,
                        "UPS Covers All": "yes", "Supervision Minutes": 60, "MFVN": "no", "Code Edition": "NFPA 72-2016"},
    "sprinkler_supervisory": {"Life Safety": "yes", "Destination": STATION, "Destination Kind": "monitoring", "Battery Hours": 30,
                              "UPS Covers All": "yes", "Supervision Minutes": 60, "MFVN": "no", "Code Edition": "NFPA 72-2016"},
    "burglar_alarm": {"Life Safety": "yes", "Destination": STATION, "Destination Kind": "monitoring", "Battery Hours": 24,
                      "UPS Covers All": "yes"},
    "area_of_refuge": {"Life Safety": "yes", "Destination": "House supervisor, 24 h", "Destination Kind": "staffed", "Attended": "yes"},
    "nurse_call": {"Life Safety": "yes", "Destination": "House supervisor, 24 h", "Destination Kind": "staffed", "Battery Hours": 24},
    "red_phone": {"Life Safety": "yes", "Destination": "911", "Destination Kind": "911"},
    "pool_spa_phone": {"Life Safety": "yes", "Destination": "911", "Destination Kind": "911", "Battery Hours": 24},
    "power_fail_transfer": {"Life Safety": "yes"},
    "failover": {"Life Safety": "yes"},
    "tty": {"Life Safety": "yes"},
    "fax": {"Life Safety": "no"},
    "unknown": {"Life Safety": "unknown"},
    "alarm": {"Life Safety": "unknown", "Destination": STATION, "Destination Kind": "monitoring"},
}  # fmt: skip
OWN: dict[str, Row] = {
    "MEM 0111": {"Battery Hours": None, "Supervision Minutes": 1440},
    "MEM 0113": {"Battery Hours": 8, "UPS Covers All": "no"},
    "MEM 0112": {"Replacement": "Listed cellular communicator CC-40", "Second Path": "IP"},
    "MEM 0114": {"Replacement": "Listed cellular communicator CC-12", "UL Certificate": "no"},
    "MEM 0115": {"Gateway Port": "MEM-ATA1 port 1"},
    "MEM 0116": {"Cutover Date": MOVED, "Replacement": None, "Notes": "chiller telemetry, now reported over the plant network"},
    "MEM 0117": {"Notes": "goes to FIRE PANEL in room 12"},
    "MEM 0118": {"Gateway Port": "MEM-ATA1 port 2"},
    "DSM 0110": {"Cutover Date": MOVED, "Disconnect Due": date(2026, 12, 4), "Replacement": "Listed cellular unit EC-7", "UPS Covers All": "yes"},
    "DSM 0112": {"Code Edition": None},
    "DSM 0113": {"Cutover Date": MOVED, "Disconnect Due": date(2026, 12, 4), "Replacement": "Listed cellular communicator CC-41", "Second Path": "IP"},
    "DSM 0115": {"Notes": "CODE BLUE phone, car park", "Gateway Port": "DSM-ATA1 port 1", "Destination": "Security desk, 24 h",
                 "Destination Kind": "staffed"},
    "DSM 0118": {"Gateway Port": "DSM-ATA1 port 2", "Notes": "oxygen tank telemetry"},
    "DSM 0119": {"MFVN": "yes", "Fax Decision": "T.38 passed 10 pages"},
    "SAV 0111": {"MFVN": "yes", "UPS Covers All": "yes"},
    "SAV 0112": {"Replacement": "Listed cellular communicator CC-44", "Supervision Minutes": 60, "Code Edition": None},
    "SAV 0115": {"UL Certificate": "BH-UL-2291"},
    "SAV 0116": {"Replacement": "Terminal with its own cellular unit"},
    "SAV 0117": {"Cutover Date": MOVED},
}  # fmt: skip

# Line, kind of proof, day, result, expiry. A line that is not here has no proof.
PROOFS = """
MEM 0110 line_id 2026-09-21 pass | owner_ack 2026-10-01 pass | ahj_approval 2026-10-06 pass | inspection 2026-06-03 pass 2027-06-30
MEM 0110 callback_test 2026-10-07 pass | battery_test 2026-10-07 pass
MEM 0111 line_id 2026-09-21 pass | owner_ack 2026-10-01 pass | inspection 2026-06-03 pass 2027-06-30
MEM 0112 line_id 2026-09-21 pass | owner_ack 2026-10-01 pass | ahj_approval 2026-10-12 pass | battery_test 2026-10-07 pass
MEM 0112 supervision_setting 2026-10-14 pass | station_test 2026-10-15 fail
MEM 0113 line_id 2026-09-21 pass | owner_ack 2026-10-01 pass | station_test 2026-10-15 pass
MEM 0114 line_id 2026-09-21 pass | owner_ack 2026-10-01 pass
MEM 0116 line_id 2026-09-21 pass | owner_ack 2026-10-01 pass | vendor_ack 2026-10-27 pass
MEM 0119 line_id 2026-09-21 pass | owner_ack 2026-10-01 pass | test_call_911 2026-10-08 pass
DSM 0110 line_id 2026-09-23 pass | owner_ack 2026-10-01 pass | ahj_approval 2026-10-13 pass | inspection 2026-10-22 pass 2027-10-31
DSM 0110 callback_test 2026-10-20 pass | battery_test 2026-10-22 pass
DSM 0111 line_id 2026-09-23 pass | owner_ack 2026-10-01 pass | test_call_911 2026-10-09 pass
DSM 0112 line_id 2026-09-23 pass | owner_ack 2026-10-01 pass | station_test 2026-10-09 pass
DSM 0113 line_id 2026-09-23 pass | owner_ack 2026-10-01 pass | ahj_approval 2026-10-13 pass | station_test 2026-10-20 pass
DSM 0113 battery_test 2026-10-22 pass
DSM 0114 line_id 2026-09-23 pass | owner_ack 2026-10-01 pass | vendor_ack 2026-10-09 pass
DSM 0115 line_id 2026-09-23 pass | owner_ack 2026-10-01 pass
DSM 0116 line_id 2026-09-23 pass | owner_ack 2026-10-01 pass
DSM 0117 line_id 2026-09-23 pass | owner_ack 2026-10-01 pass
DSM 0118 line_id 2026-09-23 pass | vendor_ack 2026-10-09 pass
SAV 0110 line_id 2026-09-25 pass | owner_ack 2026-10-01 pass | inspection 2025-09-15 pass 2026-09-30
SAV 0111 line_id 2026-09-25 pass | owner_ack 2026-10-01 pass | inspection 2026-05-19 pass 2027-05-31
SAV 0112 line_id 2026-09-25 pass | owner_ack 2026-10-01 pass | station_test 2026-10-16 pass | ahj_approval 2026-10-12 pass
SAV 0113 line_id 2026-09-25 pass | owner_ack 2026-10-01 pass | test_call_911 2026-10-13 pass
SAV 0114 line_id 2026-09-25 pass | owner_ack 2026-10-01 pass
SAV 0115 line_id 2026-09-25 pass | owner_ack 2026-10-01 pass | station_test 2026-10-16 pass
SAV 0116 line_id 2026-09-25 pass | vendor_ack 2026-10-13 pass
SAV 0117 line_id 2026-10-26 pass
SAV 0119 owner_ack 2026-10-01 pass
"""
GIVEN_BY = {
    "ahj_approval": "Fire Marshal", "inspection": PAPERS, "station_test": STATION, "supervision_setting": STATION,
}  # fmt: skip

# Rule, line (or what else is named), sheet, why.
FAULTS = """
CIR-006 | DSM      | Sites    | a life-safety line moves onto the network, and nobody has told of batteries for it
HYG-002 | MEM 0114 | Lines    | burglar alarm: its replacement is entered, and no test shows that it works
HYG-002 | SAV 0110 | Lines    | elevator telephone: trained people are said to answer, and the proof of it has expired
HYG-003 | SAV 0110 | Evidence | the elevator's certificate has expired
HYG-004 | MEM 0112 | Evidence | the station test of the fire alarm failed and was not repeated
LEG-002 | DSM 0120 | Lines    | nobody knows what it serves
LEG-018 | SAV 0110 | Evidence | the elevator's certificate has expired
LEG-024 | MEM 0113 | Lines    | sprinkler supervision with a battery of 8 hours
LEG-025 | MEM 0112 | Lines    | the station test of the fire alarm failed and was not repeated
LEG-026 | MEM 0112 | Lines    | the station test of the fire alarm failed and was not repeated
NUM-009 | MEM 0187 | CSR      | billed, in no list: a mystery line
"""


class Judged(NamedTuple):
    """One line of the answer key of decisions."""

    line: str
    site: str
    kind: str
    decision: str
    earliest: str


def number(site: str, digits: str) -> str:
    """`DSM`, `0110` as a telephone number of that site's area code."""
    return f"+1{AREA[site]}555{digits}"


def written(e164: str) -> str:
    """A number as the template's users type it."""
    return f"{e164[2:5]}-{e164[5:8]}-{e164[8:]}"


AREA = {str(row["Site Code"]): str(row["NPA"]) for row in parsed(SITES, SITE_COLUMNS.split(","))}
ILEC = {"MEM": "Delta Palmetto Telephone", "DSM": "Prairie Union Telephone", "SAV": "Delta Palmetto Telephone"}


def account(site: str) -> str:
    """The account of a site's analog lines."""
    return f"{AREA[site]}-L20-{3000 + 7 * list(AREA).index(site)}"


def sites() -> Iterator[Row]:
    """The three sites."""
    for row in parsed(SITES, SITE_COLUMNS.split(",")):
        code = row["Site Code"]
        yield {name: value for name, value in row.items() if name != "NPA"} | {
            "Latitude": float(row["Latitude"]), "Longitude": float(row["Longitude"]), "Elevators": int(row["Elevators"]),
            "Workspace Sq Ft": int(row["Workspace Sq Ft"]), "Buildings": 1, "Headquarters": "no", "Address Role": "service",
            "Multi Tenant": "no", "Voice Model": "hosted", "PSAP": f"{row['County']} County 911",
            "PSAP Phone": f"{row['NPA']}-555-0199", "Expected Repair Hours": 24 if code != "SAV" else 4,
        }  # fmt: skip


def buildings() -> Iterator[Row]:
    """One building at each."""
    for row in sites():
        code, area = row["Site Code"], row["Workspace Sq Ft"] // FLOORS[row["Site Code"]]
        yield {
            "Site Code": code, "Building": "Main", "Floors": FLOORS[code], "Floor Area Sq Ft": area, "Elevators": row["Elevators"],
        }  # fmt: skip


def locations() -> Iterator[Row]:
    """Where the lines and numbers are."""
    of_site = {row["Site Code"]: row for row in sites()}
    for row in parsed(PLACES, ["Location ID", "Floor", "Room", "Zone"]):
        site = of_site[row["Location ID"][:3]]
        yield {
            "Location ID": row["Location ID"], "Site Code": site["Site Code"],
            **{name: site[name] for name in ("Street Address", "City", "State", "ZIP")}, "Building": "Main", **row,
            "Area Sq Ft": 900, "Validation": "msag", "Validated On": date(2026, 8, 18), "Validation Result": "valid",
        }  # fmt: skip


def lines() -> Iterator[tuple[str, Row, Judged]]:
    """Each line: its handle such as ``MEM 0110``, its row and its answer."""
    for nth, text in enumerate(LINES.strip().splitlines()):
        told, decision, earliest = (part.strip() for part in text.split("|"))
        site, digits, place, kind, action, target = told.split()
        handle, e164 = f"{site} {digits}", number(site, digits)
        usual = dict(USUAL.get(kind, {}))
        if usual.get("Destination") == STATION:
            usual |= {"Monitoring Company": STATION, "Monitoring Account": f"BH-{8200 + nth}"}
        row = {
            "Line Number": written(e164), "Site Code": site, "Location ID": place, "Line Type": None if kind == "-" else kind,
            "Service": "POTS", "Carrier": ILEC[site], "Account": account(site), "Action": action,
            "Target Transport": None if target == "-" else target, "Owner": "Facilities", "Identified On": date(2026, 9, 21),
            "Cutover Date": CUTOVER if action != "keep" else None, "Monthly Cost": 46.5 + nth % 5 * 4.25,
            **usual, **OWN.get(handle, {}),
        }  # fmt: skip
        yield handle, row, Judged(e164, site, "blue_light" if kind == "-" else kind, decision, earliest)


def evidence() -> Iterator[Row]:
    """The proofs, and a passed 911 test call of each site."""
    for nth, text in enumerate(part for row in PROOFS.strip().splitlines() for part in spread(row)):
        handle, kind, on, result, *until = text
        yield {
            "Subject": written(number(*handle.split())), "Kind": kind, "Date": date.fromisoformat(on), "By": "Odile Marchetti",
            "Authority": GIVEN_BY.get(kind, "Facilities"), "Result": result, "Reference": f"AP-{600 + nth}",
            "Expires On": date.fromisoformat(until[0]) if until else None,
        }  # fmt: skip
    for nth, site in enumerate(AREA):
        yield {
            "Subject": site, "Kind": "test_call_911", "Date": date(2026, 10, 6 + nth), "By": "Odile Marchetti",
            "Authority": "Facilities", "Result": "pass", "Reference": f"AP-{700 + nth}",
        }  # fmt: skip


def spread(row: str) -> Iterator[list[str]]:
    """`MEM 0110 kind day result | kind day result` as one list a proof, the line first."""
    first, *others = (part.split() for part in row.split("|"))
    handle = " ".join(first[:2])
    yield [handle, *first[2:]]
    for other in others:
        yield [handle, *other]


def numbers() -> Iterator[Row]:
    """The numbers of the lines, and each site's main number."""
    for site in AREA:
        yield listed(
            site,
            number(site, "0100"),
            "main",
            f"{site}-01-{'OFC' if site == 'MEM' else 'RECEP' if site == 'DSM' else 'DESK'}",
        )
    for _, row, told in lines():
        kind = "fax" if told.kind == "fax" and told.site == "DSM" else "line"
        route = "auto attendant" if row["Action"] == "port" else None
        yield listed(told.site, told.line, kind, row["Location ID"]) | {"Service": "pots", "Route Target": route}


def listed(site: str, e164: str, kind: str, place: str) -> Row:
    """One number in use, with its 911 record."""
    rate_center = next(row["Rate Center"] for row in sites() if row["Site Code"] == site)
    return {
        "Telephone Number": written(e164), "Kind": kind, "Site Code": site, "Location ID": place, "Status": "active",
        "Carrier": ILEC[site], "Service": "sip", "E911 Provisioned": "yes", "E911 Status": "active", "Rate Center": rate_center,
    }  # fmt: skip


def records() -> Iterator[Row]:
    """The carriers' records of the lines' accounts; Memphis is billed for a number that nobody knows."""
    of_site = {row["Site Code"]: row for row in sites()}
    for site, row in of_site.items():
        billed = [number(site, "0100"), *(told.line for _, _, told in lines() if told.site == site)]
        billed += [MYSTERY[0]] if site == MYSTERY[1] else []
        yield {
            "Account": account(site), "Carrier": ILEC[site], "Business Name": f"{row['Site Name']} LLC",
            "Service Address": row["Street Address"], **{name: row[name] for name in ("City", "State", "ZIP")},
            "Billing Address": "2750 Empire Central Dr Ste 410, Dallas, TX 75235", "BTN": written(billed[0]), "PIN Required": "no",
            "Authorized Contacts": "Marguerite Hollow, CFO; Desmond Park, IT Director",
            "Telephone Numbers": ", ".join(map(written, billed)), "Features": "touch tone", "Pending Order": "no", "Carrier Freeze": "no",
            "Requested On": date(2026, 10, 12), "Received On": date(2026, 10, 15),
        }  # fmt: skip


def write(more_numbers: list[Row]) -> None:
    """Write the workbook; ``more_numbers`` are those that the port orders move."""
    write_workbook(
        FILE,
        template_sheet("Sites", sites()),
        template_sheet("Buildings", buildings()),
        template_sheet("Locations", locations()),
        template_sheet("Numbers", [*numbers(), *more_numbers]),
        template_sheet("Lines", (row for _, row, _ in lines())),
        template_sheet("Evidence", evidence()),
        template_sheet("CSR", records()),
    )


def answers() -> list[Judged]:
    """What may become of each line, the number among them that only the carrier knows."""
    e164, site, decision, earliest = MYSTERY
    return sorted([*(told for _, _, told in lines()), Judged(e164, site, "unknown", decision, earliest)])


def faults() -> Iterator[Fault]:
    """What the audit must find."""
    for row in parsed(FAULTS, ["rule", "of", "sheet", "why"]):
        subject = number(*row["of"].split()) if " " in row["of"] else row["of"]
        yield Fault(row["rule"], subject, f"{FILE}, {row['sheet']}", row["why"])
