// The joining form on the rider's phone: the kiosk's steps, fields, rules and sentences. The kiosk is free from the moment it was handed over.
import { call, phoneId } from "./api.js";
import { date, el, grouped, show } from "./dom.js";
import { faceCard, loadFace } from "./face.js";
import { finish, keep, load } from "./form_state.js";
import { signaturePad } from "./signature.js";
import { language, loadWords, offerLanguage, say } from "./words.js";

const token = location.hash.startsWith("#join=") ? location.hash.slice(6) : "";
const state = load(token);
const draft = () => state.draft;
let form = null;
let errors = {};
let suggestion = "";
let trouble = "";
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
  return consent.text.replaceAll("{controller_phone}", form.controller_phone).replaceAll("{controller}", form.controller)
    .replaceAll("{union_phone}", union?.phone ?? "").replaceAll("{union}", union?.name ?? "");
}
const given = (id) => draft().consents.includes(id);

function set(key, value) {
  draft()[key] = value;
  keep(state);
}

function errorOf(field) {
  return el("p", { class: "error", id: `${field}Error`, "data-field": field, role: "alert", hidden: !errors[field] }, errorWords(field));
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
    node.parentElement.classList.toggle("bad", Boolean(errors[field]) && node.parentElement !== document.getElementById("main"));
  }
  const meant = document.getElementById("suggestion");
  if (meant) {
    meant.hidden = !(suggestion && errors.document);
    meant.textContent = say("identity.did-you-mean", grouped(suggestion, [6, 8, 4]));
  }
}

// ---- fields

function textField(field, key, label, attributes) {
  const input = el("input", { id: key, value: draft()[key], autocomplete: "off", ...attributes });
  input.addEventListener("input", () => set(key, input.value));
  input.addEventListener("change", () => leave(field));
  return el("div", { class: errors[field] ? "bad" : "" }, el("label", { for: key }, label), input, errorOf(field));
}

function choices(key, values, name) {
  return el("div", { class: "choices", role: "radiogroup" }, ...values.map((value) => {
    const input = el("input", { type: "radio", name: key, value, checked: draft()[key] === value });
    input.addEventListener("change", () => {
      set(key, value);
      delete errors[key];
      if (key === "document_kind") leave("document");
    });
    return el("label", {}, input, name(value));
  }));
}

function select(key, values, chosen, hint) {
  const node = el("select", { id: key }, el("option", { value: "" }, hint), ...values.map((one) => el("option", { value: one.code, selected: one.code === chosen }, one.name)));
  return node;
}

function agreeBox(consent) {
  const input = el("input", { type: "checkbox", id: `consent-${consent.id}`, checked: given(consent.id) });
  input.addEventListener("change", () => {
    set("consents", input.checked ? [...draft().consents, consent.id] : draft().consents.filter((id) => id !== consent.id));
    delete errors.consents;
  });
  return el("section", { class: errors.consents && consent.required && !given(consent.id) ? "card bad" : "card" },
    el("h3", {}, `${say(`consent.title.${consent.id}`)} · ${say(consent.required ? "consent.required" : "consent.optional")}`),
    el("p", {}, shownConsent(consent)),
    el("label", { class: "check" }, input, say(`consent.agree.${consent.id}`)));
}

// The server's one validator is asked when a field is left; what is merely empty is asked for by the step's button.
async function leave(field) {
  const answer = await call("check", { ...draft(), language, fields: [field] });
  if (!answer.ok) return;
  const key = answer.body.errors[field];
  if (key && !key.endsWith(".empty")) errors[field] = key;
  else delete errors[field];
  suggestion = field === "document" ? answer.body.suggestion : suggestion;
  paintErrors();
}

// ---- steps

function drawConsents() {
  return [el("h2", {}, say("join.consent.title")), el("p", { class: "lead" }, say("phone.at", form.station)),
    ...form.answers.map((one) => el("section", { class: "card" }, el("h3", {}, one.question), el("p", {}, one.answer))),
    ...form.consents.filter((one) => one.id !== "receiving-union").map(agreeBox), errorOf("consents")];
}

function drawIdentity() {
  const none = el("input", { type: "checkbox", id: "noMobile", checked: draft().no_mobile });
  none.addEventListener("change", () => {
    set("no_mobile", none.checked);
    delete errors.mobile;
    draw(false);
  });
  return [el("h2", {}, say("join.identity.title")), el("p", { class: "lead" }, say("join.identity.lead")),
    textField("name", "name", say("identity.name"), { autocomplete: "name", placeholder: say("identity.name.hint") }),
    el("fieldset", {}, el("legend", {}, say("identity.document")),
      choices("document_kind", ["resident-id", "residence-permit", "foreign-permanent"], (kind) => say(`document.${kind}`))),
    textField("document", "document_number", say("identity.number"), { placeholder: say("identity.number.hint"), autocapitalize: "characters" }),
    el("button", { type: "button", class: "plain", id: "suggestion", hidden: !(suggestion && errors.document), onclick: () => {
      set("document_number", suggestion);
      suggestion = "";
      errors = {};
      draw(false);
    } }, say("identity.did-you-mean", grouped(suggestion, [6, 8, 4]))),
    draft().no_mobile ? null : textField("mobile", "mobile", say("identity.mobile"), { inputmode: "tel", autocomplete: "tel", placeholder: say("identity.mobile.hint") }),
    el("label", { class: "check" }, none, say("identity.no-mobile")), el("p", { class: "note" }, say("identity.no-mobile.note"))];
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
  const outside = el("input", { type: "checkbox", id: "outsideCity", checked: draft().outside_city });
  outside.addEventListener("change", () => {
    set("outside_city", outside.checked);
    if (outside.checked) set("street", "");
    proposeUnion();
    delete errors.street;
    draw(false);
  });
  return [el("h2", {}, say("join.work.title")), el("p", { class: "lead" }, say("join.work.lead")),
    el("fieldset", {}, el("legend", {}, say("work.occupation")), choices("occupation", form.occupations, (one) => say(`occupation.${one}`)), errorOf("occupation")),
    draft().outside_city ? null : el("div", { class: errors.street ? "bad" : "" }, el("label", { for: "district" }, say("street.district.title")), districts,
      el("label", { for: "street" }, say("work.street")), streets, errorOf("street")),
    el("label", { class: "check" }, outside, say("work.outside-city")), el("p", { class: "note" }, say("work.outside-city.note")),
    textField("platform", "platform", say("field.optional", say("work.platform")), { maxlength: "30" }),
    textField("employer", "employer", say("field.optional", say("work.employer")), { maxlength: "60", placeholder: say("work.employer.hint") })];
}

// By the street of work, as the kiosk does: the street's own union first, else the station's.
function proposeUnion() {
  const serving = form.unions.find((one) => one.kind === "street" && one.streets.includes(draft().street)) ?? form.unions.find((one) => one.streets.includes(draft().street));
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
  return [el("h2", {}, say("join.union.title")), el("p", { class: "lead" }, say("join.union.lead")), unions,
    union ? el("dl", {}, el("dt", {}, say("union.address")), el("dd", {}, union.address), el("dt", {}, say("union.phone")), el("dd", {}, union.phone)) : null,
    el("p", { class: "note" }, say("join.union.note")), ...form.consents.filter((one) => one.id === "receiving-union").map(agreeBox), errorOf("receiving-union"), errorOf("consents")];
}

function drawSignature() {
  const signature = draft().signature;
  const pad = signaturePad(signature, () => {
    delete errors.signature;
    keep(state);
  });
  const declined = el("input", { type: "checkbox", id: "declined", checked: signature.declined });
  declined.addEventListener("change", () => {
    signature.declined = declined.checked;
    keep(state);
    delete errors.signature;
    draw(false);
  });
  return [el("h2", {}, say("join.sign.title")), el("p", {}, say("join.sign.declaration")),
    ...(signature.declined ? [] : [el("p", { class: "note" }, say("sign.here")), pad.canvas, el("button", { type: "button", class: "plain", onclick: pad.clear }, say("sign.again"))]),
    el("label", { class: "check" }, declined, say("sign.declined")), el("p", { class: "note" }, say("sign.declined.note")), errorOf("signature")];
}

// ---- from step to step

async function next() {
  if (saving) return;
  const step = STEPS[state.step];
  errors = {};
  trouble = "";
  const required = form.consents.filter((one) => one.required && (state.step === 0 ? one.id !== "receiving-union" : one.id === "receiving-union"));
  if (step.fields.includes("consents") && required.some((one) => !given(one.id))) errors.consents = state.step === 0 ? "error.consents.missing" : "error.union.consent";
  const asked = step.fields.filter((field) => field !== "consents");
  if (asked.length > 0) {
    const answer = await call("check", { ...draft(), language, fields: asked });
    if (!answer.ok) trouble = say(answer.status === 0 ? "phone.offline" : "phone.busy");
    errors = { ...errors, ...(answer.body.errors ?? {}) };
    suggestion = answer.body.suggestion ?? "";
  }
  if (trouble || Object.keys(errors).length > 0) return draw(false, true);
  if (state.step + 1 === STEPS.length) return submit();
  ++state.step;
  keep(state);
  draw();
}

async function submit() {
  saving = true;
  draw(false);
  const answer = await call("join", { ...draft(), token, id: state.id, phone: phoneId(), language });
  saving = false;
  if (answer.ok) {
    finish(state, answer.body);
    state.done = answer.body;
    localStorage.setItem("card", answer.body.card);
    localStorage.removeItem("approved");
    return draw();
  }
  if (answer.status === 422) {
    errors = answer.body.errors;
    state.step = Math.max(0, STEPS.findIndex((step) => step.fields.some((field) => errors[field])));
  } else {
    trouble = say(answer.status === 0 ? "phone.offline" : answer.status === 409 ? "phone.used" : "phone.busy");
  }
  draw(false, true);
}

async function drawDone() {
  const done = state.done;
  const face = await loadFace(done.card);
  show(el("h2", { id: "doneTitle" }, say("done.title")), el("p", { class: "lead" }, say("phone.done.lead")),
    el("p", {}, say("card.query-code")), el("p", { class: "code", id: "queryCode" }, grouped(done.query_code, [3, 3, 3])),
    face ? faceCard(face, false) : el("p", { class: "notice" }, say("phone.offline")),
    el("p", { class: "note" }, say("card.expires", date(done.expires_ms))),
    el("a", { href: "/phone/card.html" }, say("phone.card.page")));
}

function draw(top = true, toError = false) {
  if (state.done) return drawDone();
  const at = window.scrollY;
  const last = state.step + 1 === STEPS.length;
  show(el("p", { class: "step" }, say("phone.step", state.step + 1, STEPS.length)),
    ...STEPS[state.step].draw(),
    trouble ? el("p", { class: "notice error", id: "trouble", role: "alert" }, trouble) : null,
    el("button", { class: "primary", id: "next", disabled: saving, onclick: next }, saving ? say("join.review.saving") : last ? say("join.review.submit") : say("frame.next")),
    state.step > 0 ? el("button", { class: "plain", id: "back", onclick: () => {
      --state.step;
      errors = {};
      draw();
    } }, say("phone.back")) : null);
  if (!top) window.scrollTo(0, at);
  if (toError) document.querySelector(".error:not([hidden]), .bad, #trouble")?.scrollIntoView({ block: "center" });
}

async function open() {
  if (!token) return show(el("h2", {}, say("phone.none.title")), el("p", { class: "notice", id: "noForm" }, say("phone.none")));
  if (state.done) return drawDone();
  const answer = await call("form", { token, phone: phoneId(), language });
  if (!answer.ok) {
    const key = answer.status === 0 ? "phone.offline" : answer.status === 409 ? "phone.used" : answer.status === 403 ? "phone.forbidden" : "phone.busy";
    return show(el("h2", {}, say("join.title")), el("p", { class: "notice caution", id: "refused", role: "alert" }, say(key)),
      el("button", { class: "primary", onclick: () => location.reload() }, say("phone.again")));
  }
  form = answer.body;
  if (draft().district && draft().district !== form.district) {
    const streets = await call("streets", { district: draft().district });
    if (streets.ok) form.streets = streets.body;
  }
  draw();
}

await loadWords();
offerLanguage(open);
await open();
