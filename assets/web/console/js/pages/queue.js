// The review queue: masked, oldest first. What others do meanwhile is marked in place or offered in a bar.

import { h } from "/shared/js/h.js";
import { say } from "/shared/js/i18n.js";
import { centre } from "../api.js";
import { key_hint } from "../components.js";
import { clock, number } from "../format.js";
import { icon } from "../icons.js";
import { lists_of } from "../kit/list_data.js";
import { list_page } from "../kit/list_page.js";
import { on_decision_end } from "../notifications.js";
import { signed_in } from "../session.js";
import { application_table, tick_waits } from "./application_table.js";

const kWaiting = "awaiting-review";
const kStates = [kWaiting, "returned", "approved", "rejected", "all"];
const kSizes = { first: 50, more: 200 };  // 200 is the most that the centre gives (core/central/review/review.h)
const kLookAhead = 10;

const free = (item) => !item.undo_until_ms && (!item.assigned_to || item.assigned_to === signed_in()?.user);

/**
 * The next application that waits after `id`, as far as it is loaded; else asks the centre. Masked: opening it is its
 * own act.
 */
export async function next_after(id) {
  const list = lists_of("queue").get(kWaiting);
  const from = list ? list.items.findIndex((item) => item.id === id) + 1 : 0;
  const known = list && [...list.items.slice(from), ...list.items.slice(0, from)].find((item) =>
    item.id !== id && !list.gone.has(item.id) && free(item));
  if (known) return known;
  const { items } = await centre.applications(kWaiting, "", kLookAhead);
  return items.find((item) => item.id !== id && free(item)) ?? null;
}

const key_line = () => h("p", { class: "key-line", "aria-hidden": "true" },
  key_hint("J"), key_hint("K"), say("queue.keys_move"), key_hint("Enter"), say("queue.keys_open"), key_hint("?"),
  say("queue.keys_all"));

export const open = (place, where) => list_page(place, where, {
  page: "queue", css: "queue", events: ["queue", "again"], sizes: kSizes, time_of: (item) => item.received_ms,
  filter: { name: "state", values: kStates, label: () => say("queue.states"), text: (state) => say(`state.${state}`) },
  fetch: centre.applications,
  table: (state) => application_table({ waiting: state === kWaiting, many_unions: signed_in().role === "city" }),
  title: () => say("queue.title"),
  as_of: ({ items, next, as_of_ms }) => say(next ? "queue.as_of_more" : "queue.as_of", {
    n: items.length, count: number(items.length), time: clock(as_of_ms) }),
  aside: key_line,
  empty: (state) => h("div", { class: "empty" }, icon("tick"),
    h("strong", {}, say(state === kWaiting ? "queue.empty" : "queue.none")),
    state === kWaiting && h("span", {}, say("queue.empty_more"))),
  tick: tick_waits,
  watch: ({ gone_back, mark }) => on_decision_end((what, id) => {
    if (what === "undone") gone_back(id);
    mark();
  }),
});
