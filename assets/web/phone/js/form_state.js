// What is half filled in, for this one hand-off. It lies on the rider's own phone until it is submitted or its time is
// over.
import { makeId } from "./api.js";

const KEY = "form";

export function load(token) {
  let kept = null;
  try {
    kept = JSON.parse(localStorage.getItem(KEY));
  } catch {
    kept = null;
  }
  if (kept?.token === token && kept.until > Date.now()) return kept;
  localStorage.removeItem(KEY);
  return {
    token, until: Date.now() + 2 * 3600e3, id: makeId(), step: 0, done: null,
    draft: { name: "", document_kind: "resident-id", document_number: "", mobile: "", no_mobile: false, occupation: "",
      platform: "", employer: "", district: "", street: "", outside_city: false, union: "", consents: [],
      signature: { strokes: [], declined: false, aspect_permille: 400 } },
  };
}

export function keep(state) {
  localStorage.setItem(KEY, JSON.stringify(state));
}

// Submitted: only what the rider must keep stays.
export function finish(state, result) {
  keep({ token: state.token, until: state.until, id: state.id, step: state.step, done: result, draft: {} });
}
