// One's own account: password, second factor, and where one is signed in. Drawn anew in another language; what was
// typed as a password is not kept over that.

import { h, replace } from "/shared/js/h.js";
import { say } from "/shared/js/i18n.js";
import { centre, centre_now } from "../api.js";
import { card, error_notice, waiting_lines } from "../components.js";
import { ago, moment } from "../format.js";
import { error_place, form } from "../kit/form.js";
import { resource } from "../kit/resource.js";
import { toast } from "../notifications.js";
import { signed_in, take_login } from "../session.js";
import { factor_setup } from "./factor_setup.js";

const kLeastCharacters = 12;

export function open(place) {
  const view = { errors: { password: {}, factor: {} }, offered: null, setup: null };
  const logins = resource(() => centre.logins(), () => draw());

  const field = (name, label, attributes) => h("div", {},
    h("label", { class: "form-label", for: name }, say(label)),
    h("input", { class: "form-control", id: name, name, maxlength: "256", "aria-describedby": `${name}-error`,
      ...attributes }),
    error_place(name));
  const secret = (name, label, autocomplete) => field(name, label, { type: "password", autocomplete });
  const code = (name) =>
    field(name, "sign_in.code", { autocomplete: "one-time-code", maxlength: "24", autocapitalize: "none" });
  const value = (name) => place.querySelector(`#${name}`).value;
  const empty_of = (names) =>
    Object.fromEntries(names.filter((name) => !value(name).trim()).map((name) => [name, "account.empty"]));

  function check_password() {
    const found = empty_of(["old-password", "password-code", "new-password"]);
    if (!found["new-password"] && [...value("new-password")].length < kLeastCharacters) {
      found["new-password"] = "refusal.short-password";
    }
    if (value("new-password") !== value("again-password")) found["again-password"] = "account.not_the_same";
    return found;
  }

  const password_card = () => card(say("account.password"), null, form({
    css: "stack account-form", general: "password-form", errors: view.errors.password, check: check_password,
    say_error: (name, key) => say(key),
    send: async () => {
      await centre.change_password({ user: signed_in().user, password: value("old-password"),
        code: value("password-code").trim(), new_password: value("new-password") });
      toast(say("account.password_changed"));
      draw();
      logins.load();
    },
  },
  h("p", { class: "hint" }, say("account.password_hint")),
  secret("old-password", "account.old_password", "current-password"), code("password-code"),
  secret("new-password", "account.new_password", "new-password"),
  secret("again-password", "account.again_password", "new-password"), error_place("password-form"),
  h("div", {}, h("button", { class: "btn btn-primary" }, say("account.change_password")))));

  function begin_setup(offered) {
    view.offered = offered;
    view.setup = factor_setup({ offered: () => view.offered, redraw: draw, done: take_login });
    draw();
  }

  const proof_form = () => form({
    css: "stack account-form", general: "factor-form", errors: view.errors.factor,
    check: () => empty_of(["factor-password", "factor-code"]), say_error: (name, key) => say(key),
    send: async () => begin_setup(await centre.offer_factor({ user: signed_in().user,
      password: value("factor-password"), code: value("factor-code").trim() })),
  },
  h("p", { class: "hint" }, say("account.factor_hint")),
  secret("factor-password", "sign_in.password", "current-password"), code("factor-code"), error_place("factor-form"),
  h("div", {}, h("button", { class: "btn btn-primary" }, say("account.change_factor"))));

  const factor_card = () =>
    card(say("account.factor"), null, view.setup ? h("div", { class: "factor" }, view.setup.draw()) : proof_form());

  async function end_one(id) {
    try {
      await centre.end_login(id);
    } catch (refused) {
      toast(refused.sentence, true);
    }
    logins.load();
  }

  const login_line = (login) => h("li", {},
    h("div", {}, h("b", {}, login.address || say("none")),
      login.own && h("span", { class: "hint" }, say("account.this")),
      h("p", { class: "hint" }, say("account.since", {
        begun: moment(login.begun_ms), seen: ago(login.seen_ms, centre_now()) }))),
    !login.own && h("button", { type: "button", class: "btn btn-plain btn-small", "data-end": login.id,
      onclick: () => end_one(login.id) }, say("account.end")));

  const logins_card = () => card(say("account.logins"), say("account.logins_most"),
    logins.refused && error_notice(logins.refused, logins.load),
    logins.value
      ? h("ul", { class: "logins" }, logins.value.items.map(login_line))
      : !logins.refused && waiting_lines(2));

  function draw() {
    replace(place, h("div", { class: "page account" },
      h("div", { class: "page-head" }, h("div", {}, h("h1", { tabindex: "-1" }, say("account.title")),
        h("p", { class: "as-of" }, `${signed_in()?.name ?? ""} · ${signed_in()?.user ?? ""}`))),
      h("div", { class: "stack" }, logins_card(), password_card(), factor_card())));
  }

  draw();
  logins.load();
  return { draw, leave: () => { logins.close(); view.offered = view.setup = null; replace(place); } };
}
