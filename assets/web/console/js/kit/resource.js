// One thing that a page shows, as the centre has it: loaded, refreshed by itself while a person is there, failed, and
// as of when. A refusal leaves what was loaded before. Only the answer asked for last counts; after close() none does.

import { centre_now, Refused } from "../api.js";
import { someone_is_here } from "../idle.js";

const kCalmMs = 800;

/** held(): true while a person's pointer lies on what a redraw would move; a refresh waits until it has left. */
export function resource(fetch_value, changed, { every_ms = 0, held = () => false } = {}) {
  let turn = 0;
  let soon = 0;
  const it = { value: null, refused: null, as_of_ms: 0, load, refresh, close };

  async function load() {
    const mine = ++turn;
    const answer = await fetch_value().then((value) => ({ value }), (refused) => ({ refused }));
    if (mine !== turn) return;
    const { value, refused } = answer;
    if (refused && !(refused instanceof Refused)) throw refused;
    Object.assign(it, refused ? { refused } : { value, refused: null, as_of_ms: value.as_of_ms ?? centre_now() });
    changed(it);
  }

  /** Soon, once, however many events ask for it. */
  function refresh() {
    clearTimeout(soon);
    soon = setTimeout(() => (held() ? refresh() : load()), kCalmMs);
  }

  const timer = every_ms && setInterval(() => { if (!document.hidden && someone_is_here()) refresh(); }, every_ms);

  function close() {
    ++turn;
    clearInterval(timer);
    clearTimeout(soon);
  }

  return it;
}
