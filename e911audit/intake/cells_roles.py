"""Cells that tell what a provider is: ILEC, CLEC, ITSP, ISP ..."""

import re

from e911audit.intake.cells import stored_words, text, words

PARTED = re.compile(r"[,;/+&\n]|\band\b", re.IGNORECASE)


def provider_roles(text_: str) -> str | None:
    """The roles that a list names, each once, in the order of their vocabulary: ``CLEC / ITSP``.

    A part that is no role makes the whole cell Unread.
    """
    if text(text_) is None:
        return None
    found = {words("provider_role")(part) for part in PARTED.split(text_) if text(part)}
    return ", ".join(role for role in stored_words("provider_role") if role in found) or None
