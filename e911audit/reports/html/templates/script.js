"use strict";
(() => {
  const filter = document.getElementById("filter");
  const folds = [...document.querySelectorAll("details")];

  // Unfolded in print, folded again afterwards; the style does the same where the browser knows ::details-content.
  let folded = [];
  addEventListener("beforeprint", () => {
    folded = folds.filter((fold) => !fold.open);
    folded.forEach((fold) => { fold.open = true; });
  });
  addEventListener("afterprint", () => folded.forEach((fold) => { fold.open = false; }));

  // A table that is shown as cards on a narrow screen stays a table for screen readers.
  const roles = { table: "table", "thead, tbody": "rowgroup", tr: "row", td: "cell", 'th[scope="col"]': "columnheader", 'th[scope="row"]': "rowheader" };
  for (const [what, role] of Object.entries(roles)) {
    document.querySelectorAll(what).forEach((element) => element.setAttribute("role", role));
  }
  if (!filter) return;

  const query = document.getElementById("query");
  const site = document.getElementById("site");
  const family = document.getElementById("family");
  const status = document.getElementById("status");
  const count = document.getElementById("count");
  const severities = [...filter.querySelectorAll('input[type="checkbox"]')];
  const groups = [...document.querySelectorAll(".group")].map((element) => {
    const about = `${element.querySelector("summary").textContent} ${element.querySelector(".facts").textContent}`.toLowerCase();
    const rows = [...element.querySelectorAll("tbody tr")].map((row) => ({
      row,
      site: row.dataset.site,
      status: row.classList.contains("waived") ? "waived" : "open",
      text: `${about} ${row.textContent.toLowerCase()}`,
    }));
    return { element, rows, severity: element.dataset.severity, family: element.dataset.family };
  });
  const all = groups.reduce((sum, group) => sum + group.rows.length, 0);

  const apply = () => {
    const words = query.value.toLowerCase().split(/\s+/).filter(Boolean);
    const wanted = new Set(severities.filter((box) => box.checked).map((box) => box.value));
    let shown = 0;
    for (const group of groups) {
      const whole = wanted.has(group.severity) && (!family.value || family.value === group.family);
      let hits = 0;
      for (const one of group.rows) {
        const hit = whole
          && (!site.value || site.value === one.site)
          && (!status.value || status.value === one.status)
          && words.every((word) => one.text.includes(word));
        one.row.hidden = !hit;
        hits += hit ? 1 : 0;
      }
      group.element.hidden = hits === 0;
      if (words.length && hits) group.element.open = true;
      shown += hits;
    }
    const of = shown === all ? `All ${all.toLocaleString("en-US")}` : `${shown.toLocaleString("en-US")} of ${all.toLocaleString("en-US")}`;
    count.textContent = `${of} listed findings are shown.`;
  };

  const fold = (open) => groups.forEach((group) => { group.element.open = open; });
  document.getElementById("unfold").addEventListener("click", () => fold(true));
  document.getElementById("fold").addEventListener("click", () => fold(false));
  document.getElementById("reset").addEventListener("click", () => {
    query.value = "";
    [site, family, status].forEach((choice) => { choice.value = ""; });
    severities.forEach((box) => { box.checked = true; });
    apply();
  });
  document.querySelectorAll("a[data-site]").forEach((link) => link.addEventListener("click", () => {
    site.value = link.dataset.site;
    apply();
  }));
  query.addEventListener("input", apply);
  filter.addEventListener("change", apply);
  filter.hidden = false;
  apply();
})();
