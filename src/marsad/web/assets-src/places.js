// The page of a name: where it is now, places of a like name, and where an editor puts it: by a click, by coordinates, or by choosing one.

import * as maplibregl from "maplibre-gl";
import { FONTS, colour, makeMap, style } from "./lib/map.js";
import { circle, collection } from "./lib/circle.js";

const element = document.getElementById("map");
const form = document.getElementById("choice");
/** Kilometres that a place may be off, where nobody tells it. */
const RADIUS = { exact: 1, town: 5, district: 25, province: 90, near: 15 };
const point = (lon, lat, properties = {}) => ({ type: "Feature", geometry: { type: "Point", coordinates: [lon, lat] }, properties });
const number = (text) => {
  const value = Number(text.trim().replace(",", "."));
  return text.trim() !== "" && Number.isFinite(value) ? value : null;
};

/** What the form says now: a candidate, or the point in its fields; null where neither is. */
function chosen() {
  if (!form) return null;
  const picked = form.querySelector("[name=place_id]:checked");
  if (picked?.value) return { lon: Number(picked.dataset.lon), lat: Number(picked.dataset.lat), km: Number(picked.dataset.radius) };
  const [lat, lon] = [number(form.elements.lat.value), number(form.elements.lon.value)];
  if (lat === null || lon === null || Math.abs(lat) > 90 || Math.abs(lon) > 180) return null;
  return { lon, lat, km: number(form.elements.radius.value) ?? RADIUS[form.elements.precision.value] };
}

function shifts() {
  const told = document.getElementById("effect")?.dataset.shifts;
  return told ? JSON.parse(told) : [];
}

function draw(map) {
  const at = chosen();
  map.getSource("chosen").setData(collection(at ? [point(at.lon, at.lat)] : []));
  map.getSource("reach").setData(collection(at ? [{ type: "Feature", geometry: { type: "Polygon", coordinates: [circle(at.lon, at.lat, at.km)] }, properties: {} }] : []));
  map.getSource("shifts").setData(collection(shifts().filter((s) => s.from)
    .map((s) => ({ type: "Feature", geometry: { type: "LineString", coordinates: [s.from, s.to] }, properties: {} }))));
  element.dataset.chosen = at ? `${at.lat},${at.lon}` : "";
}

function addLayers(map, points, candidates) {
  const now = colour("ink");
  for (const [id, features] of [["reach", []], ["shifts", []], ["now", points.map((p) => point(p.lon, p.lat, p))],
    ["like", candidates.map((p) => point(p.lon, p.lat, { name: p.name, id: p.id }))], ["chosen", []]]) {
    map.addSource(id, { type: "geojson", data: collection(features) });
  }
  map.addLayer({ id: "reach", type: "fill", source: "reach", paint: { "fill-color": colour("bad"), "fill-opacity": 0.14 } });
  map.addLayer({ id: "shifts", type: "line", source: "shifts", paint: { "line-color": now, "line-width": 1.5, "line-dasharray": [2, 2] } });
  map.addLayer({ id: "now", type: "circle", source: "now", paint: { "circle-radius": 7, "circle-opacity": 0, "circle-stroke-width": 2, "circle-stroke-color": now } });
  map.addLayer({ id: "like", type: "circle", source: "like", paint: { "circle-radius": 6, "circle-color": colour("forces"), "circle-opacity": 0.6, "circle-stroke-width": 1, "circle-stroke-color": colour("card") } });
  map.addLayer({ id: "like-names", type: "symbol", source: "like", layout: { "text-field": ["get", "name"], "text-font": FONTS, "text-size": 12, "text-offset": [0, 1], "text-anchor": "top" }, paint: { "text-color": colour("forces"), "text-halo-color": colour("land"), "text-halo-width": 1.6 } });
  map.addLayer({ id: "chosen", type: "circle", source: "chosen", paint: { "circle-radius": 7, "circle-color": colour("bad"), "circle-stroke-width": 2, "circle-stroke-color": colour("card") } });
  draw(map);
}

/** Take a place: a candidate where one lies under the pointer, else the point itself. */
function take(map, event) {
  const [candidate] = map.queryRenderedFeatures(event.point, { layers: ["like"] });
  const radio = candidate && form.querySelector(`[name=place_id][value="${CSS.escape(candidate.properties.id)}"]`);
  if (radio) {
    radio.checked = true;
  } else {
    form.querySelector("#own").checked = true;
    form.elements.lat.value = event.lngLat.lat.toFixed(5);
    form.elements.lon.value = event.lngLat.lng.toFixed(5);
  }
  document.getElementById("effect").replaceChildren();
  delete document.getElementById("effect").dataset.shifts;
  draw(map);
}

async function start() {
  const [points, candidates] = [JSON.parse(element.dataset.points), JSON.parse(element.dataset.candidates)];
  const failed = () => {
    element.hidden = true;
    document.getElementById("map-failed").hidden = false;
  };
  const base = await fetch("/map/base").then((r) => (r.ok ? r.json() : null)).catch(() => null);
  await Promise.all(FONTS.map((f) => document.fonts.load(`16px "${f}"`, "نص A"))).catch(() => null);
  if (!base) return failed();
  const box = new maplibregl.LngLatBounds();
  const at = chosen();
  // Where the name stands now comes first: of places of a like name those close by are shown, others when one moves the map.
  const close = candidates.filter((c) => points.some((p) => Math.hypot(c.lon - p.lon, c.lat - p.lat) < 1.5));
  const all = [...(at ? [at] : []), ...points, ...(points.length ? close : candidates)];
  for (const p of all) for (const corner of circle(p.lon, p.lat, 40)) box.extend(corner);
  const bounds = all.length ? box : [[-18, 0], [60, 38]];
  const map = makeMap(element, base, collection([]), { bounds, fitBoundsOptions: { padding: 30, maxZoom: 9 } });
  if (!map) return failed();
  map.getCanvas().setAttribute("aria-label", `${element.dataset.label}. ${element.dataset.help}`);
  map.on("load", () => {
    addLayers(map, points, candidates);
    element.dataset.drawn = "1";
  });
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => {
    map.setStyle(style(base, element.dataset.lang, collection([])));
    map.once("styledata", () => addLayers(map, points, candidates));
  });
  if (!form) return;
  const drawn = () => map.getSource("chosen") && draw(map); // the form may be quicker than the map
  map.on("click", (event) => take(map, event));
  form.addEventListener("input", (event) => {
    if (["lat", "lon"].includes(event.target.name)) form.querySelector("#own").checked = true;
    drawn();
  });
  document.addEventListener("htmx:afterSettle", drawn);
}

start();
