"""R13: no text of the input makes an element, an attribute or a request on any page that is written."""

import csv
from html.parser import HTMLParser

import pytest
from exports import write_exports
from running import answer_of, faults_of

ATTACKS = (
    "<script>alert(1)</script>", "<img src=x onerror=alert(1)>", '"><svg onload=alert(1)>', "' onmouseover='alert(1)",
    "</script><script>alert(1)</script>", "</style><script>alert(1)</script>", "<iframe src=//example.test>",
    "javascript:alert(1)", "<!--", "-->", "<a href=http://example.test/>x</a>", "&lt;script&gt;", "{{7*7}}", "{% raw %}",
    "<base href=//example.test/>", "<meta http-equiv=refresh content=0>", "</title><h1>x</h1>", "<math><mi xlink:href=x>",
    "<link rel=stylesheet href=//example.test/x>", "<form action=//example.test><input name=x>", "]]><script>", "<x\x00y>",
)  # fmt: skip
DAY = ("--as-of", "2026-11-22", "--cutover", "2026-12-12")


class Shape(HTMLParser):
    """The kinds of elements and attributes of a page, and what it points to."""

    def __init__(self):
        super().__init__()
        self.kinds, self.targets, self.scripts = set(), set(), 0

    def handle_starttag(self, tag, attrs):
        self.kinds |= {(tag, name) for name, _ in attrs} | {(tag, "")}
        self.scripts += tag == "script"
        self.targets |= {
            value for name, value in attrs if name in {"src", "href", "action", "srcset", "data"} and value
        }


def shapes(folder, payloads):
    """Each page by its name, made of exports with these texts."""
    (folder / "exports").mkdir(parents=True)
    exports = write_exports(folder / "exports", payloads)
    with (folder / "customers.csv").open("w", newline="", encoding="utf-8") as file:
        csv.writer(file).writerows([("Customer", "Path"), (payloads[0], exports)])
    for words in (
        ("audit", exports, *DAY, "-o", "a.json", "--store", "a.db", "--jobs", "1"),
        (
            "audit",
            exports / "Numbers.csv",
            exports / "Sites.csv",
            *DAY,
            "-o",
            "b.json",
            "--store",
            "a.db",
            "--jobs",
            "1",
        ),
        ("diff", "1", "2", "--store", "a.db", "-o", "changes.html"),
        ("audit", exports, *DAY, "-o", "page.html", "--store", "a.db", "--jobs", "1"),
        ("report", "--store", "a.db", "-o", "c.json", "--scope", "scope.html"),
        ("signoff", "make", "--site", payloads[0], *DAY, "--store", "a.db"),
        (
            "fleet",
            "run",
            "customers.csv",
            "--into",
            "all",
            "-o",
            "fleet.html",
            "--fail-on",
            "never",
            *DAY,
            "--jobs",
            "1",
        ),
    ):
        answer = answer_of(words, folder)
        assert (answer.code in {0, 1, 4}, faults_of(answer)) == (True, []), (words, answer)
    found = {}
    for path in sorted([*folder.glob("*.html"), *folder.glob("signoff/*/*.html")]):
        found[path.name] = Shape()
        found[path.name].feed(path.read_text(encoding="utf-8"))
    return found


@pytest.mark.slow
def test_hostile_and_harmless_texts_make_the_same_pages(tmp_path):
    hostile = shapes(tmp_path / "hostile", ATTACKS)
    harmless = shapes(tmp_path / "harmless", [f"Text {number}" for number in range(len(ATTACKS))])
    assert {*hostile} == {*harmless} == {"page.html", "changes.html", "scope.html", "signoff.html", "fleet.html"}
    for name, shape in hostile.items():
        assert shape.kinds <= harmless[name].kinds, name
        assert shape.scripts == harmless[name].scripts, name
        assert not [target for target in shape.targets if not target.startswith(("#", "data:image/"))], name
        assert ("meta", "http-equiv") in shape.kinds, name
