// The one column of a phone page, its title and its language.
import { replace } from "/shared/js/h.js";
import { choose_language, on_language, other_language, say, start_sentences } from "/shared/js/i18n.js";
import { json_call } from "/shared/js/json_call.js";

const main = document.getElementById("main");
const button = document.getElementById("language");

export function show(...children) {
  replace(main, ...children);
  window.scrollTo(0, 0);
  main.querySelector("h2")?.setAttribute("tabindex", "-1");
}

async function loadTable(name) {
  const answer = await json_call("GET", `/sentences/phone/${name}.json`, null, { cached: true });
  if (!answer.ok) throw new Error(answer.failure ?? String(answer.status));
  return answer.body;
}

function nameThings() {
  document.getElementById("title").textContent = say("phone.title");
  button.textContent = other_language() === "en" ? "EN" : "中文";
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
    nameThings();
    draw();
  });
  button.addEventListener("click", () => choose_language(other_language()).catch(() => show(say("phone.offline"))));
  nameThings();
  await draw();
}
