// Server-sent events. A hidden tab lets go of its connection (a browser has six per server) and asks anew when it is
// looked at. Who listens decides what to redraw; nothing here touches the page.

const kRetryMs = 10_000;

const listeners = new Set();
let source = null;
let wanted = false;
let state = "closed";
let retry = 0;

/**
 * `listener(kind, data)`: kind is "queue", "station", "state" (the connection itself) or "again" (looked at once more).
 */
export function on_live(listener) {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

export const live_state = () => state;

export function start_live() {
  wanted = true;
  connect();
}

export function stop_live() {
  wanted = false;
  disconnect();
}

const notify = (kind, data) => { for (const listener of [...listeners]) listener(kind, data); };

function become(next) {
  if (state === next) return;
  state = next;
  notify("state", { state });
}

function disconnect() {
  clearTimeout(retry);
  source?.close();
  source = null;
  become("closed");
}

function connect() {
  if (!wanted || source || document.hidden) return;
  source = new EventSource("/api/events");
  let was_open = false;
  source.onopen = () => {
    become("open");
    if (was_open) notify("again", {});
    was_open = true;
  };
  for (const kind of ["queue", "station"]) source.addEventListener(kind, (event) => notify(kind, parse(event.data)));
  source.onerror = () => {
    become("waiting");
    if (source?.readyState !== EventSource.CLOSED) return;  // the browser tries again by itself
    source = null;
    retry = setTimeout(connect, kRetryMs);
  };
}

function parse(text) {
  try {
    return JSON.parse(text) ?? {};
  } catch {
    return {};
  }
}

document.addEventListener("visibilitychange", () => {
  if (document.hidden) return disconnect();
  if (!wanted) return;
  connect();
  notify("again", {});
});
