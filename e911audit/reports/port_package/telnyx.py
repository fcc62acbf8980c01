"""The fields of a Telnyx porting order; who sends it adds the PIN, which is not here."""

import json
from pathlib import Path
from typing import Any

from e911audit.reports.port_package.letter_facts import foc_moment, letter_value
from e911audit.views.port_package import PortPackage


def write(package: PortPackage, path: Path) -> None:
    """Write the body of the order; blanks are fields that nobody told."""
    path.write_text(json.dumps(_body(package), indent=2, ensure_ascii=False) + "\n", encoding="utf-8", errors="replace")


def _body(package: PortPackage) -> dict[str, Any]:
    return {
        "customer_reference": package.order,
        "phone_numbers": [one.number for one in package.goes],
        "end_user": {
            "admin": {
                "entity_name": package.told("Business name"),
                "auth_person_name": letter_value(package, "Signer"),
                "billing_phone_number": package.facts["btn"],
                "account_number": package.told("Account"),
            },
            "location": {
                "street_address": package.told("Service address"),
                "locality": package.told("City"),
                "administrative_area": package.told("State"),
                "postal_code": package.told("ZIP"),
                "country_code": "US",
            },
        },
        "misc": {
            "type": package.facts.get("extent", ""),
            "remaining_numbers_action": package.facts.get("remaining_numbers", ""),
            "new_billing_phone_number": package.facts["new_btn"],
        },
        "activation_settings": {"foc_datetime_requested": foc_moment(package)},
    }
