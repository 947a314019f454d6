// Elements by name, attributes and children; nothing is ever made from a string of HTML.
export function el(name, attributes = {}, ...children) {
  const node = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (key.startsWith("on")) node.addEventListener(key.slice(2), value);
    else if (value === true) node.setAttribute(key, "");
    else if (value !== false && value !== undefined) node.setAttribute(key, value);
  }
  node.append(...children.filter((child) => child !== null && child !== undefined));
  return node;
}

export function show(...children) {
  const main = document.getElementById("main");
  main.replaceChildren(...children.filter(Boolean));
  window.scrollTo(0, 0);
  main.querySelector("h2")?.setAttribute("tabindex", "-1");
}

export function grouped(text, sizes) {
  const parts = [];
  let at = 0;
  for (const size of sizes) {
    if (at >= text.length) break;
    parts.push(text.slice(at, at + size));
    at += size;
  }
  if (at < text.length) parts.push(text.slice(at));
  return parts.join(" ");
}

export function date(ms) {
  return new Date(ms + 8 * 3600e3).toISOString().slice(0, 10);
}

export function dateAndTime(ms) {
  return new Date(ms + 8 * 3600e3).toISOString().slice(0, 16).replace("T", " ");
}
