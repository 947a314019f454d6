// Applications as rows, masked: the queue's and the overview's.

import { h } from "/shared/js/h.js";
import { either, has_sentence, say } from "/shared/js/i18n.js";
import { centre_now } from "../api.js";
import { check_chip, state_chip } from "../components.js";
import { near, wait } from "../format.js";
import { address_of } from "../kit/registry.js";
import { signed_in } from "../session.js";

/** What a later kiosk offers and this centre does not know is shown as it is called. */
export const occupation = (name) => (has_sentence(`occupation.${name}`) ? say(`occupation.${name}`) : name);

/**
 * `short` leaves out what the overview has no room for; `waiting`: they wait for a decision; many_unions: each row says
 * whose it is.
 */
export const application_table = ({ short = false, waiting = true, many_unions = false } = {}) => ({
  label: say("queue.title"),
  css: short ? "rows-short" : "",
  columns: [
    { key: "applicant", css: "who-cell", cell: (item) => h("b", {}, item.masked_name) },
    { key: "occupation", css: "occupation-cell", cell: (item) => occupation(item.occupation) },
    { key: "station", css: "station-cell",
      cell: (item) => [item.station, many_unions && h("small", {}, either(item.union?.name, item.union?.name_en))] },
    { key: waiting ? "waiting" : "received", css: "wait-cell",
      cell: (item) => (waiting ? waited(item) : near(item.received_ms, centre_now())) },
    { key: "checks", css: "check-cell", cell: (item) => h("span", { class: "chips" }, chips(item)) },
  ],
  act,
});

function act(item) {
  const name = item.checks.some((check) => check.code === "duplicate") ? "act.compare" : "act.open";
  return { href: address_of("application", { id: item.id }), text: say(name),
    label: say(`${name}_who`, { who: item.masked_name }) };
}

function chips(item) {
  if (item.state !== "awaiting-review") return state_chip(item.state);
  const mine = item.assigned_to === signed_in()?.user;
  return [
    item.checks.map(check_chip),
    item.assigned_to
      && h("span", { class: "chip" }, mine ? say("queue.mine") : say("queue.with", { who: item.assigned_to })),
  ];
}

const waited = (item) =>
  h("span", { "data-since": item.received_ms }, wait(Math.max(0, centre_now() - item.received_ms)));

/** Brings the waits up to date without touching anything else. */
export function tick_waits(place) {
  for (const cell of place.querySelectorAll("[data-since]")) {
    const text = wait(Math.max(0, centre_now() - Number(cell.dataset.since)));
    if (cell.textContent !== text) cell.textContent = text;
  }
}
