"""Looking at a page as a machine can: contrast of every text, words of the wrong language, sideways scrolling."""

CONTRAST = """
const lin = (c) => { c /= 255; return c <= 0.03928 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4; };
const light = ([r, g, b]) => 0.2126 * lin(r) + 0.7152 * lin(g) + 0.0722 * lin(b);
const parse = (text) => { const n = text.match(/[\\d.]+/g).map(Number); return n.length < 4 ? [...n, 1] : n; };
const over = (top, under) => [0, 1, 2].map((i) => top[i] * top[3] + under[i] * (1 - top[3]));
function ground(element) {
  const layers = [];
  for (let at = element; at; at = at.parentElement) {
    const style = getComputedStyle(at);
    if (style.backgroundImage.includes("gradient") && at.classList.contains("paper")) {
      layers.push([255, 255, 255, 1]);
      break;
    }
    const colour = parse(style.backgroundColor);
    layers.push(colour);
    if (colour[3] === 1) break;
  }
  return layers.reverse().reduce((under, top) => over(top, under), [255, 255, 255]);
}
const poor = [];
const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
while (walker.nextNode()) {
  const text = walker.currentNode.textContent.trim(), element = walker.currentNode.parentElement;
  if (!text || !element.checkVisibility()) continue;
  if (element.closest(".visually-hidden, .sign-in-words, [disabled], .skip, option")) continue;
  let opacity = 1;
  for (let at = element; at; at = at.parentElement) opacity *= Number(getComputedStyle(at).opacity);
  const under = ground(element), ink = parse(getComputedStyle(element).color);
  const a = light(over([...ink.slice(0, 3), ink[3] * opacity], under)), b = light(under);
  const ratio = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
  if (ratio < 4.5) poor.push(`${text.slice(0, 30)} ${ratio.toFixed(2)} <${element.tagName} ${element.className}>`);
}
return poor;
"""

# What the console itself says; what riders, unions and the catalogue are called stays as it is.
CHINESE = """
const own = "h2, label, button, nav a, .row-head span, dt, .chip, .hint:not(.fact-note), "
  + ".page:not(.application) .as-of, .figure .name, .figure .unit, .figure .note, .empty, .tabs a, legend, .key-line";
const others = "[lang^=zh]:not(html), .alarms, .short-stations, .history, .phrases";
return [...document.querySelectorAll(own)]
  .filter((e) => e.checkVisibility() && !e.lang?.startsWith("zh") && !e.closest(others))
  .flatMap((e) => [...e.childNodes].filter((n) => n.nodeType === 3).map((n) => n.textContent))
  .filter((text) => /[\\u4e00-\\u9fff]/.test(text));
"""

SIDEWAYS = "return document.documentElement.scrollWidth - document.documentElement.clientWidth"

UNNAMED = """
return [...document.querySelectorAll("a, button, input, textarea, select")].filter((e) => e.checkVisibility()
  && !(e.textContent.trim() || e.getAttribute("aria-label") || e.labels?.length)).map((e) => e.outerHTML.slice(0, 120));
"""
