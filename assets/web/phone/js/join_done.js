// What is seen once the form has been received: the query code, and the slip that turns into the card.
import { day, grouped } from "/shared/js/format.js";
import { h } from "/shared/js/h.js";
import { say } from "/shared/js/i18n.js";
import { cardView, loadCardView } from "./card_view.js";
import { scene } from "./components.js";
import { loadStyle, show } from "./page.js";

export async function drawDone(done) {
  const [face] = await Promise.all([loadCardView(done.card), loadStyle("/phone/css/card.css").catch(() => {})]);
  show("done", scene("envelope"), h("h2", { id: "doneTitle" }, say("done.title")),
    h("p", { class: "lead" }, say("phone.done.lead")),
    h("section", { class: "paper" }, h("p", { class: "note" }, say("card.query-code")),
      h("p", { class: "fact", id: "queryCode" }, grouped(done.query_code, [3, 3, 3]))),
    face ? cardView(face) : [h("p", { class: "notice" }, say("phone.offline")),
      h("p", { class: "note" }, say("card.expires", day(done.expires_ms)))],
    h("div", { class: "acts" }, h("a", { class: "primary", id: "cardPage", href: "/phone/card.html" },
      say("phone.card.page"))));
  document.getElementById("doneTitle").focus({ preventScroll: true });
}
