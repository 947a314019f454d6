// Sentences by key, in the language a person chose; the choice stays in this browser.

const tables = {};
const listeners = new Set();

let load_table = null;
let stored_at = "";
let chosen = "zh";

export const language = () => chosen;

/** load(language) → table, or throws. `initial` is for who never chose. */
export async function start_sentences(load, { stored, initial = "zh" }) {
  load_table = load;
  stored_at = stored;
  const kept = localStorage.getItem(stored);
  await use(kept === "zh" || kept === "en" ? kept : initial);
}

// A Map, so that no code of the centre and no typo is taken for what every object has ("constructor").
async function load_once(name) {
  tables[name] ??= new Map(Object.entries(await load_table(name)));
}

async function use(name) {
  await load_once(name);
  chosen = name;
  document.documentElement.lang = name === "zh" ? "zh-CN" : "en";
}

/** The language stays as it is where load() throws. */
export async function choose_language(name) {
  await use(name);
  localStorage.setItem(stored_at, name);
  for (const listener of listeners) listener();
}

export const other_language = () => (chosen === "zh" ? "en" : "zh");

/** Before it is asked for. */
export async function load_other_language() {
  await load_once(other_language());
}

export function on_language(listener) {
  listeners.add(listener);
}

export const has_sentence = (key) => tables[chosen].has(key);

/**
 * say("time.minutes", { n: 5 }) fills {n}, say("phone.step", 1, 5) fills %1 and %2. A key with ".one" is the form
 * for n = 1.
 */
export function say(key, ...values) {
  const table = tables[chosen];
  const named = typeof values[0] === "object" ? values[0] : null;
  const found = (Number(named?.n) === 1 && table.get(`${key}.one`)) || table.get(key);
  if (found === undefined) return key;
  if (named) return found.replace(/\{(\w+)\}/g, (whole, name) => named[name] ?? whole);
  return values.reduce((text, value, at) => text.replaceAll(`%${at + 1}`, value), found);
}

/** A value that the centre sends in both languages, e.g. name and name_en. */
export function either(in_chinese, in_english) {
  return (chosen === "en" && in_english) || in_chinese || in_english || "";
}
