"""What stands on the page, as text: nothing is left out in silence, and no input becomes markup."""

import hashlib
import os
import re
import subprocess
import sys
from dataclasses import replace
from datetime import date
from html.parser import HTMLParser
from itertools import pairwise
from pathlib import Path

import hostile
import pytest
from comparison import compared
from reports_sample import make_result

from e911audit.reports import html, write
from e911audit.reports.html import drift as changed
from e911audit.reports.html.bars import LENGTH, bar
from e911audit.reports.html.findings import grouped, share
from e911audit.reports.html.map import GO, STOP, draw
from e911audit.reports.html.page import policy
from e911audit.reports.html.timeline import window
from e911audit.views.result import Spot

BIDI = re.compile("[\u202a-\u202e\u2066-\u2069]")


class Tree(HTMLParser):
    """Elements with their attributes, and the texts."""

    def __init__(self, page):
        super().__init__(convert_charrefs=True)
        self.elements, self.texts = [], []
        self.feed(page)

    def handle_starttag(self, tag, attrs):
        self.elements.append((tag, sorted(attrs)))

    def handle_data(self, data):
        self.texts.append(data)

    def values(self, name):
        return [value for _, attrs in self.elements for key, value in attrs if key == name]


@pytest.fixture(scope="module")
def page(full):
    return html.page(full)


def test_what_was_not_judged_stands_before_any_verdict(page):
    assert page.index("Not judged:") < page.index("NO-GO:") < page.index(">GO<")


def test_every_finding_stands_on_the_page(page, full):
    text = "".join(Tree(page).texts)
    for finding in full.findings:
        assert finding.message in text
        assert finding.subject in text


@pytest.mark.parametrize(
    "what",
    [
        lambda result: [line.why for line in result.must_survive],
        lambda result: [held.why for held in result.port_hold],
        lambda result: [note.reason for note in result.row_notes],
        lambda result: [source.sha256 for source in result.sources],
        lambda result: [sheet.reason for source in result.sources for sheet in source.sheets],
        lambda result: [outcome.rule for outcome in result.not_judged],
        lambda result: [site.why for site in result.sites],
        lambda result: [event.kind for event in result.calendar],
    ],
    ids=["must survive", "port hold", "rejected rows", "sources", "sheets", "not judged", "sites", "timeline"],
)
def test_every_list_stands_on_the_page(page, full, what):
    text = "".join(Tree(page).texts)
    assert what(full)
    assert all(one in text for one in what(full))


def test_a_line_has_its_decision_and_a_held_number_its_order(full):
    line = replace(
        full.must_survive[0], decision="must stay on copper", not_before=("the plan is changed", "the owner agrees")
    )
    held = replace(full.port_hold[0], order="PO-7104", before="every proof of its line is complete")
    text = " ".join(Tree(html.page(replace(full, must_survive=(line,), port_hold=(held,)))).texts)
    told = ("must stay on copper", "not before: the plan is changed; the owner agrees", "PO-7104", held.before)
    assert [one for one in told if one not in text] == []


def test_a_run_without_anything_says_so_in_every_section(empty):
    page = html.page(empty)
    for sentence in (
        "No rule was judged",
        "NOT JUDGED:",
        "No site was found in the input",
        "No finding among what was judged",
        "No line in the input was found that must outlive",
        "No number in the input has to be held back",
        "Every row was read",
        "No file was read",
        "no cutover was given",
    ):
        assert sentence in page
    assert 'class="banner go"' not in page


def test_what_changed_is_told_where_a_comparison_is_given(full, drift):
    page = html.page(full, drift)
    assert "1 new, 1 still open, 1 fixed" in page
    assert "C is lost." in page
    assert 'id="changes"' not in html.page(full)


def test_a_comparison_has_a_page_of_its_own(drift, tmp_path):
    from e911audit.reports.drift import write as write_drift

    write_drift(drift, tmp_path / "changes.html")
    page = (tmp_path / "changes.html").read_text(encoding="utf-8")
    assert "A is lost." in page
    assert "Content-Security-Policy" in page


def test_equal_results_give_equal_bytes():
    program = (
        "import hashlib, sys; from reports_sample import make_result; from e911audit.reports.html import page\n"
        "print(hashlib.sha256(page(make_result()).encode()).hexdigest())"
    )
    folders = os.pathsep.join([str(Path(__file__).parents[1]), str(Path(__file__).parents[3])])
    sums = {hashlib.sha256(html.page(make_result()).encode()).hexdigest()}
    for seed, zone in (("0", "UTC"), ("42", "Pacific/Chatham")):
        env = os.environ | {"PYTHONHASHSEED": seed, "TZ": zone, "LC_ALL": "C", "PYTHONPATH": folders}
        done = subprocess.run([sys.executable, "-c", program], env=env, capture_output=True, text=True, check=True)
        sums.add(done.stdout.strip())
    assert len(sums) == 1


# --- many findings


def test_what_does_not_fit_is_counted_for_each_rule_and_for_all():
    result = make_result(6000)
    page = html.page(result)
    groups = grouped(result)
    listed = sum(len(group.listed) for group in groups)
    assert listed <= 5000 < len(result.findings)
    assert f"{listed:,} of 6,000 findings stand on this page" in page
    for group in groups:
        assert bool(group.left) == (f"And {group.left:,} more, which do not stand on this page" in page)
    assert page.count("<tr data-site=") == listed


def test_no_rule_is_crowded_out_by_another():
    result = make_result(60)
    groups = grouped(result, most=12)
    assert all(group.listed for group in groups)
    assert sum(group.total for group in groups) == 60
    assert sum(len(group.listed) for group in groups) <= 12


def test_a_rule_stands_once_and_a_finding_tells_what_else_it_cites(full):
    first, second, *_ = (finding for finding in full.findings if finding.rule == "LOC-001")
    second = replace(second, cites=("Utah Code 69-5-202", *first.cites))
    (group,) = grouped(replace(full, findings=(first, second)))
    assert group.cites == first.cites
    page = html.page(replace(full, findings=(first, second)))
    assert page.count("Also: Utah Code 69-5-202") == 1
    assert page.count("; ".join(first.cites)) == 1


@pytest.mark.parametrize(
    ("counts", "most", "room"), [([], 10, 1), ([3], 10, 3), ([30], 10, 10), ([1, 30, 30], 11, 5), ([5, 5, 5], 2, 1)]
)
def test_room_is_shared(counts, most, room):
    assert share(counts, most) == room


def test_a_long_table_says_how_many_rows_it_lacks(full):
    lines = tuple(replace(full.must_survive[0], line=f"+1212555{n:04}") for n in range(1234))
    page = html.page(replace(full, must_survive=lines))
    assert "And 234 more, which do not stand on this page: the workbook (.xlsx) has all of them" in page
    assert "on its sheet Must Survive" in page


def test_a_long_text_is_kept_whole(full):
    text = "no end " * 5000
    finding = replace(full.findings[0], message=text)
    assert text in "".join(Tree(html.page(replace(full, findings=(finding,)))).texts)


# --- safety


@pytest.mark.parametrize("number", range(len(hostile.ATTACKS)))
def test_no_input_becomes_markup(full, number):
    result, harmless = hostile.attacked(full, number), hostile.plain(full)
    assert Tree(html.page(result)).elements == Tree(html.page(harmless)).elements


@pytest.mark.parametrize("attack", hostile.ATTACKS)
def test_no_text_of_a_comparison_becomes_markup(attack, tmp_path):
    changed.write(compared(attack), tmp_path / "page.html")
    changed.write(compared("plain"), tmp_path / "plain.html")
    page, plain = (Tree((tmp_path / name).read_text(encoding="utf-8")) for name in ("page.html", "plain.html"))
    assert page.elements == plain.elements


def test_hostile_texts_stand_on_the_page_as_they_are(full):
    text = "".join(Tree(html.page(hostile.attacked(full, 0))).texts)
    assert hostile.ATTACKS[0] in text


def test_there_are_fifty_attacks():
    assert len(set(hostile.ATTACKS)) == 50


def test_characters_that_hide_or_turn_a_text_show_as_marks(full):
    finding = replace(full.findings[0], message="ab\u202ecd\x00ef\x1b[2J\ud800", subject="x\u2066y")
    page = html.page(replace(full, findings=(finding,)))
    assert not BIDI.search(page)
    assert "ab\ufffdcd\u2400ef\u241b[2J\ufffd" in page
    page.encode()


def test_the_page_allows_its_own_style_and_script_and_nothing_else(page):
    style, script = (re.search(rf"<{tag}>(.*?)</{tag}>", page, re.DOTALL)[1] for tag in ("style", "script"))
    assert f'content="{policy(style, script)}"'.replace("'", "&#39;") in page
    assert "unsafe" not in policy(style, script)
    assert page.index("Content-Security-Policy") < page.index("<style>")


def test_nothing_on_the_page_needs_a_network_or_what_the_policy_forbids(page):
    tree = Tree(page)
    attributes = {name for _, attrs in tree.elements for name, _ in attrs}
    assert not {name for name in attributes if name.startswith("on")} | attributes & {
        "style",
        "src",
        "srcset",
        "action",
    }
    assert all(value.startswith("#") for value in tree.values("href"))
    style = re.search(r"<style>(.*?)</style>", page, re.DOTALL)[1]
    assert set(re.findall(r"url\((.*?)\)", style)) == {"#hatch", "#dots"}
    assert "@import" not in style


def test_links_lead_somewhere_and_no_id_stands_twice(page):
    tree = Tree(page)
    ids = tree.values("id")
    assert len(ids) == len(set(ids))
    assert {value[1:] for value in tree.values("href")} <= set(ids)
    for name in ("aria-labelledby", "aria-describedby", "for"):
        assert set(tree.values(name)) <= set(ids)


def test_tables_name_their_headers(page):
    tree = Tree(page)
    scopes = [dict(attrs).get("scope") for tag, attrs in tree.elements if tag == "th"]
    assert set(scopes) == {"col", "row"}
    assert sum(tag == "table" for tag, _ in tree.elements) == sum(tag == "caption" for tag, _ in tree.elements)
    assert ("html", [("lang", "en-US")]) in tree.elements


def test_headings_leave_out_no_level(page):
    levels = [int(tag[1]) for tag, _ in Tree(page).elements if re.fullmatch("h[1-6]", tag)]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))


def test_a_report_reaches_the_disk_as_it_was_made(full, tmp_path):
    write(full, tmp_path / "report.html")
    assert (tmp_path / "report.html").read_bytes() == html.page(full).encode()


# --- map, bars and timeline


def test_sites_at_one_place_share_a_mark_which_is_that_of_the_worst(full):
    site = next(site for site in full.sites if site.go)
    stopped = replace(site, code="B", go=False, blocker=1)
    (mark,) = draw([stopped, replace(site, spot=Spot(42.651, -73.751))]).marks
    assert (mark.look, mark.sites) == (STOP, 2)
    (alone,) = draw([site]).marks
    assert alone.look == GO


def test_sites_without_a_place_are_named_beside_the_map(full, page):
    found = draw(full.sites)
    assert [site.code for site in found.nowhere] == ["SJU"]
    assert [site.code for site in found.by_zip] == ["WEST"]
    assert "SJU San Juan" in "".join(Tree(page).texts)
    assert sum(mark.sites for mark in found.marks) + len(found.nowhere) == len(full.sites)


def test_a_bar_is_as_long_as_its_count():
    parts = bar((2, 1, 0, 1), 8)
    assert [part.length for part in parts] == [LENGTH / 4, round(LENGTH / 8, 1), round(LENGTH / 8, 1)]
    assert [part.start for part in parts] == [0, LENGTH / 4, round(LENGTH * 3 / 8, 1)]


def test_a_strip_shows_an_event_where_it_lies(full):
    shown = window(date(2026, 11, 22), date(2026, 12, 6))
    past, _, freeze, foc, far = (shown.strip(event) for event in full.calendar)
    assert (past.off, far.off, foc.off) == ("before", "after", "")
    assert foc.start == foc.cutover == shown.at(date(2026, 12, 6))
    assert freeze.start < foc.start < freeze.start + freeze.length
    assert foc.today < foc.cutover


def test_a_row_of_the_timeline_names_some_of_its_lines_and_counts_the_others(full):
    event = replace(full.calendar[3], kind="line cutover", order="", note="")
    events = tuple(replace(event, title=f"line cutover: CAR-{n:02}") for n in range(77))
    text = " ".join(Tree(html.page(replace(full, calendar=events))).texts)
    assert "CAR-07; and 69 more" in text
    assert "CAR-08" not in text


def test_the_hour_of_an_event_has_its_zone(page):
    assert "2026-12-06 11:30 CST" in page
    assert "2026-12-01 to 2026-12-20" in page


def test_a_report_long_after_the_cutover_still_shows_its_own_day():
    shown = window(date(2027, 6, 1), date(2026, 12, 6))
    assert shown.last == date(2027, 6, 1)
    assert shown.cutover == date(2026, 12, 6)
