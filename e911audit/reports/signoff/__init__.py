"""A sign-off as files: the pages to print (.html and .pdf) and signoff.json, in a folder of the site's own."""

import hashlib
import re
from pathlib import Path

from e911audit.errors import CannotWrite
from e911audit.reports import placed
from e911audit.signoff.document import Document, Statement, document, spelled

JSON, HTML, PDF = "signoff.json", "signoff.html", "signoff.pdf"
SAFE = re.compile(r"[^A-Z0-9_-]+")
LONGEST = 60
DEVICES = re.compile(r"(CON|PRN|AUX|NUL|COM\d|LPT\d)")
"""Names that Windows keeps for devices."""


def folder_name(code: str) -> str:
    """A folder's name for a site code: one name, on every system, and no other site's even where case is ignored."""
    name = SAFE.sub("_", code)[:LONGEST]
    if name == code and name and not DEVICES.fullmatch(name):
        return name
    return f"{name}-{hashlib.sha256(code.encode(errors='backslashreplace')).hexdigest()[:8]}"


def site_folder(base: Path, code: str) -> Path:
    """The folder of a site under a folder, made where it is missing; CannotWrite where it cannot be."""
    place = base / folder_name(code)
    try:
        place.mkdir(parents=True, exist_ok=True)
    except OSError as failure:
        raise CannotWrite(
            f"The folder {place} cannot be made ({failure.strerror}).", advice="Choose another place with --output."
        ) from failure
    return place


def write(statement: Statement, folder: Path) -> Document:
    """Write the pages and then signoff.json, which holds their digests; returns the document, not signed yet."""
    from e911audit.reports.signoff import html, pdf
    from e911audit.reports.signoff.blocks import blocks

    made = document(statement)
    content = tuple(blocks(made))
    title = f"Sign-off of site {statement['site']['code']}"
    for name, writer in ((HTML, html), (PDF, pdf)):
        with placed(folder / name) as part:
            writer.write(title, content, part)
            made["pages"][name] = hashlib.sha256(part.read_bytes()).hexdigest()
    write_document(made, folder / JSON)
    return made


def write_document(made: Document, file: Path) -> None:
    """Write signoff.json."""
    with placed(file) as part:
        part.write_bytes(spelled(made))
