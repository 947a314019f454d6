// The joining form on the rider's phone: the kiosk's fields, rules and sentences, a screen a question. The kiosk is
// free from the moment it was handed over. Here is the way through the form; its later screens are in join_steps.js,
// which is fetched when the first one stands.
import { h } from "/shared/js/h.js";
import { language, say } from "/shared/js/i18n.js";
import { call, phoneId } from "./api.js";
import { outcome, scene, steps } from "./components.js";
import { finish, keep, wipeInTime } from "./form_state.js";
import { draft, errorOf, given, setGiven, state, token, unionOf, view } from "./join_form.js";
import { loadStyle, show, start } from "./page.js";

const OF_UNION = "receiving-union";
let later = null;
let coming = null;
let failures = 0;

// ---- the screens

const stepNames = () => [say("phone.steps.identity"), say("phone.steps.work"), say("phone.steps.union"),
  say("phone.steps.sign")];

function screens() {
  const paper = (consent) => ({ id: `consent-${consent.id}`, step: consent.id === OF_UNION ? 2 : 0, consent, fields: [],
    draw: () => drawConsent(consent) });
  const notice = (one) => (one.id === "notice" ? 0 : one.required ? 1 : 2);
  const papers = [...view.form.consents].sort((a, b) => notice(a) - notice(b));
  return [
    { id: "start", fields: [], draw: drawStart },
    ...papers.filter((one) => one.id !== OF_UNION).map(paper),
    { id: "identity", step: 0, later: true, fields: ["name", "document", "mobile"],
      draw: () => later.identity(redraw) },
    { id: "work", step: 1, later: true, fields: ["occupation", "platform", "employer", "street"],
      draw: () => later.work(redraw) },
    { id: "union", step: 2, later: true, fields: ["receiving-union"], draw: () => later.union(redraw) },
    ...papers.filter((one) => one.id === OF_UNION).map(paper),
    { id: "sign", step: 3, later: true, fields: ["signature"], draw: () => later.sign(redraw) },
  ];
}

const position = () => Math.max(0, screens().findIndex((one) => one.id === state.at));

// Again after a failure, by another address: browsers remember that a module did not come.
function loadLater() {
  coming ??= Promise.all([import(failures ? `./join_steps.js?again=${failures}` : "./join_steps.js"),
    loadStyle("/phone/css/form.css")])
    .then(([module]) => (later = module))
    .catch(() => {
      ++failures;
      coming = null;
    });
  return coming;
}

function drawStart() {
  return [scene("rider"), h("h2", {}, say("join.title")), h("p", { class: "lead" }, say("phone.at", view.form.station)),
    ...view.form.answers.map((one) => h("details", { class: "row" }, h("summary", {}, one.question),
      h("p", {}, one.answer)))];
}

function wordsOf(consent) {
  const union = unionOf(draft().union);
  return consent.text.replaceAll("{controller_phone}", view.form.controller_phone)
    .replaceAll("{controller}", view.form.controller)
    .replaceAll("{union_phone}", union?.phone ?? "").replaceAll("{union}", union?.name ?? "");
}

function drawConsent(consent) {
  const agreed = given(consent.id);
  const kind = view.errors.consents ? "paper bad" : agreed ? "paper chosen" : "paper";
  return [h("h2", {}, say(`consent.title.${consent.id}`)),
    h("section", { class: kind },
      h("span", { class: "chip" }, say(consent.required ? "consent.required" : "consent.optional")),
      agreed ? h("span", { class: "chip good", id: "given" }, say("phone.consent.given")) : null,
      h("p", { id: "consentText" }, wordsOf(consent).trim())),
    errorOf("consents")];
}

function consentActs(consent) {
  return [h("button", { class: "primary", id: `consent-${consent.id}`, onclick: () => {
    setGiven(consent.id, true);
    go(position() + 1);
  } }, say(`consent.agree.${consent.id}`)),
  h("button", { class: "plain", id: "refuse", onclick: () => {
    setGiven(consent.id, false);
    if (!consent.required) return go(position() + 1);
    view.errors = { consents: "error.consents.missing" };
    draw(false, true);
  } }, say("phone.consent.refuse"))];
}

function acts() {
  const at = position();
  const screen = screens()[at];
  const words = view.saving ? say("join.review.saving")
    : screen.id === "start" ? say("join.questions.begin")
    : screen.id === "sign" ? say("join.review.submit")
    : say("frame.next");
  return h("div", { class: "acts" },
    screen.consent ? consentActs(screen.consent)
      : h("button", { class: "primary", id: "next", disabled: view.saving, onclick: next }, words),
    at > 0 ? h("button", { class: "plain back", id: "back", disabled: view.saving, onclick: back }, say("phone.back"))
      : null);
}

function draw(top = true, toError = false) {
  if (state.done) return drawDone();
  const at = window.scrollY;
  const focused = document.activeElement?.id;
  const screen = screens()[position()];
  show(screen.id, screen.step === undefined ? null : steps(stepNames(), screen.step), ...screen.draw(),
    view.errorText ? h("p", { class: "notice error", id: "formError", role: "alert" }, view.errorText) : null, acts());
  if (!top) {
    window.scrollTo(0, at);
    if (focused) document.getElementById(focused)?.focus({ preventScroll: true });
  }
  if (!toError) return;
  document.querySelector(".error:not([hidden])")?.scrollIntoView({ block: "center" });
  document.querySelector(".bad input, .bad select")?.focus({ preventScroll: true });
}

const redraw = () => draw(false);

// ---- from screen to screen

// Each one is a step of the browser's own history too: the phone's back key goes back in the form, not out of it.
async function go(to, { known = false, errors = {} } = {}) {
  const screen = screens()[to];
  if (screen.later && !(later ?? await loadLater())) {
    view.errorText = say("phone.offline");
    draw(false, true);
    return;
  }
  if (!known) history.pushState({ at: screen.id, from: state.at }, "");
  view.errors = errors;
  view.errorText = "";
  state.at = screen.id;
  keep(state);
  const wrong = Object.keys(errors).length > 0;
  draw(true, wrong);
  if (!wrong) document.querySelector("#main h2")?.focus({ preventScroll: true });
}

function back() {
  const before = screens()[position() - 1];
  if (history.state?.from === before.id) history.back();
  else go(position() - 1);
}

window.addEventListener("popstate", (event) => {
  if (!view.form || state.done || view.saving) return;
  const to = screens().findIndex((one) => one.id === event.state?.at);
  if (to >= 0) go(to, { known: true });
});

async function next() {
  if (view.saving) return;
  const at = position();
  const { fields, id } = screens()[at];
  view.errors = {};
  view.errorText = "";
  if (fields.length > 0) {
    const answer = await call("check", { ...draft(), language: language(), fields });
    if (!view.form) return;  // its time was over meanwhile
    if (!answer.ok) view.errorText = say(answer.status === 0 ? "phone.offline" : "phone.busy");
    view.errors = answer.body.errors ?? {};
    view.suggestion = answer.body.suggestion ?? "";
  }
  if (view.errorText || Object.keys(view.errors).length > 0) return draw(false, true);
  await (id === "sign" ? submit() : go(at + 1));
}

// The first screen that has something to mend.
function firstWrong(errors) {
  const to = screens().findIndex((one) => (one.consent
    ? errors.consents && one.consent.required && !given(one.consent.id)
    : one.fields.some((field) => errors[field])));
  return Math.max(1, to);
}

async function submit() {
  view.saving = true;
  draw(false);
  const answer = await call("join", { ...draft(), token, id: state.id, phone: phoneId(), language: language() });
  view.saving = false;
  if (!view.form) return;
  if (answer.ok) {
    finish(state, answer.body);
    state.done = answer.body;
    state.draft = {};
    localStorage.setItem("card", answer.body.card);
    return drawDone();
  }
  if (answer.status === 422) return go(firstWrong(answer.body.errors), { errors: answer.body.errors });
  view.errorText = say(answer.status === 0 ? "phone.offline" : answer.status === 409 ? "phone.used" : "phone.busy");
  draw(false, true);
}

async function drawDone() {
  const done = await import("./join_done.js").catch(() => null);
  if (done) return done.drawDone(state.done);
  // The number is what must be kept, and is here.
  show("done", h("h2", { id: "doneTitle" }, say("done.title")), h("p", { class: "fact", id: "queryCode" },
    state.done.query_code), h("p", { class: "notice" }, say("phone.offline")));
}

function over() {
  view.form = null;
  show("refused", outcome("lost", say("join.title"),
    h("p", { class: "notice caution", id: "refused", role: "alert" }, say("phone.used"))));
}

const REFUSED = { 0: ["phone.offline", "offline"], 403: ["phone.forbidden", "lost"], 409: ["phone.used", "lost"] };

async function open() {
  if (!token) {
    return show("none", outcome("phone-scan", say("phone.none.title"),
      h("p", { class: "notice", id: "noForm" }, say("phone.none"))));
  }
  if (state.done) return drawDone();
  const answer = await call("form", { token, phone: phoneId(), language: language() });
  if (!answer.ok) {
    const [key, picture] = REFUSED[answer.status] ?? ["phone.busy", "cup"];
    return show("refused", outcome(picture, say("join.title"),
      h("p", { class: "notice caution", id: "refused", role: "alert" }, say(key)),
      h("button", { class: "primary", onclick: () => location.reload() }, say("phone.again"))));
  }
  view.form = answer.body;
  if (draft().district && draft().district !== view.form.district) {
    const streets = await call("streets", { district: draft().district });
    if (streets.ok) view.form.streets = streets.body;
  }
  if (screens()[position()].later && !(later ?? await loadLater())) {
    state.at = "";
    view.errorText = say("phone.offline");
  }
  const screen = screens()[position()];
  state.at = screen.id;
  history.replaceState({ ...history.state, at: screen.id }, "");
  draw();
  await document.querySelector("#main .scene")?.decode().catch(() => {});
  performance.mark("first-view");
  loadLater();
}

wipeInTime(state, over);
start(open);
