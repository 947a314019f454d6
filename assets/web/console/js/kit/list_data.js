// The rows of a list, loaded page by page, and what changed since. No row comes, goes or moves until a person asks for
// it: what has gone is marked, what is new is put below the last row, or counted where it belongs between rows. Lists
// outlive their page, so that going into a row and back leads to the same list.

import { centre_now } from "../api.js";

const kKeptMs = 10 * 60_000;
const kept = new Map();  // page → Map(filter → list)

export const lists_of = (page) => kept.get(page) ?? new Map();
export const forget_lists = () => kept.clear();

const lists_with = (page, id) =>
  [...lists_of(page).values()].filter((list) => list.items.some((item) => item.id === id));

/** The row stays, says that it is done, and is passed over by J and K. */
export function mark_gone(page, id) {
  for (const list of lists_with(page, id)) list.gone.add(id);
}

/** Going back to the list leads to this row. */
export function mark_opened(page, id) {
  for (const list of lists_with(page, id)) list.last_id = id;
}

export function keep_list(page, filter, list) {
  if (!kept.has(page)) kept.set(page, new Map());
  kept.get(page).set(filter, list);
}

/** The list as it was when one of its rows was opened, if that is not long ago. */
export function kept_list(page, filter) {
  const list = lists_of(page).get(filter);
  return list?.last_id && centre_now() - list.as_of_ms < kKeptMs ? list : null;
}

/** `answer` is { items, next, as_of_ms }; next is empty at the end. */
export const new_list = (answer) => ({
  items: answer.items, next: answer.next, last_after: "", as_of_ms: answer.as_of_ms ?? centre_now(), gone: new Set(),
  last_id: null, arrived: 0, newest: null, between: 0,
});

const unknown = (list, items) => {
  const known = new Set(list.items.map((item) => item.id));
  return items.filter((item) => !known.has(item.id));
};

/** The next page, asked for after `after`; returns the rows that are new. */
export function add_page(list, answer, after) {
  const fresh = unknown(list, answer.items);
  Object.assign(list, { items: [...list.items, ...fresh], next: answer.next, last_after: after });
  return fresh;
}

/**
 * Marks what is no longer on the first page, as far as that page reaches; `time_of(item)` is what the list is ordered
 * by.
 */
export function mark_changes(list, first, time_of) {
  const there = new Set(first.items.map((item) => item.id));
  const seen_until = first.next ? time_of(first.items[first.items.length - 1]) : Infinity;
  for (const item of list.items) {
    if (there.has(item.id)) list.gone.delete(item.id);
    else if (time_of(item) < seen_until) list.gone.add(item.id);
  }
  list.as_of_ms = first.as_of_ms ?? list.as_of_ms;
}

/** Takes what belongs below the last row and returns it; counts what belongs between the rows. */
export function take_new(list, items, time_of) {
  const fresh = unknown(list, items);
  const last = time_of(list.items[list.items.length - 1]);
  const below = fresh.filter((item) => time_of(item) >= last);
  list.between = fresh.length - below.length;
  if (!below.length) return below;
  list.items.push(...below);
  list.newest ??= below[0].id;
  list.arrived += below.length;
  return below;
}
