// The timeline: events per day, week, month or year, stacked by family. It runs in the direction of the language.

import { labels } from "./data.js";
import { h, s } from "./dom.js";
import { days, direction, number, shortMonth, t } from "./language.js";
import { change, state } from "./state.js";

const DAY = 864e5;
const HEIGHT = 170;
const PAD = { top: 10, side: 30, bottom: 24 };
const iso = (time) => new Date(time).toISOString().slice(0, 10);
const time = (text) => Date.parse(`${text}T00:00:00Z`);
const parts = (at) => { const d = new Date(at); return [d.getUTCFullYear(), d.getUTCMonth()]; };

/** Beginnings of the bin that holds a moment, and of the next one. Weeks begin on Monday. */
const BINS = {
  day: [(at) => at, (at) => at + DAY],
  week: [(at) => at - ((new Date(at).getUTCDay() + 6) % 7) * DAY, (at) => at + 7 * DAY],
  month: [(at) => Date.UTC(...parts(at)), (at) => { const [y, m] = parts(at); return Date.UTC(y, m + 1); }],
  year: [(at) => Date.UTC(parts(at)[0], 0), (at) => Date.UTC(parts(at)[0] + 1, 0)],
};
const MOST_BINS = 400;

function unitFor(first, last) {
  const count = { day: (last - first) / DAY, week: (last - first) / DAY / 7, month: (last - first) / DAY / 30 };
  if (BINS[state.per] && !(count[state.per] > MOST_BINS)) return state.per;
  if (count.day <= 70) return "day";
  if (count.week <= 80) return "week";
  return count.month <= 96 ? "month" : "year";
}

/** Bins over the time of the current events; what lies before is counted apart, so that history does not flatten the news. */
function gather(shown) {
  const dated = shown.filter((event) => event.start);
  const news = dated.filter((event) => event.status === "current");
  const span = news.length ? news : dated;
  if (!span.length) return { bins: [], undated: shown.length, earlier: 0, unit: "day" };
  const first = time(span.reduce((low, e) => (e.start < low ? e.start : low), span[0].start));
  const last = time(span.reduce((high, e) => (e.start > high ? e.start : high), span[0].start));
  const unit = unitFor(first, last);
  const [begin, next] = BINS[unit];
  const bins = [];
  const at = new Map();
  for (let start = begin(first); start <= last; start = next(start)) {
    at.set(start, bins.length);
    bins.push({ start, end: next(start) - DAY, sure: {}, wide: {}, total: 0 });
  }
  let earlier = 0;
  for (const event of dated) {
    const bin = bins[at.get(begin(time(event.start)))];
    if (!bin) { earlier += 1; continue; }
    const kind = time(event.end) <= bin.end ? bin.sure : bin.wide;
    kind[event.family] = (kind[event.family] || 0) + 1;
    bin.total += 1;
  }
  return { bins, undated: shown.length - dated.length, earlier, unit };
}

export function makeTimeline() {
  const svg = s("svg", { class: "timeline", tabindex: "0", role: "group", "aria-label": `${t("timeline")}. ${t("timeline_help")}` });
  const note = h("p", { class: "note" });
  const units = { auto: "per_auto", day: "day", week: "week", month: "month", year: "year" };
  const choice = h("select", { "aria-label": t("per"), on: { change: () => change({ per: choice.value }) } },
    Object.keys(units).map((unit) => h("option", { value: unit }, unit === "auto" ? t("per_auto") : labelOf(unit))));
  choice.value = state.per;
  const view = { svg, note, cursor: -1 };
  view.element = h("figure", { class: "timebox" },
    h("div", { class: "caption" }, h("h2", {}, t("timeline")), h("label", {}, t("per"), " ", choice)), svg, note);
  view.update = (shown) => { choice.value = state.per; view.data = gather(shown); draw(view); };
  listen(view);
  return view;
}

const labelOf = (unit) => labels.time_precision[unit][state.lang];

function draw(view) {
  const { bins, undated, earlier } = view.data;
  const { svg } = view;
  view.width = Math.max(260, svg.clientWidth || 480);
  view.inner = view.width - 2 * PAD.side;
  view.step = view.inner / Math.max(1, bins.length);
  const most = Math.max(1, ...bins.map((bin) => bin.total));
  const scale = (HEIGHT - PAD.top - PAD.bottom) / most;
  const floor = HEIGHT - PAD.bottom;
  svg.setAttribute("viewBox", `0 0 ${view.width} ${HEIGHT}`);
  const grid = [...new Set([most, Math.round(most / 2)])].filter(Boolean).map((value) => [
    s("line", { x1: PAD.side, x2: view.width - PAD.side, y1: floor - value * scale, y2: floor - value * scale, class: "grid" }),
    s("text", { x: direction() === "rtl" ? view.width - PAD.side + 6 : PAD.side - 6, y: floor - value * scale + 4, class: direction() === "rtl" ? "tick start" : "tick end" }, number(value))]);
  const bars = bins.map((bin, i) => stack(view, bin, i, floor, scale));
  const axis = s("line", { x1: PAD.side, x2: view.width - PAD.side, y1: floor, y2: floor, class: "axis" });
  view.brush = s("rect", { class: "brush", y: PAD.top - 6, height: floor - PAD.top + 6, hidden: true });
  svg.replaceChildren(...grid.flat(), ...bars.flat(), axis, ...ticks(view, floor), view.brush);
  showChosen(view);
  const told = [bins.length ? t("light_bar") : null, undated ? `${t("undated")}: ${number(undated)}` : null,
    earlier ? `${t("earlier")}: ${number(earlier)}` : null];
  view.note.textContent = told.filter(Boolean).join(" · ");
}

/** The left edge of a bin; in Arabic time runs from right to left. */
const edge = (view, i) => (direction() === "rtl" ? view.width - PAD.side - (i + 1) * view.step : PAD.side + i * view.step);

function stack(view, bin, i, floor, scale) {
  let y = floor;
  const gap = view.step > 5 ? 1.5 : view.step > 2 ? 0.5 : 0;
  const title = `${days(iso(bin.start), iso(bin.end))}: ${number(bin.total)}`;
  const piece = (family, count, wide) => {
    const height = count * scale;
    y -= height;
    return s("rect", { x: edge(view, i) + gap / 2, y, width: Math.max(0.8, Math.min(view.step - gap, 48)), height, class: `f-${family}${wide ? " wide" : ""}` }, s("title", {}, title));
  };
  const families = Object.keys(labels.families);
  return [...families.filter((f) => bin.sure[f]).map((f) => piece(f, bin.sure[f], false)),
    ...families.filter((f) => bin.wide[f]).map((f) => piece(f, bin.wide[f], true))];
}

function ticks(view, floor) {
  const { bins, unit } = view.data;
  const every = Math.max(1, Math.ceil(bins.length / Math.max(2, Math.floor(view.inner / 84))));
  return bins.flatMap((bin, i) => {
    if (i % every) return [];
    const [year, month] = parts(bin.start);
    const date = new Date(bin.start).getUTCDate();
    const text = unit === "year" ? String(year) : unit === "month" ? `${shortMonth(month + 1)} ${year}` : `${date} ${shortMonth(month + 1)}${i === 0 ? ` ${year}` : ""}`;
    const x = edge(view, i) + Math.min(view.step, 48) / 2;
    const anchor = x < 40 ? "start" : x > view.width - 40 ? "end" : "middle";
    return [s("text", { x, y: floor + 16, class: `tick ${anchor}` }, text)];
  });
}

function showChosen(view) {
  const { bins } = view.data;
  const inside = bins.map((bin, i) => i).filter((i) =>
    (!state.from || iso(bins[i].end) >= state.from) && (!state.until || iso(bins[i].start) <= state.until));
  mark(view, (state.from || state.until) && inside.length ? [inside[0], inside[inside.length - 1]] : null);
}

function mark(view, range) {
  if (!range) return view.brush.setAttribute("hidden", "");
  const xs = range.map((i) => edge(view, i));
  view.brush.removeAttribute("hidden");
  view.brush.setAttribute("x", Math.min(...xs));
  view.brush.setAttribute("width", Math.abs(xs[1] - xs[0]) + view.step);
  return undefined;
}

function choose(view, a, b) {
  const { bins } = view.data;
  if (!bins.length) return;
  const [from, until] = [iso(bins[Math.min(a, b)].start), iso(bins[Math.max(a, b)].end)];
  const same = state.from === from && state.until === until;
  change(same ? { from: "", until: "", page: "1" } : { from, until, page: "1" });
}

function binAt(view, event) {
  const box = view.svg.getBoundingClientRect();
  const x = ((event.clientX - box.left) * view.width) / box.width - PAD.side;
  const i = Math.floor(x / view.step);
  const found = direction() === "rtl" ? view.data.bins.length - 1 - i : i;
  return Math.max(0, Math.min(view.data.bins.length - 1, found));
}

function listen(view) {
  const { svg } = view;
  let from = null;
  svg.addEventListener("pointerdown", (event) => {
    if (event.button || !view.data.bins.length) return;
    from = binAt(view, event);
    svg.setPointerCapture(event.pointerId);
    mark(view, [from, from]);
  });
  svg.addEventListener("pointermove", (event) => { if (from !== null) mark(view, [from, binAt(view, event)].sort((a, b) => a - b)); });
  svg.addEventListener("pointerup", (event) => {
    if (from === null) return;
    const start = from;
    from = null;
    choose(view, start, binAt(view, event));
  });
  svg.addEventListener("pointercancel", () => { from = null; showChosen(view); });
  svg.addEventListener("keydown", (event) => onKey(view, event));
}

function onKey(view, event) {
  const forward = direction() === "rtl" ? "ArrowLeft" : "ArrowRight";
  const last = view.data.bins.length - 1;
  if (event.key === "ArrowLeft" || event.key === "ArrowRight") {
    view.cursor = Math.max(0, Math.min(last, view.cursor + (event.key === forward ? 1 : -1)));
    mark(view, [view.cursor, view.cursor]);
  } else if (event.key === "Enter" && view.cursor >= 0) choose(view, view.cursor, view.cursor);
  else if (event.key === "Escape") change({ from: "", until: "" });
  else return;
  event.preventDefault();
}
