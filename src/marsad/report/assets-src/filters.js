// The bar of filters.

import { actorName, countryName, documents, events, familyOf, frequencies, labels, provinceOf } from "./data.js";
import { h } from "./dom.js";
import { label, language, number, t } from "./language.js";
import { change, hasFilters, noFilters, state } from "./state.js";

const reset = { page: "1" };
const set = (name, value) => change({ [name]: value, ...reset });

function select(name, caption, options) {
  const box = h("select", { name, on: { change: () => set(name, box.value) } },
    h("option", { value: "" }, t("all")), options);
  box.value = state[name] || "";
  return h("label", { class: "field" }, h("span", {}, caption), box);
}

const option = (value, text, count) => h("option", { value }, `${text} (${number(count)})`);

function typeOptions() {
  const counts = new Map(frequencies((event) => [event.type, `family:${event.family}`]));
  return Object.entries(labels.families).filter(([family]) => counts.has(`family:${family}`)).map(([family, { types }]) =>
    h("optgroup", { label: label("families", family) },
      types.length > 1 ? option(`family:${family}`, `${t("all")}: ${label("families", family)}`, counts.get(`family:${family}`)) : null,
      types.filter((type) => counts.has(type)).map((type) => option(type, label("types", type), counts.get(type)))));
}

const plainOptions = (valuesOf, name) => frequencies(valuesOf).map(([value, count]) => option(value, name(value), count));

function provinceOptions() {
  const known = frequencies((event) => event.places.map(provinceOf));
  const several = new Set(known.map(([key]) => key.split("|")[0])).size > 1;
  const name = (key) => {
    const [country, province] = key.split("|");
    return several ? `${province}، ${countryName(country, language())}` : province;
  };
  return known.filter(([key]) => !state.country || key.startsWith(`${state.country}|`))
    .map(([key, count]) => option(key, name(key), count));
}

function dateField(name, caption) {
  const dated = events.filter((event) => event.start);
  const input = h("input", {
    type: "date", name, value: state[name] || "",
    min: dated.length ? dated.reduce((low, e) => (e.start < low ? e.start : low), "9999") : null,
    on: { change: () => set(name, input.value) },
  });
  return h("label", { class: "field" }, h("span", {}, caption), input);
}

function searchField() {
  let waiting;
  const input = h("input", {
    type: "search", name: "q", value: state.q || "", placeholder: t("search_hint"), dir: "auto",
    on: { input: () => { clearTimeout(waiting); waiting = setTimeout(() => set("q", input.value.trim()), 150); } },
  });
  return h("label", { class: "field wide" }, h("span", {}, t("search")), input);
}

/** The bar as an element; made anew for a language, else `syncFilters` keeps it to the state. */
export function makeFilters() {
  const fields = [
    searchField(),
    select("type", t("type"), typeOptions()),
    select("country", t("country"), plainOptions((e) => e.places.map((p) => p.country), (c) => countryName(c, language()))),
    select("province", t("province"), provinceOptions()),
    select("actor", t("actor"), plainOptions((e) => e.sides.map((a) => a.actor_id), (id) => actorName(id, language()))),
    dateField("from", t("from")),
    dateField("until", t("until")),
    select("source", t("source"), plainOptions((e) => [documents[e.doc].source], (name) => name)),
    select("status", t("status"), plainOptions((e) => [e.status], (v) => label("status", v))),
    select("modality", t("modality"), plainOptions((e) => [e.modality], (v) => label("modality", v))),
  ];
  const clear = h("button", { type: "button", class: "clear", on: { click: () => change({ ...noFilters(), ...reset }) } }, t("clear"));
  return h("details", { class: "filters", open: innerWidth > 720 },
    h("summary", {}, t("filters")),
    h("form", { on: { submit: (event) => event.preventDefault() } }, fields, clear));
}

/** Bring the fields to what the state says, without touching the one that is being typed in. */
export function syncFilters(bar) {
  const provinces = bar.querySelector("[name=province]");
  provinces.replaceChildren(h("option", { value: "" }, t("all")), ...provinceOptions());
  for (const field of bar.querySelectorAll("[name]")) {
    if (field !== document.activeElement || field.tagName === "SELECT") field.value = state[field.name] || "";
  }
  bar.querySelector(".clear").hidden = !hasFilters();
}

/** Families with their counts: the legend of colours, and a filter by family. */
export function makeLegend(shown) {
  const counts = {};
  for (const event of shown) counts[event.family] = (counts[event.family] || 0) + 1;
  const most = Math.max(1, ...Object.values(counts));
  const active = state.type?.startsWith("family:") ? state.type.slice(7) : state.type ? familyOf[state.type] : null;
  return h("ul", { class: "legend" }, Object.keys(labels.families).map((family) => {
    const pressed = active === family;
    const bar = h("span", { class: `bar f-${family}` });
    bar.style.inlineSize = `${(100 * (counts[family] || 0)) / most}%`;
    return h("li", {}, h("button", {
      type: "button", "data-key": `family ${family}`, "aria-pressed": String(pressed), class: counts[family] ? null : "none",
      on: { click: () => set("type", pressed ? "" : `family:${family}`) },
    }, h("span", { class: `dot f-${family}` }), h("span", { class: "name" }, label("families", family)),
    h("span", { class: "count num" }, number(counts[family] || 0)), bar));
  }));
}
