"""From the findings of a run to its sure corrections; the table says which rule's findings have one."""

from collections import defaultdict
from collections.abc import Callable, Iterable
from types import MappingProxyType

from e911audit.correcting.addresses import lifted
from e911audit.correcting.book import Book
from e911audit.correcting.inventory import called_back, located, sited
from e911audit.correcting.records import (
    changed,
    deleted,
    elin_recorded,
    inserted,
    migrated,
    of_guide_community,
    of_right_esn,
    spelled_as_guide,
)
from e911audit.correcting.spelling import normalised
from e911audit.store.store import Store
from e911audit.values import Status
from e911audit.views.correction import RECORD_911, Correction, Corrections
from e911audit.views.result import Finding, Result

Corrector = Callable[[Book, Finding], list[Correction]]
"""Answers one finding; an empty list where nothing is sure."""

CORRECTORS: MappingProxyType[str, Corrector] = MappingProxyType(
    {
        "CBN-011": called_back,
        "CBN-013": elin_recorded,
        "DEV-003": sited,
        "HYG-008": normalised,
        "LOC-001": located,
        "LOC-018": lifted,
        "LOC-020": located,
        "LOC-021": located,
        "LOC-022": located,
        "LOC-023": located,
        "MSA-004": spelled_as_guide,
        "MSA-006": of_right_esn,
        "MSA-007": of_guide_community,
        "NUM-001": inserted,
        "NUM-006": changed,
        "NUM-007": deleted,
        "NUM-010": called_back,
        "NUM-017": migrated,
    }
)
"""Rule code -> what corrects its findings. A rule that is not here has no correction that could be sure."""


def correct(store: Store, result: Result, findings: Iterable[Finding] | None = None) -> Corrections:
    """The sure corrections of open findings (default: all) of a run; the store must still hold what the run judged.

    What is proved depends on all findings of the run, so ``result`` is never cut down to some sites.
    """
    wanted = [one for one in (result.findings if findings is None else findings) if one.status == Status.OPEN]
    with store.work() as connection:
        book = Book(connection, result)
        found = agreed([answer for one in wanted for answer in _answers(book, one)])
    answered = {correction.finding for correction in found}
    return Corrections(
        as_of=result.as_of,
        version=result.version,
        corrections=tuple(found),
        unsure=sum(one.key not in answered for one in wanted),
    )


def _answers(book: Book, finding: Finding) -> list[Correction]:
    corrector = CORRECTORS.get(finding.rule)
    return corrector(book, finding) if corrector else []


def agreed(corrections: list[Correction]) -> list[Correction]:
    """Leave out what two findings would have different: then neither is sure. Changes of a 911 record add up."""
    told: dict[tuple[str, ...], set[str]] = defaultdict(set)
    for one in corrections:
        told[_what(one)].add(one.becomes)
    return [one for one in corrections if one.whole.get("function") == "C" or len(told[_what(one)]) == 1]


def _what(correction: Correction) -> tuple[str, ...]:
    """What a correction is about: a field of a record, or one function for a number's 911 record."""
    if correction.field == RECORD_911:
        return (RECORD_911, *(correction.whole[name] for name in ("npa", "calling_number", "function")))
    return (correction.kind, correction.record, correction.field)
