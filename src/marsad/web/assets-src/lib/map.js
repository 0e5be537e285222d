// The map: land from the application itself, incidents as cells that the server gathers for each view and zoom.

import * as maplibregl from "maplibre-gl";
import { feature } from "topojson-client";

const FAMILIES = ["ground", "remote", "civilians", "territory", "forces", "people", "politics"];
const MOST_ZOOM = 15;
export const FONTS = ["Plex Arabic"];

/** A colour of the style sheet, so that map and page change together. */
export const colour = (name) => getComputedStyle(document.documentElement).getPropertyValue(`--${name}`).trim();

const families = () => ["match", ["get", "family"], ...FAMILIES.flatMap((f) => [f, colour(f)]), colour("soft")];
/** Area by the number of incidents; with a number on it a circle is never too small for it. */
const size = (alone, factor) =>
  ["case", ["==", ["get", "incidents"], 1], alone, ["interpolate", ["linear"], ["sqrt", ["get", "incidents"]], 1, 9, 40, 9 + factor]];
const text = (field, extra = {}) => ({ "text-field": field, "text-font": FONTS, ...extra });

/** Area and middle of a ring, in degrees. */
function middle(ring) {
  let [area, x, y] = [0, 0, 0];
  for (let i = 0; i < ring.length - 1; i++) {
    const cross = ring[i][0] * ring[i + 1][1] - ring[i + 1][0] * ring[i][1];
    area += cross;
    x += (ring[i][0] + ring[i + 1][0]) * cross;
    y += (ring[i][1] + ring[i + 1][1]) * cross;
  }
  return area ? { area: Math.abs(area), point: [x / (3 * area), y / (3 * area)] } : { area: 0, point: ring[0] };
}

/** A point for the name of each country, in the middle of its largest piece. */
function names(land, base, lang) {
  const features = land.features.map((f) => {
    const polygons = f.geometry.type === "MultiPolygon" ? f.geometry.coordinates : [f.geometry.coordinates];
    const largest = polygons.map((p) => middle(p[0])).reduce((a, b) => (b.area > a.area ? b : a));
    return {
      type: "Feature",
      geometry: { type: "Point", coordinates: largest.point },
      properties: { name: base.countries[f.id]?.[lang] ?? "", area: largest.area },
    };
  });
  return { type: "FeatureCollection", features };
}

/** The style of every map: land, names and towns; incidents as `cells`, GeoJSON. */
export function style(base, lang, cells) {
  const land = feature(base.topology, base.topology.objects.countries);
  const towns = {
    type: "FeatureCollection",
    features: base.towns.map(([name, nameEn, lat, lon, population, capital]) => ({
      type: "Feature",
      geometry: { type: "Point", coordinates: [lon, lat] },
      properties: { name: lang === "en" ? nameEn : name, rank: capital ? 0 : population > 1e6 ? 1 : population > 2e5 ? 2 : 3, population },
    })),
  };
  return {
    version: 8,
    sources: {
      land: { type: "geojson", data: land, tolerance: 0.2 },
      names: { type: "geojson", data: names(land, base, lang) },
      towns: { type: "geojson", data: towns },
      cells: { type: "geojson", data: cells },
    },
    layers: [
      { id: "sea", type: "background", paint: { "background-color": colour("sea") } },
      { id: "land", type: "fill", source: "land", paint: { "fill-color": colour("land") } },
      { id: "borders", type: "line", source: "land", paint: { "line-color": colour("border"), "line-width": ["interpolate", ["linear"], ["zoom"], 2, 0.5, 8, 1.4] } },
      { id: "countries", type: "symbol", source: "names", maxzoom: 6.5,
        layout: text(["get", "name"], { "text-size": ["interpolate", ["linear"], ["zoom"], 2, 10, 6, 16], "symbol-sort-key": ["-", ["get", "area"]] }),
        paint: { "text-color": colour("soft"), "text-halo-color": colour("land"), "text-halo-width": 1.2 } },
      ...[0, 1, 2, 3].map((rank) => ({
        id: `towns-${rank}`, type: "symbol", source: "towns", minzoom: [4.2, 5.2, 6.4, 7.6][rank], filter: ["==", ["get", "rank"], rank],
        layout: text(["get", "name"], { "text-size": 11.5, "symbol-sort-key": ["-", ["get", "population"]] }),
        paint: { "text-color": colour("soft"), "text-halo-color": colour("land"), "text-halo-width": 1.2 },
      })),
      { id: "areas", type: "circle", source: "cells", filter: ["==", ["get", "exactness"], "area"],
        paint: { "circle-radius": size(9, 22), "circle-color": families(), "circle-opacity": 0.16, "circle-stroke-width": 1.5, "circle-stroke-color": families(), "circle-stroke-opacity": 0.8 } },
      { id: "points", type: "circle", source: "cells", filter: ["==", ["get", "exactness"], "point"],
        paint: { "circle-radius": size(5.5, 22), "circle-color": families(), "circle-opacity": 0.85, "circle-stroke-width": 1.2, "circle-stroke-color": colour("card") } },
      { id: "whole", type: "symbol", source: "cells", filter: ["==", ["get", "exactness"], "country"],
        layout: text(["concat", "▢ ", ["to-string", ["get", "incidents"]]], { "text-size": 13, "text-allow-overlap": true }),
        paint: { "text-color": colour("ink"), "text-halo-color": colour("card"), "text-halo-width": 2 } },
      { id: "counts", type: "symbol", source: "cells", filter: ["all", ["!=", ["get", "exactness"], "country"], [">", ["get", "incidents"], 1]],
        layout: text(["to-string", ["get", "incidents"]], { "text-size": 11.5, "text-allow-overlap": true }),
        paint: { "text-color": ["match", ["get", "exactness"], "point", colour("on-point"), colour("ink")] } },
    ],
  };
}

/** A map in the manner of the workbench over `cells`; null where the browser cannot draw one. */
export function makeMap(element, base, cells, options) {
  maplibregl.setWorkerUrl(new URL(element.dataset.worker, location.href).href);
  let map;
  try {
    map = new maplibregl.Map({
      container: element, style: style(base, element.dataset.lang, cells), maxZoom: MOST_ZOOM, minZoom: 1, attributionControl: false,
      dragRotate: false, pitchWithRotate: false, touchPitch: false, renderWorldCopies: false,
      locale: { "NavigationControl.ZoomIn": element.dataset.zoomIn, "NavigationControl.ZoomOut": element.dataset.zoomOut, "Map.Title": element.dataset.label },
      ...options,
    });
  } catch {
    return null;
  }
  map.touchZoomRotate.disableRotation();
  map.addControl(new maplibregl.NavigationControl({ showCompass: false }), element.dataset.lang === "ar" ? "top-left" : "top-right");
  return map;
}

/** Draws the map; the promise gives what the page may do with it, or null where it cannot be drawn. */
export async function startMap(element, query, choose) {
  const failed = () => {
    element.hidden = true;
    document.getElementById("map-failed").hidden = false;
    return null;
  };
  const [base, first] = await Promise.all([
    fetch("/map/base").then((r) => (r.ok ? r.json() : null)),
    fetch(`/map/cells?${query}`).then((r) => (r.ok ? r.json() : null)),
    Promise.all(FONTS.map((f) => document.fonts.load(`16px "${f}"`, "نص A"))).catch(() => null),
  ]).catch(() => [null, null]);
  if (!base || !first) return failed();
  const map = makeMap(element, base, first, { bounds: first.extent ? boxOf(first.extent) : [[-18, 0], [60, 38]], fitBoundsOptions: { padding: 40, maxZoom: 8 } });
  if (!map) return failed();
  map.getCanvas().setAttribute("aria-label", `${element.dataset.label}. ${element.dataset.help}`);
  const shown = controls(map, query, choose);
  map.on("load", () => shown.load());
  map.on("moveend", () => shown.load());
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => {
    map.setStyle(style(base, element.dataset.lang, first));
    map.once("styledata", () => shown.load());
  });
  return shown;
}

const boxOf = ([west, south, east, north]) => [[west, south], [east, north]];
const rounded = (bounds) =>
  [Math.max(-180, bounds.getWest()), Math.max(-85, bounds.getSouth()), Math.min(180, bounds.getEast()), Math.min(85, bounds.getNorth())]
    .map((v) => v.toFixed(3)).join(",");

function controls(map, first, choose) {
  let query = first;
  let asked = 0;
  async function load() {
    const turn = ++asked;
    const answer = await fetch(`/map/cells?${query}&zoom=${map.getZoom().toFixed(1)}&view=${rounded(map.getBounds())}`).catch(() => null);
    if (!answer?.ok) return;
    const cells = await answer.json();
    if (turn !== asked) return; // a later view was asked for meanwhile
    map.getSource("cells")?.setData(cells);
    map.getContainer().dataset.cells = cells.features.length;
  }
  function open(event) {
    const { id, box, incidents } = event.features[0].properties;
    if (incidents === 1 && id) {
      location.assign(`/incidents/${encodeURIComponent(id)}`);
      return;
    }
    const [west, south, east, north] = typeof box === "string" ? JSON.parse(box) : box;
    const narrow = east - west < 0.002 && north - south < 0.002;
    if (narrow || map.getZoom() >= MOST_ZOOM - 1) {
      const pad = 0.01;
      choose({ bbox: [west - pad, south - pad, east + pad, north + pad].map((v) => v.toFixed(3)).join(",") });
      return;
    }
    map.fitBounds([[west, south], [east, north]], { padding: 60, maxZoom: Math.min(MOST_ZOOM, map.getZoom() + 4) });
  }
  for (const layer of ["points", "areas", "whole"]) {
    map.on("click", layer, open);
    map.on("mouseenter", layer, () => { map.getCanvas().style.cursor = "pointer"; });
    map.on("mouseleave", layer, () => { map.getCanvas().style.cursor = ""; });
  }
  return {
    load,
    show: (changed) => {
      query = changed;
      return load();
    },
    view: () => rounded(map.getBounds()),
  };
}
