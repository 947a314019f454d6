"""How far text stands out from its ground, by WCAG 2.2, 1.4.3, measured in a page. The console and the phone's pages
use it, each with what it asks; a script returns what is wrong, in words."""

import json

# "Relative luminance" and "contrast ratio". WCAG has had 0.04045, sRGB's own threshold, since its erratum of 2021;
# 0.03928 before it came from an older draft of sRGB. No colour of eight bits lies between the two.
MEASURE = """
const lin = (c) => { c /= 255; return c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4; };
const light = ([r, g, b]) => 0.2126 * lin(r) + 0.7152 * lin(g) + 0.0722 * lin(b);
const ratioOf = (one, other) => {
  const [a, b] = [light(one), light(other)];
  return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
};
const parse = (text) => { const n = text.match(/[\\d.]+/g).map(Number); return n.length < 4 ? [...n, 1] : n; };
const over = (top, under) => [0, 1, 2].map((i) => top[i] * top[3] + under[i] * (1 - top[3]));
// What is seen behind `element`: its ground and those below, as far as they shine through. Ruled paper is white.
function ground(element) {
  const layers = [];
  for (let at = element; at; at = at.parentElement) {
    const style = getComputedStyle(at);
    if (style.backgroundImage.includes("gradient") && at.classList.contains("paper")) {
      layers.push([255, 255, 255, 1]);
      break;
    }
    layers.push(parse(style.backgroundColor));
    if (layers.at(-1)[3] === 1) break;
  }
  return layers.reverse().reduce((under, top) => over(top, under), [255, 255, 255]);
}
"""

_TEXTS = """
const poor = [];
let seen = 0;
function judge(text, element, style, outer) {
  let opacity = Number(style.opacity);
  for (let at = outer; at; at = at.parentElement) opacity *= Number(getComputedStyle(at).opacity);
  const under = ground(element), ink = parse(style.color);
  const ratio = ratioOf(over([...ink.slice(0, 3), ink[3] * opacity], under), under);
  const size = parseFloat(style.fontSize), large = size >= 24 || (size >= 18.66 && Number(style.fontWeight) >= 700);
  ++seen;
  if (ratio < (large ? leastLarge : 4.5)) {
    poor.push(`${text.slice(0, 30)}: ${ratio.toFixed(2)} <${element.tagName} ${element.id} ${element.className}>`);
  }
}
const judged = (element) => element.checkVisibility() && !element.closest(beyond);
const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
while (walker.nextNode()) {
  const text = walker.currentNode.textContent.trim(), element = walker.currentNode.parentElement;
  if (text && judged(element)) judge(text, element, getComputedStyle(element), element.parentElement);
}
for (const field of document.querySelectorAll("input:not([type=radio], [type=checkbox]), select, textarea")) {
  if (!judged(field)) continue;
  judge(field.value, field, getComputedStyle(field), field.parentElement);
  if (field.placeholder) judge(field.placeholder, field, getComputedStyle(field, "::placeholder"), field);
}
return seen > 0 ? poor : ["there is no text at all"];
"""


def texts(least_large: float, beyond: str) -> str:
    """The script that judges every text, also what is typed or asked for in a field: at least 4.5, and `least_large`
    (WCAG: 3) for large text, of 24 px, or 18.66 px in bold. `beyond`: a selector of what is not judged."""
    return f"{MEASURE}const leastLarge = {json.dumps(least_large)}, beyond = {json.dumps(beyond)};{_TEXTS}"
