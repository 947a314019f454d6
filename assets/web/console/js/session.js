// Who is signed in. When the centre says "no longer", the address stays, so that signing in leads back to the same
// page.

import { centre, on_session_lost, set_csrf } from "./api.js";

let person = null;
let expired = false;
let changed = () => {};

export const signed_in = () => person;
/** Reviewers have a queue; an operator has an account alone. */
export const reviews = () => person !== null && !lacks_factor() && person.role !== "operator";
export const has_expired = () => expired;

/** `listener(same_person)` runs after every change of who is signed in. */
export const on_session = (listener) => { changed = listener; };

let last_user = null;

function take(answer) {
  const same = last_user === null || last_user === answer.user;
  person = answer;
  last_user = answer.user;
  expired = false;
  set_csrf(answer.csrf);
  changed(same);
}

function drop(by_expiry) {
  if (!person) return;
  person = null;
  expired = by_expiry;
  set_csrf("");
  changed(true);
}

on_session_lost(() => drop(true));

/**
 * At start: an earlier session of this browser, if the centre still knows it. Throws only when the centre cannot be
 * asked.
 */
export async function resume() {
  try {
    take(await centre.session());
  } catch (refused) {
    if (refused.status !== 401) throw refused;
    changed(true);
  }
}

/** Nobody is at the window any more: the same as an expiry, and the centre is told, too. */
export function leave_idle() {
  if (!person) return;
  centre.sign_out().catch(() => {});  // it ends there by itself as well
  drop(true);
}

export const sign_in = async (user, password, code) => take(await centre.sign_in(user, password, code));

/** By the password alone: nothing but the second factor can be done. */
export const lacks_factor = () => person?.factor === "missing";

/** The centre's answer to the first code is another login, which the page may take later. */
export const take_login = take;

export async function sign_out() {
  try {
    await centre.sign_out();
  } catch (refused) {
    if (refused.status !== 401) throw refused;
  }
  last_user = "";
  drop(false);
}
