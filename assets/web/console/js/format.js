// Times, waits and numbers as people read them.

import { clock, day, day_and_clock, day_number, grouped } from "/shared/js/format.js";
import { language, say } from "/shared/js/i18n.js";

export { clock };

const kMinute = 60_000;
const kHour = 60 * kMinute;
const kDay = 24 * kHour;

/** 2026-11-23 11:42 */
export const moment = (ms) => (ms ? day_and_clock(ms) : say("none"));

/** 11:42 today, 昨天 11:42, 11-21 11:42, else with the year. */
export function near(ms, now) {
  if (!ms) return say("none");
  const days = day_number(now) - day_number(ms);
  if (days === 0) return clock(ms);
  if (days === 1) return say("time.yesterday", { time: clock(ms) });
  return day(ms).slice(0, 4) === day(now).slice(0, 4) ? `${day(ms).slice(5)} ${clock(ms)}` : moment(ms);
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
export const document_grouped = (text) => (text?.length === 18 ? grouped(text, [6, 8, 4]) : text);

export const mobile_grouped = (text) => (text?.length === 11 ? grouped(text, [3, 4, 4]) : text);

/** Whole years between a birth date (YYYY-MM-DD) and now. */
export function age(birth_date, now) {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(birth_date ?? "")) return null;
  const today = day(now);
  return Number(today.slice(0, 4)) - Number(birth_date.slice(0, 4)) - (today.slice(5) < birth_date.slice(5) ? 1 : 0);
}
