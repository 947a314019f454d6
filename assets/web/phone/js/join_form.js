// The joining form in hand: what is filled in, what the centre sent for it, and what is wrong with it.
import { grouped } from "/shared/js/format.js";
import { h } from "/shared/js/h.js";
import { say } from "/shared/js/i18n.js";
import { keep, load } from "./form_state.js";

export const token = location.hash.startsWith("#join=") ? location.hash.slice(6) : "";
export const state = load(token);
export const draft = () => state.draft;

// form: the centre's answer; errors: a key of a sentence by field.
export const view = { form: null, errors: {}, suggestion: "", errorText: "", saving: false };

export function set(key, value) {
  draft()[key] = value;
  keep(state);
}

export const given = (consent) => draft().consents.includes(consent);

export function setGiven(consent, agreed) {
  set("consents", [...draft().consents.filter((id) => id !== consent), ...(agreed ? [consent] : [])]);
}

export const unionOf = (code) => view.form.unions.find((one) => one.code === code);

const errorWords = (field) =>
  view.errors[field] ? say(view.errors[field], unionOf(view.form.union)?.address ?? "") : "";

export function errorOf(field) {
  return h("p", { class: "error", id: `${field}Error`, "data-field": field, role: "alert",
    hidden: !view.errors[field] }, errorWords(field));
}

export const meant = () => say("identity.did-you-mean", grouped(view.suggestion, [6, 8, 4]));

// In place: whoever types in the next field already must not lose the cursor.
export function paintErrors() {
  for (const node of document.querySelectorAll("[data-field]")) {
    const bad = Boolean(view.errors[node.dataset.field]);
    node.hidden = !bad;
    node.textContent = errorWords(node.dataset.field);
    const around = node.closest(".field");
    around?.classList.toggle("bad", bad);
    around?.querySelector("[aria-describedby]")?.setAttribute("aria-invalid", String(bad));
  }
  const button = document.getElementById("suggestion");
  if (button) {
    button.hidden = !(view.suggestion && view.errors.document);
    button.textContent = meant();
  }
}
