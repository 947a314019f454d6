// The first sign-in: the second factor is set up before anything else can be seen or done.

import { h, replace } from "/shared/js/h.js";
import { say } from "/shared/js/i18n.js";
import { centre } from "../api.js";
import { error_notice, language_button, waiting_lines } from "../components.js";
import { sign_out, take_login } from "../session.js";
import { factor_setup } from "./factor_setup.js";
import { beside_art } from "./sign_in.js";

export function open(app) {
  const view = { offered: null, refused: null };
  const setup = factor_setup({ offered: () => view.offered, done: take_login, redraw: () => draw() });

  async function begin() {
    try {
      view.offered = await centre.offer_factor();
      view.refused = null;
    } catch (refused) {
      view.refused = refused;
    }
    draw();
  }

  function draw() {
    const leave = () => sign_out().catch((refused) => { view.refused = refused; draw(); });
    replace(app, beside_art(
      language_button("btn btn-plain btn-small language", (refused) => { view.refused = refused; draw(); }),
      h("div", { class: "factor" }, h("h1", { tabindex: "-1" }, say("factor.title")),
        view.refused && error_notice(view.refused, begin),
        view.offered ? setup.draw() : !view.refused && waiting_lines(6),
        !setup.finished() && h("button", { type: "button", class: "btn btn-plain btn-small", onclick: leave },
          say("sign_out")))));
    app.querySelector("[data-first]")?.focus();
  }

  draw();
  begin();
  return { draw, stays: true, leave: () => { view.offered = null; replace(app); } };
}
