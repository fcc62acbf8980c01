"""Telephone traffic: how many channels a busy hour needs.

Erlang's loss formula (Erlang B): calls that come at random and find all channels taken are lost, not queued. Loads are
in erlangs, the mean number of calls at the same time.
"""

from functools import cache

TARGET = 0.01
"""The share of calls that a trunk may turn away in its busy hour; what trunks are usually dimensioned for."""


@cache
def channels_needed(load: float, target: float = TARGET) -> int:
    """Return the fewest channels that lose at most the share ``target`` of a load, 0 for none; ValueError below 0.

    >>> channels_needed(14.47)
    23
    """
    if load < 0 or not 0 < target < 1:
        raise ValueError("A load is at least 0, a share between 0 and 1.")
    channels, lost = 0, 1.0
    while load and lost > target:
        channels += 1
        lost = load * lost / (channels + load * lost)
    return channels
