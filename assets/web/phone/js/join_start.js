// Both ends of the joining form: what is read before it begins, and what is seen once it has been received.
import { h } from "/shared/js/h.js";
import { say } from "/shared/js/i18n.js";
import { scene } from "./components.js";
import { state, view } from "./join_form.js";
import { show } from "./page.js";

export const trouble = () =>
  view.errorText ? h("p", { class: "notice error", id: "formError", role: "alert" }, view.errorText) : null;

export function drawStart(begin) {
  show("start", scene("rider"), h("h2", {}, say("join.title")),
    h("p", { class: "lead" }, say("phone.at", view.form.station)),
    ...view.form.answers.map((one) => h("details", { class: "row" }, h("summary", {}, one.question),
      h("p", {}, one.answer))),
    trouble(),
    h("div", { class: "acts" }, h("button", { class: "primary", id: "next", onclick: begin },
      say("join.questions.begin"))));
}

export async function drawDone() {
  const done = await import("./join_done.js").catch(() => null);
  if (done) return done.drawDone(state.done);
  // The code is what must be kept, and is here.
  show("done", h("h2", { id: "doneTitle" }, say("done.title")),
    h("p", { class: "fact", id: "queryCode" }, state.done.query_code),
    h("p", { class: "notice" }, say("phone.offline")));
}
