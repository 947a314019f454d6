// A list: filter in the address, columns, paging, a bar for new ones, a link to open a row, J and K.
//   page, css            name in the registry; class of the page
//   filter               { name, values, text(value, items), label, pick(items, value) }: the first value is the one
//                        without a query. With `pick` the centre sends all and the page shows a part.
//   fetch                (value, after, limit) → { items, next, as_of_ms }
//   sizes                { first, more }, for lists that come page by page
//   time_of(item)        what rows are ordered by. With it rows stay where they are and changes are marked;
//                        without it an event loads the list anew.
//   table(value)         { label, css, columns, act }, see table.js
//   title, as_of(list), aside(it), empty(value, list)
//   events               kinds of live events that concern the list;  every_ms, tick(place), watch({ gone_back, mark })

import { h, replace } from "/shared/js/h.js";
import { say } from "/shared/js/i18n.js";
import { chip, error_notice, icon_button, waiting_lines } from "../components.js";
import { keep_focus, page_head } from "./detail_page.js";
import { add_page, keep_list, kept_list, mark_changes, new_list, take_new } from "./list_data.js";
import { address_of } from "./registry.js";
import { resource } from "./resource.js";
import { row_groups, table } from "./table.js";

const kTickMs = 15_000;

export function list_page(place, where, spec) {
  const { filter, sizes = { first: 0, more: 0 } } = spec;
  const asked = where.query.get(filter.name);
  const value = filter.values.includes(asked) ? asked : filter.values[0];
  const in_place = Boolean(spec.time_of);
  let list = in_place ? kept_list(spec.page, value) : null;
  let loading_more = false;
  let here = true;
  let begins = true;       // the first row gets the focus once, when the list comes
  let rows = new Map();    // id → its element
  let marked = new Set();  // ids whose row says "done"
  const watcher = new IntersectionObserver((seen) => {
    if (seen.some((entry) => entry.isIntersecting)) load_more();
  }, { rootMargin: "600px" });

  const it = resource(() => spec.fetch(value, "", sizes.first), () => {
    if (it.value && !it.refused) {
      list = new_list(it.value);
      if (in_place) keep_list(spec.page, value, list);
    }
    draw();
  }, { every_ms: spec.every_ms });

  const shown = () => (filter.pick ? filter.pick(list.items, value) : list.items);

  async function load_more() {
    if (!list?.next || loading_more) return;
    loading_more = true;
    const of = list, after = list.next;
    try {
      const fresh = add_page(of, await spec.fetch(value, after, sizes.more), after);
      it.refused = null;
      if (here && of === list) append(fresh);
    } catch (refused) {
      it.refused = refused;
      if (here) draw();
    } finally {
      loading_more = false;
    }
  }

  // Compares with the centre without moving a row.
  async function compare() {
    if (!list?.items.length) return it.load();
    const of = list;
    try {
      const first = await spec.fetch(value, "", sizes.first);
      const tail = first.next && !of.next && of.last_after ? await spec.fetch(value, of.last_after, sizes.more) : first;
      if (!here || of !== list) return;
      mark_changes(list, first, spec.time_of);
      if (!list.next) append(take_new(list, tail.items, spec.time_of));
      mark();
    } catch {
      // The live sign in the side bar says that the centre is away; the list stays as it is.
    }
  }

  function append(fresh) {
    if (fresh.length) place.querySelector(".rows").append(...row_groups(fresh, spec.table(value)));
    index_rows();
    mark();
  }

  function index_rows() {
    rows = new Map([...place.querySelectorAll(".row-item")].map((row) => [row.dataset.id, row]));
  }

  function draw() {
    keep_focus(place, () => replace(place, h("div", { class: `page ${spec.css}` },
      page_head(spec.title(), "", spec.aside(it)),
      h("div", { class: "above-list" }, tabs(), in_place && h("div", { class: "arrived", role: "status" })),
      h("div", { class: "card-wh list-card" }, content()), h("div", { class: "foot" }))));
    index_rows();
    marked = new Set();
    mark();
    if (!begins || !list || !in_place) return;
    begins = false;
    focus_row(list.last_id ?? list.items[0]?.id, true);
    list.last_id = null;
  }

  const tabs = () => h("nav", { class: "tabs", "aria-label": filter.label() }, filter.values.map((name, at) => h("a", {
    href: address_of(spec.page, {}, { [filter.name]: at ? name : "" }), "aria-current": name === value ? "true" : null,
    "data-hold": `tab-${name}`,
  }, filter.text(name, list?.items ?? []))));

  function content() {
    const failed = it.refused && error_notice(it.refused, it.load);
    if (!list) return failed || waiting_lines(8);
    const items = shown();
    return items.length ? [failed, table(items, spec.table(value))] : spec.empty(value, list);
  }

  // Everything that may change while a person looks.
  function mark() {
    const page = place.querySelector(".page");
    page.querySelector(".as-of").textContent = list ? spec.as_of(list) : in_place ? "" : say("loading");
    if (!list || !in_place) return;
    for (const id of new Set([...list.gone, ...marked])) mark_row(id, list.gone.has(id));
    replace(page.querySelector(".arrived"), news());
    replace(page.querySelector(".foot"), list.next
      ? h("button", { type: "button", class: "btn btn-plain", onclick: load_more }, say("list.more"))
      : list.items.length > 10 && h("p", { class: "hint" }, say("list.end")));
    watcher.disconnect();
    if (list.next) watcher.observe(page.querySelector(".foot"));
  }

  function mark_row(id, gone) {
    const row = rows.get(id);
    if (!row || marked.has(id) === gone) return;
    gone ? marked.add(id) : marked.delete(id);
    row.classList.toggle("gone", gone);
    row.querySelector(".gone-mark")?.remove();
    if (gone) {
      row.querySelector(".chips").append(
        Object.assign(chip("", "tick", say("list.gone")), { className: "chip gone-mark" }));
    }
  }

  function news() {
    if (list.between) return icon_button("refresh", say("list.between", { n: list.between }), it.load, { small: true });
    return list.arrived > 0
      && icon_button("down", say("list.arrived", { n: list.arrived }), show_newest, { small: true });
  }

  function show_newest() {
    const id = list.newest;
    Object.assign(list, { arrived: 0, newest: null });
    mark();
    focus_row(id);
  }

  function focus_row(id, quiet) {
    const link = rows.get(id)?.querySelector("[data-open]");
    if (!link) return;
    const first = quiet && id === list.items[0]?.id;
    link.focus({ preventScroll: first });
    if (!first) link.closest(".row-item").scrollIntoView({ block: "nearest" });
  }

  // From the row that has the focus; from the ends when none has.
  function step(by) {
    if (!list?.items.length) return;
    const row = document.activeElement.closest?.(".row-item");
    let at = row ? list.items.findIndex((item) => item.id === row.dataset.id) : by > 0 ? -1 : list.items.length;
    do at += by; while (list.gone.has(list.items[at]?.id));
    if (list.items[at]) focus_row(list.items[at].id);
    if (at >= list.items.length - 5) load_more();
  }

  // A whole row is a target for the mouse; the link in it is the one for everything else.
  function click(event) {
    const row = event.target.closest(".row-item");
    if (row && !event.target.closest("a, button") && !String(getSelection())) row.querySelector("[data-open]")?.click();
  }

  place.addEventListener("click", click);
  const timer = spec.tick && setInterval(() => spec.tick(place), kTickMs);
  const off = spec.watch?.({ gone_back: (id) => list?.gone.delete(id), mark });
  draw();
  if (list) compare();  // back from a row: the list is as it was
  else it.load();
  return {
    draw: () => { begins = false; draw(); },
    live: (kind) => { if (spec.events.includes(kind)) in_place ? compare() : it.refresh(); },
    leave: () => {
      here = false;
      it.close();
      clearInterval(timer);
      watcher.disconnect();
      off?.();
      place.removeEventListener("click", click);
    },
    keys: in_place ? { j: () => step(1), k: () => step(-1) } : {},
  };
}
