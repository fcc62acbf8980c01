"""Erlang B: the published figures come out, and what must hold of every load and every trunk holds."""

import doctest

import pytest
from hypothesis import given
from hypothesis import strategies as st

from e911audit import traffic
from e911audit.traffic import TARGET, channels_needed

LOADS = st.floats(min_value=0.01, max_value=200)


def blocking(load, channels):
    """The share of calls that are lost: Erlang's formula as a sum, where the program steps from channel to channel."""
    terms = [1.0]
    for channel in range(1, channels + 1):
        terms.append(terms[-1] * load / channel)
    return terms[-1] / sum(terms)


@pytest.mark.parametrize(("channels", "erlangs"), [(23, 14.47), (24, 15.3), (46, 34.32), (47, 35.21), (69, 55.19)])
def test_carries_what_tables_of_erlang_b_say_at_one_percent(channels, erlangs):
    assert blocking(erlangs, channels) == pytest.approx(TARGET, abs=5e-5)
    assert channels_needed(erlangs - 0.01) == channels
    assert channels_needed(erlangs + 0.01) == channels + 1


def test_one_channel_loses_load_over_one_plus_load():
    assert blocking(0.25, 1) == pytest.approx(0.2)
    assert blocking(3.0, 0) == 1.0


@given(LOADS)
def test_the_answer_is_the_fewest_channels(load):
    channels = channels_needed(load)
    assert blocking(load, channels) <= TARGET < blocking(load, channels - 1)


@given(LOADS, LOADS)
def test_more_load_never_needs_fewer_channels(one, other):
    assert channels_needed(min(one, other)) <= channels_needed(max(one, other))


def test_no_load_needs_no_channel():
    assert channels_needed(0) == 0


@pytest.mark.parametrize(("load", "target"), [(-1, 0.01), (1, 0), (1, 1)])
def test_what_is_no_load_or_no_share_is_refused(load, target):
    with pytest.raises(ValueError, match="A load is at least 0"):
        channels_needed(load, target)


def test_doctests():
    assert doctest.testmod(traffic).failed == 0
