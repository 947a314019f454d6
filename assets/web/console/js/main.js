// The composition root: sentences → session → shell → page of the address. A page is { draw, leave, live, keys }, made
// by its open().

import { h, replace } from "/shared/js/h.js";
import { load_other_language, on_language, say, start_sentences } from "/shared/js/i18n.js";
import { centre, sentences } from "./api.js";
import { error_notice } from "./components.js";
import { someone_is_here, watch_idle } from "./idle.js";
import { set_page_keys } from "./keys.js";
import { close_dialogs } from "./kit/dialog.js";
import { forget_lists } from "./kit/list_data.js";
import { address_of, may_see, page_at, register_pages } from "./kit/registry.js";
import { live_state, on_live, start_live, stop_live } from "./live.js";
import { clear_notifications } from "./notifications.js";
import { forget_drafts } from "./pages/decision.js";
import { kPages } from "./pages/index.js";
import * as not_found from "./pages/not_found.js";
import * as first_factor from "./pages/first_factor.js";
import * as sign_in from "./pages/sign_in.js";
import { lacks_factor, leave_idle, on_session, resume, reviews, signed_in } from "./session.js";
import { page_place, show_awaiting, show_live, show_shell } from "./shell.js";

const kCountEveryMs = 60_000;

const app = document.getElementById("app");
let page = null;

function show() {
  if (page?.stays && lacks_factor()) return;  // another address is no reason for another second factor
  page?.leave?.();
  page = null;
  close_dialogs();
  set_page_keys({});
  if (!signed_in()) {
    page = sign_in.open(app);
  } else if (lacks_factor()) {
    page = first_factor.open(app);
  } else {
    const where = page_at(location.hash || (reviews() ? "" : address_of("account")));
    show_shell(app, where.page);
    window.scrollTo(0, 0);
    page = module_of(where).open(page_place(), where);
    set_page_keys(page.keys);
    // A new page begins at its heading, for the eye, the voice and the keyboard alike.
    if (!page_place().contains(document.activeElement)) document.querySelector("h1")?.focus({ preventScroll: true });
  }
  name_window();
}

function module_of(where) {
  if (!where.page) return not_found;
  return may_see(where.page, signed_in().role) ? where.page : not_found.not_yours;
}

function name_window() {
  // Titles stay in the browser's history: an applicant's is the masked name.
  const heading = document.querySelector("h1");
  const title = heading?.dataset.title ?? heading?.textContent;
  document.title = title ? `${title} · ${say("product")}` : say("product");
}

async function count_awaiting() {
  if (!reviews()) return;
  try {
    show_awaiting((await centre.overview()).awaiting);
  } catch {
    show_awaiting(null);  // the page itself says what is wrong
  }
}

on_session((same_person) => {
  if (!same_person || !signed_in()) clear_notifications();
  if (!same_person) {
    forget_lists();
    forget_drafts();
  }
  show();
  if (!reviews()) return stop_live();
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

watch_idle(() => {
  if (!signed_in()) return;
  count_awaiting();
  page?.live?.("again", {});
}, leave_idle);

on_language(() => {
  if (signed_in() && !lacks_factor()) show_shell(app, page_at(location.hash).page);
  page?.draw?.();
  name_window();
});

window.addEventListener("hashchange", show);
window.addEventListener("titlechange", name_window);

// Without events (a proxy that cuts them) the queue's number is asked for once a minute.
setInterval(() => {
  if (signed_in() && !document.hidden && someone_is_here() && live_state() !== "open") count_awaiting();
}, kCountEveryMs);

async function start() {
  register_pages(kPages);
  try {
    await start_sentences(sentences, { stored: "warmheart.language" });
  } catch {
    document.getElementById("unreachable").hidden = false;  // in both languages, as it stands in the page
    return;
  }
  await enter();
  load_other_language().catch(() => {});  // asked for again when it is chosen, and then said
}

async function enter() {
  try {
    await resume();
  } catch (refused) {
    replace(app, h("main", { class: "alone" }, h("h1", {}, say("product")), error_notice(refused, enter)));
  }
}

start();
