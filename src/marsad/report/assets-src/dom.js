// Elements made from data. Text becomes text nodes, never markup: the articles are untrusted.

const SVG = "http://www.w3.org/2000/svg";

function fill(element, attributes, children) {
  for (const [name, value] of Object.entries(attributes || {})) {
    if (value === null || value === undefined || value === false) continue;
    if (name === "on") {
      for (const [event, handler] of Object.entries(value)) element.addEventListener(event, handler);
    } else {
      element.setAttribute(name, value === true ? "" : String(value));
    }
  }
  for (const child of children.flat(Infinity)) {
    if (child !== null && child !== undefined && child !== false) element.append(child);
  }
  return element;
}

/** An HTML element: `h("p", {class: "note", on: {click}}, "text", child)`. */
export const h = (tag, attributes, ...children) => fill(document.createElement(tag), attributes, children);

/** An SVG element. */
export const s = (tag, attributes, ...children) => fill(document.createElementNS(SVG, tag), attributes, children);

/** A stretch of text of its own direction, so that it cannot disorder what stands beside it. */
export const bdi = (text, attributes) => h("bdi", attributes, text);

/** A number or range: figures run left to right in both languages, a range told with an Arabic word as the word does. */
export const ltr = (text) => h("bdi", { dir: /[\u0600-\u06ff]/.test(text) ? "rtl" : "ltr", class: "num" }, text);

/** Children with a separator between them. */
export const joined = (children, separator) =>
  children.flatMap((child, i) => (i ? [separator, child] : [child]));
