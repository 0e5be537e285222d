// Choosing a period by dragging over the bars; a click takes one bar, a click on what is chosen lets go of it.

export function startBrush(choose) {
  const svg = document.getElementById("brush");
  if (!svg || svg.dataset.ready) return;
  svg.dataset.ready = "1";
  const bars = [...svg.querySelectorAll(".bar")];
  const width = svg.viewBox.baseVal.width;
  const shade = document.getElementById("brushing");
  let from = null;

  const at = (event) => {
    const box = svg.getBoundingClientRect();
    const place = Math.floor(((event.clientX - box.left) / box.width) * bars.length);
    return Math.max(0, Math.min(bars.length - 1, place));
  };
  const draw = (a, b) => {
    const step = width / bars.length;
    shade.setAttribute("x", Math.min(a, b) * step);
    shade.setAttribute("width", (Math.abs(a - b) + 1) * step);
  };

  svg.addEventListener("pointerdown", (event) => {
    from = at(event);
    svg.setPointerCapture(event.pointerId);
    draw(from, from);
  });
  svg.addEventListener("pointermove", (event) => {
    if (from !== null) draw(from, at(event));
  });
  svg.addEventListener("pointercancel", () => {
    from = null;
    shade.setAttribute("width", 0);
  });
  svg.addEventListener("pointerup", (event) => {
    if (from === null) return;
    const [first, last] = [from, at(event)].sort((a, b) => a - b);
    from = null;
    const since = bars[first].dataset.start;
    const until = bars[last].dataset.end;
    const same = since === svg.dataset.since && until === svg.dataset.until;
    choose(same ? { since: "", until: "" } : { since, until });
  });
}
