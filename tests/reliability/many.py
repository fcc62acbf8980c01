"""Many commands of one subprocess, and what files hold once archives are opened."""

import json
import os
import subprocess
import sys
import zipfile
from io import BytesIO
from pathlib import Path

from e911audit.cli.further import FURTHER
from e911audit.reports import KINDS

RUNNER = Path(__file__).with_name("many_commands.py")
ROOT = RUNNER.parents[2]
FURTHER_FILES = [f"{name}{ending}" for name, further in FURTHER.items() for ending in KINDS[further.kind].endings]
"""A file for each ending of each further report that ``report`` knows."""


def further_reports(store: str) -> list[list[str]]:
    """Command lines of ``report`` that write FURTHER_FILES."""
    return [
        ["report", "--store", store, "-o", "beside.md", f"--{Path(file).stem.replace('_', '-')}", file]
        for file in FURTHER_FILES
    ]


def run_many(folder: Path, commands: list[tuple[list[str], str]], **environment: str) -> subprocess.CompletedProcess:
    """Run the command lines in this folder, with temporary files in a folder ``tmp`` beside it."""
    temporary = folder.parent / f"{folder.name}-tmp"
    temporary.mkdir()
    todo = temporary.parent / f"{folder.name}-commands.json"
    todo.write_text(json.dumps(commands), encoding="utf-8")
    return subprocess.run(
        [sys.executable, str(RUNNER), str(todo)],
        cwd=folder,
        capture_output=True,
        timeout=300,
        check=False,
        env={**os.environ, "PYTHONPATH": str(ROOT), "TMPDIR": str(temporary), **environment},
    )


def files_in(folder: Path) -> dict[str, bytes]:
    """Every file under a folder by its relative name."""
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}


def opened(name: str, content: bytes) -> dict[str, bytes]:
    """The content and, for an archive, that of each of its members, by name."""
    found = {name: content}
    if content.startswith(b"PK\x03\x04"):
        with zipfile.ZipFile(BytesIO(content)) as archive:
            for member in archive.namelist():
                found |= opened(f"{name}!{member}", archive.read(member))
    return found
