// The first page: what waits, how long, which stations are heard from. No figure without unit, time and the way to what
// is behind it.

import { h } from "/shared/js/h.js";
import { either, has_sentence, say } from "/shared/js/i18n.js";
import { centre, centre_now } from "../api.js";
import { card } from "../components.js";
import { ago, clock, number, wait_figure } from "../format.js";
import { icon } from "../icons.js";
import { detail_page, page_head, refresh_button } from "../kit/detail_page.js";
import { address_of } from "../kit/registry.js";
import { table } from "../kit/table.js";
import { signed_in } from "../session.js";
import { application_table } from "./application_table.js";
import { station_chip, urgency } from "./stations.js";

const kShownApplications = 6;
const kShownStations = 6;
const kRefreshMs = 60_000;

async function load() {
  const [figures, list, stations] = await Promise.all(
    [centre.overview(), centre.applications("awaiting-review", "", kShownApplications), centre.stations()]);
  return { figures, list, stations: stations.items, as_of_ms: figures.as_of_ms };
}

export const open = (place) => detail_page(place, {
  css: "overview", lines: 6, load, every_ms: kRefreshMs,
  head: (it) =>
    page_head(say("overview.title"), it.value ? as_of(it.value.figures) : say("loading"), refresh_button(it)),
  content,
  live: (kind, it) => { if (kind !== "state") it.refresh(); },
  keys: (it) => ({ r: it.load }),
});

function as_of(figures) {
  const of = signed_in().union;
  return say("overview.as_of", {
    where: of ? either(of.name, of.name_en) : say("role.city"), time: clock(figures.as_of_ms),
    total: number(figures.stations_total), synced: number(figures.stations_synced_today),
  });
}

const content = ({ figures, list, stations }) => [
  invitation(figures),
  h("div", { class: "figures" }, figure_cards(figures)),
  h("div", { class: "two-columns" },
    queue_card(figures, list),
    h("div", { class: "stack" }, alarm_card(figures.alarms), station_card(stations))),
];

function invitation(figures) {
  if (!figures.awaiting) {
    return h("section", { class: "invitation calm" }, icon("tick_circle"),
      h("div", {}, h("p", { class: "big" }, say("overview.none_wait")), h("p", {}, say("overview.none_wait_more"))));
  }
  const [value, unit] = wait_figure(figures.oldest_wait_ms);
  return h("section", { class: "invitation" },
    h("div", {},
      h("p", { class: "big" }, say("overview.invite", { n: figures.awaiting, count: number(figures.awaiting) })),
      h("p", {}, say("overview.invite_more", { wait: `${value} ${unit}` }))),
    h("a", { class: "btn btn-light-wh", href: address_of("queue"), "data-hold": "invite" },
      say("overview.invite_button"), icon("forward")));
}

function figure_cards(figures) {
  const [waited, unit] = figures.awaiting ? wait_figure(figures.oldest_wait_ms) : ["0", say("unit.minutes", { n: 2 })];
  const attention = figures.alarms.length;
  const late = figures.stations_total - figures.stations_synced_today;
  return [
    figure("today", number(figures.joins_today), say("unit.applications", { n: figures.joins_today }),
      address_of("queue", {}, { state: "all" }), figures),
    figure("awaiting", number(figures.awaiting), say("unit.applications", { n: figures.awaiting }), address_of("queue"),
      figures),
    figure("oldest", waited, unit, address_of("queue"), figures),
    figure("synced", number(figures.stations_synced_today),
      say("unit.of_stations", { n: figures.stations_total, total: number(figures.stations_total) }),
      address_of("stations"), figures,
      late > 0 ? say("figure.synced_late", { n: late, late: number(late) }) : say("figure.synced_all"),
      late > 0 ? "caution" : "good"),
    figure("alarms", number(attention), say("unit.alarms", { n: attention }), address_of("stations"), figures,
      attention ? say("figure.alarms_some") : say("figure.alarms_none"), attention ? "error" : "good"),
  ];
}

const kNoteShapes = { good: "tick", caution: "part", error: "alert" };

function figure(name, value, unit, href, figures, note, tone) {
  return h("a", { class: "figure", href, "data-hold": `figure-${name}`, "data-figure": name },
    h("span", { class: "name" }, say(`figure.${name}`)),
    h("span", { class: "value" }, h("b", {}, value), " ", h("span", { class: "unit" }, unit)),
    h("span", { class: `note${tone ? ` note-${tone}` : ""}` }, tone && icon(kNoteShapes[tone]),
      note ?? say(`figure.${name}_note`)),
    h("span", { class: "visually-hidden" }, say("figure.as_of", {
      time: clock(figures.as_of_ms), synced: figures.stations_synced_today, total: figures.stations_total })));
}

function queue_card(figures, list) {
  const shown = list.items.length;
  return card(say("queue.title"), shown ? say("overview.queue_keys") : null,
    shown ? table(list.items, application_table({ short: true }))
      : h("div", { class: "empty" }, icon("tick"), h("strong", {}, say("queue.empty")),
        h("span", {}, say("queue.empty_more"))),
    figures.awaiting > shown && h("p", { class: "more" },
      h("a", { href: address_of("queue"), "data-hold": "more" },
        say("overview.all_waiting", { n: figures.awaiting, count: number(figures.awaiting) }))));
}

function alarm_sentence({ code, station }) {
  const key = `alarm.${code}`;
  return say(has_sentence(key) ? key : "alarm.other", { station, code });
}

function alarm_card(alarms) {
  if (!alarms.length) return null;
  return card(say("alarms.title"), say("alarms.aside", { n: alarms.length }),
    h("ul", { class: "alarms" },
      alarms.slice(0, 4).map((alarm) => h("li", {}, icon("alert"), h("p", {}, alarm_sentence(alarm))))));
}

function station_card(stations) {
  const ordered = [...stations].sort((a, b) =>
    urgency(b) - urgency(a) || (b.last_contact_ms ?? 0) - (a.last_contact_ms ?? 0));
  const now = centre_now();
  return card(say("stations.title"), null,
    stations.length === 0 ? h("p", { class: "hint" }, say("stations.none")) : h("ul", { class: "short-stations" },
      ordered.slice(0, kShownStations).map((station) => h("li", {},
        h("span", { class: "name" }, station.name), h("span", { class: "hint" }, ago(station.last_contact_ms, now)),
        station_chip(station)))),
    stations.length > 0 && h("p", { class: "more" },
      h("a", { href: address_of("stations"), "data-hold": "stations" },
        say("overview.all_stations", { n: stations.length }))));
}
