// The composition root: session → frame → page of the address. A page is { draw, leave, live, keys } made by its module's open().

import { centre } from "./api.js";
import { clear_bars } from "./bars.js";
import { h, replace } from "./dom.js";
import { page_place, show_awaiting, show_frame, show_live } from "./frame.js";
import { set_page_keys } from "./keys.js";
import { choose_language, language, on_language, say } from "./language.js";
import { live_state, on_live, start_live, stop_live } from "./live.js";
import { forget_drafts } from "./pages/decision.js";
import * as application from "./pages/application.js";
import * as lost_way from "./pages/lost_way.js";
import * as overview from "./pages/overview.js";
import * as queue from "./pages/queue.js";
import * as sign_in from "./pages/sign_in.js";
import * as stations from "./pages/stations.js";
import { close_dialogs, trouble } from "./parts.js";
import { someone_is_here, watch_presence } from "./presence.js";
import { address } from "./router.js";
import { leave_idle, on_session, resume, signed_in } from "./session.js";

const kPages = { overview, queue, application, stations };

const app = document.getElementById("app");
let page = null;

function show() {
  page?.leave?.();
  page = null;
  close_dialogs();
  set_page_keys({});
  if (!signed_in()) {
    page = sign_in.open(app);
  } else {
    const where = address();
    show_frame(app, where.page);
    window.scrollTo(0, 0);
    page = (kPages[where.page] ?? lost_way).open(page_place(), where);
    set_page_keys(page.keys);
    // A new page begins at its heading, for the eye, the voice and the keyboard alike.
    if (!page_place().contains(document.activeElement)) document.querySelector("h1")?.focus({ preventScroll: true });
  }
  name_window();
}

function name_window() {
  // Titles stay in the browser's history: an applicant's is the masked name.
  const heading = document.querySelector("h1");
  const title = heading?.dataset.title ?? heading?.textContent;
  document.title = title ? `${title} · ${say("product")}` : say("product");
}

async function count_awaiting() {
  try {
    show_awaiting((await centre.overview()).awaiting);
  } catch {
    show_awaiting(null);  // the page itself says what is wrong
  }
}

on_session((same_person) => {
  if (!same_person || !signed_in()) clear_bars();
  if (!same_person) {
    queue.forget();
    forget_drafts();
  }
  show();
  if (!signed_in()) return stop_live();
  start_live();
  count_awaiting();
});

on_live((kind, data) => {
  if (!signed_in()) return;
  show_live();
  if (kind === "queue" && Number.isInteger(data.awaiting)) show_awaiting(data.awaiting);
  if (!someone_is_here()) return;
  if (kind === "again") count_awaiting();
  page?.live?.(kind, data);
});

watch_presence(() => {
  if (!signed_in()) return;
  count_awaiting();
  page?.live?.("again", {});
}, leave_idle);

on_language(() => {
  if (signed_in()) show_frame(app, address().page);
  page?.draw?.();
  name_window();
});

window.addEventListener("hashchange", show);
window.addEventListener("titlechange", name_window);

// Without events (a proxy that cuts them) the queue's number is asked for once a minute.
setInterval(() => { if (signed_in() && !document.hidden && someone_is_here() && live_state() !== "open") count_awaiting(); }, 60_000);

async function start() {
  choose_language(language());
  try {
    await resume();
  } catch (refused) {
    replace(app, h("main", { class: "alone" }, h("h1", {}, say("product")), trouble(refused, start)));
  }
}

start();
