"""Looking at a phone page as a machine can: what is wider than the screen, text that its ground swallows, what the
keyboard reaches and does not show. Each script returns what is wrong, in words."""

WIDE = """
const page = document.documentElement, wide = page.clientWidth, out = [];
if (page.scrollWidth > wide) out.push(`the page scrolls to ${page.scrollWidth}`);
for (const e of document.querySelectorAll("body *")) {
  if (!e.checkVisibility()) continue;
  const box = e.getBoundingClientRect();
  if (box.width > 0 && (box.right > wide + 0.5 || box.left < -0.5)) {
    out.push(`<${e.tagName} ${e.id} ${e.className}> from ${box.left.toFixed(0)} to ${box.right.toFixed(0)} of ${wide}`);
  }
}
return out;
"""

# WCAG 2.2, 1.4.3: 4.5, and 3 for 24 px, or 18.66 px in bold.
CONTRAST = """
const lin = (c) => { c /= 255; return c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4; };
const light = ([r, g, b]) => 0.2126 * lin(r) + 0.7152 * lin(g) + 0.0722 * lin(b);
const parse = (text) => { const n = text.match(/[\\d.]+/g).map(Number); return n.length < 4 ? [...n, 1] : n; };
const over = (top, under) => [0, 1, 2].map((i) => top[i] * top[3] + under[i] * (1 - top[3]));
function ground(element) {
  const layers = [];
  for (let at = element; at; at = at.parentElement) {
    layers.push(parse(getComputedStyle(at).backgroundColor));
    if (layers.at(-1)[3] === 1) break;
  }
  return layers.reverse().reduce((under, top) => over(top, under), [255, 255, 255]);
}
const poor = [];
let seen = 0;
function judge(text, element, style) {
  let opacity = Number(style.opacity);
  for (let at = element.parentElement; at; at = at.parentElement) opacity *= Number(getComputedStyle(at).opacity);
  const under = ground(element), ink = parse(style.color);
  const a = light(over([...ink.slice(0, 3), ink[3] * opacity], under)), b = light(under);
  const ratio = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
  const size = parseFloat(style.fontSize), large = size >= 24 || (size >= 18.66 && Number(style.fontWeight) >= 700);
  ++seen;
  if (ratio < (large ? 3 : 4.5)) {
    poor.push(`${text.slice(0, 30)}: ${ratio.toFixed(2)} <${element.tagName} ${element.id} ${element.className}>`);
  }
}
const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
while (walker.nextNode()) {
  const text = walker.currentNode.textContent.trim(), element = walker.currentNode.parentElement;
  if (text && element.checkVisibility() && !element.closest("option")) {
    judge(text, element, getComputedStyle(element));
  }
}
for (const field of document.querySelectorAll("input:not([type=radio], [type=checkbox]), select")) {
  if (!field.checkVisibility()) continue;
  judge(field.value, field, getComputedStyle(field));
  if (field.placeholder) judge(field.placeholder, field, getComputedStyle(field, "::placeholder"));
}
return seen > 0 ? poor : ["there is no text at all"];
"""

# What is touched is at least 44 px high and wide (WCAG 2.2, 2.5.5); what is typed in at least 16 px, or a phone zooms.
SMALL = """
const out = [];
for (const e of document.querySelectorAll("a, button, summary, select, input")) {
  if (!e.checkVisibility()) continue;
  const box = (e.closest("label") ?? e).getBoundingClientRect();
  if (box.width < 44 || box.height < 44) {
    out.push(`<${e.tagName} ${e.id} ${e.value ?? ""}> is ${box.width.toFixed(0)} × ${box.height.toFixed(0)}`);
  }
  if (e.matches("input, select") && parseFloat(getComputedStyle(e).fontSize) < 16) out.push(`${e.id} is typed small`);
}
return out;
"""

REACHABLE = """
return [...document.querySelectorAll("a, button, summary, select, input")]
  .filter((e) => e.checkVisibility() && !e.disabled).length;
"""

# Of what has the focus now: a ring of two tones, the outer one at least 3:1 against what lies around it.
RING = """
const lin = (c) => { c /= 255; return c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4; };
const light = (c) => 0.2126 * lin(c[0]) + 0.7152 * lin(c[1]) + 0.0722 * lin(c[2]);
const parse = (text) => text.match(/[\\d.]+/g).map(Number);
const has = document.activeElement;
if (!has || has === document.body) return { on: "", flaws: [] };
const on = `${has.tagName} ${has.id} ${has.value ?? ""}`;
const shown = has.matches(".choice input") ? has.nextElementSibling : has;
const style = getComputedStyle(shown), flaws = [];
if (style.outlineStyle === "none" || parseFloat(style.outlineWidth) < 2) flaws.push(`${on} has no ring`);
if (style.boxShadow === "none") flaws.push(`${on} has a ring of one tone`);
let under = [255, 255, 255];
for (let at = shown.parentElement; at; at = at.parentElement) {
  const colour = parse(getComputedStyle(at).backgroundColor);
  if (colour.length === 3 || colour[3] === 1) { under = colour; break; }
}
const a = light(parse(style.outlineColor)), b = light(under);
const ratio = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
if (ratio < 3) flaws.push(`${on} has a ring of ${ratio.toFixed(2)}`);
return { on, flaws };
"""

# Its width by its height, as a card is: ISO/IEC 7810, ID-1.
CARD_RATIO = """
const card = document.querySelector(".plastic");
return card.offsetWidth / card.offsetHeight;
"""
