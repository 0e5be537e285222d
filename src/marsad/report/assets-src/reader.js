// One document: its text with the evidence marked by slot, its events as cards beside it, values and words linked both ways.

import { documentName, documents, events } from "./data.js";
import { bdi, h, ltr } from "./dom.js";
import { makeCard } from "./card.js";
import { days, label, number, t } from "./language.js";
import { makeText } from "./marking.js";
import { linkTo, state } from "./state.js";

const SLOTS = ["trigger", "when", "where", "actors", "casualties", "materiel", "means", "count", "claims", "evidence"];

/** Every value of an event that has words: {id, slot, value}. Ids are positions, the same on both sides. */
export function valuesOf(event, number_) {
  const found = [];
  const add = (slot, value) => { if (value) found.push({ id: `${number_}.${found.length}`, slot, value }); };
  add("trigger", event.trigger);
  add("when", event.when);
  event.places.forEach((place) => add("where", place));
  event.sides.forEach((actor) => add("actors", actor));
  add("means", event.means);
  for (const row of event.casualties || []) {
    add("casualties", row);
    for (const inner of [...(row.of_which || []), ...(row.alternatives || [])]) add("casualties", inner);
  }
  (event.materiel || []).forEach((row) => add("materiel", row));
  add("count", event.count);
  (event.claims || []).forEach((claim) => add("claims", claim));
  return found;
}

export function makeReader(order) {
  const index = Number(state.doc);
  const doc = documents[index];
  const told = events.filter((event) => event.doc === index);
  const values = told.map((event, i) => valuesOf(event, i));
  const text = doc.text === undefined ? null : makeText(doc, told, values);
  const cards = told.map((event, i) => makeCard(event, i, values[i], told));
  const side = h("div", { class: "cards" }, cards.length ? cards : h("p", { class: "empty" }, t("no_events_here")), failuresOf(doc));
  const body = h("div", { class: `reader${text ? "" : " textless"}` },
    text ? h("article", { class: "text", dir: "rtl", lang: "ar", "aria-label": documentName(doc) }, text)
      : h("p", { class: "notice" }, t("no_texts")), side);
  link(body);
  const view = h("section", { class: "document" }, heading(doc, index, order), text ? key() : null, body);
  return { element: view, ready: () => focusEvent(body, told) };
}

function heading(doc, index, order) {
  const at = order.indexOf(index);
  const move = (to, name) => (to === undefined || at < 0 ? null : h("a", { href: linkTo({ doc: String(to), event: "" }) }, name));
  const facts = [doc.source && bdi(doc.source), documentName(doc) !== doc.id && bdi(doc.id), [t("published"), ": ", bdi(days(doc.published.start, doc.published.end)), ` (${label("published_basis", doc.published.basis)})`],
    doc.credits?.length && bdi(doc.credits.join("، ")), [t("coder"), ": ", ltr(doc.coder)],
    ...originOf(doc.origin),
    doc.url && h("a", { href: doc.url, rel: "noopener noreferrer", target: "_blank" }, t("original"))].filter(Boolean);
  return h("header", { class: "dochead" },
    h("nav", {}, h("a", { class: "back", href: linkTo({ doc: "", event: "" }) }, t("back")), h("span", { class: "spacer" }),
      move(order[at - 1], t("previous")), at >= 0 ? ltr(`${number(at + 1)} / ${number(order.length)}`) : null, move(order[at + 1], t("next"))),
    h("h2", { tabindex: "-1" }, bdi(documentName(doc))),
    h("p", { class: "minor" }, facts.flatMap((fact, i) => (i ? [" · ", fact] : [fact]))));
}

/** Where the document was read: the file and the place in it, when it was fetched; its hash and its readers as a tooltip. */
function originOf(origin) {
  if (!origin) return [];
  const place = [origin.file, origin.member, origin.record].filter(Boolean).join(" › ");
  const hint = [origin.sha256 && `sha256 ${origin.sha256}`, origin.extractor, origin.reader].filter(Boolean).join("\n");
  return [place && [t("read_from"), ": ", h("bdi", { title: hint || null }, place)],
    origin.fetched && [t("fetched"), ": ", ltr(origin.fetched)]];
}

const nameOfSlot = (slot) => t(slot === "means" ? "means_label" : slot);

const key = () => h("ul", { class: "slotkey" },
  [...SLOTS, "furniture"].map((slot) => h("li", {}, h("span", { class: `m s-${slot}` }, nameOfSlot(slot)))));

function failuresOf(doc) {
  if (!doc.failures) return null;
  return h("div", { class: "failures" }, h("h3", {}, t("failures")),
    h("ul", {}, doc.failures.map((f) => h("li", { dir: "auto" }, `${f.stage}: ${f.error}: ${f.message}`))));
}

/** Pointing at a value marks its words and the other way round; a click or Enter goes there. */
function link(body) {
  const sides = new Map();
  for (const element of body.querySelectorAll("[data-v]")) {
    for (const id of element.dataset.v.split(" ")) sides.set(id, [...(sides.get(id) || []), element]);
  }
  const mark = (target, on) => {
    for (const id of target?.dataset.v.split(" ") || []) {
      for (const element of sides.get(id)) element.classList.toggle(id.endsWith(".e") ? "lit" : "on", on);
    }
  };
  const targetOf = (event) => event.target.closest("[data-v]");
  const go = (target) => {
    const fromText = target.closest(".text");
    const ids = target.dataset.v.split(" ");
    const other = ids.flatMap((id) => sides.get(id)).find((e) => Boolean(e.closest(".text")) !== Boolean(fromText));
    if (!other) return;
    other.scrollIntoView({ block: "center", behavior: matchMedia("(prefers-reduced-motion: reduce)").matches ? "auto" : "smooth" });
    if (other.tabIndex >= 0) other.focus({ preventScroll: true });
  };
  for (const [enter, leave] of [["mouseover", "mouseout"], ["focusin", "focusout"]]) {
    body.addEventListener(enter, (event) => mark(targetOf(event), true));
    body.addEventListener(leave, (event) => mark(targetOf(event), false));
  }
  body.addEventListener("click", (event) => { if (targetOf(event)) go(targetOf(event)); });
  body.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.target.tagName === "BUTTON" || !targetOf(event)) return;
    event.preventDefault(); // else the same key press would click the button that gets the focus
    go(targetOf(event));
  });
}

/** With one event chosen the words of the others step back. */
function focusEvent(body, told) {
  const chosen = told.findIndex((event) => event.id === state.event);
  body.classList.toggle("chosen", chosen >= 0);
  body.querySelectorAll(".card").forEach((card, i) => {
    card.classList.toggle("own", i === chosen);
    card.querySelector("h3 button").setAttribute("aria-pressed", String(i === chosen));
  });
  for (const words of body.querySelectorAll(".text .m")) {
    words.classList.toggle("own", (words.dataset.v || "").split(" ").some((id) => id.startsWith(`${chosen}.`)));
  }
  if (chosen < 0) return;
  body.querySelectorAll(".card")[chosen]?.scrollIntoView({ block: "nearest" });
  const first = body.querySelector(".text .own.s-trigger") || body.querySelector(".text .own");
  first?.scrollIntoView({ block: "center" });
}

