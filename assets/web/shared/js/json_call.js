// One JSON call: { ok, status, body, failure }, never an exception. failure: null, "unreachable" or "slow" (status 0),
// or "unreadable". `cached`: the browser's own copy may do.

const kTimeoutMs = 20_000;

export async function json_call(method, path, body, { headers = {}, timeout_ms = kTimeoutMs, cached = false } = {}) {
  const sends = method !== "GET";
  const patience = new AbortController();
  const timer = setTimeout(() => patience.abort(), timeout_ms);
  try {
    const answer = await fetch(path, {
      method, cache: cached ? "default" : "no-store", credentials: "same-origin", signal: patience.signal,
      headers: { Accept: "application/json", ...(sends ? { "Content-Type": "application/json" } : {}), ...headers },
      body: sends ? JSON.stringify(body ?? {}) : undefined,
    });
    return read(answer, await answer.text());
  } catch {
    return { ok: false, status: 0, body: null, failure: patience.signal.aborted ? "slow" : "unreachable" };
  } finally {
    clearTimeout(timer);
  }
}

function read(answer, text) {
  try {
    return { ok: answer.ok, status: answer.status, body: text ? JSON.parse(text) : null, failure: null };
  } catch {
    return { ok: false, status: answer.status, body: null, failure: "unreadable" };
  }
}
