"""Looks at what the program is made of: libraries as pinned, sound together, under licences that we may ship with.

    python -m tables.supply            checks (make supply)
    python -m tables.supply --write    also writes docs/licences.md anew

Known vulnerabilities are asked for with pip-audit where it is installed and its service answers; where not, that is
said and is no fault, so that a machine without a network can do the rest.
"""

import subprocess
import sys
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, files, metadata, requires, version
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from tables.licences import licence, may_ship

ROOT = Path(__file__).parents[1]
CONSTRAINTS = ROOT / "constraints.txt"
PAGE = ROOT / "docs" / "licences.md"
USES = {
    "": "the program",
    "postgresql": "stores in PostgreSQL",
    "fleet": "fleets",
    "dev": "development",
    "bench": "the benchmark",
}
"""Extra of pyproject.toml -> what its libraries are for, the nearest to the user first."""
HEAD = """<!-- Written by 'python -m tables.supply --write'. -->

# Licences

Every library that is pinned in `constraints.txt`, by its own metadata. None of them is part of the program's package:
pip fetches each under its own licence. `make supply` compares this page with what is installed, and refuses a library
whose licence is not on the list in `tables/licences.py`.

| library | licence | for |
|---|---|---|
"""


SKIPPED = "could not be audited"
"""What pip-audit says of a library that its service does not know."""


@dataclass(frozen=True)
class Library:
    """A pinned library as it is installed; ``version`` and ``licence`` are blank where it is not."""

    name: str
    pinned: str
    version: str
    licence: str
    use: str


def pins(text: str) -> dict[str, str]:
    """Library -> the version that constraints.txt pins it to."""
    lines = (line.partition("==") for line in text.splitlines() if line and not line.startswith("#"))
    return {canonicalize_name(name.strip()): pinned.strip() for name, _, pinned in lines}


def needed(asked: Iterable[str]) -> set[str]:
    """The libraries that these requirements bring, with all that they need themselves, on this machine."""
    found: set[str] = set()
    todo = [one for one in map(Requirement, asked) if _holds(one, {""})]
    while todo:
        one = todo.pop()
        name = canonicalize_name(one.name)
        if name in found:
            continue
        found.add(name)
        try:
            further = map(Requirement, requires(name) or ())
        except PackageNotFoundError:
            continue
        todo += [entry for entry in further if _holds(entry, one.extras or {""})]
    return found


def _holds(requirement: Requirement, extras: set[str]) -> bool:
    """Whether a requirement is one on this machine, for any of these extras."""
    marker = requirement.marker
    return marker is None or any(marker.evaluate({"extra": extra}) for extra in extras)


def uses(project: Mapping[str, object]) -> dict[str, str]:
    """Library -> what it is for, by the ``[project]`` table of pyproject.toml."""
    extras = project["optional-dependencies"]
    found: dict[str, str] = {}
    for extra, use in USES.items():
        for name in needed(extras[extra] if extra else project["dependencies"]):  # type: ignore[index]
            found.setdefault(name, use)
    return found


def library(name: str, pinned: str, use: str) -> Library:
    """What is installed under this name."""
    try:
        return Library(name, pinned, version(name), licence(metadata(name), _texts(name)), use)
    except PackageNotFoundError:
        return Library(name, pinned, "", "", use)


def _texts(name: str) -> Iterator[str]:
    """The texts of the licences that a library ships."""
    for file in files(name) or ():
        if "LICEN" in file.name.upper():
            yield file.read_text(encoding="utf-8")


def faults(libraries: Iterable[Library], used: Mapping[str, str]) -> Iterator[str]:
    """What is wrong with the libraries, one sentence each."""
    libraries = list(libraries)
    for one in libraries:
        if not one.version:
            yield f"{one.name} is pinned and not installed: run 'make supply', which installs everything"
        elif one.version != one.pinned:
            yield f"{one.name} {one.version} is installed, {one.pinned} is pinned"
        if one.version and not may_ship(one.licence):
            yield f"{one.name}: its licence ({one.licence or 'told nowhere'}) is not on the list in tables/licences.py"
    for name in sorted(used.keys() - {one.name for one in libraries}):
        yield f"{name} is needed for {used[name]} and pinned nowhere"


def page(libraries: Iterable[Library]) -> str:
    """The page of licences."""
    rows = sorted(libraries, key=lambda one: ([*USES.values(), ""].index(one.use), one.name))
    return HEAD + "".join(f"| {one.name} | {one.licence} | {one.use} |\n" for one in rows)


def vulnerable() -> tuple[bool, str]:
    """Whether pip-audit knows a vulnerability of what is pinned, and what it says; it may be unable to ask."""
    words = [sys.executable, "-m", "pip_audit", "--requirement", str(CONSTRAINTS), "--no-deps", "--disable-pip"]
    done = subprocess.run(words, capture_output=True, text=True, check=False)  # noqa: S603  (our own words)
    return told_by_audit(done.returncode, done.stdout, done.stderr)


def told_by_audit(code: int, out: str, err: str) -> tuple[bool, str]:
    """What an answer of pip-audit means.

    It ends with 1 both for what it found and for what it could not ask, and with 0 also where its service knew none of
    the libraries, which is no answer.
    """
    skipped = out.count(SKIPPED)
    if code == 0 and skipped:
        return False, f"NOT JUDGED: the service of pip-audit did not know {skipped} of the libraries."
    if code == 0:
        return False, "pip-audit knows no vulnerability of what is pinned."
    if "No module named" in err:
        return False, "NOT ASKED: pip-audit is not installed, so known vulnerabilities were not looked for."
    if "known vulnerabilit" in err:
        return True, out
    return False, f"NOT ASKED: pip-audit could not ask its service ({(err.strip().splitlines() or ['no reason'])[-1]})."


def main(arguments: list[str]) -> int:
    """Check, or write the page as well; returns the exit code."""
    used = uses(tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"])
    pinned = pins(CONSTRAINTS.read_text(encoding="utf-8"))
    libraries = [library(name, version_, used.get(name, "")) for name, version_ in pinned.items()]
    wrong = [*faults(libraries, used)]
    if "--write" in arguments and not wrong:
        PAGE.write_text(page(libraries), encoding="utf-8", newline="\n")
    if not wrong and (not PAGE.is_file() or PAGE.read_text(encoding="utf-8") != page(libraries)):
        wrong.append("docs/licences.md differs from what is installed: run 'python -m tables.supply --write'")
    sound = subprocess.run([sys.executable, "-m", "pip", "check"], capture_output=True, text=True, check=False)
    wrong += sound.stdout.strip().splitlines() if sound.returncode else []
    known, told = vulnerable()
    wrong += [told] if known else []
    for sentence in wrong:
        print(sentence, file=sys.stderr)
    print(f"{len(libraries)} libraries, {len({one.licence for one in libraries})} licences, {len(wrong)} faults.")
    if not known:
        print(told)
    return bool(wrong)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
