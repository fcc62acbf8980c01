"""The tables: where things came from, the inventory, and what was judged."""

from e911audit.model.audit import Clause, Finding, Outcome, Run
from e911audit.model.geocode import Geocode
from e911audit.model.inventory import (
    INVENTORY,
    Address,
    Building,
    CarrierNumber,
    Device,
    E911Record,
    Elevator,
    Evidence,
    ExchangeFile,
    Line,
    Location,
    MsagRange,
    NetworkElement,
    Number,
    Place,
    Site,
    System,
    Waiver,
)
from e911audit.model.origin import Row, Sheet, Source

__all__ = [
    "INVENTORY",
    "Address",
    "Building",
    "CarrierNumber",
    "Clause",
    "Device",
    "E911Record",
    "Elevator",
    "Evidence",
    "ExchangeFile",
    "Finding",
    "Geocode",
    "Line",
    "Location",
    "MsagRange",
    "NetworkElement",
    "Number",
    "Outcome",
    "Place",
    "Row",
    "Run",
    "Sheet",
    "Site",
    "Source",
    "System",
    "Waiver",
]
