"""The scope map as a workbook, and as a page that is pinned to the wall."""

from importlib import import_module
from pathlib import Path

from e911audit.errors import CannotWrite
from e911audit.reports import placed
from e911audit.views.scope_map import ScopeMap

TITLE = "Scope map: who owns what, and whom to call"
FORMATS = {".xlsx": "e911audit.reports.scope.workbook", ".html": "e911audit.reports.scope.page"}
"""Ending of the file -> module that writes it."""


def check_ending(path: Path) -> str:
    """The module that writes this file; CannotWrite for another ending than .xlsx and .html."""
    module = FORMATS.get(path.suffix.lower())
    if module is None:
        raise CannotWrite(f"{path} is no workbook and no page.", advice="Use a name that ends in .xlsx or .html.")
    return module


def write(scope: ScopeMap, path: Path) -> None:
    """Write the map; CannotWrite leaves an older file as it was."""
    module = check_ending(path)
    with placed(path) as part:
        import_module(module).write(scope, part)
