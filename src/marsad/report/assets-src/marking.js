// The text cut at the ends of all marks. Marks may overlap; a stretch shows the most telling slot and knows all its values.

import { h } from "./dom.js";

/** The more telling slot lies on top. */
const RANK = ["furniture", "evidence", "claims", "count", "means", "materiel", "actors", "where", "when", "casualties", "trigger"];

function marksOf(doc, told, values) {
  const marks = (doc.furniture || []).map(([start, end]) => ({ start, end, slot: "furniture", id: null }));
  told.forEach((event, i) => {
    for (const [start, end] of event.evidence || []) marks.push({ start, end, slot: "evidence", id: `${i}.e` });
    for (const { id, slot, value } of values[i]) {
      if (value.span) marks.push({ start: value.span[0], end: value.span[1], slot, id });
    }
  });
  return marks.filter((mark) => mark.start < mark.end);
}

/** The paragraphs of a text, one element a line, so that what orders text in one line ends with it. */
export function makeText(doc, told, values) {
  const points = Array.from(doc.text);
  const marks = marksOf(doc, told, values).sort((a, b) => a.start - b.start);
  const edges = new Set(marks.flatMap((mark) => [mark.start, mark.end]));
  const tabbed = new Set();
  const paragraphs = [];
  let line = [];
  let start = 0;
  let next = 0;
  let open = [];
  const close = (end) => {
    if (end > start) line.push(stretch(points.slice(start, end).join(""), open, tabbed));
    start = end;
  };
  for (let i = 0; i <= points.length; i += 1) {
    if (edges.has(i)) {
      close(i);
      open = open.filter((mark) => mark.end > i);
      while (next < marks.length && marks[next].start <= i) open.push(marks[next++]);
    }
    if (i === points.length || points[i] === "\n") {
      close(i);
      paragraphs.push(h("p", { class: line.length ? null : "gap" }, line));
      line = [];
      start = i + 1;
    }
  }
  return paragraphs;
}

function stretch(text, marks, tabbed) {
  const open = [...marks];
  if (!open.length) return text;
  const slots = open.map((mark) => mark.slot);
  const top = RANK[Math.max(...slots.map((slot) => RANK.indexOf(slot)))];
  open.sort((a, b) => RANK.indexOf(b.slot) - RANK.indexOf(a.slot)); // a click leads to the most telling value
  const ids = [...new Set(open.map((mark) => mark.id).filter(Boolean))];
  // One stop of the Tab key for each value, at its first words.
  const fresh = open.filter((mark) => mark.id && mark.slot !== "evidence" && !tabbed.has(mark.id));
  fresh.forEach((mark) => tabbed.add(mark.id));
  const evidence = top !== "evidence" && slots.includes("evidence") ? " in-evidence" : "";
  return h("span", { class: `m s-${top}${evidence}`, "data-v": ids.length ? ids.join(" ") : null, tabindex: fresh.length ? "0" : null }, text);
}
