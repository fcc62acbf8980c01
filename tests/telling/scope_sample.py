"""A firm of four sites, with its providers, scopes, circuits, demarcs, contracts, lines and port orders, as sheets."""

SHEETS = {
    "sites": """
Site Code|Site Name|Street Address|City|State|Voice Model|Rate Center|Wire Center CLLI|Expected Repair Hours
HQ|Head office|100 Congress Ave|Austin|TX|hosted|AUSTIN|AUSTTXGR|2
WH|Warehouse|200 Elm St|Austin|TX|PRI|AUSTIN||24
ST|Store <b>7</b>|300 Elm St|Austin|TX|hosted|||
LAND||400 Elm St|Austin|TX||||
""",
    "scope": """
Site Code|Last Mile Owner|Number Owner|SIP Owner|ILEC|Inside Wiring Owner|Patch Panel Owner
HQ|ET|Example Telco|Other Voice|Example Telco|Landlord|us
WH|Example Telco|Example Telco||Example Telco|Landlord|
ST|Other Voice|the carrier|Other Voice|||
""",
    "providers": """
Provider|Role|Aliases|Underlying Carrier|NOC Phone|Portal|Ticket Rule|Caller ID Rules
Example Telco|ILEC|ET|| 800-555-0100|tickets.example.com|Give the circuit ID; escalate after 4 h|
Other Voice|ITSP||Example CLEC|800-555-0101|||only numbers that it holds
Cheap Minutes|reseller||||||
""",
    "circuits": """
Circuit ID|Site Code|Kind|Retail Provider|Underlying Provider|Access Type|Service Class|Diversity Claimed|Channels|D Channel|SIP Channels|Busy Hour Erlangs|Number Ranges|Gateway Plan|Test Plan|Cutover Date|Disconnect Date|Ordered On|Needed By|Keep Reason
10.KQGS.100200..NE|HQ|ethernet|Example Telco|Example Telco|fiber|dedicated|yes||||||||||2026-11-02|2026-12-15
CABLE-1|HQ|broadband|Cable Co||coax|best effort|no|||||||||||
73/HCGS/123456/000/NE|WH|pri|Example Telco|Example Telco|copper|||23B+D|span 1, channel 24|20|14.4|512-555-0100 to 0109|GW-1 port 1|PLAN-7|2026-12-15|2026-12-14||
SIP-3|ST|sip|Other Voice|Other Voice||||10|||||||||||failover for the alarm panel
""",
    "demarcs": """
Site Code|Circuit ID|Demarc Location|Photo|Label|Boundary|Loopback Procedure
HQ|10 KQGS 100200 NE|Basement, room B2, rack 1|img_1.jpg|10/KQGS/100200//NE|ont|
WH||Dock wall by door 3||||
""",
    "contracts": """
Provider|Service Class|Tariffed|Repair Hours|Install Interval Days|Diversity Commitment|Escalation
Example Telco|Ethernet|no|4|30||duty manager after 4 h
Example Telco|PRI|yes|24|||
""",
    "lines": """
Line Number|Site Code|Line Type|Service|Carrier|Action
512-555-0142|WH|elevator|POTS|Example Telco|keep
""",
    "numbers": """
Telephone Number|Site Code|Carrier
512-555-0100|WH|Example Telco
512-555-0101|WH|Example Telco
""",
    "csr": """
Account|Carrier|Telephone Numbers
4711|Example Telco|512-555-0100 to 0101
""",
    "loa": """
Order|Telephone Numbers|Business Name
P-1|512-555-0100 to 0109|Acme
""",
    "orders": """
Order|FOC Date|Losing Carrier
P-1|2026-12-15|Example Telco
""",
}
"""Name of a sheet -> its rows, cells parted by bars."""


def rows_of(text: str) -> list[list[str]]:
    """The cells of such a sheet."""
    return [[cell.strip() for cell in line.split("|")] for line in text.strip().splitlines()]
