"""The numbers of a letter beside those of the record, and the billing number that the rest of the account gets."""

from e911audit.porting.levels import BLANK, Level, Part, Verdict
from e911audit.porting.sides import Letter
from e911audit.porting.strictness import Expected, Likelihood

TOLD = 3
"""Numbers that are named; more are counted."""

Numbers = frozenset[str]


def list_of(numbers: Numbers) -> str:
    """Numbers in words: the first of them, and how many."""
    if len(numbers) <= TOLD:
        return ", ".join(sorted(numbers))
    return f"{len(numbers):,} numbers, between {min(numbers)} and {max(numbers)}"


def compare_numbers(csr: Numbers, loa: Numbers, extent: str) -> tuple[Verdict, Expected]:
    """Compare two lists, and tell what to expect.

    A number that only the letter has sends the order back; one that only the record has does so where the whole account
    moves, and is an open question where nobody says whether it does.
    """
    if not csr or not loa:
        return BLANK._replace(note=f"no numbers on the {'LOA' if csr else 'CSR'}"), Expected()
    extra, left = loa - csr, csr - loa
    parts = [Part("numbers", "", list_of(extra))] if extra else []
    parts += [Part("numbers", list_of(left), "")] if left else []
    level = Level.EXACT if not parts else Level.TOKEN_DIFF if csr & loa else Level.MISMATCH
    if extra:
        return Verdict(level, tuple(parts)), Expected("TN_NOT_ON_ACCOUNT", Likelihood.CERTAIN, "blocker")
    if left and extent == "full":
        return Verdict(level, tuple(parts)), Expected("PARTIAL_FULL", Likelihood.HIGH, "blocker")
    if left and extent != "partial":
        return Verdict(level, tuple(parts)), Expected("PARTIAL_FULL", Likelihood.MEDIUM, "major")
    return Verdict(level, tuple(parts)), Expected()


def judge_new_btn(btn: str, letter: Letter, on_account: Numbers) -> Verdict:
    """Whether the billing number that the remaining lines get is fit: on the account, not moving, not the old one."""
    new_btn, ported = letter.new_btn, letter.numbers
    if not new_btn:
        if letter.extent == "partial" and btn and btn in ported:
            return Verdict(Level.MISMATCH, note=f"no new billing number is named, and {btn} moves")
        return BLANK._replace(note="no new billing number is named")
    faults = [
        fault
        for fault, true in (
            ("is on the port list", new_btn in ported),
            ("is the old billing number", new_btn == btn),
            ("is not on the account", bool(on_account) and new_btn not in on_account),
        )
        if true
    ]
    return Verdict(Level.MISMATCH, note=f"{new_btn} {' and '.join(faults)}") if faults else Verdict(Level.EXACT)
