// Dates and clocks in China time (UTC+8 all year, in every province), digits in groups.

const kChinaMs = 8 * 3_600_000;

const iso = (ms) => new Date(ms + kChinaMs).toISOString();

/** 2026-11-23 */
export const day = (ms) => iso(ms).slice(0, 10);

/** 11:42 */
export const clock = (ms) => iso(ms).slice(11, 16);

/** 2026-11-23 11:42 */
export const day_and_clock = (ms) => `${day(ms)} ${clock(ms)}`;

/** Whole days since 1970 in China. */
export const day_number = (ms) => Math.floor((ms + kChinaMs) / 86_400_000);

/** grouped("13812345678", [3, 4, 4]) → "138 1234 5678"; what is longer than the groups stands at the end. */
export function grouped(text, sizes) {
  const groups = [];
  let at = 0;
  for (const size of [...sizes, text.length]) {
    if (at >= text.length) break;
    groups.push(text.slice(at, at + size));
    at += size;
  }
  return groups.join(" ");
}
