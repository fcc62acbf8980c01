"""The named ways to read a cell, as profiles call them."""

from e911audit.intake.cells import Transformer, day, first, line_kind, number, text, whole, written
from e911audit.intake.cells_circuits import channels, number_ranges
from e911audit.intake.cells_money import monthly_cost
from e911audit.intake.cells_network import guid, mac, name_mac, network, network_range, switch, switch_port
from e911audit.intake.cells_notification import notification_parts
from e911audit.intake.cells_numbers import (
    caller_id,
    elin,
    extended_phone,
    extended_phones,
    masked_phone,
    masked_phones,
    phone,
    phones,
    split_phone,
    subject,
)
from e911audit.intake.cells_places import region, state, street, zip_code
from e911audit.intake.cells_roles import provider_roles
from e911audit.intake.cells_walk import traced

TRANSFORMERS: dict[str, Transformer] = {
    "written": written,
    "street": street,
    "text": text,
    "phone": phone,
    "phones": phones,
    "number_ranges": number_ranges,
    "channels": channels,
    "masked_phone": masked_phone,
    "masked_phones": masked_phones,
    "extended_phone": extended_phone,
    "extended_phones": extended_phones,
    "split_phone": split_phone,
    "guid": guid,
    "network": network,
    "network_range": network_range,
    "mac": mac,
    "name_mac": name_mac,
    "first": first,
    "state": state,
    "zip": zip_code,
    "region": region,
    "caller_id": caller_id,
    "elin": elin,
    "switch": switch,
    "switch_port": switch_port,
    "subject": subject,
    "number": number,
    "monthly_cost": monthly_cost,
    "whole": whole,
    "date": day,
    "line_kind": line_kind,
    "notification_parts": notification_parts,
    "provider_roles": provider_roles,
    "traced": traced,
}
"""Name in a profile (``as = "phone"``) -> transformer; ``words = "..."`` names a vocabulary instead."""
