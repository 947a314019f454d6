// Calls to the centre. An answer is {ok, status, body}; without a network status is 0, and nothing typed is lost.
import { json_call } from "/shared/js/json_call.js";

const PATIENCE_MS = 60_000;  // a signature over 100 kbit/s

export async function call(name, body) {
  const answer = await json_call("POST", `/phone/api/${name}`, body, { timeout_ms: PATIENCE_MS });
  return { ok: answer.ok && !answer.failure, status: answer.failure ? 0 : answer.status, body: answer.body ?? {} };
}

// Random 16 bytes with the time in front (RFC 9562, version 7), made before the first touch: every retry is the same
// application.
export function makeId() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  let now = Date.now();
  for (let at = 5; at >= 0; --at, now = Math.floor(now / 256)) bytes[at] = now % 256;
  bytes[6] = 0x70 | (bytes[6] & 0x0f);
  bytes[8] = 0x80 | (bytes[8] & 0x3f);
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join("-");
}

export function phoneId() {
  let id = localStorage.getItem("phone");
  if (!id) localStorage.setItem("phone", (id = makeId()));
  return id;
}
