// What a reviewer can do with an opened application: the panel beside it, and the dialogs that ask once, naming the
// consequence. Half-written reasons are kept in memory by application, so that a lost session or a closed dialog costs
// no words.

import { h, replace } from "/shared/js/h.js";
import { either, say } from "/shared/js/i18n.js";
import { centre } from "../api.js";
import { error_notice, key_hint, notice } from "../components.js";
import { icon } from "../icons.js";
import { ask_once, reason_field } from "../kit/dialog.js";
import { error_place } from "../kit/form.js";
import { address_of } from "../kit/registry.js";
import { occupation } from "./application_table.js";

const kReasonLimit = 400;  // core/central/review/review.h
// ApplicationDecision.fields
const kFields = ["name", "document", "mobile", "occupation", "platform", "employer", "street", "signature"];
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

/** view: { whole, decided, busy, refused, next }; act: { approve, give_back, reject, forward, go_next }. */
export function decision_panel(view, act) {
  if (view.decided) return decided_panel(view, act);
  if (view.whole.state !== "awaiting-review") return closed_panel(view.whole, act);
  const button = (name, kind, shape, key, run) =>
    h("button", { type: "button", class: `btn ${kind}`, "data-act": name, disabled: view.busy, onclick: run },
      icon(shape), h("span", {}, say(view.busy && name === "approve" ? "decide.busy" : `decide.${name}`)),
      key_hint(key));
  return h("div", { class: "card-wh decide" },
    h("h2", {}, say("decide.title")),
    cautions(view.whole),
    view.refused && error_notice(view.refused),
    h("div", {}, h("label", { class: "form-label", for: "resolution" }, say("decide.resolution")),
      h("input", { class: "form-control", id: "resolution", maxlength: "64", autocomplete: "off", value: resolution,
        placeholder: say("decide.resolution_sample"), oninput: (event) => { resolution = event.target.value; } })),
    button("approve", "btn-primary btn-wide", "tick", "A", act.approve),
    h("p", { class: "hint" }, say("decide.approve_means")),
    h("div", { class: "other-acts" },
      button("return", "btn-plain", "return", "R", act.give_back),
      button("forward", "btn-plain", "forward", "F", act.forward),
      button("reject", "btn-danger-wh", "cross", "X", act.reject)));
}

function cautions(whole) {
  const broken = whole.broken_fields ?? [];
  // Fields that break the rules are named; then the list's word for them says no more.
  const codes = whole.checks.map((check) => check.code)
    .filter((code) => code !== "complete" && !(broken.length && code === "manual-review"));
  if (!codes.length && !broken.length) return notice("good", "tick_circle", say("caution.none"));
  const named = broken.map((name) => say(`field.${name}`)).join(say("list.and"));
  return [broken.length > 0 && notice("error", "alert", say("caution.broken-fields", { fields: named })),
    ...codes.map((code) => notice(code === "signature-missing" ? "error" : "caution",
    { duplicate: "part", "signature-missing": "alert" }[code] ?? "diamond",
    say(code === "signature-missing" && whole.signature?.declined ? "caution.signature-declined"
      : `caution.${code}`)))];
}

function decided_panel(view, act) {
  const { action, state } = view.decided;
  const next = view.next;
  return h("div", { class: "card-wh decide decided" },
    h("div", { class: "decided-mark" }, icon("tick_circle"), h("h2", {}, say(`decided.${action}`))),
    h("p", {}, say(state === "settled" ? `decided.${action}_settled` : "decided.undoable")),
    next !== null && h("button", { type: "button", class: "btn btn-primary btn-wide", "data-first": "",
      "data-act": "next", onclick: act.go_next },
      h("span", {}, next
        ? say("decided.next_who", { who: next.masked_name, occupation: occupation(next.occupation) })
        : say("decided.next")), key_hint("N")),
    next === null && h("p", { class: "hint" }, say("decided.no_next")),
    h("a", { class: "btn btn-plain btn-wide", href: address_of("queue"), "data-first": next === null ? "" : null },
      say("act.to_queue"), key_hint("B")));
}

function closed_panel(whole, act) {
  const reason = whole.decided_reason || [...(whole.history ?? [])].reverse().find((entry) => entry.reason)?.reason;
  return h("div", { class: "card-wh decide" },
    h("h2", {}, say(`closed.${whole.state}`)),
    reason && h("div", { class: "preview" }, h("span", { class: "hint" }, say("decide.rider_sees")),
      h("p", {}, reason)),
    h("p", { class: "hint" }, say("closed.more")),
    h("button", { type: "button", class: "btn btn-plain btn-wide", "data-act": "next", onclick: act.go_next },
      say("decided.next"), key_hint("N")));
}

const say_error = (field, code) => say(code);

const nothing_else = { fields: [], reason: "", union_code: "", person: "", resolution: "" };

const reason_of = (draft, kind, names, more) => reason_field(draft, {
  label: say("decide.reason"), limit: kReasonLimit, phrases: names.map((name) => say(`${kind}.phrase_${name}`)),
  preview_label: say("decide.rider_sees"), preview_empty: say("decide.rider_sees_nothing"), ...more,
});

export function ask_return(whole, decide) {
  const draft = draft_of(whole.id, "return");
  const chosen = () => kFields.filter((name) => draft.fields.has(name));
  const sentence = () => draft.reason.trim()
    || (draft.fields.size
      ? say("return.default", { fields: chosen().map((name) => say(`field.${name}`)).join(say("list.and")) })
      : "");
  const reason = reason_of(draft, "return", kReturnPhrases, { preview: sentence });
  ask_once({
    title: say("return.title", { who: whole.name }), means: say("return.means"), confirm: say("decide.return"),
    say_error,
    check: () => (draft.fields.size ? {} : { fields: "return.none" }),
    done: () => decide({ ...nothing_else, action: "return", fields: chosen(), reason: sentence() }),
  }, field_choice(whole, draft, reason.show), reason.element);
}

function field_choice(whole, draft, changed) {
  const values = {
    name: whole.name, document: whole.document_number, mobile: whole.mobile, occupation: occupation(whole.occupation),
    platform: whole.platform, employer: whole.employer, street: whole.street?.name,
    signature: whole.signature?.svg_path ? say("signature.present") : say("signature.missing_short"),
  };
  const toggle = (name, on) => { on ? draft.fields.add(name) : draft.fields.delete(name); changed(); };
  return h("fieldset", { "aria-describedby": "fields-error" }, h("legend", {}, say("return.which")),
    h("div", { class: "choice-grid" }, kFields.map((name, at) => h("label", { class: "form-check" },
      h("input", { type: "checkbox", class: "form-check-input", name: "field", "data-field": "fields", value: name,
        checked: draft.fields.has(name), "data-first": at === 0 ? "" : null,
        onchange: (event) => toggle(name, event.target.checked) }),
      say(`field.${name}`), h("span", { class: "value" }, values[name] || say("none"))))), error_place("fields"));
}

export function ask_reject(whole, decide) {
  const draft = draft_of(whole.id, "reject");
  const sentence = () => draft.reason.trim();
  const reason = reason_of(draft, "reject", kRejectPhrases, { preview: sentence, first: true });
  ask_once({
    title: say("reject.title", { who: whole.name }), means: say("reject.means"), confirm: say("reject.confirm"),
    grave: true, say_error,
    check: () => (sentence() ? {} : { reason: "reject.none" }),
    done: () => decide({ ...nothing_else, action: "reject", reason: sentence() }),
  }, reason.element);
}

export async function ask_forward(whole, decide) {
  const draft = draft_of(whole.id, "forward");
  let unions = null;
  const place = h("div", {});
  const search = h("input", { class: "form-control", type: "search", id: "union-search", "data-first": "",
    autocomplete: "off", oninput: list });
  function list() {
    if (!unions) return;
    const wanted = search.value.trim().toLowerCase();
    const found = unions.filter((one) => one.code !== whole.union?.code
      && `${one.name} ${one.name_en} ${one.code}`.toLowerCase().includes(wanted));
    replace(place, found.length
      ? h("div", { class: "union-list", role: "radiogroup", "aria-label": say("forward.which") },
        found.map((one) => h("label", {},
          h("input", { type: "radio", class: "form-check-input", name: "union", value: one.code,
            checked: draft.union_code === one.code, onchange: () => { draft.union_code = one.code; } }),
          either(one.name, one.name_en), h("span", { class: "kind" }, say(`union.${one.kind}`)))))
      : h("p", { class: "hint" }, say("forward.no_union")));
  }
  ask_once({
    title: say("forward.title", { who: whole.name }), means: say("forward.means"), confirm: say("decide.forward"),
    say_error,
    check: () => (draft.union_code ? {} : { union: "forward.none" }),
    done: () => decide({ ...nothing_else, action: "forward", union_code: draft.union_code }),
  }, h("div", {}, h("label", { class: "form-label", for: "union-search" }, say("forward.search")), search), place,
  error_place("union"));
  try {
    unions = (await centre.unions()).items;
    list();
  } catch (refused) {
    replace(place, error_notice(refused));
  }
}
