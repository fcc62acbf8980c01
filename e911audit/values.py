"""Fixed vocabularies: what a field may hold once it is read. Stored as plain text."""

from enum import StrEnum


class Severity(StrEnum):
    """How much a finding weighs; a blocker stops the sign-off."""

    BLOCKER = "blocker"
    MAJOR = "major"
    MINOR = "minor"
    INFO = "info"

    @property
    def rank(self) -> int:
        """0 for blocker to 3 for info."""
        return list(Severity).index(self)


class Basis(StrEnum):
    """What a rule rests on."""

    LAW = "law"
    ADOPTED_CODE = "adopted code"
    STANDARD = "standard"
    PRACTICE = "practice"


class Judgement(StrEnum):
    """The three answers of a rule."""

    CLEAN = "clean"
    FOUND = "found"
    NOT_JUDGED = "not_judged"


class SheetState(StrEnum):
    """How a sheet ended."""

    LOADED = "loaded"
    IGNORED = "ignored"
    UNREADABLE = "unreadable"


class RowState(StrEnum):
    """How a row ended."""

    LOADED = "loaded"
    IGNORED = "ignored"
    REJECTED = "rejected"


class Status(StrEnum):
    """Whether a finding still asks for work."""

    OPEN = "open"
    WAIVED = "waived"
