"""A file is read by what it is, whatever its ending says; what holds no cells is refused by its name."""

import gzip
import zipfile

import pytest
from books import SHEET, parts_of, save, with_parts, write
from hypothesis import given
from hypothesis import strategies as st

from e911audit.errors import UnreadableFile
from e911audit.sheets import File, is_export, read


def rows_and_notes(path):
    ((rows, notes),) = [(list(table.rows), table.notes) for table in read(File(path))]
    return rows, notes


@pytest.mark.parametrize("name", ["sites.csv", "sites.xls", "sites.txt", "sites.old", "sites.xlsb", "sites.zip"])
def test_a_workbook_under_another_ending_is_read_and_told(tmp_path, name):
    path = tmp_path / name
    save(tmp_path / "book.xlsx", {"A1": "Site", "B1": "City"}).rename(path)
    rows, notes = rows_and_notes(path)
    assert rows == [["Site", "City"]]
    assert "really an Excel workbook (.xlsx)" in notes
    assert is_export(File(path))


@pytest.mark.parametrize("name", ["sites.xlsx", "sites.xlsm"])
def test_a_workbook_under_its_own_ending_is_nothing_to_tell(tmp_path, name):
    save(tmp_path / "book.xlsx", {"A1": "Site"}).rename(tmp_path / name)
    assert rows_and_notes(tmp_path / name) == ([["Site"]], ())


def document(tmp_path, folder):
    path = tmp_path / "made.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr(f"{folder}document.xml", "<x/>")
    return path.read_bytes()


def ole(*names):
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600) + "".join(f"{name}\0" for name in names).encode("utf-16-le")


OTHERS = {
    "a web page": b"<html><body><table><tr><td>Site</td></tr></table></body></html>",
    "a web page with blanks before it": b"\xef\xbb\xbf\r\n  <!DOCTYPE HTML><html></html>",
    "an XML spreadsheet of Excel 2003": (
        b'<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"></Workbook>'
    ),
    "an XML file": b'<?xml version="1.0"?><sites></sites>',
    "an XML file in UTF-16": '<?xml version="1.0" encoding="utf-16"?><sites></sites>'.encode("utf-16"),
    "a SYLK file": b"ID;PWXL;N;E\nP;PGeneral\n",
    "a dBase table": bytes([3, 124, 11, 25, 2, 0, 0, 0, 65, 0, 20, 0]) + bytes(60) + b"\r",
    "a workbook of Excel 2": b"\x09\x00\x04\x00\x02\x00\x10\x00",
    "a workbook of Excel 4": b"\x09\x04\x06\x00\x00\x04\x10\x00",
    "a PDF document": b"%PDF-1.7\n%\xe2\xe3",
    "a picture": b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\1\0",
    "a gzip archive": gzip.compress(b"Site,City\n"),
    "a text document (RTF)": b"{\\rtf1\\ansi}",
    "a password": ole("EncryptionInfo", "EncryptedPackage"),
    "a Word document": ole("WordDocument"),
    "a compound file without a workbook": ole("Root Entry"),
}


@pytest.mark.parametrize("ending", [".csv", ".xlsx", ".xls"])
@pytest.mark.parametrize(("what", "content"), OTHERS.items(), ids=OTHERS.keys())
def test_what_is_no_sheet_is_refused_by_what_it_is(tmp_path, what, content, ending):
    path = tmp_path / f"sites{ending}"
    path.write_bytes(content)
    with pytest.raises(UnreadableFile) as refusal:
        rows_and_notes(path)
    assert what.partition(" with ")[0].partition(" in UTF")[0] in refusal.value.sentence
    assert refusal.value.sentence.startswith(path.name)
    assert refusal.value.advice.endswith(".")


@pytest.mark.parametrize(("folder", "what"), [("word/", "a Word document"), ("ppt/", "a PowerPoint presentation")])
def test_other_office_documents_are_called_by_name(tmp_path, folder, what):
    (tmp_path / "sites.xlsx").write_bytes(document(tmp_path, folder))
    with pytest.raises(UnreadableFile, match=what):
        rows_and_notes(tmp_path / "sites.xlsx")


def test_an_obfuscated_xls_has_a_password(tmp_path):
    begin = b"\x09\x08\x10\x00\x00\x06\x05\x00" + bytes(12)
    file_pass = b"\x2f\x00\x06\x00\x00\x00\x59\xb3\x0a\x9a"
    (tmp_path / "old.xls").write_bytes(ole("Workbook") + begin + file_pass)
    with pytest.raises(UnreadableFile, match="password"):
        rows_and_notes(tmp_path / "old.xls")


@pytest.mark.parametrize("name", ["plan.docx", "photo.png", "readme.md", "notes"])
def test_other_files_in_a_folder_are_no_exports(tmp_path, name):
    (tmp_path / name).write_bytes(document(tmp_path, "word/") if name == "plan.docx" else b"\x89PNG")
    assert not is_export(File(tmp_path / name))


def test_parts_of_the_same_name_but_for_case_are_refused(tmp_path):
    path = with_parts(tmp_path / "a.xlsx", **{"xl/worksheets/SHEET1.xml": b"<worksheet/>"})
    with pytest.raises(UnreadableFile, match="more than once"):
        rows_and_notes(path)


def test_a_doctype_in_utf_16_is_refused(tmp_path):
    path = with_parts(tmp_path / "a.xlsx", sheet='<!DOCTYPE a [<!ENTITY b "boom">]><worksheet/>'.encode("utf-16"))
    with pytest.raises(UnreadableFile, match="DOCTYPE"):
        rows_and_notes(path)


PARTS = (SHEET, "xl/workbook.xml", "xl/_rels/workbook.xml.rels", "xl/styles.xml")


@given(
    st.sampled_from(PARTS),
    st.lists(st.tuples(st.floats(0, 1, exclude_max=True), st.integers(0, 255)), min_size=1, max_size=4),
)
def test_no_damage_within_a_workbook_brings_anything_but_rows_or_a_refusal(tmp_path, part, bytes_):
    parts = parts_of(save(tmp_path / "a.xlsx", {"A1": "Site", "B2": 5, "C3": "#N/A"}))
    content = bytearray(parts[part])
    for place, byte in bytes_:
        content[int(place * len(content))] = byte
    told = refusal_or_rows(write(tmp_path / "b.xlsx", parts | {part: bytes(content)}))
    if isinstance(told, str):
        assert told.startswith("b.xlsx")
        assert "crashed" not in told
    else:
        assert all(isinstance(cell, str) for rows in told for row in rows for cell in row)


def refusal_or_rows(path):
    try:
        return [list(table.rows) for table in read(File(path))]
    except UnreadableFile as refusal:
        return refusal.sentence
