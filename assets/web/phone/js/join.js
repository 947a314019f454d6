// The joining form on the rider's phone: the kiosk's steps, fields, rules and sentences. The kiosk is free from the
// moment it was handed over.
import { day, grouped } from "/shared/js/format.js";
import { h } from "/shared/js/h.js";
import { language, say } from "/shared/js/i18n.js";
import { call, phoneId } from "./api.js";
import { finish, keep, load, wipeInTime } from "./form_state.js";
import { show, start } from "./page.js";
import { signaturePad } from "./signature.js";

const token = location.hash.startsWith("#join=") ? location.hash.slice(6) : "";
const state = load(token);
const draft = () => state.draft;
let form = null;
let errors = {};
let suggestion = "";
let errorText = "";
let saving = false;

const STEPS = [
  { fields: ["consents"], draw: drawConsents },
  { fields: ["name", "document", "mobile"], draw: drawIdentity },
  { fields: ["occupation", "platform", "employer", "street"], draw: drawWork },
  { fields: ["receiving-union", "consents"], draw: drawUnion },
  { fields: ["signature"], draw: drawSignature },
];

function shownConsent(consent) {
  const union = form.unions.find((one) => one.code === draft().union);
  return consent.text.replaceAll("{controller_phone}", form.controller_phone)
    .replaceAll("{controller}", form.controller)
    .replaceAll("{union_phone}", union?.phone ?? "").replaceAll("{union}", union?.name ?? "");
}
const given = (id) => draft().consents.includes(id);

function set(key, value) {
  draft()[key] = value;
  keep(state);
}

function errorOf(field) {
  return h("p", { class: "error", id: `${field}Error`, "data-field": field, role: "alert", hidden: !errors[field] },
    errorWords(field));
}

function errorWords(field) {
  return errors[field] ? say(errors[field], form.unions.find((one) => one.code === form.union)?.address ?? "") : "";
}

// In place: whoever types in the next field already must not lose the cursor.
function paintErrors() {
  for (const node of document.querySelectorAll("[data-field]")) {
    const field = node.dataset.field;
    node.hidden = !errors[field];
    node.textContent = errorWords(field);
    node.parentElement.classList.toggle("bad",
      Boolean(errors[field]) && node.parentElement !== document.getElementById("main"));
  }
  const meant = document.getElementById("suggestion");
  if (meant) {
    meant.hidden = !(suggestion && errors.document);
    meant.textContent = say("identity.did-you-mean", grouped(suggestion, [6, 8, 4]));
  }
}

// ---- fields

function textField(field, key, label, attributes) {
  const input = h("input", { id: key, value: draft()[key], autocomplete: "off", ...attributes });
  input.addEventListener("input", () => set(key, input.value));
  input.addEventListener("change", () => leave(field));
  return h("div", { class: errors[field] ? "bad" : "" }, h("label", { for: key }, label), input, errorOf(field));
}

function choices(key, values, name) {
  return h("div", { class: "choices", role: "radiogroup" }, ...values.map((value) => {
    const input = h("input", { type: "radio", name: key, value, checked: draft()[key] === value });
    input.addEventListener("change", () => {
      set(key, value);
      delete errors[key];
      if (key === "document_kind") leave("document");
    });
    return h("label", {}, input, name(value));
  }));
}

function select(key, values, chosen, hint) {
  const node = h("select", { id: key }, h("option", { value: "" }, hint),
    ...values.map((one) => h("option", { value: one.code, selected: one.code === chosen }, one.name)));
  return node;
}

function agreeBox(consent) {
  const input = h("input", { type: "checkbox", id: `consent-${consent.id}`, checked: given(consent.id) });
  input.addEventListener("change", () => {
    set("consents", input.checked
      ? [...draft().consents, consent.id]
      : draft().consents.filter((id) => id !== consent.id));
    delete errors.consents;
  });
  return h("section", { class: errors.consents && consent.required && !given(consent.id) ? "card bad" : "card" },
    h("h3", {}, say(`consent.title.${consent.id}`) + " · "
      + say(consent.required ? "consent.required" : "consent.optional")),
    h("p", {}, shownConsent(consent)),
    h("label", { class: "check" }, input, say(`consent.agree.${consent.id}`)));
}

// The server's one validator is asked when a field is left; what is merely empty is asked for by the step's button.
async function leave(field) {
  const answer = await call("check", { ...draft(), language: language(), fields: [field] });
  if (!answer.ok) return;
  const key = answer.body.errors[field];
  if (key && !key.endsWith(".empty")) errors[field] = key;
  else delete errors[field];
  suggestion = field === "document" ? answer.body.suggestion : suggestion;
  paintErrors();
}

// ---- steps

function drawConsents() {
  return [h("h2", {}, say("join.consent.title")), h("p", { class: "lead" }, say("phone.at", form.station)),
    ...form.answers.map((one) => h("section", { class: "card" }, h("h3", {}, one.question), h("p", {}, one.answer))),
    ...form.consents.filter((one) => one.id !== "receiving-union").map(agreeBox), errorOf("consents")];
}

function drawIdentity() {
  const none = h("input", { type: "checkbox", id: "noMobile", checked: draft().no_mobile });
  none.addEventListener("change", () => {
    set("no_mobile", none.checked);
    delete errors.mobile;
    draw(false);
  });
  return [h("h2", {}, say("join.identity.title")), h("p", { class: "lead" }, say("join.identity.lead")),
    textField("name", "name", say("identity.name"), { autocomplete: "name", placeholder: say("identity.name.hint") }),
    h("fieldset", {}, h("legend", {}, say("identity.document")),
      choices("document_kind", ["resident-id", "residence-permit", "foreign-permanent"],
        (kind) => say(`document.${kind}`))),
    textField("document", "document_number", say("identity.number"),
      { placeholder: say("identity.number.hint"), autocapitalize: "characters" }),
    h("button", { type: "button", class: "plain", id: "suggestion", hidden: !(suggestion && errors.document),
      onclick: () => {
        set("document_number", suggestion);
        suggestion = "";
        errors = {};
        draw(false);
      } }, say("identity.did-you-mean", grouped(suggestion, [6, 8, 4]))),
    draft().no_mobile ? null : textField("mobile", "mobile", say("identity.mobile"),
      { inputmode: "tel", autocomplete: "tel", placeholder: say("identity.mobile.hint") }),
    h("label", { class: "check" }, none, say("identity.no-mobile")),
    h("p", { class: "note" }, say("identity.no-mobile.note"))];
}

function drawWork() {
  const district = draft().district || form.district;
  const districts = select("district", form.districts, district, say("street.district.title"));
  districts.addEventListener("change", async () => {
    set("district", districts.value);
    set("street", "");
    const answer = await call("streets", { district: districts.value });
    if (answer.ok) form.streets = answer.body;
    draw(false);
  });
  const streets = select("street", form.streets, draft().street, say("work.street.hint"));
  streets.addEventListener("change", () => {
    set("street", streets.value);
    proposeUnion();
    delete errors.street;
  });
  const outside = h("input", { type: "checkbox", id: "outsideCity", checked: draft().outside_city });
  outside.addEventListener("change", () => {
    set("outside_city", outside.checked);
    if (outside.checked) set("street", "");
    proposeUnion();
    delete errors.street;
    draw(false);
  });
  return [h("h2", {}, say("join.work.title")), h("p", { class: "lead" }, say("join.work.lead")),
    h("fieldset", {}, h("legend", {}, say("work.occupation")),
      choices("occupation", form.occupations, (one) => say(`occupation.${one}`)), errorOf("occupation")),
    draft().outside_city ? null : h("div", { class: errors.street ? "bad" : "" },
      h("label", { for: "district" }, say("street.district.title")), districts,
      h("label", { for: "street" }, say("work.street")), streets, errorOf("street")),
    h("label", { class: "check" }, outside, say("work.outside-city")),
    h("p", { class: "note" }, say("work.outside-city.note")),
    textField("platform", "platform", say("field.optional", say("work.platform")), { maxlength: "30" }),
    textField("employer", "employer", say("field.optional", say("work.employer")),
      { maxlength: "60", placeholder: say("work.employer.hint") })];
}

// By the street of work, as the kiosk does: the street's own union first, else the station's.
function proposeUnion() {
  const serving = form.unions.find((one) => one.kind === "street" && one.streets.includes(draft().street))
    ?? form.unions.find((one) => one.streets.includes(draft().street));
  const code = serving?.code ?? form.union;
  if (code !== draft().union) set("consents", draft().consents.filter((id) => id !== "receiving-union"));
  set("union", code);
}

function drawUnion() {
  if (!draft().union) proposeUnion();
  const unions = select("union", form.unions, draft().union, say("union.list.title"));
  unions.addEventListener("change", () => {
    set("union", unions.value);
    set("consents", draft().consents.filter((id) => id !== "receiving-union"));
    draw(false);
  });
  const union = form.unions.find((one) => one.code === draft().union);
  return [h("h2", {}, say("join.union.title")), h("p", { class: "lead" }, say("join.union.lead")), unions,
    union ? h("dl", {}, h("dt", {}, say("union.address")), h("dd", {}, union.address),
      h("dt", {}, say("union.phone")), h("dd", {}, union.phone)) : null,
    h("p", { class: "note" }, say("join.union.note")),
    ...form.consents.filter((one) => one.id === "receiving-union").map(agreeBox), errorOf("receiving-union"),
    errorOf("consents")];
}

function drawSignature() {
  const signature = draft().signature;
  const pad = signaturePad(signature, () => {
    delete errors.signature;
    keep(state);
  });
  const declined = h("input", { type: "checkbox", id: "declined", checked: signature.declined });
  declined.addEventListener("change", () => {
    signature.declined = declined.checked;
    keep(state);
    delete errors.signature;
    draw(false);
  });
  return [h("h2", {}, say("join.sign.title")), h("p", {}, say("join.sign.declaration")),
    ...(signature.declined ? [] : [h("p", { class: "note" }, say("sign.here")), pad.canvas,
      h("button", { type: "button", class: "plain", onclick: pad.clear }, say("sign.again"))]),
    h("label", { class: "check" }, declined, say("sign.declined")),
    h("p", { class: "note" }, say("sign.declined.note")), errorOf("signature")];
}

// ---- from step to step

async function next() {
  if (saving) return;
  const step = STEPS[state.step];
  errors = {};
  errorText = "";
  const required = form.consents.filter((one) =>
    one.required && (state.step === 0 ? one.id !== "receiving-union" : one.id === "receiving-union"));
  if (step.fields.includes("consents") && required.some((one) => !given(one.id))) {
    errors.consents = state.step === 0 ? "error.consents.missing" : "error.union.consent";
  }
  const asked = step.fields.filter((field) => field !== "consents");
  if (asked.length > 0) {
    const answer = await call("check", { ...draft(), language: language(), fields: asked });
    if (!answer.ok) errorText = say(answer.status === 0 ? "phone.offline" : "phone.busy");
    errors = { ...errors, ...(answer.body.errors ?? {}) };
    suggestion = answer.body.suggestion ?? "";
  }
  if (errorText || Object.keys(errors).length > 0) return draw(false, true);
  if (state.step + 1 === STEPS.length) return submit();
  ++state.step;
  keep(state);
  draw();
}

async function submit() {
  saving = true;
  draw(false);
  const answer = await call("join", { ...draft(), token, id: state.id, phone: phoneId(), language: language() });
  saving = false;
  if (answer.ok) {
    finish(state, answer.body);
    state.done = answer.body;
    state.draft = {};
    localStorage.setItem("card", answer.body.card);
    return draw();
  }
  if (answer.status === 422) {
    errors = answer.body.errors;
    state.step = Math.max(0, STEPS.findIndex((step) => step.fields.some((field) => errors[field])));
  } else {
    errorText = say(answer.status === 0 ? "phone.offline" : answer.status === 409 ? "phone.used" : "phone.busy");
  }
  draw(false, true);
}

async function drawDone() {
  const done = state.done;
  const card = await import("./card_view.js").catch(() => null);  // not before there is one: the first view is light
  const face = await card?.loadCardView(done.card);
  show(h("h2", { id: "doneTitle" }, say("done.title")), h("p", { class: "lead" }, say("phone.done.lead")),
    h("p", {}, say("card.query-code")), h("p", { class: "code", id: "queryCode" }, grouped(done.query_code, [3, 3, 3])),
    face ? card.cardView(face) : h("p", { class: "notice" }, say("phone.offline")),
    h("p", { class: "note" }, say("card.expires", day(done.expires_ms))),
    h("a", { href: "/phone/card.html" }, say("phone.card.page")));
}

function draw(top = true, toError = false) {
  if (state.done) return drawDone();
  const at = window.scrollY;
  const last = state.step + 1 === STEPS.length;
  show(h("p", { class: "step" }, say("phone.step", state.step + 1, STEPS.length)),
    ...STEPS[state.step].draw(),
    errorText ? h("p", { class: "notice error", id: "formError", role: "alert" }, errorText) : null,
    h("button", { class: "primary", id: "next", disabled: saving, onclick: next },
      saving ? say("join.review.saving") : last ? say("join.review.submit") : say("frame.next")),
    state.step > 0 ? h("button", { class: "plain", id: "back", onclick: () => {
      --state.step;
      errors = {};
      draw();
    } }, say("phone.back")) : null);
  if (!top) window.scrollTo(0, at);
  if (toError) document.querySelector(".error:not([hidden]), .bad, #formError")?.scrollIntoView({ block: "center" });
}

function over() {
  form = null;
  show(h("h2", {}, say("join.title")),
    h("p", { class: "notice caution", id: "refused", role: "alert" }, say("phone.used")));
}

async function open() {
  if (!token) {
    return show(h("h2", {}, say("phone.none.title")), h("p", { class: "notice", id: "noForm" }, say("phone.none")));
  }
  if (state.done) return drawDone();
  const answer = await call("form", { token, phone: phoneId(), language: language() });
  if (!answer.ok) {
    const key = answer.status === 0 ? "phone.offline"
      : answer.status === 409 ? "phone.used"
      : answer.status === 403 ? "phone.forbidden"
      : "phone.busy";
    return show(h("h2", {}, say("join.title")),
      h("p", { class: "notice caution", id: "refused", role: "alert" }, say(key)),
      h("button", { class: "primary", onclick: () => location.reload() }, say("phone.again")));
  }
  form = answer.body;
  if (draft().district && draft().district !== form.district) {
    const streets = await call("streets", { district: draft().district });
    if (streets.ok) form.streets = streets.body;
  }
  draw();
}

wipeInTime(state, over);
start(open);
