"""A whole file at once: read into values, written from values."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from e911audit.errors import UnreadableFile
from e911audit.nena.codec import Unfit, Values, decode, encode
from e911audit.nena.layout import Format, Layout
from e911audit.nena.lines import Line, Role, Shape, layout_of, lines, recognise
from e911audit.nena.tally import Tally

ASK = "Ask its sender for it again, or which format it has."


@dataclass(frozen=True, kw_only=True)
class NenaFile:
    """The values of a file. ``records`` holds those of every record; a header or trailer may be missing.

    ``end`` stands behind each record. ``left_over`` are the lines that are none of these: of another length, or
    a header or trailer inside the file. ``doubts`` says in words what is not as it should be.
    """

    format: Format
    records: tuple[Values, ...]
    header: Values | None = None
    trailer: Values | None = None
    end: str = "\r\n"
    left_over: tuple[Line, ...] = ()
    doubts: tuple[str, ...] = ()


def read_file(path: Path) -> NenaFile:
    """Read a file of ALI or MSAG records; UnreadableFile where it is none."""
    with path.open("rb") as stream:
        shape = recognise(stream)
    if shape is None:
        raise UnreadableFile(
            f"{path.name} holds no NENA 2.1 records of 512 (ALI) or 200 (MSAG) characters.",
            advice=ASK,
            refusal="no-nena-records",
        )
    tally, body = Tally(shape=shape), []
    try:
        for line in lines(path.open("rb"), shape):
            tally.take(line)
            if line.role is not Role.BLANK:
                body.append(line)
    except Unfit as fault:
        raise UnreadableFile(f"{path.name} is damaged: {fault}", advice=ASK, refusal="nena-damaged") from None
    return _whole(shape, body, tuple(tally.doubts))


def _whole(shape: Shape, body: list[Line], doubts: tuple[str, ...]) -> NenaFile:
    header = body.pop(0) if body and body[0].role is Role.HEADER else None
    trailer = body.pop() if body and body[-1].role is Role.TRAILER else None
    return NenaFile(
        format=shape.format,
        records=tuple(decode(line.text, shape.format.record) for line in body if line.role is Role.RECORD),
        header=_frame(header),
        trailer=_frame(trailer),
        end=shape.end,
        left_over=tuple(line for line in body if line.role is not Role.RECORD),
        doubts=doubts,
    )


def _frame(line: Line | None) -> Values | None:
    layout = layout_of(line.text) if line else None
    return decode(line.text, layout) if line and layout else None


def closing(header: Values, count: int) -> dict[str, str]:
    """The values of the trailer that belongs to a header and so many records."""
    kept = ("extract_date", "company_name", "expanded_extract_date")
    return {name: header.get(name, "") for name in kept} | {"record_count": str(count)}


def write_file(path: Path, file: NenaFile) -> None:
    """Write header, records and trailer; Unfit, and nothing written, where a value or the trailer's count is wrong."""
    path.write_bytes(encode_file(file))


def encode_file(file: NenaFile) -> bytes:
    """Return header, records and trailer as they are written; Unfit where a value or the trailer's count is wrong."""
    if file.left_over:
        raise Unfit(f"{len(file.left_over)} lines that hold no values would be lost.")
    if file.trailer and int(file.trailer.get("record_count", "").strip() or 0) != len(file.records):
        raise Unfit(
            f"The trailer counts {file.trailer.get('record_count')} records, but there are {len(file.records)}."
        )
    return "".join(line + file.end for line in _encoded(file)).encode("ascii")


def _encoded(file: NenaFile) -> Iterator[str]:
    """The lines in order; the sentence of what does not fit says which record it is."""
    parts: list[tuple[str, Values, Layout]] = [
        *([("Header", file.header, file.format.header)] if file.header is not None else []),
        *((f"Record {number}", values, file.format.record) for number, values in enumerate(file.records, 1)),
        *([("Trailer", file.trailer, file.format.trailer)] if file.trailer is not None else []),
    ]
    for place, values, layout in parts:
        try:
            yield encode(values, layout)
        except Unfit as fault:
            raise Unfit(f"{place}: {fault}") from None
