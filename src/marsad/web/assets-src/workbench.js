// What every page loads: htmx, and the manners of forms and keys that it lacks.

import htmx from "htmx.org/dist/htmx.esm.js";

globalThis.htmx = htmx;

// Failures come as notices of the page: htmx shall show them instead of swallowing them.
document.addEventListener("htmx:beforeSwap", (event) => {
  const { xhr } = event.detail;
  if (xhr.status >= 400 && xhr.getResponseHeader("hx-retarget")) event.detail.shouldSwap = true;
});

document.addEventListener("htmx:beforeRequest", () => {
  document.getElementById("notices")?.replaceChildren();
});

// On a phone the navigation scrolls sideways: the entry of this page comes into view.
document.querySelector(".nav [aria-current]")?.scrollIntoView({ block: "nearest", inline: "center" });

// Enter in a field of a filter asks htmx, not the browser; without script the form works as any form.
document.documentElement.classList.add("scripted");
