"""The profiles that are known: the package's own, those of plug-ins, and a user's folder of them."""

import hashlib
from collections.abc import Iterable
from functools import cache
from importlib.metadata import entry_points
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path

from e911audit import __version__
from e911audit.errors import BadProfile
from e911audit.intake.profile import Profile
from e911audit.intake.profile_file import read_profile
from e911audit.intake.sources import CONFIG

PLUGINS = "e911audit.profiles"
"""Entry point group: each names a package that holds profiles."""
EXPECTED = "expected.toml"
NO_PROFILES = frozenset((EXPECTED, CONFIG))
"""What else may lie in a folder of profiles: what a sample beside them is expected to become, and the settings."""


@cache
def profiles() -> tuple[Profile, ...]:
    """The profiles of the package and its plug-ins, in the order of the template's sheets, vendors behind them."""
    own = _read_all(files("e911audit.profiles"), "")
    plugged = [
        profile
        for point in entry_points(group=PLUGINS)
        for profile in _read_all(_package(point.value, point.name), f"plug-in {point.name}")
    ]
    return _one_of_each_name([*own, *plugged])


def with_folder(folder: Path | None) -> tuple[Profile, ...]:
    """The profiles, and a user's own before them: one of the same name takes the place of ours."""
    if folder is None:
        return profiles()
    if not folder.is_dir():
        raise BadProfile(
            f"There is no folder of profiles {folder}.", advice="Give the folder that holds the .toml files."
        )
    own = _one_of_each_name(_read_all(folder, f"folder {folder.name}"))
    names = {profile.name for profile in own}
    return (*own, *(profile for profile in profiles() if profile.name not in names))


@cache
def digest(chosen: tuple[Profile, ...]) -> str:
    """What decides how a file is read: this program's version and these profiles, in 16 hexadecimal digits."""
    return hashlib.sha256(f"{__version__} {chosen!r}".encode()).hexdigest()[:16]


def _one_of_each_name(found: Iterable[Profile]) -> tuple[Profile, ...]:
    by_name: dict[str, Profile] = {}
    for profile in found:
        if profile.name in by_name:
            told = " and ".join(sorted({one.origin or "e911audit" for one in (profile, by_name[profile.name])}))
            raise BadProfile(f"Two profiles are called '{profile.name}' ({told}).")
        by_name[profile.name] = profile
    return tuple(sorted(by_name.values(), key=_order))


ORDER = [
    "sites", "buildings", "locations", "network", "numbers", "devices", "systems", "lines", "evidence", "e911-records",
    "msag", "providers", "scope", "demarcs", "contracts", "csr", "waivers",
]  # fmt: skip
"""The template's sheets."""


def _order(profile: Profile) -> tuple[int, str]:
    return (ORDER.index(profile.name) if profile.name in ORDER else len(ORDER), profile.name)


def _package(module: str, name: str) -> Traversable:
    try:
        return files(module)
    except (ImportError, TypeError) as fault:
        raise BadProfile(
            f"The plug-in {name} cannot be used ({fault}).", advice="Uninstall it, or repair it."
        ) from None


def _read_all(folder: Traversable, origin: str) -> list[Profile]:
    found = (entry for entry in folder.iterdir() if entry.name.endswith(".toml") and entry.name not in NO_PROFILES)
    return [read_profile(entry, origin) for entry in sorted(found, key=lambda entry: entry.name)]
