// Setting up a second factor: the QR code and the key as text, a first code, then the recovery codes, shown once. What
// is secret stands here only as long as the page does.
//   offered()   { secret, qr } of the centre
//   done(login) the recovery codes were kept; `login` is the centre's answer to the first code
//   redraw()    the caller draws again, and so this

import { h, svg } from "/shared/js/h.js";
import { say } from "/shared/js/i18n.js";
import { centre } from "../api.js";
import { notice } from "../components.js";
import { error_place, form } from "../kit/form.js";

const kQuiet = 4;  // modules of white around

export function factor_setup({ offered, done, redraw }) {
  const view = { login: null, errors: {} };

  function first_code() {
    const code = h("input", { class: "form-control", id: "first-code", name: "first-code", inputmode: "numeric",
      autocomplete: "one-time-code", maxlength: "7", "data-first": "", "aria-describedby": "first-code-error" });
    return form({
      css: "stack", general: "first-code", errors: view.errors, say_error: (field, key) => say(key),
      check: () => (code.value.trim() ? {} : { "first-code": "factor.code_empty" }),
      send: async () => {
        view.login = await centre.confirm_factor(code.value.trim());
        redraw();
      },
    },
    h("p", {}, say("factor.scan")), qr_picture(offered().qr),
    h("div", {}, h("p", { class: "hint" }, say("factor.by_hand")),
      h("p", { class: "secret", "data-secret": "" }, offered().secret.replace(/(.{4})(?=.)/g, "$1 "))),
    h("div", {}, h("label", { class: "form-label", for: "first-code" }, say("factor.code")), code,
      error_place("first-code")),
    h("button", { class: "btn btn-primary btn-wide" }, say("factor.confirm")));
  }

  const recovery_codes = () => h("div", { class: "stack" },
    notice("caution", "alert", h("p", {}, say("factor.recovery"))),
    h("ul", { class: "recovery" }, view.login.recovery_codes.map((code) => h("li", {}, code))),
    h("button", { type: "button", class: "btn btn-primary btn-wide", "data-first": "",
      onclick: () => done(view.login) }, say("factor.kept")));

  return { draw: () => (view.login ? recovery_codes() : first_code()), finished: () => view.login !== null };
}

function qr_picture({ side, modules }) {
  let path = "";
  for (let at = 0; at < modules.length; ++at) {
    if (modules[at] === "1") path += `M${kQuiet + (at % side)} ${kQuiet + Math.floor(at / side)}h1v1h-1z`;
  }
  const whole = side + 2 * kQuiet;
  return h("div", { class: "qr" }, svg("svg", { viewBox: `0 0 ${whole} ${whole}`, role: "img",
    "aria-label": say("factor.qr"), "shape-rendering": "crispEdges" }, svg("path", { d: path })));
}
