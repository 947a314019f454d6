// Weather alerts at the kiosks: those of late, a new one, and the weather of today. What is half written stays when the
// language changes.

import { h, replace } from "/shared/js/h.js";
import { either, say } from "/shared/js/i18n.js";
import { centre, centre_now } from "../api.js";
import { card, chip, error_notice, waiting_lines } from "../components.js";
import { moment } from "../format.js";
import { error_place, form } from "../kit/form.js";
import { resource } from "../kit/resource.js";
import { toast } from "../notifications.js";

const kKinds = ["heat", "cold", "storm", "air", "other"];
const kLevels = ["blue", "yellow", "orange", "red"];
const kWeathers = ["sun", "cloud", "rain", "snow", "fog", "wind"];
const kHours = [2, 4, 8, 12, 24, 48];
const kWeatherHours = [6, 12, 24];
const kHourMs = 3_600_000;
const kMostCharacters = 60;
const kRefreshMs = 60_000;
const kStates = { "in-force": ["caution", "alert"], "to-come": ["", "clock"], over: ["", "tick"] };

export function open(place) {
  const written = { kind: "heat", level: "yellow", text: "", text_en: "", advice: "", advice_en: "", hours: "8",
    station: "", weather: "sun", low: "", high: "", weather_hours: "12" };
  const errors = { alert: {}, weather: {} };
  const alerts = resource(() => centre.alerts(), () => draw(), { every_ms: kRefreshMs });
  const stations = resource(() => centre.stations(), () => draw());

  const labelled = (name, label, control) => h("div", {},
    h("label", { class: "form-label", for: name }, label), control, error_place(name));
  const line = (name, label, attributes = {}) => labelled(name, label, h("input", {
    class: "form-control", id: name, name, value: written[name], "aria-describedby": `${name}-error`, ...attributes,
    oninput: (event) => { written[name] = event.target.value; } }));
  const choice = (name, label, options) => labelled(name, label, h("select", {
    class: "form-select", id: name, name, onchange: (event) => { written[name] = event.target.value; } },
  options.map(([value, text]) => h("option", { value, selected: written[name] === String(value) }, text))));
  const long = (text, most) => [...text.trim()].length > most;

  function check_alert() {
    const found = {};
    if (!written.text.trim()) found.text = "alerts.empty";
    if (long(written.text, kMostCharacters)) found.text = "alerts.long";
    if (long(written.advice, kMostCharacters)) found.advice = "alerts.long";
    if (long(written.text_en, 3 * kMostCharacters)) found.text_en = "alerts.long_en";
    if (long(written.advice_en, 3 * kMostCharacters)) found.advice_en = "alerts.long_en";
    return found;
  }

  async function send_alert() {
    await centre.publish_alert({ kind: written.kind, level: written.level, text: written.text.trim(),
      text_en: written.text_en.trim(), advice: written.advice.trim(), advice_en: written.advice_en.trim(),
      until_ms: centre_now() + Number(written.hours) * kHourMs, station: written.station });
    toast(say("alerts.published"));
    Object.assign(written, { text: "", text_en: "", advice: "", advice_en: "" });
    draw();
    alerts.load();
  }

  const degrees = (name) => (/^-?\d{1,2}$/.test(written[name].trim()) ? Number(written[name]) : null);
  function check_weather() {
    const found = {};
    for (const name of ["low", "high"]) if (degrees(name) === null) found[name] = "alerts.degrees";
    if (!Object.keys(found).length && degrees("low") > degrees("high")) found.high = "alerts.higher";
    return found;
  }

  async function send_weather() {
    await centre.publish_weather({ kind: written.weather, low: degrees("low"), high: degrees("high"),
      hours: Number(written.weather_hours) });
    toast(say("alerts.weather_published"));
  }

  async function end_one(id) {
    try {
      await centre.end_alert(id);
      toast(say("alerts.ended"));
    } catch (refused) {
      toast(refused.sentence, true);
    }
    alerts.load();
  }

  const where = (alert) => (alert.stations.length ? alert.stations.join(say("list.and"))
    : alert.district || say("alerts.everywhere"));

  const alert_line = (alert) => h("li", { "data-alert": alert.id },
    h("div", {}, h("b", {}, say("alerts.title_of", {
      kind: say(`alert_kind.${alert.kind}`), level: say(`alert_level.${alert.level}`) })),
    chip(...kStates[alert.state], say(`alert_state.${alert.state}`)),
    h("p", {}, either(alert.text, alert.text_en)),
    h("p", { class: "hint" }, say("alerts.line", {
      from: moment(alert.from_ms), until: moment(alert.until_ms), where: where(alert), who: alert.by }))),
    alert.state !== "over" && h("button", { type: "button", class: "btn btn-plain btn-small", "data-end": alert.id,
      onclick: () => end_one(alert.id) }, say("alerts.end")));

  const list_card = () => card(say("alerts.list"), null,
    alerts.refused && error_notice(alerts.refused, alerts.load),
    alerts.value ? alerts.value.items.length
      ? h("ul", { class: "logins alert-list" }, alerts.value.items.map(alert_line))
      : h("p", { class: "hint" }, say("alerts.none"))
      : !alerts.refused && waiting_lines(2));

  const alert_card = () => card(say("alerts.new"), null, form({
    css: "stack account-form", general: "alert-form", errors: errors.alert, check: check_alert,
    say_error: (name, key) => say(key), send: send_alert },
  choice("kind", say("alerts.kind"), kKinds.map((one) => [one, say(`alert_kind.${one}`)])),
  choice("level", say("alerts.level"), kLevels.map((one) => [one, say(`alert_level.${one}`)])),
  line("text", say("alerts.text")), line("text_en", say("alerts.text_en")),
  line("advice", say("alerts.advice")), line("advice_en", say("alerts.advice_en")),
  choice("hours", say("alerts.for"), kHours.map((n) => [n, say("alerts.hours", { n })])),
  choice("station", say("alerts.where"), [["", say("alerts.everywhere")],
    ...(stations.value?.items ?? []).map((station) => [station.id, station.name])]),
  error_place("alert-form"), h("div", {}, h("button", { class: "btn btn-primary" }, say("alerts.publish")))));

  const weather_card = () => card(say("alerts.weather"), null, form({
    css: "stack account-form", general: "weather-form", errors: errors.weather, check: check_weather,
    say_error: (name, key) => say(key), send: send_weather },
  choice("weather", say("alerts.kind"), kWeathers.map((one) => [one, say(`weather_kind.${one}`)])),
  line("low", say("alerts.low"), { inputmode: "text", maxlength: "3" }),
  line("high", say("alerts.high"), { inputmode: "text", maxlength: "3" }),
  choice("weather_hours", say("alerts.for"), kWeatherHours.map((n) => [n, say("alerts.hours", { n })])),
  error_place("weather-form"), h("div", {}, h("button", { class: "btn btn-plain" }, say("alerts.publish_weather")))));

  function draw() {
    const focused = place.contains(document.activeElement) ? document.activeElement.id : "";
    replace(place, h("div", { class: "page account" },
      h("div", { class: "page-head" }, h("div", {}, h("h1", { tabindex: "-1" }, say("alerts.title")),
        h("p", { class: "as-of" }, say("alerts.lead")))),
      h("div", { class: "stack" }, list_card(), alert_card(), weather_card())));
    if (focused) document.getElementById(focused)?.focus();
  }

  draw();
  alerts.load();
  stations.load();
  return { draw, leave: () => { alerts.close(); stations.close(); replace(place); } };
}
