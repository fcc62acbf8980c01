"""What a user may set: the options of a run, from the command line, else ``e911audit.toml``, else the defaults."""

import difflib
import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from e911audit.errors import BadConfig
from e911audit.signoff.gate import Acceptance
from e911audit.values import Severity

FILE = "e911audit.toml"
SETTINGS = tuple("cutover strictness fail_on profiles law port_calendar rules geocoder signoff".split())
STRICTNESS = ("default", "strict", "relaxed")
SECRET = re.compile(r"key|token|secret|passw|credential|auth_id|app_id|app_code|client_id|username|prox")
"""Names of a geocoder's options that hold what nobody else may read."""
FINGERPRINT = re.compile(r"[0-9a-f]{64}")
VARIABLE = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")


@dataclass(frozen=True, kw_only=True)
class Geocoder:
    """A geocoder that may be asked; without one no address leaves the machine.

    ``options`` are given to geopy's geocoder as they are. Keys and passwords never stand in the file:
    ``from_environment`` names, for each such option, the environment variable that holds it.
    """

    service: str
    """geopy's name of the service: nominatim, pelias, photon, google, here, ..."""
    options: Mapping[str, Any] = field(default_factory=dict)
    """Options of geopy's geocoder, such as the ``domain`` of a server of your own."""
    from_environment: Mapping[str, str] = field(default_factory=dict)
    """Option -> the environment variable that holds its value."""
    pause_seconds: float = 1.0
    """Least time between two questions; public servers ask for a second."""
    retries: int = 2
    """How often a question is asked again after an error."""
    wait_seconds: float = 5.0
    """Time between an error and the next try."""


@dataclass(frozen=True, kw_only=True)
class Signing:
    """Who signs a cutover, and what was accepted although nobody could judge it."""

    roles: tuple[str, ...] = ("911 coordinator", "facilities or life safety", "telecom", "project")
    """The roles that must sign, each once."""
    keys: Mapping[str, str] = field(default_factory=dict)
    """Role -> the fingerprint that its key must have, as 'e911audit signoff key' prints it."""
    accept: tuple[Acceptance, ...] = ()
    """Rules that a person accepts as not judged: tables [[signoff.accept]] with rules, by and reason."""


@dataclass(frozen=True, kw_only=True)
class Config:
    """The settings of one run.

    ``rules`` holds options and a raised ``severity`` by rule code. Severities can be raised, never lowered: the weight
    of a rule that rests on law is no matter of taste.
    """

    as_of: date
    cutover: date | None = None
    strictness: str = "default"
    fail_on: str = "blocker"
    profiles: Path | None = None
    """Folder of profiles of one's own; in the file it counts from the file's folder."""
    law: Path | None = None
    """File of clauses of one's own, laid over the known law; in the file it counts from the file's folder."""
    port_calendar: Path | None = None
    """File of days on which carriers do not port, or the customer does not; in the file it counts from the file's
    folder."""
    rules: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    geocoder: Geocoder | None = None
    signoff: Signing = Signing()

    def options(self, code: str) -> dict[str, Any]:
        """The options that the user set for a rule."""
        return {key: value for key, value in self.rules.get(code, {}).items() if key != "severity"}

    def severity(self, code: str, own: Severity) -> Severity:
        """The severity of a rule: its own, or the graver one that the user set."""
        raised = self.rules.get(code, {}).get("severity")
        return min(own, Severity(raised), key=lambda severity: severity.rank) if raised else own


def read_config(as_of: date, file: Path | None) -> Config:
    """The settings of a file, the defaults without one; BadConfig says which entry is wrong."""
    if file is None:
        return Config(as_of=as_of)
    data = _toml(file)
    known(data, SETTINGS, f"{file}")
    given: dict[str, Any] = {"rules": _rules(data.get("rules", {}), file)}
    if "cutover" in data:
        if type(data["cutover"]) is not date:
            raise BadConfig(f"{file}: cutover must be a date such as 2026-12-15, without quotes.")
        given["cutover"] = data["cutover"]
    for key, choices in (("strictness", STRICTNESS), ("fail_on", (*Severity, "never"))):
        if key in data:
            given[key] = one_of(data[key], choices, f"{file}: {key}")
    for key, what in (("profiles", "folder"), ("law", "file"), ("port_calendar", "file")):
        if key in data:
            if not isinstance(data[key], str):
                raise BadConfig(f"{file}: {key} must be a {what}'s name in quotes.")
            given[key] = file.parent / data[key]
    tables = {"geocoder": _geocoder, "signoff": _signoff}
    given |= {key: read(data[key], file) for key, read in tables.items() if key in data}
    return Config(as_of=as_of, **given)


def _geocoder(facts: Any, file: Path) -> Geocoder:
    """The geocoder's table; an option that holds a key is refused, so that none is ever kept in a file or a store."""
    where = f"{file}: geocoder"
    if not isinstance(facts, dict) or not isinstance(facts.get("service"), str):
        raise BadConfig(f'{where} must be a table with a service, such as service = "nominatim".')
    defaults = {name: value for name, value in asdict(Geocoder(service="")).items() if name != "service"}
    known(facts, ("service", *defaults), where)
    same_kind({name: value for name, value in facts.items() if name != "service"}, defaults, where)
    for name in ("pause_seconds", "retries", "wait_seconds"):
        if facts.get(name, 0) < 0:
            raise BadConfig(f"{where}.{name} must not be negative.")
    for name, value in facts.get("options", {}).items():
        if SECRET.search(name) or not isinstance(value, str | int | float | bool):
            raise BadConfig(
                f"{where}.options.{name} may not stand in the file.",
                advice=f'Put it into an environment variable and write from_environment = {{ {name} = "ITS_NAME" }}.',
            )
    for name, variable in facts.get("from_environment", {}).items():
        if not isinstance(variable, str) or not VARIABLE.fullmatch(variable):
            raise BadConfig(f"{where}.from_environment.{name} must be the name of an environment variable.")
    return Geocoder(**facts)


def _signoff(facts: Any, file: Path) -> Signing:
    """The table of the sign-off; an acceptance without a name or a reason is refused."""
    where = f"{file}: signoff"
    if not isinstance(facts, dict):
        raise BadConfig(f"{where} must be a table.")
    known(facts, ("roles", "keys", "accept"), where)
    roles, keys, accept = facts.get("roles", list(Signing.roles)), facts.get("keys", {}), facts.get("accept", [])
    if not _texts(roles) or len(set(roles)) < len(roles):
        raise BadConfig(f'{where}.roles must be a list of different texts, such as ["911 coordinator", "telecom"].')
    if not isinstance(keys, dict) or not all(
        isinstance(key, str) and FINGERPRINT.fullmatch(key) for key in keys.values()
    ):
        raise BadConfig(f"{where}.keys must name for a role the 64 hexadecimal digits of its key's fingerprint.")
    known(keys, roles, f"{where}.keys")
    if not isinstance(accept, list) or not all(map(_acceptance, accept)):
        raise BadConfig(f"{where}.accept must be tables with rules (a list of codes), by (a name) and reason.")
    accepted = (Acceptance(rule, one["by"], one["reason"]) for one in accept for rule in one["rules"])
    return Signing(roles=tuple(roles), keys=keys, accept=tuple(accepted))


def _acceptance(entry: Any) -> bool:
    whole = isinstance(entry, dict) and entry.keys() == {"rules", "by", "reason"}
    return whole and _texts(entry["rules"]) and _texts([entry["by"], entry["reason"]])


def _texts(values: Any) -> bool:
    """Whether this is a list of texts of which none is blank."""
    return isinstance(values, list) and all(isinstance(value, str) and value.strip() for value in values)


def _toml(file: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(file.read_text(encoding="utf-8-sig"))
    except OSError as fault:
        raise BadConfig(f"{file} cannot be read ({fault.strerror}).") from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as fault:
        raise BadConfig(f"{file} is no TOML ({fault}).") from None


def _rules(rules: Any, file: Path) -> dict[str, dict[str, Any]]:
    if not isinstance(rules, dict) or not all(isinstance(options, dict) for options in rules.values()):
        raise BadConfig(f"{file}: rules must be tables such as [rules.NUM-002].")
    for code, options in rules.items():
        if "severity" in options:
            one_of(options["severity"], list(Severity), f"{file}: severity of {code}")
    return rules


def find_config(paths: Iterable[Path]) -> Path | None:
    """The e911audit.toml of the folder audited, else of the current one."""
    folders = [path if path.is_dir() else path.parent for path in paths]
    return next((folder / FILE for folder in [*folders, Path()] if (folder / FILE).is_file()), None)


def known(data: Mapping[str, Any], keys: Iterable[str], where: str) -> None:
    """Refuse a key that is not known, naming the nearest that is."""
    keys = list(keys)
    for key in data:
        if key not in keys:
            near = difflib.get_close_matches(key, keys, 1)
            hint = f" Do you mean '{near[0]}'?" if near else f" Known are {', '.join(keys)}."
            raise BadConfig(f"{where}: there is no setting '{key}'.{hint}")


def same_kind(data: Mapping[str, Any], defaults: Mapping[str, Any], where: str) -> None:
    """Refuse a value of another kind than the default's; a whole number will do for any number."""
    for key, value in data.items():
        if type(value) is not type(defaults[key]) and (type(value), type(defaults[key])) != (int, float):
            raise BadConfig(f"{where}.{key} must be of the kind of {str(defaults[key]).lower()}, not {value!r}.")


def one_of(value: Any, words: Iterable[str], where: str, advice: str = "") -> str:
    """The value, if it is one of the words; ``where`` names the setting, ``advice`` says what to do about another."""
    words = [str(word) for word in words]
    if value not in words:
        raise BadConfig(f"{where} must be one of {', '.join(words)}, not '{value}'.", advice=advice)
    return str(value)
