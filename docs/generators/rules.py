"""One page for each rule, and the catalogue by family."""

import sys
from collections.abc import Iterator
from itertools import groupby

from docs.generators.markdown import code, page, plain, reason, table
from e911audit.rules import FAMILIES, RULES, Rule
from e911audit.rules.example import Grid, read_example


def pages() -> Iterator[tuple[str, str]]:
    """Yield the index, then the rules by code."""
    rules = sorted(RULES.values(), key=lambda rule: rule.code)
    yield "rules/README.md", _index(rules)
    for rule in rules:
        yield f"rules/{rule.code}.md", _rule(rule)


def _index(rules: list[Rule]) -> str:
    parts = [
        "# Rules",
        f"{len(rules)} rules. Where no sheet has the data that a rule needs, it is not judged, and the report says so.",
    ]
    for family, members in groupby(rules, key=lambda rule: rule.family):
        found = list(members)
        parts += [f"## {family}", _about(found), _members(found)]
    return page(*parts)


def _members(rules: list[Rule]) -> str:
    rows = (
        (f"[{rule.code}]({rule.code}.md)", plain(rule.name), _severity(rule), str(rule.basis), plain(rule.among.name))
        for rule in rules
    )
    return table(("Code", "Name", "Severity", "Basis", "Who is looked at"), rows)


def _about(rules: list[Rule]) -> str:
    """Quote what the modules of a family say about themselves, in the catalogue's order."""
    modules = {rule.wrong.__module__ for rule in rules}
    ordered = [module.__name__ for module in FAMILIES if module.__name__ in modules]
    docs = (reason((sys.modules[name].__doc__ or "").partition("\n\n")[0]) for name in ordered)
    return "\n\n".join(docs)


def _rule(rule: Rule) -> str:
    return page(
        f"# {rule.code}: {plain(rule.name)}",
        table(
            ("Severity", "Basis", "Citation", "Since"),
            [(_severity(rule), str(rule.basis), plain("; ".join(rule.cites)), rule.since)],
        ),
        f"**Who is looked at:** {plain(rule.among.name)}.",
        "## Why",
        reason(rule.why),
        "## What it says",
        f"> {plain(rule.message)}",
        "## What to do",
        plain(rule.fix),
        "## What data it needs",
        _needs(rule),
        *_settings(rule),
        "## Bad",
        _example(rule.bad),
        "## Good",
        _example(rule.good),
        *_cases(rule),
    )


def _severity(rule: Rule) -> str:
    return f"{rule.severity} ({rule.milder[0]} in milder cases)" if rule.milder else str(rule.severity)


def _needs(rule: Rule) -> str:
    if not rule.needs:
        return "Nothing beyond the records it looks at."
    return "\n".join(f"- {' or '.join(map(code, need.split(' or ')))}" for need in rule.needs)


def _settings(rule: Rule) -> Iterator[str]:
    if rule.options:
        yield "## Settings"
        yield f"Under `[rules.{rule.code}]` in `e911audit.toml`; the values shown are those without a setting."
        yield table(("Setting", "Value"), ((code(name), code(_toml(value))) for name, value in rule.options.items()))
    for level, values in rule.levels.items():
        told = ", ".join(code(f"{name} = {_toml(value)}") for name, value in values.items())
        yield f"With `--strictness {level}`: {told}."


def _toml(value: object) -> str:
    return str(value).lower() if isinstance(value, bool) else repr(value)


def _cases(rule: Rule) -> Iterator[str]:
    if rule.more:
        yield "## Further cases"
    for name, (text, found) in rule.more.items():
        yield f"### {name[:1].upper()}{name[1:]}"
        yield f"Found: {found}."
        yield _example(text)


def _example(text: str) -> str:
    return page(*(part for sheet, grid in read_example(text).items() for part in (f"**{sheet}**", _grid(grid))))


def _grid(grid: Grid) -> str:
    header, *rows = grid
    return table([plain(cell) for cell in header], ([plain(cell) for cell in row] for row in rows))
