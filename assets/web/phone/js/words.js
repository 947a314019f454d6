// The kiosk's sentences in the language shown.
let table = {};
export let language = (localStorage.getItem("language") ?? navigator.language ?? "zh").startsWith("zh") ? "zh" : "en";

export async function loadWords() {
  const answer = await fetch(`/phone/words/${language}.json`);
  table = await answer.json();
  document.documentElement.lang = language;
  document.getElementById("title").textContent = say("phone.title");
}

export function say(key, ...values) {
  return values.reduce((text, value, n) => text.replaceAll(`%${n + 1}`, value), table[key] ?? key);
}

export function offerLanguage(redraw) {
  const button = document.getElementById("language");
  const name = () => (button.textContent = language === "zh" ? "EN" : "中文");
  name();
  button.addEventListener("click", async () => {
    language = language === "zh" ? "en" : "zh";
    localStorage.setItem("language", language);
    await loadWords();
    name();
    redraw();
  });
}
