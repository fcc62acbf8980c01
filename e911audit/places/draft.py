"""What is known of a place while its texts are read."""

from dataclasses import dataclass, field

from e911audit.places.clean import Tokens
from e911audit.places.inside import Company, Interior
from e911audit.places.spell import fold_name
from e911audit.places.split import take
from e911audit.places.street import Street
from e911audit.places.tail import Tail
from e911audit.places.zip_table import zip_area


def is_county(text: str, zip_code: str) -> bool:
    """Tell whether a text names the county of the ZIP, with or without the word County."""
    area = zip_area(zip_code)
    return area is not None and fold_name(area.county).startswith(fold_name(text.removesuffix(" COUNTY")))


NO_STREET = Street()


@dataclass(slots=True)
class Draft:
    """A place in the making; ``city``, ``state`` and ``zip`` may be set by columns before the text is read."""

    kind: str = ""
    line: str = ""
    """The delivery line of a place that is no street address."""
    mailbox: str = ""
    street: Street = NO_STREET
    inside: Interior = field(default_factory=Interior)
    city: str = ""
    state: str = ""
    zip: str = ""
    zip4: str = ""
    bad_zip: str = ""
    """A ZIP column's text that is none and that the state does not repair."""

    @property
    def doubts(self) -> list[str]:
        """The doubts so far."""
        return self.inside.doubts

    @property
    def last_line(self) -> str:
        """State and ZIP."""
        return f"{self.state} {self.zip}".strip()

    def left_over(self, tokens: Tokens, what: str = "left over") -> None:
        """Keep words that have no field in a doubt; words that repeat the city are no news."""
        text = " ".join(tokens)
        if text and fold_name(text) != fold_name(self.city):
            self.doubts.append(f"{what}: '{text}'")

    def settle(self, name: str, written: str) -> None:
        """Set city, state, ZIP or ZIP+4 from the text where no column gave it; a disagreement is a doubt."""
        held: str = getattr(self, name)
        if not held:
            setattr(self, name, written)
        elif written and fold_name(held) != fold_name(written):
            self.doubts.append(f"{name} column says '{held}', the text says '{written}'")

    def take(self, tail: Tail) -> None:
        """Take over what stood at the end of a text."""
        self.doubts.extend(tail.doubts)
        if self.state or self.zip:
            for name in ("state", "zip", "zip4"):
                self.settle(name, getattr(tail, name))
        else:
            self.state, self.zip, self.zip4 = tail[:3]
        for text in tail.after:
            tokens = text.split()
            scratch = Interior()
            if take(tokens, Company.OWN, scratch):
                self.left_over(tokens, "county" if is_county(text, self.zip) else "behind the ZIP")
            else:
                self.inside.merge(scratch)
