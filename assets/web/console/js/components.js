// Small things that more than one page shows: chips, notices, cards, buttons.

import { h } from "/shared/js/h.js";
import { choose_language, other_language, say } from "/shared/js/i18n.js";
import { icon } from "./icons.js";

/** A word with a shape and a colour; the word alone would do. */
export function chip(tone, shape, text, title) {
  return h("span", { class: `chip${tone ? ` chip-${tone}` : ""}`, title }, icon(shape), text);
}

const kChecks = {
  complete: ["good", "tick"],
  duplicate: ["caution", "part"],
  "manual-review": ["caution", "diamond"],
  "signature-missing": ["error", "alert"],
};

export function check_chip(check) {
  const [tone, shape] = kChecks[check.code] ?? ["", "diamond"];
  return chip(tone, shape, say(`check.${check.code}`, { count: check.count }));
}

const kStates = {
  "awaiting-review": ["", "clock"],
  returned: ["caution", "return"],
  rejected: ["error", "cross"],
  approved: ["good", "tick"],
  active: ["good", "tick"],
  withdrawn: ["", "back"],
  transferring: ["", "forward"],
};

export function state_chip(state) {
  const [tone, shape] = kStates[state] ?? ["", "clock"];
  return chip(tone, shape, say(`state.${state}`));
}

export function notice(tone, shape, ...content) {
  return h("div", { class: `notice notice-${tone}`, role: tone === "error" ? "alert" : null }, icon(shape),
    h("div", {}, content));
}

/** What failed, in the centre's own sentence, and one way on. */
export function error_notice(refused, again) {
  return notice("error", refused.status === 0 ? "offline" : "alert",
    h("p", {}, refused.sentence ?? say("error.other", { code: refused.message })),
    again && h("div", { class: "acts" }, icon_button("refresh", say("act.again"), again, { small: true })));
}

export const icon_button = (shape, text, onclick, { small = false, ...attributes } = {}) =>
  h("button", { type: "button", class: `btn btn-plain${small ? " btn-small" : ""}`, onclick, ...attributes },
    icon(shape), text);

export const waiting_lines = (count) => h("div", { role: "status", "aria-label": say("loading") },
  Array.from({ length: count }, () => h("div", { class: "waiting-line" })));

export function card(title, aside, ...content) {
  return h("section", { class: "card-wh" },
    h("div", { class: "card-head" }, h("h2", {}, title), aside && h("span", { class: "aside" }, aside)), content);
}

export const key_hint = (key) => h("kbd", { "aria-hidden": "true" }, key);

/** The other language's own name for itself; `failed(refused)` when its sentences cannot be had. */
export const language_button = (css, failed) => h("button", {
  type: "button", class: css, lang: other_language() === "zh" ? "zh-CN" : "en",
  onclick: () => choose_language(other_language()).catch(failed),
}, other_language() === "zh" ? "中文" : "English");
