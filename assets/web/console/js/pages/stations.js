// The stations of this centre: when each was last heard from, what waits there, and in words what to do about it.

import { centre, centre_now } from "../api.js";
import { h, replace } from "../dom.js";
import { ago, clock, moment, number } from "../format.js";
import { icon } from "../icons.js";
import { say } from "../language.js";
import { chip, trouble, waiting_lines } from "../parts.js";
import { someone_is_here } from "../presence.js";
import { to_stations } from "../router.js";

const kRefreshMs = 60_000;

const kUrgency = { silent: 2, never: 1, "no-device": -1 };

/** Most urgent first: parked records, silence, never heard from; a station that has no device yet waits for the administrator. */
export const urgency = (station) => (station.parked > 0 ? 3 : kUrgency[station.state] ?? 0);
export const needs_someone = (station) => urgency(station) > 0;

export function station_chip(station) {
  if (station.parked > 0) return chip("error", "alert", say("station.parked", { n: station.parked }));
  if (station.state === "no-device") return chip("", "cross", say("station.no-device"));
  if (station.state === "never") return chip("caution", "diamond", say("station.never"));
  if (station.state === "silent") return chip("error", "alert", say("station.silent"));
  if (station.waiting > 0) return chip("caution", "part", say("station.waiting", { n: station.waiting }));
  return station.state === "quiet" ? chip("", "clock", say("station.quiet")) : chip("good", "tick", say("station.in-contact"));
}

export function open(place, where) {
  const only_needy = where.query.get("show") === "attention";
  let items = null;
  let as_of = 0;
  let refused = null;
  let here = true;
  let late = 0;

  async function load() {
    try {
      items = (await centre.stations()).items;
      as_of = centre_now();
      refused = null;
    } catch (failure) {
      refused = failure;
    }
    if (here) draw();
  }

  function draw() {
    const held = document.activeElement?.closest?.("[data-hold]")?.dataset.hold;
    const needy = items?.filter(needs_someone).length ?? 0;
    replace(place, h("div", { class: "page stations" },
      h("div", { class: "page-head" },
        h("div", {}, h("h1", { tabindex: "-1" }, say("stations.title")),
          h("p", { class: "as-of" }, items ? say("stations.as_of", { n: items.length, count: number(items.length), needy: number(needy), time: clock(as_of) }) : say("loading"))),
        h("div", { class: "acts" }, h("button", { type: "button", class: "btn btn-plain", "data-hold": "again", onclick: load }, icon("refresh"), say("act.refresh")))),
      h("nav", { class: "tabs", "aria-label": say("stations.show") },
        h("a", { href: to_stations, "aria-current": only_needy ? null : "true", "data-hold": "all" }, say("stations.all")),
        h("a", { href: `${to_stations}?show=attention`, "aria-current": only_needy ? "true" : null, "data-hold": "needy" }, say("stations.needy", { n: needy }))),
      h("div", { class: "card-wh list-card" }, content())));
    if (held) place.querySelector(`[data-hold="${CSS.escape(held)}"]`)?.focus();
  }

  function content() {
    if (!items) return refused ? trouble(refused, load) : waiting_lines(6);
    const shown = items.filter((station) => !only_needy || needs_someone(station))
      .sort((a, b) => urgency(b) - urgency(a) || (a.last_contact_ms ?? 0) - (b.last_contact_ms ?? 0) || a.name.localeCompare(b.name, "zh"));
    if (!shown.length) {
      return h("div", { class: "empty" }, icon("tick"), h("strong", {}, say(items.length ? "stations.all_well" : "stations.none")), !items.length && h("span", {}, say("stations.none_more")));
    }
    return [refused && trouble(refused, load), table(shown)];
  }

  const table = (shown) => h("div", { class: "rows station-rows", role: "table", "aria-label": say("stations.title") },
    h("div", { class: "row-head", role: "row" }, ["station", "state", "contact", "unsent", "devices", "version"].map((name) => h("span", { role: "columnheader" }, say(`column.${name}`)))),
    shown.map(row));

  function row(station) {
    const now = centre_now();
    return h("div", { class: "row-item", role: "row", "data-id": station.id },
      h("span", { role: "cell", class: "name-cell" }, h("b", {}, station.name), h("small", {}, station.host)),
      h("span", { role: "cell", class: "check-cell" }, station_chip(station), h("small", {}, advice(station))),
      h("span", { role: "cell", "data-label": say("column.contact"), title: moment(station.last_contact_ms) }, ago(station.last_contact_ms, now)),
      h("span", { role: "cell", "data-label": say("column.unsent") }, say("unit.records", { n: station.waiting, count: number(station.waiting) })),
      h("span", { role: "cell", "data-label": say("column.devices") }, say("unit.devices", { n: station.devices, count: number(station.devices) })),
      h("span", { role: "cell", "data-label": say("column.version") }, station.version || say("none")));
  }

  function refresh_gently() {
    clearTimeout(late);
    late = setTimeout(load, 1500);
  }

  const timer = setInterval(() => { if (!document.hidden && someone_is_here()) load(); }, kRefreshMs);
  draw();
  load();
  return {
    draw,
    live: (kind) => { if (kind === "station" || kind === "again") refresh_gently(); },
    leave: () => { here = false; clearInterval(timer); clearTimeout(late); },
  };
}

function advice(station) {
  if (station.parked > 0) return say("advice.parked");
  if (urgency(station) !== 0) return say(`advice.${station.state}`);
  return station.waiting > 0 && station.state === "quiet" ? say("advice.waiting") : null;
}
