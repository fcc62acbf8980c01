"""The catalogue: every family registers its rules when it is imported."""

from e911audit.rules import (
    addresses,
    area_codes,
    borrowed,
    calling,
    coordinates,
    devices,
    duplicates,
    duties,
    hygiene,
    interiors,
    life_safety,
    lines,
    locations,
    number_status,
    numbers,
    points,
    porting,
    postal,
    record_contents,
    record_places,
    service_classes,
    street_guide,
    waivers,
)
from e911audit.rules.rule import RULES, Among, Rule, find

FAMILIES = (
    addresses,
    borrowed,
    postal,
    locations,
    coordinates,
    points,
    interiors,
    numbers,
    number_status,
    area_codes,
    service_classes,
    record_contents,
    record_places,
    duplicates,
    devices,
    calling,
    duties,
    lines,
    life_safety,
    street_guide,
    porting,
    hygiene,
    waivers,
)
"""The modules that hold the rules, in the order of the catalogue's families."""

__all__ = ["FAMILIES", "RULES", "Among", "Rule", "find"]
