// The one column of a phone page, its title, its language and its style sheets.
import { h, replace } from "/shared/js/h.js";
import { choose_language, on_language, other_language, say, start_sentences } from "/shared/js/i18n.js";
import { json_call } from "/shared/js/json_call.js";

const main = document.getElementById("main");
const button = document.getElementById("language");

// `screen` names what stands there, for style and for whoever looks from outside.
export function show(screen, ...children) {
  main.dataset.screen = screen;
  replace(main, ...children);
  window.scrollTo(0, 0);
  main.querySelector("h2")?.setAttribute("tabindex", "-1");
}

// Resolves when the sheet of this address holds; rejects where it does not come.
export function loadStyle(href) {
  return new Promise((resolve, reject) => {
    if (document.querySelector(`link[href="${href}"]`)) return resolve();
    const link = h("link", { rel: "stylesheet", href, onload: resolve,
      onerror: () => {
        link.remove();
        reject(new Error(href));
      } });
    document.head.append(link);
  });
}

async function loadTable(name) {
  const answer = await json_call("GET", `/sentences/phone/${name}.json`, null, { cached: true });
  if (!answer.ok) throw new Error(answer.failure ?? String(answer.status));
  return answer.body;
}

function nameThings() {
  document.getElementById("title").textContent = say("phone.title");
  const english = other_language() === "en";
  button.textContent = english ? "EN" : "中文";
  button.lang = english ? "en" : "zh-CN";
}

// draw() runs now and after each change of language. Without sentences nothing can be said but what stands in the page.
export async function start(draw) {
  try {
    await start_sentences(loadTable,
      { stored: "language", initial: (navigator.language ?? "zh").startsWith("zh") ? "zh" : "en" });
  } catch {
    document.getElementById("unreachable").hidden = false;
    return;
  }
  on_language(() => {
    document.getElementById("unreachable").hidden = true;
    nameThings();
    draw();
  });
  button.addEventListener("click", () => choose_language(other_language()).catch(() => {
    document.getElementById("unreachable").hidden = false;
  }));
  nameThings();
  await draw();
}
