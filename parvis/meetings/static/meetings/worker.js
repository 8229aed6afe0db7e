// Answers when the network does not: two pages that are nobody's, and what they need. Nothing personal is
// kept here; lists lie in the telephone's own database, and scripts show them to whoever they belong to.
// Before this stand: sendAll, stillMine, wipe, VERSION, KEPT (paths), PATHS (names of some of them).

const ROOM = /^\/rencontres\/\d+\/salle\/$/;
const SHELLS = [PATHS.without, PATHS.room];
let keeping = Promise.resolve();

async function keep(paths) {
  const shelf = await caches.open(VERSION);
  await shelf.addAll(paths.map((path) => new Request(path, { cache: "reload" })));
}

async function takeOver() {
  for (const name of await caches.keys()) if (name !== VERSION) await caches.delete(name);
  await self.clients.claim();
}

const shell = (path) => caches.match(ROOM.test(path) ? PATHS.room : PATHS.without);

/** Nothing that was being kept comes after the emptying. */
async function leave() {
  await keeping;
  await wipe();
}

async function visit(event, path) {
  const isLeaving = event.request.method === "POST" && PATHS.leaving.includes(path);
  try {
    const answer = await fetch(event.request);
    if (isLeaving && answer.type === "opaqueredirect") event.waitUntil(leave());
    if (path === PATHS.signIn) event.waitUntil(stillMine());
    if (path === PATHS.space) event.waitUntil((keeping = keep(SHELLS).catch(() => {})));
    return answer;
  } catch (broken) {
    const kept = await shell(path);
    if (isLeaving) await leave();
    return kept ?? Promise.reject(broken);
  }
}

async function ready(request) {
  return (await caches.match(request, { ignoreSearch: true })) ?? fetch(request);
}

self.addEventListener("install", (event) => event.waitUntil(keep(KEPT).then(() => self.skipWaiting())));
self.addEventListener("activate", (event) => event.waitUntil(takeOver()));
self.addEventListener("fetch", (event) => {
  const { origin, pathname } = new URL(event.request.url);
  if (origin !== location.origin) return;
  if (event.request.mode === "navigate") event.respondWith(visit(event, pathname));
  else if (event.request.method === "GET" && KEPT.includes(pathname)) event.respondWith(ready(event.request));
});
self.addEventListener("sync", (event) => {
  if (event.tag !== "gestes") return;
  const orAgain = (became) => became === "away" && Promise.reject(new Error("no network yet"));
  event.waitUntil(sendAll().then(orAgain));
});
