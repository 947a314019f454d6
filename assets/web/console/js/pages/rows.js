// Rows of applications, masked: the queue's and the overview's. Roles of a table, laid out by CSS, so that narrow windows get cards.

import { centre_now } from "../api.js";
import { h } from "../dom.js";
import { near, wait } from "../format.js";
import { either, has_sentence, say } from "../language.js";
import { check_chip, state_chip } from "../parts.js";
import { to_application } from "../router.js";
import { signed_in } from "../session.js";

export const occupation = (name) => (has_sentence(`occupation.${name}`) ? say(`occupation.${name}`) : name);

const kChunk = 50;

/** Rows in groups that the browser lays out only when they come near the window: ten thousand stay quick. */
export function row_groups(items, options) {
  const groups = [];
  for (let from = 0; from < items.length; from += kChunk) {
    groups.push(h("div", { class: "row-group", role: "rowgroup" }, items.slice(from, from + kChunk).map((item) => application_row(item, options))));
  }
  return groups;
}

/** `short` leaves out what the overview has no room for. */
export function application_rows(items, { short = false, waiting = true, many_unions = false } = {}) {
  const columns = ["applicant", "occupation", "station", waiting ? "waiting" : "received", "checks"];
  return h("div", { class: `rows${short ? " rows-short" : ""}`, role: "table", "aria-label": say("queue.title") },
    h("div", { class: "row-head", role: "row" }, columns.map((name) => h("span", { role: "columnheader" }, say(`column.${name}`))),
      h("span", { role: "columnheader" }, h("span", { class: "visually-hidden" }, say("column.open")))),
    row_groups(items, { waiting, many_unions }));
}

function application_row(item, { waiting = true, many_unions = false } = {}) {
  const label = item.checks.some((check) => check.code === "duplicate") ? "act.compare" : "act.open";
  return h("div", { class: "row-item", role: "row", "data-id": item.id },
    h("span", { role: "cell", class: "who-cell" }, h("b", {}, item.masked_name)),
    h("span", { role: "cell", class: "occupation-cell" }, occupation(item.occupation)),
    h("span", { role: "cell", class: "station-cell" }, item.station, many_unions && h("small", {}, either(item.union?.name, item.union?.name_en))),
    h("span", { role: "cell", class: "wait-cell" }, waiting ? waited(item) : near(item.received_ms, centre_now())),
    h("span", { role: "cell", class: "check-cell" }, h("span", { class: "chips" }, chips(item))),
    h("span", { role: "cell", class: "open-cell" },
      h("a", { class: "btn btn-plain btn-small", href: to_application(item.id), "data-hold": item.id, "data-open": item.id, "aria-label": say(`${label}_who`, { who: item.masked_name }) }, say(label))));
}

function chips(item) {
  const mine = item.assigned_to === signed_in()?.user;
  return [
    item.state !== "awaiting-review" && state_chip(item.state),
    item.state === "awaiting-review" && item.checks.map(check_chip),
    item.state === "awaiting-review" && item.assigned_to && h("span", { class: "chip" }, mine ? say("queue.mine") : say("queue.with", { who: item.assigned_to })),
  ];
}

const waited = (item) => h("span", { "data-since": item.received_ms }, wait(Math.max(0, centre_now() - item.received_ms)));

/** Brings the waits up to date without touching anything else. */
export function tick_waits(place) {
  for (const cell of place.querySelectorAll("[data-since]")) {
    const text = wait(Math.max(0, centre_now() - Number(cell.dataset.since)));
    if (cell.textContent !== text) cell.textContent = text;
  }
}
