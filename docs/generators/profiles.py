"""What is read: every profile with its headers, how cells are read, and the words of the fixed vocabularies."""

import tomllib
from collections.abc import Iterator
from importlib.resources import files

from docs.generators.markdown import block as fenced
from docs.generators.markdown import code, codes, page, plain, reason, table, words
from e911audit.intake.known import profiles
from e911audit.intake.profile import Profile, ProfileField
from e911audit.intake.starter import EXPLAINED
from e911audit.intake.transformers import TRANSFORMERS
from e911audit.line_kinds import line_kinds

INTRODUCTION = (
    "A sheet is read by the profile whose headers it has. Headers are compared without case, blanks and punctuation; of"
    " the headers of a field the first is the template's own."
)
OWN = (
    "## A profile of your own",
    (
        "`e911audit profiles match FILE` tells which profile reads a file, why, and which of its headers are not"
        " understood. With `--write my-profiles/mine.toml` it begins a profile: a text file that you edit and that"
        " needs no programming."
    ),
    fenced(EXPLAINED.strip()),
    (
        "Then give the folder: `e911audit audit exports/ --profiles my-profiles`, or set `profiles` in"
        " `e911audit.toml`. Of two profiles that fit, the one that understands more columns reads the sheet. A sample"
        " of the export in a folder of its own, with `e911audit profiles test FOLDER --write`, keeps what is read in"
        " `expected.toml`; without `--write` the command says whether that still holds."
    ),
    f"What may stand in a profile: {reason((Profile.__doc__ or '').partition(chr(10) * 2)[2])}",
)


def pages() -> Iterator[tuple[str, str]]:
    """Yield the page of the profiles."""
    yield (
        "profiles.md",
        page(
            "# What is read",
            INTRODUCTION,
            *OWN,
            *(part for profile in sorted(profiles(), key=lambda one: one.name) for part in _profile(profile)),
            *_transformers(),
            *_vocabularies(),
            *_line_kinds(),
        ),
    )


def _profile(profile: Profile) -> Iterator[str]:
    yield f"## {profile.title}"
    yield plain(profile.about)
    facts = [
        f"Profile {code(profile.name)}, feeds the table [{profile.loads}](tables.md#{profile.loads}).",
        f"Needs {', and '.join(_needed(profile, entry) for entry in profile.must)}.",
        "Part of the template workbook." if profile.in_template else "Not part of the template workbook.",
    ]
    if profile.hints:
        facts.append(f"These words in the name of the sheet or file speak for it: {codes(profile.hints)}.")
    if profile.ignore or profile.only:
        facts.append(
            f"Which rows are records is told by {codes(header for header, _ in (*profile.ignore, *profile.only))}."
        )
    if profile.beside:
        facts.append(f"Rows that hold nothing but {codes(profile.beside)} are no records.")
    if profile.keep:
        facts.append(f"Understood and kept with the row, but not yet judged: {codes(profile.keep)}.")
    yield "\n".join(f"- {fact}" for fact in facts)
    if profile.known_by:
        yield f"Known by the headers {'; '.join(codes(entry.split(' or '), ' or ') for entry in profile.known_by)}."
    if profile.positions:
        yield f"An export without headers; its columns are, in order, {codes(profile.positions)}."
    for place, block in enumerate(profile.blocks):
        if place:
            again = ", once for each `{n}`" if block.repeats else ""
            yield f"Each row also tells a record of [{block.loads}](tables.md#{block.loads}){again}:"
        rows = ((code(field.name), _source(field), _reading(field)) for field in block.fields)
        yield table(("Field", "Headers", "Cells are read as"), rows)


def _source(field: ProfileField) -> str:
    """Where a field comes from: its headers, several columns together, or one value."""
    if field.value:
        return f"always {code(field.value)}"
    told = " and ".join(codes(part, " or ") for part in field.parts) or codes(field.headers)
    return f"{told} (no real export seen yet)" if field.unseen else told


def _needed(profile: Profile, entry: str) -> str:
    labels = {
        field.name: next((header for part in (field.headers, *field.parts) for header in part), field.name)
        for field in profile.fields
    }
    return " or ".join(code(labels.get(name, name)) for name in entry.split(" or "))


def _reading(field: ProfileField) -> str:
    if field.vocabulary:
        return f"[words: {words(field.vocabulary)}](#words-{_anchor(field.vocabulary)})"
    return f"[{words(field.as_)}](#how-cells-are-read)"


def _anchor(name: str) -> str:
    return words(name).replace(" ", "-")


def _transformers() -> Iterator[str]:
    yield "## How cells are read"
    yield table(
        ("Name", "What it makes of a cell"), ((code(name), reason(read.__doc__)) for name, read in TRANSFORMERS.items())
    )


def _vocabularies() -> Iterator[str]:
    text = files("e911audit.intake").joinpath("vocabulary.toml").read_text(encoding="utf-8")
    for name, entries in tomllib.loads(text).items():
        yield f"## Words: {words(name)}"
        yield table(
            ("Stored as", "Written as"), ((code(stored), codes(written)) for stored, written in entries.items())
        )


def _line_kinds() -> Iterator[str]:
    yield "## Kinds of line"
    yield reason(line_kinds.__doc__)
    for kind in line_kinds().values():
        yield f"### {words(kind.name)}"
        yield f"{kind.title[:1].upper()}{kind.title[1:]}; life safety: {kind.life_safety}. {plain(kind.why)}"
        facts = {"Proofs": codes(kind.proofs), "Told by": codes(kind.words)}
        yield "\n".join(f"- {name}: {told}." for name, told in facts.items() if told)
