// The page of an incident: a small map. What is known to a spot is a point; what is not, a circle as wide as the doubt.

import * as maplibregl from "maplibre-gl";
import { circle, collection } from "./lib/circle.js";
import { FONTS, colour, makeMap, style } from "./lib/map.js";

/** Places told to a spot or a town; the others are areas. */
const EXACT = new Set(["exact", "town"]);

function features(places, lang) {
  const named = (p) => ({ name: (lang === "en" ? p.name_en : p.name) || p.name, main: p.main });
  const areas = places.filter((p) => !EXACT.has(p.precision) && p.radius_km)
    .map((p) => ({ type: "Feature", geometry: { type: "Polygon", coordinates: [circle(p.lon, p.lat, p.radius_km)] }, properties: named(p) }));
  const points = places
    .map((p) => ({ type: "Feature", geometry: { type: "Point", coordinates: [p.lon, p.lat] }, properties: { ...named(p), exact: EXACT.has(p.precision) } }));
  return { areas: collection(areas), points: collection(points) };
}

function boxOf(places) {
  const box = new maplibregl.LngLatBounds();
  for (const p of places) for (const corner of circle(p.lon, p.lat, Math.max(p.radius_km ?? 0, 12))) box.extend(corner);
  return box;
}

function addLayers(map, places, family, lang) {
  const { areas, points } = features(places, lang);
  const tone = colour(family) || colour("soft");
  map.addSource("areas-of-places", { type: "geojson", data: areas });
  map.addSource("places", { type: "geojson", data: points });
  map.addLayer({ id: "place-areas", type: "fill", source: "areas-of-places", paint: { "fill-color": tone, "fill-opacity": 0.16 } });
  map.addLayer({ id: "place-edges", type: "line", source: "areas-of-places", paint: { "line-color": tone, "line-width": 1.5, "line-dasharray": [3, 2] } });
  map.addLayer({ id: "place-points", type: "circle", source: "places", filter: ["get", "exact"],
    paint: { "circle-radius": ["case", ["get", "main"], 7, 5], "circle-color": tone, "circle-opacity": ["case", ["get", "main"], 0.9, 0.5], "circle-stroke-width": 1.5, "circle-stroke-color": colour("card") } });
  map.addLayer({ id: "place-names", type: "symbol", source: "places",
    layout: { "text-field": ["get", "name"], "text-font": FONTS, "text-size": 13, "text-offset": [0, 1.1], "text-anchor": "top" },
    paint: { "text-color": colour("ink"), "text-halo-color": colour("land"), "text-halo-width": 1.6 } });
}

async function start(element) {
  const places = JSON.parse(element.dataset.places);
  const failed = () => {
    element.hidden = true;
    document.getElementById("map-failed").hidden = false;
  };
  if (places.length === 0) {
    element.hidden = true;
    return;
  }
  const base = await fetch("/map/base").then((r) => (r.ok ? r.json() : null)).catch(() => null);
  await Promise.all(FONTS.map((f) => document.fonts.load(`16px "${f}"`, "نص A"))).catch(() => null);
  if (!base) return failed();
  const { lang, family } = element.dataset;
  const map = makeMap(element, base, collection([]), { bounds: boxOf(places), fitBoundsOptions: { padding: 24, maxZoom: 9 } });
  if (!map) return failed();
  map.scrollZoom.disable();
  map.on("load", () => {
    addLayers(map, places, family, lang);
    element.dataset.drawn = places.length;
  });
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => {
    map.setStyle(style(base, lang, collection([])));
    map.once("styledata", () => addLayers(map, places, family, lang));
  });
}

start(document.getElementById("map"));
