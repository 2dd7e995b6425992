// Elements without markup strings: the page runs under a policy that forbids inline script and style.

const SVG = "http://www.w3.org/2000/svg";

/** `h("button", { type: "button", onclick }, "Add")`: functions become listeners, the rest attributes. */
export function h(tag, attributes = {}, ...children) {
  return build(document.createElement(tag), attributes, children);
}

export function svg(tag, attributes = {}, ...children) {
  return build(document.createElementNS(SVG, tag), attributes, children);
}

function build(element, attributes, children) {
  for (const [name, value] of Object.entries(attributes)) {
    if (typeof value === "function") element.addEventListener(name.slice(2), value);
    else if (value === true) element.setAttribute(name, "");
    else if (value !== false && value !== null && value !== undefined) element.setAttribute(name, value);
  }
  element.append(...children.flat().filter((child) => child !== null && child !== undefined && child !== false));
  return element;
}

/** Sets a custom property that the style sheet turns into a width, a shade or a place. */
export function vary(element, name, value) {
  element.style.setProperty(name, value);
  return element;
}

export function byId(id) {
  return document.getElementById(id);
}
