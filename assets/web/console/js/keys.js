// One listener for all single-key commands. They rest while a person types, while a dialog is open, and when switched
// off (WCAG 2.1.4).

const kStored = "warmheart.keys";

let of_page = {};
let of_shell = {};
let enabled = localStorage.getItem(kStored) !== "off";

export const keys_enabled = () => enabled;

export function enable_keys(on) {
  enabled = on;
  localStorage.setItem(kStored, on ? "on" : "off");
}

/** Replaces the commands of the page shown: { j: f, k: f }. */
export const set_page_keys = (keys) => { of_page = keys ?? {}; };
export const set_shell_keys = (keys) => { of_shell = keys; };

function is_typing(target) {
  return target.closest?.("textarea, select, [contenteditable], input:not([type=checkbox], [type=radio])") !== null;
}

document.addEventListener("keydown", (event) => {
  if (!enabled || event.defaultPrevented || event.repeat && !"jk".includes(event.key)) return;
  if (event.ctrlKey || event.altKey || event.metaKey || event.isComposing) return;
  if (is_typing(event.target) || document.querySelector("dialog[open]")) return;
  // A Chinese input method hides the letter; the place of the key still tells it.
  const key = event.key === "Process" ? event.code.replace(/^Key/, "") : event.key;
  const command = of_page[key.toLowerCase()] ?? of_shell[key.toLowerCase()];
  if (!command) return;
  event.preventDefault();
  command();
});
