// A card as a picture that a phone can keep: its QR drawn once, shown from then on without a network.
import { call } from "./api.js";
import { date, el } from "./dom.js";
import { say } from "./words.js";

const SCALE = 8;
const QUIET = 4;

export async function loadFace(card) {
  const kept = JSON.parse(localStorage.getItem("face") ?? "null");
  if (kept?.card === card) return kept;
  const answer = await call("face", { card });
  if (!answer.ok) return null;
  const face = { card, ...answer.body };
  localStorage.setItem("face", JSON.stringify(face));
  return face;
}

// A PNG: 长按保存图片 works also where a messenger's browser has no service worker.
function picture(qr) {
  const side = (qr.side + 2 * QUIET) * SCALE;
  const canvas = el("canvas", { width: side, height: side });
  const pen = canvas.getContext("2d");
  pen.fillStyle = "#fff";
  pen.fillRect(0, 0, side, side);
  pen.fillStyle = "#000";
  for (let at = 0; at < qr.modules.length; ++at) {
    if (qr.modules[at] === "1") pen.fillRect((QUIET + (at % qr.side)) * SCALE, (QUIET + Math.floor(at / qr.side)) * SCALE, SCALE, SCALE);
  }
  return canvas.toDataURL("image/png");
}

export function faceCard(face, approved) {
  return el("section", { class: approved ? "card face approved" : "card face", id: "face" },
    el("h2", {}, say(approved ? "card.final" : "card.provisional")),
    el("img", { src: picture(face.qr), alt: say("phone.card.qr") }),
    el("div", {},
      el("p", { class: "code" }, `${face.masked_name} · ${say("occupation." + face.occupation)}`),
      el("p", {}, say("card.expires", date(face.expires_ms))),
      el("p", { class: "note" }, say(approved ? "card.final.note" : "card.provisional.note")),
      el("p", { class: "note" }, say("card.not-bank")),
      el("p", { class: "note" }, say("phone.card.save"))));
}
