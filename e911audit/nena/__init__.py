"""NENA version 2.1 fixed-width records: ALI (512 characters) and MSAG (200), read and written to the letter.

What stands where is data (``data/*.csv``), each field with its source and how certain it is.
"""

from e911audit.nena.codec import Unfit, decode, encode, faults
from e911audit.nena.file import NenaFile, closing, encode_file, read_file, write_file
from e911audit.nena.layout import Field, Format, Layout, formats
from e911audit.nena.lines import Line, Role, Shape, lines, recognise
from e911audit.nena.tally import Tally

__all__ = [
    "Field", "Format", "Layout", "Line", "NenaFile", "Role", "Shape", "Tally", "Unfit", "closing", "decode", "encode",
    "encode_file", "faults", "formats", "lines", "read_file", "recognise", "write_file",
]  # fmt: skip
