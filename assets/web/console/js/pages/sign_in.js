// Signing in. The address is left alone: whoever was thrown out by time comes back to the page he was on.

import { h, replace } from "/shared/js/h.js";
import { say } from "/shared/js/i18n.js";
import { language_button, notice } from "../components.js";
import { error_place, form } from "../kit/form.js";
import { has_expired, sign_in } from "../session.js";

const kGeneral = "sign-in";

export function open(app) {
  const kept = { user: "", password: "", code: "", errors: {} };

  function no_language(refused) {
    kept.errors[kGeneral] = refused;
    draw();
  }

  function draw() {
    const user = h("input", {
      class: "form-control", id: "user", name: "user", autocomplete: "username", autocapitalize: "none",
      spellcheck: "false", maxlength: "64", required: true, value: kept.user,
      oninput: () => { kept.user = user.value; },
    });
    const password = h("input", {
      class: "form-control", id: "password", name: "password", type: "password", autocomplete: "current-password",
      maxlength: "256", required: true, value: kept.password, "aria-describedby": `caps ${kGeneral}-error`,
      oninput: () => { kept.password = password.value; },
      onkeyup: (event) => { caps.textContent = event.getModifierState?.("CapsLock") ? say("sign_in.caps") : ""; },
    });
    const caps = h("p", { class: "hint", id: "caps", role: "status" });
    const code = h("input", {
      class: "form-control", id: "code", name: "code", autocomplete: "one-time-code", autocapitalize: "none",
      spellcheck: "false", maxlength: "24", value: kept.code, "aria-describedby": `code-hint ${kGeneral}-error`,
      oninput: () => { kept.code = code.value; },
    });
    const reveal = h("button",
      { type: "button", class: "reveal", "aria-pressed": "false", onclick: () => toggle(password, reveal) },
      say("sign_in.show"));
    const button = h("button", { class: "btn btn-primary btn-wide" }, say("sign_in.button"));

    async function send() {
      try {
        await sign_in(user.value.trim(), password.value, code.value.trim());
      } catch (refused) {
        if (refused.status === 401) password.value = kept.password = code.value = kept.code = "";
        throw refused;
      } finally {
        password.focus();
      }
    }

    const sheet = form({
      css: "sign-in-form", general: kGeneral, errors: kept.errors, send, say_error: (field, code) => say(code),
      check: () => {
        if (user.value.trim() && password.value) return {};
        (user.value.trim() ? password : user).focus();
        return { [kGeneral]: "sign_in.empty" };
      },
      busy: (on) => {
        button.disabled = on;
        replace(button, say(on ? "sign_in.busy" : "sign_in.button"));
      },
    },
    h("div", { class: "sign-in-brand" }, h("img", { src: "art/mark.svg", alt: "" }), say("product")),
    h("h1", {}, say("sign_in.title")),
    has_expired() && notice("caution", "clock", say("sign_in.expired")),
    h("div", {}, h("label", { class: "form-label", for: "user" }, say("sign_in.user")), user),
    h("div", {}, h("label", { class: "form-label", for: "password" }, say("sign_in.password")),
      h("div", { class: "password" }, password, reveal), caps),
    h("div", {}, h("label", { class: "form-label", for: "code" }, say("sign_in.code")), code,
      h("p", { class: "hint", id: "code-hint" }, say("sign_in.code_hint"))),
    error_place(kGeneral), button,
    h("p", { class: "hint" }, say("sign_in.help")));

    replace(app, beside_art(language_button("btn btn-plain btn-small language", no_language), sheet));
    (kept.user ? password : user).focus();
  }

  draw();
  return { draw };
}

/** The picture beside what is asked for before the console opens. */
export const beside_art = (...side) => h("div", { class: "sign-in" },
  h("div", { class: "sign-in-art" }, h("img", { src: "art/station.svg", alt: "" }),
    h("div", { class: "sign-in-words" }, h("p", { class: "big" }, say("sign_in.words")),
      h("p", {}, say("sign_in.words_more")))),
  h("main", { class: "sign-in-side" }, side));

function toggle(password, button) {
  const hidden = password.type === "password";
  password.type = hidden ? "text" : "password";
  button.setAttribute("aria-pressed", String(hidden));
  replace(button, say(hidden ? "sign_in.hide" : "sign_in.show"));
  password.focus();
}
