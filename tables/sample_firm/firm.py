"""The firm itself: its sites, telephones, numbers and lines, first clean, then with each fault of ``PLANTS``."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import count, pairwise
from typing import Any, NamedTuple

from tables.sample_firm.books import Fault, Row, Sheet, Table, headers, parsed, write_text, write_workbook

CUTOVER = date(2026, 11, 28)
DISCONNECT = date(2026, 12, 18)
HQ_STREET = "1420 Barton Ridge Blvd"
BILLING = {"Street Address": "2750 Empire Central Dr Ste 410", "City": "Dallas", "State": "TX", "ZIP": "75235"}

# ---------------------------------------------------------------------------------------------------------------
# The firm. Streets are invented; city, ZIP, county and area code belong together.

SITES = """
AUS | Headquarters            | 1420 Barton Ridge Blvd  | Austin         | TX | 78701 | Travis      | 30.268941 | -97.741583  | 512 | office     | yes | 96000  | AUS-CLUSTER | Tower 6 3
SAT | San Antonio Office      | 7711 Pinnacle Ridge Dr  | San Antonio    | TX | 78216 | Bexar       | 29.531267 | -98.489134  | 210 | office     | no  | 6200   | AUS-CLUSTER | Main 1 0
NSH | Alder Creek Hospital    | 2305 Alder Creek Pike   | Nashville      | TN | 37203 | Davidson    | 36.149372 | -86.792518  | 615 | hospital   | no  | 142000 | NSH-PBX     | Main 5 2, Annex 2 1
SLC | Temple View Hotel       | 355 S Pioneer Ct        | Salt Lake City | UT | 84101 | Salt Lake   | 40.761583 | -111.899247 | 801 | hotel      | no  | 71000  | SLC-PBX     | Main 5 2
BOS | Boston Office           | 48 Drydock Wharf Ave    | Boston         | MA | 02210 | Suffolk     | 42.346719 | -71.037463  | 617 | office     | no  | 18600  | CLOUD-UC    | Main 3 1
NWK | Newark Office           | 616 Ironbound Plaza Rd  | Newark         | NJ | 07102 | Essex       | 40.735428 | -74.171963  | 973 | office     | yes | 11800  | CLOUD-UC    | Main 2 1
CMH | Groveport Warehouse     | 5900 Distribution Pkwy  | Groveport      | OH | 43125 | Franklin    | 39.853274 | -82.893617  | 614 | industrial | no  | 188000 | CMH-KTS     | Main 2 2
SEA | Seattle Office          | 6020 Duwamish Park S    | Seattle        | WA | 98108 | King        | 47.547863 | -122.319427 | 206 | office     | yes | 5400   | CLOUD-UC    | Main 1 0
TAC | Tacoma Store (planned)  |                         | Tacoma         | WA | 98402 | Pierce      |           |             | 253 | retail     | no  | 3100   | CLOUD-UC    | Main 1 0
DEN | Denver Office           | 1899 Cherry Bluff St    | Denver         | CO | 80202 | Denver      | 39.748923 | -104.995173 | 303 | office     | no  | 17400  | AUS-CLUSTER | Main 3 1
PHX | Phoenix Contact Center  | 4480 N Saguaro Vista Rd | Phoenix        | AZ | 85016 | Maricopa    | 33.502716 | -112.029841 | 602 | office     | no  | 24800  | CLOUD-UC    | Main 2 1
PDX | Fernbrook Academy       | 1712 SE Fernbrook St    | Portland       | OR | 97214 | Multnomah   | 45.511927 | -122.648391 | 503 | school     | no  | 52000  | CLOUD-UC    | Hall 2 1
NAP | Naperville Office       | 2750 Prairie Lantern Ln | Naperville     | IL | 60563 | DuPage      | 41.802719 | -88.171436  | 630 | office     | no  | 4900   | AUS-CLUSTER | Main 1 0
MCI | Kansas City Office      | 904 River Bluff St      | Kansas City    | MO | 64106 | Jackson     | 39.105813 | -94.573219  | 816 | office     | no  | 12200  | CLOUD-UC    | Main 2 0
CLT | Charlotte Store         | 1433 Rampart Mill Ave   | Charlotte      | NC | 28203 | Mecklenburg | 35.209631 | -80.858427  | 704 | retail     | no  | 3600   | CLOUD-UC    | Main 1 0
ATL | Atlanta Store           | 731 Glen Iris Market Rd | Atlanta        | GA | 30308 | Fulton      | 33.771549 | -84.369217  | 404 | retail     | no  | 3900   | CLOUD-UC    | Main 1 0
OMA | Omaha Office            | 1207 Old Mill Market St | Omaha          | NE | 68102 | Douglas     | 41.255137 | -95.931842  | 402 | office     | no  | 4100   | CLOUD-UC    | Main 1 0
"""
SITE_COLUMNS = (
    "Site Code,Site Name,Street Address,City,State,ZIP,County,Latitude,Longitude,NPA,Occupancy,"
    "Multi Tenant,Workspace Sq Ft,System,Buildings"
)

# Building, floor, unit, room, zone and the telephones there (letters of PHONES). `201..216` makes one location each.
PLACES = """
AUS-01-LOBBY  | Tower | 1 | 100 | Lobby  |            | D1 L2
AUS-01-MDF    | Tower | 1 | 110 | MDF    |            | D1
AUS-EL1       | Tower | 1 | 100 |        | Elevator 1 |
AUS-EL2       | Tower | 1 | 100 |        | Elevator 2 |
AUS-EL3       | Tower | 1 | 100 |        | Elevator 3 |
AUS-03-300    | Tower | 3 | 300 |        | East Wing  | D5 X2 P2
AUS-03-320    | Tower | 3 | 320 |        | West Wing  | D5 X2 P1
AUS-04-400    | Tower | 4 | 400 |        | East Wing  | D4 X2 P2
AUS-04-410    | Tower | 4 | 410 |        | West Wing  | D4 X2
AUS-05-500    | Tower | 5 | 500 |        | East Wing  | D4 X2 P2
AUS-05-510    | Tower | 5 | 510 |        | West Wing  | D4 C1
AUS-06-600    | Tower | 6 | 600 | Executive |         | D6 P1
AUS-06-BOARD  | Tower | 6 | 610 | Board Room |        | C2
SAT-01-100    | Main  | 1 |     | Open Office |       | D7 C1
SAT-01-120    | Main  | 1 |     | Claims |            | D4
NSH-M1-LOBBY  | Main  | 1 |     | Lobby  |            | D2 L2
NSH-M1-ER     | Main  | 1 |     | ER Desk |           | D3 W4
NSH-M1-MDF    | Main  | 1 |     | MDF    |            |
NSH-EL1       | Main  | 1 |     | Elev Lobby 101 | Elevator 1 |
NSH-EL2       | Main  | 1 |     | Elev Lobby 101 | Elevator 2 |
NSH-EL3       | Annex | 1 |     | Elev Lobby A1  | Elevator 3 |
NSH-M2-LAB    | Main  | 2 |     | Lab 210 |           | D2 X1
NSH-M3-301..310 | Main | 3 |    | 301..310 |          | G1
NSH-M3-NURSE  | Main  | 3 |     | Nurse Station 3 |   | D2 W3
NSH-M4-NURSE  | Main  | 4 |     | Nurse Station 4 |   | D2 W3
NSH-M5-OR     | Main  | 5 |     | OR Desk |           | D2 T3
NSH-A1-ADMIT  | Annex | 1 |     | Admitting |         | D4
NSH-A2-PT     | Annex | 2 |     | Therapy 204 |       | D3 X1
NSH-A2-FACP   | Annex | 2 |     | Electrical Room |   |
SLC-01-LOBBY  | Main  | 1 |     | Lobby  |            | D1 L1 Y2
SLC-01-DESK   | Main  | 1 |     | Front Desk |        | D3 W1
SLC-01-MDF    | Main  | 1 |     | MDF    |            |
SLC-01-POOL   | Main  | 1 |     | Pool Deck |         | Y1
SLC-EL1       | Main  | 1 |     | Elev Lobby 1 | Elevator 1 |
SLC-EL2       | Main  | 1 |     | Elev Lobby 1 | Elevator 2 |
SLC-02-201..212 | Main | 2 |    | 201..212 |          | G1
SLC-03-301..312 | Main | 3 |    | 301..312 |          | G1
SLC-04        | Main  | 4 |     |        |            | G16
SLC-05-501..504 | Main | 5 |    | 501..504 |          | G1
BOS-01-MDF    | Main  | 1 |     | MDF    |            |
BOS-01-RECEP  | Main  | 1 |     | Reception |         | D2 L1
BOS-EL1       | Main  | 1 |     |        | Elevator 1 |
BOS-02-200    | Main  | 2 |     |        |            | D6
BOS-03-300    | Main  | 3 |     |        |            | D6 C1
NWK-01-110    | Main  | 1 | 110 |        |            | D5
NWK-02-210    | Main  | 2 | 210 |        |            | D5 C1
NWK-EL1       | Main  | 1 | 100 |        | Elevator 1 |
CMH-01-SHIP   | Main  | 1 |     | Shipping |          | D4 W5
CMH-02-OFC    | Main  | 2 |     | Mezzanine Office |  | D5 C1
CMH-01-MDF    | Main  | 1 |     | MDF    |            |
CMH-01-BREAK  | Main  | 1 |     | Break Room |        | L1
CMH-YARD      | Main  | 1 |     | Yard Shack |        | D1
CMH-DOCK9     | Main  | 1 |     | Dock 9 |            | D1
CMH-GATE      | Main  | 1 |     | Guard Shack |       | D1
CMH-EL1       | Main  | 1 |     |        | Elevator 1 |
CMH-EL2       | Main  | 1 |     |        | Elevator 2 |
SEA-01-B      | Main  | 1 | B   |        |            | D5
SEA-01-C      | Main  | 1 | C   |        |            | D5 C1
DEN-01-100    | Main  | 1 |     |        |            | D5
DEN-02-200    | Main  | 2 |     |        |            | D5
DEN-03-300    | Main  | 3 |     |        |            | D5 C1
DEN-01-MDF    | Main  | 1 |     | MDF    |            |
DEN-EL1       | Main  | 1 |     |        | Elevator 1 |
PHX-01-FLOOR  | Main  | 1 |     |        | Agent Floor | D54
PHX-02-MGMT   | Main  | 2 |     |        |            | D3 C1
PHX-01-MDF    | Main  | 1 |     | MDF    |            |
PHX-EL1       | Main  | 1 |     |        | Elevator 1 |
PDX-01-OFFICE | Hall  | 1 |     | Main Office |       | D3 L1
PDX-01-101..106 | Hall | 1 |    | 101..106 |          | D1
PDX-02-201..206 | Hall | 2 |    | 201..206 |          | D1
PDX-02-STAFF  | Hall  | 2 |     | Staff Room |        | D2 X2
PDX-02-LIB    | Hall  | 2 |     | Library |           | D1 X2
PDX-EL1       | Hall  | 1 |     | Elev Lobby | Elevator 1 |
NAP-01-100    | Main  | 1 |     | Open Office |       | D8
MCI-01-100    | Main  | 1 |     |        |            | D8
MCI-02-200    | Main  | 2 |     |        |            | D6 C1
CLT-01        | Main  | 1 |     | Sales Floor |       | D4
ATL-01        | Main  | 1 |     | Sales Floor |       | D4
ATL-01-STOCK  | Main  | 1 |     | Stock Room |        | D1
OMA-01-100    | Main  | 1 |     | Open Office |       | D7
"""
PLACE_COLUMNS = ["Location ID", "Building", "Floor", "Unit", "Room", "Zone", "Phones"]

PHONES = {  # letter: kind, endpoint kind, whose number it shows, model
    "D": ("desk phone", "fixed_onprem", "own", "T54"),
    "X": ("desk phone", "fixed_onprem", "elin", "T31"),
    "P": ("softphone", "nonfixed_onprem", "shared", "Desktop Client"),
    "W": ("wifi handset", "nonfixed_onprem", "own", "W8840"),
    "T": ("dect", "nonfixed_onprem", "elin", "D30"),
    "C": ("conference", "fixed_onprem", "own", "CP7832"),
    "L": ("lobby", "fixed_onprem", "main", "T31"),
    "Y": ("courtesy", "fixed_onprem", "main", "T31"),
    "G": ("guest", "guest_room", "main", "H2"),
}

# Area code, then the address that the worker entered. The dirty ones are named in PLANTS.
HOMES = """
512 | 2208 Montclaire St       | Austin         | TX | 78704
512 | 9105 Balcones Club Dr    | Austin         | TX | 78750
512 | TBD                      | Austin         | TX | 78745
210 | 514 Mission Vista Ln     | San Antonio    | TX | 78223
210 | RR 2 Box 10              | Floresville    | TX | 78114
615 | 1109 Eastdale Ave        | Nashville      | TN | 37216
615 | 402 Harpeth Bend Dr      | Nashville      | TN | 37221
615 | HC 61 Box 45             | Linden         | TN | 37096
801 | 1873 E Millcreek Rd      | Salt Lake City | UT | 84106
801 | 740 N Redwood Grove Dr   | Salt Lake City | UT | 84116
617 | 27 Saint Rose Ter        | Boston         | MA | 02130
617 | 88 Neponset Hill Rd      | Boston         | MA | 02124
617 | PO Box 1180              | Quincy         | MA | 02169
973 | 19 Watsessing Park Ave   | Bloomfield     | NJ | 07003
973 | 231 Mountain Brook Rd    | Montclair      | NJ | 07042
973 | 410 Valley Rd PMB 204    | Montclair      | NJ | 07043
614 | 3317 Blacklick Ridge Dr  | Columbus       | OH | 43219
614 | 862 Berwick Arms Pl      | Columbus       | OH | 43227
614 | Corner of Elm and 3rd    | Groveport      | OH | 43125
206 | 4231 Beacon Crest Ave S  | Seattle        | WA | 98118
206 | 7714 Greenlake Terrace N | Seattle        | WA | 98103
303 | 1440 S Pearl Garden St   | Denver         | CO | 80210
303 |                          | Denver         | CO | 80211
303 | 1655 Champa Row Virtual Office 12 | Denver | CO | 80203
602 | 6811 N Palo Cristi Rd    | Phoenix        | AZ | 85012
602 | 2504 E Encanto Grove Dr  | Phoenix        | AZ | 85008
503 | 3816 SE Hawthorne Glen   | Portland       | OR | 97214
503 | 915 NE Alameda Crest Dr  | Portland       | OR | 04101
630 | 1221 Modaff Creek Dr     | Naperville     | IL | 60540
816 | 5512 Brookside Hill Rd   | Kansas City    | MO | 64113
816 | 318 Gladstone Heights Dr | Kansas City    | MO | 64124
704 | 2047 Dilworth Glen Ave   | Charlotte      | NC | 28209
404 | bsmt rear 2nd left // keys w Ray | Atlanta | GA | 30307
402 | 4909 Dundee Park Blvd    | Omaha          | NE | 68132
"""

# Site, line type, action, target transport, location. An empty type is a line that nobody has named.
LINES = """
AUS elevator_phone keep pots AUS-EL1
AUS elevator_phone keep pots AUS-EL2
AUS elevator_phone replace cell AUS-EL3
AUS fire_alarm_dact replace cell AUS-01-MDF
AUS area_of_refuge keep pots AUS-01-LOBBY
AUS fax port mfvn AUS-03-300
AUS fax remove - AUS-05-500
AUS failover keep pots AUS-01-MDF
AUS postage_meter remove - AUS-01-MDF
SAT burglar_alarm replace cell SAT-01-100
SAT fax port mfvn SAT-01-120
SAT voice port sip SAT-01-100
NSH elevator_phone keep pots NSH-EL1
NSH elevator_phone keep pots NSH-EL2
NSH elevator_phone keep pots NSH-EL3
NSH fire_alarm_dact keep pots NSH-M1-MDF
NSH fire_alarm_dact replace cell NSH-A2-FACP
NSH nurse_call keep pots NSH-M3-NURSE
NSH area_of_refuge keep pots NSH-M5-OR
NSH power_fail_transfer keep pots NSH-M1-ER
NSH fax port mfvn NSH-A1-ADMIT
NSH modem_scada keep pots NSH-M1-MDF
NSH unknown keep pots NSH-M1-MDF
SLC elevator_phone keep pots SLC-EL1
SLC elevator_phone replace cell SLC-EL2
SLC fire_alarm_dact replace cell SLC-01-MDF
SLC pool_spa_phone keep pots SLC-01-POOL
SLC blue_light move mfvn SLC-01-LOBBY
SLC atm_pos replace cell SLC-01-DESK
SLC fax port mfvn SLC-01-DESK
SLC paging keep pots SLC-01-MDF
SLC voice port ata SLC-01-DESK
BOS elevator_phone keep pots BOS-EL1
BOS fire_alarm_dact replace cell BOS-01-MDF
BOS fax port mfvn BOS-02-200
NWK elevator_phone keep pots NWK-EL1
NWK burglar_alarm replace cell NWK-01-110
NWK fax port mfvn NWK-02-210
CMH elevator_phone remove - CMH-EL1
CMH elevator_phone remove - CMH-EL2
CMH fire_alarm_dact remove - CMH-01-MDF
CMH sprinkler_supervisory remove - CMH-01-MDF
CMH access_gate remove - CMH-GATE
CMH fax remove - CMH-02-OFC
CMH utility_meter remove - CMH-01-MDF
SEA burglar_alarm keep pots SEA-01-B
SEA fax port mfvn SEA-01-C
DEN elevator_phone replace cell DEN-EL1
DEN fire_alarm_dact replace cell DEN-01-MDF
DEN access_gate move mfvn DEN-01-100
DEN fax port mfvn DEN-02-200
PHX elevator_phone keep pots PHX-EL1
PHX fire_alarm_dact move cell PHX-01-MDF
PHX failover keep pots PHX-01-MDF
PHX modem_scada keep pots PHX-01-MDF
PDX elevator_phone keep pots PDX-EL1
PDX fire_alarm_dact keep pots PDX-01-OFFICE
PDX blue_light keep pots PDX-01-OFFICE
PDX paging keep pots PDX-01-OFFICE
NAP fax port mfvn NAP-01-100
MCI burglar_alarm replace cell MCI-01-100
MCI fax port mfvn MCI-02-200
MCI unknown keep pots MCI-01-100
CLT atm_pos replace cell CLT-01
ATL atm_pos replace cell ATL-01-STOCK
OMA unknown keep pots OMA-01-100
"""

MONITORING = "Beacon Hollow Central Station"


class Use(NamedTuple):
    """What a line of one type is made of while nothing is wrong with it."""

    life_safety: bool | str = False
    destination: str = ""
    destination_kind: str = ""
    battery_hours: int | None = None
    supervision_minutes: int | None = None
    proofs: tuple[str, ...] = ()


USES = {
    "elevator_phone": Use(True, MONITORING, "monitoring", 8, 1440, ("owner_ack", "inspection")),
    "fire_alarm_dact": Use(True, MONITORING, "monitoring", 30, 5, ("owner_ack", "station_test")),
    "sprinkler_supervisory": Use(True, MONITORING, "monitoring", 30, 5, ("owner_ack", "station_test")),
    "area_of_refuge": Use(True, MONITORING, "monitoring", 28, 1440, ("owner_ack",)),
    "nurse_call": Use(True, "House supervisor desk, 24 h", "staffed", 24, None, ("owner_ack", "vendor_ack")),
    "pool_spa_phone": Use(True, "911", "911", 24, None, ("owner_ack", "test_call_911")),
    "blue_light": Use(True, "Security desk, 24 h", "staffed", 24, None, ("owner_ack", "test_call_911")),
    "burglar_alarm": Use(False, MONITORING, "monitoring", 24, 5, ("owner_ack",)),
    "power_fail_transfer": Use(proofs=("owner_ack",)),
    "failover": Use(proofs=("owner_ack",)),
    "atm_pos": Use(proofs=("vendor_ack",)),
    "unknown": Use("unknown", proofs=("owner_ack",)),
}
AUTHORITIES = {"ahj_approval": "Fire Marshal", "inspection": "State elevator inspector", "station_test": MONITORING}

SYSTEM_COLUMNS = (
    "System,Vendor,Installed On,Last Core Upgrade On,Direct 911,Prefix 911 Handled,Outside Access Code,Notification,"
    "Notification Targets,Notification Carries,Notification Holds Call,Notification Staffed,Notification Tested On,"
    "Callback,Callback Reaches Human,Survivable 911,Trunk Caller ID Override,911 Exempt From Override"
)
SYSTEMS = """
AUS-CLUSTER | Corvane Voice   | 2021-06-12 | 2025-03-08 | 9 | Security desk AUS; facilities SMS group
NSH-PBX     | Meridale Systems | 2022-02-19 | 2025-09-27 | 9 | House supervisor; hospital security
SLC-PBX     | Lodgeline       | 2020-09-05 | 2024-05-18 | 9 | Front desk; night manager SMS
CMH-KTS     | Lodgeline       | 2021-11-20 | 2024-08-10 | 9 | Shipping supervisor; guard shack
CLOUD-UC    | Northline Cloud | 2023-04-15 | 2026-01-24 |   | Local front desk; facilities SMS group
"""

# Names carry accents because the device export is in Windows' own code page.
FIRST = "Ana,Ben,Chloë,Dev,Elena,Frank,Grace,Hugo,Inés,Jamal,Kim,Luis,Mara,Nils,Olga,Pete,Quinn,Rosa,Sam,Tara"
LAST = "Abbott,Brandt,Castañeda,Doyle,Eriksen,Fuentes,Gupta,Hale,Ito,Jansen,Kessler,Long,Muñoz,Novak,Otis,Park,Reyes"

# Active numbers without a telephone of their own, spare numbers and reserved ones of each site.
POOLS = {
    "AUS": (6, 14, 4), "SAT": (6, 8, 2), "NSH": (8, 8, 2), "SLC": (6, 6, 0), "BOS": (4, 6, 2), "NWK": (4, 6, 0),
    "CMH": (4, 6, 0), "SEA": (4, 6, 0), "TAC": (0, 4, 4), "DEN": (6, 6, 2), "PHX": (6, 10, 0), "PDX": (4, 6, 0),
    "NAP": (4, 4, 0), "MCI": (8, 6, 2), "CLT": (4, 4, 0), "ATL": (4, 4, 0), "OMA": (4, 4, 0),
}  # fmt: skip


@dataclass
class Firm:
    """Every table of the firm, by a handle such as ``AUS-03-300-D1`` or ``CMH elevator_phone 1``."""

    sites: Table = field(default_factory=dict)
    buildings: Table = field(default_factory=dict)
    locations: Table = field(default_factory=dict)
    network: Table = field(default_factory=dict)
    numbers: Table = field(default_factory=dict)
    portal: Table = field(default_factory=dict)  # the Kansas City numbers as the carrier's portal shows them
    devices: Table = field(default_factory=dict)
    systems: Table = field(default_factory=dict)
    lines: Table = field(default_factory=dict)
    evidence: Table = field(default_factory=dict)
    csr: Table = field(default_factory=dict)
    next_line: dict[str, Iterator[int]] = field(default_factory=lambda: defaultdict(lambda: count(100)))

    def number(self, handle: str, kind: str, site: str | None, place: str | None, **more: Any) -> str:
        """Give the next free number of the site's area code to `handle`; returns it in E.164."""
        npa = more.pop("npa", None) or self.sites[site or ""]["NPA"]
        line = next(self.next_line[npa])
        if line > 198:  # 0199 is left for the 911 centres' own numbers
            raise ValueError(f"area code {npa} is full")
        e164 = f"+1{npa}5550{line}"
        self.numbers[handle] = {
            "Telephone Number": e164, "Kind": kind, "Site Code": site, "Location ID": place, "Status": "active",
            "Carrier": carrier(npa), "Service": "sip", "E911 Provisioned": True, "E911 Status": "Active", **more,
        }  # fmt: skip
        return e164


def carrier(npa: str) -> str:
    """Name the present carrier of an area code: one old incumbent per region."""
    return "Tri-River Bell" if npa in {"512", "210", "816", "402", "303", "602"} else "Harbor States Telephone"


def person(number: int) -> str:
    """Make up an employee."""
    first, last = FIRST.split(","), LAST.split(",")
    return f"{first[number * 7 % len(first)]} {last[number * 5 % len(last)]}"


# ---------------------------------------------------------------------------------------------------------------
# A clean firm


def add_sites(firm: Firm) -> None:
    """Sites and their buildings."""
    for row in parsed(SITES, SITE_COLUMNS.split(",")):
        code = row["Site Code"]
        blocks = [block.split() for block in row["Buildings"].split(",")]
        for name, floors, elevators in blocks:
            area = int(row["Workspace Sq Ft"]) // sum(int(block[1]) for block in blocks)
            firm.buildings[f"{code} {name}"] = {
                "Site Code": code, "Building": name, "Floors": int(floors), "Floor Area Sq Ft": area, "Elevators": int(elevators),
            }  # fmt: skip
        firm.sites[code] = row | {
            "Latitude": row["Latitude"] and float(row["Latitude"]), "Longitude": row["Longitude"] and float(row["Longitude"]),
            "Buildings": len(blocks), "Elevators": sum(int(block[2]) for block in blocks),
            "Workspace Sq Ft": int(row["Workspace Sq Ft"]), "Multi Tenant": row["Multi Tenant"] == "yes",
            "Headquarters": code == "AUS", "Critical": code == "NSH", "Address Role": "service",
            "PSAP": f"{row['County']} County 911", "PSAP Phone": f"+1{row['NPA']}5550199",
        }  # fmt: skip


def spread(row: Row) -> Iterator[Row]:
    """`NSH-M3-301..310` stands for ten locations; all others for themselves."""
    name, dots, last = row["Location ID"].partition("..")
    if not dots:
        yield row
        return
    stem, first = name[: -len(last)], int(name[-len(last) :])
    for room in range(first, int(last) + 1):
        yield row | {"Location ID": f"{stem}{room}", "Room": str(room)}


def add_locations(firm: Firm) -> dict[str, str]:
    """Locations of the sites; returns the telephones wanted at each."""
    wanted: dict[str, str] = {}
    for row in (one for many in parsed(PLACES, PLACE_COLUMNS) for one in spread(many)):
        place, nth = row["Location ID"], len(firm.locations)
        site = firm.sites[place[:3]]
        wanted[place] = row.pop("Phones") or ""
        surveyed = site["Site Code"] in {"NSH", "CMH", "DEN", "NAP", "NWK"}
        firm.locations[place] = {
            "Site Code": site["Site Code"], **{name: site[name] for name in ("Street Address", "City", "State", "ZIP")}, **row,
            "Area Sq Ft": 420 if row["Room"] else 2400 + nth * 37 % 4000, "ELIN": None, **validated(nth),
            "Latitude": round(site["Latitude"] + nth % 9 * 0.000031, 6) if surveyed else None,
            "Longitude": round(site["Longitude"] - nth % 7 * 0.000043, 6) if surveyed else None,
        }  # fmt: skip
    return wanted


def validated(nth: int) -> Row:
    """Validate by the county's street guide or by the 911 provider, some time this year."""
    asked = date(2026, 2, 3) + timedelta(days=nth * 11 % 230)
    return {"Validation": ("msag", "provider")[nth % 2], "Validated On": asked, "Validation Result": "valid"}


def add_mains(firm: Firm) -> None:
    """Add a main number for each site that is open."""
    for code in firm.sites:
        place = next((name for name in firm.locations if name.startswith(code)), None)
        if place:
            firm.number(f"{code} main", "main", code, place, **{"Assigned To": "Reception"})


def add_devices(firm: Firm, wanted: dict[str, str]) -> None:
    """Add the telephones at each location, their numbers, and an ELIN where extensions share a location."""
    for place, phones in wanted.items():
        kinds = [(kind[0], nth) for kind in phones.split() for nth in range(1, int(kind[1:]) + 1)]
        if any(PHONES[letter][2] == "elin" for letter, _ in kinds):
            firm.locations[place]["ELIN"] = firm.number(f"elin {place}", "elin", place[:3], place)
        for letter, nth in kinds:
            add_device(firm, place, letter, nth)


def add_device(firm: Firm, place: str, letter: str, nth: int) -> None:
    """One telephone in a building."""
    kind, endpoint, shows, model = PHONES[letter]
    name, site, user = f"{place}-{letter}{nth}", place[:3], person(len(firm.devices))
    own = firm.number(name, "did", site, place, **{"Assigned To": user}) if shows == "own" else None
    if shows == "shared":
        partner = firm.devices[f"{place}-D{nth}"]
        own, user, partner["Shared Line"] = partner["Telephone Number"], partner["User"], True
    others = {"elin": firm.locations[place]["ELIN"], "main": firm.numbers[f"{site} main"]["Telephone Number"]}
    firm.devices[name] = {
        **device(len(firm.devices), name, kind, endpoint), "Model": model, "Telephone Number": own, "Site Code": site,
        "Location ID": place, "Emergency Caller ID": own or others[shows], "Shared Line": shows == "shared",
        "System": firm.sites[site]["System"], "User": user if shows in {"own", "shared"} else None, **attach(firm, place, endpoint),
    }  # fmt: skip


def device(nth: int, name: str, kind: str, endpoint: str) -> Row:
    """Give what every telephone has: a hardware address, an extension, a recent sign of life."""
    return {
        "Device Name": name, "MAC": f"02:9E:11:{nth >> 8:02X}:{nth & 255:02X}:5A", "Kind": kind, "Endpoint Kind": endpoint,
        "Extension": str(2000 + nth), "Can Dial 911": True, "VPN Hairpin": False, "Last Seen": date(2026, 10, 31),
        "Location Updated": date(2026, 10, 6) + timedelta(days=nth % 21),
    }  # fmt: skip


def attach(firm: Firm, place: str, endpoint: str) -> Row:
    """Where a telephone hangs in the network; its subnet and access point are mapped by `add_network`."""
    site = place[:3]
    host = 10 + sum(other.get("Site Code") == site for other in firm.devices.values())
    net = 11 + list(firm.sites).index(site)
    if endpoint == "nonfixed_onprem":
        return {"IP Address": f"10.{net}.40.{host}", "BSSID": bssid(firm, place), "Location Source": "bssid"}
    wired = {"IP Address": f"10.{net}.20.{host}", "Location Source": "subnet"}
    if site not in {"AUS", "NSH", "PDX"}:
        return wired
    return wired | {"Switch": f"{site}-SW-{place[4:]}", "Switch Port": f"gi1/0/{host}", "Location Source": "port"}


def bssid(firm: Firm, place: str) -> str:
    """Name the access point of a location."""
    nth = list(firm.locations).index(place)
    return f"02:5b:60:00:{nth:02x}:10"


def add_network(firm: Firm) -> None:
    """Map of subnets (two a site), and of the switches, ports and access points that the telephones use."""
    for nth, code in enumerate(firm.sites):
        first = next((name for name in firm.locations if name.startswith(code)), None)
        for third, what in ((20, "voice"), (40, "wireless")):
            if first:
                map_element(firm, "subnet", f"10.{11 + nth}.{third}.0/24", first, f"{code} {what}")
    for row in firm.devices.values():
        place = row.get("Location ID", "")
        if row.get("BSSID"):
            map_element(firm, "bssid", row["BSSID"], place, "access point")
        if row.get("Switch"):
            map_element(firm, "switch", row["Switch"], place, "closet switch")
            map_element(firm, "port", row["Switch"], place, row["Device Name"])["Port"] = row["Switch Port"]


def map_element(firm: Firm, kind: str, name: str, place: str, text: str) -> Row:
    """One row of the network map; the same element is entered once, a port once a telephone."""
    handle = f"{kind} {name} {text}" if kind == "port" else f"{kind} {name}"
    row = {"Kind": kind, "Identifier": name, "Location ID": place, "Site Code": place[:3], "Description": text}
    return firm.network.setdefault(handle, row)


def add_homes(firm: Firm) -> None:
    """Remote workers: a home address each, and a softphone that asks for it."""
    for nth, row in enumerate(parsed(HOMES, ["NPA", "Street Address", "City", "State", "ZIP"]), 1):
        place, npa, user = f"HOME-{nth:02}", row.pop("NPA"), person(nth * 3)
        firm.locations[place] = {"Location ID": place, "Site Code": None, **row, **validated(nth)}
        own = firm.number(place, "did", None, place, npa=npa, **{"Assigned To": user})
        firm.devices[place] = device(len(firm.devices), f"SOFT-{place}", "softphone", "offprem") | {
            "Model": "Desktop Client", "System": "CLOUD-UC", "Telephone Number": own, "Emergency Caller ID": own,
            "Location ID": place, "Location Source": "user", "User": user, "Shared Line": False,
        }  # fmt: skip


def add_lines(firm: Firm) -> None:
    """Add the analog lines, each with its number in the numbers list too."""
    counts: dict[str, Iterator[int]] = defaultdict(lambda: count(1))
    for nth, text in enumerate(LINES.strip().splitlines()):
        site, kind, action, target, place = text.split()
        handle = f"{site} {kind} {next(counts[f'{site} {kind}'])}"
        e164 = firm.number(handle, "fax" if kind == "fax" else "line", site, place, Service="pots")
        row = firm.lines[handle] = line(firm, handle, nth, USES.get(kind, Use()))
        row |= {"Line Number": e164, "Line Type": kind, "Action": action, "Location ID": place, "Site Code": site}
        row["Target Transport"] = None if target == "-" else target
        row["MFVN"] = target == "mfvn"
        if action == "replace":
            row["Replacement"] = f"LTE-GW-{4100 + nth}"
            row["Disconnect Due"] = DISCONNECT if row["Life Safety"] is True else None
        if target in {"ata", "sip"}:
            add_gateway(firm, row)


def line(firm: Firm, handle: str, nth: int, use: Use) -> Row:
    """Give what a line of this use has while nothing is wrong with it."""
    site = handle[:3]
    watched = use.destination_kind == "monitoring"
    return {
        "Life Safety": use.life_safety, "Service": "pots", "Account": account(firm, site), "Destination": use.destination,
        "Carrier": carrier(firm.sites[site]["NPA"]), "Destination Kind": use.destination_kind, "Battery Hours": use.battery_hours,
        "Supervision Minutes": use.supervision_minutes, "UPS Covers All": True if use.battery_hours else None,
        "Monitoring Company": MONITORING if watched else None, "Monitoring Account": f"BH-{7100 + nth}" if watched else None,
        "Panel": f"FACP-{handle[:3]}-{nth}" if "fire" in handle else None, "Second Path": "LTE radio" if "fire" in handle else None,
        "Alternate Destination": "Regional station, 24 h" if "elevator" in handle else None,
        "Alternate After Seconds": 30 if "elevator" in handle else None, "Attended": True if "refuge" in handle else None,
        "Owner": "Facilities" if use.life_safety else "Site manager", "Identified On": date(2026, 9, 14) + timedelta(days=nth % 33),
        "Cutover Date": CUTOVER, "Monthly Cost": 41.5 + nth % 7 * 3,
        "Fax Decision": "T.38 passed 10 pages" if " fax " in handle else None,
    }  # fmt: skip


def add_gateway(firm: Firm, row: Row) -> None:
    """Add an ATA for an analog telephone that moves to VoIP."""
    site, place = row["Site Code"], row["Location ID"]
    name = f"{site}-ATA1"
    firm.devices[name] = device(len(firm.devices), name, "ata", "fixed_onprem") | {
        "Model": "ATA 2-port", "System": firm.sites[site]["System"], "Telephone Number": row["Line Number"],
        "Emergency Caller ID": row["Line Number"], "Site Code": site, "Location ID": place, "Shared Line": False,
        **attach(firm, place, "fixed_onprem"),
    }  # fmt: skip
    row["Gateway Port"] = f"{name} port 1"


def account(firm: Firm, site: str) -> str:
    """Name the carrier's account of a site; the planned store is still on Seattle's."""
    code = "SEA" if site == "TAC" else site
    return f"{firm.sites[code]['NPA']}-R41-{2204 + 17 * list(firm.sites).index(code):05}"


def add_pools(firm: Firm) -> None:
    """Numbers that ring no telephone: hunt groups and voice mail, spares, reserved ones, and what is being closed."""
    for code, (active, spare, reserved) in POOLS.items():
        place = next((name for name in firm.locations if name.startswith(code)), None)
        for nth in range(1, active + 1):
            firm.number(f"{code} did {nth}", "did", code, place, **{"Assigned To": f"Hunt group {nth}"})
        for status, size in (("reserved", reserved), ("spare", spare)):
            for nth in range(1, size + 1):
                firm.number(f"{code} {status} {nth}", "did", code, None, Status=status, **idle())
    for nth in (1, 2, 3):
        firm.number(f"NSH closed {nth}", "did", "NSH", None, Status="disconnected", **idle())
    for nth, e164 in enumerate(("+18005550142", "+18885550163"), 1):
        firm.numbers[f"tollfree {nth}"] = {
            "Telephone Number": e164, "Kind": "tollfree", "Site Code": "AUS", "Status": "porting", "Carrier": "Northline Cloud",
            "Service": "sip", "Assigned To": "Guest reservations", "RespOrg": "NLC01", **idle(),
        }  # fmt: skip


def idle() -> Row:
    """Give a number that places no calls: it has no 911 record."""
    return {"E911 Provisioned": False, "E911 Status": None}


def add_systems(firm: Firm) -> None:
    """Add the telephone systems."""
    for row in parsed(
        SYSTEMS,
        ["System", "Vendor", "Installed On", "Last Core Upgrade On", "Outside Access Code", "Notification Targets"],
    ):
        firm.systems[row["System"]] = row | {
            "Installed On": date.fromisoformat(row["Installed On"]), "Direct 911": True, "Prefix 911 Handled": True,
            "Last Core Upgrade On": date.fromisoformat(row["Last Core Upgrade On"]), "Notification": True,
            "Notification Carries": "fact, callback, location", "Notification Holds Call": False, "Notification Staffed": True,
            "Notification Tested On": date(2026, 9, 23), "Callback": "own_did", "Callback Reaches Human": True,
            "Survivable 911": True, "Trunk Caller ID Override": False, "911 Exempt From Override": True,
        }  # fmt: skip


def add_evidence(firm: Firm) -> None:
    """911 test calls of every site and system, and the proofs that each line's use and action ask for."""
    for nth, subject in enumerate([*firm.sites, *firm.systems]):
        prove(firm, subject, "test_call_911", subject, date(2026, 9, 15) + timedelta(days=nth * 2))
    prove(firm, "NWK first try", "test_call_911", "NWK", date(2026, 9, 8))["Result"] = "fail"
    for nth, (handle, row) in enumerate(firm.lines.items()):
        proofs = USES.get(row["Line Type"], Use()).proofs
        if row["Line Type"] == "fire_alarm_dact" and row["Action"] in {"move", "replace"}:
            proofs += ("ahj_approval",)
        for kind in proofs:
            proof = prove(firm, handle, kind, row["Line Number"], date(2026, 9, 18) + timedelta(days=nth % 40))
            proof["Expires On"] = date(2027, 8, 31) if kind == "inspection" else None


def prove(firm: Firm, handle: str, kind: str, subject: str, on: date) -> Row:
    """One passed proof."""
    nth = len(firm.evidence)
    row = firm.evidence[f"{kind} {handle}"] = {
        "Subject": subject, "Kind": kind, "Date": on, "By": person(nth * 11), "Authority": AUTHORITIES.get(kind, "Facilities"),
        "Result": "pass", "Reference": f"EV-{3300 + nth}", "Expires On": None,
    }  # fmt: skip
    return row


def add_records(firm: Firm) -> None:
    """Add what the carriers bill: every number that is not closed, on the account of its area code's site."""
    billed: dict[str, list[str]] = defaultdict(list)
    homes = {site["NPA"]: code for code, site in firm.sites.items()} | {"253": "SEA"}
    for row in firm.numbers.values():
        if row["Status"] != "disconnected":
            billed[homes.get(row["Telephone Number"][2:5], "AUS")].append(row["Telephone Number"])
    for nth, (code, numbers) in enumerate(sorted(billed.items())):
        site = firm.sites[code]
        firm.csr[code] = {
            "Account": account(firm, code), "Carrier": carrier(site["NPA"]), "Business Name": "Larkspur Hollow Holdings LLC",
            "DBA": site["Site Name"], "Service Address": site["Street Address"], "City": site["City"], "State": site["State"],
            "ZIP": site["ZIP"], "Billing Address": "{Street Address}, {City}, {State} {ZIP}".format_map(BILLING),
            "BTN": firm.numbers[f"{code} main"]["Telephone Number"], "PIN Required": nth % 3 == 0,
            "Authorized Contacts": "Marguerite Hollow, CFO; Desmond Park, IT Director", "Telephone Numbers": numbers,
            "Features": None, "Pending Order": False, "Carrier Freeze": False, "Requested On": date(2026, 10, 5),
            "Received On": date(2026, 10, 8) + timedelta(days=nth % 5),
        }  # fmt: skip


def add_portal(firm: Firm) -> None:
    """Kansas City's numbers come from the carrier's portal; three of them stand in the group's list as well."""
    for handle in [name for name, row in firm.numbers.items() if row["Site Code"] == "MCI"]:
        firm.portal[handle] = firm.numbers.pop(handle)
    for handle in ("MCI did 1", "MCI did 2", "MCI did 3"):
        firm.numbers[handle] = dict(firm.portal[handle])


def stage_tacoma(firm: Firm) -> None:
    """Telephones of a store that is not leased yet: registered in a closet, with reserved numbers."""
    for nth in (1, 2, 3):
        name, e164 = f"TAC-STAGED-D{nth}", firm.numbers[f"TAC reserved {nth}"]["Telephone Number"]
        firm.devices[name] = device(len(firm.devices), name, "desk phone", "fixed_onprem") | {
            "Model": "T54", "System": "CLOUD-UC", "Telephone Number": e164, "Emergency Caller ID": e164, "Site Code": "TAC",
            "Shared Line": False, "Location Source": "none",
        }  # fmt: skip


def clean_firm() -> Firm:
    """Build the firm with nothing wrong in it except the rows that PLANTS names without a change."""
    firm = Firm()
    add_sites(firm)
    wanted = add_locations(firm)
    add_mains(firm)
    add_devices(firm, wanted)
    add_homes(firm)
    add_lines(firm)
    add_pools(firm)
    stage_tacoma(firm)
    add_network(firm)
    add_systems(firm)
    add_evidence(firm)
    add_records(firm)
    add_portal(firm)
    return firm


# ---------------------------------------------------------------------------------------------------------------
# What is wrong with it


class Same(NamedTuple):
    """The value that another row holds in a column."""

    row: str
    column: str


class Plant(NamedTuple):
    """Something wrong in one row: `rules` that must find it (none where it only completes the plant before)."""

    rules: str
    row: str  # table/handle
    why: str
    changes: Row = {}  # noqa: RUF012 - never written to
    subject: str = ""  # the row that is reported, where it is another one
    drops: tuple[str, ...] = ()  # evidence that is missing


NO_CIVIC = {"Street Address": None, "City": None, "State": None, "ZIP": None}
NO_VALIDATION = {"Validation": "none", "Validated On": None, "Validation Result": None}
NO_RECORD = {"E911 Provisioned": False, "E911 Status": None}
NO_NETWORK = {"IP Address": None, "BSSID": None, "Switch": None, "Switch Port": None, "Location Source": None}
UNMAPPED = NO_NETWORK | {"Location Updated": None}
NO_DIAL = {"Can Dial 911": False}
HQ_ADDRESS = {"Street Address": HQ_STREET, "City": "Austin", "State": "TX", "ZIP": "78701"}
CUT = {"Disconnect Due": date(2026, 11, 27)}


def elevator_cut(nth: int) -> Plant:
    """Tell the warehouse's story: every analog line goes, and nobody asked about the elevators."""
    handle = f"CMH elevator_phone {nth}"
    drops = (f"owner_ack {handle}", f"inspection {handle}")
    why = "elevator telephone ordered cut; no replacement, no consent of the owner, no proof before the disconnect date"
    return Plant("LEG-001 LEG-045 LEG-047 HYG-002", f"lines/{handle}", why, CUT, drops=drops)


PLANTS = (
    Plant("LOC-001", "devices/TAC-STAGED-D1", "staged for a store without a lease; can dial 911, has no location"),
    Plant("LOC-001", "devices/TAC-STAGED-D2", "staged for a store without a lease; can dial 911, has no location"),
    Plant("LOC-001", "devices/TAC-STAGED-D3", "staged for a store without a lease; can dial 911, has no location"),
    Plant("LOC-001", "devices/HOME-02", "the worker never entered an address", {"Location ID": None}),
    Plant("LOC-001 DEV-003", "devices/AUS-06-600-D3", "moved out of the board room into a drawer: no site, no location",
          {"Site Code": None, "Location ID": None, **NO_NETWORK}),
    Plant("LOC-002", "locations/HOME-03", "street is TBD"),
    Plant("LOC-002", "numbers/SAT did 3", "street says SEE NOTES",
          {"Location ID": None, "Street Address": "SEE NOTES", "City": "San Antonio", "State": "TX", "ZIP": "78216"}),
    Plant("LOC-003", "locations/HOME-13", "post office box of a remote worker"),
    Plant("LOC-003", "locations/CLT-01", "the store's post office box", {"Street Address": "PO Box 33418"}),
    Plant("LOC-004", "locations/HOME-16", "private mail box at a mail shop"),
    Plant("LOC-004", "locations/HOME-24", "virtual office"),
    Plant("LOC-005", "locations/HOME-05", "rural route; the county has a civic address for it"),
    Plant("LOC-005", "locations/HOME-08", "highway contract box; the county has a civic address for it"),
    Plant("LOC-006", "locations/HOME-23", "city, state and ZIP only"),
    Plant("LOC-006", "sites/TAC", "no lease yet, so city, state and ZIP only"),
    Plant("LOC-006", "numbers/NAP did 1", "city, state and ZIP only",
          {"Location ID": None, "City": "Naperville", "State": "IL", "ZIP": "60563"}),
    Plant("LOC-007", "locations/HOME-19", "a corner, not an address"),
    Plant("LOC-007", "locations/CMH-GATE", "the gate's crossing instead of the street address",
          {"Street Address": "Distribution Pkwy & Rail Spur Rd"}),
    Plant("LOC-008", "locations/CMH-YARD", "desk telephone in the yard with coordinates only", NO_CIVIC),
    Plant("LOC-008", "locations/CMH-DOCK9", "desk telephone on the dock with coordinates only", NO_CIVIC),
    Plant("LOC-009", "locations/NSH-M3-302", "latitude and longitude are 0", {"Latitude": 0, "Longitude": 0}),
    Plant("LOC-009", "locations/CMH-01-BREAK", "latitude and longitude are swapped",
          {"Latitude": -82.893617, "Longitude": 39.853274}),
    Plant("LOC-009", "locations/DEN-01-MDF", "longitude lost its minus sign", {"Longitude": 104.995187}),
    Plant("LOC-013", "sites/CLT", "the site's address is the billing address", {"Address Role": "billing"}),
    Plant("LOC-013", "sites/NAP", "the site's address is the mailing address", {"Address Role": "mailing"}),
    Plant("LOC-013", "locations/ATL-01-STOCK", "the account's billing address in Dallas, for a stock room in Atlanta", BILLING),
    Plant("LOC-014", "sites/OMA", "headquarters' street filled down into another city", {"Street Address": HQ_STREET}),
    Plant("LOC-014", "locations/MCI-02-200", "headquarters' address on a floor in Kansas City", HQ_ADDRESS),
    Plant("LOC-014", "devices/OMA-01-100-D1", "built from the headquarters template", {"Location ID": "AUS-05-500"}),
    Plant("", "numbers/OMA-01-100-D1", "built from the headquarters template", {"Location ID": "AUS-05-500"}),
    Plant("LOC-014", "devices/OMA-01-100-D2", "built from the headquarters template", {"Location ID": "AUS-05-500"}),
    Plant("", "numbers/OMA-01-100-D2", "built from the headquarters template", {"Location ID": "AUS-05-500"}),
    Plant("LOC-015", "locations/PHX-01-FLOOR", "54 agents on one location in a two-storey building"),
    Plant("LOC-016", "locations/SLC-05-503", "digits transposed: 48101 is Michigan", {"ZIP": "48101"}),
    Plant("LOC-016", "locations/HOME-28", "ZIP of the Portland in Maine"),
    Plant("LOC-017", "locations/SAT-01-120", "two addresses in one cell",
          {"Street Address": "7711 Pinnacle Ridge Dr, 455 Oblate Ct"}),
    Plant("LOC-007", "locations/HOME-33", "a note to the driver instead of an address"),
    Plant("LOC-020", "locations/BOS-01-RECEP", "floor missing in a three-storey building", {"Floor": None}),
    Plant("LOC-020", "locations/AUS-01-MDF", "floor missing in a six-storey building", {"Floor": None}),
    Plant("LOC-020", "locations/PDX-02-206", "floor missing in a two-storey building", {"Floor": None}),
    Plant("LOC-021", "locations/NSH-M1-ER", "building missing on the hospital campus", {"Building": None}),
    Plant("LOC-021", "locations/NSH-A2-PT", "building missing on the hospital campus", {"Building": None}),
    Plant("LOC-022", "locations/AUS-06-BOARD", "suite missing in a shared tower", {"Unit": None}),
    Plant("LOC-022", "locations/NWK-01-110", "suite missing in a shared building", {"Unit": None}),
    Plant("LOC-023", "locations/SLC-04", "hotel floor 4: sixteen guest telephones, one location, no rooms"),
    Plant("LOC-023", "locations/NSH-M4-NURSE", "room missing in a hospital", {"Room": None}),
    Plant("LOC-023", "locations/PDX-01-OFFICE", "room missing in a school", {"Room": None}),
    Plant("LOC-024", "sites/BOS", "Massachusetts has area rules; workspace is empty", {"Workspace Sq Ft": None}),
    Plant("LOC-024", "sites/SEA", "Washington has area rules; workspace is empty", {"Workspace Sq Ft": None}),
    Plant("LOC-030", "locations/PDX-02-201", "never validated", NO_VALIDATION),
    Plant("LOC-030", "locations/NSH-M2-LAB", "never validated", NO_VALIDATION),
    Plant("LOC-030", "locations/HOME-25", "never validated", NO_VALIDATION),
    Plant("LOC-032", "locations/AUS-01-LOBBY", "checked against postal data only", {"Validation": "postal"}),
    Plant("LOC-032", "locations/PDX-01-104", "checked with a geocoder only", {"Validation": "geocoded"}),
    Plant("LOC-032", "locations/HOME-20", "checked with a geocoder only", {"Validation": "geocoded"}),
    Plant("LOC-034", "devices/HOME-11", "the softphone has never been given a location", {"Location Updated": None}),
    Plant("LOC-034", "devices/HOME-14", "location not confirmed since May", {"Location Updated": date(2026, 5, 12)}),
    Plant("LOC-034", "devices/HOME-21", "location not confirmed since April", {"Location Updated": date(2026, 4, 2)}),
    Plant("LOC-035", "devices/NSH-M3-NURSE-W2", "roaming handset that nothing maps and nobody updates", UNMAPPED),
    Plant("LOC-035", "devices/CMH-01-SHIP-W1", "roaming handset that nothing maps and nobody updates", UNMAPPED),
    Plant("LOC-035", "devices/CMH-01-SHIP-W3", "roaming handset that nothing maps and nobody updates", UNMAPPED),
    Plant("NUM-001", "numbers/DEN-01-100-D2", "in use without a 911 record", NO_RECORD),
    Plant("NUM-001", "numbers/NSH did 2", "in use without a 911 record", NO_RECORD),
    Plant("NUM-001", "numbers/BOS did 1", "in use; nobody knows whether it has a 911 record",
          {"E911 Provisioned": "unknown", "E911 Status": None}),
    Plant("NUM-003", "devices/BOS-03-300-D2", "two telephones register one number, not marked as shared",
          {"Telephone Number": Same("devices/BOS-03-300-D1", "Telephone Number")}, "numbers/BOS-03-300-D1"),
    Plant("NUM-003", "devices/SEA-01-C-D2", "two telephones register one number, not marked as shared",
          {"Telephone Number": Same("devices/SEA-01-C-D1", "Telephone Number")}, "numbers/SEA-01-C-D1"),
    *(Plant("NUM-004 HYG-007", f"portal/MCI did {nth}", "the portal still has the office of before the move",
            {"Location ID": None, "Street Address": "4125 Stockyard Hill Rd", "City": "Kansas City", "State": "MO", "ZIP": "64102"})
      for nth in (1, 2, 3)),
    Plant("NUM-010", "devices/ATL-01-D1", "shows a toll-free number to 911", {"Emergency Caller ID": Same("numbers/tollfree 1", "Telephone Number")}),
    Plant("NUM-010", "devices/PHX-02-MGMT-D1", "shows a toll-free number to 911",
          {"Emergency Caller ID": Same("numbers/tollfree 2", "Telephone Number")}),
    Plant("NUM-018 CBN-011", "devices/SLC-05-502-G1", "extension only: no number, no ELIN, no caller ID", {"Emergency Caller ID": None}),
    Plant("NUM-018 CBN-011", "devices/NSH-M3-305-G1", "extension only: no number, no ELIN, no caller ID", {"Emergency Caller ID": None}),
    Plant("LOC-036", "network/subnet 10.14.20.0/24", "one subnet, one location, guest rooms on five floors"),
    Plant("LOC-036", "network/subnet 10.15.20.0/24", "one subnet, one location, telephones on floors 2 and 3"),
    Plant("LOC-036", "network/subnet 10.16.20.0/24", "one subnet, one location, telephones on floors 1 and 2"),
    Plant("LOC-036", "network/subnet 10.17.20.0/24", "one subnet, one location, telephones on floor 1 and on the mezzanine"),
    Plant("LOC-036", "network/subnet 10.20.20.0/24", "one subnet, one location, telephones on three floors"),
    Plant("LOC-036", "network/subnet 10.21.20.0/24", "one subnet, one location, telephones on floors 1 and 2"),
    Plant("LOC-036", "network/subnet 10.24.20.0/24", "one subnet, one location, telephones on floors 1 and 2"),
    Plant("LOC-036", "network/subnet 10.27.20.0/24", "one subnet, one location, telephones in two buildings"),
    Plant("DEV-001", "devices/DEN-01-100-D3", "endpoint kind left empty", {"Endpoint Kind": None}),
    Plant("DEV-001", "devices/SAT-01-100-C1", "endpoint kind left empty", {"Endpoint Kind": None}),
    Plant("DEV-001", "devices/NSH-M2-LAB-D2", "endpoint kind left empty", {"Endpoint Kind": None}),
    Plant("DEV-003", "devices/CMH-01-SHIP-D4", "no site", {"Site Code": None, "IP Address": None}),
    Plant("DEV-005", "devices/DEN-01-100-D1", "Denver telephone with a San Antonio number",
          {"Telephone Number": Same("numbers/SAT did 2", "Telephone Number")}),
    Plant("DEV-005", "devices/PHX-02-MGMT-D2", "Phoenix telephone with an Austin number",
          {"Telephone Number": Same("numbers/AUS did 2", "Telephone Number")}),
    Plant("DEV-005", "devices/NSH-A1-ADMIT-D3", "Nashville telephone with a Charlotte number",
          {"Telephone Number": Same("numbers/CLT did 1", "Telephone Number")}),
    Plant("DEV-007", "devices/SLC-01-LOBBY-Y1", "courtesy telephone barred from 911", NO_DIAL),
    Plant("DEV-007", "devices/NSH-M1-LOBBY-L1", "lobby telephone barred from 911", NO_DIAL),
    Plant("DEV-007", "devices/AUS-01-LOBBY-L2", "lobby telephone barred from 911", NO_DIAL),
    Plant("CBN-001 DEV-010", "systems/SLC-PBX", "the hotel must dial 9 before 911, on a system of September 2020", {"Direct 911": False}),
    Plant("CBN-004", "systems/NSH-PBX", "notification was set up and tested, then switched off", {"Notification": False}),
    Plant("CBN-005", "systems/CMH-KTS", "notification goes to nobody", {"Notification Targets": None}),
    Plant("CBN-011", "devices/DEN-02-200-D4", "shows an extension to 911", {"Emergency Caller ID": "4417"}),
    Plant("CBN-011", "devices/NAP-01-100-D5", "shows a number that no carrier lists", {"Emergency Caller ID": "+16305550188"}),
    Plant("CBN-011", "devices/OMA-01-100-D3", "shows no number to 911", {"Emergency Caller ID": None}),
    Plant("CBN-012", "locations/AUS-04-400", "one ELIN for both wings of floor 4"),
    Plant("CBN-012", "locations/AUS-04-410", "one ELIN for both wings of floor 4", {"ELIN": Same("locations/AUS-04-400", "ELIN")}),
    Plant("CBN-012", "locations/PDX-02-STAFF", "one ELIN for two rooms of the school"),
    Plant("CBN-012", "locations/PDX-02-LIB", "one ELIN for two rooms of the school", {"ELIN": Same("locations/PDX-02-STAFF", "ELIN")}),
    elevator_cut(1),
    elevator_cut(2),
    Plant("LEG-001", "lines/CMH fire_alarm_dact 1", "fire alarm line ordered cut, nothing in its place"),
    Plant("LEG-001", "lines/CMH sprinkler_supervisory 1", "sprinkler line ordered cut, nothing in its place"),
    Plant("LEG-001", "lines/AUS area_of_refuge 1", "area of refuge line ordered cut, nothing in its place",
          {"Action": "disconnect", "Target Transport": None}),
    Plant("LEG-050", "sites/CMH", "two elevators, and no line kept for them"),
    Plant("LEG-002", "lines/MCI unknown 1", "nobody knows what it serves"),
    Plant("LEG-002", "lines/OMA unknown 1", "line type is TBD", {"Line Type": "TBD"}),
    Plant("LEG-002", "lines/NSH unknown 1", "a circuit without a number or a purpose",
          {"Line Type": None, "Line Number": None, "Circuit ID": "21.LGXX.402217..HST"}),
    Plant("", "evidence/owner_ack NSH unknown 1", "named by its circuit", {"Subject": "21.LGXX.402217..HST"}),
    Plant("LEG-004", "lines/NAP fax 1", "type known from the note only", {"Line Type": None, "Notes": "FAX in copy room"}),
    Plant("LEG-004", "lines/DEN access_gate 1", "type known from the note only", {"Line Type": None, "Notes": "GATE callbox, parking"}),
    Plant("LEG-010", "lines/BOS elevator_phone 1", "rings an untrained desk",
          {"Destination": "x2100 reception", "Destination Kind": "internal", "Monitoring Company": None, "Monitoring Account": None}),
    Plant("LEG-010", "lines/NWK elevator_phone 1", "rings the manager's cell phone",
          {"Destination": "(973) 555-0197", "Destination Kind": "external", "Monitoring Company": None, "Monitoring Account": None}),
    Plant("LEG-014", "lines/PDX elevator_phone 1", "battery lasts two hours", {"Battery Hours": 2}),
    Plant("LEG-014", "lines/DEN elevator_phone 1", "the switch is not on the battery", {"UPS Covers All": False}),
    Plant("LEG-020", "lines/PHX fire_alarm_dact 1", "fire alarm onto a SIP trunk",
          {"Target Transport": "sip", "MFVN": False, "Gateway Port": "PHX-VG1 0/3"}),
    Plant("LEG-020", "lines/BOS fire_alarm_dact 1", "fire alarm onto an ATA, carrier unproved",
          {"Action": "move", "Replacement": None, "Target Transport": "ata", "MFVN": "unknown", "Gateway Port": "BOS-VG1 0/1"}),
    Plant("LEG-021", "lines/AUS fire_alarm_dact 1", "no approval of the fire marshal", drops=("ahj_approval AUS fire_alarm_dact 1",)),
    Plant("LEG-021", "lines/DEN fire_alarm_dact 1", "no approval of the fire marshal", drops=("ahj_approval DEN fire_alarm_dact 1",)),
    Plant("LEG-046", "lines/AUS elevator_phone 3", "becomes cellular, and nothing but an inspection is recorded"),
    Plant("LEG-046", "lines/SLC elevator_phone 2", "becomes cellular, and nothing but an inspection is recorded"),
    Plant("LEG-046", "lines/DEN elevator_phone 1", "becomes cellular, and nothing but an inspection is recorded"),
    Plant("LEG-046", "lines/SAT burglar_alarm 1", "becomes cellular, and nothing but its owner's word is recorded"),
    Plant("LEG-046", "lines/NWK burglar_alarm 1", "becomes cellular, and nothing but its owner's word is recorded"),
    Plant("LEG-046", "lines/MCI burglar_alarm 1", "becomes cellular, and nothing but its owner's word is recorded"),
    Plant("LEG-047", "lines/NSH fire_alarm_dact 2", "disconnect ordered before the station test", {"Disconnect Due": date(2026, 10, 2)}),
    Plant("LEG-047", "lines/SLC elevator_phone 2", "disconnect ordered before the inspection", {"Disconnect Due": date(2026, 10, 9)}),
    Plant("LEG-051", "lines/SAT fax 1", "nobody has decided", {"Action": None, "Target Transport": None}),
    Plant("LEG-051", "lines/MCI fax 1", "nobody has decided", {"Action": None, "Target Transport": None}),
)  # fmt: skip

MISTYPED = (  # handle, the digits as they are, as they were typed: no exchange begins with 0 or 1, no area code has a 9 inside
    ("SAT did 1", "+1210555", "+1210055"),
    ("NSH did 1", "+1615555", "+1615155"),
    ("DEN did 1", "+1303555", "+1393555"),
)
HIDDEN = (
    ("CMH", "+16145550187", "billed, in no list: the freight elevator's own line"),
    ("BOS", "+16175550186", "billed, in no list: an old alarm line"),
    ("SLC", "+18015550189", "billed, in no list: a lift of the former garage"),
)
FILES = {
    "sites": "Sites and buildings.xlsx, Sites", "locations": "Locations.xlsx, Locations", "numbers": "DIDs 2026-11-02.xlsx, DIDs",
    "portal": "Kansas City numbers.csv", "devices": "devices_export.csv", "systems": "phone systems.csv",
    "lines": "Analog lines.xlsx, Lines", "csr": "CSR 2026-10-12.xlsx, CSR", "network": "network map.csv",
}  # fmt: skip
NAMES = {
    "sites": "Site Code",
    "locations": "Location ID",
    "devices": "Device Name",
    "systems": "System",
    "lines": "Line Number",
    "network": "Identifier",
}


def row_of(firm: Firm, reference: str) -> Row:
    """Find the row of `table/handle`."""
    table, _, handle = reference.partition("/")
    row: Row = getattr(firm, table)[handle]
    return row


def put_in(firm: Firm, plant: Plant) -> Iterator[Fault]:
    """Make one plant's changes and tell what must be found."""
    row, table = row_of(firm, plant.row), plant.row.partition("/")[0]
    for column, value in plant.changes.items():
        row[column] = row_of(firm, value.row)[value.column] if isinstance(value, Same) else value
    for handle in plant.drops:
        del firm.evidence[handle]
    reference = plant.subject or plant.row
    shown = row_of(firm, reference)
    for rule in plant.rules.split():
        subject = shown[NAMES.get(reference.partition("/")[0], "Telephone Number")] or shown["Circuit ID"]
        yield Fault(rule, subject, FILES["sites" if rule == "LEG-050" else table], plant.why)


def mistype(firm: Firm, handle: str, right: str, wrong: str) -> Iterator[Fault]:
    """Type a number wrong: it is no valid number, no carrier lists it, and the true one is missing."""
    row = firm.numbers[handle]
    true = row["Telephone Number"]
    typed = row["Telephone Number"] = true.replace(right, wrong)
    yield Fault("NUM-002", typed, FILES["numbers"], f"typed wrong: no such number can exist (the carrier has {true})")
    yield Fault("NUM-008", typed, FILES["numbers"], "follows from the typing error: no carrier lists it")
    yield Fault("NUM-009", true, FILES["csr"], f"follows from the typing error: the list has {typed}")


def plant_all(firm: Firm) -> list[Fault]:
    """Spoil the clean firm; returns the whole answer key."""
    faults = [fault for plant in PLANTS for fault in put_in(firm, plant)]
    for handle, right, wrong in MISTYPED:
        faults += mistype(firm, handle, right, wrong)
    for site, e164, why in HIDDEN:
        firm.csr[site]["Telephone Numbers"].append(e164)
        faults.append(Fault("NUM-009", e164, FILES["csr"], why))
    for name, sheet in (("DIDs 2026-11-02.xlsx", " DIDs"), ("Kansas City numbers.csv", "")):
        faults.append(Fault("HYG-006", name + sheet, name, "rows that cannot be loaded"))
    return sorted(faults)


# ---------------------------------------------------------------------------------------------------------------
# The dirt: the same facts as people type them

SPELLINGS: dict[str, Callable[[str, int], str]] = {
    "Site Code": lambda text, nth: (text, text, text, text.lower(), f"{text} ")[nth % 5],
    "City": lambda text, nth: f"{text}\u00a0" if nth % 7 == 3 else text,
    "Street Address": lambda text, nth: text.upper() if nth % 5 == 2 else text,
}

YES, NO = ("Y", "yes", "TRUE", "Yes", "1", "x"), ("N", "no", "FALSE", "No", "0")
PHONE_COLUMNS = {"Telephone Number", "Emergency Caller ID", "Line Number", "ELIN", "BTN", "Subject", "PSAP Phone"}
WORDS = {"fixed_onprem": "Fixed On-Prem", "nonfixed_onprem": "Non-Fixed On-Prem", "guest_room": "Guest Room", "offprem": "Off-Prem",
         "elevator_phone": "Elevator Phone", "fire_alarm_dact": "Fire Alarm DACT", "did": "DID", "active": "Active "}  # fmt: skip


def soiled(column: str, value: Any, nth: int, *, sheet: bool) -> Any:
    """Type a value the way row `nth` does; `sheet` is true in a workbook, where cells have types."""
    if isinstance(value, bool):
        return YES[nth % len(YES)] if value else NO[nth % len(NO)]
    if isinstance(value, date):
        return written_date(value, nth, sheet=sheet)
    if isinstance(value, str):
        return written_text(column, value, nth, sheet=sheet)
    return value


def written_text(column: str, text: str, nth: int, *, sheet: bool) -> Any:
    """Type a text: numbers in many spellings, ZIPs as numbers, codes in lower case, streets in capitals."""
    if column in PHONE_COLUMNS and text.startswith("+"):
        return written_number(text, nth, sheet=sheet)
    if column == "ZIP":
        return int(text) if sheet and nth % 3 else text
    return SPELLINGS[column](text, nth) if column in SPELLINGS else WORDS.get(text, text) if nth % 3 == 1 else text


def written_date(day: date, nth: int, *, sheet: bool) -> Any:
    """Write a real date cell, 11/1/2026, 2026-11-01 or 1-Nov-26."""
    forms = (
        day if sheet else day.isoformat(),
        f"{day.month}/{day.day}/{day.year}",
        day.isoformat(),
        f"{day.day}-{day:%b-%y}",
    )
    return forms[nth % 4]


def written_number(e164: str, nth: int, *, sheet: bool) -> Any:
    """One number in the six spellings that exports use."""
    npa, exchange, line = e164[2:5], e164[5:8], e164[8:]
    forms = (
        f"{npa}-{exchange}-{line}",
        float(e164[2:]) if sheet else e164[2:],
        f"({npa}) {exchange}-{line}",
        e164,
        f"tel:{e164}",
        f"{npa}.{exchange}.{line}\u00a0",
    )
    return forms[nth % 6]


def records(table: Iterable[Row], columns: dict[str, str], *, sheet: bool) -> list[list[Any]]:
    """Rows in the order of `columns` (our name: header in the file), soiled."""
    return [
        [soiled(name, row.get(name), nth + 2 * place, sheet=sheet) for place, name in enumerate(columns)]
        for nth, row in enumerate(table)
    ]


SITE_HEADERS = headers(
    "Site Code,Site Name,Street Address,City,State,ZIP,County,Latitude,Longitude,Headquarters,Address Role,Buildings,"
    "Workspace Sq Ft,Multi Tenant,Occupancy,Elevators,Critical,PSAP,PSAP Phone", SiteCode="Site\u00a0Code")  # fmt: skip
BUILDING_HEADERS = headers("Site Code,Building,Floors,Floor Area Sq Ft,Elevators", SiteCode="Site")
LOCATION_HEADERS = headers(
    "Location ID,Site Code,Street Address,City,State,ZIP,Building,Floor,Unit,Room,Zone,Area Sq Ft,ELIN,Validation,"
    "Validated On,Validation Result,Latitude,Longitude", SiteCode="Site")  # fmt: skip
NUMBER_HEADERS = headers(
    "Telephone Number,Kind,Site Code,Location ID,Street Address,City,State,ZIP,Assigned To,Status,Carrier,Service,"
    "E911 Provisioned,E911 Status,RespOrg", TelephoneNumber="Phone Number", SiteCode="Site", LocationID="ERL", AssignedTo="User")  # fmt: skip
PORTAL_HEADERS = headers(
    "Telephone Number,Kind,Status,Assigned To,Site Code,Location ID,Street Address,City,State,ZIP,Carrier,Service,"
    "E911 Provisioned,E911 Status", TelephoneNumber="TN")  # fmt: skip
DEVICE_HEADERS = headers(
    "Device Name,MAC,Model,Kind,Endpoint Kind,System,Extension,Telephone Number,Site Code,Location ID,IP Address,Switch,"
    "Switch Port,BSSID,Emergency Caller ID,Can Dial 911,Last Seen,Location Updated,Location Source,Shared Line,VPN Hairpin,"
    "User,Exported On", MAC="MAC Address", TelephoneNumber="Phone Number", SiteCode="Site", LocationID="ERL")  # fmt: skip
NETWORK_HEADERS = headers("Kind,Identifier,Port,Location ID,Site Code,Description")
LINE_HEADERS = headers(
    "Line Number,Circuit ID,Site Code,Location ID,Line Type,Life Safety,Service,Carrier,Account,Action,Replacement,"
    "Target Transport,Destination,Destination Kind,Alternate Destination,Alternate After Seconds,Monitoring Company,"
    "Monitoring Account,Panel,Second Path,Supervision Minutes,Battery Hours,UPS Covers All,MFVN,Gateway Port,Owner,"
    "Identified On,Cutover Date,Disconnect Due,Fax Decision,Attended,Notes,Monthly Cost", SiteCode="Site")  # fmt: skip
EVIDENCE_HEADERS = headers("Subject,Kind,Date,By,Authority,Result,Reference,Expires On")
CSR_HEADERS = headers(
    "Account,Carrier,Business Name,DBA,Service Address,City,State,ZIP,Billing Address,BTN,PIN Required,Authorized Contacts,"
    "Telephone Numbers,Features,Pending Order,Carrier Freeze,Requested On,Received On")  # fmt: skip


# ---------------------------------------------------------------------------------------------------------------
# The files


def write_sites(firm: Firm) -> None:
    """Two title rows stand above each header."""
    titles: list[list[Any]] = [
        ["Larkspur Hollow Holdings - sites and buildings"],
        ["as of 2026-11-01, facilities department"],
    ]
    sites = records(firm.sites.values(), SITE_HEADERS, sheet=True)
    buildings = records(firm.buildings.values(), BUILDING_HEADERS, sheet=True)
    write_workbook(
        "Sites and buildings.xlsx",
        Sheet("Sites", [*titles, list(SITE_HEADERS.values()), *sites]),
        Sheet("Buildings", [*titles, list(BUILDING_HEADERS.values()), *buildings]),
    )


def write_locations(firm: Firm) -> None:
    """Sites with one tenant have N/A in the unit here and there, as people fill empty cells."""
    rows = records(firm.locations.values(), LOCATION_HEADERS, sheet=True)
    unit, site = list(LOCATION_HEADERS).index("Unit"), list(LOCATION_HEADERS).index("Site Code")
    for nth, row in enumerate(rows):
        owner = firm.sites.get(str(row[site] or "").strip().upper())
        if nth % 6 == 0 and owner and not owner["Multi Tenant"]:
            row[unit] = "N/A"
    notes = [["Locations are dispatchable locations (ERLs)."], ["Ask facilities before renaming one."]]
    write_workbook(
        "Locations.xlsx", Sheet("Locations", [list(LOCATION_HEADERS.values()), *rows]), Sheet("Read me", notes)
    )


def spare_runs(numbers: Table) -> Iterator[Row]:
    """Yield the rows of the numbers list; headquarters' and Phoenix' spare numbers stand as one range each."""
    runs: dict[str, list[str]] = defaultdict(list)
    for handle, row in numbers.items():
        if handle.startswith(("AUS spare", "PHX spare")):
            runs[handle[:3]].append(row["Telephone Number"])
        else:
            yield row
    for code, run in runs.items():
        first, last = run[0], run[-1]
        text = f"{first[2:5]}-555-{first[8:]}-{last[8:]}"
        yield numbers[f"{code} spare 1"] | {"Telephone Number": text}


def write_numbers(firm: Firm) -> None:
    """Write the telecom department's list: extensions behind some numbers, and two rows that no program can load."""
    kept = sorted(spare_runs(firm.numbers), key=lambda row: row["Site Code"] or "")
    rows = records(kept, NUMBER_HEADERS, sheet=True)
    extensions = {row["Telephone Number"]: row["Extension"] for row in firm.devices.values() if not row["Shared Line"]}
    for source, row in zip(kept, rows, strict=True):
        extension = extensions.get(source["Telephone Number"])
        if extension and str(row[0]).startswith("("):
            row[0] = f"{row[0]} x{extension}"
    blank = [None] * (len(NUMBER_HEADERS) - 3)
    rows.insert(41, ["see notes", "DID", "AUS", *blank])
    rows.insert(233, ["5.12556E+09", "DID", "AUS", *blank])
    rows.insert(300, [None] * len(NUMBER_HEADERS))
    write_workbook("DIDs 2026-11-02.xlsx", Sheet("DIDs", [list(NUMBER_HEADERS.values()), *rows]))


def write_portal(firm: Firm) -> None:
    """Write the carrier's portal for Kansas City, with one row that cannot be loaded."""
    rows = records(firm.portal.values(), PORTAL_HEADERS, sheet=False)
    rows.insert(9, ["number pending", "did", "reserved", None, "MCI", *[None] * (len(PORTAL_HEADERS) - 5)])
    write_text("Kansas City numbers.csv", [list(PORTAL_HEADERS.values()), *rows], encoding="utf-8-sig")


def write_devices(firm: Firm) -> None:
    """Write the telephone systems' export: semicolons, and Windows' code page."""
    rows = [row | {"Exported On": date(2026, 11, 2)} for row in firm.devices.values()]
    table = [list(DEVICE_HEADERS.values()), *records(rows, DEVICE_HEADERS, sheet=False)]
    write_text("devices_export.csv", table, delimiter=";", encoding="cp1252")


def write_network(firm: Firm) -> None:
    """Two exports pasted together, so that the header stands in the middle once more."""
    rows = records(firm.network.values(), NETWORK_HEADERS, sheet=False)
    half, header = len(rows) // 2, list(NETWORK_HEADERS.values())
    write_text("network map.csv", [header, *rows[:half], header, *rows[half:]])


def write_systems(firm: Firm) -> None:
    """Write the telephone systems and their 911 settings."""
    columns = headers(SYSTEM_COLUMNS)
    write_text("phone systems.csv", [list(columns.values()), *records(firm.systems.values(), columns, sheet=False)])


def write_lines(firm: Firm) -> None:
    """Title above, totals below, a legend, and a hidden sheet of the drop-down lists."""
    rows = records(firm.lines.values(), LINE_HEADERS, sheet=True)
    total = ["TOTAL", *[None] * (len(LINE_HEADERS) - 2), sum(row["Monthly Cost"] for row in firm.lines.values())]
    legend = [
        ["Legend"],
        ["keep", "stays on copper"],
        ["replace", "LTE gateway"],
        ["move", "to the new carrier"],
        ["remove", "cut at cutover"],
    ]
    lists = [["pots", "yes"], ["mfvn", "no"], ["cell", "unknown"]]
    write_workbook(
        "Analog lines.xlsx",
        Sheet("Lines", [["Analog line survey, run date 2026-11-01"], list(LINE_HEADERS.values()), *rows, total]),
        Sheet("Legend", legend),
        Sheet("_lists", lists, hidden=True),
    )


def write_evidence(firm: Firm) -> None:
    """Write the log of tests, approvals and consents, in the order of their dates."""
    log = sorted(firm.evidence.values(), key=lambda row: (row["Date"], row["Reference"]))
    write_text("evidence log.csv", [list(EVIDENCE_HEADERS.values()), *records(log, EVIDENCE_HEADERS, sheet=False)])


def written_ranges(numbers: list[str], nth: int) -> str:
    """5125550100-0119, 5125550121, ... as carriers print them."""
    digits = sorted(int(number[2:]) for number in numbers)
    breaks = [at for at, (one, two) in enumerate(pairwise(digits), 1) if two != one + 1]
    runs = [digits[start:stop] for start, stop in pairwise([0, *breaks, len(digits)])]
    texts = (f"{run[0]}-{run[-1] % 10000:04}" if len(run) > 1 else f"{run[0]}" for run in runs)
    return (", ", "; ", "\n")[nth % 3].join(texts)


def write_records(firm: Firm) -> None:
    """Write the customer service records of all accounts."""
    rows = [
        row | {"Telephone Numbers": written_ranges(row["Telephone Numbers"], nth)}
        for nth, row in enumerate(firm.csr.values())
    ]
    table = [["Customer service records"], list(CSR_HEADERS.values()), *records(rows, CSR_HEADERS, sheet=True)]
    write_workbook("CSR 2026-10-12.xlsx", Sheet("CSR", table))


def build() -> tuple[Firm, list[Fault]]:
    """Build the firm with all that is wrong in it; returns the answer key, too."""
    firm = clean_firm()
    return firm, plant_all(firm)


def write(firm: Firm) -> None:
    """Write all of its files."""
    for write_one in (write_sites, write_locations, write_numbers, write_portal, write_devices, write_network):
        write_one(firm)
    for write_one in (write_systems, write_lines, write_evidence, write_records):
        write_one(firm)
