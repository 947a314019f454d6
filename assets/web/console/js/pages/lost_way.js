// An address that leads nowhere, said politely, with the way back.

import { h, replace } from "../dom.js";
import { icon } from "../icons.js";
import { say } from "../language.js";
import { to_overview, to_queue } from "../router.js";

export function open(place) {
  const draw = () => replace(place, polite_end("part", say("lost.title"), say("lost.text")));
  draw();
  return { draw };
}

/** Used too where a person may not see something. */
export function polite_end(shape, title, text) {
  return h("div", { class: "page" }, h("div", { class: "card-wh polite" },
    icon(shape), h("h1", { tabindex: "-1" }, title), h("p", {}, text),
    h("div", { class: "acts" },
      h("a", { class: "btn btn-primary", href: to_queue() }, say("act.to_queue")),
      h("a", { class: "btn btn-plain", href: to_overview }, say("act.to_overview")))));
}
