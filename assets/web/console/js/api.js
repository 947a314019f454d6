// The centre's calls. Every failure is a Refused with a sentence; a lost session is told once, to whoever listens.

import { json_call } from "/shared/js/json_call.js";
import { has_sentence, language, say } from "/shared/js/i18n.js";

export class Refused extends Error {
  /**
   * error: { code, reason, fields } of the centre, or { code } for what became of the call. fields: { field: code } of
   * a form.
   */
  constructor(status, { code, reason, fields }) {
    super(reason ?? code);
    Object.assign(this, { status, code, reason, fields });
  }

  /** In the language shown now, also when that changes after the failure. */
  get sentence() {
    const key = [`refusal.${this.reason}`, `error.${this.code}`].find(has_sentence);
    return key ? say(key) : say("error.other", { code: this.reason ?? this.code });
  }
}

let csrf = "";
let ahead_ms = 0;  // the centre's clock minus this browser's
let on_lost = () => {};

export const set_csrf = (token) => { csrf = token; };
export const on_session_lost = (listener) => { on_lost = listener; };

/** The centre's time as well as this browser knows it. */
export const centre_now = () => Date.now() + ahead_ms;

export async function ask(method, path, body) {
  const headers = { "Accept-Language": language(), ...(method === "GET" ? {} : { "X-WH-CSRF": csrf }) };
  const answer = await json_call(method, path, body, { headers });
  if (answer.failure) throw new Refused(answer.status, { code: answer.failure });
  const data = answer.body;
  if (data?.as_of_ms) ahead_ms = data.as_of_ms - Date.now();
  if (answer.ok) return data;
  if (answer.status === 401 && data?.error?.reason !== "wrong-password" && path !== "/api/session") on_lost();
  throw new Refused(answer.status, data?.error ?? { code: code_of(answer.status) });
}

/** The console's sentences; public, so that signing in can be asked for. */
export async function sentences(name) {
  const answer = await json_call("GET", `/sentences/console/${name}.json`, null, { cached: true });
  if (!answer.ok) throw new Refused(answer.status, { code: answer.failure ?? code_of(answer.status) });
  return answer.body;
}

// What stands between the browser and the centre (a proxy) answers without the centre's code.
function code_of(status) {
  if (status === 401) return "unauthenticated";
  if (status === 403) return "forbidden";
  if (status === 404) return "not_found";
  if (status === 409) return "conflict";
  return status === 429 || status === 503 ? "busy" : "internal";
}

const application = (id) => `/api/applications/${encodeURIComponent(id)}`;

export const centre = {
  session: () => ask("GET", "/api/session"),
  sign_in: (user, password, code) => ask("POST", "/api/session", { user, password, code }),
  sign_out: () => ask("DELETE", "/api/session"),
  overview: () => ask("GET", "/api/overview"),
  applications: (state, after, limit) =>
    ask("GET", `/api/applications?${new URLSearchParams({ state, limit, ...(after ? { after } : {}) })}`),
  open: (id, reason = "") => ask("POST", `${application(id)}/open`, { reason }),
  decide: (id, decision) => ask("POST", `${application(id)}/decide`, decision),
  undo: (id) => ask("POST", `${application(id)}/undo`),
  unions: () => ask("GET", "/api/unions"),
  stations: () => ask("GET", "/api/stations"),
  alerts: () => ask("GET", "/api/alerts"),
  publish_alert: (alert) => ask("POST", "/api/alerts", alert),
  end_alert: (id) => ask("POST", `/api/alerts/${encodeURIComponent(id)}/end`),
  publish_weather: (weather) => ask("POST", "/api/weather", weather),
  offer_factor: (proof = {}) => ask("POST", "/api/factor", proof),
  confirm_factor: (code) => ask("POST", "/api/factor/confirm", { code }),
  change_password: (change) => ask("POST", "/api/password", change),
  logins: () => ask("GET", "/api/logins"),
  end_login: (id) => ask("POST", `/api/logins/${encodeURIComponent(id)}/end`),
};
