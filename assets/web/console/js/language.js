// Sentences by key, in the language a person chose. Chinese unless chosen otherwise; the choice stays in this browser.

import { zh } from "./sentences_zh.js";
import { en } from "./sentences_en.js";

const kTables = { zh, en };
const kStored = "warmheart.language";

let chosen = localStorage.getItem(kStored) === "en" ? "en" : "zh";
const listeners = new Set();

export const language = () => chosen;

export function choose_language(name) {
  chosen = name;
  localStorage.setItem(kStored, name);
  document.documentElement.lang = name === "zh" ? "zh-CN" : "en";
  for (const listener of listeners) listener();
}

export function on_language(listener) {
  listeners.add(listener);
}

export const has_sentence = (key) => key in kTables[chosen];

/** The sentence with its {places} filled. English has a second form for one thing: key + ".one". */
export function say(key, places = {}) {
  const table = kTables[chosen];
  const found = Number(places.n) === 1 && table[`${key}.one`] ? table[`${key}.one`] : table[key];
  if (found === undefined) return key;
  return found.replace(/\{(\w+)\}/g, (whole, name) => places[name] ?? whole);
}

/** A value that the centre sends in both languages, e.g. { zh, en } or name and name_en. */
export function either(in_chinese, in_english) {
  return (chosen === "en" && in_english) || in_chinese || in_english || "";
}
