"""Bytes to rows of text; this layer knows nothing of telephones."""

from e911audit.sheets.read import OTHER_SPREADSHEETS, READERS, foresee, read
from e911audit.sheets.table import Table, letter

__all__ = ["OTHER_SPREADSHEETS", "READERS", "Table", "foresee", "letter", "read"]
