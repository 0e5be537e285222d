// The table of events and the list of documents, in pages.

import { documentName, documents, events, matchingDocuments } from "./data.js";
import { bdi, h, ltr } from "./dom.js";
import { claimsOf, confidenceOf, sidesOf, totalOf, whenOf, whereOf } from "./describe.js";
import { days, label, nameIn, number, t } from "./language.js";
import { change, linkTo, state } from "./state.js";

const PAGE = 50;
const text = (value) => value || "\uffff";

/** Columns: what they sort by, and what they show. */
const COLUMNS = [
  ["when", "when", (e) => text(e.start), (e) => whenOf(e)],
  ["type", "type", (e) => label("types", e.type), typeCell],
  ["where", "where", (e) => text(e.places[0] && nameIn(e.places[0])), (e) => whereOf(e)],
  ["who", "who", (e) => text(e.sides[0]?.actor_id), (e) => sidesOf(e)],
  ["killed", "killed", (e) => e.killed?.min ?? -1, (e) => totalOf(e.killed)],
  ["injured", "injured", (e) => e.injured?.min ?? -1, (e) => totalOf(e.injured)],
  ["claims", "claims", (e) => text(e.claims?.[0]?.organisation || e.claims?.[0]?.speaker), (e) => claimsOf(e)],
  ["confidence", "confidence", (e) => e.confidence, (e) => confidenceOf(e)],
];

function typeCell(event) {
  const marks = [];
  if (event.status !== "current") marks.push(label("status", event.status));
  if (event.modality !== "occurred") marks.push(label("modality", event.modality));
  if (event.unverified) marks.push(t("unverified"));
  return [
    h("a", { href: linkTo({ doc: String(event.doc), event: event.id }), title: t("open_document") },
      h("span", { class: `dot f-${event.family}` }), label("types", event.type)),
    marks.map((mark) => h("span", { class: "tag" }, mark)),
  ];
}

/** The events in the order of `state.sort`: a column's name, with - before it the other way round. */
export function sorted(shown) {
  const name = state.sort.replace(/^-/, "");
  const [, , key] = COLUMNS.find(([column]) => column === name) || COLUMNS[0];
  const sign = state.sort.startsWith("-") ? -1 : 1;
  const keyed = shown.map((event, i) => [key(event), i, event]);
  const missing = (value) => value === "\uffff" || value === -1;
  const compare = (a, b) => (typeof a === "number" ? a - b : a.localeCompare(b, state.lang));
  // What is not told stands last in both orders.
  keyed.sort((a, b) => missing(a[0]) - missing(b[0]) || sign * compare(a[0], b[0]) || a[1] - b[1]);
  return keyed.map(([, , event]) => event);
}

function heading([name, caption]) {
  const active = state.sort.replace(/^-/, "") === name;
  const down = state.sort === name;
  const order = active ? (down ? "ascending" : "descending") : "none";
  return h("th", { scope: "col", "aria-sort": order, class: `c-${name}` },
    h("button", { type: "button", "data-key": `sort ${name}`, on: { click: () => change({ sort: down ? `-${name}` : name, page: "1" }) } },
      t(caption), h("span", { class: "order", "aria-hidden": "true" }, active ? (down ? "▲" : "▼") : "")));
}

const row = (event) => h("tr", { "data-event": event.id },
  COLUMNS.map(([name, caption, , cell]) => {
    const content = cell(event);
    return h("td", { class: `c-${name}${content === "–" ? " nil" : ""}`, "data-label": t(caption) }, h("div", {}, content));
  }));

export function makeTable(shown, { whole = false } = {}) {
  if (!shown.length) return h("p", { class: "empty" }, t(events.length ? "none_match" : "empty"));
  const { rows, pager } = paged(sorted(shown), whole);
  return h("div", { class: "tablebox" },
    h("table", { class: "events" }, h("thead", {}, h("tr", {}, COLUMNS.map(heading))), h("tbody", {}, rows.map(row))), pager);
}

export function makeDocuments(shown) {
  const counts = new Map();
  for (const event of shown) counts.set(event.doc, (counts.get(event.doc) || 0) + 1);
  const numbers = matchingDocuments(state, shown);
  if (!numbers.length) return h("p", { class: "empty" }, t("none_match"));
  const { rows, pager } = paged(numbers, false);
  return h("div", {}, h("ol", { class: "documents" }, rows.map((i) => {
    const doc = documents[i];
    return h("li", {}, h("a", { href: linkTo({ doc: String(i), event: "" }) }, bdi(documentName(doc))),
      h("div", { class: "minor" }, doc.source ? [bdi(doc.source), " · "] : null, documentName(doc) === doc.id ? null : [bdi(doc.id), " · "], bdi(days(doc.published.start, doc.published.end)),
        " · ", `${t("events")}: `, ltr(number(counts.get(i) || 0)),
        doc.failures ? h("span", { class: "tag bad" }, `${t("failures")}: ${number(doc.failures.length)}`) : null));
  })), pager);
}

export function paged(items, whole) {
  const pages = Math.max(1, Math.ceil(items.length / PAGE));
  const page = Math.min(pages, Math.max(1, Number.parseInt(state.page, 10) || 1));
  const rows = whole ? items : items.slice((page - 1) * PAGE, page * PAGE);
  if (pages === 1 || whole) return { rows, pager: null };
  const go = (to, name, enabled) => h("button", { type: "button", "data-key": `page ${name}`, disabled: !enabled, on: { click: () => change({ page: String(to) }) } }, name);
  const pager = h("nav", { class: "pager", "aria-label": t("page") }, go(page - 1, t("previous"), page > 1),
    h("span", {}, t("page"), " ", ltr(number(page)), " ", t("of"), " ", ltr(number(pages))), go(page + 1, t("next"), page < pages));
  return { rows, pager };
}
