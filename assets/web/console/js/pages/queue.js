// The review queue: masked, oldest first. J and K go up and down, Enter opens. What others do meanwhile is marked in place or offered
// in a bar; nothing moves under a person's hand. The list survives going into an application and back.

import { centre, centre_now } from "../api.js";
import { on_decision_end } from "../bars.js";
import { h, replace } from "../dom.js";
import { clock, number } from "../format.js";
import { icon } from "../icons.js";
import { say } from "../language.js";
import { chip, key_hint, trouble, waiting_lines } from "../parts.js";
import { to_queue } from "../router.js";
import { signed_in } from "../session.js";
import { application_rows, row_groups, tick_waits } from "./rows.js";

const kPageSize = 50;
const kMoreSize = 200;  // at most, by core/central/review.h
const kTickMs = 15_000;
const kKeptMs = 10 * 60_000;
const kStates = ["awaiting-review", "returned", "approved", "rejected", "all"];

// What was loaded, per state: { items, next, last_after, as_of_ms, gone: Set, last_id }; last_id: the row that was opened from here.
const kept = new Map();

export const forget = () => kept.clear();

/** Called by the opened application: the row stays, says what became of it, and is not opened again by J and Enter. */
export function mark_gone(id) {
  for (const list of kept.values()) if (list.items.some((item) => item.id === id)) list.gone.add(id);
}

/** Going back to the list leads to this row. */
export function mark_opened(id) {
  for (const list of kept.values()) if (list.items.some((item) => item.id === id)) list.last_id = id;
}

/** The next application that waits after `id`, as far as it is loaded; else asks the centre. Masked: opening it is its own act. */
export async function next_after(id) {
  const list = kept.get("awaiting-review");
  const from = list ? list.items.findIndex((item) => item.id === id) + 1 : 0;
  const known = list && [...list.items.slice(from), ...list.items.slice(0, from)].find((item) => item.id !== id && !list.gone.has(item.id) && free(item));
  if (known) return known;
  const { items } = await centre.applications("awaiting-review", "", 10);
  return items.find((item) => item.id !== id && free(item)) ?? null;
}

const free = (item) => !item.undo_until_ms && (!item.assigned_to || item.assigned_to === signed_in()?.user);

const still_good = (list) => list?.last_id && centre_now() - list.as_of_ms < kKeptMs;

export function open(place, where) {
  const state = kStates.includes(where.query.get("state")) ? where.query.get("state") : "awaiting-review";
  let list = still_good(kept.get(state)) ? kept.get(state) : null;
  let refused = null;
  let loading = false;
  let arrived = 0;    // put below the last row since the list was loaded
  let newest = null;  // the first of them
  let between = 0;    // new ones that belong between the rows
  let here = true;
  let first = true;
  let rows = new Map();       // id → its element
  let marked = new Set();     // ids whose row says "done"
  const watcher = new IntersectionObserver((seen) => { if (seen.some((entry) => entry.isIntersecting)) more(); }, { rootMargin: "600px" });

  async function load(after) {
    if (loading) return;
    loading = true;
    try {
      const page = await centre.applications(state, after ?? "", after ? kMoreSize : kPageSize);
      if (after) {
        const known = new Set(list.items.map((item) => item.id));
        const fresh = page.items.filter((item) => !known.has(item.id));
        Object.assign(list, { items: [...list.items, ...fresh], next: page.next, last_after: after });
        refused = null;
        if (here) append(fresh);
      } else {
        list = { items: page.items, next: page.next, last_after: "", as_of_ms: page.as_of_ms, gone: new Set(), last_id: null };
        kept.set(state, list);
        arrived = between = 0;
        newest = null;
        refused = null;
        if (here) draw();
      }
    } catch (failure) {
      refused = failure;
      if (here) draw();
    } finally {
      loading = false;
    }
  }

  const more = () => { if (list?.next) load(list.next); };

  // Compares with the centre without moving a row: what has gone is marked; what has come is put below the last row, where it moves
  // nothing, or, when it belongs between the rows, counted and offered.
  async function compare() {
    if (!list?.items.length || loading) return load();
    try {
      const page = await centre.applications(state, "", kPageSize);
      const tail = page.next && !list.next && list.last_after ? await centre.applications(state, list.last_after, kMoreSize) : page;
      if (!here) return;
      mark_changes(page);
      if (!list.next) take_new(tail.items);
      list.as_of_ms = page.as_of_ms;
      mark();
    } catch {
      // The live sign in the side bar says that the centre is away; the list stays as it is.
    }
  }

  function mark_changes(page) {
    const there = new Set(page.items.map((item) => item.id));
    const seen_until = page.next ? page.items.at(-1).received_ms : Infinity;
    for (const item of list.items) {
      if (there.has(item.id)) list.gone.delete(item.id);
      else if (item.received_ms < seen_until) list.gone.add(item.id);
    }
  }

  function take_new(items) {
    const known = new Set(list.items.map((item) => item.id));
    const fresh = items.filter((item) => !known.has(item.id));
    const last = list.items.at(-1).received_ms;
    const below = fresh.filter((item) => item.received_ms >= last);
    between = fresh.length - below.length;
    if (!below.length) return;
    list.items.push(...below);
    newest ??= below[0].id;
    arrived += below.length;
    append(below);
  }

  function append(fresh) {
    place.querySelector(".rows").append(...row_groups(fresh, row_options()));
    index_rows();
    mark();
  }

  function index_rows() {
    rows = new Map();
    for (const row of place.querySelectorAll(".row-item")) rows.set(row.dataset.id, row);
  }

  const row_options = () => ({ waiting: state === "awaiting-review", many_unions: signed_in().role === "city" });

  function draw() {
    replace(place, h("div", { class: "page queue" }, head(), h("div", { class: "above-list" }, tabs(), h("div", { class: "arrived", role: "status" })), h("div", { class: "card-wh list-card" }, content()),
      h("div", { class: "foot" })));
    index_rows();
    marked = new Set();
    mark();
    if (first && list) {
      first = false;
      focus_row(list.last_id ?? list.items[0]?.id, true);
      list.last_id = null;
    }
  }

  function head() {
    return h("div", { class: "page-head" },
      h("div", {}, h("h1", { tabindex: "-1" }, say("queue.title")), h("p", { class: "as-of" })),
      h("p", { class: "key-line", "aria-hidden": "true" }, key_hint("J"), key_hint("K"), say("queue.keys_move"), key_hint("Enter"), say("queue.keys_open"), key_hint("?"), say("queue.keys_all")));
  }

  function tabs() {
    return h("nav", { class: "tabs", "aria-label": say("queue.states") }, kStates.map((name) =>
      h("a", { href: to_queue(name), "aria-current": name === state ? "true" : null }, say(name === "all" ? "state.all" : `state.${name}`))));
  }

  function content() {
    if (!list) return refused ? trouble(refused, () => load()) : waiting_lines(8);
    if (!list.items.length) {
      return h("div", { class: "empty" }, icon("tick"), h("strong", {}, say(state === "awaiting-review" ? "queue.empty" : "queue.none")),
        state === "awaiting-review" && h("span", {}, say("queue.empty_more")));
    }
    return [refused && trouble(refused, () => load()), application_rows(list.items, row_options())];
  }

  // Everything that may change while a person looks: no row comes, goes or moves here.
  function mark() {
    if (!list || !place.querySelector(".queue")) return;
    place.querySelector(".as-of").textContent = say(list.next ? "queue.as_of_more" : "queue.as_of", { n: list.items.length, count: number(list.items.length), time: clock(list.as_of_ms) });
    for (const id of new Set([...list.gone, ...marked])) mark_row(id, list.gone.has(id));
    replace(place.querySelector(".arrived"), news());
    replace(place.querySelector(".foot"), list.next ? h("button", { type: "button", class: "btn btn-plain", onclick: more }, say("queue.more")) : list.items.length > 10 && h("p", { class: "hint" }, say("queue.end")));
    watcher.disconnect();
    if (list.next) watcher.observe(place.querySelector(".foot"));
  }

  function news() {
    if (between) return h("button", { type: "button", class: "btn btn-plain btn-small", onclick: () => load() }, icon("refresh"), say("queue.between", { n: between }));
    return arrived > 0 && h("button", { type: "button", class: "btn btn-plain btn-small", onclick: show_newest }, icon("down"), say("queue.arrived", { n: arrived }));
  }

  function show_newest() {
    const id = newest;
    arrived = 0;
    newest = null;
    mark();
    focus_row(id);
  }

  function mark_row(id, gone) {
    const row = rows.get(id);
    if (!row || marked.has(id) === gone) return;
    gone ? marked.add(id) : marked.delete(id);
    row.classList.toggle("gone", gone);
    row.querySelector(".gone-mark")?.remove();
    if (gone) row.querySelector(".chips").append(Object.assign(chip("", "tick", say("queue.gone")), { className: "chip gone-mark" }));
  }

  function focus_row(id, quiet) {
    const link = rows.get(id)?.querySelector("[data-open]");
    if (!link) return;
    link.focus({ preventScroll: quiet && id === list.items[0]?.id });
    if (!quiet || id !== list.items[0]?.id) link.closest(".row-item").scrollIntoView({ block: "nearest" });
  }

  // From the row that has the focus; from the ends when none has.
  function step(by) {
    if (!list?.items.length) return;
    const row = document.activeElement.closest?.(".row-item");
    let at = row ? list.items.findIndex((item) => item.id === row.dataset.id) : by > 0 ? -1 : list.items.length;
    do at += by; while (list.gone.has(list.items[at]?.id));
    if (list.items[at]) focus_row(list.items[at].id);
    if (at >= list.items.length - 5) more();
  }

  // A whole row is a target for the mouse; the link in it is the one for everything else.
  function click(event) {
    const row = event.target.closest(".row-item");
    if (row && !event.target.closest("a, button") && !String(getSelection())) row.querySelector("[data-open]").click();
  }

  place.addEventListener("click", click);
  const timer = setInterval(() => tick_waits(place), kTickMs);
  const off = on_decision_end((what, id) => {
    if (what === "undone") list?.gone.delete(id);
    mark();
  });
  draw();
  if (list) compare();  // back from an application: the rows are where they were
  else load();
  return {
    draw: () => { first = false; draw(); },
    live: (kind) => { if (kind !== "state" && kind !== "station") compare(); },
    leave: () => { here = false; clearInterval(timer); watcher.disconnect(); off(); place.removeEventListener("click", click); },
    keys: { j: () => step(1), k: () => step(-1) },
  };
}
