// The joining form in hand: what is filled in, what the centre sent for it, and what is wrong with it.
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

export const errorWords = (field) =>
  view.errors[field] ? say(view.errors[field], unionOf(view.form.union)?.address ?? "") : "";

export function errorOf(field) {
  return h("p", { class: "error", id: `${field}Error`, "data-field": field, role: "alert",
    hidden: !view.errors[field] }, errorWords(field));
}
