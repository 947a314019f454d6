// The stations of this centre: where each is, when it was last heard from, what waits there, and in words what to do.

import { h } from "/shared/js/h.js";
import { either, say } from "/shared/js/i18n.js";
import { centre, centre_now } from "../api.js";
import { chip } from "../components.js";
import { ago, clock, moment, number } from "../format.js";
import { icon } from "../icons.js";
import { refresh_button } from "../kit/detail_page.js";
import { list_page } from "../kit/list_page.js";

const kRefreshMs = 60_000;

const kUrgency = { silent: 2, never: 1, "no-device": -1 };

/**
 * Most urgent first: parked records, silence, never heard from; a station that has no device yet waits for the
 * administrator.
 */
export const urgency = (station) => (station.parked > 0 ? 3 : kUrgency[station.state] ?? 0);
const needs_someone = (station) => urgency(station) > 0;

export function station_chip(station) {
  if (station.parked > 0) return chip("error", "alert", say("station.parked", { n: station.parked }));
  if (station.state === "no-device") return chip("", "cross", say("station.no-device"));
  if (station.state === "never") return chip("caution", "diamond", say("station.never"));
  if (station.state === "silent") return chip("error", "alert", say("station.silent"));
  if (station.waiting > 0) return chip("caution", "part", say("station.waiting", { n: station.waiting }));
  return station.state === "quiet"
    ? chip("", "clock", say("station.quiet"))
    : chip("good", "tick", say("station.in-contact"));
}

function advice(station) {
  if (station.parked > 0) return say("advice.parked");
  if (urgency(station) !== 0) return say(`advice.${station.state}`);
  return station.waiting > 0 && station.state === "quiet" ? say("advice.waiting") : null;
}

const kColumns = [
  { key: "station", css: "name-cell",
    cell: (station) => [h("b", {}, either(station.name, station.name_en)),
      h("small", {}, either(station.host, station.host_en)),
      h("small", {}, either(station.address, station.address_en)), h("small", {}, station.phone),
      !station.placed && h("small", {}, say("station.unplaced"))] },
  { key: "state", css: "check-cell", cell: (station) => [station_chip(station), h("small", {}, advice(station))] },
  { key: "contact", labelled: true, title: (station) => moment(station.last_contact_ms),
    cell: (station) => ago(station.last_contact_ms, centre_now()) },
  { key: "unsent", labelled: true,
    cell: (station) => say("unit.records", { n: station.waiting, count: number(station.waiting) }) },
  { key: "devices", labelled: true,
    cell: (station) => say("unit.devices", { n: station.devices, count: number(station.devices) }) },
  { key: "version", labelled: true, cell: (station) => station.version || say("none") },
];

const by_urgency = (a, b) =>
  urgency(b) - urgency(a) || (a.last_contact_ms ?? 0) - (b.last_contact_ms ?? 0) || a.name.localeCompare(b.name, "zh");

const needy_of = (stations) => stations.filter(needs_someone).length;

export const open = (place, where) => list_page(place, where, {
  page: "stations", css: "stations", events: ["station", "again"], every_ms: kRefreshMs,
  filter: {
    name: "show", values: ["all", "attention"], label: () => say("stations.show"),
    text: (name, stations) => (name === "all" ? say("stations.all") : say("stations.needy", { n: needy_of(stations) })),
    pick: (stations, name) => stations.filter((station) => name === "all" || needs_someone(station)).sort(by_urgency),
  },
  fetch: () => centre.stations(),
  table: () => ({ label: say("stations.title"), css: "station-rows", columns: kColumns }),
  title: () => say("stations.title"),
  as_of: ({ items, as_of_ms }) => say("stations.as_of", {
    n: items.length, count: number(items.length), needy: number(needy_of(items)), time: clock(as_of_ms) }),
  aside: refresh_button,
  empty: (name, { items }) => h("div", { class: "empty" }, icon("tick"),
    h("strong", {}, say(items.length ? "stations.all_well" : "stations.none")),
    !items.length && h("span", {}, say("stations.none_more"))),
});
