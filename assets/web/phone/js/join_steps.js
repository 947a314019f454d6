// The screens of the joining form that are typed and chosen in: identity, work, union, signature. redraw() draws the
// screen anew where it stands.
import { grouped } from "/shared/js/format.js";
import { h } from "/shared/js/h.js";
import { language, say } from "/shared/js/i18n.js";
import { call } from "./api.js";
import { facts } from "./components.js";
import { keep } from "./form_state.js";
import { draft, errorOf, errorWords, set, setGiven, state, unionOf, view } from "./join_form.js";
import { signaturePad } from "./signature.js";

const RESIDENT = "resident-id";

const meant = () => say("identity.did-you-mean", grouped(view.suggestion, [6, 8, 4]));

// In place: whoever types in the next field already must not lose the cursor.
function paintErrors() {
  for (const node of document.querySelectorAll("[data-field]")) {
    const bad = Boolean(view.errors[node.dataset.field]);
    node.hidden = !bad;
    node.textContent = errorWords(node.dataset.field);
    const around = node.closest(".field");
    around?.classList.toggle("bad", bad);
    around?.querySelector("[aria-describedby]")?.setAttribute("aria-invalid", String(bad));
  }
  const button = document.getElementById("suggestion");
  if (button) {
    button.hidden = !(view.suggestion && view.errors.document);
    button.textContent = meant();
  }
}

// The server's one validator is asked when a field is left; what is merely empty is asked for by the screen's button.
async function leave(field) {
  const answer = await call("check", { ...draft(), language: language(), fields: [field] });
  if (!answer.ok || !view.form) return;
  const key = answer.body.errors[field];
  if (key && !key.endsWith(".empty")) view.errors[field] = key;
  else delete view.errors[field];
  view.suggestion = field === "document" ? answer.body.suggestion : view.suggestion;
  paintErrors();
}

const around = (field, ...children) =>
  h("div", { class: view.errors[field] ? "field bad" : "field" }, ...children, errorOf(field));

const described = (field) => ({ "aria-describedby": `${field}Error`,
  "aria-invalid": view.errors[field] ? "true" : "false" });

function textField(field, key, label, attributes) {
  const input = h("input", { id: key, value: draft()[key], autocomplete: "off", ...described(field), ...attributes });
  input.addEventListener("input", () => set(key, input.value));
  input.addEventListener("change", () => leave(field));
  return around(field, h("label", { for: key }, label), input);
}

// `name` gives a value's own children.
function choices(kind, key, values, name, chosen) {
  return h("div", { class: `choices ${kind}`, role: "radiogroup" }, ...values.map((value) => {
    const input = h("input", { type: "radio", name: key, value, checked: draft()[key] === value });
    input.addEventListener("change", () => {
      set(key, value);
      chosen();
    });
    return h("label", { class: "choice" }, input, h("span", {}, name(value)));
  }));
}

function select(id, field, values, chosen, hint) {
  return h("select", { id, ...described(field) }, h("option", { value: "" }, hint),
    ...values.map((one) => h("option", { value: one.code, selected: one.code === chosen }, one.name)));
}

function box(id, checked, words, note, changed) {
  const input = h("input", { type: "checkbox", id, checked });
  input.addEventListener("change", () => changed(input.checked));
  return [h("label", { class: "check" }, input, h("span", {}, words)), h("p", { class: "note" }, note)];
}

export function identity(redraw) {
  const resident = draft().document_kind === RESIDENT;
  return [h("h2", {}, say("join.identity.title")), h("p", { class: "lead" }, say("join.identity.lead")),
    textField("name", "name", say("identity.name"), { autocomplete: "name", placeholder: say("identity.name.hint") }),
    textField("document", "document_number", say("identity.number"),
      { placeholder: say("identity.number.hint"), autocapitalize: "characters" }),
    h("button", { type: "button", class: "plain", id: "suggestion", hidden: !(view.suggestion && view.errors.document),
      onclick: () => {
        set("document_number", view.suggestion);
        view.suggestion = "";
        view.errors = {};
        redraw();
      } }, meant()),
    h("details", { class: "row more", id: "otherDocument", open: !resident },
      h("summary", {}, say("phone.identity.other")),
      choices("", "document_kind", [RESIDENT, "residence-permit", "foreign-permanent"],
        (kind) => say(`document.${kind}`), () => leave("document"))),
    draft().no_mobile ? null : textField("mobile", "mobile", say("identity.mobile"),
      { inputmode: "tel", autocomplete: "tel", placeholder: say("identity.mobile.hint") }),
    box("noMobile", draft().no_mobile, say("identity.no-mobile"), say("identity.no-mobile.note"), (checked) => {
      set("no_mobile", checked);
      delete view.errors.mobile;
      redraw();
    })];
}

export function work(redraw) {
  const district = draft().district || view.form.district;
  const districts = h("select", { id: "district" }, view.form.districts.map((one) =>
    h("option", { value: one.code, selected: one.code === district }, one.name)));
  districts.addEventListener("change", async () => {
    set("district", districts.value);
    set("street", "");
    const answer = await call("streets", { district: districts.value });
    if (!view.form) return;
    if (answer.ok) view.form.streets = answer.body;
    redraw();
  });
  const streets = select("street", "street", view.form.streets, draft().street, say("work.street.hint"));
  streets.addEventListener("change", () => {
    set("street", streets.value);
    proposeUnion();
    delete view.errors.street;
    paintErrors();
  });
  return [h("h2", {}, say("join.work.title")), h("p", { class: "lead" }, say("join.work.lead")),
    h("fieldset", { class: view.errors.occupation ? "field bad" : "field" },
      h("legend", {}, say("work.occupation")), errorOf("occupation"),
      choices("tiles", "occupation", view.form.occupations,
        (one) => [h("i", { class: `icon icon-${one}`, "aria-hidden": "true" }), say(`occupation.${one}`)],
        () => {
          delete view.errors.occupation;
          paintErrors();
        })),
    draft().outside_city ? null : [
      h("div", { class: "field" }, h("label", { for: "district" }, say("street.district.title")), districts),
      around("street", h("label", { for: "street" }, say("work.street")), streets)],
    box("outsideCity", draft().outside_city, say("work.outside-city"), say("work.outside-city.note"), (checked) => {
      set("outside_city", checked);
      if (checked) set("street", "");
      proposeUnion();
      delete view.errors.street;
      redraw();
    }),
    textField("platform", "platform", say("field.optional", say("work.platform")), { maxlength: "30" }),
    textField("employer", "employer", say("field.optional", say("work.employer")),
      { maxlength: "60", placeholder: say("work.employer.hint") })];
}

// What was agreed to was agreed to for one union.
function setUnion(code) {
  if (code !== draft().union) setGiven("receiving-union", false);
  set("union", code);
}

// By the street of work, as the kiosk does: the street's own union first, else the station's.
function proposeUnion() {
  const serving = view.form.unions.find((one) => one.kind === "street" && one.streets.includes(draft().street))
    ?? view.form.unions.find((one) => one.streets.includes(draft().street));
  setUnion(serving?.code ?? view.form.union);
}

export function union(redraw) {
  if (!draft().union) proposeUnion();
  const unions = select("union", "receiving-union", view.form.unions, draft().union, say("union.list.title"));
  unions.addEventListener("change", () => {
    setUnion(unions.value);
    delete view.errors["receiving-union"];
    redraw();
  });
  const chosen = unionOf(draft().union);
  return [h("h2", {}, say("join.union.title")), h("p", { class: "lead" }, say("join.union.lead")),
    chosen ? h("section", { class: "paper chosen" }, h("h3", { id: "unionName" }, chosen.name),
      facts([say("union.address"), chosen.address], [say("union.phone"), chosen.phone])) : null,
    around("receiving-union", h("label", { for: "union" }, say("join.union.other")), unions),
    h("p", { class: "note" }, say("join.union.note"))];
}

export function sign(redraw) {
  const signature = draft().signature;
  const pad = signaturePad(signature, () => {
    delete view.errors.signature;
    keep(state);
    paintErrors();
  });
  return [h("h2", {}, say("join.sign.title")), h("p", { class: "declaration" }, say("join.sign.declaration")),
    around("signature", signature.declined ? null : [h("p", { class: "note", id: "signHere" }, say("sign.here")),
      pad.canvas, h("button", { type: "button", class: "plain", onclick: pad.clear }, say("sign.again"))]),
    box("declined", signature.declined, say("sign.declined"), say("sign.declined.note"), (checked) => {
      signature.declined = checked;
      keep(state);
      delete view.errors.signature;
      redraw();
    })];
}
