"""Templates to a page: everything that input can say is escaped, and the page may ask for nothing from anywhere."""

from base64 import b64encode
from collections.abc import Mapping
from functools import cache
from hashlib import sha256
from importlib.resources import files

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from e911audit.reports.text import cells_words, count_of, visible


def render(template: str, values: Mapping[str, object]) -> str:
    """The page; the same values give the same text."""
    return f"{_environment().get_template(template).render(values)}\n"


@cache
def _environment() -> Environment:
    found = Environment(
        loader=PackageLoader(__package__),
        autoescape=True,  # by the name of the template it would be off: they end in .j2
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=_shown,
    )
    style, script = _part("style.css"), _part("script.js")
    found.globals |= {"style": Markup(style), "script": Markup(script), "policy": policy(style, script)}  # noqa: S704
    found.globals |= {"count_of": count_of, "cells_words": cells_words}
    found.filters["number"] = lambda value: f"{value:,}"
    return found


def _shown(value: object) -> object:
    """A text with its hidden characters as marks; what the templates themselves made stays as it is."""
    return visible(value) if isinstance(value, str) and not isinstance(value, Markup) else value


def _part(name: str) -> str:
    return files(__package__).joinpath("templates", name).read_text(encoding="utf-8")


def policy(style: str, script: str) -> str:
    """What the page may do (Content Security Policy Level 3): use this style and run this script, and nothing else."""
    return (
        f"default-src 'none'; style-src {_hash(style)}; script-src {_hash(script)}; base-uri 'none'; form-action 'none'"
    )


def _hash(text: str) -> str:
    return f"'sha256-{b64encode(sha256(text.encode()).digest()).decode()}'"
