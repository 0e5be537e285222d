// What is shown: kept in the address after #, so that a view can be bookmarked, sent, and gone back to.

import { FILTERS, record } from "./data.js";

const KEPT = ["lang", "tab", "doc", "event", "per", "sort", "page", ...FILTERS];
const DEFAULTS = { lang: record.lang, tab: "events", per: "auto", sort: "-when", page: "1" };

export let state = read();
const listeners = [];

function read() {
  const given = new URLSearchParams(location.hash.slice(1));
  const found = { ...DEFAULTS };
  for (const name of KEPT) if (given.get(name)) found[name] = given.get(name);
  if (!["ar", "en"].includes(found.lang)) found.lang = DEFAULTS.lang;
  return found;
}

function hashOf(next) {
  const wanted = new URLSearchParams();
  for (const name of KEPT) {
    const isDefault = next[name] === DEFAULTS[name] && name !== "lang";
    if (next[name] && !isDefault) wanted.set(name, next[name]);
  }
  return `#${wanted}`;
}

/** The address of this view with some things changed: for links. */
export const linkTo = (changes) => hashOf({ ...state, ...changes });

/** Change what is shown. Opening a text is a step to go back from; filters replace the address. */
export function change(changes, { step = false } = {}) {
  const next = hashOf({ ...state, ...changes });
  if (step) location.hash = next;
  else {
    history.replaceState(null, "", next);
    refresh();
  }
}

export const onChange = (listener) => listeners.push(listener);

/** The change that clears every filter. */
export const noFilters = () => Object.fromEntries(FILTERS.map((name) => [name, ""]));
export const hasFilters = () => FILTERS.some((name) => state[name]);

function refresh() {
  const before = state;
  state = read();
  for (const listener of listeners) listener(before);
}

addEventListener("hashchange", refresh);
