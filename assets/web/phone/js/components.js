// Parts of more than one page. Their looks are in css/phone.css and, of what is said about a card, css/card.css.
import { h } from "/shared/js/h.js";
import { say } from "/shared/js/i18n.js";

/** A picture of assets/icons by its name there; it says nothing that the words do not. */
export function scene(name) {
  const wide = name === "rider";
  return h("img", { class: wide ? "scene wide" : "scene", src: `/phone/art/scene-${name}.svg`, alt: "",
    width: wide ? 680 : 480, height: wide ? 340 : 360 });
}

const whereOf = (at, now) => ({ class: at < now ? "past" : null, "aria-current": at === now ? "step" : null });

/** Named steps in a line, the one that is `now` large. */
export const steps = (names, now) =>
  h("ol", { class: "steps", id: "steps", "aria-label": say("phone.step", now + 1, names.length) },
    ...names.map((name, at) => h("li", whereOf(at, now), name)));

/** The stops of an application or a case, one below the other. */
export const road = (names, now) =>
  h("ol", { class: "road" }, ...names.map((name, at) => h("li", whereOf(at, now), name)));

/** Pairs of a term and its value; a pair without a value is left out. */
export const facts = (...pairs) => h("dl", { class: "facts" },
  ...pairs.filter(([, value]) => value).map(([term, value]) => [h("dt", {}, term), h("dd", {}, value)]));

/** A page that has come to an end: a picture, a sentence, and what can be done now. */
export const outcome = (picture, title, notice, ...acts) => [scene(picture), h("h2", {}, title), notice,
  acts.length > 0 ? h("div", { class: "acts" }, ...acts) : null];
