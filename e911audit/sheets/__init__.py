"""Bytes to rows of text; this layer knows nothing of telephones."""

from e911audit.sheets.file import BROKEN, File, exports_in
from e911audit.sheets.read import ARCHIVE, foresee, is_export, read
from e911audit.sheets.table import MERGED_ROWS, NO_VALUE, Table, letter

__all__ = [
    "ARCHIVE",
    "BROKEN",
    "MERGED_ROWS",
    "NO_VALUE",
    "File",
    "Table",
    "exports_in",
    "foresee",
    "is_export",
    "letter",
    "read",
]
