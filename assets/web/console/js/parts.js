// Small things that more than one page shows: chips, notices, big figures, dialogs.

import { h, replace } from "./dom.js";
import { icon } from "./icons.js";
import { say } from "./language.js";

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
  return h("div", { class: `notice notice-${tone}`, role: tone === "error" ? "alert" : null }, icon(shape), h("div", {}, content));
}

/** What failed, in the centre's own sentence, and one way on. */
export function trouble(refused, again) {
  return notice("error", refused.status === 0 ? "offline" : "alert",
    h("p", {}, refused.sentence ?? say("trouble.other", { code: refused.message })),
    again && h("div", { class: "acts" }, h("button", { type: "button", class: "btn btn-plain btn-small", onclick: again }, icon("refresh"), say("act.again"))));
}

export const waiting_lines = (count) => h("div", { role: "status", "aria-label": say("loading") },
  Array.from({ length: count }, () => h("div", { class: "waiting-line" })));

export function card(title, aside, ...content) {
  return h("section", { class: "card-wh" },
    h("div", { class: "card-head" }, h("h2", {}, title), aside && h("span", { class: "aside" }, aside)), content);
}

export const key_hint = (key) => h("kbd", { "aria-hidden": "true" }, key);

/**
 * A modal dialog. `build(close)` gives its content; the first element with [data-first] gets the focus. Escape and a closed dialog
 * give the focus back to what opened it.
 */
export function open_dialog(build, on_closed) {
  const dialog = h("dialog", {});
  const close = () => dialog.close();
  replace(dialog, build(close));
  dialog.setAttribute("aria-label", dialog.querySelector("h2")?.textContent ?? "");
  dialog.addEventListener("close", () => {
    dialog.remove();
    on_closed?.();
  });
  document.body.append(dialog);
  dialog.showModal();
  (dialog.querySelector("[data-first]") ?? dialog.querySelector("h2"))?.focus();
  return dialog;
}

export const close_dialogs = () => { for (const dialog of document.querySelectorAll("dialog[open]")) dialog.close(); };

/** Shows or clears the sentence below a field. */
export function field_error(place, sentence) {
  replace(place, sentence ? [icon("alert"), h("span", {}, sentence)] : []);
}
