"""The store: where it lies, and whether it is sound."""

from collections.abc import Iterator
from pathlib import Path, PurePath
from tempfile import TemporaryFile

from e911audit.errors import E911AuditError, StoreRefused
from e911audit.health.machine import space
from e911audit.health.told import Health, Told, told
from e911audit.store import Store, shown
from e911audit.store.backup import backups

NETWORK = ("nfs", "cifs", "smb", "afs", "9p", "fuse.sshfs", "davfs", "ncpfs")
"""How the types of network file systems begin in the list of mounts."""
MOUNTS = Path("/proc/mounts")


def store(url: str, *, asked: bool) -> Iterator[Told]:
    """The store: its place, and whether it is sound."""
    file = Path(url.removeprefix("sqlite:///")) if url.startswith("sqlite:///") else None
    if file is not None:
        yield from _place(file)
        if not (file.is_file() and file.stat().st_size):  # opening an empty file would make a store of it
            advice = f"[{StoreRefused.refusal}] Run 'e911audit load PATH' first, or name another with --store."
            yield told(not asked, f"store {file}: not there yet", advice)
            return
    try:
        opened = Store.open(url)
    except E911AuditError as fault:
        yield Told(Health.WRONG, fault.sentence.rstrip("."), f"[{fault.refusal}] {fault.advice}")
        return
    damage = opened.integrity()
    opened.close()
    advice = "Load the spreadsheets into a new one with --store."
    yield told(not damage, f"store {shown(url)}: {damage.rstrip('.') or 'sound'}", advice)
    for copy in backups(opened.file) if opened.file else []:
        yield Told(Health.OK, f"{copy}: the store as it was before a newer schema")


def _place(file: Path) -> Iterator[Told]:
    folder = file.parent
    kind = network(str(folder.absolute()), MOUNTS.read_text(encoding="utf-8") if MOUNTS.is_file() else "")
    advice = "Keep the store on a disk of this machine: locks of network shares lose data when two programs write."
    yield told(not kind, f"folder of the store: {kind or 'on this machine'}", advice, Health.WARNING)
    try:
        with TemporaryFile(dir=folder):
            pass
    except OSError as fault:
        yield Told(
            Health.WRONG, f"nothing can be written to {folder} ({fault.strerror})", "Choose another with --store."
        )
        return
    yield space(folder, f"the store in {folder}")


def network(folder: str, mounts: str) -> str:
    """What kind of network share a folder lies on, blank for none: a UNC path, or by the list of mounts (proc(5))."""
    if folder.startswith(("\\\\", "//")):
        return "a network share (UNC)"
    inside = (line.split() for line in mounts.splitlines())
    over = [
        (len(point), kind)
        for _, point, kind, *_ in inside
        if PurePath(folder).is_relative_to(point.replace("\\040", " "))
    ]
    kind = max(over, default=(0, ""))[1]
    return f"a network share ({kind})" if kind.startswith(NETWORK) else ""
