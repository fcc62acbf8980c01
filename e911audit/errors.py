"""Every error that a user can meet: the docstring is the default sentence, ``advice`` says what to do about it.

``refusal`` names it for programs and for docs/errors.md. A message is all three: ``sentence [refusal] advice``.
"""

from enum import IntEnum


class Exit(IntEnum):
    """Exit codes, the same for every command (contract section 1)."""

    CLEAN = 0
    FINDINGS = 1
    USAGE = 2
    NO_INPUT = 3
    REFUSED = 4


class E911AuditError(Exception):
    """Something went wrong that the user can mend."""

    advice = "Run 'e911audit doctor' to see what is installed and which store is used."
    code = Exit.USAGE
    refusal = "usage"

    def __init__(self, sentence: str = "", *, advice: str = "", refusal: str = "") -> None:
        self.sentence = sentence or (self.__doc__ or "").strip()
        self.advice = advice or type(self).advice
        self.refusal = refusal or type(self).refusal
        super().__init__(f"{self.sentence} [{self.refusal}] {self.advice}")


class NoInput(E911AuditError):
    """No input could be read."""

    advice = "Give a spreadsheet (.xlsx, .csv), or a folder that holds some."
    code = Exit.NO_INPUT
    refusal = "no-input"


class UnreadableFile(E911AuditError):
    """This file cannot be read."""

    advice = "Open it in Excel and save it as .xlsx or .csv."
    code = Exit.NO_INPUT
    refusal = "unreadable"


class StoreRefused(E911AuditError):
    """This store cannot be used."""

    advice = "Give another one with --store, for example --store sqlite:///audit.db."
    refusal = "store"


class BadConfig(E911AuditError):
    """The configuration cannot be used."""

    advice = "Correct e911audit.toml, or give another file with --config."
    refusal = "settings"


class BadLaw(E911AuditError):
    """The file of laws cannot be used."""

    advice = "Correct the file that 'law' names in e911audit.toml; docs/law.md shows its columns."
    refusal = "law"


class BadProfile(E911AuditError):
    """A profile cannot be used."""

    advice = "Correct the profile's TOML file; docs/profiles.md shows the known ones."
    refusal = "profile"


class UnknownRule(E911AuditError):
    """There is no such rule."""

    advice = "'e911audit rules' lists all of them."
    refusal = "rule"


class CannotWrite(E911AuditError):
    """The report cannot be written."""

    advice = "Close the file if it is open in Excel, or choose another place with --output."
    refusal = "output"


class GeocoderFailed(E911AuditError):
    """The geocoder did not answer."""

    advice = "Run the command again later: what was answered is kept, and it goes on from there."
    code = Exit.NO_INPUT
    refusal = "geocoder"


class BadKey(E911AuditError):
    """This key cannot be used."""

    advice = "Make one with 'e911audit signoff key'."
    refusal = "key"


class SignoffRefused(E911AuditError):
    """The sign-off cannot be signed."""

    advice = "Run 'e911audit signoff verify' on it: it says what changed."
    code = Exit.REFUSED
    refusal = "sign-off"
