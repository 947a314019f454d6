// Makes elements. Text is always a text node, so nothing that a rider typed can become markup.

const kSvg = "http://www.w3.org/2000/svg";

/**
 * h("button", { class: "btn", onclick: f, disabled: false }, "text", child, [children]): null and false leave things
 * out.
 */
export function h(tag, attributes, ...children) {
  return fill(document.createElement(tag), attributes, children);
}

export function svg(tag, attributes, ...children) {
  return fill(document.createElementNS(kSvg, tag), attributes, children);
}

export function replace(parent, ...children) {
  parent.replaceChildren(...children.flat(9).filter(shown));
  return parent;
}

const shown = (child) => child !== null && child !== undefined && child !== false;

function fill(element, attributes, children) {
  for (const [name, value] of Object.entries(attributes ?? {})) {
    if (!shown(value)) continue;
    if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else element.setAttribute(name, value === true ? "" : value);
  }
  element.append(...children.flat(9).filter(shown));
  return element;
}
