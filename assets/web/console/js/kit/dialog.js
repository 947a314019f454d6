// Dialogs: one that shows, one that asks once in words that name the consequence, and the reason that a person gives.

import { h, replace } from "/shared/js/h.js";
import { say } from "/shared/js/i18n.js";
import { notice } from "../components.js";
import { error_place, form } from "./form.js";

/**
 * A modal dialog. `build(close)` gives its content; the first element with [data-first] gets the focus. Escape and a
 * closed dialog give the focus back to what opened it.
 */
export function open_dialog(build) {
  const dialog = h("dialog", {});
  replace(dialog, build(() => dialog.close()));
  dialog.setAttribute("aria-label", dialog.querySelector("h2")?.textContent ?? "");
  dialog.addEventListener("close", () => dialog.remove());
  document.body.append(dialog);
  dialog.showModal();
  (dialog.querySelector("[data-first]") ?? dialog.querySelector("h2"))?.focus();
}

export const close_dialogs = () => { for (const dialog of document.querySelectorAll("dialog[open]")) dialog.close(); };

/**
 * `done()` runs after the dialog is closed; check and say_error as in form.js. `grave` acts carry a warning and a red
 * button.
 */
export function ask_once({ title, means, confirm, grave = false, check, say_error, done }, ...body) {
  open_dialog((close) => form({
    check, say_error,
    send: async () => { close(); done(); },
  },
  h("h2", { tabindex: "-1" }, title), grave ? notice("caution", "alert", means) : h("p", {}, means), body,
  h("div", { class: "dialog-acts" },
    h("button", { type: "button", class: "btn btn-plain", onclick: close }, say("act.cancel")),
    h("button", { class: `btn ${grave ? "btn-danger-wh" : "btn-primary"}`, "data-confirm": "" }, confirm))));
}

/**
 * The reason, with phrases to begin from and, below, what will be read of it. `draft.reason` keeps the words when the
 * dialog is closed. preview(): the sentence as it will be read. Returns { element, show }; show() brings the preview up
 * to date.
 */
export function reason_field(draft, { label, limit, phrases, preview, preview_label, preview_empty, first = false }) {
  const seen = h("p", {});
  const area = h("textarea", { class: "form-control", id: "reason", name: "reason", rows: "2",
    maxlength: String(limit), "aria-describedby": "reason-error", "data-first": first ? "" : null, oninput: show });
  area.value = draft.reason;
  function show() {
    draft.reason = area.value;
    seen.textContent = preview() || preview_empty;
  }
  function begin_with(phrase) {
    area.value = area.value.trim() ? `${area.value.trim()} ${phrase}`.slice(0, limit) : phrase;
    area.dispatchEvent(new Event("input", { bubbles: true }));
    area.focus();
  }
  show();
  return { show, element: h("div", {}, h("label", { class: "form-label", for: "reason" }, label), area,
    h("div", { class: "phrases" },
      phrases.map((phrase) => h("button", { type: "button", onclick: () => begin_with(phrase) }, phrase))),
    error_place("reason"),
    h("div", { class: "preview gap-above" }, h("span", { class: "hint" }, preview_label), seen)) };
}
