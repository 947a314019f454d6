// Calls to the centre. An answer is {ok, status, body}; without a network status is 0, and nothing typed is lost.
export async function call(name, body) {
  try {
    const answer = await fetch(`/phone/api/${name}`, { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(body), cache: "no-store" });
    return { ok: answer.ok, status: answer.status, body: await answer.json() };
  } catch {
    return { ok: false, status: 0, body: {} };
  }
}

// Random 16 bytes with the time in front (RFC 9562, version 7), made before the first touch: every retry is the same application.
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
