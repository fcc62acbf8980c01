"""PINs and passwords: columns of them are known by their header, those said in other cells by the words around them.

Both are taken out before anything is kept.
"""

import re
from collections.abc import Iterable
from itertools import pairwise

from e911audit.intake.cells import plain, vocabularies
from e911audit.intake.cells import text as a_text

SECRET = re.compile(
    r"(?:(?<![a-z])(?:(?:vm)?pins?|pw|psk|ssn|tax ?id|api key)|pass ?(?:code|word|phrase)|passwd|pswd|pwd|secret"
    r"|credential|(?:auth|private|shared) key|(?:auth|access|bearer) token|authentication string|social security"
    r"|(?:security|port ?out|transfer) code)s?(?![a-z])"
)
WORDS_RUN_TOGETHER = re.compile(r"(?<=[a-z])(?=[A-Z])|(?<=[A-Z])(?=(?:Pass|Pin|PIN))")
ANSWERS = re.compile(r"required|held|present|needed|\?$")
"""Words of a header whose column says yes or no about secrets."""
NO_SECRET = re.compile(rf"{ANSWERS.pattern}|pin ?out")
OF = (
    r"(?:port(?:[- ]?out)?|account|acct|voicemail|vm|transfer|sim|security|sip|admin|web|phone|device|user|line|login"
    r"|extension|ext\.?|gate|door|alarm|panel|root|enable)[\s-]+"
)
"""Whose PIN or password it is."""
LOGIN = r"(?:pass ?(?:code|word|phrase)|passwd|pswd|pwd)"
WORD = rf"(?:pin|pw|psk|ssn|secret|(?:security|port[- ]?out|transfer) code|(?:api|auth|authentication) key|{LOGIN})"
NUMBER = r"(?:\s*(?:code|number|no\.?|\#))?"
KEPT = r"(?!['\"]?\[removed\])"
FURTHER = r"(?:\s*(?:[,/&+]|\b(?:and|or)\b)\s*\d{4,10}(?![\d-]))*"
"""More PINs behind the first."""
SAID = re.compile(
    rf"(?<![a-z])((?:{OF}){{0,3}}{WORD}s?{NUMBER}\s*(?:(?:is|was|are)\b\s*:?|[:=\#]|[-=]>)\s*)"
    rf"{KEPT}(?:\"[^\"]*\"|'[^']*'|\S+?(?=[,;.)]*(?:\s|$))){FURTHER}",
    re.IGNORECASE,
)
"""``PIN: 1234``, ``password is hunter2``, ``port-out pin #0042``."""
BARE = re.compile(
    rf"(?<![a-z])((?:(?:{OF}){{1,3}}{WORD}s?{NUMBER}[\s(\[/-]+|{WORD}s?{NUMBER}[\s(\[]+))"
    rf"\d[\d-]{{2,8}}\d(?!\d){FURTHER}",
    re.IGNORECASE,
)
"""``PIN 1234``: digits alone behind the word. ``PIN-1234`` alone may be a room of a site named PIN, and stays."""
MIXED = re.compile(rf"(?<![a-z])({LOGIN}s?\s+)(?=\S*\d)(?=\S*[a-z])[^\s,;)]{{6,}}", re.IGNORECASE)
"""``password hunter2``: letters and digits together behind the word."""
BEFORE = re.compile(
    rf"(?<![\d-])\d{{4,10}}(\s*(?:\(|=|\b(?:is|as)\b)\s*(?:(?:the|our|their|its|my)\s+)?(?:{OF}){{0,3}}{WORD}(?![a-z]))",
    re.IGNORECASE,
)
"""``1234 is the PIN``, ``1234 (PIN)``."""
IN_NAME = re.compile(
    rf"((?<![a-z]){WORD}s?(?:[\s_-]*(?:code|number|no))?[\s_=\#()-]*)(?!\d{{4}}-\d\d-\d\d)(?=[^\W_]*\d)[^\W_]{{4,}}",
    re.IGNORECASE,
)
"""``port_pin_1234.xlsx``; a date behind the word is none."""
LABEL = re.compile(rf"\W*(?:{OF}){{0,3}}{WORD}s?{NUMBER}\W*", re.IGNORECASE)
"""A cell that says what stands in the next one, or below it."""
SINGLE = re.compile(r"\s*(?=\S*[^\Wa-zA-Z_]|\S*[^\w\s])\S+\s*")
"""A single word with a digit or a mark."""
HINTS = (
    *("passw", "passc", "passp", "pass ", "pw", "psk", "swd", "ssn", "secret", "ity code", "out code", "fer code"),
    *("api key", "auth key", "ation key"),
)
PIN = re.compile(r"pin(?:s|(?![^\W\d_]))")
"""Without it and these hints no text in lower case can say a secret; looking for them is cheap."""
REMOVED = "[removed]"


def is_secret(header: str) -> bool:
    """Whether a column of this header holds PINs or passwords; ``PIN Required`` holds a yes or no."""
    text = _plain(header)
    return bool(SECRET.search(text)) and not NO_SECRET.search(text)


def are_secret(headers: Iterable[str]) -> bool:
    """Whether one of these headers might be that of a secret; asked of a whole row it is cheap."""
    return bool(SECRET.search(_plain("\n".join(headers))))


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
    return any(hint in lower for hint in HINTS) or bool(PIN.search(lower))


def without_secret(text: str) -> str:
    """The text with every said PIN or password replaced by ``[removed]``."""
    for pattern in (SAID, BARE, MIXED):
        text = pattern.sub(rf"\1{REMOVED}", text)
    return BEFORE.sub(rf"{REMOVED}\1", text)


def name_without_secret(path: str) -> str:
    """The same for a path, of which each part is a name with an ending of its own."""
    return (
        "/".join(IN_NAME.sub(rf"\1{REMOVED}", part) for part in path.split("/")) if might_say(path.casefold()) else path
    )


def drop_answers(rows: list[list[str]], columns: Iterable[int]) -> list[tuple[int, int]]:
    """Blank the cells of columns that ask for yes or no and hold something else; position and column of each."""
    dropped = []
    for column in columns:
        for position, row in enumerate(rows):
            if column < len(row) and row[column].strip() and is_no_answer(row[column]):
                row[column] = ""
                dropped.append((position, column))
    return dropped


def drop_said(rows: list[list[str]], below: set[int] | None = None) -> list[tuple[int, int]]:
    """Take secrets out of the cells of these rows, in place; position and column of each cell that held one.

    The cell behind a label, ``Account PIN:``, is a secret, and so are single words with a digit or a mark below one:
    a further table may begin there. ``below`` holds the columns of such labels from one call to the next; without it
    the rows stand above a table.
    """
    titles, below = below is None, set[int]() if below is None else below
    if not below and not might_say("\n".join(map("\n".join, rows)).casefold()):
        return []
    dropped = []
    for position, row in enumerate(rows):
        said = _saying(row)
        labels = {column for column in said if LABEL.fullmatch(row[column])}
        behind = _behind(row, labels, titles=titles)
        for column in sorted(said | behind | {column for column in below if column < len(row)}):
            text = row[column]
            whole = (column in behind and is_no_answer(text)) or (column in below and _may_be_one(text))
            clean = REMOVED if whole and column not in labels else without_secret(text)
            if clean != text:
                row[column] = clean
                dropped.append((position, column))
        below |= labels
    return dropped


def _may_be_one(text: str) -> bool:
    """Whether a cell below a label may be a secret: a single word with a digit or a mark, but no ``N/A``."""
    return bool(SINGLE.fullmatch(text)) and a_text(text) is not None


def _saying(row: list[str]) -> set[int]:
    """The columns of the cells that might say a secret."""
    if not might_say("\n".join(row).casefold()):
        return set()
    return {column for column, text in enumerate(row) if text and might_say(text.casefold())}


def _behind(row: list[str], labels: set[int], *, titles: bool) -> set[int]:
    """The columns of the cells that stand next behind a label; among data a label must end as one, in a colon."""
    points = {column for column in labels if titles or row[column].rstrip().endswith((":", "=", "#"))}
    if not points:
        return set()
    filled = [column for column, text in enumerate(row) if text.strip()]
    return {after for column, after in pairwise(filled) if column in points}
