// The joining form on the rider's phone: the kiosk's fields, rules and sentences, a screen a question. The kiosk is
// free from the moment it was handed over. Here it is opened; the way through it, join_way.js, is fetched once the
// first view stands.
import { h } from "/shared/js/h.js";
import { language, say } from "/shared/js/i18n.js";
import { call, phoneId } from "./api.js";
import { outcome } from "./components.js";
import { wipeInTime } from "./form_state.js";
import { draft, state, token, view } from "./join_form.js";
import { drawDone, drawStart } from "./join_start.js";
import { loadStyle, show, start } from "./page.js";

const START = "start";
let way = null;
let coming = null;
let failures = 0;

// Again after a failure, by another address: browsers remember that a module did not come.
function loadWay() {
  coming ??= loadStyle("/phone/css/form.css")
    .then(() => import(failures ? `./join_way.js?again=${failures}` : "./join_way.js"))
    .then((module) => (way = module))
    .catch(() => {
      ++failures;
      coming = null;
    });
  return coming;
}

async function begin() {
  const found = way ?? await loadWay();
  if (!view.form) return;
  if (found) {
    found.go(1);
  } else {
    view.errorText = say("phone.offline");
    drawStart(begin);
  }
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
  state.at ||= START;
  history.replaceState({ ...history.state, at: state.at }, "");
  if (state.at !== START) {
    const found = way ?? await loadWay();
    if (!view.form) return;  // its time was over meanwhile
    if (found) return found.draw();
    view.errorText = say("phone.offline");
  }
  drawStart(begin);
  await document.querySelector("#main .scene")?.decode().catch(() => {});
  performance.mark("first-view");
  loadWay();
}

wipeInTime(state, over);
start(open);
