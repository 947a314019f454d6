// Signing in. The address is left alone: whoever was thrown out by time comes back to the page he was on.

import { h, replace } from "../dom.js";
import { choose_language, language, say } from "../language.js";
import { field_error, notice } from "../parts.js";
import { has_expired, sign_in } from "../session.js";

export function open(app) {
  const kept = { user: "", password: "", sentence: null };

  function draw() {
    const user = h("input", {
      class: "form-control", id: "user", name: "user", autocomplete: "username", autocapitalize: "none", spellcheck: "false",
      maxlength: "64", required: true, value: kept.user,
    });
    const password = h("input", {
      class: "form-control", id: "password", name: "password", type: "password", autocomplete: "current-password", maxlength: "256",
      required: true, value: kept.password, "aria-describedby": "caps",
      onkeyup: (event) => { caps.textContent = event.getModifierState?.("CapsLock") ? say("sign_in.caps") : ""; },
    });
    const caps = h("p", { class: "hint", id: "caps", role: "status" });
    const reveal = h("button", { type: "button", class: "reveal", "aria-pressed": "false", onclick: () => toggle(password, reveal) }, say("sign_in.show"));
    const error = h("div", { class: "field-error", id: "sign-in-error", role: "alert" });
    const button = h("button", { class: "btn btn-primary btn-wide" }, say("sign_in.button"));
    const form = h("form", { class: "sign-in-form", novalidate: true, onsubmit: submit },
      h("div", { class: "sign-in-brand" }, h("img", { src: "art/mark.svg", alt: "" }), say("product")),
      h("h1", {}, say("sign_in.title")),
      has_expired() && notice("caution", "clock", say("sign_in.expired")),
      h("div", {}, h("label", { class: "form-label", for: "user" }, say("sign_in.user")), user),
      h("div", {}, h("label", { class: "form-label", for: "password" }, say("sign_in.password")),
        h("div", { class: "password" }, password, reveal), caps),
      error, button,
      h("p", { class: "hint" }, say("sign_in.help")));
    replace(app, h("div", { class: "sign-in" },
      h("div", { class: "sign-in-art" }, h("img", { src: "art/station.svg", alt: "" }),
        h("div", { class: "sign-in-words" }, h("p", { class: "big" }, say("sign_in.words")), h("p", {}, say("sign_in.words_more")))),
      h("main", { class: "sign-in-side" },
        h("button", { type: "button", class: "btn btn-plain btn-small language", lang: language() === "zh" ? "en" : "zh-CN", onclick: () => choose_language(language() === "zh" ? "en" : "zh") },
          language() === "zh" ? "English" : "中文"),
        form)));
    field_error(error, kept.sentence?.());
    (kept.user ? password : user).focus();
    user.addEventListener("input", () => { kept.user = user.value; });
    password.addEventListener("input", () => { kept.password = password.value; });

    async function submit(event) {
      event.preventDefault();
      if (button.disabled) return;
      kept.sentence = null;
      if (!user.value.trim() || !password.value) return fail(() => say("sign_in.empty"), user.value.trim() ? password : user);
      button.disabled = true;
      replace(button, say("sign_in.busy"));
      field_error(error, null);
      try {
        await sign_in(user.value.trim(), password.value);
      } catch (refused) {
        button.disabled = false;
        replace(button, say("sign_in.button"));
        if (refused.status === 401) password.value = kept.password = "";
        fail(() => (refused.status === 401 && !refused.given ? say("sign_in.wrong") : refused.sentence), password);
      }
    }

    function fail(sentence, field) {
      kept.sentence = sentence;
      field_error(error, sentence());
      field.focus();
    }
  }

  draw();
  return { draw };
}

function toggle(password, button) {
  const hidden = password.type === "password";
  password.type = hidden ? "text" : "password";
  button.setAttribute("aria-pressed", String(hidden));
  replace(button, say(hidden ? "sign_in.hide" : "sign_in.show"));
  password.focus();
}
