// An address that leads nowhere, or to what this person may not see: said politely, with the way back.

import { h, replace } from "/shared/js/h.js";
import { say } from "/shared/js/i18n.js";
import { icon } from "../icons.js";
import { address_of } from "../kit/registry.js";

const page_of = (content) => (place) => {
  const draw = () => replace(place, content());
  draw();
  return { draw };
};

export const open = page_of(() => polite_end("part", say("not_found.title"), say("not_found.text")));

export const not_yours = { open: page_of(() => polite_end("lock", say("not_yours.title"), say("error.forbidden"))) };

/** Used too where a page finds out later that a person may not see something. */
export function polite_end(shape, title, text) {
  return h("div", { class: "page" }, h("div", { class: "card-wh polite" },
    icon(shape), h("h1", { tabindex: "-1" }, title), h("p", {}, text),
    h("div", { class: "acts" },
      h("a", { class: "btn btn-primary", href: address_of("queue") }, say("act.to_queue")),
      h("a", { class: "btn btn-plain", href: address_of("overview") }, say("act.to_overview")))));
}
