"""The Numbers and Devices sheets of the inventory, with what is wrong in them."""

from collections.abc import Iterator
from random import Random

from plan import CROSS_SLOT, PAIR_SLOT, SLOTS, Plan, Row, addressed, code, day, digits, location, place, system, written
from town import CITIES, HOMES, PER_SITE, Address, addresses, bad_number, telephone

IN_USE, UNUSED = ("Active", "Active", "active", "ACTIVE"), ("Spare", "spare", "Disconnected")
YES, NO, BLANKS = ("Yes", "Yes", "Y", "yes", "TRUE"), ("No", "N"), (None, None, "  ")

KINDS = {"offprem": "Softphone", "nonfixed_onprem": "Wi-Fi Handset", "fixed_onprem": "IP Phone"}
CLASSES = {"offprem": "V", "nonfixed_onprem": "J", "fixed_onprem": "K"}


def endpoint(position: int) -> str:
    """How a site's device stands at a position: at home, or every third one moves, or it is fixed."""
    if place(position) >= PER_SITE - HOMES:
        return "offprem"
    return "nonfixed_onprem" if position % 3 == 2 else "fixed_onprem"


def numbers(shape: Plan) -> Iterator[Row]:
    """The Numbers sheet. The last numbers of a site are odd: no valid ones, then ones that the next site has too."""
    usual = shape.numbers // shape.sites
    bad, twice = max(1, usual // 100), max(1, usual // 150)
    for site in range(shape.sites):
        rng, texts, count = Random(f"numbers {site}"), addresses(site), shape.share(shape.numbers, site)
        for position in range(count):
            left = count - position
            sure = left <= bad + twice or position < shape.share(shape.devices, site)
            owner = (site - site % 2, usual - left) if left <= twice else (site, position)
            digit = bad_number(site * bad + left - twice) if twice < left <= bad + twice else digits(*owner)
            yield number_row(rng, (site, position), sure, digit, texts[place(position)])


def number_row(rng: Random, where: tuple[int, int], sure: bool, digit: str, address: Address) -> Row:
    """One row of Numbers; sure ones are in use and have their site, so that nobody may doubt what is wrong."""
    site, position = where
    used = sure or rng.random() < 0.7
    own = addressed(site) and rng.random() < 0.8
    return {
        "Telephone Number": telephone(rng, digit), "Kind": rng.choice(("DID", "DID", "DID", "did")),
        "Site Code": code(site) if sure or rng.random() < 0.95 else None,
        "Location ID": location(site, position) if addressed(site) and rng.random() < 0.97 else None,
        **written(address if own else None), "Assigned To": f"User {site}-{position}",
        "Status": rng.choice(IN_USE if used else UNUSED), "Carrier": "Northway Telecom", "Service": "SIP",
        "E911 Provisioned": "Yes" if used and rng.random() < 0.98 else "No",
        "E911 Status": "OK" if used else None, "Class Of Service": CLASSES[endpoint(position)], "Type Of Service": 0,
        "ESN": 100 + site % 40, "Rate Center": CITIES[site % len(CITIES)].name.upper(),
        "Route Target": system(site), "Caller Name": "NORTHWAY CLINICS", "Directory Listing": "No",
    }  # fmt: skip


def devices(shape: Plan) -> Iterator[Row | None]:
    """The Devices sheet, with a blank row now and then. The first devices of a site share numbers."""
    usual = shape.devices // shape.sites
    agreed, pairs, crossing = max(1, usual // 80), max(1, usual // 120), max(1, usual // 150)
    for site in range(shape.sites):
        rng, texts = Random(f"devices {site}"), addresses(site)
        for position in range(shape.share(shape.devices, site)):
            slot: tuple[int, int] | None = (site, position)
            if position < 2 * agreed:
                slot = (site, position - position % 2)
            elif position < 2 * (agreed + pairs):
                slot = (site, PAIR_SLOT + position // 2)
            elif position < 2 * (agreed + pairs) + crossing:
                slot = (site - site % 2, CROSS_SLOT + position)
            elif rng.random() < 0.12:
                slot = None
            yield device_row(rng, (site, position), slot, position < 2 * agreed, texts[place(position)])
        if site % 10 == 0:
            yield None


def device_row(
    rng: Random, where: tuple[int, int], slot: tuple[int, int] | None, shared: bool, address: Address
) -> Row:
    """One row of Devices; at a site without address, four in ten have nothing that says where they are."""
    site, position = where
    home = place(position) >= PER_SITE - HOMES
    own = home or (addressed(site) and rng.random() < 0.4)
    known = location(site, position) if rng.random() < (0.95 if addressed(site) else 0.6) else rng.choice(BLANKS)
    digit = digits(*slot) if slot else digits(site, 0)
    mac = f"{0x001B54000000 + site * SLOTS + position:012X}"
    return {
        "Device Name": f"SEP{mac}", "MAC": mac,
        "Model": rng.choice(("8841", "8851", "7841")), "Kind": KINDS[endpoint(position)],
        "Endpoint Kind": endpoint(position),
        "System": system(site), "Extension": 10000 + position,
        "Telephone Number": telephone(rng, digit) if slot else None,
        "Site Code": code(site) + (" " if rng.random() < 0.005 else ""), "Location ID": None if home else known,
        **written(address if own else None), "IP Address": f"10.{site // 250}.{site % 250}.{position % 250 + 2}",
        "Switch": f"sw-{code(site).lower()}-{position // 48}", "Switch Port": f"Gi1/0/{position % 48 + 1}",
        "Emergency Caller ID": telephone(rng, digit),
        "Can Dial 911": rng.choice(YES if rng.random() < 0.95 else NO),
        "Last Seen": day(rng, 60), "Location Updated": day(rng, 60), "Location Source": "user" if home else "static",
        "Shared Line": "Yes" if shared else rng.choice((None, None, "No")), "VPN Hairpin": "No",
    }  # fmt: skip
