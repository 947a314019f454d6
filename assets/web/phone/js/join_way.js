// The way through the joining form: a screen a question, papers one by one, back and forth, and the submission.
import { h } from "/shared/js/h.js";
import { language, say } from "/shared/js/i18n.js";
import { call, phoneId } from "./api.js";
import { steps } from "./components.js";
import { finish, keep } from "./form_state.js";
import { draft, errorOf, given, setGiven, state, token, unionOf, view } from "./join_form.js";
import { drawDone, drawStart, trouble } from "./join_start.js";
import { identity, sign, union, work } from "./join_steps.js";
import { show } from "./page.js";

const OF_UNION = "receiving-union";

// ---- the screens

const stepNames = () => [say("phone.steps.identity"), say("phone.steps.work"), say("phone.steps.union"),
  say("phone.steps.sign")];

// The notice is read first, what may be refused last.
function screens() {
  const paper = (consent) => ({ id: `consent-${consent.id}`, step: consent.id === OF_UNION ? 2 : 0, consent, fields: [],
    draw: () => drawConsent(consent) });
  const rank = (one) => (one.id === "notice" ? 0 : one.required ? 1 : 2);
  const papers = [...view.form.consents].sort((a, b) => rank(a) - rank(b));
  return [
    { id: "start", fields: [] },
    ...papers.filter((one) => one.id !== OF_UNION).map(paper),
    { id: "identity", step: 0, fields: ["name", "document", "mobile"], draw: () => identity(redraw) },
    { id: "work", step: 1, fields: ["occupation", "platform", "employer", "street"], draw: () => work(redraw) },
    { id: "union", step: 2, fields: ["receiving-union"], draw: () => union(redraw) },
    ...papers.filter((one) => one.id === OF_UNION).map(paper),
    { id: "sign", step: 3, fields: ["signature"], draw: () => sign(redraw) },
  ];
}

const position = () => Math.max(0, screens().findIndex((one) => one.id === state.at));

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
    return draw(false, true);
  } }, say("phone.consent.refuse"))];
}

function acts(screen) {
  const words = view.saving ? say("join.review.saving")
    : screen.id === "sign" ? say("join.review.submit")
    : say("frame.next");
  return h("div", { class: "acts" },
    screen.consent ? consentActs(screen.consent)
      : h("button", { class: "primary", id: "next", disabled: view.saving, onclick: next }, words),
    h("button", { class: "plain back", id: "back", disabled: view.saving, onclick: back }, say("phone.back")));
}

/** Draws the screen where the rider is; `top` of it, or where it was scrolled to; `toError`: to what is wrong. */
export function draw(top = true, toError = false) {
  if (state.done) return drawDone();
  const at = window.scrollY;
  const focused = document.activeElement?.id;
  const screen = screens()[position()];
  if (screen.id === "start") return drawStart(() => go(1));
  show(screen.id, steps(stepNames(), screen.step), ...screen.draw(), trouble(), acts(screen));
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

/**
 * Each screen is a step of the browser's own history too: the phone's back key goes back in the form, not out of it.
 * `known`: the history stands there already.
 */
export function go(to, { known = false, errors = {} } = {}) {
  const screen = screens()[to];
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
  if (id === "sign") await submit();
  else go(at + 1);
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
