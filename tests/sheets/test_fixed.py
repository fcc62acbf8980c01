"""Files of NENA records as tables: headers of the template, cells without filling, nothing dropped."""

import zipfile

import pytest

from e911audit.errors import UnreadableFile
from e911audit.nena import NenaFile, closing, encode, formats, write_file
from e911audit.sheets import fixed
from e911audit.sheets.file import File

ALI, MSAG = formats()["ali"], formats()["msag"]
HEADER = {"extract_date": "112526", "company_name": "EXAMPLE TELEPHONE", "cycle_counter": "12"}
LOBBY = {
    "function": "C",
    "npa": "512",
    "calling_number": "5550101",
    "house_number": "100",
    "house_number_suffix": "1/2",
    "prefix_directional": "N",
    "street_name": "MAIN",
    "street_suffix": "ST",
    "post_directional": "SW",
    "community_name": "SALEM",
    "state": "TX",
    "location": "FL 3 RM 312",
    "customer_name": "EXAMPLE WIDGETS",
    "class_of_service": "2",
    "type_of_service": "0",
    "esn": "00123",
    "main_npa": "512",
    "main_number": "5550100",
    "extract_date": "112426",
    "county_id": "0453",
    "company_id": "EXMPL",
    "zip": "78701",
    "zip_4": "0042",
    "expanded_extract_date": "20261124",
}
RANGE = {
    "street_name": "MAIN",
    "street_suffix": "ST",
    "low_range": "100",
    "high_range": "198",
    "community_name": "SALEM",
    "state": "TX",
    "odd_even": "E",
    "esn": "00123",
    "psap_id": "P1",
    "county_id": "0453",
}
TEMPLATE = {
    "ali": """Telephone Number, House Number, House Number Suffix, Pre Directional, Street Name, Street Suffix,
        Post Directional, Community, State, ZIP, Location, Customer Name, Class Of Service, Type Of Service, ESN,
        Main Number, Company ID, Extract Date, Function, County ID""",
    "msag": """Pre Directional, Street Name, Street Suffix, Post Directional, Low, High, Community, State, Parity, ESN,
        County ID, PSAP ID""",
}
"""What the template's sheets of E911 records and of the MSAG call their columns."""


@pytest.fixture
def write(tmp_path):
    """Write records with header and trailer; returns the path."""

    def at(form, records, end="\r\n"):
        path = tmp_path / "exchange.dat"
        trailer = closing(HEADER, len(records))
        write_file(path, NenaFile(format=form, records=tuple(records), header=HEADER, trailer=trailer, end=end))
        return path

    return at


def table_of(path):
    """The one table, its rows as a list."""
    ((table, rows),) = [(table, list(table.rows)) for table in fixed.read(File(path))]
    return table, rows


def record_of(path):
    """The cells of the first record by header, blank ones left out."""
    table, rows = table_of(path)
    row = next(row for row in rows if len(row) > 1)
    return {header: cell for header, cell in zip(table.headers, row, strict=True) if cell}


@pytest.mark.parametrize("form", formats().values(), ids=formats())
def test_the_headers_are_those_of_the_template(write, form):
    table, _ = table_of(write(form, []))
    wanted = {" ".join(header.split()) for header in TEMPLATE[form.name].split(",")}
    assert wanted <= set(table.headers)
    assert len(set(table.headers)) == len(table.headers) == len(table.letters)


def test_a_record_of_ali(write):
    assert record_of(write(ALI, [LOBBY])) == {
        "Function": "C",
        "Telephone Number": "5125550101",
        "House Number": "100",
        "House Number Suffix": "1/2",
        "Pre Directional": "N",
        "Street Name": "MAIN",
        "Street Suffix": "ST",
        "Post Directional": "SW",
        "Community": "SALEM",
        "State": "TX",
        "Location": "FL 3 RM 312",
        "Customer Name": "EXAMPLE WIDGETS",
        "Class Of Service": "2",
        "Type Of Service": "0",
        "ESN": "00123",
        "Main Number": "5125550100",
        "Extract Date": "2026-11-24",
        "County ID": "0453",
        "Company ID": "EXMPL",
        "ZIP": "78701-0042",
        "Expanded Extract Date": "2026-11-24",
    }


def test_a_range_of_the_msag(write):
    assert record_of(write(MSAG, [RANGE])) == {
        "Street Name": "MAIN",
        "Street Suffix": "ST",
        "Low": "100",
        "High": "198",
        "Community": "SALEM",
        "State": "TX",
        "Parity": "E",
        "ESN": "00123",
        "PSAP ID": "P1",
        "County ID": "0453",
    }


@pytest.mark.parametrize("end", ["\r\n", "\n", "\r", ""], ids=["CRLF", "LF", "CR", "none"])
@pytest.mark.parametrize("form", formats().values(), ids=formats())
def test_every_line_end_gives_the_same_rows(write, form, end):
    values = LOBBY if form is ALI else RANGE
    table, rows = table_of(write(form, [values, values], end))
    assert [len(row) for row in rows] == [1, len(table.headers), len(table.headers), 1]
    assert rows[0] == [encode(HEADER, form.header)]
    assert rows[3] == [encode(closing(HEADER, 2), form.trailer)]
    assert rows[1] == rows[2]


def test_the_note_tells_what_was_found(write):
    assert table_of(write(ALI, [LOBBY]))[0].notes == ("NENA 2.1 ALI records of 512 characters: 1, line ends: CRLF",)
    assert table_of(write(MSAG, [], ""))[0].notes == ("NENA 2.1 MSAG records of 200 characters: 0, line ends: none",)


def test_rows_stand_at_their_lines_and_wrong_ones_are_kept(write):
    path = write(ALI, [LOBBY, LOBBY])
    header, first, second, trailer = path.read_text().splitlines()
    path.write_text("\n".join([header, "", first[:-2], second, trailer]))
    table, rows = table_of(path)
    assert rows[1] == []
    assert rows[2] == [first[:-2]]
    assert len(rows[3]) == len(table.headers)
    assert "not 512 characters, or shifted: line 3" in table.notes
    assert "the trailer in line 5 counts 2 records, found before it: 1" in table.notes


def test_a_message_cites_positions_and_line(write):
    lines, _ = table_of(write(ALI, [LOBBY]))
    at = lines.headers.index("House Number Suffix")
    assert f"{lines.letters[at]}17" == "positions 22-25, line 17"
    assert f"{lines.letters[lines.headers.index('Telephone Number')]}17" == "positions 2-11, line 17"
    records, _ = table_of(write(ALI, [LOBBY, LOBBY], ""))
    assert f"{records.letters[at]}2" == "positions 22-25, record 2"


@pytest.mark.parametrize(
    ("written", "cell"),
    [
        ("0000000100", "100"),
        ("       100", "100"),
        ("0100      ", "0100"),
        ("0000000000", "0"),
        ("00000112-A", "112-A"),
        ("N6W23001", "N6W23001"),
    ],
)
def test_a_house_number_loses_filling_but_no_zero_of_its_own(write, written, cell):
    found = record_of(write(ALI, [LOBBY | {"house_number": written.rstrip()}]))
    assert found["House Number"] == cell


@pytest.mark.parametrize(
    ("digits", "cell"), [("112426", "2026-11-24"), ("000000", ""), ("", ""), ("010199", "1999-01-01")]
)
def test_a_date_is_iso_and_zeros_are_none(write, digits, cell):
    found = record_of(write(ALI, [LOBBY | {"extract_date": digits}]))
    assert found.get("Extract Date", "") == cell


def test_a_date_that_is_none_stays_as_written(write):
    path = write(ALI, [LOBBY])
    path.write_text(path.read_text().replace("112426", "993126"))
    assert record_of(path)["Extract Date"] == "993126"


def test_a_number_that_lacks_a_part_is_not_made_up(write):
    assert record_of(write(ALI, [LOBBY | {"npa": ""}]))["Telephone Number"] == "5550101"
    assert record_of(write(ALI, [LOBBY | {"zip_4": ""}]))["ZIP"] == "78701"


def test_two_bytes_of_a_letter_in_positions_of_bytes(write):
    path = write(ALI, [LOBBY | {"street_name": "CAXXON"}])
    path.write_bytes(path.read_bytes().replace(b"CAXXON", "CAÑON".encode()))
    assert record_of(path)["Street Name"] == "CAÑON"
    path.write_bytes(path.read_bytes().replace("CAÑON".encode(), "CAÑON ".encode("cp1252")))
    assert record_of(path)["Street Name"] == "CAÑON"


def test_what_holds_no_records_is_refused(tmp_path):
    path = tmp_path / "numbers.txt"
    path.write_text("Telephone Number,City\n512-555-0101,Salem\n")
    assert not fixed.recognises(File(path))
    with pytest.raises(UnreadableFile, match=r"numbers\.txt holds no NENA 2\.1 records"):
        next(fixed.read(File(path)))


def test_a_file_of_records_is_recognised_whatever_its_name(write):
    path = write(MSAG, [RANGE])
    assert fixed.recognises(File(path.rename(path.with_suffix(".csv"))))


def test_a_line_that_never_ends_is_refused_before_its_first_row(write):
    path = write(ALI, [LOBBY])
    path.write_bytes(path.read_bytes() + b"x" * 40_000)
    with pytest.raises(UnreadableFile, match=r"exchange\.dat is damaged: A line of more than"):
        next(fixed.read(File(path)))


@pytest.mark.parametrize("end", ["\r\n", ""], ids=["CRLF", "none"])
def test_a_member_of_a_zip_of_exports(write, tmp_path, end):
    path = write(ALI, [LOBBY, LOBBY], end)
    with zipfile.ZipFile(tmp_path / "exports.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.write(path, "carrier/exchange.dat")
    ((member, rows),) = [
        (table, list(table.rows)) for table in fixed.read(File(tmp_path / "exports.zip", "carrier/exchange.dat"))
    ]
    table, wanted = table_of(path)
    assert (member.headers, member.notes, rows) == (table.headers, table.notes, wanted)
