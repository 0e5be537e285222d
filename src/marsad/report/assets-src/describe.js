// Values of an event as elements: the same words in the table, on the map and beside the text.

import { actorName, countryName } from "./data.js";
import { bdi, joined, ltr } from "./dom.js";
import { arrow, bounds, comma, days, label, language, nameIn, t } from "./language.js";

export function whenOf(event, short = true) {
  const when = event.when || {};
  if (!when.start && !when.end) return t("unknown");
  return [bdi(days(when.start, when.end, short)), when.time && !short ? [" · ", bdi(when.time)] : null];
}

export function placeName(place) {
  const parent = language() === "ar" && place.admin1 && place.admin1 !== place.name ? `${comma()}${place.admin1}` : "";
  return `${nameIn(place)}${parent}`;
}

export function whereOf(event) {
  if (!event.places.length) return t("unknown");
  const names = joined(event.places.map((place) => bdi(nameIn(place))), comma());
  const countries = [...new Set(event.places.map((place) => place.country).filter(Boolean))];
  const own = event.places.every((place) => place.precision === "country");
  return own || !countries.length ? names : [names, " · ", countries.map((c) => countryName(c, language())).join(comma())];
}

/** The actor as the registry names it; generic bodies by sector and country. */
export const actorLabel = (actor) =>
  (language() === "en" ? actor.name_en : actor.name) || actorName(actor.actor_id, language());

const namesOf = (event, role) => [...new Set(event.sides.filter((a) => a.role === role).map(actorLabel))];

export function sidesOf(event) {
  const named = (role) => joined(namesOf(event, role).map((name) => bdi(name)), comma());
  const [who, whom, affected] = [named("initiator"), named("target"), named("affected")];
  const chain = whom.length ? [who.length ? who : language() === "en" ? "?" : "؟", ` ${arrow()} `, whom] : who;
  if (!affected.length) return chain.length ? chain : "–";
  return chain.length ? [chain, " · ", label("roles", "affected"), ": ", affected] : [label("roles", "affected"), ": ", affected];
}

export const totalOf = (total) => (total ? ltr(bounds(total.min, total.max)) : "–");

/** Who says it, as written: the person or title, and the body. */
export const claimName = (claim) =>
  [claim.speaker, claim.title, claim.organisation].filter(Boolean).join(comma()) || claim.via || t("unknown");

export function claimsOf(event) {
  if (!event.claims?.length) return t("outlet_voice");
  return joined(event.claims.map((claim) =>
    [bdi(claim.organisation || claim.speaker || claim.title || claim.via || t("unknown")),
      claim.stance === "denies" ? ` (${label("stances", "denies")})` : null]), comma());
}

export const confidenceOf = (event) => ltr(event.confidence.toFixed(2));
