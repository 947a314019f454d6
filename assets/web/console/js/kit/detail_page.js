// A page about one thing: a head, and below it waiting lines, the refusal, or the content. Redrawing keeps the focus.
//   css, lines           class of the page; how many waiting lines stand for the content
//   load, every_ms       what is shown; by itself every so often
//   head(it)             the page's head; `it` is the resource
//   content(value, it)   everything below it
//   refusal(refused, it) a whole page instead, where a refusal is the answer (not allowed, not found)
//   loaded(value, it)    after each answer
//   live(kind, it), leave(it), keys(it)

import { h, replace } from "/shared/js/h.js";
import { error_notice, icon_button, waiting_lines } from "../components.js";
import { say } from "/shared/js/i18n.js";
import { resource } from "./resource.js";

export function detail_page(place, spec) {
  const it = resource(spec.load, () => {
    draw();
    if (it.value && !it.refused) spec.loaded?.(it.value, it);
  }, { every_ms: spec.every_ms, held: () => place.querySelector("a:hover, button:hover") !== null });

  function draw() {
    const whole = !it.value && it.refused && spec.refusal?.(it.refused, it);
    keep_focus(place, () => replace(place, whole || h("div", { class: `page ${spec.css}` }, spec.head(it), body())));
  }

  function body() {
    const failed = it.refused && error_notice(it.refused, it.load);
    if (!it.value) return failed || h("div", { class: "card-wh" }, waiting_lines(spec.lines));
    return [failed && h("div", { class: "gap-below" }, failed), spec.content(it.value, it)];
  }

  draw();
  it.load();
  return {
    draw,
    live: (kind) => spec.live?.(kind, it),
    leave: () => { it.close(); spec.leave?.(it); it.value = null; },
    keys: spec.keys?.(it) ?? {},
  };
}

/** The heading, what it is as of, and the page's acts. */
export const page_head = (title, as_of, acts) => h("div", { class: "page-head" },
  h("div", {}, h("h1", { tabindex: "-1" }, title), h("p", { class: "as-of" }, as_of)), acts);

export const refresh_button = (it) =>
  h("div", { class: "acts" }, icon_button("refresh", say("act.refresh"), it.load, { "data-hold": "again" }));

/** Whoever stands on a [data-hold] stands on it again after redraw(). */
export function keep_focus(place, redraw) {
  const held = document.activeElement?.closest?.("[data-hold]")?.dataset.hold;
  redraw();
  if (held) place.querySelector(`[data-hold="${CSS.escape(held)}"]`)?.focus();
}
