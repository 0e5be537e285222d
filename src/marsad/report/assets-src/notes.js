// How to read the report, with which coder it was made, and what failed.

import { documents, labels, record } from "./data.js";
import { h, ltr } from "./dom.js";
import { language, number, t } from "./language.js";

export function countFailures() {
  return record.failures.length + documents.reduce((total, doc) => total + (doc.failures?.length || 0), 0);
}

export function makeNotes() {
  const failed = [
    ...record.failures.map((f) => [f.input, f]),
    ...documents.flatMap((doc) => (doc.failures || []).map((f) => [doc.id, f])),
  ];
  return h("section", { class: "notes" },
    Object.keys(labels.notes).map((key) => h("p", {}, labels.notes[key][language()])),
    record.texts ? null : h("p", {}, t("no_texts")),
    h("p", {}, `${t("made_by")}: `, ltr(record.coders.join(", ") || "–")),
    h("h3", {}, `${t("failures")}: ${number(failed.length)}`),
    failed.length ? h("ul", { class: "failures" }, failed.slice(0, 200).map(([name, f]) =>
      h("li", { dir: "auto" }, h("bdi", {}, name), " – ", h("bdi", { dir: "ltr" }, `${f.stage}: ${f.error}: ${f.message}`)))) : null);
}
