// The shell around every page of a signed-in person: side bar with what works, who is signed in, help for the keys.

import { h, replace } from "/shared/js/h.js";
import { either, say } from "/shared/js/i18n.js";
import { centre_now } from "./api.js";
import { language_button } from "./components.js";
import { moment } from "./format.js";
import { icon } from "./icons.js";
import { enable_keys, keys_enabled, set_shell_keys } from "./keys.js";
import { open_dialog } from "./kit/dialog.js";
import { address_of, keys_for, nav_pages } from "./kit/registry.js";
import { live_state } from "./live.js";
import { notifications, toast, undo_latest } from "./notifications.js";
import { sign_out, signed_in } from "./session.js";

const main = h("main", { class: "main", id: "main", tabindex: "-1" });
const side = h("header", { class: "side" });
const shell = h("div", { class: "shell" }, side, main);
const stamp = h("p", { class: "paper-stamp" });
let awaiting = null;

// Paper with people's data on it says whose it is.
window.addEventListener("beforeprint", () => {
  stamp.textContent = signed_in() ? say("printed", { who: signed_in().name, time: moment(centre_now()) }) : "";
});

export const page_place = () => main;

/** Puts the shell into `app` (once) and draws it in the language of now. `page` is the registry's entry. */
export function show_shell(app, page) {
  if (!shell.isConnected) replace(app, skip_link(), shell, notifications(), stamp);
  set_shell_keys({ u: undo_latest, "?": show_keys });
  draw_side(page);
}

export function show_awaiting(count) {
  awaiting = count;
  const place = side.querySelector("[data-awaiting]");
  if (!place) return;
  place.textContent = count ? String(count) : "";
  place.setAttribute("aria-label", say("nav.waiting", { n: count ?? 0 }));
}

export function show_live() {
  const place = side.querySelector(".live");
  if (!place) return;
  const open = live_state() === "open";
  replace(place, icon(open ? "live" : "offline"), h("span", {}, say(open ? "live.open" : "live.waiting")));
}

const skip_link = () => h("a", {
  class: "skip", href: "#main",
  onclick: (event) => { event.preventDefault(); main.focus(); },
}, say("nav.skip"));

function draw_side(page) {
  const person = signed_in();
  replace(side, h("div", { class: "side-inner" },
    h("a", { class: "brand", href: address_of("overview") }, h("img", { src: "art/mark.svg", alt: "" }),
      h("span", {}, say("product"))),
    h("nav", { "aria-label": say("nav.label") },
      nav_pages(person.role).map((entry) => link(entry, entry.name === (page?.under ?? page?.name)))),
    h("div", { class: "who" },
      h("div", { class: "live" }),
      h("div", {}, own_link(person, page?.name === "account"),
        h("span", { class: "of" },
          person.union ? either(person.union.name, person.union.name_en) : say(`role.${person.role}`))),
      h("div", { class: "who-actions" },
        language_button(null, (refused) => toast(refused.sentence, true)),
        h("button", { type: "button", onclick: show_keys }, say("keys.button")),
        h("button", { type: "button", onclick: leave }, say("sign_out"))))));
  show_awaiting(awaiting);
  show_live();
}

const link = ({ name, icon: shape, counts }, current) =>
  h("a", { href: address_of(name), "aria-current": current ? "page" : null },
    icon(shape), h("span", {}, say(`nav.${name}`)), counts && h("span", { class: "count", [`data-${counts}`]: "" }));

const own_link = (person, current) =>
  h("a", { class: "own", href: address_of("account"), "aria-current": current ? "page" : null },
    h("strong", {}, person.name), h("span", { class: "visually-hidden" }, say("nav.account")));

async function leave() {
  try {
    awaiting = null;
    await sign_out();
  } catch (refused) {
    toast(refused.sentence, true);
  }
}

const kShellKeys = ["u", "help"];

function show_keys() {
  open_dialog((close) => h("div", { class: "sheet" },
    h("h2", { tabindex: "-1" }, say("keys.title")),
    h("table", { class: "key-table" }, h("tbody", {}, [...keys_for(signed_in().role), ...kShellKeys].map((key) =>
      h("tr", {}, h("td", {}, h("kbd", {}, { enter: "Enter", help: "?" }[key] ?? key.toUpperCase())),
        h("td", {}, say(`keys.${key}`)))))),
    h("label", { class: "form-check" },
      h("input", { type: "checkbox", class: "form-check-input", checked: keys_enabled(),
        onchange: (event) => enable_keys(event.target.checked) }),
      say("keys.enabled")),
    h("div", { class: "dialog-acts" },
      h("button", { type: "button", class: "btn btn-primary", "data-first": "", onclick: close }, say("act.close")))));
}
