"""Exports with a text of our choice wherever a text may stand: a file for each sheet of the template."""

import csv

from e911audit.intake.cells import vocabularies
from e911audit.intake.known import profiles

TYPED = {"phone": "+1212555{:04}", "phones": "+1212555{:04}", "caller_id": "+1212555{:04}", "date": "2026-11-{:02}",
         "number": "5", "whole": "5"}  # fmt: skip


def write_exports(folder, payloads):
    """Write the files, one row for each payload; returns the folder."""
    for profile in profiles():
        if not profile.in_template:
            continue
        fields = [field for field in profile.fields if field.in_template]
        rows = [[_cell(field, number, text) for field in fields] for number, text in enumerate(payloads)]
        with (folder / f"{profile.title}.csv").open("w", newline="", encoding="utf-8") as file:
            csv.writer(file).writerows([[field.headers[0] for field in fields], *rows])
    return folder


def _cell(field, number, text):
    """A value that the field understands, or the payload where it takes any text."""
    words = field.vocabulary or (field.as_ if field.as_ in vocabularies() else "")
    if words:
        known = sorted({*vocabularies()[words].values()})
        return known[number % len(known)]
    if field.as_ in TYPED:
        return TYPED[field.as_].format(1 + number % 27 if field.as_ == "date" else 100 + number)
    return text
