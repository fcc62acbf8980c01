"""The scope map as a workbook, and as a page that is pinned to the wall."""

from importlib import import_module
from pathlib import Path

from e911audit.reports import check_ending, placed
from e911audit.views.scope_map import ScopeMap

TITLE = "Scope map: who owns what, and whom to call"
FORMATS = {".xlsx": "e911audit.reports.scope.workbook", ".html": "e911audit.reports.scope.page"}
"""Ending of the file -> module that writes it."""


def write(scope: ScopeMap, path: Path) -> None:
    """Write the map; CannotWrite leaves an older file as it was."""
    module = import_module(FORMATS[check_ending(path, "scope")])
    with placed(path) as part:
        module.write(scope, part)
