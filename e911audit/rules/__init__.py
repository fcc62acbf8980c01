"""The catalogue: every family registers its rules when it is imported."""

from e911audit.rules import (
    adapters,
    addresses,
    borrowed,
    calling,
    coordinates,
    devices,
    duplicates,
    duties,
    elin_pools,
    elins,
    endpoints,
    hygiene,
    interiors,
    life_safety,
    lines,
    locations,
    numbers,
    points,
    porting,
    postal,
    street_guide,
    systems,
    validation,
    waivers,
)
from e911audit.rules.rule import RULES, Among, Rule, find

FAMILIES = (
    addresses,
    borrowed,
    postal,
    locations,
    validation,
    coordinates,
    points,
    interiors,
    numbers,
    duplicates,
    devices,
    endpoints,
    adapters,
    systems,
    calling,
    duties,
    elins,
    elin_pools,
    lines,
    life_safety,
    street_guide,
    porting,
    hygiene,
    waivers,
)
"""The modules that hold the rules, in the order of the catalogue's families."""

__all__ = ["FAMILIES", "RULES", "Among", "Rule", "find"]
