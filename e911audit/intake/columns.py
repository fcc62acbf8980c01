"""Columns of texts to columns of values, and to the columns of one inventory table.

The hot path of a load: whole columns at a time, no object for a row.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from itertools import chain
from typing import Any

from e911audit.intake.ali_fields import add_faults
from e911audit.intake.cells import Transformer, Unread, bare
from e911audit.intake.circuits import work_out
from e911audit.intake.port_features import blocking_feature
from e911audit.intake.terms import shape_contracts, shape_demarcs
from e911audit.line_kinds import infer_from_codes, infer_kind, kind_of, strongest
from e911audit.model.origin import SEPARATOR
from e911audit.numbers import Phone
from e911audit.porting.events import class_of

Columns = dict[str, list[Any]]
Told = tuple[str | None, str | None, str | None]
"""Of a line: its kind, the words that suggest it, and the field in which they stand."""
ALIAS = "alias_"
"""How the fields begin that are further names of a record: ``alias_1``, ``alias_2``."""
KEYS = {
    "site": "code",
    "building": "site",
    "location": "code",
    "network_element": "identifier",
    "number": "text",
    "carrier_number": "text",
    "device": "name",
    "system": "name",
    "line": "name",
    "evidence": "subject",
    "waiver": "finding",
    "loa": "pon",
    "port_order": "pon",
    "port_event": "pon",
    "elevator": "name",
    "e911_record": "text",
    "msag_range": "street_name",
    "circuit": "name",
    "exchange_file": "format",
    "provider": "name",
    "scope": "site",
    "demarc": "name",
    "contract": "provider",
}
"""Table -> the field without which a row is no record of it."""


MARKED = frozenset("=#' ")
"""How a text begins that may be wrapped or be no text at all."""


def convert(texts: Sequence[str], read: Transformer) -> tuple[list[Any], dict[int, str]]:
    """The values of a column, and for each text that is not what it should be (by position) the reason.

    Each distinct text is read once.
    """
    values: dict[str, Any] = {"": None}
    unread: dict[str, str] = {}
    for text in set(texts) - values.keys():
        try:
            values[text] = read(bare(text) if text[0] in MARKED else text)
        except Unread as fault:
            values[text] = None
            unread[text] = f"'{text.strip()}' {fault}"
    faults = {position: unread[text] for position, text in enumerate(texts) if text in unread} if unread else {}
    return [values[text] for text in texts], faults


def is_named(table: str, fields: Iterable[str]) -> bool:
    """Whether these fields can tell what a record of the table is about."""
    return not set(NAMED_BY.get(table, (KEYS[table],))).isdisjoint(fields)


def shape(table: str, columns: Columns, texts: Sequence[str]) -> list[int] | None:
    """Turn converted fields into the table's own columns, in place.

    ``texts`` are the cells of the telephone number column. Where a cell held several numbers the result lists, for each
    record, the position of its row; None means one record for each row.
    """
    _gather_aliases(columns)
    shaper = SHAPERS.get(table)
    return shaper(columns, texts) if shaper else None


def _gather_aliases(columns: Columns) -> None:
    """The fields ``alias_1``, ``alias_2`` ... as one: all further names of a record."""
    names = [name for name in columns if name.startswith(ALIAS)]
    if names:
        given = zip(*(columns.pop(name) for name in names), strict=True)
        columns["aliases"] = [SEPARATOR.join(dict.fromkeys(filter(None, aliases))) or None for aliases in given]


def _numbers(columns: Columns, texts: Sequence[str]) -> list[int] | None:
    cells: list[list[Phone] | None] = columns.pop("e164")
    rows = None
    if any(cell is not None and len(cell) > 1 for cell in cells):
        rows = [position for position, cell in enumerate(cells) for _ in cell or (None,)]
        for name, values in columns.items():
            columns[name] = [values[row] for row in rows]
        texts = [
            _own_text(phone, cell, text) for cell, text in zip(cells, texts, strict=True) for phone in cell or (None,)
        ]
    phones: list[Phone | None] = list(chain.from_iterable(cell or (None,) for cell in cells))
    columns["text"] = _texts(phones, texts)
    _spread(columns, phones)
    return rows


def _carrier_number(columns: Columns, texts: Sequence[str]) -> list[int] | None:
    rows = _numbers(columns, texts)
    if rows and "monthly_cost" in columns:  # what a row of several numbers costs is the cost of none of them
        numbers = Counter(rows)
        told = zip(columns["monthly_cost"], rows, strict=True)
        columns["monthly_cost"] = [cost if numbers[row] == 1 else None for cost, row in told]
    if "features" in columns:
        columns["blocking_feature"] = [
            blocking_feature(features, e164)
            for features, e164 in zip(columns["features"], columns["e164"], strict=True)
        ]
    return rows


def _loa(columns: Columns, texts: Sequence[str]) -> list[int] | None:
    return _numbers(columns, texts) if "e164" in columns else None


def _e911_record(columns: Columns, texts: Sequence[str]) -> list[int] | None:
    rows = _numbers(columns, texts)
    add_faults(columns)
    return rows


def _own_text(phone: Phone | None, cell: list[Phone] | None, text: str) -> str:
    """The text of one number: its cell's, or its own where the cell holds several."""
    return phone.e164 if phone and phone.e164 and cell and len(cell) > 1 else text


def _texts(phones: Iterable[Phone | None], texts: Sequence[str]) -> list[str | None]:
    """The number as written, where one could be read."""
    return [text.strip() if phone else None for phone, text in zip(phones, texts, strict=True)]


def _spread(columns: Columns, phones: Iterable[Phone | None]) -> None:
    nothing = Phone(None, None, None)
    spread = zip(*(phone or nothing for phone in phones), strict=True)
    columns["e164"], columns["extension"], columns["fault"] = map(list, spread)


def _device(columns: Columns, texts: Sequence[str]) -> None:
    extension = columns.get("extension")
    if "e164" in columns:
        phones = columns["e164"]
        columns["text"] = _texts(phones, texts)
        _spread(columns, phones)
        if extension:
            columns["extension"] = _first(extension, columns["extension"])
    columns["name"] = _first(*(columns[name] for name in DEVICE_NAMES if name in columns))


def _line(columns: Columns, texts: Sequence[str]) -> None:
    _one_number(columns, texts)
    columns["name"] = _first(*(columns[name] for name in ("e164", "circuit", "text") if name in columns))
    _line_kind(columns)


def _one_number(columns: Columns, texts: Sequence[str]) -> None:
    """The number of what has none but this one, and no extension."""
    if "e164" in columns:
        phones = columns["e164"]
        columns["text"] = _texts(phones, texts)
        _spread(columns, phones)
        del columns["extension"]


def _elevator(columns: Columns, texts: Sequence[str]) -> None:
    _one_number(columns, texts)
    columns["name"] = _first(*(columns[name] for name in ("name", "car") if name in columns))


def _line_kind(columns: Columns) -> None:
    """What the row itself says of the line; what follows from all that is said of it, ``line_signs`` works out."""
    blank = [None] * len(columns["name"])
    given, said = columns.get("kind", blank), columns.get("life_safety", blank)
    fields = [name for name in SAYS_WHAT_IT_IS if name in columns]
    found = [_told_by_words(fields, texts) for texts in zip(*(columns[name] for name in fields), strict=True)]
    inferred, words, places = map(list, zip(*found, strict=True)) if found else (blank, blank, blank)
    columns |= {"kind_here": given, "inferred_here": inferred, "words_here": words, "field_here": places}
    by_words = [kind in (None, "unknown") and bool(other) for kind, other in zip(given, inferred, strict=True)]
    columns["kind"] = [other if so else kind for so, kind, other in zip(by_words, given, inferred, strict=True)]
    columns["kind_words"] = [text if so else None for so, text in zip(by_words, words, strict=True)]
    columns["safety_here"] = said
    columns["life_safety"] = [
        told or kind_of(kind).life_safety for told, kind in zip(said, columns["kind"], strict=True)
    ]


def _told_by_words(fields: list[str], texts: Sequence[str | None]) -> Told:
    """The kind that the words or a code of these fields suggest, the words, and the field; nothing for none."""
    told = dict(zip(fields, texts, strict=True))
    found = {one: name for name, text in told.items() if text and (one := infer_kind(text))}
    if not found and (one := infer_from_codes(told.get("service") or "")):
        found = {one: "service"}
    best = strongest(found)
    return (best.kind, best.words, found[best]) if best else (None, None, None)


def _circuit(columns: Columns, _texts: Sequence[str]) -> None:
    work_out(columns)


def _port_event(columns: Columns, _texts: Sequence[str]) -> None:
    """Tell the class of each rejection and jeopardy."""
    blank: list[Any] = [None] * len(next(iter(columns.values()), []))
    told = (columns.get(name, blank) for name in ("kind", "code", "text"))
    columns["rejection"] = [
        class_of(code, text) if kind in ("reject", "jeopardy") else None for kind, code, text in zip(*told, strict=True)
    ]


def _site(columns: Columns, _texts: Sequence[str]) -> None:
    _name(columns, "code", "name")


def _location(columns: Columns, _texts: Sequence[str]) -> None:
    _name(columns, "code")


def _name(columns: Columns, *fields: str) -> None:
    """Give each record its code: the first of these fields that is not blank, else the first of its further names."""
    told = [columns[name] for name in fields if name in columns]
    if "aliases" in columns:
        told.append([alias and alias.partition(SEPARATOR)[0] for alias in columns["aliases"]])
    if told:
        columns["code"] = _first(*told)


def _first(*columns: list[Any]) -> list[Any]:
    return [next(filter(None, values), None) for values in zip(*columns, strict=True)]


DEVICE_NAMES = ("name", "mac", "extension", "e164")
"""What a device is called: the first of these that is not blank."""
SAYS_WHAT_IT_IS = ("notes", "interior", "destination", "panel", "location", "owner", "posted_location", "service")
"""Fields of a line whose words may tell its kind, where no column does."""
DERIVED: dict[str, dict[str, tuple[str, ...]]] = {
    "line": {"kind": SAYS_WHAT_IT_IS, "life_safety": ("kind", *SAYS_WHAT_IT_IS)},
    "site": {"code": ("name",)},
    "device": {"name": DEVICE_NAMES[1:]},
    "elevator": {"name": ("car",)},
    "demarc": {"name": ("circuit", "site")},
}
"""Table -> field -> the fields that it is taken from where it has no column of its own."""
NAMED_BY: dict[str, tuple[str, ...]] = {
    "number": ("e164",),
    "carrier_number": ("e164",),
    "e911_record": ("e164",),
    "device": DEVICE_NAMES,
    "elevator": ("name", "car"),
    "demarc": ("circuit", "site"),
    "line": ("e164", "circuit"),
    "location": ("code", "alias_1"),
    "site": ("code", "name", "alias_1"),
}
"""Table -> the fields of which one must be there to tell what a record is about; elsewhere it is the key itself."""
SHAPERS: dict[str, Callable[[Columns, Sequence[str]], list[int] | None]] = {
    "circuit": _circuit,
    "number": _numbers,
    "carrier_number": _carrier_number,
    "e911_record": _e911_record,
    "loa": _loa,
    "device": _device,
    "elevator": _elevator,
    "demarc": shape_demarcs,
    "contract": shape_contracts,
    "port_event": _port_event,
    "line": _line,
    "location": _location,
    "site": _site,
}
