// What a reviewer can do with an opened application: the panel beside it, and the dialogs that ask once, naming the consequence.
// Half-written reasons are kept in memory by application, so that a lost session or a closed dialog costs no words.

import { centre } from "../api.js";
import { h, replace } from "../dom.js";
import { icon } from "../icons.js";
import { either, say } from "../language.js";
import { field_error, key_hint, notice, open_dialog, trouble } from "../parts.js";
import { to_queue } from "../router.js";
import { occupation } from "./rows.js";

const kReasonLimit = 400;  // core/central/review.h
const kFields = ["name", "document", "mobile", "occupation", "platform", "employer", "street", "signature"];  // ApplicationDecision.fields
const kReturnPhrases = ["signature", "document", "mobile", "name"];
const kRejectPhrases = ["duplicate", "unverified", "not_eligible"];

const drafts = new Map();
let resolution = "";

export const remember_resolution = () => resolution;

export function forget_drafts() {
  drafts.clear();
  resolution = "";
}

function draft_of(id, kind) {
  const key = `${kind} ${id}`;
  if (!drafts.has(key)) drafts.set(key, { reason: "", fields: new Set(), union_code: "" });
  return drafts.get(key);
}

/** view: { whole, decided, busy, trouble, next }; act: { approve, give_back, reject, forward, go_next }. */
export function decision_panel(view, act) {
  if (view.decided) return decided_panel(view, act);
  if (view.whole.state !== "awaiting-review") return closed_panel(view.whole, act);
  const button = (name, kind, shape, key, run) => h("button", { type: "button", class: `btn ${kind}`, "data-act": name, disabled: view.busy, onclick: run },
    icon(shape), h("span", {}, say(view.busy && name === "approve" ? "decide.busy" : `decide.${name}`)), key_hint(key));
  return h("div", { class: "card-wh decide" },
    h("h2", {}, say("decide.title")),
    cautions(view.whole),
    view.trouble && trouble(view.trouble),
    h("div", {}, h("label", { class: "form-label", for: "resolution" }, say("decide.resolution")),
      h("input", { class: "form-control", id: "resolution", maxlength: "64", autocomplete: "off", value: resolution, placeholder: say("decide.resolution_sample"), oninput: (event) => { resolution = event.target.value; } })),
    button("approve", "btn-primary btn-wide", "tick", "A", act.approve),
    h("p", { class: "hint" }, say("decide.approve_means")),
    h("div", { class: "other-acts" },
      button("return", "btn-plain", "return", "R", act.give_back),
      button("forward", "btn-plain", "forward", "F", act.forward),
      button("reject", "btn-danger-wh", "cross", "X", act.reject)));
}

function cautions(whole) {
  const codes = whole.checks.map((check) => check.code).filter((code) => code !== "complete");
  if (!codes.length) return notice("good", "tick_circle", say("caution.none"));
  return codes.map((code) => notice(code === "signature-missing" ? "error" : "caution", { duplicate: "part", "signature-missing": "alert" }[code] ?? "diamond",
    say(code === "signature-missing" && whole.signature?.declined ? "caution.signature-declined" : `caution.${code}`)));
}

function decided_panel(view, act) {
  const { action, state } = view.decided;
  const next = view.next;
  return h("div", { class: "card-wh decide decided" },
    h("div", { class: "decided-mark" }, icon("tick_circle"), h("h2", {}, say(`decided.${action}`))),
    h("p", {}, say(state === "settled" ? `decided.${action}_settled` : "decided.undoable")),
    next !== null && h("button", { type: "button", class: "btn btn-primary btn-wide", "data-first": "", "data-act": "next", onclick: act.go_next },
      h("span", {}, next ? say("decided.next_who", { who: next.masked_name, occupation: occupation(next.occupation) }) : say("decided.next")), key_hint("N")),
    next === null && h("p", { class: "hint" }, say("decided.no_next")),
    h("a", { class: "btn btn-plain btn-wide", href: to_queue(), "data-first": next === null ? "" : null }, say("act.to_queue"), key_hint("B")));
}

function closed_panel(whole, act) {
  const reason = whole.decided_reason || [...(whole.history ?? [])].reverse().find((entry) => entry.reason)?.reason;
  return h("div", { class: "card-wh decide" },
    h("h2", {}, say(`closed.${whole.state}`)),
    reason && h("div", { class: "preview" }, h("span", { class: "hint" }, say("decide.rider_sees")), h("p", {}, reason)),
    h("p", { class: "hint" }, say("closed.more")),
    h("button", { type: "button", class: "btn btn-plain btn-wide", "data-act": "next", onclick: act.go_next }, say("decided.next"), key_hint("N")));
}

const dialog_acts = (close, kind, label) => h("div", { class: "dialog-acts" },
  h("button", { type: "button", class: "btn btn-plain", onclick: close }, say("act.cancel")),
  h("button", { class: `btn ${kind}`, "data-confirm": "" }, label));

/** The reason's field with phrases to begin from and the sentence as the rider will read it. */
function reason_field(draft, phrases, sentence_of) {
  const seen = h("p", {});
  const error = h("div", { class: "field-error", role: "alert", id: "reason-error" });
  const area = h("textarea", { class: "form-control", id: "reason", rows: "2", maxlength: String(kReasonLimit), "aria-describedby": "reason-error", oninput: show });
  area.value = draft.reason;
  function show() {
    draft.reason = area.value;
    seen.textContent = sentence_of() || say("decide.rider_sees_nothing");
  }
  const element = h("div", {}, h("label", { class: "form-label", for: "reason" }, say("decide.reason")), area,
    h("div", { class: "phrases" }, phrases.map((phrase) => h("button", { type: "button", onclick: () => {
      area.value = area.value.trim() ? `${area.value.trim()} ${phrase}`.slice(0, kReasonLimit) : phrase;
      show();
      area.focus();
    } }, phrase))), error,
    h("div", { class: "preview gap-above" }, h("span", { class: "hint" }, say("decide.rider_sees")), seen));
  show();
  return { element, area, error, show };
}

export function ask_return(whole, decide) {
  const draft = draft_of(whole.id, "return");
  const values = {
    name: whole.name, document: whole.document_number, mobile: whole.mobile, occupation: occupation(whole.occupation), platform: whole.platform,
    employer: whole.employer, street: whole.street?.name, signature: whole.signature?.svg_path ? say("signature.present") : say("signature.missing_short"),
  };
  const sentence = () => draft.reason.trim() || (draft.fields.size ? say("return.default", { fields: kFields.filter((name) => draft.fields.has(name)).map((name) => say(`field.${name}`)).join(say("list.and")) }) : "");
  open_dialog((close) => {
    const reason = reason_field(draft, kReturnPhrases.map((name) => say(`return.phrase_${name}`)), sentence);
    const error = h("div", { class: "field-error", role: "alert", id: "fields-error" });
    const toggle = (name, on) => { on ? draft.fields.add(name) : draft.fields.delete(name); field_error(error, null); reason.show(); };
    return h("form", { novalidate: true, onsubmit: (event) => {
      event.preventDefault();
      if (!draft.fields.size) { field_error(error, say("return.none")); return event.target.querySelector("input").focus(); }
      close();
      decide({ action: "return", fields: kFields.filter((name) => draft.fields.has(name)), reason: sentence(), union_code: "", person: "", resolution: "" });
    } },
    h("h2", { tabindex: "-1" }, say("return.title", { who: whole.name })), h("p", {}, say("return.means")),
    h("fieldset", { "aria-describedby": "fields-error" }, h("legend", {}, say("return.which")), h("div", { class: "choice-grid" }, kFields.map((name, at) => h("label", { class: "form-check" },
      h("input", { type: "checkbox", class: "form-check-input", name: "field", value: name, checked: draft.fields.has(name), "data-first": at === 0 ? "" : null, onchange: (event) => toggle(name, event.target.checked) }),
      say(`field.${name}`), h("span", { class: "value" }, values[name] || say("none"))))), error),
    reason.element, dialog_acts(close, "btn-primary", say("decide.return")));
  });
}

export function ask_reject(whole, decide) {
  const draft = draft_of(whole.id, "reject");
  open_dialog((close) => {
    const reason = reason_field(draft, kRejectPhrases.map((name) => say(`reject.phrase_${name}`)), () => draft.reason.trim());
    reason.area.setAttribute("data-first", "");
    return h("form", { novalidate: true, onsubmit: (event) => {
      event.preventDefault();
      if (!draft.reason.trim()) { field_error(reason.error, say("reject.none")); return reason.area.focus(); }
      close();
      decide({ action: "reject", fields: [], reason: draft.reason.trim(), union_code: "", person: "", resolution: "" });
    } },
    h("h2", { tabindex: "-1" }, say("reject.title", { who: whole.name })), notice("caution", "alert", say("reject.means")),
    reason.element, dialog_acts(close, "btn-danger-wh", say("reject.confirm")));
  });
}

export async function ask_forward(whole, decide) {
  const draft = draft_of(whole.id, "forward");
  let unions = null;
  const place = h("div", {});
  const error = h("div", { class: "field-error", role: "alert" });
  const search = h("input", { class: "form-control", type: "search", id: "union-search", "data-first": "", autocomplete: "off", oninput: () => list() });
  function list() {
    if (!unions) return;
    const wanted = search.value.trim().toLowerCase();
    const found = unions.filter((one) => one.code !== whole.union?.code && `${one.name} ${one.name_en} ${one.code}`.toLowerCase().includes(wanted));
    replace(place, found.length ? h("div", { class: "union-list", role: "radiogroup", "aria-label": say("forward.which") }, found.map((one) => h("label", {},
      h("input", { type: "radio", class: "form-check-input", name: "union", value: one.code, checked: draft.union_code === one.code, onchange: () => { draft.union_code = one.code; field_error(error, null); } }),
      either(one.name, one.name_en), h("span", { class: "kind" }, say(`union.${one.kind}`)))))
      : h("p", { class: "hint" }, say("forward.no_union")));
  }
  open_dialog((close) => h("form", { novalidate: true, onsubmit: (event) => {
    event.preventDefault();
    if (!draft.union_code) return field_error(error, say("forward.none"));
    close();
    decide({ action: "forward", fields: [], reason: "", union_code: draft.union_code, person: "", resolution: "" });
  } },
  h("h2", { tabindex: "-1" }, say("forward.title", { who: whole.name })), h("p", {}, say("forward.means")),
  h("div", {}, h("label", { class: "form-label", for: "union-search" }, say("forward.search")), search), place, error,
  dialog_acts(close, "btn-primary", say("decide.forward"))));
  try {
    unions = (await centre.unions()).items;
    list();
  } catch (refused) {
    replace(place, trouble(refused));
  }
}
