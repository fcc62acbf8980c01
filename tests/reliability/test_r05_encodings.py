"""R5: every encoding gives the right text, says which one it was, and replaces no character in silence."""

import codecs

import pytest
from openpyxl import Workbook

NAMES = ("Café Olé", "Universität", "Peña & Ñandú", "Señor Ünal")
WIDE = (*NAMES, "Łódź", "東京", "Ελλάδα", "Москва", "\N{FIRE ENGINE}")
TEXTS = {
    "utf-8": ("utf-8", b"", WIDE),
    "utf-8 with a mark": ("utf-8", codecs.BOM_UTF8, WIDE),
    "utf-16 little": ("utf-16-le", codecs.BOM_UTF16_LE, WIDE),
    "utf-16 big": ("utf-16-be", codecs.BOM_UTF16_BE, WIDE),
    "utf-16 little without a mark": ("utf-16-le", b"", NAMES),
    "utf-16 big without a mark": ("utf-16-be", b"", NAMES),
    "utf-32 little": ("utf-32-le", codecs.BOM_UTF32_LE, WIDE),
    "utf-32 big": ("utf-32-be", codecs.BOM_UTF32_BE, WIDE),
    "Windows-1252": ("cp1252", b"", (*NAMES, "“Œuvre” 5 €")),
    "Latin-1": ("latin-1", b"", NAMES),
    "Mac Roman": ("mac-roman", b"", NAMES),
}
SAME = {"latin-1": "cp1252", "utf-16-le": "utf-16", "utf-16-be": "utf-16", "utf-32-le": "utf-32", "utf-32-be": "utf-32"}
"""Encoding -> how the receipt calls it, or one that gives the same text."""


def rows_of(names):
    return [
        ["Site Code", "Site Name", "City", "State"],
        *([f"S{at}", name, "Waco", "TX"] for at, name in enumerate(names)),
    ]


@pytest.mark.parametrize(("encoding", "mark", "names"), TEXTS.values(), ids=TEXTS.keys())
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_the_text_is_right_and_its_encoding_told(tmp_path, loaded, ask, encoding, mark, names, delimiter):
    end = "\r" if encoding == "mac-roman" else "\r\n"
    text = "".join(delimiter.join(row) + end for row in rows_of(names))
    (tmp_path / "sites.csv").write_bytes(mark + text.encode(encoding))
    store = loaded(tmp_path / "sites.csv")
    found = ask(store, "select name from site order by row")
    assert found == [(name,) for name in names]
    ((notes,),) = ask(store, "select notes from sheet")
    assert SAME.get(encoding, encoding) in notes


def test_a_workbook_holds_every_character(tmp_path, loaded, ask):
    made = Workbook()
    for row in rows_of(WIDE):
        made.active.append(row)
    made.save(tmp_path / "sites.xlsx")
    assert ask(loaded(tmp_path / "sites.xlsx"), "select name from site order by row") == [(name,) for name in WIDE]


def test_a_mixture_of_encodings_is_a_doubt_that_is_told(tmp_path, loaded, ask):
    text = [
        b"Site Code,Site Name,City,State\n",
        "S1,Łódź Café,Waco,TX\n".encode(),
        "S2,Olé,Waco,TX\n".encode("cp1252"),
    ]
    (tmp_path / "sites.csv").write_bytes(b"".join(text))
    store = loaded(tmp_path / "sites.csv")
    ((notes,),) = ask(store, "select notes from sheet")
    assert "most letters are UTF-8 but not all of them" in notes
    assert not [name for (name,) in ask(store, "select name from site") if "\ufffd" in name]
