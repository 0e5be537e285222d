// The map: borders, events as circles, names. Circles stay the size they are while the map is zoomed.

import { geoArea, geoMercator, geoPath } from "d3-geo";
import { select } from "d3-selection";
import { zoom, zoomIdentity } from "d3-zoom";
import { feature, mesh } from "topojson-client";
import { countryName, isNews, record } from "./data.js";
import { h, s } from "./dom.js";
import { label, language, nameIn, number, t } from "./language.js";
import { layOutNames } from "./mapnames.js";
import { makePlaceCard } from "./placecard.js";

const borders = record.topology.objects.countries;
const lands = feature(record.topology, borders).features;
for (const { geometry } of lands) {
  // On a sphere a ring that turned round when it was simplified would be the whole world but that piece.
  geometry.coordinates = geometry.coordinates.filter((coordinates) => geoArea({ type: "Polygon", coordinates }) < Math.PI);
}
const inner = mesh(record.topology, borders, (a, b) => a !== b);

/** How far a place may be from its point where the record gives no radius, in kilometres. */
const RADIUS = { district: 20, province: 60, near: 15, offset: 5 };
const EARTH = 6371;
const POINT_LIKE = new Set(["exact", "town"]);
let kept = null; // the zoom, kept when the map is made anew for another language or width

export function makeMap() {
  const svg = s("svg", { class: "map", tabindex: "0", role: "group", "aria-label": `${t("map")}. ${t("map_help")}` });
  const button = (text, name, action) => h("button", { type: "button", title: name, "aria-label": name, on: { click: action } }, text);
  const card = h("div", { class: "mapcard", hidden: true });
  const view = { svg, card, transform: kept || zoomIdentity, shown: [] };
  const controls = h("div", { class: "zoom" },
    button("+", t("zoom_in"), () => step(view, 1.6)), button("−", t("zoom_out"), () => step(view, 1 / 1.6)),
    button("⤢", t("zoom_fit"), () => fit(view)));
  view.note = h("p", { class: "note" });
  view.element = h("figure", { class: "mapbox" }, h("div", { class: "stage" }, svg, controls, card), makeKey(), view.note);
  view.update = (shown) => { view.shown = shown; if (!view.layers) build(view); draw(view); };
  return view;
}

function makeKey() {
  const sign = (content, text) => h("li", {}, s("svg", { width: 26, height: 18, "aria-hidden": "true" }, content), text);
  return h("ul", { class: "mapkey" },
    sign(s("circle", { cx: 13, cy: 9, r: 5, class: "spot f-forces" }), t("legend_point")),
    sign([s("circle", { cx: 13, cy: 9, r: 8, class: "area f-forces" }), s("circle", { cx: 13, cy: 9, r: 3.5, class: "spot hollow f-forces" })], t("legend_area")),
    sign(s("rect", { x: 3, y: 2, width: 20, height: 14, class: "hatched" }), t("legend_country")),
    sign([s("circle", { cx: 6, cy: 11, r: 3, class: "spot f-politics" }), s("circle", { cx: 18, cy: 9, r: 7, class: "spot f-politics" })], t("legend_size")));
}

function build(view) {
  const { svg } = view;
  view.width = Math.max(280, svg.clientWidth || 640);
  view.height = Math.max(260, svg.clientHeight || 420);
  svg.setAttribute("viewBox", `0 0 ${view.width} ${view.height}`); // for print, where the width is another
  const [west, south, east, north] = record.box;
  const corners = { type: "MultiPoint", coordinates: [[west, south], [east, north]] };
  view.projection = geoMercator().fitExtent([[0, 0], [view.width, view.height]], corners)
    .clipExtent([[-8 * view.width, -8 * view.height], [9 * view.width, 9 * view.height]]);
  const path = geoPath(view.projection).digits(2);
  const layer = (name) => s("g", { class: name });
  view.layers = { base: layer("base"), areas: layer("areas"), spots: layer("spots"), names: layer("names") };
  view.countries = new Map();
  for (const land of lands) {
    const shape = s("path", { d: path(land) || "", class: "land" });
    if (land.id) view.countries.set(land.id, { shape, land, centre: largestCentre(land, path) });
    view.layers.base.append(shape);
  }
  view.layers.base.append(s("path", { d: path(inner) || "", class: "border" }));
  svg.replaceChildren(makeHatch(), ...Object.values(view.layers));
  makeZoom(view);
}

/** Stripes for countries where nothing finer is known. */
function makeHatch() {
  return s("defs", {}, s("pattern", { id: "hatch", width: 6, height: 6, patternUnits: "userSpaceOnUse", patternTransform: "rotate(45)" },
    s("rect", { width: 6, height: 6, class: "hatchground" }), s("rect", { width: 2, height: 6, class: "hatchline" })));
}

/** Where a country's name goes: the middle of its largest piece. */
function largestCentre(land, path) {
  let best = null;
  for (const coordinates of land.geometry.coordinates) {
    const piece = { type: "Polygon", coordinates };
    const area = path.area(piece);
    if (area && (!best || area > best.area)) best = { area, point: path.centroid(piece) };
  }
  return best;
}

function makeZoom(view) {
  const { width, height } = view;
  view.zoom = zoom().scaleExtent([0.2, 80]).extent([[0, 0], [width, height]])
    .translateExtent([[-7 * width, -7 * height], [8 * width, 8 * height]])
    // A wheel scrolls the page; with Ctrl, or once the map has the focus, it zooms the map.
    .filter((event) => !event.button && (event.type !== "wheel" || event.ctrlKey || document.activeElement === view.svg))
    .on("zoom", ({ transform }) => { view.transform = kept = transform; place(view); });
  view.selection = select(view.svg).call(view.zoom).on("dblclick.zoom", null);
  view.selection.property("__zoom", view.transform);
  view.svg.addEventListener("pointerdown", () => view.svg.focus({ preventScroll: true }));
  view.svg.addEventListener("keydown", (event) => onKey(view, event));
  if (!kept) fit(view);
}

function onKey(view, event) {
  const move = { ArrowLeft: [60, 0], ArrowRight: [-60, 0], ArrowUp: [0, 60], ArrowDown: [0, -60] }[event.key];
  if (move) view.selection.call(view.zoom.translateBy, move[0] / view.transform.k, move[1] / view.transform.k);
  else if (event.key === "+" || event.key === "=") step(view, 1.6);
  else if (event.key === "-" || event.key === "−") step(view, 1 / 1.6);
  else if (event.key === "Escape") view.card.hidden = true;
  else return;
  event.preventDefault();
}

const step = (view, factor) => view.selection.call(view.zoom.scaleBy, factor);

/** Zoom to the events shown. */
function fit(view) {
  const points = view.shown.flatMap((event) => event.places).map((place) => pointOf(view, place)).filter(Boolean);
  if (!points.length) return view.selection.call(view.zoom.transform, zoomIdentity);
  const [xs, ys] = [points.map((p) => p[0]).sort((a, b) => a - b), points.map((p) => p[1]).sort((a, b) => a - b)];
  const [[x0, x1], [y0, y1]] = [extent(xs), extent(ys)];
  const k = Math.max(0.5, Math.min(12, 0.8 / Math.max((x1 - x0) / view.width, (y1 - y0) / view.height, 0.02)));
  const target = zoomIdentity.translate(view.width / 2 - (k * (x0 + x1)) / 2, view.height / 2 - (k * (y0 + y1)) / 2).scale(k);
  return view.selection.call(view.zoom.transform, target);
}

/** Where a place is on the unzoomed map; a country at its name. */
const pointOf = (view, place) =>
  hasPoint(place) ? view.projection([place.lon, place.lat]) : place.precision === "country" && view.countries.get(place.country)?.centre?.point;

/** The ends of sorted numbers; a few that lie far off are left out, so that they do not shrink the rest. */
function extent(values) {
  const [skip, last] = [Math.floor(values.length * 0.05), values.length - 1];
  const [all, most] = [[values[0], values[last]], [values[skip], values[last - skip]]];
  return all[1] - all[0] > 2.2 * (most[1] - most[0]) ? most : all;
}

const hasPoint = (place) => place.lat !== undefined && place.lon !== undefined && place.precision !== "country";

/** One circle a place and family, with the events told there; and the counts of countries. */
function gather(view) {
  const [spots, countries, placeless] = [new Map(), new Map(), []];
  for (const event of view.shown) {
    let drawn = false;
    for (const place of event.places) {
      if (hasPoint(place)) {
        const key = `${place.lon} ${place.lat} ${event.family}`;
        if (!spots.has(key)) spots.set(key, { place, family: event.family, events: [], killed: 0 });
        const spot = spots.get(key);
        spot.events.push(event);
        if (isNews(event)) spot.killed += event.killed?.min || 0;
        spot.past = spot.past !== false && event.status === "background";
        drawn = true;
      } else if (place.precision === "country" && view.countries.has(place.country)) {
        countries.set(place.country, [...(countries.get(place.country) || []), event]);
        drawn = true;
      }
    }
    if (!drawn) placeless.push(event);
  }
  return { spots: [...spots.values()], countries, placeless };
}

function draw(view) {
  const { spots, countries, placeless } = gather(view);
  const used = new Set(view.shown.flatMap((event) => event.places.map((p) => p.country)));
  for (const [code, { shape }] of view.countries) {
    shape.setAttribute("class", `land${used.has(code) ? " told" : ""}${countries.has(code) ? " hatched" : ""}`);
  }
  for (const spot of spots) {
    [spot.x, spot.y] = view.projection([spot.place.lon, spot.place.lat]) || [-1e4, -1e4];
    spot.r = Math.min(26, 3.5 + 1.3 * Math.sqrt(spot.killed));
  }
  fanOut(spots);
  spots.sort((a, b) => b.r - a.r);
  view.spots = spots;
  view.counts = countries;
  drawAreas(view);
  view.layers.spots.replaceChildren(...spots.map((spot) => (spot.circle = makeSpot(view, spot))));
  view.note.textContent = placeless.length ? `${t("no_place")}: ${number(placeless.length)}` : "";
  view.card.hidden = true;
  place(view);
}

/** Several families at one place stand around it in a ring, so that none hides another. */
function fanOut(spots) {
  const at = new Map();
  for (const spot of spots) at.set(`${spot.x} ${spot.y}`, [...(at.get(`${spot.x} ${spot.y}`) || []), spot]);
  for (const group of at.values()) {
    const ring = group.length > 1 ? 0.8 * Math.max(...group.map((spot) => spot.r)) : 0;
    group.forEach((spot, i) => {
      const angle = (2 * Math.PI * i) / group.length - Math.PI / 2;
      [spot.dx, spot.dy] = [ring * Math.cos(angle), ring * Math.sin(angle)];
    });
  }
}

/** Circles of the ground in which an event lies somewhere: one a place, scaled with the map. */
function drawAreas(view) {
  const areas = new Map();
  for (const { place, x, y, family } of view.spots) {
    if (POINT_LIKE.has(place.precision) && !(place.radius_km > 10)) continue;
    const km = place.radius_km || RADIUS[place.precision] || 10;
    const r = (view.projection.scale() * km) / EARTH / Math.cos((place.lat * Math.PI) / 180);
    const key = `${x} ${y} ${Math.round(km)}`;
    areas.set(key, s("circle", { cx: x, cy: y, r, class: `area f-${areas.has(key) ? "politics" : family}` }));
  }
  view.layers.areas.replaceChildren(...areas.values());
}

function makeSpot(view, spot) {
  const exact = POINT_LIKE.has(spot.place.precision);
  const killed = spot.killed ? ` · ${t("killed")}: ${number(spot.killed)}` : "";
  const name = `${nameIn(spot.place)} · ${label("families", spot.family)}: ${number(spot.events.length)}${killed}`;
  const circle = s("circle", { r: spot.r, class: `spot f-${spot.family}${exact ? "" : " hollow"}${spot.past ? " past" : ""}`,
    on: { click: () => makePlaceCard(view.card, spot.place, spot.events, sideAwayFrom(view, spot)) } });
  circle.append(s("title", {}, `${name} (${label("place_precision", spot.place.precision)})`));
  return circle;
}

const sideAwayFrom = (view, spot) => (view.transform.applyX(spot.x) < view.width / 2 ? "right" : "left");

/** Put everything where the zoom says: the ground is scaled, circles and names are moved. */
function place(view) {
  const { transform, layers } = view;
  for (const layer of [layers.base, layers.areas]) layer.setAttribute("transform", String(transform));
  for (const { circle, x, y, dx, dy } of view.spots || []) {
    circle.setAttribute("cx", transform.applyX(x) + dx);
    circle.setAttribute("cy", transform.applyY(y) + dy);
  }
  layOutNames(view, (code) => countryName(code, language()));
}
