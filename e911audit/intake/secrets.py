"""PINs and passwords: columns of them are known by their header, those said in other cells by the words around them.

Both are taken out before anything is kept.
"""

import re

from e911audit.intake.cells import plain, vocabularies
from e911audit.intake.cells import text as a_text

SECRET = re.compile(
    r"(?:(?<![a-z])(?:vm)?pins?|pass ?code|pass ?word|passwd|pwd|secret|credential|auth key|authentication string)"
    r"s?(?![a-z])"
)
WORDS_RUN_TOGETHER = re.compile(r"(?<=[a-z])(?=[A-Z])|(?<=[A-Z])(?=(?:Pass|Pin|PIN))")
ANSWERS = re.compile(r"required|held|present|needed|\?$")
"""Words of a header whose column says yes or no about secrets."""
NO_SECRET = re.compile(rf"{ANSWERS.pattern}|pin ?out")
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
    text = _plain(header)
    return bool(SECRET.search(text)) and not NO_SECRET.search(text)


def is_about_secret(header: str) -> bool:
    """Whether a column of this header should hold a yes or no about PINs or passwords, such as ``PIN Held``."""
    text = _plain(header)
    return bool(SECRET.search(text)) and bool(ANSWERS.search(text))


def is_no_answer(text: str) -> bool:
    """Whether a cell that should say yes or no about a secret may hold the secret itself.

    Any single word that is no answer may be one, and any text with digits; ``on file with Ann`` is none.
    """
    if plain(text) in vocabularies()["yes_no"] or a_text(text) is None:
        return False
    return bool(re.search(r"\d", text)) or (len(text.split()) == 1 and not ANSWERS.search(text.casefold()))


def _plain(header: str) -> str:
    return WORDS_RUN_TOGETHER.sub(" ", re.sub(r"[\s_-]+", " ", header)).casefold().strip()


def might_say(lower: str) -> bool:
    """Whether a text in lower case, or many joined ones, might hold a secret; Pine Street and Springfield do not."""
    for hint in HINTS:
        at = lower.find(hint)
        while at >= 0:
            if hint != "pin" or not lower[at + 3 : at + 4].isalpha() or lower[at + 3] == "s":
                return True
            at = lower.find(hint, at + 1)
    return False


def without_secret(text: str) -> str:
    """The text with every said PIN or password replaced by ``[removed]``."""
    found = SAID.sub(lambda said: said.group(1) + REMOVED, text)
    return BARE.sub(lambda said: said.group(1) + REMOVED, found)


def drop_said(rows: list[list[str]]) -> int:
    """Take secrets out of the cells of these rows, in place; how many cells held one."""
    if not might_say("\n".join(map("\n".join, rows)).casefold()):
        return 0
    dropped = 0
    for row in rows:
        if might_say("\n".join(row).casefold()):
            for column, text in enumerate(row):
                if text and (clean := without_secret(text)) != text:
                    row[column] = clean
                    dropped += 1
    return dropped
