// The two languages: labels, numbers, dates.

import { labels } from "./data.js";

let current = "ar";

export const language = () => current;
export const setLanguage = (lang) => { current = lang; };
export const direction = () => (current === "ar" ? "rtl" : "ltr");

/** A word of the page. */
export const t = (key) => labels.interface[key][current];

/** The name of a codebook value: `label("types", "air_strike")`. */
export const label = (section, key) => labels[section]?.[key]?.[current] ?? key;

/** A name in the language of the page, where there is one. */
export const nameIn = (value) => (current === "en" ? value.name_en || value.name : value.name) || "";

export const comma = () => (current === "ar" ? "، " : ", ");
export const arrow = () => (current === "ar" ? "←" : "→");

/** 12,400: the same digits in both languages, as in the spans and in most of the press. */
export const number = (value) => value.toLocaleString("en-US");

/** Between two ends. In Arabic a word: a dash between figures would leave open from which side they are read. */
const through = (spaced) => (current === "ar" ? " إلى " : spaced ? " – " : "–");

/** 4, 3–9, or 3+ for no upper bound. */
export function bounds(min, max) {
  if (max === null || max === undefined) return `${number(min)}+`;
  return min === max ? number(min) : `${number(min)}${through()}${number(max)}`;
}

const parts = (iso) => iso.split("-").map(Number);
const monthName = (month, short) => labels.months[month - 1][short ? `short_${current}` : current];

/** 5 July 2015, or the month or year alone. */
export function day(iso, short = false) {
  const [year, month, date] = parts(iso);
  return `${date} ${monthName(month, short)} ${year}`;
}

const lastDay = (year, month) => new Date(Date.UTC(year, month, 0)).getUTCDate();

/** A span of days in the fewest words: a whole year, a whole month, 1–5 July 2015. */
export function days(start, end, short = false) {
  if (!start && !end) return t("unknown");
  if (!start || !end) return start ? `${day(start, short)} –` : `– ${day(end, short)}`;
  if (start === end) return day(start, short);
  const [y1, m1, d1] = parts(start);
  const [y2, m2, d2] = parts(end);
  const wholeMonths = d1 === 1 && d2 === lastDay(y2, m2);
  if (wholeMonths && m1 === 1 && m2 === 12) return y1 === y2 ? `${y1}` : `${y1}${through(true)}${y2}`;
  if (wholeMonths && y1 === y2 && m1 === m2) return `${monthName(m1, short)} ${y1}`;
  if (wholeMonths) return `${monthName(m1, short)} ${y1}${through(true)}${monthName(m2, short)} ${y2}`;
  if (y1 === y2 && m1 === m2) return `${d1}${through()}${d2} ${monthName(m1, short)} ${y1}`;
  return `${day(start, short)}${through(true)}${day(end, short)}`;
}

export const shortMonth = (month) => monthName(month, true);
