"""Licences of libraries: what their metadata say, as SPDX identifiers, and which of them we may ship with."""

import re
from collections.abc import Iterable
from email.message import Message

ALLOWED = frozenset(
    "0BSD Apache-2.0 BSD-2-Clause BSD-3-Clause CC0-1.0 HPND ISC LGPL-3.0-only MIT MIT-0 MIT-CMU MPL-2.0 PSF-2.0"
    " Unlicense Zlib BSD".split()
)
"""Those that allow use in a product under any licence: permissive ones, and MPL and LGPL for what is used unchanged and
installed beside the program. ``BSD`` is what many old packages call one of the two."""
NAMES = {
    r"mit(?: license)?|the mit license\b.*|mit license": "MIT",
    r"apache(?: software)?(?: license)?(?:,? version)?[ -]?2(?:\.0)?|apache software license": "Apache-2.0",
    r"bsd[ -]2[ -]clause.*|simplified bsd": "BSD-2-Clause",
    r"bsd[ -]3[ -]clause.*|(?:new|modified) bsd(?: license)?": "BSD-3-Clause",
    r"bsd(?: license)?": "BSD",
    r"isc(?: license)?(?: \(iscl\))?": "ISC",
    r"mozilla public license 2\.0(?: \(mpl 2\.0\))?": "MPL-2.0",
    r"python software foundation license": "PSF-2.0",
}
"""What packages write instead of an identifier."""
CLASSIFIER = re.compile(r"License :: (?:OSI Approved :: )?(.+)")
LONGEST_NAME = 60
"""A longer text in the field License is the licence itself."""


TEXTS = {
    "Permission is hereby granted, free of charge, to any person obtaining a copy": "MIT",
    "Apache License Version 2.0, January 2004": "Apache-2.0",
}
"""How the texts of licences read that a package ships without naming them."""


def licence(facts: Message, texts: Iterable[str] = ()) -> str:
    """The licence by the metadata of a package, as an SPDX expression; blank where they tell none.

    The expression comes first (PEP 639), then the field License where it holds a name, then the classifiers, of which
    several mean a choice, and last the ``texts`` of the licences that it ships.
    """
    if told := facts.get("License-Expression"):
        return told.strip()
    name = (facts.get("License") or "").strip()
    if name and "\n" not in name and len(name) <= LONGEST_NAME and (known := _spdx(name)):
        return known
    said = [found.group(1) for found in map(CLASSIFIER.fullmatch, facts.get_all("Classifier") or []) if found]
    if said:
        return " OR ".join(sorted({_spdx(one) or one for one in said}))
    shipped = {known for text in texts for words, known in TEXTS.items() if words in " ".join(text.split())}
    return " AND ".join(sorted(shipped)) or (name if len(name) <= LONGEST_NAME else "")


def _spdx(name: str) -> str:
    if name in ALLOWED:
        return name
    return next((known for words, known in NAMES.items() if re.fullmatch(words, name, re.IGNORECASE)), "")


def may_ship(expression: str) -> bool:
    """Whether an SPDX expression of names, AND and OR lets us ship: one of what stands between OR, all between AND."""
    choices = [choice.strip(" ()") for choice in re.split(r"\s+OR\s+", expression)]
    return any(
        all(part.strip(" ()") in ALLOWED for part in re.split(r"\s+AND\s+", choice)) for choice in choices if choice
    )
