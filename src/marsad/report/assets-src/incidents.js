// Incidents of a linked store: what several documents say together, with every report that says so.

import { documentName, documents, events, record } from "./data.js";
import { bdi, h, ltr } from "./dom.js";
import { bounds, days, label, nameIn, number, t } from "./language.js";
import { paged } from "./lists.js";
import { linkTo } from "./state.js";

export const incidents = record.incidents || [];
const byId = new Map(events.map((event) => [event.id, event]));

/** The incidents that any of the shown events tells of, those told most often first. */
export function makeIncidents(shown) {
  const ids = new Set(shown.map((event) => event.id));
  const mine = incidents.filter((incident) => incident.reports.some((report) => ids.has(report.event_id)));
  if (!mine.length) return h("p", { class: "empty" }, t("none_match"));
  const { rows, pager } = paged(mine, false);
  return h("div", {}, h("p", { class: "note" }, t("incidents_note")), h("ol", { class: "documents incidents" }, rows.map(row)), pager);
}

function row(incident) {
  const tolls = (incident.casualties || []).map((toll) =>
    [" · ", label("outcomes", toll.outcome), ": ", ltr(bounds(toll.min, toll.max)), toll.min === toll.max ? null : [` (${t("best")} `, ltr(toll.best), ")"]]);
  const against = (incident.contradictions || []).length;
  return h("li", { "data-incident": incident.id },
    h("div", {}, h("span", { class: "tag" }, label("grades", incident.grade)), " ", h("strong", {}, label("types", incident.type)),
      incident.where ? [" · ", bdi(nameIn(incident.where))] : null, " · ", bdi(days(incident.when?.start, incident.when?.end)), tolls),
    h("details", { open: incident.reports.length > 1 },
      h("summary", {}, `${t("reports")}: `, ltr(number(incident.reports.length)), ` · ${t("sources")}: `, ltr(number(incident.sources)),
        against ? ` · ${t("contradictions")}: ` : null, against ? ltr(number(against)) : null),
      h("ul", {}, incident.reports.map(report))));
}

function report(told) {
  const event = byId.get(told.event_id);
  const doc = event && documents[event.doc];
  const name = told.source || (doc ? documentName(doc) : told.document_id);
  const marks = [told.role === "report" ? null : label("report_roles", told.role), told.independent ? null : t("no_source")].filter(Boolean);
  const text = [bdi(name), told.published ? [" · ", bdi(days(told.published, told.published))] : null];
  return h("li", {}, event ? h("a", { href: linkTo({ doc: String(event.doc), event: event.id }) }, text) : text,
    marks.map((mark) => h("span", { class: "tag" }, mark)));
}
