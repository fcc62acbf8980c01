"""The fields of a Bandwidth order, each with what the paper tells; the PIN is not here."""

from collections.abc import Iterator
from pathlib import Path

from e911audit.reports.port_package.delimited import write_rows
from e911audit.reports.port_package.letter_facts import foc_moment, letter_value
from e911audit.views.port_package import PortPackage

LONGEST = {"Pon": 25, "Subscriber.BusinessName": 25, "Subscriber.AccountNumber": 32, "AuthorizingPerson": 15}
"""Characters that Bandwidth takes; it cuts what is longer, and the carrier then compares the rest."""
ADDRESS = {
    "HouseNumber": "house",
    "HouseSuffix": "house_suffix",
    "PreDirectional": "predir",
    "StreetName": "street",
    "StreetSuffix": "posttype",
    "PostDirectional": "postdir",
    "AddressLine2": "line2",
}
"""Field of the service address -> component of the place."""


def write(package: PortPackage, path: Path) -> None:
    """Write field, value and what is to be looked at, one row for each field and for each number."""
    write_rows(path, [("Field", "Value", "To Be Checked"), *_rows(package)])


def _rows(package: PortPackage) -> Iterator[tuple[str, str, str]]:
    for field, value in _fields(package):
        most = LONGEST.get(field)
        long = f"{len(value)} characters, and {most} are taken" if most and len(value) > most else ""
        yield field, value, long
    for one in package.goes:
        yield "TelephoneNumber", one.number, ""


def _fields(package: PortPackage) -> Iterator[tuple[str, str]]:
    yield "Pon", package.order
    yield "RequestedFocDate", foc_moment(package)
    yield "BillingTelephoneNumber", package.facts["btn"]
    yield "NewBillingTelephoneNumber", package.facts["new_btn"]
    yield "AuthorizingPerson", letter_value(package, "Signer")
    yield "PartialPort", {"partial": "true", "full": "false"}.get(package.facts.get("extent", ""), "")
    yield "Subscriber.SubscriberType", "BUSINESS"
    yield "Subscriber.BusinessName", package.told("Business name")
    yield "Subscriber.AccountNumber", package.told("Account")
    for field, part in ADDRESS.items():
        street = f"{package.address['pretype']} {package.address['street']}".strip()
        yield f"Subscriber.ServiceAddress.{field}", street if part == "street" else package.address[part]
    yield "Subscriber.ServiceAddress.City", package.told("City")
    yield "Subscriber.ServiceAddress.StateCode", package.told("State")
    yield "Subscriber.ServiceAddress.Zip", package.address["zip"]
    yield "Subscriber.ServiceAddress.PlusFour", package.address["zip4"]
