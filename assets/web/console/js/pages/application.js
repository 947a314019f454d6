// One application, opened: whole data, and the only place where it can be decided. Asking the centre for it is the
// audited act; drawing it again (another language, an undone decision) uses what is here. Leaving the page forgets it.

import { h, replace, svg } from "/shared/js/h.js";
import { either, has_sentence, say } from "/shared/js/i18n.js";
import { centre, centre_now } from "../api.js";
import { card, check_chip, chip, icon_button, state_chip } from "../components.js";
import { age, document_grouped, mobile_grouped, moment, near, wait } from "../format.js";
import { icon } from "../icons.js";
import { detail_page } from "../kit/detail_page.js";
import { error_place, form } from "../kit/form.js";
import { mark_gone, mark_opened } from "../kit/list_data.js";
import { address_of, go } from "../kit/registry.js";
import { can_undo, offer_undo, on_decision_end } from "../notifications.js";
import { occupation } from "./application_table.js";
import { ask_forward, ask_reject, ask_return, decision_panel, remember_resolution } from "./decision.js";
import { polite_end } from "./not_found.js";
import { next_after } from "./queue.js";

const kStateAfter = { approve: "approved", return: "returned", reject: "rejected", forward: "transferring" };

export function open(place, where) {
  const { id } = where.params;
  const view = { whole: null, decided: null, next: undefined, busy: false, refused: null, reason: "" };
  let here = true;

  async function loaded(whole) {
    view.whole = whole;
    mark_opened("queue", id);
    draw_panel();
    place.querySelector("h1")?.focus({ preventScroll: true });
    window.dispatchEvent(new Event("titlechange"));
    resume_pending();
    view.next = await next_after(id).catch(() => undefined);  // unknown: asked for again when it is wanted
  }

  // A decision of mine that can still be undone, seen after a reload.
  function resume_pending() {
    const until = view.whole.undo_until_ms;
    if (!until || until <= centre_now()) return;
    view.decided = { action: "pending", state: "undoable" };
    if (!can_undo(id)) offer_undo(id, "pending", view.whole.masked_name, until);
    draw_panel();
  }

  function draw_panel() {
    const panel = place.querySelector(".panel");
    if (!panel || !view.whole) return;
    const had_focus = panel.contains(document.activeElement);
    replace(place.querySelector("[data-state]"), state_chip(kStateAfter[view.decided?.action] ?? view.whole.state));
    replace(panel, decision_panel(view, { approve, give_back, reject, forward, go_next }));
    if (had_focus || view.decided) panel.querySelector("[data-first]")?.focus({ preventScroll: true });
  }

  const may_decide = () => view.whole?.state === "awaiting-review" && !view.decided && !view.busy;

  // One decision, however often the button is hit: `busy` holds from the first touch until the answer, `decided` from
  // then on.
  async function decide(decision) {
    if (!may_decide()) return;
    const who = view.whole.masked_name;
    view.busy = true;
    view.refused = null;
    draw_panel();
    try {
      const { undo_until_ms } = await centre.decide(id, decision);
      view.decided = { action: decision.action, state: "undoable" };
      mark_gone("queue", id);
      offer_undo(id, decision.action, who, undo_until_ms);
    } catch (refused) {
      view.refused = refused;
    }
    view.busy = false;
    if (here) draw_panel();
  }

  const approve = () => {
    if (!may_decide()) return;
    decide({ action: "approve", fields: [], reason: "", union_code: "", person: "",
      resolution: remember_resolution().trim() });
  };
  const give_back = () => may_decide() && ask_return(view.whole, decide);
  const reject = () => may_decide() && ask_reject(view.whole, decide);
  const forward = () => may_decide() && ask_forward(view.whole, decide);

  async function go_next() {
    const next = view.next === undefined ? await next_after(id).catch(() => null) : view.next;
    if (here) go(next ? address_of("application", { id: next.id }) : address_of("queue"));
  }

  const off = on_decision_end((what, ended) => {
    if (ended !== id || !view.whole) return;
    if (what === "undone") view.decided = null;
    else if (view.decided) view.decided.state = "settled";
    draw_panel();
  });

  const page = detail_page(place, {
    css: "application", lines: 9, load: () => centre.open(id, view.reason.trim()), loaded,
    head: (it) => [back_link(), it.value ? head(it.value) : h("div", { class: "page-head" },
      h("h1", { tabindex: "-1" }, say(it.refused ? "application.failed" : "application.opening")))],
    content: (whole) => h("div", { class: "opened" },
      h("div", { class: "stack facts" }, duplicates_card(whole), identity_card(whole), work_card(whole),
        signature_card(whole), consents_card(whole), history_card(whole)),
      h("aside", { class: "panel", "aria-label": say("decide.title") })),
    refusal: (refused, it) => (refused.reason === "reason-needed" ? ask_reason(view, it.load) : refusal(refused)),
    leave: () => { here = false; off(); view.whole = null; replace(place); },
    keys: () => ({ a: approve, r: give_back, x: reject, f: forward, n: go_next, b: () => go(address_of("queue")) }),
  });
  return { ...page, draw: () => { page.draw(); draw_panel(); } };
}

// What is decided opens once more for a reason, which the audit keeps.
function ask_reason(view, load) {
  const reason = h("input", { class: "form-control", id: "opening-reason", name: "opening-reason", maxlength: "100",
    value: view.reason, "aria-describedby": "opening-reason-error" });
  return h("div", { class: "page" }, back_link(), h("div", { class: "card-wh reason" },
    h("h1", { tabindex: "-1" }, say("application.reason_title")), h("p", {}, say("application.reason_text")),
    form({
      css: "stack reason-form", say_error: (field, code) => say(code),
      check: () => (reason.value.trim() ? {} : { "opening-reason": "application.reason_empty" }),
      send: async () => { view.reason = reason.value; await load(); },
    },
    h("div", {}, h("label", { class: "form-label", for: "opening-reason" }, say("application.reason")), reason,
      error_place("opening-reason")),
    h("div", {}, h("button", { class: "btn btn-primary", "data-confirm": "" }, say("act.open"))))));
}

function refusal(refused) {
  if (refused.status === 403) return polite_end("lock", say("application.not_yours"), refused.sentence);
  if (refused.status === 404 || refused.status === 400) {
    return polite_end("part", say("application.not_found"), say("application.not_found_text"));
  }
  if (refused.status === 409) return polite_end("person", say("application.taken"), refused.sentence);
  return null;
}

const back_link = () =>
  h("p", { class: "back" }, h("a", { href: address_of("queue") }, icon("back"), say("act.to_queue")));

function head(whole) {
  return h("div", { class: "page-head" },
    h("div", {},
      h("h1", { tabindex: "-1", "data-title": whole.masked_name }, whole.name),
      h("p", { class: "as-of" }, [
        occupation(whole.occupation), whole.station, either(whole.union?.name, whole.union?.name_en),
      ].filter(Boolean).join(" · ")),
      h("div", { class: "chips head-chips" }, h("span", { "data-state": "" }, state_chip(whole.state)),
        whole.checks.map(check_chip),
        whole.state === "awaiting-review" && chip("", "clock",
          say("application.waited", { wait: wait(Math.max(0, centre_now() - whole.received_ms)) })))),
    h("div", { class: "acts" },
      h("span", { class: "audited" }, icon("shield"), say("application.audited")),
      icon_button("print", say("act.print"), () => window.print(), { small: true })));
}

const fact = (key, value, note) => [
  h("dt", {}, say(`fact.${key}`)),
  h("dd", {}, value || h("span", { class: "nothing" }, say("none")), note && h("span", { class: "fact-note" }, note)),
];

const titled = (shape, key) => [icon(shape), " ", say(key)];

function identity_card(whole) {
  const years = age(whole.birth_date, centre_now());
  const derived = [whole.birth_date, years !== null && say("fact.years", { n: years })].filter(Boolean).join(" · ");
  return card(titled("person", "application.identity"), null, h("dl", { class: "fact-list" },
    fact("name", h("b", {}, whole.name)),
    fact("document", h("span", { class: "figures-text", "data-document": "" }, document_grouped(whole.document_number)),
      say(`document.${whole.document_kind}`)),
    fact("birth", derived),
    fact("sex", has_sentence(`sex.${whole.sex}`) ? say(`sex.${whole.sex}`) : ""),
    fact("mobile", whole.mobile
      ? h("span", { class: "figures-text" }, mobile_grouped(whole.mobile))
      : say("fact.no_mobile"))));
}

function work_card(whole) {
  return card(titled("work", "application.work"), null, h("dl", { class: "fact-list" },
    fact("occupation", occupation(whole.occupation)),
    fact("platform", whole.platform),
    fact("employer", whole.employer),
    fact("street", whole.street?.name || (whole.street?.code ?? "") || say("fact.outside_city")),
    fact("union", either(whole.union?.name, whole.union?.name_en), say("fact.union_by")),
    fact("station", whole.station, say("fact.submitted_at", { time: moment(whole.submitted_ms) }))));
}

function signature_card(whole) {
  const { svg_path, width, height, declined, witness } = whole.signature ?? {};
  const drawn = svg_path
    ? h("div", { class: "paper" },
      svg("svg", { viewBox: `0 0 ${width || 1000} ${height || 400}`, role: "img",
        "aria-label": say("signature.label", { who: whole.name }), preserveAspectRatio: "xMidYMid meet" },
        svg("path", { d: svg_path, class: "ink" })))
    : null;
  const how = has_sentence(`signature.${witness}`)
    ? say(`signature.${witness}`)
    : say("signature.badge", { badge: witness });
  return card(titled("pen", "application.signature"), null,
    drawn ?? h("div", { class: "paper paper-none" }, icon(declined ? "diamond" : "alert"),
      h("p", {}, declined ? say("signature.declined") : say("signature.missing"))),
    declined && witness && h("p", { class: "hint" }, how));
}

const kConsentOrder = ["notice", "id-number", "receiving-union", "sms"];  // as they were asked

function consents_card(whole) {
  const place_of = (consent) => (kConsentOrder.indexOf(consent.text_id) + 99) % 99;
  const ordered = [...(whole.consents ?? [])].sort((a, b) => place_of(a) - place_of(b));
  return card(titled("shield", "application.consents"), null,
    h("ul", { class: "consents" }, ordered.map((consent) => h("li", {},
      consent.given ? chip("good", "tick", say("consent.given")) : chip("", "cross", say("consent.refused")),
      h("span", {}, has_sentence(`consent.${consent.text_id}`) ? say(`consent.${consent.text_id}`) : consent.text_id),
      h("small", {},
        say("consent.version", { version: consent.version, language: say(`language.${consent.language}`) }))))));
}

// Side by side: this one first, then the others of the same document number, each masked until it is opened itself.
function duplicates_card(whole) {
  const others = whole.duplicates ?? [];
  if (!others.length) return null;
  const all = [{ ...whole, here: true }, ...others];
  const line = (key, cell) =>
    h("tr", {}, h("th", { scope: "row" }, say(`column.${key}`)),
      all.map((one) => h("td", { class: one.here ? "here" : null }, cell(one))));
  return h("section", { class: "card-wh duplicates" },
    h("div", { class: "card-head" }, h("h2", {}, icon("copies"), " ", say("duplicates.title", { n: others.length })),
      h("span", { class: "aside" }, say("duplicates.aside"))),
    h("div", { class: "sideways", tabindex: "0", role: "group",
      "aria-label": say("duplicates.title", { n: others.length }) }, h("table", {},
      h("thead", {}, h("tr", {}, h("td", {}), all.map((one, at) =>
        h("th", { scope: "col", class: one.here ? "here" : null },
          one.here ? say("duplicates.this") : say("duplicates.other", { n: at }))))),
      h("tbody", {},
        line("applicant", (one) => one.masked_name),
        line("state", (one) => state_chip(one.state)),
        line("station", (one) => one.station),
        line("submitted", (one) => near(one.submitted_ms, centre_now())),
        line("received", (one) => near(one.received_ms, centre_now())),
        line("open", (one) => (one.here
          ? say("duplicates.here")
          : h("a", { class: "btn btn-plain btn-small", href: address_of("application", { id: one.id }) },
            say("act.open"))))))));
}

function history_card(whole) {
  return card(titled("history", "application.history"), null,
    h("ol", { class: "history" }, (whole.history ?? []).map((entry) => h("li", {},
      h("time", { datetime: new Date(entry.at_ms).toISOString() }, moment(entry.at_ms)),
      h("span", {}, has_sentence(`history.${entry.what}`) ? say(`history.${entry.what}`) : entry.what,
        entry.by && h("span", { class: "hint" }, ` · ${entry.by}`), entry.reason && h("q", {}, entry.reason))))));
}
