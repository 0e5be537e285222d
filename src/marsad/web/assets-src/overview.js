// The overview: the map, and the brush over time. All state is in the form and so in the address.

import { startMap } from "./lib/map.js";
import { startBrush } from "./lib/brush.js";

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

const map = startMap(document.getElementById("map"), query(), choose);
startBrush(choose);

document.addEventListener("htmx:afterSettle", (event) => {
  if (event.detail.target?.id !== "results") return;
  map.then((shown) => shown?.show(query()));
  startBrush(choose);
});

const limit = document.getElementById("limit");
limit.addEventListener("click", async () => {
  const shown = await map;
  const on = form.elements.namedItem("bbox").value !== "";
  choose({ bbox: on || !shown ? "" : shown.view() });
  limit.textContent = on ? limit.dataset.off : limit.dataset.on;
});
