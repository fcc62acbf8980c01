"""The catalogue: every family registers its rules when it is imported."""

from e911audit.rules import (
    addresses,
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
    location_text,
    locations,
    network_elements,
    numbers,
    points,
    porting,
    postal,
    street_guide,
    wiremap,
)
from e911audit.rules.rule import RULES, Among, Rule, find

FAMILIES = (
    addresses,
    borrowed,
    postal,
    locations,
    location_text,
    wiremap,
    network_elements,
    coordinates,
    points,
    interiors,
    numbers,
    duplicates,
    devices,
    calling,
    duties,
    lines,
    life_safety,
    street_guide,
    porting,
    hygiene,
)
"""The modules that hold the rules, in the order of the catalogue's families."""

__all__ = ["FAMILIES", "RULES", "Among", "Rule", "find"]
