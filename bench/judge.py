"""What the plain and the tuned script share: the five rules, judged on pandas frames. Only the slow parts differ.

The conditions are those of the rule catalogue of e911audit for LOC-001, NUM-002, NUM-003, LEG-001 and LEG-051.
"""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pandas as pd
import phonenumbers
from scourgify import normalize_address_record
from scourgify.exceptions import AddressNormalizationError

SHEETS = ["Sites", "Numbers", "Devices", "Lines"]
PHONES = {"Numbers": "Telephone Number", "Devices": "Telephone Number", "Lines": "Line Number"}
ADDRESS = ["Street Address", "City", "State", "ZIP"]
LIFE_SAFETY = "elevator|fire|burglar|refuge|pool"
FICTION = re.compile(r"\+1\d{3}55501\d\d")
FOUND = ["rule", "sheet", "row", "site", "number", "address", "message"]


def e164(text: Any) -> str | None:
    """The number as +1 and ten digits where it is valid, else None."""
    if pd.isna(text):
        return None
    try:
        parsed = phonenumbers.parse(text, "US")
    except phonenumbers.NumberParseException:
        return None
    number = phonenumbers.format_number(parsed, phonenumbers.PhoneNumberFormat.E164)
    return number if phonenumbers.is_valid_number(parsed) and not FICTION.fullmatch(number) else None


def postal(street: Any, city: Any, state: Any, code: Any) -> str | None:
    """The address in postal spelling on one line; as typed where scourgify refuses it; None where it is blank."""
    if pd.isna(street):
        return None
    code = str(code).zfill(5) if pd.notna(code) else ""
    record = {"address_line_1": street, "address_line_2": None, "city": city, "state": state, "postal_code": code}
    try:
        parts = normalize_address_record(record).values()
    except AddressNormalizationError:
        parts = [street, city, state, code]
    return ", ".join(str(part).upper() for part in parts if pd.notna(part) and part)


def trim(book: dict[str, pd.DataFrame]) -> None:
    """Take blanks off the ends of every cell; remember the row that the sheet shows."""
    for name, frame in book.items():
        book[name] = frame.apply(lambda column: column.str.strip().replace("", None))
        book[name]["row"] = frame.index + 2


def findings(book: dict[str, pd.DataFrame]) -> pd.DataFrame:
    """One row for each faulty row, with the columns of FOUND. Wants `number` and `address` filled."""
    found = pd.concat(judged(book), ignore_index=True)
    return found.reindex(columns=FOUND).sort_values(["rule", "sheet", "row"], ignore_index=True)


def judged(book: dict[str, pd.DataFrame]) -> Iterator[pd.DataFrame]:
    """The findings of each rule in turn."""
    yield flagged(unlocated(book), "LOC-001", "Devices", "This phone can dial 911 and nothing says where it is")
    for name, column in PHONES.items():
        frame = book[name]
        wrong = frame[frame[column].notna() & frame["number"].isna()]
        yield flagged(wrong.assign(number=wrong[column]), "NUM-002", name, "Not a valid North American number")
    yield from repeated(book)
    lines = book["Lines"]
    action = lines["Action"].str.lower()
    vital = lines["Life Safety"].str.lower().isin(["yes", "y", "unknown"])
    vital |= lines["Line Type"].str.contains(LIFE_SAFETY, case=False, na=False)
    going = action.isin(["remove", "disconnect"]) & lines["Replacement"].isna()
    yield flagged(lines[vital & going], "LEG-001", "Lines", "A life-safety line goes and nothing replaces it")
    undecided = action.isna() & lines["Circuit ID"].notna()
    yield flagged(lines[undecided], "LEG-051", "Lines", "Nobody decided what happens to this line")


def unlocated(book: dict[str, pd.DataFrame]) -> pd.DataFrame:
    """Devices that can dial 911 with no location, no address of their own and a site without address."""
    sites, devices = book["Sites"], book["Devices"]
    known = sites.loc[sites["address"].notna(), "Site Code"]
    dials = devices["Can Dial 911"].str.lower().isin(["yes", "y", "true", "1"])
    nowhere = devices["Location ID"].isna() & devices["address"].isna() & ~devices["Site Code"].isin(known)
    return devices[dials & nowhere]


def repeated(book: dict[str, pd.DataFrame]) -> Iterator[pd.DataFrame]:
    """Rows of numbers that several devices have unshared, or that two sites have."""
    devices, numbers = book["Devices"], book["Numbers"]
    active = numbers[numbers["Status"].str.lower() == "active"]
    unshared = devices[~devices["Shared Line"].str.lower().isin(["yes", "y", "true"])]
    uses = devices.groupby("number").size()
    several = set(uses[uses > 1].index) & set(unshared["number"].dropna())
    both = pd.concat([devices[["number", "Site Code"]], active[["number", "Site Code"]]]).dropna()
    places = both.groupby("number")["Site Code"].nunique()
    several |= set(places[places > 1].index)
    for name, frame in (("Devices", devices), ("Numbers", active)):
        yield flagged(frame[frame["number"].isin(several)], "NUM-003", name, "Several phones or sites have this number")


def flagged(frame: pd.DataFrame, rule: str, sheet: str, message: str) -> pd.DataFrame:
    """The faulty rows of a sheet, as findings."""
    return frame.rename(columns={"Site Code": "site"}).assign(rule=rule, sheet=sheet, message=message)


def places(book: dict[str, pd.DataFrame]) -> pd.DataFrame:
    """Every address once, with how many rows are at it."""
    counts = pd.concat([frame["address"] for frame in book.values()]).value_counts()
    return counts.rename_axis("address").reset_index(name="rows")


def write(book: dict[str, pd.DataFrame], out: Path, engine: str) -> None:
    """Write the workbook of exceptions, and rule, sheet and row of each beside it as .csv."""
    found = findings(book)
    summary = found.groupby("rule").size().rename("findings").reset_index()
    with pd.ExcelWriter(out, engine=engine) as writer:
        summary.to_excel(writer, sheet_name="Summary", index=False)
        found.to_excel(writer, sheet_name="Findings", index=False)
        places(book).to_excel(writer, sheet_name="Addresses", index=False)
    found[["rule", "sheet", "row"]].to_csv(out.with_suffix(".csv"), index=False)
