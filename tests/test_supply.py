"""The check of the supply chain: what is pinned, what is installed, and under which licences."""

import re
from email.message import Message
from pathlib import Path

import pytest

from tables import supply
from tables.licences import licence, may_ship
from tables.supply import Library, faults, needed, page, pins, told_by_audit

ROOT = Path(__file__).parents[1]


def facts(**told):
    message = Message()
    for name, value in told.items():
        for one in value if isinstance(value, list) else [value]:
            message[name.replace("_", "-")] = one
    return message


OSI = "License :: OSI Approved :: "
MIT_TEXT = "Permission is hereby granted, free\nof charge, to any person obtaining a copy of this software"


@pytest.mark.parametrize(
    ("told", "texts", "found"),
    [
        ({"License_Expression": "BSD-3-Clause AND MIT"}, (), "BSD-3-Clause AND MIT"),
        ({"License_Expression": "MIT", "License": "GPL"}, (), "MIT"),
        ({"License": "Apache 2.0"}, (), "Apache-2.0"),
        ({"License": "The MIT License: http://example.com"}, (), "MIT"),
        (
            {"License": "Dual License", "Classifier": [f"{OSI}BSD License", f"{OSI}Apache Software License"]},
            (),
            "Apache-2.0 OR BSD",
        ),
        ({"Classifier": [f"{OSI}GNU General Public License v3 (GPLv3)"]}, (), "GNU General Public License v3 (GPLv3)"),
        ({"License": "UNKNOWN"}, (MIT_TEXT,), "MIT"),
        ({"License": "UNKNOWN"}, (), "UNKNOWN"),
        ({"License": MIT_TEXT + " of ours"}, (), ""),
        ({}, (), ""),
    ],
)
def test_a_licence_is_read_from_metadata(told, texts, found):
    assert licence(facts(**told), texts) == found


@pytest.mark.parametrize(
    ("expression", "may"),
    [
        ("MIT", True),
        ("GPL-3.0-only", False),
        ("GPL-3.0-only OR MIT", True),
        ("GPL-3.0-only AND MIT", False),
        ("(BSD-3-Clause AND MIT) OR Proprietary", True),
        ("CC-BY-NC-4.0", False),
        ("UNKNOWN", False),
        ("", False),
    ],
)
def test_which_licences_we_may_ship_with(expression, may):
    assert may_ship(expression) is may


def test_faults_are_told_one_by_one():
    libraries = [
        Library("good", "1", "1", "MIT", "the program"),
        Library("newer", "1", "2", "MIT", "the program"),
        Library("absent", "1", "", "", "fleets"),
        Library("bound", "1", "1", "AGPL-3.0-only", "the program"),
        Library("silent", "1", "1", "", "the program"),
    ]
    told = [*faults(libraries, {"good": "the program", "loose": "fleets"})]
    assert [sentence.split()[0].rstrip(":") for sentence in told] == ["newer", "absent", "bound", "silent", "loose"]
    assert "AGPL-3.0-only" in told[2]
    assert "told nowhere" in told[3]
    assert told[4] == "loose is needed for fleets and pinned nowhere"


def test_what_a_requirement_brings(monkeypatch):
    known = {
        "a": ["b>=1", "c; extra == 'more'", "never; python_version < '3'"],
        "b": ["A"],
        "c": ["d_e"],
        "d-e": None,
    }

    def requires(name):
        if name not in known:
            raise supply.PackageNotFoundError
        return known[name]

    monkeypatch.setattr(supply, "requires", requires)
    assert needed(["a"]) == {"a", "b"}
    assert needed(["a[more]"]) == {"a", "b", "c", "d-e"}
    assert needed(["gone"]) == {"gone"}


def test_the_page_is_in_the_order_of_use():
    text = page([Library("z", "1", "1", "MIT", "the program"), Library("a", "1", "1", "ISC", "development")])
    assert text.endswith("| z | MIT | the program |\n| a | ISC | development |\n")


@pytest.mark.parametrize(
    ("code", "out", "err", "known", "words"),
    [
        (0, "", "No known vulnerabilities found", False, "knows no vulnerability"),
        (
            0,
            "x  y and could not be audited: x (1)",
            "No known vulnerabilities found",
            False,
            "NOT JUDGED: .* know 1 of",
        ),
        (1, "openpyxl 3.1.5 PYSEC-1", "Found 1 known vulnerability in 1 package", True, "PYSEC-1"),
        (1, "", "/usr/bin/python: No module named pip_audit", False, "NOT ASKED"),
        (1, "", "Traceback\nConnectionError: no route", False, "NOT ASKED: pip-audit could not ask its service .Conn"),
    ],
)
def test_what_pip_audit_means(code, out, err, known, words):
    told = told_by_audit(code, out, err)
    assert told[0] is known
    assert re.search(words, told[1])


def test_every_pinned_library_is_on_the_page_under_a_licence_that_is_allowed():
    rows = [
        line.split(" | ")
        for line in (ROOT / "docs/licences.md").read_text(encoding="utf-8").splitlines()
        if line[:2] == "| "
    ]
    listed = {name.strip("| "): told for name, told, use in rows[1:] if use.strip("| ")}
    assert listed.keys() == pins((ROOT / "constraints.txt").read_text(encoding="utf-8")).keys()
    assert [name for name, told in listed.items() if not may_ship(told)] == []
