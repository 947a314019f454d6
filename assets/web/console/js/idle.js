// Is a person at this window? Updates by themselves must not keep a session alive for an empty chair, and whole data
// must not stay on a screen that nobody watches: after the centre's idle time the page signs out by itself, and the
// address stays.

const kAwayMs = 5 * 60_000;
const kIdleMs = 30 * 60_000;  // kSessionIdleMs of core/central/access/access.h
const kCheckMs = 20_000;

let last = Date.now();
let on_return = () => {};
let on_idle = () => {};

export const someone_is_here = () => Date.now() - last < kAwayMs;

/** `returned()` runs when a person comes back after being away; `idle()` when nobody came for the whole idle time. */
export function watch_idle(returned, idle) {
  on_return = returned;
  on_idle = idle;
}

function seen() {
  const was_away = !someone_is_here();
  last = Date.now();
  if (was_away) on_return();
}

for (const kind of ["pointermove", "pointerdown", "keydown", "wheel", "touchstart"]) {
  document.addEventListener(kind, seen, { capture: true, passive: true });
}

setInterval(() => { if (Date.now() - last >= kIdleMs) on_idle(); }, kCheckMs);
