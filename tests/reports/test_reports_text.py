"""findings.json against the contract, and Markdown in which no input is markup."""

import json
import re
import shutil
from dataclasses import replace
from pathlib import Path

import pytest
from markdown_it import MarkdownIt
from reports_sample import finding, make_result

from e911audit.reports import write
from e911audit.reports.markdown import plain
from e911audit.reports.tally import by_family, by_severity, headline
from e911audit.values import Severity, Status
from e911audit.views.result import Cell

CONTRACT = Path(__file__).resolve().parents[2] / "../shared/design/contract.md"


def written(result, tmp_path, ending):
    path = tmp_path / f"report{ending}"
    write(result, path)
    return path.read_text(encoding="utf-8")


def shape(value):
    """Keys, and the shape of the first record of each list."""
    if isinstance(value, dict):
        return {key: shape(each) for key, each in value.items()}
    if isinstance(value, list):
        return [shape(value[0])] if value else []
    return None


def test_json_has_the_contracts_keys_in_its_order(result, tmp_path):
    if not CONTRACT.exists():
        pytest.skip("the contract is not part of this copy")
    example = re.search(r"## 3\. findings\.json\s+```json\n(.*?)```", CONTRACT.read_text(encoding="utf-8"), re.DOTALL)
    expected = shape(json.loads(example[1]))
    expected["outcomes"][0]["missing"] = [None]
    document = json.loads(written(result, tmp_path, ".json"))
    got = shape(document)
    assert got == expected
    assert json.dumps(got) == json.dumps(expected)


def test_json_holds_the_result(result, tmp_path):
    document = json.loads(written(result, tmp_path, ".json"))
    assert (document["format"], document["as_of"], document["cutover"]) == (1, "2026-11-22", "2026-12-06")
    assert document["totals"] == result.totals
    assert [f["key"] for f in document["findings"]] == sorted(f.key for f in result.findings)
    first = next(f for f in result.findings if f.key == document["findings"][0]["key"])
    assert document["findings"][0]["message"] == first.message
    assert document["findings"][0]["cells"] == [{"path": c.path, "sheet": c.sheet, "cell": c.cell} for c in first.cells]
    assert document["outcomes"][0]["missing"] == ["system.direct_911", "system.outside_access_code"]


def test_json_does_not_depend_on_the_order_of_findings(result, tmp_path):
    first = written(result, tmp_path, ".json")
    assert first == written(replace(result, findings=result.findings[::-1]), tmp_path, ".json")
    assert first.endswith("}\n")


@pytest.mark.parametrize("text", ["naïve café", "日本", '"\\\n\t\x00', "\ud800", "\u2028"])
def test_json_keeps_any_text(tmp_path, text):
    raw = written(replace(make_result(0), findings=(replace(finding(1), message=text),)), tmp_path, ".json")
    assert json.loads(raw)["findings"][0]["message"] == text


def test_json_is_not_ascii_for_its_own_sake(tmp_path):
    raw = written(replace(make_result(0), findings=(replace(finding(1), message="café"),)), tmp_path, ".json")
    assert "café" in raw


def test_json_of_nothing_is_whole(empty, tmp_path):
    document = json.loads(written(empty, tmp_path, ".json"))
    assert (document["cutover"], document["findings"], document["sources"], document["outcomes"]) == (None, [], [], [])


@pytest.mark.parametrize(
    "text",
    [
        "a|b",
        "a\\|b",
        "<script>alert(1)</script>",
        "<img src=x onerror=alert(1)>",
        "[click](http://example.test)",
        "![x](http://example.test/x.png)",
        "<http://example.test>",
        "http://example.test www.example.test",
        "**bold** __bold__ *it* _it_ ~~gone~~",
        "`code` ``more``",
        "line\n\n# heading\n\n- item\n| x | y |",
        "&lt;b&gt; &#x3c;",
        "\x00\x1b[31mred \u202eright",
    ],
)
def test_markdown_shows_input_as_it_is(tmp_path, text):
    """Rendered, the cell's text is the input, and it holds no element."""
    poisoned = replace(finding(0), message=text, subject=text, site=text)
    source = written(replace(make_result(0), findings=(poisoned,)), tmp_path, ".md")
    tokens = MarkdownIt("commonmark", {"linkify": False}).enable(["table", "strikethrough"]).parse(source)
    cells = [token for token in tokens if token.type == "inline"]
    allowed = {"text", "text_special", "strong_open", "strong_close", "softbreak"}
    assert {child.type for token in cells for child in token.children} <= allowed
    shown = {"".join(child.content for child in token.children) for token in cells}
    assert (
        " ".join(text.replace("\x00", "\u2400").replace("\x1b", "\u241b").replace("\u202e", "\ufffd").split()) in shown
    )
    assert not re.search(r"https?://|(?<!\\)www\.", plain(text))


def test_markdown_tells_first_what_was_not_judged(result, tmp_path):
    headings = re.findall(r"^## (.*)$", written(result, tmp_path, ".md"), re.MULTILINE)
    assert headings[:4] == ["Not judged", "Go or no-go", "Findings", "Where to begin"]
    assert headings[4:] == ["Blockers", "Lines that must survive", "Sources"]


def test_markdown_says_how_many_blockers_it_left_out(tmp_path):
    result = make_result(400)
    blockers = sum(f.severity == Severity.BLOCKER and f.status == Status.OPEN for f in result.findings)
    section = written(result, tmp_path, ".md").partition("## Blockers")[2].partition("\n## ")[0]
    assert section.count("\n| ") == 50 + 2
    assert f"And {blockers - 50:,} more." in section


def test_markdown_of_nothing_speaks(empty, tmp_path):
    text = written(empty, tmp_path, ".md")
    assert "**NOT JUDGED**" in text
    assert "No site was found" in text
    assert "No rule was judged" in text


@pytest.mark.parametrize("ending", [".json", ".md"])
def test_same_result_same_bytes(tmp_path, ending):
    first = written(make_result(), tmp_path, ending)
    shutil.rmtree(tmp_path / "none", ignore_errors=True)
    assert written(make_result(), tmp_path, ending) == first
    assert "\r" not in first


def test_tallies_count_open_findings_once(result):
    severities = by_severity(result)
    families = by_family(result)
    still_open = [f for f in result.findings if f.status == Status.OPEN]
    assert sum(count for _, count, _ in severities) == len(still_open)
    assert sum(tally.total for tally in families) == len(still_open)
    assert sum(waived for _, _, waived in severities) == len(result.findings) - len(still_open)


def test_a_plugins_family_is_counted_under_its_own_letters(result):
    foreign = replace(finding(1), rule="ACME-001", cells=(Cell("a", "", "A1"),))
    assert by_family(replace(result, findings=(foreign,)))[0][:2] == ("ACME", 1)


def test_waived_blockers_do_not_stop(result):
    waived = tuple(replace(f, status=Status.WAIVED) for f in result.findings)
    judged = tuple(replace(o, state="clean", unjudged=0) for o in result.outcomes)
    sites = tuple(replace(site, go=True) for site in result.sites)
    assert headline(replace(result, findings=waived, outcomes=judged, sites=sites)).word == "GO"


def test_one_site_that_is_not_clear_stops(result):
    judged = tuple(replace(o, state="clean", unjudged=0) for o in result.outcomes)
    word, sentence = headline(replace(result, findings=(), outcomes=judged))
    assert word == "NO-GO"
    assert "HQ, NORTH, WEST" in sentence
