// Notifications at the foot of the window: decisions that can still be taken back (10 s, key U), and short
// confirmations.

import { h } from "/shared/js/h.js";
import { say } from "/shared/js/i18n.js";
import { centre, centre_now } from "./api.js";
import { icon } from "./icons.js";
import { key_hint } from "./components.js";

const kMaxUndoMs = 60_000;
const kToastMs = 5_000;

const place = h("div", { class: "notifications", role: "status", "aria-live": "polite" });
const pending = [];  // newest last
const listeners = new Set();

export const notifications = () => place;

/** `listener(what, application_id)`: what is "undone" or "settled". */
export function on_decision_end(listener) {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

const notify = (what, id) => { for (const listener of [...listeners]) listener(what, id); };

export function toast(text, bad) {
  const bar = h("div", { class: `toast-wh${bad ? " bad" : ""}` }, icon(bad ? "alert" : "tick_circle"), text);
  place.append(bar);
  setTimeout(() => bar.remove(), kToastMs);
}

/** action: "approve", "return", "reject", "forward". */
export function offer_undo(id, action, who, undo_until_ms) {
  take_away(id);
  const left_ms = Math.max(0, Math.min(kMaxUndoMs, undo_until_ms - centre_now()));
  const left = h("span", { class: "left" });
  const button = h("button", { type: "button", class: "btn", "data-undo": id, onclick: () => undo(entry) },
    say("undo.button"), key_hint("U"));
  const countdown = h("div", { class: "countdown" });
  countdown.style.animationDuration = `${left_ms}ms`;
  const bar = h("div", { class: "undo" }, h("div", {}, h("strong", {}, say(`undo.${action}`, { who })), left), button,
    countdown);
  const entry = { id, bar, button, left, end: performance.now() + left_ms, busy: false };
  pending.push(entry);
  place.append(bar);
  tick(entry);
  entry.timer = setInterval(() => tick(entry), 250);
}

export const undo_latest = () => { if (pending.length) undo(pending[pending.length - 1]); };
export const can_undo = (id) => pending.some((entry) => entry.id === id);

export function clear_notifications() {
  for (const entry of [...pending]) take_away(entry.id);
  place.replaceChildren();
}

function tick(entry) {
  const seconds = Math.ceil((entry.end - performance.now()) / 1000);
  if (seconds > 0) {
    const text = say("undo.left", { n: seconds });
    if (entry.left.textContent !== text) entry.left.textContent = text;
  } else if (!entry.busy) {
    take_away(entry.id);
    notify("settled", entry.id);
  }
}

async function undo(entry) {
  if (entry.busy) return;
  entry.busy = true;
  entry.button.disabled = true;
  try {
    await centre.undo(entry.id);
    take_away(entry.id);
    toast(say("undo.done"));
    notify("undone", entry.id);
  } catch (refused) {
    entry.busy = false;
    entry.button.disabled = false;
    toast(refused.sentence, true);
  }
}

function take_away(id) {
  const at = pending.findIndex((entry) => entry.id === id);
  if (at < 0) return;
  const [entry] = pending.splice(at, 1);
  clearInterval(entry.timer);
  entry.bar.remove();
}
