// A card as a picture that a phone can keep: its QR drawn once, shown from then on without a network. The centre says
// whether the card holds; one that cannot be checked, or has ended, has a headline of its own and opens nothing.
import { day } from "/shared/js/format.js";
import { h } from "/shared/js/h.js";
import { say } from "/shared/js/i18n.js";
import { call } from "./api.js";
import { outcome } from "./components.js";

const SCALE = 8;
const QUIET = 4;

const GOOD = ["valid", "valid-by-approval", "not-yet-approved"];

export async function loadCardView(card) {
  const kept = JSON.parse(localStorage.getItem("face") ?? "null");
  if (kept?.card === card && kept.state) return kept;
  const answer = await call("face", { card });
  if (!answer.ok) return null;
  const face = { card, ...answer.body };
  if (GOOD.includes(face.state)) localStorage.setItem("face", JSON.stringify(face));
  return face;
}

export const hasEnded = (face) => face.state === "expired" || face.expires_ms <= Date.now();
export const isGood = (face) => GOOD.includes(face.state) && !hasEnded(face);

// A PNG: 长按保存图片 works also where a messenger's browser has no service worker.
function picture(qr) {
  const side = (qr.side + 2 * QUIET) * SCALE;
  const canvas = h("canvas", { width: side, height: side });
  const pen = canvas.getContext("2d");
  pen.fillStyle = "#fff";
  pen.fillRect(0, 0, side, side);
  pen.fillStyle = "#000";
  for (let at = 0; at < qr.modules.length; ++at) {
    if (qr.modules[at] !== "1") continue;
    pen.fillRect((QUIET + (at % qr.side)) * SCALE, (QUIET + Math.floor(at / qr.side)) * SCALE, SCALE, SCALE);
  }
  return canvas.toDataURL("image/png");
}

function notGood(face) {
  const ended = hasEnded(face);
  return h("section", { id: "notGood" },
    outcome("lost", say(ended ? "phone.card.ended" : "phone.card.not-checked"),
      h("p", { class: "notice caution", role: "alert" },
        ended ? say("phone.card.ended.since", day(face.expires_ms)) : say("phone.card.not-checked.note"))));
}

/** `opened`: the application's state, where the last four digits have told it; else the card's own word is stamped. */
export function cardView(face, opened = "") {
  if (!isGood(face)) return notGood(face);
  const member = face.state !== "not-yet-approved";
  const own = face.state === "valid" ? "active" : member ? "approved" : "awaiting-review";
  return h("section", { id: "face" },
    h("div", { class: member ? "plastic" : "plastic pending" },
      h("h2", {}, say(face.state === "valid" ? "card.final" : "card.slip")),
      h("p", { class: "holder" }, face.masked_name),
      h("p", { class: "holder-work" }, say("occupation." + face.occupation)),
      h("p", { class: "until" }, say("card.expires", day(face.expires_ms))),
      h("p", { class: "stamp", id: "stamp" }, say("state." + (opened || own)))),
    h("figure", { class: "code-paper" }, h("img", { id: "cardQr", src: picture(face.qr), alt: say("phone.card.qr") }),
      h("figcaption", {}, say("phone.card.save"))),
    h("p", { class: "note" }, say(member ? "card.final.note" : "card.provisional.note")),
    h("p", { class: "note" }, say("card.not-bank")));
}
