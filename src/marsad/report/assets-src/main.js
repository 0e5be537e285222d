/*! Marsad's report. With d3-geo, d3-zoom, d3-selection and what they need, and topojson-client:
Copyright 2010-2026 Mike Bostock, 2001 Robert Penner (d3-ease, BSD-3-Clause), 2008-2012 Charles Karney (GeographicLib, MIT).
Permission to use, copy, modify, and/or distribute this software for any purpose with or without fee is hereby granted, provided
that the above copyright notice and this permission notice appear in all copies. THE SOFTWARE IS PROVIDED "AS IS" AND THE AUTHOR
DISCLAIMS ALL WARRANTIES WITH REGARD TO THIS SOFTWARE INCLUDING ALL IMPLIED WARRANTIES OF MERCHANTABILITY AND FITNESS. IN NO EVENT
SHALL THE AUTHOR BE LIABLE FOR ANY SPECIAL, DIRECT, INDIRECT, OR CONSEQUENTIAL DAMAGES OR ANY DAMAGES WHATSOEVER RESULTING FROM
LOSS OF USE, DATA OR PROFITS, WHETHER IN AN ACTION OF CONTRACT, NEGLIGENCE OR OTHER TORTIOUS ACTION, ARISING OUT OF OR IN
CONNECTION WITH THE USE OR PERFORMANCE OF THIS SOFTWARE. */

import { documents, events, isNews, matching, matchingDocuments, record } from "./data.js";
import { h, ltr } from "./dom.js";
import { makeFilters, makeLegend, syncFilters } from "./filters.js";
import { incidents, makeIncidents } from "./incidents.js";
import { direction, number, setLanguage, t } from "./language.js";
import { makeDocuments, makeTable } from "./lists.js";
import { makeMap } from "./map.js";
import { countFailures, makeNotes } from "./notes.js";
import { makeReader } from "./reader.js";
import { makeTimeline } from "./timeline.js";
import { change, onChange, state } from "./state.js";

const app = document.getElementById("app");
const drawn = document.getElementById("marsad-figures")?.content.children ?? [];
const TABS = ["events", ...(incidents.length ? ["incidents"] : []), "documents", ...(drawn.length ? ["figures"] : []), "notes"];
let page = {}; // the parts of the overview, made anew for a language or a width

function header() {
  const other = state.lang === "ar" ? "en" : "ar";
  return h("header", { class: "top" },
    h("a", { class: "skip", href: "#results", on: { click: (event) => { event.preventDefault(); page.results?.focus(); } } }, t("skip")),
    h("div", {}, h("h1", {}, h("bdi", {}, record.title || t("title"))),
      h("p", { class: "minor" }, `${t("made_by")} `, ltr(record.coders.join(", ") || "–"))),
    h("button", { type: "button", class: "switch", "data-key": "language", lang: other, on: { click: () => change({ lang: other }) } }, t("other_language")));
}

function counts(shown) {
  const sum = (field) => {
    const told = shown.filter((e) => e[field] && isNews(e));
    const low = told.reduce((total, e) => total + e[field].min, 0);
    return `${number(low)}${told.some((e) => e[field].max === null) ? "+" : ""}`;
  };
  const item = (name, value, all) => h("div", {}, h("dt", {}, name), h("dd", {}, ltr(value), all && all !== value ? h("small", {}, ` ${t("of")} `, ltr(all)) : null));
  const failures = countFailures();
  return [item(t("events"), number(shown.length), number(events.length)),
    item(t("documents"), number(matchingDocuments(state, shown).length), number(documents.length)),
    item(t("killed"), sum("killed")), item(t("injured"), sum("injured")),
    failures ? item(t("failures"), number(failures)) : null].filter(Boolean);
}

function makeOverview() {
  page = { scroll: page.scroll, filters: makeFilters(), map: makeMap(), time: makeTimeline() };
  page.legend = h("div", {});
  page.counts = h("dl", { class: "counts", "aria-live": "polite" });
  page.tabs = h("nav", { class: "tabs" });
  page.results = h("section", { id: "results", tabindex: "-1" });
  page.element = h("main", {}, page.counts, page.filters,
    h("p", { class: "claim" }, record.labels.notes.claims[state.lang]),
    h("div", { class: "overview" }, page.map.element, h("div", { class: "beside" }, page.time.element,
      h("figure", {}, h("h2", {}, t("type")), page.legend))),
    page.tabs, page.results);
}

function fillOverview() {
  const shown = matching(state);
  syncFilters(page.filters);
  page.counts.replaceChildren(...counts(shown));
  page.map.update(shown);
  page.time.update(matching(state, ["from", "until"]));
  page.legend.replaceChildren(makeLegend(matching(state, ["type"])));
  page.tabs.replaceChildren(...TABS.map((tab) => h("button", {
    type: "button", "data-key": `tab ${tab}`, "aria-current": state.tab === tab ? "true" : null, on: { click: () => change({ tab, page: "1" }) },
  }, t(tab))));
  fillResults(shown);
}

/** The figures of the language, as they were drawn when the report was written. */
function makeFigures() {
  const mine = [...drawn].filter((figure) => figure.lang === state.lang).map((figure) => document.importNode(figure, true));
  return h("div", { class: "plots" }, h("p", { class: "note" }, t("figures_note")), mine);
}

function fillResults(shown, whole = false) {
  const make = { documents: makeDocuments, incidents: makeIncidents, figures: makeFigures, notes: makeNotes }[state.tab] || ((list) => makeTable(list, { whole }));
  page.results.replaceChildren(make(shown));
}

function render(before) {
  const key = document.activeElement?.dataset?.key;
  renderView(before);
  // What was made anew keeps the focus of the keyboard.
  if (key) app.querySelector(`[data-key="${CSS.escape(key)}"]`)?.focus({ preventScroll: true });
}

function renderView(before) {
  setLanguage(state.lang);
  document.documentElement.lang = state.lang;
  document.documentElement.dir = direction();
  document.title = record.title || t("title");
  const afresh = !before || before.lang !== state.lang;
  if (state.doc && documents[Number(state.doc)]) return renderReader(before, afresh);
  if (afresh || before.doc || !page.element) {
    makeOverview();
    app.replaceChildren(header(), page.element);
  }
  fillOverview();
  if (before?.doc) scrollTo(0, page.scroll || 0);
  return undefined;
}

function renderReader(before, afresh) {
  if (!afresh && before.doc === state.doc && page.reader) return page.reader.ready();
  if (before && !before.doc) page.scroll = scrollY;
  page.reader = makeReader(matchingDocuments(state, matching(state)));
  app.replaceChildren(header(), h("main", {}, page.reader.element));
  scrollTo(0, 0);
  return page.reader.ready();
}

onChange(render);
addEventListener("beforeprint", () => { if (!state.doc) fillResults(matching(state).slice(0, 500), true); });
addEventListener("afterprint", () => { if (!state.doc) fillResults(matching(state)); });

let width = innerWidth;
let waiting;
addEventListener("resize", () => {
  clearTimeout(waiting);
  waiting = setTimeout(() => {
    if (innerWidth !== width && !state.doc) render();
    width = innerWidth;
  }, 200);
});

render();
