// The first page: what waits, how long, which stations are heard from. No figure without unit, time and the way to what is behind it.

import { centre, centre_now } from "../api.js";
import { h, replace } from "../dom.js";
import { ago, clock, number, wait_figure } from "../format.js";
import { icon } from "../icons.js";
import { either, say } from "../language.js";
import { card, trouble, waiting_lines } from "../parts.js";
import { someone_is_here } from "../presence.js";
import { to_queue, to_stations } from "../router.js";
import { application_rows } from "./rows.js";
import { station_chip, urgency } from "./stations.js";
import { signed_in } from "../session.js";

const kShownApplications = 6;
const kShownStations = 6;
const kRefreshMs = 60_000;

export function open(place) {
  const data = { figures: null, list: null, stations: null, refused: null };
  let here = true;

  async function load() {
    try {
      const [figures, list, stations] = await Promise.all(
        [centre.overview(), centre.applications("awaiting-review", "", kShownApplications), centre.stations()]);
      Object.assign(data, { figures, list, stations: stations.items, refused: null });
    } catch (refused) {
      data.refused = refused;
    }
    if (here) draw();
  }

  function draw() {
    const held = document.activeElement?.closest?.("[data-hold]")?.dataset.hold;
    replace(place, h("div", { class: "page overview" }, head(data, load), body(data, load)));
    if (held) place.querySelector(`[data-hold="${CSS.escape(held)}"]`)?.focus();
  }

  // What arrives by itself changes numbers in place; the list under a person's pointer waits until the pointer has left it.
  let late = 0;
  function refresh_gently() {
    clearTimeout(late);
    late = setTimeout(() => (place.querySelector("a:hover, button:hover") ? refresh_gently() : load()), 800);
  }

  const timer = setInterval(() => { if (!document.hidden && someone_is_here()) refresh_gently(); }, kRefreshMs);
  draw();
  load();
  return {
    draw,
    live: (kind) => { if (kind !== "state") refresh_gently(); },
    leave: () => { here = false; clearInterval(timer); clearTimeout(late); },
    keys: { r: load },
  };
}

function head({ figures }, load) {
  const of = signed_in().union;
  return h("div", { class: "page-head" },
    h("div", {},
      h("h1", { tabindex: "-1" }, say("overview.title")),
      h("p", { class: "as-of" }, figures
        ? say("overview.as_of", {
          where: of ? either(of.name, of.name_en) : say("role.city"), time: clock(figures.as_of_ms),
          total: number(figures.stations_total), synced: number(figures.stations_synced_today),
        })
        : say("loading"))),
    h("div", { class: "acts" }, h("button", { type: "button", class: "btn btn-plain", "data-hold": "again", onclick: load }, icon("refresh"), say("act.refresh"))));
}

function body({ figures, list, stations, refused }, load) {
  if (!figures) return refused ? trouble(refused, load) : h("div", { class: "card-wh" }, waiting_lines(6));
  return [
    refused && h("div", { class: "gap-below" }, trouble(refused, load)),
    invitation(figures),
    h("div", { class: "figures" }, figure_cards(figures)),
    h("div", { class: "two-columns" },
      queue_card(figures, list),
      h("div", { class: "stack" }, alarm_card(figures.alarms), station_card(stations))),
  ];
}

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
    h("a", { class: "btn btn-light-wh", href: to_queue(), "data-hold": "invite" }, say("overview.invite_button"), icon("forward")));
}

function figure_cards(figures) {
  const [waited, unit] = figures.awaiting ? wait_figure(figures.oldest_wait_ms) : ["0", say("unit.minutes", { n: 2 })];
  const attention = figures.alarms.length;
  const late = figures.stations_total - figures.stations_synced_today;
  return [
    figure("today", number(figures.joins_today), say("unit.applications", { n: figures.joins_today }), to_queue("all"), figures),
    figure("awaiting", number(figures.awaiting), say("unit.applications", { n: figures.awaiting }), to_queue(), figures),
    figure("oldest", waited, unit, to_queue(), figures),
    figure("synced", number(figures.stations_synced_today), say("unit.of_stations", { n: figures.stations_total, total: number(figures.stations_total) }),
      to_stations, figures, late > 0 ? say("figure.synced_late", { n: late, late: number(late) }) : say("figure.synced_all"), late > 0 ? "caution" : "good"),
    figure("alarms", number(attention), say("unit.alarms", { n: attention }), to_stations, figures,
      attention ? say("figure.alarms_some") : say("figure.alarms_none"), attention ? "error" : "good"),
  ];
}

const kNoteShapes = { good: "tick", caution: "part", error: "alert" };

function figure(name, value, unit, href, figures, note, tone) {
  return h("a", { class: "figure", href, "data-hold": `figure-${name}`, "data-figure": name },
    h("span", { class: "name" }, say(`figure.${name}`)),
    h("span", { class: "value" }, h("b", {}, value), " ", h("span", { class: "unit" }, unit)),
    h("span", { class: `note${tone ? ` note-${tone}` : ""}` }, tone && icon(kNoteShapes[tone]), note ?? say(`figure.${name}_note`)),
    h("span", { class: "visually-hidden" }, say("figure.as_of", { time: clock(figures.as_of_ms), synced: figures.stations_synced_today, total: figures.stations_total })));
}

function queue_card(figures, list) {
  const shown = list.items.length;
  return card(say("queue.title"), shown ? say("overview.queue_keys") : null,
    shown ? application_rows(list.items, { short: true })
      : h("div", { class: "empty" }, icon("tick"), h("strong", {}, say("queue.empty")), h("span", {}, say("queue.empty_more"))),
    figures.awaiting > shown && h("p", { class: "more" }, h("a", { href: to_queue(), "data-hold": "more" }, say("overview.all_waiting", { n: figures.awaiting, count: number(figures.awaiting) }))));
}

function alarm_card(alarms) {
  if (!alarms.length) return null;
  return card(say("alarms.title"), say("alarms.aside", { n: alarms.length }),
    h("ul", { class: "alarms" }, alarms.slice(0, 4).map((alarm) => h("li", {}, icon("alert"), h("p", {}, either(alarm.sentence_zh, alarm.sentence_en))))));
}

function station_card(stations) {
  const ordered = [...stations].sort((a, b) => urgency(b) - urgency(a) || (b.last_contact_ms ?? 0) - (a.last_contact_ms ?? 0));
  const now = centre_now();
  return card(say("stations.title"), null,
    stations.length === 0 ? h("p", { class: "hint" }, say("stations.none")) : h("ul", { class: "short-stations" },
      ordered.slice(0, kShownStations).map((station) => h("li", {},
        h("span", { class: "name" }, station.name), h("span", { class: "hint" }, ago(station.last_contact_ms, now)), station_chip(station)))),
    stations.length > 0 && h("p", { class: "more" }, h("a", { href: to_stations, "data-hold": "stations" }, say("overview.all_stations", { n: stations.length }))));
}
