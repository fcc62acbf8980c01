"""The keys of e911audit.toml: those of a run, and the options of rules."""

import sys
from collections.abc import Iterator
from dataclasses import MISSING, Field, fields
from typing import Any

from docs.generators.commands import commands
from docs.generators.docstrings import attribute_docstrings
from docs.generators.markdown import block, code, page, plain, reason, table
from e911audit.config import Config, Geocoder, Signing, find_config
from e911audit.rules import RULES

BELOW = {
    "profiles": "Folder of your own profiles, read before the known ones; it counts from the file's folder.",
    "law": "File of clauses of your own, see [Law](law.md); it counts from the file's folder.",
    "port_calendar": (
        "File (.csv) of days on which carriers or the project do not port: columns carrier (blank: all), from, to "
        "(blank: that day), kind (holiday, freeze or maintenance), name; it counts from the file's folder."
    ),
    "rules": "Tables of options by rule code, see Rules.",
    "geocoder": "A table, see Geocoder.",
    "signoff": "A table, see Sign-off.",
}
EXAMPLE = """\
[geocoder]
service = "nominatim"
options = { domain = "nominatim.example.com" }
# or a commercial one, whose key stands in an environment variable:
# service = "google"
# from_environment = { api_key = "GOOGLE_API_KEY" }
"""


def keys() -> list[str]:
    """List the keys that the file may hold: all settings of a run but its day, which only the command line gives."""
    return [one.name for one in fields(Config) if one.name != "as_of"]


def pages() -> Iterator[tuple[str, str]]:
    """Yield the page of the settings."""
    yield (
        "settings.md",
        page(
            "# Settings",
            reason(sys.modules[Config.__module__].__doc__),
            f"Which file: {reason(find_config.__doc__)}",
            "## Keys",
            table(("Key", "Without it", "What it is"), map(_key, keys())),
            "## Rules",
            reason((Config.__doc__ or "").partition("\n\n")[2]),
            table(("Rule", "Option", "Without it"), _options()),
            "## Geocoder",
            *map(reason, (Geocoder.__doc__ or "").split("\n\n")),
            block(EXAMPLE),
            table(("Key", "Without it", "What it is"), _geocoder()),
            "## Sign-off",
            f"{reason(Signing.__doc__)} See [Sign-off](signoff.md).",
            table(("Key", "Without it", "What it is"), _signoff()),
        ),
    )


def _key(name: str) -> tuple[str, str, str]:
    found: Field[Any] = next(one for one in fields(Config) if one.name == name)
    default = "" if not isinstance(found.default, str) else code(f'"{found.default}"')
    return code(name), default, plain(BELOW.get(name) or _help(name))


def _geocoder() -> Iterator[tuple[str, str, str]]:
    told = attribute_docstrings(Geocoder)
    for one in fields(Geocoder):
        default = "" if one.default is MISSING else code(one.default)
        yield code(one.name), default, reason(told.get(one.name))


def _signoff() -> Iterator[tuple[str, str, str]]:
    told = attribute_docstrings(Signing)
    for one in fields(Signing):
        default = ", ".join(one.default) if isinstance(one.default, tuple) else ""
        yield code(one.name), default, reason(told.get(one.name))


def _help(name: str) -> str:
    """Quote what the command line says about the option of this name."""
    option = f"--{name.replace('_', '-')}"
    return next((one.help for one in commands()["audit"].params if option in one.opts), "")


def _options() -> Iterator[tuple[str, str, str]]:
    yield "every rule", code("severity"), "the rule's own"
    for rule in sorted(RULES.values(), key=lambda rule: rule.code):
        for name, value in rule.options.items():
            yield (
                f"[{rule.code}](rules/{rule.code}.md)",
                code(name),
                code(str(value).lower() if isinstance(value, bool) else value),
            )
