// An event as a card: each value a button that finds its words.

import { actorName, wordsOf } from "./data.js";
import { actorLabel, claimName, placeName } from "./describe.js";
import { bdi, h, ltr } from "./dom.js";
import { bounds, days, label, language, t } from "./language.js";
import { change, state } from "./state.js";

export function makeCard(event, number, values, told) {
  const ids = new Map(values.map(({ id, value }) => [value, id]));
  const make = (value, content) => makeValue(event, value, ids.get(value), content);
  const rows = [
    ["trigger", [make(event.trigger, [label("types", event.type)])]],
    ["when", event.when ? [make(event.when, whenText(event.when))] : []],
    ["where", event.places.map((place) => make(place, [bdi(placeName(place)), detail(label("place_precision", place.precision), radius(place))]))],
    ["actors", event.sides.map((actor) => make(actor, [h("span", { class: "role" }, label("roles", actor.role)), " ", bdi(actorLabel(actor)), idOf(actor.actor_id)]))],
    ["means_label", event.means ? [make(event.means, [label("means", event.means.class)])] : []],
    ["casualties", (event.casualties || []).map((row) => casualties(row, make))],
    ["materiel", (event.materiel || []).map((row) => make(row, [label("items", row.item), ": ", amount(row), detail(label("effects", row.effect))]))],
    ["count", event.count ? [make(event.count, [amount(event.count)])] : []],
    ["claims", event.claims?.length ? event.claims.map((claim) => make(claim, claimText(claim))) : [h("span", { class: "plain" }, t("outlet_voice"))]],
    ["related", (event.related || []).map((other) => related(other, told))],
  ];
  return h("article", { class: `card f-${event.family}`, "aria-label": label("types", event.type) },
    heading(event, number),
    h("dl", {}, rows.filter(([, found]) => found.length).map(([caption, found]) =>
      [h("dt", { class: `k-${caption}` }, t(caption)), h("dd", {}, found)])));
}

function heading(event, number) {
  const tags = [label("status", event.status), label("modality", event.modality), event.unverified ? t("unverified") : null];
  return h("h3", { "data-v": event.evidence?.length ? `${number}.e` : null },
    h("button", { type: "button", "aria-pressed": "false", on: { click: () => change({ event: state.event === event.id ? "" : event.id }) } },
      h("span", { class: `dot f-${event.family}` }), label("types", event.type)),
    tags.filter(Boolean).map((tag) => h("span", { class: "tag" }, tag)),
    h("span", { class: "tag conf", title: t("confidence") }, `${t("confidence")} `, ltr(event.confidence.toFixed(2))));
}

/** A value with its words in quotation marks; without words it is no button. */
function makeValue(event, value, id, content) {
  const words = wordsOf(event, value);
  if (!words) return h("span", { class: "value plain", title: t("no_words") }, content);
  const quoted = h("q", { lang: "ar", dir: "rtl" }, words.replace(/\s+/g, " "));
  return h("button", { type: "button", class: "value", "data-v": id }, h("span", { class: "what" }, content), quoted);
}

const detail = (...texts) => {
  const told = texts.filter(Boolean);
  return told.length ? h("small", {}, ` (${told.join(" · ")})`) : null;
};
const radius = (place) => (place.radius_km ? `${place.radius_km} ${language() === "ar" ? "كم" : "km"}` : null);
const idOf = (id) => [" ", h("small", { class: "id", dir: "ltr", title: actorName(id, language()) }, id)];
const amount = (row) => {
  const loose = row.qualifier && !["exact", "range"].includes(row.qualifier);
  return [ltr(bounds(row.min, row.max)), loose ? detail(label("qualifiers", row.qualifier)) : null];
};

function whenText(when) {
  const how = when.basis ? label("time_basis", when.basis) : null;
  return [bdi(days(when.start, when.end)), when.time ? [" · ", bdi(when.time)] : null, detail(how)];
}

function casualties(row, make) {
  const of = row.actor_id ? idOf(row.actor_id) : null;
  const head = make(row, [label("outcomes", row.outcome), ": ", amount(row), detail(label("groups", row.group), row.side && label("roles", row.side)), of]);
  const parts = (row.of_which || []).map((part) => make(part, [t("including"), " ", label("part_categories", part.category), ": ", amount(part)]));
  const others = (row.alternatives || []).map((other) => make(other, [t("alternatives"), ": ", amount(other)]));
  return h("div", { class: "toll" }, head, parts, others);
}

const claimText = (claim) => [bdi(claimName(claim)), claim.actor_id ? idOf(claim.actor_id) : null,
  detail(label("stances", claim.stance), claim.responsibility ? t("responsibility") : null, claim.via ? `${t("via")} ${claim.via}` : null)];

function related(other, told) {
  const event = told.find((e) => e.id === other.event_id);
  return h("button", { type: "button", class: "value", on: { click: () => event && change({ event: event.id }) } },
    label("relations", other.relation), ": ", event ? label("types", event.type) : other.event_id);
}
