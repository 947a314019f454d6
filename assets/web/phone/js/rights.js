// The rights cards of the kiosk, to read at home: those of the address's fragment, and the way to the others. Nothing
// of a person; of the centre its sentences alone are asked.
import { h } from "/shared/js/h.js";
import { has_sentence, say } from "/shared/js/i18n.js";
import { show, start } from "./page.js";

const TOPICS = ["injury", "unpaid", "allowance", "platform"];
const PARTS = ["entitled", "limits", "evidence", "where", "deadline", "call"];

const asked = () => {
  const topic = location.hash.slice(1);
  return TOPICS.includes(topic) ? topic : TOPICS[0];
};

// A number that can be called is touched to call it.
function words(text) {
  return text.split(/(\b(?:120|12333|12348|12351)\b)/).map((part, at) =>
    (at % 2 ? h("a", { href: `tel:${part}` }, part) : part));
}

function card(topic, part) {
  const key = `rights.${topic}.${part}`;
  return has_sentence(key) &&
    h("section", { class: "card", id: part }, h("h3", {}, say(`rights.part.${part}`)), h("p", {}, words(say(key))));
}

function draw() {
  const topic = asked();
  const others = TOPICS.filter((one) => one !== topic);
  show("rights", h("h2", {}, say(`rights.topic.${topic}`)),
    ...PARTS.map((part) => card(topic, part)),
    h("nav", {}, others.map((one) =>
      h("p", {}, h("a", { id: `to-${one}`, href: `#${one}` }, say(`rights.topic.${one}`))))));
}

addEventListener("hashchange", draw);
start(draw);
