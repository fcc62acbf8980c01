"""findings.json, format 1: the report for other programs. Equal results give equal bytes."""

import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from e911audit.views.result import Cell, Finding, Outcome, Result, SheetReceipt, SourceReceipt

FORMAT = 1
TOTALS = ("numbers", "devices", "lines", "sites", "addresses", "blocker", "major", "minor", "info")


def write(result: Result, path: Path) -> None:
    """Write findings.json. A lone surrogate, which UTF-8 cannot hold, becomes JSON's own escape for it."""
    with path.open("w", encoding="utf-8", errors="backslashreplace", newline="\n") as file:
        file.writelines(_parts(result))


def _parts(result: Result) -> Iterator[str]:
    """The document piece by piece, one line for each record, so that two runs can be compared line by line."""
    yield "{\n"
    for name, value in _facts(result).items():
        yield f'  "{name}": {_text(value)},\n'
    yield from _list("sources", map(_source, result.sources))
    yield from _list("outcomes", map(_outcome, result.outcomes))
    yield from _list("findings", map(_finding, sorted(result.findings, key=lambda finding: finding.key)))
    yield f'  "totals": {_text({name: result.totals[name] for name in TOTALS})}\n}}\n'


def _list(name: str, records: Iterable[dict[str, Any]]) -> Iterator[str]:
    yield f'  "{name}": ['
    comma = "\n"
    for record in records:
        yield f"{comma}    {_text(record)}"
        comma = ",\n"
    yield "],\n" if comma == "\n" else "\n  ],\n"


def _text(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)


def _facts(result: Result) -> dict[str, Any]:
    return {
        "format": FORMAT,
        "program": {"name": "e911audit", "version": result.version},
        "as_of": result.as_of.isoformat(),
        "cutover": result.cutover.isoformat() if result.cutover else None,
        "strictness": result.strictness,
    }


def _source(source: SourceReceipt) -> dict[str, Any]:
    return {"path": source.path, "sha256": source.sha256, "sheets": [_sheet(sheet) for sheet in source.sheets]}


def _sheet(sheet: SheetReceipt) -> dict[str, Any]:
    names = ("name", "profile", "state", "reason", "rows", "loaded", "ignored", "rejected")
    return {name: getattr(sheet, name) for name in names} | {"reason": "; ".join((sheet.reason, *sheet.notes))}


def _outcome(outcome: Outcome) -> dict[str, Any]:
    names = ("rule", "state", "looked_at", "found", "waived", "unjudged", "missing")
    return {name: getattr(outcome, name) for name in names}


def _finding(finding: Finding) -> dict[str, Any]:
    names = (
        *("key", "rule", "severity", "subject_kind", "subject", "site", "message", "fix", "cites", "affects"),
        "status",
    )
    return {name: getattr(finding, name) for name in names} | {"cells": [_cell(cell) for cell in finding.cells]}


def _cell(cell: Cell) -> dict[str, str]:
    return {"path": cell.path, "sheet": cell.sheet, "cell": cell.cell}
