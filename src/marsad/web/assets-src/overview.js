// The overview: the map, and the brush over time. All state is in the form and so in the address.

import { startMap } from "./lib/map.js";
import { startBrush } from "./lib/brush.js";
import { steady } from "./lib/steady.js";

const form = document.getElementById("filter");
const query = () => document.getElementById("state")?.dataset.query ?? "";

/** Set fields of the filter and ask for what they leave. */
function choose(fields) {
  for (const [name, value] of Object.entries(fields)) {
    const field = form.elements.namedItem(name);
    if (field) field.value = value;
  }
  form.dispatchEvent(new Event("change", { bubbles: true }));
}

// On a phone the map comes first: the facets wait behind their heading.
const narrow = matchMedia("(max-width: 820px)");
const fold = () => {
  const facets = document.querySelector(".facet-group");
  if (facets && narrow.matches && !unfolded) facets.open = false;
};
let unfolded = false;
document.getElementById("facets").addEventListener("toggle", (event) => {
  if (event.target.classList.contains("facet-group") && event.target.open) unfolded = true;
}, true);
fold();

const map = startMap(document.getElementById("map"), query(), choose);
startBrush(choose);

document.addEventListener("htmx:afterSettle", (event) => {
  if (event.detail.target?.id !== "results") return;
  fold();
  map.then((shown) => shown?.show(query()));
  startBrush(choose);
});

steady(form, document.getElementById("q"));

const limit = document.getElementById("limit");
limit.addEventListener("click", async () => {
  const shown = await map;
  const on = form.elements.namedItem("bbox").value !== "";
  choose({ bbox: on || !shown ? "" : shown.view() });
  limit.textContent = on ? limit.dataset.off : limit.dataset.on;
});
