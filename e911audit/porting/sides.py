"""The two sides of the comparison: the carrier's record of an account, and a letter with its order."""

from datetime import date
from typing import NamedTuple

from e911audit.places.place import Written

NOWHERE = Written()


class Record(NamedTuple):
    """What the losing carrier has on file of an account; "" and nothing where it does not say."""

    account: str = ""
    name: str = ""
    dba: str = ""
    service: Written = NOWHERE
    billing: Written = NOWHERE
    btn: str = ""
    pin_required: str = ""
    contacts: str = ""
    numbers: frozenset[str] = frozenset()
    received_on: date | None = None


class Letter(NamedTuple):
    """What a letter and its order say."""

    account: str = ""
    name: str = ""
    service: Written = NOWHERE
    billing: Written = NOWHERE
    btn: str = ""
    new_btn: str = ""
    numbers: frozenset[str] = frozenset()
    signer: str = ""
    title: str = ""
    order_account: str = ""
    pin_held: str = ""
    extent: str = ""
    """full, partial or ""."""
    signed_on: date | None = None
    submitted_on: date | None = None
