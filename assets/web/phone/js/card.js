// The card on its own page. It is in the address's fragment, or kept from last time; bookings and cases are behind the
// last four digits.
import { day_and_clock } from "/shared/js/format.js";
import { h } from "/shared/js/h.js";
import { language, say } from "/shared/js/i18n.js";
import { call } from "./api.js";
import { cardView, isGood, loadCardView } from "./card_view.js";
import { facts, outcome, road } from "./components.js";
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

// What an application passes on its way; one that went another way has its state alone.
const STOPS = ["submitted", "received", "awaiting-review", "approved"];

function way(state) {
  const at = STOPS.indexOf(state === "active" ? "approved" : state);
  return at < 0 ? null
    : road([say("state.submitted"), say("state.received"), say("state.awaiting-review"), say("state.approved")], at);
}

function lastFourForm() {
  const four = h("input", { id: "lastFour", inputmode: "text", autocomplete: "off", maxlength: "4",
    "aria-describedby": errorText ? "cardError" : null, "aria-invalid": errorText ? "true" : "false" });
  const form = h("form", { class: "paper" },
    h("h3", {}, say("phone.card.more")),
    h("p", { class: "lead" }, say("phone.card.more.lead")),
    h("div", { class: errorText ? "field bad" : "field" }, h("label", { for: "lastFour" }, say("mycard.last-four")),
      four, errorText ? h("p", { class: "error", id: "cardError", role: "alert" }, errorText) : null),
    h("div", { class: "acts" }, h("button", { class: "primary", id: "openCard" }, say("phone.card.open"))));
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    open(four.value);
  });
  return form;
}

function details() {
  if (!opened) return [lastFourForm()];
  const nodes = [h("section", { class: "paper", id: "status" }, h("h3", {}, say("state." + opened.state)),
    opened.reason ? h("p", {}, opened.reason) : null, way(opened.state))];
  for (const booking of opened.bookings) {
    nodes.push(h("section", { class: "paper booking" }, h("h3", {}, booking.title), facts(
      [say("phone.when"), day_and_clock(booking.starts_ms)], [say("phone.where"), booking.place],
      [say("phone.state"), say("check.state." + booking.state)],
      [say("phone.number"), booking.number > 0 ? String(booking.number) : ""])));
  }
  for (const one of opened.cases) {
    nodes.push(h("section", { class: "paper case" }, h("h3", {}, say("phone.case")), facts(
      [say("phone.state"), say("help.stage." + one.state)], [say("phone.with"), one.union],
      [say("phone.answer"), one.answer])));
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
    return show("no-card", outcome(card ? "offline" : "member-card", say("phone.card.title"),
      h("p", { class: "notice", id: "noCard" }, say(card ? "phone.offline" : "phone.card.none"))));
  }
  show("card", cardView(face, opened?.state), isGood(face) ? details() : null);
  if (errorText) document.getElementById("lastFour")?.focus();
}

const given = cardOf(location.hash.slice(1));
if (given) localStorage.setItem("card", given);
if ("serviceWorker" in navigator) {
  navigator.serviceWorker.register("/phone/sw.js", { scope: "/phone/" }).catch(() => {});
}
start(draw);
