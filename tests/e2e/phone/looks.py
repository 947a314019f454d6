"""Looking at a phone page as a machine can: what is wider than the screen, text that its ground swallows, what the
keyboard reaches and does not show. Each script returns what is wrong, in words."""

import contrast

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

# As WCAG has it; the words of a closed list are the system's.
CONTRAST = contrast.texts(least_large=3, beyond="option")

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
RING = contrast.MEASURE + """
const has = document.activeElement;
if (!has || has === document.body) return { on: "", flaws: [] };
const on = `${has.tagName} ${has.id} ${has.value ?? ""}`;
const shown = has.matches(".choice input") ? has.nextElementSibling : has;
const style = getComputedStyle(shown), flaws = [];
if (style.outlineStyle === "none" || parseFloat(style.outlineWidth) < 2) flaws.push(`${on} has no ring`);
if (style.boxShadow === "none") flaws.push(`${on} has a ring of one tone`);
const ratio = ratioOf(parse(style.outlineColor), ground(shown.parentElement));
if (ratio < 3) flaws.push(`${on} has a ring of ${ratio.toFixed(2)}`);
return { on, flaws };
"""

# Its width by its height, as a card is: ISO/IEC 7810, ID-1.
CARD_RATIO = """
const card = document.querySelector(".plastic");
return card.offsetWidth / card.offsetHeight;
"""
