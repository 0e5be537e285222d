// What a filter leaves stays still under the pointer: a click whose target is replaced between press and release is lost.

/** Keep `form`, which htmx asks for, from asking twice for the same words of `search`, and from changing the results during a press. */
export function steady(form, search) {
  let asked = search?.defaultValue;
  let pressed = false;
  let waiting = null;

  // Leaving the search field is a change of it: what was asked while it was typed is not asked again.
  form.addEventListener("htmx:confirm", (event) => {
    const { triggeringEvent, issueRequest } = event.detail;
    if (event.target !== form) return;
    if (search && triggeringEvent?.target === search && search.value === asked) {
      event.preventDefault();
    } else if (pressed) {
      event.preventDefault();
      waiting = () => issueRequest(true);
    }
  });
  form.addEventListener("htmx:configRequest", (event) => {
    if (event.target === form) asked = search?.value;
  });
  const failed = () => { asked = null; };
  for (const failure of ["htmx:responseError", "htmx:sendError", "htmx:timeout"]) form.addEventListener(failure, failed);

  // An answer that comes during a press is asked for again after it.
  form.addEventListener("htmx:beforeSwap", (event) => {
    if (!pressed || event.detail.target?.id !== "results" || event.detail.xhr.status >= 400) return;
    event.detail.shouldSwap = false;
    waiting ??= () => form.dispatchEvent(new Event("change", { bubbles: true }));
  });

  const release = () => {
    pressed = false;
    const ask = waiting;
    waiting = null;
    if (ask) setTimeout(ask); // the click comes first
  };
  document.addEventListener("pointerdown", (event) => { pressed = event.button === 0; }, true);
  for (const end of ["pointerup", "pointercancel"]) document.addEventListener(end, release, true);
}
