"""The page in Chromium: what it asks for, with and without script, in print, by keyboard, for eyes of every kind."""

import json
from dataclasses import replace

import hostile
import pytest

from e911audit.reports import html

TREE = (
    "[...document.querySelectorAll('*')].map(e => [e.tagName, ...[...e.attributes].map(a => a.name + '=' + a.value)])"
)
PARSED = TREE.replace("document", "new DOMParser().parseFromString(text, 'text/html')")
SHOWN = "[...document.querySelectorAll('.group tbody tr')].filter(row => row.checkVisibility()).length"
ROWS = "document.querySelectorAll('.group tbody tr').length"
SET = "((id, value) => { const e = document.getElementById(id); e.value = value; e.dispatchEvent(new Event(id === 'query' ? 'input' : 'change', {bubbles: true})); })"
OPEN_ALL = "document.querySelectorAll('details').forEach(fold => { fold.open = true; })"
FAINT = """(() => {
  const parse = (text) => text.match(/[\\d.]+/g).map(Number);
  const light = ([r, g, b]) => [r, g, b].map(v => v / 255).map(v => v <= .04045 ? v / 12.92 : ((v + .055) / 1.055) ** 2.4)
    .reduce((sum, v, i) => sum + v * [.2126, .7152, .0722][i], 0);
  const ground = (element) => {
    for (let at = element; at; at = at.parentElement) {
      const colour = parse(getComputedStyle(at).backgroundColor);
      if (colour.length === 3 || colour[3] === 1) return colour;
    }
    return [255, 255, 255];
  };
  const faint = [];
  let seen = 0;
  const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walk.nextNode()) {
    const element = walk.currentNode.parentElement;
    if (!walk.currentNode.data.trim() || !element.checkVisibility() || element.closest('svg, script')) continue;
    const style = getComputedStyle(element);
    const [one, other] = [light(parse(style.color)), light(ground(element))];
    const ratio = (Math.max(one, other) + .05) / (Math.min(one, other) + .05);
    const size = parseFloat(style.fontSize);
    seen += 1;
    if (ratio < (size >= 24 || (size >= 18.66 && style.fontWeight >= 700) ? 3 : 4.5)) faint.push([element.className, walk.currentNode.data.trim(), ratio]);
  }
  return [seen, faint];
})()"""
"""Texts whose contrast is below WCAG 2.2, 1.4.3 (AA)."""
MARKS = """(() => {
  const style = getComputedStyle(document.documentElement);
  const light = (name) => style.getPropertyValue(name).trim().match(/[0-9a-f]{2}/gi).map(v => parseInt(v, 16) / 255)
    .map(v => v <= .04045 ? v / 12.92 : ((v + .055) / 1.055) ** 2.4).reduce((sum, v, i) => sum + v * [.2126, .7152, .0722][i], 0);
  const ratio = (one, other) => (Math.max(light(one), light(other)) + .05) / (Math.min(light(one), light(other)) + .05);
  return [ratio('--on-blocker', '--blocker'), Math.max(ratio('--blocker', '--land'), ratio('--on-blocker', '--land')), ratio('--mark-go', '--land'), ratio('--ink', '--land'), ratio('--ink', '--ground')];
})()"""
"""Contrast of the marks on the map: cross in its square, square, circle, edge of the diamond, lines of the strips."""


@pytest.mark.parametrize("script", [True, False], ids=["with script", "without"])
def test_nothing_is_asked_of_anywhere_and_nothing_goes_wrong(shown, tmp_path, script):
    browser = shown(script=script)
    browser.run("new Promise(done => setTimeout(done, 50))" if script else "1")
    assert browser.requests() == [(tmp_path / "page.html").as_uri()]
    assert browser.complaints() == []


def test_the_instruments_would_notice(browser, full, tmp_path):
    """A page with what the policy forbids is refused it, and the refusal is seen."""
    page = html.page(full).replace(
        "</main>", "<img src='http://192.0.2.1/x.png'><p style='color:red'><script>alert(1)</script></main>"
    )
    (tmp_path / "spoilt.html").write_text(page, encoding="utf-8")
    browser.open(tmp_path / "spoilt.html")
    told = json.dumps(browser.complaints())
    assert all(f"{kind}-src" in told for kind in ("img", "style", "script"))


def test_the_browser_makes_the_same_elements_of_hostile_and_of_harmless_texts(shown, full):
    browser = shown()

    def tree(result):
        return browser.run(f"(text => {PARSED})({json.dumps(html.page(result))})")

    harmless = tree(hostile.plain(full))
    assert len(harmless) > 500
    for number, attack in enumerate(hostile.ATTACKS):
        assert tree(hostile.attacked(full, number)) == harmless, attack


def test_a_page_full_of_hostile_texts_does_nothing(shown, full, tmp_path):
    browser = shown(hostile.attacked(full, count=len(hostile.ATTACKS)))
    browser.run(OPEN_ALL)
    browser.run("new Promise(done => setTimeout(done, 100))")
    assert browser.requests() == [(tmp_path / "page.html").as_uri()]
    assert browser.complaints() == []
    assert browser.run("document.querySelectorAll('img, iframe, object, embed, base, form').length") == 0


def test_without_script_everything_can_be_read(shown, full):
    browser = shown(script=False)
    text = browser.run("document.body.textContent")
    assert all(finding.message in text for finding in full.findings)
    assert not browser.run("document.getElementById('filter').checkVisibility()")
    closed = browser.run(f"{ROWS} - {SHOWN}")
    assert closed > 0
    browser.run("document.querySelectorAll('.group:not([open]) > summary').forEach(one => one.click())")
    assert browser.run(f"{SHOWN} === {ROWS}")


def test_filters(shown, full):
    browser = shown()
    count = "document.getElementById('count').textContent"
    assert browser.run(count) == f"All {len(full.findings)} listed findings are shown."
    browser.run("document.getElementById('unfold').click()")
    number = browser.run("[...document.querySelectorAll('#site option')].find(o => o.textContent === 'WEST').value")
    browser.run(f"{SET}('site', '{number}')")
    west = sum(finding.site == "WEST" for finding in full.findings)
    assert browser.run(SHOWN) == west > 0
    assert browser.run(count) == f"{west} of {len(full.findings)} listed findings are shown."
    browser.run("document.querySelector('#filter input[value=blocker]').click()")
    milder = sum(finding.site == "WEST" and finding.severity != "blocker" for finding in full.findings)
    assert browser.run(SHOWN) == milder < west
    browser.run("document.getElementById('reset').click()")
    browser.run(f"{SET}('status', 'waived')")
    assert browser.run(SHOWN) == sum(finding.status == "waived" for finding in full.findings) > 0
    browser.run("document.getElementById('reset').click()")
    family = browser.run("[...document.querySelectorAll('#family option')].find(o => o.textContent === 'Ports').value")
    browser.run(f"{SET}('family', '{family}')")
    assert browser.run(SHOWN) == sum(finding.rule.startswith("POR") for finding in full.findings) > 0
    browser.run("document.getElementById('reset').click()")
    assert browser.run(SHOWN) == len(full.findings)


def test_search_finds_every_word_and_opens_where_it_finds(shown, full):
    browser = shown()
    browser.run("document.getElementById('fold').click()")
    assert browser.run(SHOWN) == 0
    browser.run("document.getElementById('query').focus()")
    browser.type("zip CONNECTICUT")
    assert browser.run(SHOWN) == sum("Connecticut" in finding.message for finding in full.findings) > 0
    browser.run(f"{SET}('query', 'no such word')")
    assert browser.run(SHOWN) == 0
    assert "0 of" in browser.run("document.getElementById('count').textContent")


def test_a_site_leads_to_its_findings(shown, full):
    browser = shown()
    browser.run("document.getElementById('unfold').click()")
    browser.run("[...document.querySelectorAll('a[data-site]')].find(link => link.textContent === 'HQ').click()")
    assert browser.run(SHOWN) == sum(finding.site == "HQ" for finding in full.findings) > 0
    assert browser.run("document.activeElement.id") == "findings-head"


def test_keyboard(shown):
    browser = shown()
    browser.ask("Emulation.setFocusEmulationEnabled", enabled=True)
    focus = "document.activeElement"
    browser.press("Tab", 9)
    assert browser.run(f"{focus}.className") == "skip"
    assert browser.run(f"{focus}.getBoundingClientRect().left") >= 0
    browser.press("Enter", 13, "\r")
    assert browser.run(f"{focus}.id") == "main"
    browser.press("Tab", 9)
    assert browser.run(f"{focus}.getAttribute('href')") == "#not-judged"
    assert browser.run(f"parseFloat(getComputedStyle({focus}).outlineWidth)") >= 2
    reached, steps = (
        set(),
        browser.run("document.querySelectorAll('a, summary, input, select, button, [tabindex]').length"),
    )
    for _ in range(steps + 2):
        reached.add(browser.run(f"{focus}.id || {focus}.tagName"))
        browser.press("Tab", 9)
    assert {"query", "site", "family", "status", "unfold", "fold", "reset", "SUMMARY", "INPUT"} <= reached
    browser.run("document.querySelector('.group:not([open]) > summary').focus()")
    browser.press("Enter", 13, "\r")
    assert browser.run(f"{focus}.parentElement.open")


def test_print_unfolds_everything_and_leaves_out_what_only_a_screen_can_use(shown):
    browser = shown(media="print", features=[("prefers-color-scheme", "dark")], script=False)
    assert browser.run("document.querySelectorAll('.group:not([open])').length") > 0
    assert browser.run(f"{SHOWN} === {ROWS}")
    assert not browser.run("document.querySelector('nav').checkVisibility()")
    assert browser.run("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
    assert browser.run("getComputedStyle(document.querySelector('thead')).display") == "table-header-group"
    assert browser.printed().startswith(b"%PDF-")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [390, 1280])
def test_every_text_stands_out_from_its_ground(shown, scheme, width):
    browser = shown(width=width, features=[("prefers-color-scheme", scheme)])
    browser.run(OPEN_ALL)
    seen, faint = browser.run(FAINT)
    assert seen > 200
    assert faint == []
    assert min(browser.run(MARKS)) >= 3  # WCAG 2.2, 1.4.11


def test_dark_is_dark(shown):
    browser = shown(features=[("prefers-color-scheme", "dark")])
    assert browser.run("getComputedStyle(document.body).backgroundColor") != "rgb(255, 255, 255)"


def test_reduced_motion(shown):
    moves = "getComputedStyle(document.documentElement).scrollBehavior"
    assert shown().run(moves) == "smooth"
    assert shown(features=[("prefers-reduced-motion", "reduce")]).run(moves) == "auto"


@pytest.mark.parametrize("width", [320, 390, 1280])
def test_nothing_sticks_out_to_the_right(shown, full, width):
    endless = "W" * 3000
    findings = tuple(replace(finding, message=endless, subject=endless, original=endless) for finding in full.findings)
    browser = shown(replace(full, findings=findings), width=width)
    browser.run(OPEN_ALL)
    assert browser.run("document.documentElement.scrollWidth <= innerWidth")
    within = "[...document.querySelectorAll('.group .wide, #filter')].every(e => e.scrollWidth <= e.clientWidth)"
    assert browser.run(within)


def test_screen_readers_are_told_of_tables_and_of_the_count(shown):
    browser = shown(width=390)
    assert browser.run("document.getElementById('count').getAttribute('role')") == "status"
    assert browser.run("[...document.querySelectorAll('td')].every(cell => cell.getAttribute('role') === 'cell')")
    named = "[...document.querySelectorAll('input, select')].every(e => e.labels.length === 1)"
    assert browser.run(named)
