// The card on its own page. It is in the address's fragment, or kept from last time; bookings and cases are behind the
// last four digits.
import { day_and_clock } from "/shared/js/format.js";
import { h } from "/shared/js/h.js";
import { language, say } from "/shared/js/i18n.js";
import { call } from "./api.js";
import { cardView, isGood, loadCardView } from "./card_view.js";
import { show, start } from "./page.js";

const ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:";
let opened = null;
let errorText = "";

// base64url of the fragment → base45 behind the card's prefix (RFC 9285).
function cardOf(fragment) {
  if (!fragment) return localStorage.getItem("card") ?? "";
  try {
    const bytes = Uint8Array.from(atob(fragment.replaceAll("-", "+").replaceAll("_", "/")), (c) => c.charCodeAt(0));
    let text = "WH1:";
    for (let at = 0; at < bytes.length; at += 2) {
      const pair = at + 1 < bytes.length;
      let number = pair ? bytes[at] * 256 + bytes[at + 1] : bytes[at];
      for (let digits = pair ? 3 : 2; digits > 0; --digits, number = Math.floor(number / 45)) {
        text += ALPHABET[number % 45];
      }
    }
    return text;
  } catch {
    return "";
  }
}

function line(term, value) {
  return value ? [h("dt", {}, term), h("dd", {}, value)] : [];
}

function details() {
  if (!opened) {
    const four = h("input", { id: "lastFour", inputmode: "text", autocomplete: "off", maxlength: "4" });
    const form = h("form", { class: "card" },
      h("h3", {}, say("phone.card.more")),
      h("p", { class: "lead" }, say("phone.card.more.lead")),
      h("label", { for: "lastFour" }, say("mycard.last-four")), four,
      errorText ? h("p", { class: "error", id: "cardError", role: "alert" }, errorText) : null,
      h("button", { class: "primary", id: "openCard" }, say("phone.card.open")));
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      open(four.value);
    });
    return [form];
  }
  const nodes = [h("section", { class: "card", id: "status" }, h("h3", {}, say("state." + opened.state)),
    opened.reason ? h("p", {}, opened.reason) : null)];
  for (const booking of opened.bookings) {
    nodes.push(h("section", { class: "card booking" }, h("h3", {}, booking.title), h("dl", {},
      ...line(say("phone.when"), day_and_clock(booking.starts_ms)), ...line(say("phone.where"), booking.place),
      ...line(say("phone.state"), say("check.state." + booking.state)),
      ...line(say("phone.number"), booking.number > 0 ? String(booking.number) : ""))));
  }
  for (const one of opened.cases) {
    nodes.push(h("section", { class: "card case" }, h("h3", {}, say("phone.case")), h("dl", {},
      ...line(say("phone.state"), say("help.stage." + one.state)), ...line(say("phone.with"), one.union),
      ...line(say("phone.answer"), one.answer))));
  }
  if (opened.bookings.length + opened.cases.length === 0) {
    nodes.push(h("p", { class: "note" }, say("phone.card.nothing")));
  }
  return nodes;
}

async function open(four) {
  const answer = await call("card", { card: localStorage.getItem("card"), last_four: four, language: language() });
  errorText = answer.ok ? ""
    : answer.status === 0 ? say("phone.offline")
    : answer.status === 429 ? say("phone.card.closed")
    : say("phone.card.wrong");
  opened = answer.ok ? answer.body : null;
  if (opened?.final_card) localStorage.setItem("card", opened.final_card);
  draw();
}

async function draw() {
  const card = localStorage.getItem("card") ?? "";
  const face = card ? await loadCardView(card) : null;
  if (!face) {
    show(h("h2", {}, say("phone.card.title")),
      h("p", { class: "notice", id: "noCard" }, say(card ? "phone.offline" : "phone.card.none")));
    return;
  }
  show(cardView(face), ...(isGood(face) ? details() : []));
}

const given = cardOf(location.hash.slice(1));
if (given) localStorage.setItem("card", given);
if ("serviceWorker" in navigator) {
  navigator.serviceWorker.register("/phone/sw.js", { scope: "/phone/" }).catch(() => {});
}
start(draw);
