"""The labels of usaddress's model are its own, token by token."""

import pytest
import usaddress
from hypothesis import given
from hypothesis import strategies as st

from e911audit.places.model import labels

SOME = (
    "12 Elm St Salem OR 97301", "PO Box 12, Elm, TX", "# 5 & 7 (rear) 123½ N. Main St., Apt. #4;", "5", "", "& #", "...",
    "100 Main St. # 5, Salem OR", "1000 W 0th 00 Ave", "Ñandú 12",
)  # fmt: skip
WORDS = st.sampled_from(
    "12 100 1/2 N. North Main St St., Ave # & PO Box 5b, Apt. #4; (rear) Salem OR 97301-0001 ½ O'Hare".split()
)


def own(text: str) -> list[str]:
    return [label for _, label in usaddress.parse(text)]


@pytest.mark.parametrize("text", SOME)
def test_labels_are_those_of_usaddress(text):
    assert labels(text) == own(text)


@given(st.lists(WORDS, max_size=12).map(" ".join) | st.text(max_size=60))
def test_labels_of_any_text_are_those_of_usaddress(text):
    assert _or_error(labels, text) == _or_error(own, text)


def _or_error(read, text):
    """usaddress fails on a token without a letter or digit; so may we, in the same way."""
    try:
        return read(text)
    except IndexError:
        return "IndexError"
