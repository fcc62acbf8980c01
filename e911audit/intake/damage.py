"""What spreadsheet programs do to columns that can still be read, so that a receipt can tell it."""

from collections.abc import Iterator, Sequence

from e911audit.model.origin import SEPARATOR

WRAPS = ('="', "'")
"""How a text begins that was marked as one, so that Excel leaves its zeros alone."""
LONG = 11
"""Digits of a number with its country code."""


def damage(texts: Sequence[str], *, phone: bool) -> Iterator[tuple[str, int]]:
    """Yield what happened to a column of texts and the position of the first that shows it.

    A number without plus sign is told where others of its column have theirs: alone it is a way to write.
    """
    joined = SEPARATOR + SEPARATOR.join(texts)
    if any(f"{SEPARATOR}{wrap}" in joined for wrap in WRAPS):
        yield (
            "texts in marks, which were taken off",
            next(at for at, text in enumerate(texts) if text.startswith(WRAPS)),
        )
    if phone and f"{SEPARATOR}+" in joined and f"{SEPARATOR}1" in joined:
        lost = (at for at, text in enumerate(texts) if len(text) == LONG and text[0] == "1" and text.isdecimal())
        if (at := next(lost, None)) is not None:
            yield "numbers that have lost their plus sign", at
