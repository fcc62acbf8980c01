"""Files of NENA records from the tables that describe them in the examples of rules: written by the codec, then damaged."""

from pathlib import Path

from e911audit.nena import Format, closing, encode, formats
from e911audit.rules.example import Grid

FILES = {"ALI file": formats()["ali"], "MSAG file": formats()["msag"]}
"""What such a table is called -> the format of its records."""
HEADER = {"extract_date": "112026", "company_name": "EXAMPLE TELEPHONE", "cycle_counter": "7"}
RECORDS = {
    "ali": {
        "function": "I",
        "npa": "212",
        "house_number": "101",
        "street_name": "MAIN",
        "street_suffix": "ST",
        "community_name": "ROUND ROCK",
        "state": "TX",
        "customer_name": "EXAMPLE WIDGETS",
        "class_of_service": "2",
        "type_of_service": "0",
        "main_npa": "212",
        "main_number": "5550100",
        "extract_date": "111926",
        "county_id": "0491",
    },
    "msag": {
        "street_name": "MAIN",
        "street_suffix": "ST",
        "low_range": "1",
        "community_name": "ROUND ROCK",
        "state": "TX",
        "odd_even": "B",
        "esn": "00231",
    },
}


def write_exchange(grid: Grid, form: Format, file: Path) -> Path:
    """Write the lines of a table: what each is, how many characters it has, and what stands at its end."""
    lines = [_line(what, nth, form) for nth, (what, _, _) in enumerate(grid[1:])]
    damaged = [
        line[:-1].ljust(int(length) - 1)[: int(length) - 1] + end
        for line, (_, length, end) in zip(lines, grid[1:], strict=True)
    ]
    file.write_text("\r\n".join(damaged), encoding="ascii", newline="")
    return file


def _line(what: str, nth: int, form: Format) -> str:
    word, _, count = what.partition(" ")
    if word == "header":
        return encode(HEADER, form.header)
    if word == "trailer":
        return encode(closing(HEADER, int(count)), form.trailer)
    own = {"calling_number": f"55501{nth:02}"} if form.name == "ali" else {"high_range": str(100 + nth)}
    return encode(RECORDS[form.name] | own, form.record)
