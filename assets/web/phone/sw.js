// The card page opens without a network: its files are kept, newest first where the network answers.
const KEPT = "warmheart-phone-4";
const FILES = ["/phone/card.html", "/phone/icon.svg", "/phone/manifest.webmanifest",
  "/phone/css/tokens.css", "/phone/css/phone.css", "/phone/css/form.css", "/phone/css/card.css",
  "/phone/art/scene-lost.svg", "/phone/art/scene-member-card.svg", "/phone/art/scene-offline.svg",
  "/sentences/phone/zh.json", "/sentences/phone/en.json", "/phone/js/api.js", "/phone/js/card.js",
  "/phone/js/card_view.js", "/phone/js/components.js", "/phone/js/page.js",
  "/shared/js/format.js", "/shared/js/h.js", "/shared/js/i18n.js", "/shared/js/json_call.js"];

self.addEventListener("install", (event) => {
  event.waitUntil(caches.open(KEPT).then((cache) => cache.addAll(FILES)).then(() => self.skipWaiting()));
});

self.addEventListener("activate", (event) => {
  event.waitUntil(caches.keys()
    .then((names) => Promise.all(names.filter((name) => name !== KEPT).map((name) => caches.delete(name))))
    .then(() => self.clients.claim()));
});

self.addEventListener("fetch", (event) => {
  const address = new URL(event.request.url);
  if (event.request.method !== "GET" || !FILES.includes(address.pathname)) return;
  event.respondWith(
    fetch(event.request)
      .then(async (answer) => {
        if (answer.ok) await (await caches.open(KEPT)).put(address.pathname, answer.clone());
        return answer;
      })
      .catch(() => caches.match(address.pathname)),
  );
});
