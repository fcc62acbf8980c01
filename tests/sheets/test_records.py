"""Binary workbooks, made record by record: errors, what is hidden, and leading zeros arrive as from .xlsx."""

import zipfile
from struct import pack

import pytest

from e911audit.errors import UnreadableFile
from e911audit.sheets import File, read

SECTOR = 512
FREE, LAST, TABLE, NONE = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD, 0xFFFFFFFF


def told(path):
    ((table, rows),) = [(table, list(table.rows)) for table in read(File(path))]
    return rows, table.notes


def compound(path, name, content):
    """A compound file ([MS-CFB]) of one stream: header, directory, allocation table, stream."""
    content = content.ljust(4096, b"\0")
    content += bytes(-len(content) % SECTOR)
    sectors = len(content) // SECTOR
    entry = "<64sHBBIII16sIQQIQ"
    root = pack(entry, "Root Entry".encode("utf-16-le"), 22, 5, 1, NONE, NONE, 1, b"", 0, 0, 0, LAST, 0)
    stream = pack(
        entry, name.encode("utf-16-le"), 2 * len(name) + 2, 2, 1, NONE, NONE, NONE, b"", 0, 0, 0, 2, len(content)
    )
    directory = (root + stream).ljust(SECTOR, b"\0")
    chain = [LAST, TABLE, *range(3, sectors + 2), LAST]
    table = b"".join(pack("<I", at) for at in chain).ljust(SECTOR, b"\xff")
    header = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16) + pack(
        "<HHHHH6sIIIIIIIII", 0x3E, 3, 0xFFFE, 9, 6, b"", 0, 1, 0, 0, 4096, LAST, 0, LAST, 0
    )  # fmt: skip
    header += pack("<I", 1) + b"\xff" * 4 * 108
    path.write_bytes(header + directory + table + content)
    return path


def record(kind, body=b""):
    return pack("<HH", kind, len(body)) + body


def xls(path, rows, name="Workbook"):
    begin = lambda kind: record(0x809, pack("<HHHHII", 0x600, kind, 0, 0, 0, 0))  # noqa: E731
    xf = lambda form: record(0xE0, pack("<HH", 0, form) + bytes(16))  # noqa: E731
    zeros = record(0x41E, pack("<HHB", 164, 5, 0) + b"00000")
    bound = lambda offset: record(0x85, pack("<IHBB", offset, 0, 5, 0) + b"Sites")  # noqa: E731
    globals_ = begin(5) + zeros + xf(0) + xf(164)
    length = len(globals_) + len(bound(0)) + len(record(0x0A))
    return compound(path, name, globals_ + bound(length) + record(0x0A) + begin(0x10) + rows + record(0x0A))


def number(row, column, value, style=0):
    return record(0x203, pack("<HHHd", row, column, style, value))


def test_an_xls_tells_its_errors_and_what_is_hidden(tmp_path):
    rows = b"".join(
        [
            record(0x7D, pack("<HHHHHH", 1, 1, 9, 0, 1, 0)),
            record(0x208, pack("<HHHHHHI", 1, 0, 3, 9, 0, 0, 0x20)),
            number(0, 0, 7.0),
            number(1, 0, 2134.0, style=1),
            number(1, 1, 2134.0),
            record(0x205, pack("<HHHBB", 1, 2, 0, 0x2A, 1)),
            record(0x205, pack("<HHHBB", 2, 0, 0, 1, 0)),
            record(0x06, pack("<HHH", 3, 0, 0) + b"\x02\0\x17\0\0\0\xff\xff" + pack("<HIH", 0, 0, 0)),
            record(0xBD, pack("<HHHIHIH", 4, 0, 1, 3 << 2 | 2, 0, 4 << 2 | 2, 1)),
        ]
    )
    found, notes = told(xls(tmp_path / "old.xls", rows))
    assert found == [
        ["7", "", ""],
        ["02134", "2134", "#N/A"],
        ["TRUE", "", ""],
        ["#REF!", "", ""],
        ["00003", "4", ""],
    ]
    assert notes == (
        "1 hidden row (2)",
        "1 hidden column (B)",
        "2 error cells",
        "leading zeros restored from the cells' format",
    )


def test_an_xls_whose_records_lie_is_refused(tmp_path):
    with pytest.raises(UnreadableFile, match="damaged"):
        told(xls(tmp_path / "old.xls", record(0x203, b"\0")))


def varied(kind, body=b""):
    low = bytes([kind]) if kind < 128 else bytes([kind & 0x7F | 0x80, kind >> 7])
    return low + bytes([len(body)]) + body


def xlsb(path, rows, end=True):
    wide = lambda text: pack("<I", len(text)) + text.encode("utf-16-le")  # noqa: E731
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    packages = "http://schemas.openxmlformats.org/package/2006/relationships"
    relation = f'<Relationships xmlns="{packages}"><Relationship Id="rId1" Type="{office}/{{}}" Target="{{}}"/></Relationships>'
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("_rels/.rels", relation.format("officeDocument", "xl/workbook.bin"))
        archive.writestr("xl/_rels/workbook.bin.rels", relation.format("worksheet", "worksheets/sheet1.bin"))
        book = varied(153, pack("<II", 1, 0) + wide("")) + varied(156, pack("<II", 0, 1) + wide("rId1") + wide("Sites"))
        archive.writestr("xl/workbook.bin", varied(131) + varied(143) + book + varied(144) + varied(132))
        size = varied(148, pack("<IIII", 0, 9, 0, 9))
        cells = varied(145) + rows + (varied(146) + varied(130) if end else b"")
        archive.writestr("xl/worksheets/sheet1.bin", varied(129) + size + cells)
    return path


def row_of(number, hidden=False):
    return varied(0, pack("<IIHBBB", number, 0, 300, 0, 0x10 * hidden, 0) + pack("<I", 0))


def cell(kind, column, value):
    return varied(kind, pack("<II", column, 0) + value)


def test_an_xlsb_tells_its_errors_what_is_hidden_and_its_calendar(tmp_path):
    rows = (
        row_of(0) + cell(5, 0, pack("<d", 7)) + row_of(1, hidden=True) + cell(3, 1, b"\x2a") + cell(5, 2, pack("<d", 8))
    )
    found, notes = told(xlsb(tmp_path / "new.xlsb", rows))
    assert found == [["7", "", ""], ["", "#N/A", "8"]]
    assert notes == ("1904 dates", "1 hidden row (2)", "1 error cell")


def test_an_xlsb_that_breaks_off_is_refused(tmp_path):
    with pytest.raises(UnreadableFile, match="breaks off"):
        told(xlsb(tmp_path / "new.xlsb", row_of(0) + cell(5, 0, pack("<d", 7)), end=False))


def test_an_ods_is_read_and_says_what_is_not_seen(tmp_path):
    office = "urn:oasis:names:tc:opendocument:xmlns"
    names = " ".join(f'xmlns:{name}="{office}:{name}:1.0"' for name in ("office", "table", "text", "calcext"))
    row = (
        '<table:table-row><table:table-cell office:value-type="string"><text:p>Site</text:p></table:table-cell>'
        '<table:table-cell office:value-type="float" office:value="5"><text:p>5</text:p></table:table-cell>'
        '<table:table-cell table:formula="of:=NA()" office:value-type="string" calcext:value-type="error">'
        "<text:p>#N/A</text:p></table:table-cell></table:table-row>"
    )
    body = f'<office:spreadsheet><table:table table:name="Sites">{row}</table:table></office:spreadsheet>'
    with zipfile.ZipFile(tmp_path / "sites.ods", "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr(
            "META-INF/manifest.xml", '<manifest xmlns="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"/>'
        )
        archive.writestr(
            "content.xml",
            f'<?xml version="1.0"?><office:document-content {names}><office:body>{body}</office:body></office:document-content>',
        )
    found, notes = told(tmp_path / "sites.ods")
    assert found == [["Site", "5", "#N/A"]]
    assert notes == ("hidden rows and formats of .ods files are not seen",)


def test_an_xls_with_cells_in_its_far_corners_does_not_exhaust_the_program(tmp_path):
    path = xls(tmp_path / "old.xls", number(0, 0, 7.0) + number(65_535, 255, 8.0))
    with pytest.raises(UnreadableFile, match="exhausted"):
        told(path)


def test_an_xlsb_with_cells_in_its_far_corners_does_not_exhaust_the_program(tmp_path):
    rows = row_of(0) + cell(5, 0, pack("<d", 7)) + row_of(1_048_575) + cell(5, 16_383, pack("<d", 8))
    with pytest.raises(UnreadableFile, match="exhausted"):
        told(xlsb(tmp_path / "new.xlsb", rows))
