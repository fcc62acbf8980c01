"""The seal of a workbook's row: it survives the workbook, and breaks where somebody changes what it seals."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl.utils.escape import unescape

from e911audit.reports.excel.content import LONGEST_TEXT, clean
from e911audit.views.review import FIELDS, PROTECTED, Review, Seal, digest, plain

TEXTS = st.text(st.characters(codec=None) | st.sampled_from("\r\n\t _x0041_\x00\u202e\ud800\ufffe\u2400"), max_size=60)


@given(TEXTS)
def test_what_a_workbook_shows_compares_as_what_was_meant(text):
    assert plain(unescape(clean(text))) == plain(text)


@pytest.mark.parametrize("text", ["a\r\n" * 9_000, "\N{FIRE ENGINE}" * 30_000, "word " * 10_000, "x" * LONGEST_TEXT])
def test_long_texts_compare_as_far_as_a_cell_holds_them(text):
    assert digest(unescape(clean(text)), "b") == digest(text, "b")


@given(st.lists(TEXTS, min_size=len(PROTECTED), max_size=len(PROTECTED)), st.sampled_from(range(len(PROTECTED))))
def test_a_changed_cell_breaks_the_seal(shown, column):
    changed = [*shown]
    changed[column] += " and more"
    assert Seal.of(tuple(changed)).row != Seal.of(tuple(shown)).row


@given(st.builds(Review, decision=TEXTS, owner=TEXTS, due=st.none() | st.dates(), note=TEXTS))
def test_a_seal_reads_back(review):
    seal = Seal.of(("",) * len(PROTECTED), review)
    assert Seal.read(str(seal)) == seal
    assert set(seal.fields) == {field for field in FIELDS if review.text(field)}


@pytest.mark.parametrize("text", ["", " ", "no seal", ".", "abc."])
def test_what_is_no_seal(text):
    assert Seal.read(text) is None
