"""Four orders that port numbers of the acquired properties: clean, thrice rejected, BTN trouble, an elevator line on it."""

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from tables.sample_firm.books import Fault, Row, parsed, template_sheet, write_workbook
from tables.sample_firm.properties import ILEC, account, listed, number, sites, written

FILE = "Port orders.xlsx"


class Order(NamedTuple):
    """One order: its account's record, and what its letter says otherwise."""

    site: str
    account: str
    name: str
    address: str
    billed: tuple[str, ...]
    ported: tuple[str, ...]
    letter_address: str
    place: str


def block(first: int, last: int) -> tuple[str, ...]:
    """`0150` to `0155`."""
    return tuple(f"{digits:04}" for digits in range(first, last + 1))


ORDERS = {
    "PO-7101": Order("MEM", "901-R60-4401", "Tchula Cold Store LLC", "3380 Tchula Freight Rd", block(150, 155), block(150, 155),
                     "3380 Tchula Freight Rd", "MEM-02-OFC"),
    "PO-7102": Order("SAV", "912-R60-4402", "Marsh Lantern Inn LLC", "218 E Marsh Lantern St Ste 400", block(150, 153), block(150, 153),
                     "218 E Marsh Lantern St", "SAV-04-SALES"),
    "PO-7103": Order("DSM", "515-R60-4403", "Walnut Bluff Clinic LLC", "1190 Walnut Bluff Ave", block(150, 159), block(150, 155),
                     "1190 Walnut Bluff Ave", "DSM-03-ADMIN"),
    "PO-7104": Order("MEM", account("MEM"), "Tchula Cold Store LLC", "3380 Tchula Freight Rd", (), ("0111", "0118"),
                     "3380 Tchula Freight Rd", "MEM-02-OFC"),
}  # fmt: skip
DATES: dict[str, Row] = {
    "PO-7101": {"Full Or Partial": "full", "Submitted On": date(2026, 10, 22), "FOC Received On": date(2026, 10, 28),
                "FOC Date": date(2026, 11, 19), "FOC Time": "10:00", "State": "foc", "Staging Tested On": date(2026, 11, 5)},
    "PO-7102": {"Full Or Partial": "full", "Submitted On": date(2026, 10, 26), "State": "rejected"},
    "PO-7103": {"Full Or Partial": "partial", "Submitted On": date(2026, 10, 28), "State": "rejected",
                "Remaining Numbers": "keep"},
    "PO-7104": {"Full Or Partial": "partial", "Submitted On": date(2026, 10, 28), "FOC Received On": date(2026, 11, 4),
                "FOC Date": date(2026, 11, 24), "FOC Time": "10:00", "State": "foc", "Staging Tested On": date(2026, 11, 5),
                "Remaining Numbers": "keep"},
}  # fmt: skip

# Order, day, event, code, text, what was changed before it was sent again, class of a rejection.
EVENTS = """
PO-7101 | 2026-10-22 | submit |      | first version                                           |  |
PO-7101 | 2026-10-28 | foc    |      | 2026-11-19 10:00 Central                                |  |
PO-7102 | 2026-10-12 | submit |      | first version                                           |  |
PO-7102 | 2026-10-15 | reject |      | service address does not match the CSR                  |  | ADDRESS
PO-7102 | 2026-10-19 | submit |      | sent again                                              |  |
PO-7102 | 2026-10-21 | reject |      | end user address mismatch                               |  | ADDRESS
PO-7102 | 2026-10-26 | submit |      | sent again                                              |  |
PO-7102 | 2026-10-29 | reject |      | suite missing or wrong                                  |  | ADDRESS
PO-7103 | 2026-10-28 | submit |      | first version                                           |  |
PO-7103 | 2026-11-03 | reject |      | BTN is on the order; give a new BTN for what stays      | new BTN asked of the clinic's billing office | BTN
PO-7104 | 2026-10-28 | submit |      | first version                                           |  |
PO-7104 | 2026-11-04 | foc    |      | 2026-11-24 10:00 Central                                |  |
"""
EVENT_COLUMNS = ["Order", "When", "Kind", "Code", "Text", "Fix", "Class"]

# Order, rule that finds something of it, of which number (else of the order itself), why.
FINDINGS = """
PO-7102 | POR-009 |      | rejected on 2026-10-29, and nothing was sent since
PO-7102 | POR-021 |      | the suite is on the CSR and not on the letter
PO-7102 | POR-022 |      | the suite is on the CSR and not on the letter
PO-7102 | POR-056 |      | sent again twice without a change, and rejected for the same cause
PO-7103 | POR-009 |      | rejected on 2026-11-03, and nothing was sent since
PO-7103 | POR-033 |      | a partial port takes the billing number, and no new one is named
PO-7104 | POR-003 | 0111 | the telephone of the office elevator is on the order, and the plan keeps its line
PO-7104 | POR-010 |      | the monitoring company knows the elevator by the number that would move
PO-7104 | POR-060 |      | nobody has made a route for the elevator's number
"""
FINDING_COLUMNS = ["order", "rule", "digits", "why"]
HOLDS = {
    "PO-7101": {"may port": block(150, 155)},
    "PO-7102": {"may port": block(150, 153)},
    "PO-7103": {"must not port": ("0150",), "may port": block(151, 155), "must not disconnect before": block(156, 159)},
    "PO-7104": {"must not port": ("0111",), "may port": ("0118",), "undecided": ("0117", "0187")},
}


def orders() -> Iterator[Row]:
    """The orders themselves."""
    for pon, order in ORDERS.items():
        yield {
            "Order": pon, "Account": order.account, "Losing Carrier": ILEC[order.site], "Gaining Carrier": "Northline Cloud",
            "Type": "project", **DATES[pon], "Submitted Time": "09:30", "Time Zone": "America/New_York" if order.site == "SAV" else "America/Chicago",
            "Freeze From": date(2026, 10, 12), "Freeze To": date(2026, 12, 4), "Staff": "Desmond Park; Odile Marchetti",
            "Roll Forward Plan": "numbers that did not move are forwarded to those that did", "PIN Held": "yes",
            "Temporary Forwarding": "not needed: the old lines ring until the port", "Old Service Disconnect On": None,
            "Customer Moved": "no",
        }  # fmt: skip


def letters() -> Iterator[Row]:
    """The letters of authorization, copied from the record but for the suite in Savannah."""
    of_site = {row["Site Code"]: row for row in sites()}
    for pon, order in ORDERS.items():
        place = of_site[order.site]
        yield {
            "Order": pon, "Account": order.account, "Business Name": order.name, "Service Address": order.letter_address,
            **{name: place[name] for name in ("City", "State", "ZIP")},
            "Billing Address": "2750 Empire Central Dr Ste 410, Dallas, TX 75235", "BTN": written(number(order.site, btn(order))),
            "Telephone Numbers": ", ".join(written(number(order.site, digits)) for digits in order.ported),
            "Signer": "Marguerite Hollow", "Title": "CFO", "Signed On": date(2026, 10, 21), "Prepared By": "Odile Marchetti",
            "Checked By": "Desmond Park",
        }  # fmt: skip


def btn(order: Order) -> str:
    """The billing number: the first of the account, the main number of a site's lines."""
    return order.billed[0] if order.billed else "0100"


def events() -> Iterator[Row]:
    """What happened to each order."""
    for row in parsed(EVENTS, EVENT_COLUMNS):
        yield {name: row[name] for name in EVENT_COLUMNS[:-1]} | {
            "When": date.fromisoformat(row["When"]), "By": "Odile Marchetti",
        }  # fmt: skip


def records() -> Iterator[Row]:
    """The losing carriers' records of the accounts; that of the warehouse's lines stands with the lines."""
    of_site = {row["Site Code"]: row for row in sites()}
    for order in ORDERS.values():
        if order.billed:
            place = of_site[order.site]
            yield {
                "Account": order.account, "Carrier": ILEC[order.site], "Business Name": order.name, "Service Address": order.address,
                **{name: place[name] for name in ("City", "State", "ZIP")},
                "Billing Address": "2750 Empire Central Dr Ste 410, Dallas, TX 75235", "BTN": written(number(order.site, btn(order))),
                "PIN Required": "no", "Authorized Contacts": "Marguerite Hollow, CFO; Desmond Park, IT Director",
                "Telephone Numbers": ", ".join(written(number(order.site, digits)) for digits in order.billed), "Features": "touch tone",
                "Pending Order": "no", "Carrier Freeze": "no", "Requested On": date(2026, 10, 5), "Received On": date(2026, 10, 9),
            }  # fmt: skip


def numbers() -> list[Row]:
    """The accounts' numbers, each with its 911 record and its route."""
    return [
        listed(order.site, number(order.site, digits), "did", order.place)
        | {"Service": "pots", "Route Target": "auto attendant", "Assigned To": f"Hunt group {digits[-2:]}"}
        for order in ORDERS.values()
        for digits in order.billed
    ]


def write() -> None:
    """Write the workbook."""
    write_workbook(
        FILE,
        template_sheet("Port Orders", orders()),
        template_sheet("LOA", letters()),
        template_sheet("Port Events", events()),
        template_sheet("CSR", records()),
    )


def findings() -> Iterator[tuple[str, Fault]]:
    """What the audit must find, with the order that it is about."""
    for row in parsed(FINDINGS, FINDING_COLUMNS):
        subject = number(ORDERS[row["order"]].site, row["digits"]) if row["digits"] else row["order"]
        yield row["order"], Fault(row["rule"], subject, FILE, row["why"])


def answers() -> Iterator[tuple[str, str, str, str]]:
    """Order, what is told (finding, hold, rejection), of what, and the answer."""
    for pon, fault in findings():
        yield pon, "finding", fault.subject, fault.rule
    for pon, order in ORDERS.items():
        for hold, held in HOLDS[pon].items():
            for digits in held:
                yield pon, "hold", number(order.site, digits), hold
    for row in parsed(EVENTS, EVENT_COLUMNS):
        if row["Class"]:
            yield row["Order"], "rejection", row["When"], row["Class"]
