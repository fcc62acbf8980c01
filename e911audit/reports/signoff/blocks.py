"""What the pages of a sign-off say, as plain blocks; the same for every format."""

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

from e911audit.reports.text import one_line
from e911audit.signoff.document import Document, Statement
from e911audit.values import Severity

LONGEST_LIST = 40
"""Rows of a table before it only says how many more signoff.json has."""
ALL = 10_000
"""Rows of what people answer for by signing: risks taken, rules accepted, inputs."""
LONGEST_TEXT = 400
"""Characters of a cell before it is cut, with a mark; signoff.json has all of it."""
UNSIGNED = (
    "This page is unsigned: it bears no electronic signature. Signatures made with 'e911audit signoff sign' stand in "
    "signoff.json beside it, and 'e911audit signoff verify' tells whose they are; else sign in ink below."
)
PROMISE = (
    "I have read this sign-off. What it says of my part is true to my knowledge, and I agree with the decision above."
)


class Heading(NamedTuple):
    """The title of a part."""

    text: str


class Words(NamedTuple):
    """A paragraph; ``strong`` for what must not be overlooked."""

    text: str
    strong: bool = False


class Table(NamedTuple):
    """Rows of texts under headers; ``widths`` are the columns' shares of the page. Blank rows are to be filled in."""

    headers: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    widths: tuple[int, ...]
    tall: bool = False


Block = Heading | Words | Table


def blocks(document: Document) -> Iterator[Block]:
    """The pages of a sign-off from top to bottom."""
    statement = document["statement"]
    yield from _decision(statement)
    yield from _gates(statement)
    yield from _signatures(statement)
    yield from _obstacles(statement)
    yield from _findings(statement)
    yield from _lines(statement)
    yield from _taken(statement)
    yield from _proof(document)


def _decision(statement: Statement) -> Iterator[Block]:
    site, days = statement["site"], statement["days"]
    yield Words(statement["decision"]["word"], strong=True)
    yield Words(statement["decision"]["words"])
    facts = (
        ("Site", " ".join(filter(None, (site["code"], site["name"])))),
        ("Address", site["address"] or "not known"),
        ("In the inventory", f"{site['numbers']:,} numbers, {site['devices']:,} devices, {site['lines']:,} lines"),
        ("Cutover", days["cutover"]),
        ("Judged for", days["as_of"]),
        ("Program", f"e911audit {statement['program']['version']}, strictness {statement['settings']['strictness']}"),
    )
    yield _table(("Fact", "Value"), facts, (25, 75))


def _gates(statement: Statement) -> Iterator[Block]:
    yield Heading("Gates")
    yield Words("A gate that was not judged is not met. Every gate must be met before the site may be cut over.")
    rows = ((gate["question"], gate["answer"].upper(), gate["told"]) for gate in statement["gates"])
    yield _table(("Gate", "Answer", "Why"), rows, (34, 19, 47))


def _signatures(statement: Statement) -> Iterator[Block]:
    yield Heading("Signatures")
    yield Words(UNSIGNED)
    yield Words(PROMISE)
    rows = tuple((_shown(role), "", "", "") for role in statement["roles"])
    yield Table(("Role", "Name in capitals", "Signature", "Date"), rows, (26, 27, 31, 16), tall=True)


def _obstacles(statement: Statement) -> Iterator[Block]:
    for gate in statement["gates"]:
        if gate["obstacles"]:
            yield Heading(f"In the way: {gate['question']}")
            rows = ((one["what"], one["where"]) for one in gate["obstacles"])
            yield from _list(("What", "Where"), rows, (70, 30))


def _findings(statement: Statement) -> Iterator[Block]:
    counts = Counter((one["severity"], one["status"]) for one in statement["findings"])
    yield Heading("Findings")
    rows = ((level, str(counts[level, "open"]), str(counts[level, "waived"])) for level in map(str, Severity))
    yield _table(("Severity", "Open", "Waived"), rows, (40, 30, 30))
    majors = [one for one in statement["findings"] if (one["severity"], one["status"]) == ("major", "open")]
    if majors:
        yield Heading("Major findings and who mends them")
        owned = ((one["key"], one["message"], one["owner"] or "nobody", one["due"] or "no date") for one in majors)
        yield from _list(("Finding", "What is wrong", "Owner", "Due"), owned, (24, 46, 16, 14))


def _lines(statement: Statement) -> Iterator[Block]:
    yield Heading("Lines that must survive")
    rows = [
        (one["line"], one["kind"], one["action"], ", ".join(one["proof"]), ", ".join(one["missing"]) or "nothing")
        for one in statement["lines"]
    ]
    yield from _list(("Line", "Kind", "Planned", "Proved", "Proof missing"), rows, (18, 22, 12, 22, 26))


def _taken(statement: Statement) -> Iterator[Block]:
    yield Heading("Risks taken: waivers")
    risks = ((one["finding"], one["reason"], one["by"], one["until"]) for one in statement["waivers"])
    yield from _list(("Finding", "Reason", "By", "Until"), risks, (28, 40, 18, 14), most=ALL)
    yield Heading("Accepted although not judged")
    accepted = ((one["rule"], one["missing"], one["reason"], one["by"]) for one in statement["accepted"])
    yield from _list(("Rule", "What is missing", "Reason", "By"), accepted, (12, 40, 30, 18), most=ALL)


def _proof(document: Document) -> Iterator[Block]:
    statement = document["statement"]
    yield Heading("What this rests on")
    yield from _list(
        ("Input", "SHA-256"), ((one["path"], one["sha256"]) for one in statement["inputs"]), (33, 67), most=ALL
    )
    digests = (
        (f"Rule catalogue ({statement['catalogue']['rules']:,} rules)", statement["catalogue"]["sha256"]),
        ("Findings", document["digests"]["findings"]),
        ("Waivers", document["digests"]["waivers"]),
        ("Gates", document["digests"]["gates"]),
        ("Seal over the whole statement", document["seal"]),
    )
    yield _table(("Part", "SHA-256"), digests, (33, 67))
    yield Words("'e911audit signoff verify signoff.json' computes all of them again and tells what changed.")


def _list(
    headers: tuple[str, ...], rows: Iterable[tuple[Any, ...]], widths: tuple[int, ...], most: int = LONGEST_LIST
) -> Iterator[Block]:
    """A table of the first rows and how many more there are, or that there is none."""
    every = list(rows)
    if not every:
        yield Words("None.")
        return
    yield _table(headers, every[:most], widths)
    if len(every) > most:
        yield Words(f"And {len(every) - most:,} more, in signoff.json.")


def _table(headers: tuple[str, ...], rows: Iterable[tuple[Any, ...]], widths: tuple[int, ...]) -> Table:
    return Table(headers, tuple(tuple(map(_shown, row)) for row in rows), widths)


def _shown(value: object) -> str:
    """A cell as one line without anything hidden, cut where it is endless."""
    text = one_line(str(value))
    return text if len(text) <= LONGEST_TEXT else f"{text[:LONGEST_TEXT]} [...]"
