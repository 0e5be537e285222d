// The record as the page was given it, with what the views ask of each event.

import { foldKey } from "./fold.js";

export const record = JSON.parse(document.getElementById("marsad-data").textContent);
export const { documents, events, labels } = record;

export const familyOf = {};
for (const [family, { types }] of Object.entries(labels.families)) for (const type of types) familyOf[type] = family;

/** The words [start, end) of a document. Offsets count code points; JavaScript's strings count UTF-16 units. */
export function cut(doc, [start, end]) {
  if (doc.text === undefined) return "";
  if (doc.points === undefined) doc.points = /[\ud800-\udfff]/.test(doc.text) ? Array.from(doc.text) : null;
  return doc.points ? doc.points.slice(start, end).join("") : doc.text.slice(start, end);
}

const LONGEST_NAME = 90;

/** A document's title, else the first line of its text that is no furniture of the page, else its id. */
export function documentName(doc) {
  if (doc.name === undefined) doc.name = doc.title || firstLine(doc) || doc.id;
  return doc.name;
}

function firstLine(doc) {
  let at = 0;
  for (const line of (doc.text || "").split("\n", 20)) {
    const points = Array.from(line);
    const [start, end] = [at, at + points.length];
    const furniture = (doc.furniture || []).some(([from, to]) => from < end && start < to);
    if (line.trim() && !furniture) return points.length > LONGEST_NAME ? `${points.slice(0, LONGEST_NAME).join("")}…` : line.trim();
    at = end + 1;
  }
  return null;
}

/** The words that a value was read from; "" when it has none. */
export function wordsOf(event, value) {
  if (value.text !== undefined) return value.text;
  return value.span ? cut(documents[event.doc], value.span) : "";
}

/** Minimum and maximum of an outcome over its rows; null when the event tells none. `max` null: no upper bound. */
function totalOf(event, outcome) {
  const rows = (event.casualties || []).filter((row) => row.outcome === outcome);
  if (!rows.length) return null;
  const unbounded = rows.some((row) => row.max === null);
  const sum = (field) => rows.reduce((total, row) => total + row[field], 0);
  return { min: sum("min"), max: unbounded ? null : sum("max") };
}

/** Told as having happened, and not recalled as history: what the sums of the page count. */
export const isNews = (event) => event.status === "current" && ["occurred", "ongoing"].includes(event.modality);

const nameOfActor = new Map();

for (const event of events) {
  event.family = familyOf[event.type];
  event.killed = totalOf(event, "killed");
  event.injured = totalOf(event, "injured");
  event.start = event.when?.start || event.when?.end || null;
  event.end = event.when?.end || event.when?.start || null;
  event.places = event.where || [];
  event.sides = event.actors || [];
  for (const actor of event.sides) {
    if (actor.name && actor.actor_id.split("-").length > 2 && !nameOfActor.has(actor.actor_id)) {
      nameOfActor.set(actor.actor_id, { ar: actor.name, en: actor.name_en || actor.name });
    }
  }
}

export const countryName = (code, lang) => labels.countries[code]?.[lang] || code;

/** What an actor id stands for: the named body, else sector and country. */
export function actorName(id, lang) {
  const named = nameOfActor.get(id);
  if (named) return named[lang];
  const [country, sector, ...unit] = id.split("-");
  const kind = labels.sectors[sector]?.[lang] || sector;
  const name = country === "XXX" ? kind : `${kind} · ${countryName(country, lang)}`;
  return unit.length ? `${name} · ${unit.join(" ")}` : name;
}

/** Everything that a search looks through, folded; made when first needed. */
function haystack(event) {
  if (event.haystack === undefined) {
    const doc = documents[event.doc];
    const parts = [doc.id, doc.title, doc.source, labels.types[event.type].ar, labels.types[event.type].en];
    for (const place of event.places) parts.push(place.name, place.name_en, place.admin1, place.admin2);
    for (const actor of event.sides) parts.push(actor.name, actor.name_en, actor.actor_id);
    for (const claim of event.claims || []) parts.push(claim.speaker, claim.title, claim.organisation, claim.via);
    for (const part of ["casualties", "materiel"]) {
      for (const row of event[part] || []) parts.push(wordsOf(event, row));
    }
    parts.push(wordsOf(event, event.trigger));
    for (const span of event.evidence || []) parts.push(cut(doc, span));
    event.haystack = foldKey(parts.filter(Boolean).join("\n"));
  }
  return event.haystack;
}

const TESTS = {
  type: (event, wanted) => event.type === wanted || `family:${event.family}` === wanted,
  status: (event, wanted) => event.status === wanted,
  modality: (event, wanted) => event.modality === wanted,
  country: (event, wanted) => event.places.some((place) => place.country === wanted),
  province: (event, wanted) => event.places.some((place) => provinceOf(place) === wanted),
  actor: (event, wanted) => event.sides.some((actor) => actor.actor_id === wanted),
  source: (event, wanted) => documents[event.doc].source === wanted,
  from: (event, wanted) => event.end !== null && event.end >= wanted,
  until: (event, wanted) => event.start !== null && event.start <= wanted,
  q: (event, wanted) => foldKey(wanted).split(/\s+/).every((word) => haystack(event).includes(word)),
};

export const FILTERS = Object.keys(TESTS);

/** A province is named with its country: two countries may have one of the same name. */
export const provinceOf = (place) => (place.admin1 ? `${place.country || "XXX"}|${place.admin1}` : null);

/** The events that every filter set in `state` lets through, except those named in `without`. */
export function matching(state, without = []) {
  const set = FILTERS.filter((name) => state[name] && !without.includes(name));
  return events.filter((event) => set.every((name) => TESTS[name](event, state[name])));
}

/** Numbers of the documents to list: those of the events shown, and without filters by event all that match the others. */
export function matchingDocuments(state, shown) {
  const ofEvents = FILTERS.some((name) => state[name] && !["q", "source"].includes(name));
  const found = new Set(shown.map((event) => event.doc));
  const words = state.q ? foldKey(state.q).split(/\s+/) : [];
  const holds = (doc) => {
    if (words.length && doc.folded === undefined) doc.folded = foldKey(`${doc.id}\n${doc.title || ""}\n${doc.text || ""}`);
    return words.every((word) => doc.folded.includes(word));
  };
  const fits = (doc) => !ofEvents && (!state.source || doc.source === state.source) && holds(doc);
  return documents.map((_, i) => i).filter((i) => found.has(i) || fits(documents[i]));
}

/** The distinct values of the events, most frequent first: [[value, count], …]. */
export function frequencies(valuesOf) {
  const counts = new Map();
  for (const event of events) {
    for (const value of new Set(valuesOf(event))) if (value) counts.set(value, (counts.get(value) || 0) + 1);
  }
  return [...counts].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1));
}
