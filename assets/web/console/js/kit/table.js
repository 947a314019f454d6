// Rows with columns: a table by its roles, a grid by its looks, so that narrow windows get cards.
//   columns  [{ key, css, cell(item), title(item), labelled }]: the head says column.KEY; `labelled` cells repeat it
//           when narrow
//   act      (item) → { href, text, label }: the link that opens a row; null where rows lead nowhere

import { h } from "/shared/js/h.js";
import { say } from "/shared/js/i18n.js";

const kChunk = 50;

export const table = (items, { label, css = "", columns, act }) =>
  h("div", { class: `rows ${css}`.trim(), role: "table", "aria-label": label },
    h("div", { class: "row-head", role: "row" },
      columns.map(({ key }) => h("span", { role: "columnheader" }, say(`column.${key}`))),
      act && h("span", { role: "columnheader" }, h("span", { class: "visually-hidden" }, say("column.open")))),
    row_groups(items, { columns, act }));

/** Rows in groups that the browser lays out only when they come near the window: ten thousand stay quick. */
export function row_groups(items, { columns, act }) {
  const groups = [];
  for (let from = 0; from < items.length; from += kChunk) {
    groups.push(h("div", { class: "row-group", role: "rowgroup" },
      items.slice(from, from + kChunk).map((item) => row(item, columns, act?.(item)))));
  }
  return groups;
}

const row = (item, columns, act) => h("div", { class: "row-item", role: "row", "data-id": item.id },
  columns.map(({ key, css, cell, title, labelled }) =>
    h("span", { role: "cell", class: css, "data-label": labelled && say(`column.${key}`), title: title?.(item) },
      cell(item))),
  act && h("span", { role: "cell", class: "open-cell" },
    h("a", { class: "btn btn-plain btn-small", href: act.href, "data-hold": item.id, "data-open": item.id,
      "aria-label": act.label }, act.text)));
