// Times, waits and numbers as people read them. The centre's times are shown in China time wherever the browser stands.

import { language, say } from "./language.js";

const kZone = "Asia/Shanghai";
const kMinute = 60_000;
const kHour = 60 * kMinute;
const kDay = 24 * kHour;

const parts_of = (ms) => Object.fromEntries(new Intl.DateTimeFormat("en-GB", {
  timeZone: kZone, year: "numeric", month: "2-digit", day: "2-digit", hour: "2-digit", minute: "2-digit", second: "2-digit", hourCycle: "h23",
}).formatToParts(ms).map((part) => [part.type, part.value]));

const day_of = (ms) => Math.floor((ms + 8 * kHour) / kDay);

/** 11:42 */
export function clock(ms) {
  const at = parts_of(ms);
  return `${at.hour}:${at.minute}`;
}

/** 2026-11-23 11:42 */
export function moment(ms) {
  if (!ms) return say("none");
  const at = parts_of(ms);
  return `${at.year}-${at.month}-${at.day} ${at.hour}:${at.minute}`;
}

/** 11:42 today, 昨天 11:42, 11-21 11:42, else with the year. */
export function near(ms, now) {
  if (!ms) return say("none");
  const at = parts_of(ms);
  const days = day_of(now) - day_of(ms);
  if (days === 0) return clock(ms);
  if (days === 1) return say("time.yesterday", { time: clock(ms) });
  return at.year === parts_of(now).year ? `${at.month}-${at.day} ${clock(ms)}` : moment(ms);
}

/** 不到 1 分钟, 41 分钟, 3 小时 5 分, 2 天 4 小时 */
export function wait(ms) {
  if (ms < kMinute) return say("time.under_a_minute");
  if (ms < kHour) return say("time.minutes", { n: Math.floor(ms / kMinute) });
  const [whole, rest, key] = ms < kDay
    ? [Math.floor(ms / kHour), Math.floor((ms % kHour) / kMinute), "time.hours"]
    : [Math.floor(ms / kDay), Math.floor((ms % kDay) / kHour), "time.days"];
  return rest ? say(`${key}_and`, { n: whole, rest }) : say(key, { n: whole });
}

export function ago(ms, now) {
  if (!ms) return say("time.never");
  return now - ms < kMinute ? say("time.just_now") : say("time.ago", { wait: wait(now - ms) });
}

/** The leading figure and its unit apart, for the big numbers: ["41", "分钟"]. */
export function wait_figure(ms) {
  if (ms < kMinute) return ["<1", say("unit.minutes", { n: 1 })];
  if (ms < kHour) return [String(Math.floor(ms / kMinute)), say("unit.minutes", { n: Math.floor(ms / kMinute) })];
  if (ms < kDay) return [String(Math.floor(ms / kHour)), say("unit.hours", { n: Math.floor(ms / kHour) })];
  return [String(Math.floor(ms / kDay)), say("unit.days", { n: Math.floor(ms / kDay) })];
}

export const number = (value) => new Intl.NumberFormat(language() === "zh" ? "zh-CN" : "en-GB").format(value);

/** 6-8-4 for eighteen characters, as the kiosk shows it while typing. */
export const document_grouped = (text) => (text?.length === 18 ? `${text.slice(0, 6)} ${text.slice(6, 14)} ${text.slice(14)}` : text);

export const mobile_grouped = (text) => (text?.length === 11 ? `${text.slice(0, 3)} ${text.slice(3, 7)} ${text.slice(7)}` : text);

/** Whole years between a birth date (YYYY-MM-DD) and now. */
export function age(birth_date, now) {
  const [year, month, day] = (birth_date ?? "").split("-").map(Number);
  if (!year) return null;
  const at = parts_of(now);
  const before = Number(at.month) < month || (Number(at.month) === month && Number(at.day) < day);
  return Number(at.year) - year - (before ? 1 : 0);
}
