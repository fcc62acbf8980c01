"""Delimited text: whatever encoding, delimiter and line ends a program chose, the rows come out the same."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from e911audit.errors import UnreadableFile
from e911audit.sheets import File, read

ROWS = [["Site", "Città"], ["HQ", "Peña • 5"], ["B2", ""]]
TEXT = "".join(f"{a},{b}\r\n" for a, b in ROWS)


def rows_of(path):
    ((rows, _),) = [(list(table.rows), table.notes[0]) for table in read(File(path))]
    return rows


def notes_of(path):
    ((_, notes),) = [(list(table.rows), table.notes) for table in read(File(path))]
    return "; ".join(notes)


def note_of(path):
    return notes_of(path).partition("; ")[0]


ENCODINGS = ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "utf-32-le", "utf-32-be", "cp1252"]


@pytest.mark.parametrize("encoding", ENCODINGS)
def test_every_encoding_gives_the_same_text(tmp_path, encoding):
    path = tmp_path / "sites.csv"
    path.write_bytes(TEXT.encode(encoding))
    assert rows_of(path) == ROWS
    assert note_of(path).startswith(encoding)


def test_the_encoding_and_line_ends_of_old_macintoshes(tmp_path):
    path = tmp_path / "sites.csv"
    path.write_bytes("Site,City\rHQ,Cañon\r".encode("mac-roman"))
    assert rows_of(path) == [["Site", "City"], ["HQ", "Cañon"]]
    assert note_of(path).startswith("mac-roman")


def test_letters_that_are_mostly_utf8_are_told_as_a_doubt(tmp_path):
    path = tmp_path / "sites.csv"
    path.write_bytes("Site,City\nHQ,Cañon\nB2,Peña\n".encode() + b"B3,Ca\xf1on\n")
    assert rows_of(path)[3] == ["B3", "Cañon"]
    assert "most letters are UTF-8" in notes_of(path)


def test_one_byte_of_windows_1252_after_much_ascii(tmp_path):
    path = tmp_path / "sites.csv"
    path.write_bytes(b"Site,City\n" + b"HQ,Austin\n" * 150_000 + "B2,Cañon\n".encode("cp1252"))
    assert rows_of(path)[-1] == ["B2", "Cañon"]
    assert "cp1252" in note_of(path)


def test_a_byte_that_windows_1252_lacks_is_still_read(tmp_path):
    path = tmp_path / "sites.csv"
    path.write_bytes(b"Site,City\nHQ,A\x81B\n")
    assert rows_of(path)[1][0] == "HQ"


def test_a_utf8_character_on_the_border_of_two_blocks(tmp_path):
    path = tmp_path / "sites.csv"
    filler = "x" * ((1 << 20) - 1)
    path.write_bytes(f"{filler[:100000]}\n".encode() * 10 + ("a" * ((1 << 20) - 1 - 10 * 100001) + "é\n").encode())
    assert rows_of(path)[-1][0].endswith("é")
    assert "utf-8" in note_of(path)


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_every_delimiter_is_found(tmp_path, delimiter):
    path = tmp_path / "sites.txt"
    rows = [["Site", "Street", "City"], ["HQ", "1 Main St, Suite 4", "Austin"], ["B2", "2; Oak", "Waco"]]
    path.write_text("".join(delimiter.join(f'"{c}"' if delimiter in c else c for c in row) + "\n" for row in rows))
    assert rows_of(path) == rows


def test_commas_in_a_semicolon_file_are_no_delimiters(tmp_path):
    path = tmp_path / "sites.csv"
    path.write_text("Site;Address\nHQ;1 Main St, Austin, TX\nB2;2 Oak St, Waco, TX\n")
    assert rows_of(path)[1] == ["HQ", "1 Main St, Austin, TX"]


def test_the_sep_line_of_excel_is_obeyed_and_keeps_its_row_number(tmp_path):
    path = tmp_path / "sites.csv"
    path.write_text("sep=;\nSite;City\nHQ;a,b,c,d\n")
    assert rows_of(path) == [[], ["Site", "City"], ["HQ", "a,b,c,d"]]


@pytest.mark.parametrize("end", ["\r", "\n", "\r\n"])
def test_every_line_end(tmp_path, end):
    path = tmp_path / "sites.csv"
    path.write_bytes(f"Site,City{end}HQ,Austin{end}B2,Waco".encode())
    assert rows_of(path) == [["Site", "City"], ["HQ", "Austin"], ["B2", "Waco"]]


def test_blank_lines_count_as_rows(tmp_path):
    path = tmp_path / "sites.csv"
    path.write_text("\n\nSite,City\n\nHQ,Austin\n")
    assert rows_of(path) == [[], [], ["Site", "City"], [], ["HQ", "Austin"]]


def test_ragged_rows_keep_every_cell(tmp_path):
    path = tmp_path / "sites.csv"
    path.write_text("Site,City\nHQ\nB2,Waco,extra,more\n")
    assert rows_of(path) == [["Site", "City"], ["HQ"], ["B2", "Waco", "extra", "more"]]


def test_quotes_hold_delimiters_quotes_and_line_ends(tmp_path):
    path = tmp_path / "sites.csv"
    path.write_text('Site,Note\n"HQ","a ""b"", c\nd"\n')
    assert rows_of(path)[1] == ["HQ", 'a "b", c\nd']


def test_an_inch_mark_is_no_open_quote(tmp_path):
    path = tmp_path / "sites.csv"
    path.write_text('Site,Note\nHQ,15" rack\nB2,Waco\n')
    assert rows_of(path) == [["Site", "Note"], ["HQ", '15" rack'], ["B2", "Waco"]]


def test_a_quote_that_never_closes_is_refused_instead_of_swallowing_rows(tmp_path):
    path = tmp_path / "sites.csv"
    path.write_text('Site,City\nHQ,Austin\nB2,"Waco\nB3,Dallas\nB4,Paris\n')
    with pytest.raises(UnreadableFile, match=r"quotation mark.*row 3"):
        rows_of(path)


REFUSED = {
    "nothing": b"",
    "a picture": b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\1\0",
    "a zip archive": b"PK\x03\x04\x14\0\0\0\x08\0abcdef",
    "half a character at the end": b"\xff\xfe" + "Site,City\n".encode("utf-16-le") * 9000 + b"x",
    "a byte order mark that lies": b"\xef\xbb\xbf" + b"Site,City\n" * 20_000 + b"\xff\n",
    "a cell longer than any": b"Site,City\nHQ," + b"x" * 200_000,
}


@pytest.mark.parametrize("content", REFUSED.values(), ids=REFUSED.keys())
def test_what_is_no_table_is_refused_in_a_sentence(tmp_path, content):
    path = tmp_path / "sites.csv"
    path.write_bytes(content)
    with pytest.raises(UnreadableFile) as refusal:
        rows_of(path)
    assert refusal.value.sentence.startswith("sites.csv ")
    assert refusal.value.sentence.endswith(".")
    assert refusal.value.advice


def test_stray_zero_bytes_are_left_out(tmp_path):
    path = tmp_path / "sites.csv"
    path.write_bytes(b"Site,City\nHQ,Aus\0tin\n" + b"B2,Waco\n" * 20_000 + b"B3,Pa\0ris\n")
    rows = rows_of(path)
    assert rows[1] == ["HQ", "Austin"]
    assert rows[-1] == ["B3", "Paris"]


@given(
    st.lists(
        st.lists(
            # a few ragged lines that are full of another delimiter could be either's
            st.text(st.characters(blacklist_categories=["Cs", "Cc"], blacklist_characters="|;"), max_size=8),
            min_size=2,
            max_size=4,
        ),
        max_size=9,
    )
)
def test_what_is_written_is_read(tmp_path, rows):
    import csv

    path = tmp_path / "any.csv"
    rows = [["Site", "City", "State"], *rows]
    with path.open("w", newline="", encoding="utf-8") as file:
        csv.writer(file).writerows(rows)
    assert rows_of(path) == rows


@given(st.binary(max_size=300))
def test_no_bytes_bring_anything_but_rows_or_a_refusal(tmp_path, content):
    path = tmp_path / "any.csv"
    path.write_bytes(content)
    try:
        rows = rows_of(path)
    except UnreadableFile:
        return
    assert all(isinstance(cell, str) for row in rows for cell in row)


def test_the_type_line_of_powershell_keeps_its_row_number(tmp_path):
    path = tmp_path / "users.csv"
    path.write_text('#TYPE Microsoft.Online.User\n"Site","City"\n"HQ","Austin"\n')
    assert rows_of(path) == [[], ["Site", "City"], ["HQ", "Austin"]]


HASHES = {
    "#alias;first_name\n101;Ann\n": [["alias", "first_name"], ["101", "Ann"]],
    "\n# alias;first_name\n#101;Ann\n": [[], ["alias", "first_name"], ["#101", "Ann"]],
    "#;first_name\n1;Ann\n": [["#", "first_name"], ["1", "Ann"]],
}


@pytest.mark.parametrize(("content", "rows"), HASHES.items())
def test_the_hash_before_a_header_belongs_to_no_name(tmp_path, content, rows):
    path = tmp_path / "users.csv"
    path.write_text(content)
    assert rows_of(path) == rows


def test_a_quote_that_swallows_rows_until_another_is_refused(tmp_path):
    path = tmp_path / "sites.csv"
    rows = "".join(f"B{row},Waco,TX\n" for row in range(300))
    path.write_text(f'Site,City,State\nHQ,"Austin,TX\n{rows}B9,Paris",TX\n')
    with pytest.raises(UnreadableFile, match=r"quotation mark in row 2 "):
        rows_of(path)


def test_a_note_of_many_lines_is_a_cell(tmp_path):
    path = tmp_path / "sites.csv"
    note = "\n".join(["called the site"] * 300)
    path.write_text(f'Site,Note\nHQ,"{note}"\nB2,\n')
    assert rows_of(path) == [["Site", "Note"], ["HQ", note], ["B2", ""]]


def test_mixed_line_ends(tmp_path):
    path = tmp_path / "sites.csv"
    path.write_bytes(b"Site,City\r\nHQ,Austin\rB2,Waco\nB3,Paris\r\n")
    assert [row[0] for row in rows_of(path)] == ["Site", "HQ", "B2", "B3"]


def test_a_wide_line_is_read_and_an_endless_one_refused(tmp_path):
    path = tmp_path / "wide.csv"
    path.write_text("a,b\n" + "1," * 500_000 + "2\n")
    assert len(rows_of(path)[1]) == 500_001
    path.write_text("a,b\n" + "1," * 4_000_000 + "2\n")
    with pytest.raises(UnreadableFile, match="line of more than"):
        rows_of(path)


@pytest.mark.parametrize("name", ["sites.xls", "sites.xlsx", "sites.ods", "sites.dat"])
def test_text_under_another_ending_is_read_and_told(tmp_path, name):
    path = tmp_path / name
    path.write_bytes(TEXT.encode())
    assert rows_of(path) == ROWS
    assert ("really delimited text" in notes_of(path)) == (name != "sites.dat")


@given(st.lists(st.text("0123456789", min_size=1, max_size=20), min_size=1, max_size=5), st.integers(0, 5))
def test_digits_come_back_to_the_last_in_their_rows(tmp_path, numbers, blank):
    path = tmp_path / "digits.csv"
    path.write_text("\n" * blank + "Account,ZIP\n" + "".join(f"{number},0{number}\n" for number in numbers))
    rows = rows_of(path)
    assert rows[:blank] == [[]] * blank
    assert rows[blank + 1 :] == [[number, f"0{number}"] for number in numbers]
