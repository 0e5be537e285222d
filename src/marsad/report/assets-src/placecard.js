// What a click on a circle shows: the events told at that place.

import { h, bdi } from "./dom.js";
import { placeName, sidesOf, totalOf, whenOf } from "./describe.js";
import { label, number, t } from "./language.js";
import { linkTo } from "./state.js";

const MOST = 30;

/** `side` is the half of the map that the card may cover: "left" or "right". */
export function makePlaceCard(card, place, events, side) {
  card.className = `mapcard ${side}`;
  const close = h("button", { type: "button", class: "close", "aria-label": t("clear"), on: { click: () => { card.hidden = true; } } }, "×");
  const rows = events.slice(0, MOST).map((event) => h("li", {},
    h("a", { href: linkTo({ doc: String(event.doc), event: event.id }) },
      h("span", { class: `dot f-${event.family}` }), label("types", event.type)), " · ", whenOf(event),
    h("div", { class: "minor" }, sidesOf(event), event.killed ? [" · ", t("killed"), " ", totalOf(event.killed)] : null)));
  card.replaceChildren(h("div", {}, close,
    h("h3", {}, bdi(placeName(place)), " ", h("small", {}, `(${label("place_precision", place.precision)})`)),
    h("ul", {}, rows), events.length > MOST ? h("p", { class: "minor" }, `${number(MOST)} ${t("of")} ${number(events.length)}`) : null));
  card.hidden = false;
}
