"""PINs and passwords: columns of them are known by their header, those said in other cells by the words around them.

Both are taken out before anything is kept.
"""

import re

SECRET = re.compile(
    r"(?:(?<![a-z])(?:vm)?pins?|pass ?code|pass ?word|passwd|pwd|secret|credential|auth key|authentication string)"
    r"s?(?![a-z])"
)
WORDS_RUN_TOGETHER = re.compile(r"(?<=[a-z])(?=[A-Z])|(?<=[A-Z])(?=(?:Pass|Pin|PIN))")
NO_SECRET = re.compile(r"required|held|present|needed|\?$|pin ?out")
SAID = re.compile(
    r"(?<![a-z])((?:(?:port[- ]?out|account|acct|voicemail|vm|transfer|sim|security)\s+)*"
    r"(?:pin|passcode|password|passwd|pwd|secret)s?(?:\s*(?:code|number|no\.?|#))?\s*(?:is\b|are\b|[:=#])\s*)"
    r"(?P<quote>['\"]?)(?!\[removed\])([^\s'\",;)]+)(?P=quote)",
    re.IGNORECASE,
)
"""``PIN: 1234``, ``password is hunter2``, ``port-out pin #0042``."""
BARE = re.compile(r"(?<![a-z])((?:pin|passcode)s?\s+)(\d{4,10})(?!\d)", re.IGNORECASE)
"""``PIN 1234``: digits alone behind the word."""
HINTS = ("pin", "passw", "passc", "pwd", "secret")
"""Without one of these no text can say a secret; looking for them is cheap."""
REMOVED = "[removed]"


def is_secret(header: str) -> bool:
    """Whether a column of this header holds PINs or passwords; ``PIN Required`` holds a yes or no."""
    text = WORDS_RUN_TOGETHER.sub(" ", re.sub(r"[\s_-]+", " ", header)).casefold().strip()
    return bool(SECRET.search(text)) and not NO_SECRET.search(text)


def says_secret(text: str) -> bool:
    """Whether a text, or many joined ones, might hold a secret; the cheap question before ``without_secret``."""
    lower = text.casefold()
    return any(hint in lower for hint in HINTS) and bool(SAID.search(text) or BARE.search(text))


def without_secret(text: str) -> str:
    """The text with every said PIN or password replaced by ``[removed]``."""
    found = SAID.sub(lambda said: said.group(1) + REMOVED, text)
    return BARE.sub(lambda said: said.group(1) + REMOVED, found)


def drop_said(rows: list[list[str]]) -> int:
    """Take secrets out of the cells of these rows, in place; how many cells held one."""
    dropped = 0
    for row in rows:
        if says_secret("\n".join(row)):
            for column, text in enumerate(row):
                if text and (clean := without_secret(text)) != text:
                    row[column] = clean
                    dropped += 1
    return dropped
