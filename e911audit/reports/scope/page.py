"""The scope map as one page without any other file: for the wall, one site on each sheet of paper."""

from base64 import b64encode
from hashlib import sha256
from importlib.resources import files
from pathlib import Path

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from e911audit.reports.scope import TITLE
from e911audit.reports.text import visible
from e911audit.views.scope_map import UNKNOWN, ScopeMap

PACKAGE = "e911audit.reports.scope"
MOST_CIRCUITS = 6
"""Circuits of a site that the page shows; the workbook has them all."""


def write(scope: ScopeMap, path: Path) -> None:
    """Write the page; equal maps give equal bytes."""
    style = files(PACKAGE).joinpath("page.css").read_text(encoding="utf-8")
    page = _environment().get_template("page.html.j2")
    text = page.render(
        title=TITLE,
        scope=scope,
        style=Markup(style),  # noqa: S704  (a file of ours)
        digest=b64encode(sha256(style.encode()).digest()).decode(),
        most=MOST_CIRCUITS,
        unknown=UNKNOWN,
    )
    path.write_text(text, encoding="utf-8", newline="\n")


def _environment() -> Environment:
    """Templates whose every value is escaped, and none of whose characters is hidden."""
    return Environment(
        loader=PackageLoader("e911audit.reports", "scope"),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=_shown,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def _shown(value: object) -> object:
    return value if isinstance(value, Markup) else visible(str(value))
