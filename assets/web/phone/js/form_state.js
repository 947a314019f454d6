// What is half filled in, for this one hand-off. It lies in this tab alone, until it is submitted, its time is over or
// the tab is closed.
import { makeId } from "./api.js";

const KEY = "form";
const LONGEST_MS = 2 * 3600e3;

export function load(token) {
  let kept = null;
  try {
    kept = JSON.parse(sessionStorage.getItem(KEY));
  } catch {
    kept = null;
  }
  if (kept?.token === token && kept.until > Date.now()) return kept;
  forget();
  return {
    token, until: Date.now() + LONGEST_MS, id: makeId(), at: "", done: null,
    draft: { name: "", document_kind: "resident-id", document_number: "", mobile: "", no_mobile: false, occupation: "",
      platform: "", employer: "", district: "", street: "", outside_city: false, union: "", consents: [],
      signature: { strokes: [], declined: false, aspect_permille: 400 } },
  };
}

export function keep(state) {
  if (state.until > Date.now()) sessionStorage.setItem(KEY, JSON.stringify(state));
}

// The place that every tab finds, too.
function forget() {
  sessionStorage.removeItem(KEY);
  localStorage.removeItem(KEY);
}

// Also while the page stays open: nothing that was typed is left, and over() says so.
export function wipeInTime(state, over) {
  let wiped = false;
  const look = () => {
    if (wiped || state.until > Date.now()) return;
    wiped = true;
    forget();
    state.draft = {};
    state.done = null;
    over();
  };
  setTimeout(look, Math.max(0, state.until - Date.now()) + 100);
  document.addEventListener("visibilitychange", look);
}

// Submitted: only what the rider must keep stays.
export function finish(state, result) {
  keep({ token: state.token, until: state.until, id: state.id, at: state.at, done: result, draft: {} });
}
