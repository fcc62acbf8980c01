"""What is installed: libraries, profiles with plug-ins, the blank workbook."""

import re
from collections.abc import Iterable, Iterator, Mapping
from importlib.metadata import PackageNotFoundError, entry_points, requires, version
from pathlib import Path

import e911audit
from e911audit.errors import E911AuditError
from e911audit.health.told import Health, Told, told
from e911audit.intake.known import PLUGINS, profiles
from e911audit.intake.template import FILE, HEADER_ROW
from e911audit.sheets import File, read

PACKAGE = Path(e911audit.__file__).parent
NAME = re.compile(r"[a-z0-9.-]+")
"""The name of a library where a requirement begins (PEP 508)."""


def needed() -> list[str]:
    """The names of the libraries without which the program does not run."""
    try:
        found = requires("e911audit") or []
    except PackageNotFoundError:  # run from its folder, without being installed
        return []
    return sorted(_name(entry) for entry in found if "extra ==" not in entry)


def tested() -> dict[str, str]:
    """Library -> the version with which the program was tested; empty where that list was not installed."""
    places = (PACKAGE / "constraints.txt", PACKAGE.parent / "constraints.txt")
    lines = next((place.read_text(encoding="utf-8").splitlines() for place in places if place.is_file()), [])
    return {_name(line): line.partition("==")[2].strip() for line in lines if "==" in line and line[0] != "#"}


def libraries(names: Iterable[str], versions: Mapping[str, str]) -> Iterator[Told]:
    """Each library beside the version with which it was tested."""
    for name in names:
        try:
            found = version(name)
        except PackageNotFoundError:
            yield Told(Health.WRONG, f"{name} is not installed", "Run 'pip install e911audit' again.")
            continue
        advice = f"Tested with {versions.get(name)}; install with --constraint constraints.txt."
        yield told(versions.get(name, found) == found, f"{name} {found}", advice, Health.WARNING)


def _name(requirement: str) -> str:
    found = NAME.match(requirement.strip().lower().replace("_", "-"))
    return found.group() if found else ""


def known_profiles() -> Iterator[Told]:
    """The package's profiles and its plug-ins', each of which must be readable."""
    plugged = sorted(point.name for point in entry_points(group=PLUGINS))
    try:
        yield Told(Health.OK, f"{len(profiles())} profiles")
    except E911AuditError as fault:
        yield Told(Health.WRONG, fault.sentence.rstrip("."), f"[{fault.refusal}] {fault.advice}")
    yield Told(Health.OK, f"plug-ins: {', '.join(plugged) or 'none'}")


def template(package: Path) -> Told:
    """Whether the blank workbook that came with the program has the columns that this version reads."""
    places = (folder / "templates" / FILE for folder in (package, package.parent))
    file = next((place for place in places if place.is_file()), None)
    if file is None:
        return Told(Health.WARNING, "no blank workbook came with the program", "'e911audit template DIR' writes one.")
    found = {table.name: [*table.rows][HEADER_ROW - 1 : HEADER_ROW] for table in read(File(file))}
    lacking = [
        profile.title
        for profile in profiles()
        if profile.in_template
        and {field.headers[0] for field in profile.fields if field.in_template}
        - {cell for row in found.get(profile.title, []) for cell in row}
    ]
    seen = f"blank workbook {FILE}" + (f" is of another version ({', '.join(lacking)})" if lacking else "")
    return told(not lacking, seen, "Fill in the one that 'e911audit template DIR' writes.", Health.WARNING)
