"""NENA fixed-width records: the layouts have no gaps, the codec loses nothing, a file tells what is wrong with it."""

import re
from dataclasses import replace
from datetime import date
from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as st

from e911audit.errors import UnreadableFile
from e911audit.nena import (
    NenaFile,
    Role,
    Unfit,
    closing,
    decode,
    encode,
    faults,
    formats,
    lines,
    read_file,
    recognise,
    write_file,
)
from e911audit.nena.layout import COUNT, DATE, DIGITS, HOUSE, KINDS, MARK, TEXT, sources
from e911audit.nena.lines import LONGEST

ALI, MSAG = formats()["ali"], formats()["msag"]
LAYOUTS = {layout.name: layout for one in formats().values() for layout in (one.record, one.header, one.trailer)}
EVERY_LAYOUT = pytest.mark.parametrize("layout", LAYOUTS.values(), ids=LAYOUTS)
EVERY_FORMAT = pytest.mark.parametrize("form", formats().values(), ids=formats())

HEADER = {
    "extract_date": "112526",
    "company_name": "EXAMPLE TELEPHONE",
    "cycle_counter": "000012",
    "expanded_extract_date": "20261125",
}
LOBBY = {
    "function": "I",
    "npa": "512",
    "calling_number": "5550101",
    "house_number": "100",
    "prefix_directional": "N",
    "street_name": "MAIN",
    "street_suffix": "ST",
    "community_name": "SALEM",
    "state": "TX",
    "location": "BLDG 2 FL 3 RM 312",
    "customer_name": "EXAMPLE WIDGETS",
    "class_of_service": "2",
    "type_of_service": "0",
    "esn": "00123",
    "main_npa": "512",
    "main_number": "5550100",
    "extract_date": "112426",
    "company_id": "EXMPL",
    "zip": "78701",
    "zip_4": "0042",
}
DOCK = LOBBY | {"calling_number": "5550102", "location": "DOCK 4"}
RANGE = {"street_name": "MAIN", "street_suffix": "ST", "low_range": "100", "high_range": "198", "odd_even": "E"}


def whole(form=ALI, records=(LOBBY, DOCK), end="\r\n"):
    return NenaFile(format=form, records=tuple(records), header=HEADER, trailer=closing(HEADER, len(records)), end=end)


def lines_of(file):
    """Every line of a file that write_file would write."""
    parts = [(file.header, file.format.header), *((one, file.format.record) for one in file.records)]
    return [encode(values, layout) for values, layout in [*parts, (file.trailer, file.format.trailer)]]


def written(tmp_path, found, end="\r\n", last=True):
    path = tmp_path / "ali.dat"
    text = end.join(found) + end * last
    path.write_bytes(text.encode("latin-1"))
    return path


# Layouts


@EVERY_LAYOUT
def test_fields_follow_each_other_without_gaps(layout):
    assert [field.first for field in layout.fields] == [1, *(field.last + 1 for field in layout.fields[:-1])]
    assert len({field.name for field in layout.fields}) == len(layout.fields)


@EVERY_FORMAT
def test_header_and_trailer_are_as_long_as_a_record(form):
    assert form.header.length == form.trailer.length == form.length == {"ali": 512, "msag": 200}[form.name]


@EVERY_LAYOUT
def test_every_field_names_its_kind_source_and_certainty(layout):
    for field in layout.fields:
        assert field.kind in KINDS
        assert field.certainty in {"seen", "memory", "assumed"}
        assert field.sources
        assert set(field.sources) <= set(sources())


@EVERY_LAYOUT
def test_dates_have_six_or_eight_positions_and_marks_fit(layout):
    assert all(field.length in (6, 8) for field in layout.fields if field.kind == DATE)
    assert all(len(field.header) <= field.length for field in layout.fields if field.kind == MARK)
    assert layout.fields[-1].kind == MARK


def test_every_source_is_cited():
    assert {source for layout in LAYOUTS.values() for field in layout.fields for source in field.sources} == set(
        sources()
    )


@pytest.mark.parametrize(
    ("layout", "name", "positions"),
    [
        (ALI.record, "calling_number", "5-11"),
        (ALI.record, "location", "128-187"),
        (ALI.record, "class_of_service", "220"),
        (ALI.record, "main_number", "234-240"),
        (ALI.record, "zip", "267-271"),
        (ALI.record, "expanded_extract_date", "387-394"),
        (ALI.record, "company_id_2", "476-480"),
        (ALI.header, "cycle_counter", "62-67"),
        (ALI.header, "general_use", "74-93"),
        (ALI.trailer, "record_count", "62-70"),
        (MSAG.record, "low_range", "69-78"),
        (MSAG.record, "odd_even", "123"),
        (MSAG.record, "expanded_extract_date", "192-199"),
    ],
)
def test_a_field_stands_where_the_reference_has_it(layout, name, positions):
    assert layout.values[name].positions == positions


# Codec

SIGNS = "".join(chr(code) for code in range(32, 127) if not chr(code).islower())


def value_of(field):
    """Values that a field may hold."""
    dates = st.dates(date(1969, 1, 1), date(2068, 12, 31))
    return (
        st.just("")
        | {
            TEXT: st.text(SIGNS, max_size=field.length).map(lambda text: text.rstrip(" ")),
            HOUSE: st.text(SIGNS, max_size=field.length).map(lambda text: text.rstrip(" ")),
            DIGITS: st.text("0123456789", min_size=field.length, max_size=field.length),
            DATE: dates.map(lambda day: day.strftime("%m%d%y" if field.length == 6 else "%Y%m%d")),
            COUNT: st.text("0123456789", min_size=1, max_size=field.length),
        }[field.kind]
    )


def values_of(layout):
    return st.fixed_dictionaries({name: value_of(field) for name, field in layout.values.items()})


@EVERY_LAYOUT
@given(data=st.data())
def test_what_is_encoded_is_decoded(layout, data):
    values = data.draw(values_of(layout))
    line = encode(values, layout)
    assert len(line) == layout.length
    assert decode(line, layout) == values
    assert encode(decode(line, layout), layout) == line


def padded(field, value, left):
    """A value in its field, put to one side or the other as senders do."""
    if field.kind == MARK:
        return field.header.ljust(field.length)
    return value.rjust(field.length) if left else value.ljust(field.length)


@EVERY_LAYOUT
@given(data=st.data())
def test_every_legal_line_comes_back_to_the_letter(layout, data):
    """Also where a sender puts a value to the other side of its field."""
    line = "".join(
        padded(field, data.draw(value_of(field)) if field.kind != MARK else "", data.draw(st.booleans()))
        for field in layout.fields
    )
    assert encode(decode(line, layout), layout) == line


@given(line=st.text(st.characters(max_codepoint=255), min_size=512, max_size=512))
def test_a_line_of_any_characters_is_decoded_and_none_is_lost(line):
    values = decode(line, ALI.record)
    back = "".join(
        values[field.name].rjust(field.length) if field.kind == COUNT else values[field.name].ljust(field.length)
        for field in ALI.record.values.values()
    )
    assert back == line[:511]


@given(
    values=st.dictionaries(st.sampled_from(sorted(ALI.record.values)), st.text(max_size=70), max_size=5),
)
def test_what_cannot_be_read_back_is_refused_not_cut(values):
    try:
        line = encode(values, ALI.record)
    except Unfit:
        assert list(faults(values, ALI.record))
        return
    assert {name: text for name, text in decode(line, ALI.record).items() if text} == {
        name: text for name, text in values.items() if text
    }


def test_a_record_by_its_positions():
    line = encode(LOBBY, ALI.record)
    assert line[:11] == "I5125550101"
    assert line[11:21] == "100       "
    assert line[27:91] == "MAIN".ljust(60) + "ST  "
    assert line[127:187].rstrip() == "BLDG 2 FL 3 RM 312"
    assert line[225:240] == "001235125550100"
    assert line[266:275] == "787010042"
    assert line[511] == "*"


REFUSED = {
    "too long": ({"street_name": "A" * 61}, "Street Name (positions 28-87) takes 60 characters, not 61"),
    "a digit too few": ({"calling_number": "555010"}, "Telephone Number (positions 5-11) takes 7 digits or nothing"),
    "letters for digits": ({"npa": "5I2"}, "Telephone Number (positions 2-4) takes 3 digits or nothing"),
    "digits of another script": ({"npa": "٥١٢"}, "takes capitals, digits and signs of ASCII only"),
    "small letters": ({"customer_name": "Example"}, "takes capitals, digits and signs of ASCII only"),
    "a line end": ({"comments": "A\nB"}, "takes capitals, digits and signs of ASCII only"),
    "an accent": ({"street_name": "CAÑON"}, "takes capitals, digits and signs of ASCII only"),
    "a blank behind": ({"location": "FL 3 "}, "ends with a blank"),
    "no date": ({"extract_date": "133126"}, "takes a date as MMDDYY or nothing"),
    "a day too many": ({"expanded_extract_date": "20260230"}, "takes a date as YYYYMMDD or nothing"),
    "an unknown field": ({"street": "MAIN"}, "A NENA 2.1 ALI record has no field 'street'"),
    "a mark": ({"end_of_record": "*"}, "A NENA 2.1 ALI record has no field 'end_of_record'"),
}


@pytest.mark.parametrize(("values", "sentence"), REFUSED.values(), ids=REFUSED)
def test_what_does_not_fit_is_refused_in_one_sentence(values, sentence):
    with pytest.raises(Unfit, match=re.escape(sentence)) as refusal:
        encode(values, ALI.record)
    assert str(refusal.value).endswith(".")


def test_every_fault_is_told():
    assert len(list(faults(LOBBY | {"npa": "1", "state": "TEX", "zip": "x"}, ALI.record))) == 3


@pytest.mark.parametrize("length", [0, 511, 513])
def test_a_line_of_another_length_is_refused(length):
    with pytest.raises(Unfit, match=f"has 512 characters, this line {length}"):
        decode(" " * length, ALI.record)


def test_a_count_in_six_zero_filled_positions_is_read_and_comes_back():
    line = encode(closing(HEADER, 7), ALI.trailer)
    older = line[:61] + "000007   " + line[70:]
    assert decode(older, ALI.trailer)["record_count"].strip() == "000007"
    assert encode(decode(older, ALI.trailer), ALI.trailer) == older


# Files


@EVERY_FORMAT
@pytest.mark.parametrize("end", ["\r\n", "\n", "\r", ""], ids=["CRLF", "LF", "CR", "none"])
@given(data=st.data())
def test_a_file_comes_back_to_the_byte(tmp_path, form, end, data):
    file = whole(form, data.draw(st.lists(values_of(form.record), max_size=4)), end)
    path, again = tmp_path / "one.dat", tmp_path / "two.dat"
    write_file(path, file)
    found = read_file(path)
    assert found.doubts == ()
    assert found.left_over == ()
    assert len(found.records) == len(file.records)
    assert [dict(one) for one in found.records] == [dict(one) for one in file.records]
    write_file(again, found)
    assert again.read_bytes() == path.read_bytes()


def test_header_and_trailer_are_told(tmp_path):
    path = tmp_path / "ali.dat"
    write_file(path, whole())
    found = read_file(path)
    assert (found.header["company_name"], found.header["cycle_counter"]) == ("EXAMPLE TELEPHONE", "000012")
    assert (found.trailer["record_count"], found.trailer["extract_date"]) == ("2", "112526")
    assert found.format is ALI
    assert path.stat().st_size == 4 * 514


def test_records_without_header_and_trailer(tmp_path):
    found = read_file(written(tmp_path, lines_of(whole())[1:-1]))
    assert (found.header, found.trailer, len(found.records)) == (None, None, 2)
    assert found.doubts == ("no header record", "no trailer record")


def test_a_trailer_that_counts_otherwise_is_told(tmp_path):
    header, lobby, _, trailer = lines_of(whole())
    found = read_file(written(tmp_path, [header, lobby, trailer]))
    assert found.doubts == ("the trailer in line 3 counts 2 records, found before it: 1",)


def test_a_trailer_without_a_count_is_told(tmp_path):
    header, lobby, dock, trailer = lines_of(whole())
    found = read_file(written(tmp_path, [header, lobby, dock, trailer[:61] + " " * 9 + trailer[70:]]))
    assert found.doubts == ("the trailer in line 4 gives no count ('')",)


def test_lines_of_another_length_are_kept_with_their_numbers(tmp_path):
    header, lobby, dock, trailer = lines_of(whole())
    found = read_file(written(tmp_path, [header, lobby, dock[:-3], "", lobby + " ", dock, trailer]))
    assert [dict(one)["location"] for one in found.records] == ["BLDG 2 FL 3 RM 312", "DOCK 4"]
    assert [(line.number, line.role, line.text) for line in found.left_over] == [
        (3, Role.ODD, dock[:-3]),
        (5, Role.ODD, lobby + " "),
    ]
    assert found.doubts == ("not 512 characters, or shifted: lines 3, 5",)


def test_many_lines_of_another_length_are_counted(tmp_path):
    header, lobby, _, trailer = lines_of(whole())
    found = read_file(written(tmp_path, [header, *[lobby[:-1]] * 9, trailer]))
    assert found.records == ()
    assert "not 512 characters, or shifted: lines 2, 3, 4, 5, 6 and 4 more" in found.doubts


def test_a_shift_in_a_file_without_line_ends_gives_no_false_numbers(tmp_path):
    header, lobby, dock, trailer = lines_of(whole())
    filler = [lobby] * 200  # the sample that tells the shape holds only whole records
    found = read_file(written(tmp_path, [header, *filler, lobby[:100] + lobby[101:], dock, trailer], end=""))
    assert [dict(one) for one in found.records] == [decode(lobby, ALI.record)] * 200
    assert len(found.left_over) == 3
    assert "not 512 characters, or shifted: records 202, 203, 204" in found.doubts


def test_a_shift_near_the_start_of_such_a_file_is_told_too():
    _, lobby, dock, _ = lines_of(whole())
    content = (lobby * 3 + lobby[1:] + dock).encode()
    found = list(lines(BytesIO(content), recognise(BytesIO(content))))
    assert [line.role for line in found] == [Role.RECORD] * 3 + [Role.ODD] * 2


def test_a_record_without_its_end_mark_is_told(tmp_path):
    header, lobby, dock, trailer = lines_of(whole())
    found = read_file(written(tmp_path, [header, lobby, dock[:-1] + " ", trailer]))
    assert len(found.records) == 2
    assert found.doubts == ("without the end mark '*': line 3",)


def test_files_put_behind_one_another_are_counted_each(tmp_path):
    found = read_file(written(tmp_path, [*lines_of(whole()), *lines_of(whole(records=[DOCK]))]))
    assert len(found.records) == 3
    assert found.doubts == ()
    assert [line.role for line in found.left_over] == [Role.TRAILER, Role.HEADER]


def test_records_behind_the_trailer_and_before_a_header_are_told(tmp_path):
    header, lobby, dock, trailer = lines_of(whole())
    behind = read_file(written(tmp_path, [header, lobby, dock, trailer, lobby]))
    assert behind.doubts == ("1 record behind the last trailer",)
    assert behind.trailer is None
    before = read_file(written(tmp_path, [lobby, header, lobby, dock, trailer]))
    assert before.doubts == ("1 record before the header in line 2 without a trailer",)


def test_the_end_mark_of_dos_and_a_byte_order_mark_do_no_harm(tmp_path):
    path = tmp_path / "ali.dat"
    write_file(path, whole())
    path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes() + b"\x1a")
    assert (len(read_file(path).records), read_file(path).doubts) == (2, ())


def test_a_letter_of_two_bytes_is_one_character_where_the_record_counts_so(tmp_path):
    header, lobby, dock, trailer = lines_of(whole())
    accented = lobby.replace("SALEM", "CAÑON")
    path = tmp_path / "ali.dat"
    path.write_bytes(f"{header}\r\n{accented}\r\n{dock}\r\n{trailer}".encode())
    assert read_file(path).records[0]["community_name"] == "CAÑON"
    path.write_bytes(f"{header}\r\n{accented}\r\n{dock}\r\n{trailer}".encode("latin-1"))
    assert read_file(path).records[0]["community_name"] == "CAÑON"


def test_a_wrong_value_is_refused_with_its_record_and_nothing_is_written(tmp_path):
    path = tmp_path / "ali.dat"
    with pytest.raises(Unfit, match=r"Record 2: Telephone Number \(positions 2-4\)"):
        write_file(path, whole(records=[LOBBY, DOCK | {"npa": "51"}]))
    assert not path.exists()


def test_a_wrong_count_is_refused(tmp_path):
    with pytest.raises(Unfit, match="The trailer counts 3 records, but there are 2"):
        write_file(tmp_path / "ali.dat", replace(whole(), trailer=closing(HEADER, 3)))


def test_lines_that_hold_no_values_are_not_lost_in_writing(tmp_path):
    header, lobby, dock, trailer = lines_of(whole())
    found = read_file(written(tmp_path, [header, lobby, dock[:-3], dock, trailer]))
    with pytest.raises(Unfit, match="would be lost"):
        write_file(tmp_path / "two.dat", found)


# Recognition

OTHER = {
    "nothing": b"",
    "blank lines": b"\n\n\n",
    "a list": b"Telephone Number,City\n512-555-0101,Salem\n",
    "one line of the length of a record": b"x" * 512,
    "lines of the length of a record": (b"x" * 200 + b"\n") * 9,
    "a header's word in a list": b"UHL,112526,EXAMPLE\n1,2,3\n",
    "a picture": b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\1\0",
    "stars": b"*\n" * 300,
}


@pytest.mark.parametrize("content", OTHER.values(), ids=OTHER)
def test_what_is_something_else_is_left_alone(tmp_path, content):
    assert recognise(BytesIO(content)) is None
    path = tmp_path / "other.txt"
    path.write_bytes(content)
    with pytest.raises(UnreadableFile, match=r"other\.txt holds no NENA 2\.1 records"):
        read_file(path)


@given(st.binary(max_size=1200))
def test_no_bytes_bring_anything_but_a_shape_or_none(content):
    shape = recognise(BytesIO(content))
    if shape:
        assert all(line.number for line in lines(BytesIO(content), shape))


def test_a_headed_file_is_recognised_although_no_record_has_the_right_length():
    header, lobby, dock, _ = lines_of(whole())
    text = "\n".join([header.rstrip("* "), lobby[:-4], dock[:-4]])
    assert recognise(BytesIO(text.encode())).format is ALI
    header, street, _ = lines_of(whole(MSAG, [RANGE]))
    text = "\n".join([header.rstrip("* "), street[:-4]])
    assert recognise(BytesIO(text.encode())).format is MSAG


def test_a_file_longer_than_the_sample_is_recognised(tmp_path):
    path = tmp_path / "msag.dat"
    write_file(path, whole(MSAG, [RANGE] * 2_000))
    assert (len(read_file(path).records), read_file(path).doubts) == (2_000, ())


def test_a_line_that_never_ends_is_refused(tmp_path):
    path = tmp_path / "ali.dat"
    write_file(path, whole())
    path.write_bytes(path.read_bytes() + b"x" * (LONGEST + 1))
    with pytest.raises(UnreadableFile, match=r"ali\.dat is damaged: A line of more than 32,768 characters"):
        read_file(path)


def test_a_header_of_another_length_is_kept_as_it_is(tmp_path):
    header, lobby, dock, trailer = lines_of(whole())
    found = read_file(written(tmp_path, [header[:97], lobby, dock, trailer]))
    assert (found.header, found.left_over[0].text) == (None, header[:97])
    assert found.doubts == ("no header record", "not 512 characters, or shifted: line 1")


def test_a_longer_line_that_is_no_utf8_is_kept_as_it_is(tmp_path):
    header, lobby, dock, trailer = lines_of(whole())
    longer = lobby.replace("SALEM ", "CAÑONS ")
    found = read_file(written(tmp_path, [header, longer, dock, trailer]))
    assert [line.text for line in found.left_over] == [longer]
