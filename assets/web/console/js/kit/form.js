// A form that is sent once, however often it is submitted, and says at each field what is wrong there.
//   check()             { field: code } of what is wrong before anything is sent; nothing when all is well
//   send()              a promise; a Refused may name fields ({ field: code }), else its sentence stands at `general`
//   say_error(field, code)  the sentence for a code
//   errors              the caller's object of what is wrong now: it outlives a redraw in another language

import { h, replace } from "/shared/js/h.js";
import { icon } from "../icons.js";

/** Where the sentence of `field` stands. */
export const error_place = (field) =>
  h("div", { class: "field-error", id: `${field}-error`, role: "alert", "data-error": field });

export function form({ css, general = "form", check, send, say_error, errors = {}, busy }, ...children) {
  let sending = false;
  const element = h("form", { class: css, novalidate: true, onsubmit: submit, oninput: (event) => clear(event.target) },
    children);
  const control = (field) => element.querySelector(`[data-field="${field}"], [name="${field}"], #${CSS.escape(field)}`);

  function show(focus) {
    for (const at of element.querySelectorAll("[data-error]")) {
      const wrong = errors[at.dataset.error];
      const sentence = wrong && (wrong.sentence ?? say_error(at.dataset.error, wrong));
      replace(at, sentence && [icon("alert"), h("span", {}, sentence)]);
      control(at.dataset.error)?.setAttribute("aria-invalid", String(Boolean(wrong)));
    }
    if (focus) control(Object.keys(errors)[0])?.focus();
  }

  function set(found, focus) {
    for (const field of Object.keys(errors)) delete errors[field];
    Object.assign(errors, found);
    show(focus);
  }

  // What a person mends is not wrong any more; the next submit looks again.
  function clear(target) {
    const field = target.dataset.field ?? target.name;
    if (!(field in errors)) return;
    delete errors[field];
    show();
  }

  async function submit(event) {
    event.preventDefault();
    if (sending) return;
    const found = check?.() ?? {};
    set(found, true);
    if (Object.keys(found).length) return;
    sending = true;
    busy?.(true);
    try {
      await send();
    } catch (refused) {
      set(refused.fields ?? { [general]: refused }, true);
    } finally {
      sending = false;
      busy?.(false);
    }
  }

  show();
  return element;
}
