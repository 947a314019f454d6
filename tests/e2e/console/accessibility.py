"""Looking at a page as a machine can: contrast of every text, words of the wrong language, sideways scrolling."""

import contrast

# Large text, too: it is read all day.
CONTRAST = contrast.texts(least_large=4.5, beyond=".visually-hidden, .sign-in-words, [disabled], .skip, option")

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
