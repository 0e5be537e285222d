// The page of a document: words and values light each other up; selected words are offered as values.

import htmx from "htmx.org/dist/htmx.esm.js";

const text = document.getElementById("text");
const panel = document.getElementById("selected");
let selected = null; // the words that are offered: [start, end]
let chosen = document.querySelector(".event.chosen")?.dataset.event ?? "";

const words = (ref) => text.querySelectorAll(`[data-refs~="${CSS.escape(ref)}"]`);
const values = (ref) => document.querySelectorAll(`.value[data-ref="${CSS.escape(ref)}"]`);
const clear = () => document.querySelectorAll(".lit").forEach((e) => e.classList.remove("lit"));

/** Light up a value and its words; the rest of the event's evidence stays as it is. */
function light(refs) {
  clear();
  for (const ref of refs) {
    words(ref).forEach((run) => run.classList.add("lit"));
    values(ref).forEach((value) => value.classList.add("lit"));
  }
}

function choose(card, scroll) {
  document.querySelectorAll(".event.chosen").forEach((e) => e.classList.remove("chosen"));
  card.classList.add("chosen");
  const other = chosen !== card.dataset.event;
  chosen = card.dataset.event;
  if (other && selected && panel.childElementCount) ask(); // the words that are selected, for this event
  if (scroll) card.scrollIntoView({ block: "nearest", behavior: "smooth" });
}

for (const value of document.querySelectorAll(".value")) {
  const show = () => light([value.dataset.ref]);
  value.addEventListener("mouseenter", show);
  value.addEventListener("focus", show);
  value.addEventListener("mouseleave", clear);
  value.addEventListener("blur", clear);
  value.addEventListener("click", () => {
    choose(value.closest(".event"), false);
    words(value.dataset.ref)[0]?.scrollIntoView({ block: "center", behavior: "smooth" });
    show();
  });
}
document.querySelectorAll(".event").forEach((card) => card.addEventListener("focusin", () => choose(card, false)));

text.addEventListener("mouseover", (event) => {
  const run = event.target.closest("[data-refs]");
  if (run) light(run.dataset.refs.split(" ").filter((ref) => !ref.endsWith(".evidence")));
  else clear();
});
text.addEventListener("mouseleave", clear);
text.addEventListener("click", (event) => {
  const ref = event.target.closest("[data-refs]")?.dataset.refs.split(" ")[0];
  if (!ref || !getSelection().isCollapsed) return;
  const card = document.querySelector(`.event[data-number="${ref.split(".")[0]}"]`);
  if (card) choose(card, true);
});

/** Code points before a place in the text: offsets of the record count these, not the units of JavaScript. */
function offsetOf(node, offset) {
  const run = (node.nodeType === Node.TEXT_NODE ? node.parentElement : node).closest("[data-start]");
  if (!run || !text.contains(run)) return null;
  const before = node.nodeType === Node.TEXT_NODE ? node.data.slice(0, offset) : offset > 0 ? run.textContent : "";
  return Number(run.dataset.start) + Array.from(before).length;
}

function offer() {
  const selection = getSelection();
  if (selection.isCollapsed || selection.rangeCount === 0) return;
  const range = selection.getRangeAt(0);
  if (!text.contains(range.startContainer) || !text.contains(range.endContainer)) return;
  const start = offsetOf(range.startContainer, range.startOffset);
  const end = offsetOf(range.endContainer, range.endOffset);
  if (start === null || end === null || start >= end) return;
  if (panel.childElementCount && selected?.[0] === start && selected[1] === end) return;
  selected = [start, end];
  const told = !chosen && eventOf(range);
  if (told) choose(told, false);
  ask();
}

/** The event that rests on the selected words: that of the first word of a value among them, or the only one there is. */
function eventOf(range) {
  const run = [...text.querySelectorAll("[data-refs]")].find((e) => range.intersectsNode(e));
  const number = run?.dataset.refs.split(".")[0];
  const cards = document.querySelectorAll(".event");
  return (run && document.querySelector(`.event[data-number="${number}"]`)) || (cards.length === 1 ? cards[0] : null);
}

function ask() {
  const [start, end] = selected;
  const query = new URLSearchParams({ start, end, event: chosen });
  htmx.ajax("GET", `/documents/${text.dataset.key}/selected?${query}`, { target: panel, swap: "innerHTML" });
}

if ("judge" in text.dataset) {
  document.addEventListener("mouseup", (event) => {
    if (text.contains(event.target)) setTimeout(offer, 0);
  });
  document.addEventListener("keyup", (event) => {
    if (event.shiftKey || event.key === "Shift") offer();
  });
  // Fingers select by holding and dragging handles, and lift no button of a mouse.
  let resting;
  document.addEventListener("selectionchange", () => {
    clearTimeout(resting);
    if (matchMedia("(pointer: coarse)").matches) resting = setTimeout(offer, 500);
  });
  panel.addEventListener("click", (event) => {
    if (event.target.closest("[data-close]")) panel.replaceChildren();
  });
}

document.querySelector(".event.chosen")?.scrollIntoView({ block: "nearest" });
const first = document.querySelector(".event.chosen");
if (first) words(`${first.dataset.number}.trigger`)[0]?.scrollIntoView({ block: "center" });
