// Names on the map: countries, places of events, big towns; the more important ones first, none over another.

import { record } from "./data.js";
import { s } from "./dom.js";
import { language, nameIn, number } from "./language.js";

const SIZE = { country: 13, place: 12, town: 11 };

function candidates(view, countryName) {
  const { transform, width, height } = view;
  const found = [];
  const add = (kind, text, x, y, weight, dot) => {
    if (x > 0 && x < width && y > 0 && y < height) found.push({ kind, text, x, y, weight, dot });
  };
  for (const [code, { centre }] of view.countries) {
    if (!centre) continue;
    const count = view.counts?.get(code)?.length;
    const size = Math.sqrt(centre.area) * transform.k;
    if (size < 28 && !count) continue;
    const name = count ? `${countryName(code)} · ${number(count)}` : countryName(code);
    add("country", name, transform.applyX(centre.point[0]), transform.applyY(centre.point[1]), count ? 1e9 : 1e6 + size, 0);
  }
  const places = new Map();
  for (const spot of view.spots || []) {
    const name = nameIn(spot.place);
    const known = places.get(name);
    places.set(name, { spot: known?.spot || spot, n: (known?.n || 0) + spot.events.length });
  }
  for (const [name, { spot, n }] of places) {
    add("place", name, transform.applyX(spot.x), transform.applyY(spot.y), 1e4 + n, spot.r + Math.hypot(spot.dx, spot.dy));
  }
  const least = 1.5e6 / transform.k ** 1.6;
  for (const [ar, en, lat, lon, population, capital] of record.towns) {
    const name = language() === "ar" ? ar : en;
    if (places.has(name) || (population < least && !capital)) continue;
    const [x, y] = view.projection([lon, lat]);
    add("town", name, transform.applyX(x), transform.applyY(y), (capital ? 4000 : 0) + population / 1e4, 2);
  }
  return found.sort((a, b) => b.weight - a.weight);
}

/** Draw as many names as fit; towns get a small mark of their own. */
export function layOutNames(view, countryName) {
  const taken = [];
  const free = (box) => taken.every((t) => box.x1 < t.x0 || t.x1 < box.x0 || box.y1 < t.y0 || t.y1 < box.y0);
  const { transform } = view;
  const spots = (view.spots || []).map(({ x, y, dx, dy, r }) => [transform.applyX(x) + dx, transform.applyY(y) + dy, r]);
  const covers = (box) => spots.some(([x, y, r]) => x + r > box.x0 && x - r < box.x1 && y + r > box.y0 && y - r < box.y1);
  const drawn = [];
  for (const { kind, text, x, y, dot } of candidates(view, countryName)) {
    const size = SIZE[kind];
    const half = (text.length * size * 0.56) / 2;
    const top = kind === "country" ? y - size / 2 : y + dot + 2;
    const box = { x0: x - half - 3, x1: x + half + 3, y0: top - 1, y1: top + size + 3 };
    if (!free(box) || box.x0 < 0 || box.x1 > view.width || (kind === "town" && covers(box))) continue;
    taken.push(box);
    drawn.push(s("text", { x, y: top + size * 0.85, class: `name ${kind}` }, text));
    if (kind === "town") drawn.push(s("circle", { cx: x, cy: y, r: 1.8, class: "town" }));
    if (drawn.length > 160) break;
  }
  view.layers.names.replaceChildren(...drawn);
}
